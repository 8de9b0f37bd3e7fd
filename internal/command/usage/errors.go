package usage

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// flagError says what is wrong with a flag, and what it may have been meant for.
func flagError(c *cobra.Command, err error) error {
	see := fmt.Sprintf("; see '%s --help'", c.CommandPath())
	var unknown *pflag.NotExistError
	var invalid *pflag.InvalidValueError
	var missing *pflag.ValueRequiredError
	switch {
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		if short := unknown.GetSpecifiedShortnames(); short != "" {
			return fmt.Errorf("unknown flag -%s%s", name, see)
		}
		if near := nearest(c, name); near != "" {
			return fmt.Errorf("unknown flag --%s; did you mean --%s?", name, near)
		}
		return fmt.Errorf("unknown flag --%s%s", name, see)
	case errors.As(err, &invalid):
		f := invalid.GetFlag()
		want := wants[f.Value.Type()]
		if want == "" {
			return fmt.Errorf("--%s %s: %w", f.Name, invalid.GetValue(), invalid.Unwrap())
		}
		return fmt.Errorf("--%s %s: want %s", f.Name, invalid.GetValue(), want)
	case errors.As(err, &missing):
		value, _ := pflag.UnquoteUsage(missing.GetFlag())
		return fmt.Errorf("--%s needs a value: --%s %s%s", missing.GetFlag().Name, missing.GetFlag().Name, value, see)
	}
	return fmt.Errorf("%w%s", err, see)
}

// wants says what values a type of flag takes.
var wants = map[string]string{
	"int":      "a whole number",
	"uint":     "a whole number of 0 or more",
	"uint64":   "a whole number of 0 or more",
	"float64":  "a number",
	"bool":     "true or false",
	"duration": "a time such as 90s or 2m",
}

// nearest is the command's flag whose name is most like this one, "" for none
// that is nearly so.
func nearest(c *cobra.Command, name string) string {
	best, least := "", len(name)/3+1
	c.Flags().VisitAll(func(f *pflag.Flag) {
		d := distance(name, f.Name)
		if len(name) > 2 && strings.HasPrefix(f.Name, name) {
			d = 1
		}
		if !hidden(f) && d < least {
			best, least = f.Name, d
		}
	})
	return best
}

// distance is how many letters must be added, left out, changed or swapped with
// their neighbour to get from one name to another (optimal string alignment).
func distance(a, b string) int {
	before, previous, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		previous[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			row[j] = min(previous[j]+1, row[j-1]+1, previous[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, previous, row = previous, row, before
	}
	return previous[len(b)]
}

// explainArgs says in words what a command's arguments should have been.
func explainArgs(c *cobra.Command) {
	check := c.Args
	if check == nil {
		return
	}
	c.Args = func(c *cobra.Command, args []string) error {
		err := check(c, args)
		switch _, wanted, _ := strings.Cut(c.Use, " "); {
		case err == nil:
			return nil
		case len(args) == 0:
			return fmt.Errorf("'%s' needs %s; see '%s --help'", c.CommandPath(), wanted, c.CommandPath())
		case wanted == "":
			return fmt.Errorf("'%s' takes nothing but flags, not %s; see '%s --help'", c.CommandPath(), args[0], c.CommandPath())
		default:
			return fmt.Errorf("'%s' takes %s, not %d of them; see '%s --help'", c.CommandPath(), wanted, len(args), c.CommandPath())
		}
	}
}
