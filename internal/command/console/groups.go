package console

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// The groups of flags that many commands share, by which help sorts them.
const (
	GroupReading = "reading"
	GroupScoring = "scoring"
	GroupOutput  = "output"
)

// Annotations of flags: the group that it is of, and the values that it knows.
const (
	groupAnnotation  = "candor_group"
	valuesAnnotation = "candor_values"
)

// inGroup adds flags of a group to a command.
func inGroup(c *cobra.Command, group string, add func(*pflag.FlagSet)) {
	set := pflag.NewFlagSet(group, pflag.ContinueOnError)
	add(set)
	set.VisitAll(func(f *pflag.Flag) { annotate(f, groupAnnotation, group) })
	c.Flags().AddFlagSet(set)
}

func annotate(f *pflag.Flag, key string, values ...string) {
	if f.Annotations == nil {
		f.Annotations = map[string][]string{}
	}
	f.Annotations[key] = values
}

// Values says which values a flag of the command knows, for completion.
func Values(c *cobra.Command, flag string, values ...string) {
	annotate(c.Flags().Lookup(flag), valuesAnnotation, values...)
}

// GroupOf is the group of a flag, "" for the command's own.
func GroupOf(f *pflag.Flag) string {
	if group := f.Annotations[groupAnnotation]; len(group) > 0 {
		return group[0]
	}
	return ""
}

// ValuesOf are the values that a flag knows, nil for any.
func ValuesOf(f *pflag.Flag) []string { return f.Annotations[valuesAnnotation] }
