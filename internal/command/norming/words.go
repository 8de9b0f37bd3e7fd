package norming

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"candor/analysis/wording"
	"candor/internal/command/console"
	"candor/internal/table"
)

func newWords(a *console.Console) *cobra.Command {
	var in console.Input
	var file string
	c := &cobra.Command{
		Use:   "words FILE|DIRECTORY... --output FILE",
		Short: "Count how often words are said in calls, for compare --words",
		Long: `Words counts the words, and pairs of words, that executives say in calls, and writes
how often each is said that enough of them say: the background that compare --words
holds a call against. The file holds hashes and counts, no word and no text; the
same calls give the same bytes, in whatever order.`,
		Example: `  candor norms words calls/ --output analysis/wording/background.words`,
		Args:    cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			r, err := a.Reader(&in)
			if err != nil {
				return err
			}
			files, err := r.Files(args)
			if err != nil {
				return err
			}
			var said wording.Gatherer
			reading := console.InOrder(c.Context(), r, files, func(path string) (*[]*wording.Counts, error) {
				calls, err := r.Calls(path)
				var out []*wording.Counts
				for _, call := range calls {
					out = append(out, wording.CountsOf(call))
				}
				return &out, err
			}, func(counts *[]*wording.Counts) error {
				for _, c := range *counts {
					if c.Words() > 0 {
						said.Add(c)
					}
				}
				return nil
			})
			if reading != nil && !errors.Is(reading, console.ErrReported) {
				return reading
			}
			background := said.Background()
			if background.Calls == 0 {
				return errors.New("no executive says anything in these")
			}
			if err := a.WriteTo(file, background.Write); err != nil {
				return err
			}
			fmt.Fprintf(a.Stderr, "candor: wrote %s: %s words of %s calls\n", console.Clean(file), table.Thousands(background.Totals[0]), table.Thousands(background.Calls))
			return reading
		},
	}
	console.AddInputFlags(c, &in)
	c.Flags().StringVarP(&file, "output", "o", "", "`file` to write, whole or not at all")
	if err := c.MarkFlagRequired("output"); err != nil {
		panic(err)
	}
	return c
}
