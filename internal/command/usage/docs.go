package usage

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"candor/internal/command/console"
)

// NewDocs gives candor docs.
func NewDocs(a *console.Console) *cobra.Command {
	return &cobra.Command{
		Use:   "docs DIRECTORY",
		Short: "Write manual pages and completions for shells",
		Long: `Docs writes into a directory a manual page for each command (man1/candor-report.1)
and completions (completions/candor.bash, _candor for zsh, candor.fish, candor.ps1),
the same for the same candor: for packages, or for a folder of your own.`,
		Example: `  candor docs ~/.local/share/man    # then: man candor-report
  candor docs out && . out/completions/candor.bash`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return writeDocs(a, c.Root(), args[0]) },
	}
}

func writeDocs(a *console.Console, root *cobra.Command, folder string) error {
	write := func(name string, content func(io.Writer) error) error {
		file := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		return a.WriteTo(file, content)
	}
	root.InitDefaultCompletionCmd()
	var err error
	each(root, func(c *cobra.Command) {
		if err == nil && (c.IsAvailableCommand() || c.IsAdditionalHelpTopicCommand() || c == root) && c.Name() != "help" {
			err = write("man1/"+pageName(c)+".1", func(w io.Writer) error {
				_, err := w.Write(manual(c))
				return err
			})
		}
	})
	if err != nil {
		return err
	}
	for _, shell := range []struct {
		file  string
		write func(io.Writer) error
	}{
		{"candor.bash", func(w io.Writer) error { return root.GenBashCompletionV2(w, true) }},
		{"_candor", root.GenZshCompletion},
		{"candor.fish", func(w io.Writer) error { return root.GenFishCompletion(w, true) }},
		{"candor.ps1", root.GenPowerShellCompletionWithDesc},
	} {
		if err := write("completions/"+shell.file, shell.write); err != nil {
			return err
		}
	}
	return nil
}

// pageName is "candor-report".
func pageName(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") }

// manual is a command's manual page, in the man macros of roff.
func manual(c *cobra.Command) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, ".TH \"%s\" \"1\" \"\" \"candor\" \"Candor\"\n", strings.ToUpper(pageName(c)))
	fmt.Fprintf(&b, ".SH NAME\n%s \\- %s\n", roff(pageName(c)), roff(c.Short))
	if c.Runnable() {
		fmt.Fprintf(&b, ".SH SYNOPSIS\n.B %s\n", roff(c.UseLine()))
	}
	about := long(c)
	if about == "" {
		about = c.Short + "."
	}
	fmt.Fprintf(&b, ".SH DESCRIPTION\n.nf\n%s\n.fi\n", roff(about))
	if !c.IsAdditionalHelpTopicCommand() {
		b.WriteString(".SH OPTIONS\n")
		describeFlags := func(f *pflag.Flag) {
			if !hidden(f) {
				fmt.Fprintf(&b, ".TP\n.B %s\n%s\n", roff(strings.TrimSpace(nameOf(f))), roff(describe(f)))
			}
		}
		c.LocalFlags().VisitAll(describeFlags)
		c.InheritedFlags().VisitAll(describeFlags)
	}
	if c.Example != "" {
		fmt.Fprintf(&b, ".SH EXAMPLES\n.nf\n%s\n.fi\n", roff(c.Example))
	}
	var also []string
	if c.HasParent() {
		also = append(also, ".BR "+roff(pageName(c.Parent()))+" (1)")
	}
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() || sub.IsAdditionalHelpTopicCommand() {
			also = append(also, ".BR "+roff(pageName(sub))+" (1)")
		}
	}
	if len(also) > 0 {
		fmt.Fprintf(&b, ".SH SEE ALSO\n%s\n", strings.Join(also, " ,\n"))
	}
	return b.Bytes()
}

// roff is a text as roff sets it: backslashes and hyphens as they are, and no line
// that is taken for a macro.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(s)
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}
