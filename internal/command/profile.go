package command

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"candor/analysis"
	"candor/internal/command/console"
	"candor/internal/harmless"
)

func newProfile(a *console.Console) *cobra.Command {
	var with console.Scoring
	var in console.Input
	var file string
	var merge, trivial bool
	c := &cobra.Command{
		Use:   "profile FILE|DIRECTORY...",
		Short: "Write what calls usually look like, for compare --baseline",
		Long: `Profile writes, as JSON, per speaker, topic and company: n, mean, variance,
quantiles and rates of each metric, and the numbers behind them, one line an
answer, without any text. With --merge the arguments are profiles, which add
up to the profile of all their calls.`,
		Example: `  candor profile calls/ --output profile.json
  candor profile --merge 2023.json 2024.json --output both.json
  candor compare --baseline profile.json latest.md`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			var profile analysis.Profile
			var reading error
			if merge {
				if err := mergeProfiles(a, &profile, args); err != nil {
					return err
				}
			} else {
				o, err := observe(a, c.Context(), args, &in, &with, trivial, true)
				if err != nil && !errors.Is(err, console.ErrReported) {
					return err
				}
				for _, warning := range o.warnings {
					fmt.Fprintf(a.Stderr, "candor: %s\n", console.Clean(warning))
				}
				profile.Answers, reading = o.Answers, err
			}
			if profile.Len() == 0 {
				if reading != nil {
					return reading
				}
				return fmt.Errorf("%s: no executive's answer to make a profile of", strings.Join(args, ", "))
			}
			err := a.WriteTo(file, func(w io.Writer) error {
				buffered := bufio.NewWriter(w)
				return cmp.Or(profile.Write(harmless.JSONWriter{Writer: buffered}), buffered.Flush())
			})
			return cmp.Or(err, reading)
		},
	}
	console.AddInputFlags(c, &in)
	console.AddScoringFlags(c, &with)
	console.AddSectionFlag(c, &with)
	c.Flags().StringVarP(&file, "output", "o", "", "write to `file`, whole or not at all, instead of standard output")
	c.Flags().BoolVar(&merge, "merge", false, "the arguments are profiles: add them up")
	c.Flags().BoolVar(&trivial, "trivial", false, `count procedure ("Thank you.", "Go ahead.") too`)
	return c
}

func readProfile(a *console.Console, path string) (*analysis.Profile, error) {
	in, err := a.Open(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return analysis.ReadProfile(in, path)
}

// mergeProfiles adds the profiles of files up in into.
func mergeProfiles(a *console.Console, into *analysis.Profile, files []string) error {
	for _, path := range files {
		part, err := readProfile(a, path)
		if err != nil {
			return err
		}
		if err := into.Merge(part); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return nil
}
