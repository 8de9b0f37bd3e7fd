// Package usage is how commands tell what they take: help with flags in groups,
// completion of values, manual pages, and what is wrong with a flag in words.
package usage

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"candor/internal/command/console"
	"candor/internal/table"
	"candor/score"
)

// Install gives the commands below root their help, completions and errors.
func Install(root *cobra.Command) {
	root.SetUsageFunc(func(c *cobra.Command) error {
		_, err := fmt.Fprint(c.OutOrStderr(), usageOf(c))
		return err
	})
	root.SetFlagErrorFunc(flagError)
	for _, t := range topics {
		root.AddCommand(&cobra.Command{Use: t.group, Short: t.short, Long: t.short + "."})
	}
	help := root.HelpFunc()
	root.SetHelpFunc(func(c *cobra.Command, args []string) {
		c.Long = long(c)
		help(c, args)
	})
	each(root, func(c *cobra.Command) {
		explainArgs(c)
		complete(c)
	})
}

// topics are "candor help reading" and the like, which describe a group of flags.
var topics = []struct {
	group, short string
	add          func(root, c *cobra.Command)
}{
	{console.GroupReading, "How files are read: flags of all commands that read calls", func(_, c *cobra.Command) {
		console.AddInputFlags(c, new(console.Input))
	}},
	{console.GroupScoring, "With what answers are scored: flags of all commands that score", func(_, c *cobra.Command) {
		console.AddScoringFlags(c, new(console.Scoring))
		console.AddNormsFlag(c, new(string))
	}},
	{console.GroupOutput, "In which form and where results go: flags of most commands", func(root, c *cobra.Command) {
		console.AddOutputFlags(c, new(console.Output), table.Formats[:]...)
		root.PersistentFlags().VisitAll(c.Flags().AddFlag)
	}},
}

// long is a command's description. It is not made before somebody asks for it: a
// command that runs has other things to do.
func long(c *cobra.Command) string {
	text := c.Long
	for _, t := range topics {
		if c.Name() == t.group && c.Parent() == c.Root() {
			holder := new(cobra.Command)
			t.add(c.Root(), holder)
			text = t.short + ".\n\n" + strings.TrimRight(flagLines(holder.Flags()), "\n")
		}
	}
	if c.Name() == console.GroupScoring {
		text += "\n\nScorers:\n" + strings.TrimRight(score.Usage(), "\n")
	}
	return reflowed(text)
}

// each visits a command and those below it.
func each(c *cobra.Command, visit func(*cobra.Command)) {
	visit(c)
	for _, sub := range c.Commands() {
		each(sub, visit)
	}
}

// width is what help is wrapped to.
const width = 80

// usageOf is what stands beneath a command's description.
func usageOf(c *cobra.Command) string {
	var b strings.Builder
	section := func(title, text string) {
		if text != "" {
			if b.Len() > 0 {
				b.WriteByte('\n')
			}
			fmt.Fprintf(&b, "%s:\n%s", title, text)
		}
	}
	if c.Runnable() {
		section("Usage", "  "+c.UseLine()+"\n")
	}
	if c.Example != "" {
		section("Examples", c.Example+"\n")
	}
	var commands, topics string
	for _, sub := range c.Commands() {
		line := fmt.Sprintf("  %-11s %s\n", sub.Name(), strings.Join(wrapped(sub.Short, width-14), "\n"+strings.Repeat(" ", 14)))
		switch {
		case sub.IsAvailableCommand():
			commands += line
		case sub.IsAdditionalHelpTopicCommand() && sub.Name() != "help":
			topics += line
		}
	}
	section("Commands", commands)
	section("Help on", topics)
	if c.IsAdditionalHelpTopicCommand() {
		return b.String()
	}
	c.InitDefaultHelpFlag()
	groups := grouped(c)
	section("Flags", flagLines(groups[""]))
	section("Output, see candor help output", names(groups[console.GroupOutput]))
	section("Reading, see candor help reading", names(groups[console.GroupReading]))
	section("Scoring, see candor help scoring", names(groups[console.GroupScoring]))
	return b.String()
}

// grouped are a command's flags by their group; those of all commands are about
// output.
func grouped(c *cobra.Command) map[string]*pflag.FlagSet {
	groups := map[string]*pflag.FlagSet{}
	add := func(group string, f *pflag.Flag) {
		if groups[group] == nil {
			groups[group] = pflag.NewFlagSet(group, pflag.ContinueOnError)
		}
		groups[group].AddFlag(f)
	}
	c.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if c.Root().PersistentFlags().Lookup(f.Name) == nil {
			add(console.GroupOf(f), f)
		}
	})
	c.Root().PersistentFlags().VisitAll(func(f *pflag.Flag) { add(console.GroupOutput, f) })
	return groups
}

// hidden tells whether help does not mention a flag.
func hidden(f *pflag.Flag) bool { return f.Hidden || f.Deprecated != "" || f.Name == "help" }

// indent is where descriptions of flags begin.
const indent = 23

// flagLines describes flags, wrapped.
func flagLines(flags *pflag.FlagSet) string {
	if flags == nil {
		return ""
	}
	var b strings.Builder
	flags.VisitAll(func(f *pflag.Flag) {
		if hidden(f) {
			return
		}
		name, description := nameOf(f), describe(f)
		if runewidth.StringWidth(name) > indent-2 {
			b.WriteString(name + "\n")
			name = ""
		}
		for _, line := range wrapped(description, width-indent) {
			fmt.Fprintf(&b, "%-*s%s\n", indent, name, line)
			name = ""
		}
	})
	return b.String()
}

// nameOf is "  -o, --output file".
func nameOf(f *pflag.Flag) string {
	name := "  --" + f.Name
	if f.Shorthand != "" {
		name = "  -" + f.Shorthand + ", --" + f.Name
	}
	value, _ := pflag.UnquoteUsage(f)
	switch {
	case value == "":
	case f.NoOptDefVal != "" && f.Value.Type() != "bool":
		name += "[=" + value + "]"
	default:
		name += " " + value
	}
	return name
}

// describe is what a flag is for, with its default where that is not said.
func describe(f *pflag.Flag) string {
	_, description := pflag.UnquoteUsage(f)
	switch f.DefValue {
	case "", "false", "0", "-1", "[]", "none":
		return description
	}
	if strings.Contains(description, "default") {
		return description
	}
	return description + " (default " + f.DefValue + ")"
}

// wrapped breaks a text at spaces into lines.
func wrapped(text string, width int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && runewidth.StringWidth(line)+1+runewidth.StringWidth(word) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}

// reflowed wraps the paragraphs of a text that have lines too long for help; what
// is indented stays as it is.
func reflowed(text string) string {
	paragraphs := strings.Split(text, "\n\n")
	for i, p := range paragraphs {
		lines := strings.Split(p, "\n")
		if !slices.ContainsFunc(lines, func(line string) bool { return strings.HasPrefix(line, " ") }) &&
			slices.ContainsFunc(lines, func(line string) bool { return runewidth.StringWidth(line) > width }) {
			paragraphs[i] = strings.Join(wrapped(p, width), "\n")
		}
	}
	return strings.Join(paragraphs, "\n\n")
}

// names lists flags without their descriptions, with their values where these are few.
func names(flags *pflag.FlagSet) string {
	if flags == nil {
		return ""
	}
	var all []string
	flags.VisitAll(func(f *pflag.Flag) {
		values := strings.Join(console.ValuesOf(f), "|")
		if len(values) > width/2 {
			values = ""
		}
		if !hidden(f) {
			all = append(all, strings.TrimSpace("--"+f.Name+" "+values))
		}
	})
	if len(all) == 0 {
		return ""
	}
	return "  " + strings.Join(wrapped(strings.Join(all, ", "), width-2), "\n  ") + "\n"
}
