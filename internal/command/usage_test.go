package command_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"candor/internal/command"
)

// commandsBelow are a command and all below it, by the words that call them.
func commandsBelow(c *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{c}
	for _, sub := range c.Commands() {
		all = append(all, commandsBelow(sub)...)
	}
	return all
}

func outputOf(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := command.Run(context.Background(), args, strings.NewReader(""), &stdout, &stderr); code != 0 {
		t.Fatalf("candor %v: status %d, %s", args, code, &stderr)
	}
	return stdout.String()
}

// Help takes under 60 lines of 80 columns, but for examples and what is indented,
// and names every flag.
func TestHelpFits(t *testing.T) {
	for _, c := range commandsBelow(command.Root()) {
		if c.Name() == "completion" || c.HasParent() && c.Parent().Name() == "completion" {
			continue // cobra's
		}
		words := strings.Fields(c.CommandPath())[1:]
		help := outputOf(t, append(words, "--help")...)
		lines := strings.Split(strings.TrimSpace(help), "\n")
		if len(lines) >= 60 {
			t.Errorf("%s --help has %d lines", c.CommandPath(), len(lines))
		}
		for _, line := range lines {
			if runewidth.StringWidth(line) > 80 && !strings.HasPrefix(line, "  ") {
				t.Errorf("%s --help: a line of %d: %s", c.CommandPath(), runewidth.StringWidth(line), line)
			}
		}
		if c.IsAdditionalHelpTopicCommand() {
			continue
		}
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if !f.Hidden && f.Deprecated == "" && f.Name != "help" && !strings.Contains(help, "--"+f.Name) {
				t.Errorf("%s --help does not name --%s", c.CommandPath(), f.Name)
			}
		})
	}
}

// Values of flags are completed, behind a comma too.
func TestCompletion(t *testing.T) {
	for args, want := range map[string]string{
		"report --format ":               "markdown",
		"report --input ":                "json",
		"report --metrics sentiment,hed": "sentiment,hedges_per_100_words",
		"report --by ":                   "speaker",
		"report --sort ":                 "-date",
		"report --color ":                "never",
		"report --section ":              "prepared",
		"score --scorer ":                "polarity",
		"explain --topic gui":            "guidance",
		"compare --test ":                "mann-whitney",
		"convert --to ":                  "convokit",
		"gate --fail-on ":                "warning",
	} {
		offered := strings.Split(outputOf(t, append([]string{"__complete"}, strings.Split(args, " ")...)...), "\n")
		if !slices.Contains(offered, want) {
			t.Errorf("%q: %q is not among %v", args, want, offered)
		}
	}
}

// candor docs writes a page for each command, with all of its flags, the same each
// time, and completions.
func TestDocsAreWritten(t *testing.T) {
	first, second := t.TempDir(), t.TempDir()
	outputOf(t, "docs", first)
	outputOf(t, "docs", second)
	for _, c := range commandsBelow(command.Root()) {
		name := filepath.Join("man1", strings.ReplaceAll(c.CommandPath(), " ", "-")+".1")
		page, err := os.ReadFile(filepath.Join(first, name))
		if err != nil {
			t.Error(err)
			continue
		}
		again, err := os.ReadFile(filepath.Join(second, name))
		if err != nil || !bytes.Equal(page, again) {
			t.Errorf("%s differs from run to run", name)
		}
		if c.IsAdditionalHelpTopicCommand() {
			continue
		}
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if f.Name != "help" && !f.Hidden && f.Deprecated == "" && !bytes.Contains(page, []byte(strings.ReplaceAll("--"+f.Name, "-", `\-`))) {
				t.Errorf("%s does not have --%s", name, f.Name)
			}
		})
	}
	for _, shell := range []string{"candor.bash", "_candor", "candor.fish", "candor.ps1"} {
		if content, err := os.ReadFile(filepath.Join(first, "completions", shell)); err != nil || !bytes.Contains(content, []byte("__complete")) {
			t.Errorf("completions/%s: %v", shell, err)
		}
	}
}

// A flag that is not there is asked about where one is like it.
func TestFlagsThatAreMeant(t *testing.T) {
	for args, want := range map[string]string{
		"report --formt text x":  "unknown flag --formt; did you mean --format?",
		"report --fromat text x": "unknown flag --fromat; did you mean --format?",
		"report --metric x":      "unknown flag --metric; did you mean --metrics?",
		"report --colour x":      "unknown flag --colour; did you mean --color?",
		"report --zzzzzz x":      "unknown flag --zzzzzz; see 'candor report --help'",
		"report -Z x":            "unknown flag -Z; see 'candor report --help'",
	} {
		var stdout, stderr bytes.Buffer
		if code := command.Run(context.Background(), strings.Fields(args), strings.NewReader(""), &stdout, &stderr); code != 2 || stderr.String() != "candor: "+want+"\n" {
			t.Errorf("candor %s: status %d, %q, want %q", args, code, stderr.String(), want)
		}
	}
}
