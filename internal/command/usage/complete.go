package usage

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"candor/analysis"
	"candor/internal/command/console"
	"candor/score"
	"candor/topic"
)

// known are the values of flags that mean the same in all commands.
var known = map[string]func() []string{
	"metrics": analysis.MetricNames,
	"metric":  analysis.MetricNames,
	"topic":   func() []string { return topic.Default().Names() },
	"scorer":  scorerNames,
	"by":      dimensionNames,
	"group":   dimensionNames,
	"sort": func() []string {
		return append([]string{"given", "date", "-date"}, analysis.MetricNames()...)
	},
	"color": func() []string { return []string{"auto", "always", "never"} },
}

// lists are flags that take several values with commas between.
var lists = []string{"metrics", "by", "scorer"}

func dimensionNames() []string {
	names := make([]string, len(analysis.Dimensions))
	for i, d := range analysis.Dimensions {
		names[i] = d.Name
	}
	return names
}

// scorerNames are those that need no more than their name.
func scorerNames() []string {
	var names []string
	for line := range strings.Lines(score.Usage()) {
		if fields := strings.Fields(line); len(fields) > 0 && !strings.Contains(fields[0], ":") {
			names = append(names, fields[0])
		}
	}
	return names
}

// complete registers what shells offer for the values of a command's flags.
func complete(c *cobra.Command) {
	flags := c.LocalFlags()
	flags.VisitAll(func(f *pflag.Flag) {
		values := known[f.Name]
		if of := console.ValuesOf(f); of != nil {
			values = func() []string { return of }
		}
		if values == nil {
			return
		}
		several := slices.Contains(lists, f.Name)
		// It fails only for a flag that has completions already, as one of all commands.
		_ = c.RegisterFlagCompletionFunc(f.Name, func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
			begun := ""
			if comma := strings.LastIndexByte(typed, ','); several && comma >= 0 {
				begun = typed[:comma+1]
			}
			var offered []string
			for _, value := range values() {
				if strings.HasPrefix(begun+value, typed) {
					offered = append(offered, begun+value)
				}
			}
			directive := cobra.ShellCompDirectiveNoFileComp
			if several {
				directive |= cobra.ShellCompDirectiveNoSpace
			}
			return offered, directive
		})
	})
}
