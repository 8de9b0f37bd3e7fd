package norming

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"candor/analysis"
	"candor/internal/command/console"
	"candor/internal/table"
	"candor/norms"
)

// making holds the flags of candor norms make.
type making struct {
	console.Scoring
	in      console.Input
	file    string
	mostly  string
	merge   bool
	leftOut int
}

func newMake(a *console.Console) *cobra.Command {
	var f making
	c := &cobra.Command{
		Use:   "make [PUBLISHER=]FILE|DIRECTORY... --output FILE",
		Short: "Make norms of calls, for --norms of report, explain, compare and gate",
		Long: `Make reads and scores calls, and writes how each metric is distributed over them:
by section, role, topic and how much is said, by year and by publisher, with the
variance within and between calls. The file holds counts and sums, no text and no
name of anybody; the same calls give the same bytes, in whatever order.

An argument may be given the name of the publisher whose transcripts it holds. A
call that stands in two files counts once. With --leave-out 10 each tenth call is
left out, as its words tell, so that "candor norms check" can hold the norms
against calls that they are not made of. With --merge the arguments are norms,
which add up to those of all their calls.`,
		Example: `  candor norms make calls/ --output ours.norms
  candor norms make "Our desk=calls/" "Another=others/" --leave-out 10 --output ours.norms
  candor norms make --merge 2024.norms 2025.norms --output both.norms`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return f.do(c, a, args) },
	}
	console.AddInputFlags(c, &f.in)
	console.AddScoringFlags(c, &f.Scoring)
	c.Flags().StringVarP(&f.file, "output", "o", "", "`file` to write, whole or not at all")
	c.Flags().StringVar(&f.mostly, "mostly", "", "what `calls` they mostly are, said wherever the norms are used: mostly large American companies")
	c.Flags().BoolVar(&f.merge, "merge", false, "the arguments are norms: add them up")
	c.Flags().IntVar(&f.leftOut, "leave-out", 0, "leave out one call in so `many`")
	if err := c.MarkFlagRequired("output"); err != nil {
		panic(err)
	}
	return c
}

func (f *making) do(c *cobra.Command, a *console.Console, args []string) error {
	sum := new(norms.Norms)
	var reading error
	if f.merge {
		for _, file := range args {
			part, err := a.NormsOf(file)
			if err != nil {
				return err
			}
			if err := sum.Merge(part); err != nil {
				return fmt.Errorf("%s: %w", file, err)
			}
		}
	} else {
		reading = f.measure(c, a, args, sum)
		if reading != nil && !errors.Is(reading, console.ErrReported) {
			return reading
		}
	}
	if sum.Calls() == 0 {
		return cmp.Or(reading, errors.New("no executive's answer to make norms of"))
	}
	sum.Mostly = cmp.Or(f.mostly, sum.Mostly)
	var b bytes.Buffer
	if err := sum.Write(&b); err != nil {
		return err
	}
	if err := a.WriteBytes(f.file, b.Bytes()); err != nil {
		return err
	}
	fmt.Fprintf(a.Stderr, "candor: wrote %s: %s\n", console.Clean(f.file), console.Clean(sum.Basis()))
	return reading
}

func (f *making) measure(c *cobra.Command, a *console.Console, args []string, sum *norms.Norms) error {
	again, leftOut := 0, 0
	err := eachCall(c, a, &f.in, &f.Scoring, args, func(records []analysis.Record, publisher string) *norms.Norms {
		if norms.LeftOut(norms.Signature(records), f.leftOut) {
			return nil
		}
		return norms.Measure(records, publisher)
	}, func(one *norms.Norms) error {
		if one == nil {
			leftOut++
			return nil
		}
		err := sum.Merge(one)
		if errors.Is(err, norms.ErrAgain) {
			again++
			return nil
		}
		return err
	})
	if again > 0 {
		fmt.Fprintf(a.Stderr, "candor: calls that came before, word for word, and count once: %s\n", table.Thousands(again))
	}
	if leftOut > 0 {
		fmt.Fprintf(a.Stderr, "candor: calls left out by --leave-out %d: %s\n", f.leftOut, table.Thousands(leftOut))
	}
	return err
}

// eachCall reads and scores calls, several files at a time, and gives what measure
// makes of the records of each to each, in order.
func eachCall[T any](c *cobra.Command, a *console.Console, in *console.Input, with *console.Scoring, args []string, measure func([]analysis.Record, string) *T, each func(*T) error) error {
	analyzer, err := a.Analyzer(with)
	if err != nil {
		return err
	}
	r, err := a.Reader(in)
	if err != nil {
		return err
	}
	publishers, paths := make([]string, len(args)), make([]string, len(args))
	for i, arg := range args {
		publishers[i], paths[i] = publisherOf(arg)
	}
	files, err := r.Files(paths)
	if err != nil {
		return err
	}
	of := map[string]string{}
	for _, file := range files {
		of[file.Path] = publishers[file.Argument]
	}
	return console.InOrder(c.Context(), r, files, func(path string) (*[]*T, error) {
		calls, err := r.Calls(path)
		var out []*T
		for _, call := range calls {
			if records := analyzer.Records(call); len(records) > 0 {
				out = append(out, measure(records, of[path]))
			}
		}
		return &out, err
	}, func(out *[]*T) error {
		for _, t := range *out {
			if err := each(t); err != nil {
				return err
			}
		}
		return nil
	})
}

// publisherOf parts "Our desk=calls/"; what is a file as it stands has no publisher.
func publisherOf(arg string) (publisher, path string) {
	before, behind, ok := strings.Cut(arg, "=")
	if _, err := os.Lstat(arg); err == nil || !ok {
		return "", arg
	}
	return before, behind
}
