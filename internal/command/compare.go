package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"candor/analysis"
	"candor/analysis/comparison"
	"candor/internal/command/console"
	"candor/internal/table"
	"candor/report"
	"candor/report/figure"
	"candor/report/page"
	"candor/report/screen"
)

// comparing holds the flags of compare.
type comparing struct {
	console.Output
	console.Scoring
	norms           string
	in              console.Input
	by, group, only string
	order, test     string
	metrics         []string
	baseline        string
	figure          string
	full, trivial   bool
	words, changes  bool
	adjusting
	options comparison.Options
}

func newCompare(a *console.Console) *cobra.Command {
	f := comparing{options: comparison.DefaultOptions()}
	c := &cobra.Command{
		Use:   "compare FILE|DIRECTORY...",
		Short: "Show what changed between calls, by how much, and whether it is more than chance",
		Long: `Compare shows on one screen what changed between calls, by how much, and whether
it is more than chance; what is not stands in a line after "~". Two calls are
compared with each other, three or more as a trend. docs/comparing.md says how to
read the tables and what not to conclude.

Each argument is a call, a directory of calls, or results saved by candor score,
which are not scored anew. With one argument its calls are compared with each
other; with several each argument is a column. With --group the values of a
dimension take their place: two are compared with each other, periods as a
trend, of others each with all the others together.

--words and --changes look at what is said, not at figures. Warnings about files
stand on stderr, and as footnotes in what is no text or goes to a file.`,
		Example: `  candor compare q1.md q2.md
  candor compare --group role --only CEO,CFO quarters/
  candor compare --baseline profile.json q4.md
  candor compare --figure trend.svg quarters/
  candor compare --words --changes q3.md q4.md`,
		RunE: func(c *cobra.Command, args []string) error {
			if f.words || f.changes {
				return f.wording(a, c, args)
			}
			return compare(a, c.Context(), args, &f)
		},
		Args: cobra.MinimumNArgs(1),
	}
	console.AddOutputFlags(c, &f.Output, table.Formats[:]...)
	console.AddInputFlags(c, &f.in)
	console.AddScoringFlags(c, &f.Scoring)
	console.AddSectionFlag(c, &f.Scoring)
	console.AddNormsFlag(c, &f.norms)
	o := &f.options
	c.Flags().BoolVar(&f.full, "full", false, "every metric, test and note in place of one screen")
	c.Flags().StringVar(&f.by, "by", "speaker,topic", "`groupings` beside all answers together, or none")
	c.Flags().StringVar(&f.group, "group", "", "compare the values of this `dimension`, not calls")
	c.Flags().StringVar(&f.only, "only", "", "of --group only these `values`, in order: CEO,CFO")
	c.Flags().StringVar(&f.order, "order", "auto", "`order` of calls: auto (two as given, more by date or period), given, date, period, name")
	console.Values(c, "order", "auto", "given", "date", "period", "name")
	c.Flags().StringVar(&f.test, "test", string(comparison.Permutation), "`test` of scores between two calls: permutation, mann-whitney")
	console.Values(c, "test", string(comparison.Permutation), string(comparison.MannWhitney))
	c.Flags().StringSliceVar(&f.metrics, "metrics", nil, "`metrics` to compare (default: all but share_positive and hedge_strength)")
	c.Flags().StringVar(&f.baseline, "baseline", "", "profile `file` to compare with; see candor profile")
	c.Flags().StringVar(&f.figure, "figure", "", "draw the changes or trends to `file`, .svg, .png or .pdf")
	c.Flags().BoolVar(&f.words, "words", false, "words that set the last call apart from others")
	c.Flags().BoolVar(&f.changes, "changes", false, "what is said again, new, dropped and reworded")
	c.Flags().BoolVar(&f.trivial, "trivial", false, `count procedure ("Thank you.") too`)
	c.Flags().Float64Var(&o.Alpha, "alpha", o.Alpha, "corrected p to show at most, a `level`")
	addAdjustedFlags(c, &f.adjusting)
	c.Flags().IntVar(&o.Stats.Permutations, "permutations", o.Stats.Permutations, "`number` of permutations")
	c.Flags().Uint64Var(&o.Stats.Seed, "seed", o.Stats.Seed, "seed of the permutations")
	return c
}

// check turns the flags into options before anything is read.
func (f *comparing) check() error {
	if !(f.options.Alpha > 0 && f.options.Alpha < 1) { // not a number is neither
		return fmt.Errorf("--alpha %g: want a number between 0 and 1", f.options.Alpha)
	}
	if f.options.Stats.Permutations < 1 {
		return fmt.Errorf("--permutations %d: want 1 or more", f.options.Stats.Permutations)
	}
	f.options.Test = comparison.Test(f.test)
	if f.options.Test != comparison.Permutation && f.options.Test != comparison.MannWhitney {
		return fmt.Errorf("--test %s: want permutation or mann-whitney", f.test)
	}
	if f.Section == "prepared,qa" || f.Section == "qa,prepared" {
		f.group = "section"
	}
	if f.group == "section" {
		f.Section = "all"
	}
	if f.group != "" {
		if _, err := analysis.DimensionNamed(f.group); err != nil {
			return fmt.Errorf("--group: %w", err)
		}
	}
	if f.only != "" && f.group == "" {
		return errors.New("--only needs --group")
	}
	if f.baseline != "" && f.group != "" {
		return errors.New("--baseline and --group exclude each other")
	}
	if err := checkFigure(f.figure); err != nil {
		return err
	}
	f.options.By = nil
	if f.by != "none" {
		by, err := analysis.ParseDimensions(f.by)
		if err != nil {
			return fmt.Errorf("--by: %w", err)
		}
		for _, d := range by {
			if d != analysis.ByCall && d.Name != f.group {
				f.options.By = append(f.options.By, d)
			}
		}
	}
	if f.metrics != nil {
		metrics, err := metricsNamed(f.metrics)
		if err != nil {
			return fmt.Errorf("--metrics: %w", err)
		}
		f.options.Metrics = slices.DeleteFunc(slices.Clone(analysis.Metrics), func(m *analysis.Metric) bool { return !slices.Contains(metrics, m) })
	}
	return nil
}

// know gets the norms that go with what was read.
func (f *comparing) know(a *console.Console, o *observed) error {
	known, err := a.NormsOf(f.norms)
	if err != nil {
		return fmt.Errorf("--norms: %w", err)
	}
	f.options.Norms = known.For(cmp.Or(o.Versions, o.versions))
	return nil
}

func compare(a *console.Console, ctx context.Context, args []string, f *comparing) error {
	if err := f.check(); err != nil {
		return err
	}
	var profile *analysis.Profile
	if f.baseline != "" {
		var err error
		if profile, err = readProfile(a, f.baseline); err != nil {
			return err
		}
	}
	f.in.Summed = f.Format == string(table.HTML)
	o, reading := observe(a, ctx, args, &f.in, &f.Scoring, f.trivial, false)
	if reading != nil && !errors.Is(reading, console.ErrReported) {
		return reading
	}
	err := f.know(a, o)
	if err != nil {
		return err
	}
	var found *comparison.Comparison
	var ordering string
	switch {
	case f.baseline != "":
		var same []string
		f.options.Aliases = o.aliases
		found, same, err = comparison.WithBaseline(profile, &o.Answers, f.options)
		for _, id := range same {
			o.warnings = append(o.warnings, fmt.Sprintf("call %s is in the baseline too and left out of it", id))
		}
	default:
		found, ordering, err = f.arrange(o, args)
	}
	if err != nil {
		if reading != nil {
			return reading // what could not be read explains it
		}
		return err
	}
	rates, err := errorRates(a, &f.adjusting)
	if err != nil {
		return err
	}
	if rates != nil {
		o.warnings = append(o.warnings, report.AdjustedWarnings(o.Versions.Model, rates)...)
	}
	if f.figure != "" {
		if err := a.WriteTo(f.figure, func(w io.Writer) error { return figure.Comparison(w, found, figureFormat(f.figure)) }); err != nil {
			return err
		}
	}
	o.warnings = slices.Concat(a.Footnotes(&f.Output, o.read), o.warnings)
	if err := f.write(a, found, rates, ordering, o); err != nil {
		return err
	}
	return reading
}

// write writes a comparison in the form that is asked for.
func (f *comparing) write(a *console.Console, found *comparison.Comparison, rates *analysis.Rates, ordering string, o *observed) error {
	switch table.Format(f.Format) {
	case table.CSV:
		d := report.ComparisonLong(found, rates)
		return a.Write(&d, &f.Output)
	case table.JSON:
		return a.WriteTo(f.File, func(w io.Writer) error { return report.ComparisonJSON(w, found, rates, o.warnings) })
	default:
		d := f.document(a, found, ordering, o.warnings)
		if rates != nil {
			d.Tables = append(d.Tables, report.AdjustedComparison(found, rates))
		}
		if table.Format(f.Format) == table.HTML {
			foot := append(o.reader.Provenance("compare", o.files, o.versions), fmt.Sprintf("Counted: section %s. Seed of what is drawn at random: %d.", f.Section, f.options.Stats.Seed))
			o := page.Options{Heading: d.Head[0], Foot: foot}
			d.Head = d.Head[1:]
			return a.WriteTo(f.File, func(w io.Writer) error { return page.Write(w, &d, nil, o) })
		}
		if table.Format(f.Format) == table.Markdown {
			d = d.Fit(table.CommentLimit)
		}
		return a.Write(&d, &f.Output)
	}
}

// document is the screen, or all tables; a page has room for both.
func (f *comparing) document(a *console.Console, found *comparison.Comparison, ordering string, warnings []string) table.Document {
	format := table.Format(f.Format)
	if f.full && format != table.HTML {
		return report.Comparison(found, "candor compare", ordering, warnings, format)
	}
	var always []*analysis.Metric
	if f.metrics != nil {
		always = f.options.Metrics
	}
	width := screen.NoText
	if format == table.Text {
		width = a.TableWidth(&f.Output)
	}
	d := screen.NewComparison(found, always).Document(ordering, warnings, width)
	if format == table.HTML {
		d.Tables = append(d.Tables, report.Comparison(found, "candor compare", ordering, nil, format).Tables...)
	}
	return d
}
