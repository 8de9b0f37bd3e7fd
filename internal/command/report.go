package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"candor/analysis"
	"candor/internal/command/console"
	"candor/internal/table"
	"candor/report"
	"candor/report/screen"
	"candor/stats"
)

// reporting holds the flags of candor report.
type reporting struct {
	console.Output
	console.Scoring
	in      console.Input
	by      string
	metrics []string
	full    bool
	last    string
	norms   string
	sort    string
	top     int
	order   screen.Order
	adjusting
	folder  string
	whole   bool // texts are kept, for pages
	options report.Options
}

func newReport(a *console.Console) *cobra.Command {
	f := reporting{options: report.Options{Stats: stats.DefaultOptions()}}
	c := &cobra.Command{
		Use:   "report FILE|DIRECTORY...",
		Short: "Show what is unusual in calls, who says it, and which answers to read",
		Long: `Report shows on one screen, for one call or several: what is unusual, sentiment
and hedging with what is usual beside them, the same per speaker and per topic,
which questions were not answered, and the answers to read, each with the id
that "candor explain CALL ID" takes.

--full gives all tables in place of the screen; so do --by, --metrics and
--first, and the formats csv and json. Bare acknowledgements ("Yes.") are left
out of all figures.`,
		Example: `  candor report call.md
  candor report --last q3.md q4.md
  candor report --by speaker,asker --answers call.md
  candor report --format csv calls/*.md --output calls.csv
  candor report --section all --metrics specificity,hedge_strength call.md`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			for _, flag := range []string{"by", "metrics", "first", "verbose"} {
				f.full = f.full || c.Flags().Changed(flag)
			}
			f.full = f.full || f.Format == string(table.CSV) || f.Format == string(table.JSON)
			err := f.check()
			if err != nil {
				return err
			}
			if f.options.Norms, err = a.NormsOf(f.norms); err != nil {
				return fmt.Errorf("--norms: %w", err)
			}
			return f.report(c.Context(), a, args)
		},
	}
	console.AddOutputFlags(c, &f.Output, table.Formats[:]...)
	console.AddInputFlags(c, &f.in)
	console.AddScoringFlags(c, &f.Scoring)
	console.AddSectionFlag(c, &f.Scoring)
	console.AddNormsFlag(c, &f.norms)
	o := &f.options
	c.Flags().StringVar(&f.folder, "output-dir", "", "with --format html, write a page for each call into this `directory`, and index.html that leads to them")
	c.Flags().BoolVar(&f.full, "full", false, "all tables in place of one screen")
	c.Flags().StringVar(&f.last, "last", "", "`file` of the call before, for a column beside this one's")
	c.Flags().StringVar(&f.sort, "sort", "given", "`order` of several calls: given, date, or a metric's name, highest first; -date and -METRIC the other way round")
	c.Flags().IntVar(&f.top, "top", 0, "of several calls show the first `N` in that order (default: all)")
	c.Flags().StringVar(&f.by, "by", "speaker,topic", "`groupings`, a table each: speaker, topic, section, asker, firm, role, call, company, period")
	c.Flags().StringSliceVar(&f.metrics, "metrics", nil, "further `metrics` as columns, such as specificity, hedge_strength, hedges_per_100_words.modal")
	c.Flags().BoolVar(&o.Answers, "answers", false, "add the table of all answers")
	c.Flags().IntVar(&o.First, "first", 3, "how many answers of each kind to name under 'read first'")
	addAdjustedFlags(c, &f.adjusting)
	c.Flags().Uint64("seed", 0, "")
	if err := c.Flags().MarkDeprecated("seed", "intervals no longer hang on one"); err != nil {
		panic(err)
	}
	return c
}

// check turns the flags into options before anything is read.
func (f *reporting) check() (err error) {
	o := &f.options
	if o.First < 0 {
		return fmt.Errorf("--first %d: want 0 or more", o.First)
	}
	if o.By, err = analysis.ParseDimensions(f.by); err != nil {
		return fmt.Errorf("--by: %w", err)
	}
	if f.order, err = screen.ParseOrder(f.sort); err != nil {
		return fmt.Errorf("--sort: %w", err)
	}
	if f.top < 0 {
		return fmt.Errorf("--top %d: want 0 or more", f.top)
	}
	o.Metrics, err = metricsNamed(f.metrics)
	return err
}

func (f *reporting) report(ctx context.Context, a *console.Console, args []string) error {
	section, err := f.Counted()
	if err != nil {
		return err
	}
	rates, err := errorRates(a, &f.adjusting)
	if err != nil {
		return err
	}
	analyzer, err := a.Analyzer(&f.Scoring)
	if err != nil {
		return err
	}
	f.in.Summed = f.Format == string(table.HTML)
	r, err := a.Reader(&f.in)
	if err != nil {
		return err
	}
	files, err := r.Files(args)
	if err != nil {
		return err
	}
	pages, err := f.newPages(r, analyzer, files)
	if err != nil {
		return err
	}
	read, calls, reading := f.read(ctx, r, files, analyzer, pages)
	if reading != nil && !errors.Is(reading, console.ErrReported) {
		return reading
	}
	records := slices.Concat(read...)
	analysis.Unite(records, r.Options.Aliases)
	counted := analysis.Counted(records, section)
	if len(counted) == 0 {
		if reading == nil {
			return fmt.Errorf("%s: no executive's answer in section %q to report", strings.Join(args, ", "), f.Section)
		}
		return reading
	}
	d, err := f.document(a, r, analyzer, records, counted, calls, rates)
	if err != nil {
		return err
	}
	if rates != nil && f.Format != string(table.CSV) {
		d.Tables = append(d.Tables, report.AdjustedGroups(counted, f.options.By, rates, f.options.Stats.Level))
		d.Warnings = append(d.Warnings, report.AdjustedWarnings(counted[0].Versions.Model, rates)...)
	}
	if pages != nil {
		return cmp.Or(pages.write(d, records), reading)
	}
	return cmp.Or(a.Write(d, &f.Output), reading)
}

// read reads files and gives the records of each call, and what is kept of it.
func (f *reporting) read(ctx context.Context, r *console.Reader, files []console.File, analyzer *analysis.Analyzer, pages *pages) (read [][]analysis.Record, calls []report.ReadCall, err error) {
	r.Verbose = false // of the calls the tables say it
	whole := f.whole || f.folder != ""
	err = console.InOrder(ctx, r, files, func(path string) (*summed, error) { return sumUp(r, path, analyzer, whole) }, func(s *summed) error {
		for i, call := range s.calls {
			if calls = append(calls, call); r.Again(call.Source, call.ID) {
				continue
			}
			read = append(read, s.records[i])
			if err := pages.call(s.records[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return read, calls, err
}

// width is that of the text, where text is written.
func (f *reporting) width(a *console.Console) int {
	if table.Format(f.Format) != table.Text {
		return screen.NoText
	}
	return a.TableWidth(&f.Output)
}

// document is the screen, or all tables.
func (f *reporting) document(a *console.Console, r *console.Reader, analyzer *analysis.Analyzer, records []analysis.Record, counted []*analysis.Record, calls []report.ReadCall, rates *analysis.Rates) (*table.Document, error) {
	if f.Format == string(table.CSV) {
		d := report.CallsLong(counted, f.options, rates)
		return &d, nil
	}
	if f.full && f.Format != string(table.HTML) {
		if table.Format(f.Format) == table.JSON && !slices.Contains(f.options.By, analysis.ByCall) {
			f.options.By = append([]*analysis.Dimension{analysis.ByCall}, f.options.By...)
		}
		d := report.Calls(records, counted, a.Footnotes(&f.Output, report.Warnings(calls)), f.options)
		if f.in.Verbose || table.Format(f.Format) == table.JSON {
			d.Tables = append(d.Tables, report.CallTables(calls)...)
		}
		return &d, nil
	}
	var last []*analysis.Record
	if f.last != "" {
		s, err := sumUp(r, f.last, analyzer, false)
		if err != nil {
			return nil, fmt.Errorf("--last: %w", err)
		}
		last = analysis.Counted(slices.Concat(s.records...), counted[0].Section)
	}
	d := screen.New(records, counted, last, f.options.Norms, f.options.Stats).Sorted(f.order, f.top).Document(nil, f.width(a))
	if f.full {
		full := report.Calls(records, counted, report.Warnings(calls), f.options)
		d.Tables = append(d.Tables, full.Tables...)
	}
	if f.options.Answers {
		d.Tables = append(d.Tables, report.AnswerTable(counted, f.options))
	}
	return &d, nil
}

// summed is what a report keeps of a file.
type summed struct {
	calls   []report.ReadCall
	records [][]analysis.Record // of each call
}

func sumUp(r *console.Reader, path string, analyzer *analysis.Analyzer, whole bool) (*summed, error) {
	s, err := r.Scored(path, analyzer)
	if s == nil {
		return nil, err
	}
	kept := &summed{records: s.Records}
	for i, call := range s.Calls {
		if !whole {
			report.Shorten(s.Records[i])
		}
		kept.calls = append(kept.calls, report.Summarise(call))
	}
	return kept, err
}

func metricsNamed(names []string) ([]*analysis.Metric, error) {
	var metrics []*analysis.Metric
	for _, name := range names {
		m := analysis.MetricNamed(name)
		if m == nil {
			return nil, fmt.Errorf("unknown metric %q; known: %s", name, strings.Join(analysis.MetricNames(), ", "))
		}
		metrics = append(metrics, m)
	}
	return metrics, nil
}
