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
	"candor/report/excerpt"
	"candor/report/screen"
	"candor/stats"
	"candor/transcript/call"
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
	profile string
	adjusting
	folder  string
	figure  string
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
			if f.profile != "" {
				p, err := readProfile(a, f.profile)
				if err != nil {
					return fmt.Errorf("--profile: %w", err)
				}
				f.options.Norms = f.options.Norms.With(p)
			}
			return f.report(c.Context(), a, args)
		},
	}
	console.AddOutputFlags(c, &f.Output, table.Formats[:]...)
	console.AddInputFlags(c, &f.in)
	console.AddScoringFlags(c, &f.Scoring)
	console.AddSectionFlag(c, &f.Scoring)
	console.AddNormsFlag(c, &f.norms)
	c.Flags().StringVar(&f.profile, "profile", "", "profile `file` of earlier calls (candor profile): what is usual for a speaker goes before what is usual for the office")
	o := &f.options
	c.Flags().StringVar(&f.figure, "figure", "", "draw sentiment and hedges to `file`, .svg, .png or .pdf")
	c.Flags().StringVar(&f.folder, "output-dir", "", "a page for each call in this `directory`, with --format html")
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
	if err := checkFigure(f.figure); err != nil {
		return err
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
	read, reading := f.read(ctx, r, files, analyzer, section, pages)
	if reading != nil && !errors.Is(reading, console.ErrReported) {
		return reading
	}
	read.all.Unite(r.Options.Aliases)
	turns := read.all.Turns()
	counted := analysis.CountedTurns(turns, section)
	if len(counted) == 0 {
		if reading == nil {
			return fmt.Errorf("%s: no executive's answer in section %q to report", strings.Join(args, ", "), f.Section)
		}
		return reading
	}
	d, err := f.document(a, r, analyzer, turns, counted, read.calls, rates)
	if err != nil {
		return err
	}
	if err := f.draw(a, turns, counted); err != nil {
		return err
	}
	if rates != nil && f.Format != string(table.CSV) {
		d.Tables = append(d.Tables, report.AdjustedGroups(counted, f.options.By, rates, f.options.Stats.Level))
		d.Warnings = append(d.Warnings, report.AdjustedWarnings(read.all.Versions.Model, rates)...)
	}
	if pages != nil {
		analysis.Unite(read.records, r.Options.Aliases)
		return cmp.Or(pages.write(d, read.records, read.all.Versions), reading)
	}
	return cmp.Or(a.Write(d, &f.Output), reading)
}

// width is that of the text, where text is written.
func (f *reporting) width(a *console.Console) int {
	if table.Format(f.Format) != table.Text {
		return screen.NoText
	}
	return a.TableWidth(&f.Output)
}

// document is the screen, or all tables.
func (f *reporting) document(a *console.Console, r *console.Reader, analyzer *analysis.Analyzer, turns, counted []analysis.Answer, calls []report.ReadCall, rates *analysis.Rates) (*table.Document, error) {
	if f.Format == string(table.CSV) {
		d := report.CallsLong(counted, f.options, rates)
		return &d, nil
	}
	if f.full && f.Format != string(table.HTML) {
		if table.Format(f.Format) == table.JSON && !slices.Contains(f.options.By, analysis.ByCall) {
			f.options.By = append([]*analysis.Dimension{analysis.ByCall}, f.options.By...)
		}
		d := report.Calls(turns, counted, a.Footnotes(&f.Output, report.Warnings(calls)), f.options)
		if f.in.Verbose || table.Format(f.Format) == table.JSON {
			d.Tables = append(d.Tables, report.CallTables(calls)...)
		}
		return &d, nil
	}
	var last []analysis.Answer
	if f.last != "" {
		s, err := f.sumUp(r, f.last, analyzer, counted[0].Section())
		if err != nil {
			return nil, fmt.Errorf("--last: %w", err)
		}
		for i := range s.answers {
			s.all.Append(&s.answers[i])
		}
		last = analysis.CountedTurns(s.all.Turns(), counted[0].Section())
	}
	d := screen.New(turns, counted, last, f.options.Norms, f.options.Stats).Sorted(f.order, f.top).Document(nil, f.width(a))
	if f.full {
		full := report.Calls(turns, counted, report.Warnings(calls), f.options)
		d.Tables = append(d.Tables, full.Tables...)
	}
	if f.options.Answers {
		d.Tables = append(d.Tables, report.AnswerTable(counted, f.options))
	}
	return &d, nil
}

// summed is what a report keeps of a file, or of all of them.
type summed struct {
	calls   []report.ReadCall
	answers []analysis.Answers  // of each call
	whole   [][]analysis.Record // of each call, for pages
	all     analysis.Answers
	records []analysis.Record // of all calls, for a page with the whole texts
}

// read reads the files. A call that stands in several counts once.
func (f *reporting) read(ctx context.Context, r *console.Reader, files []console.File, analyzer *analysis.Analyzer, section call.Section, pages *pages) (*summed, error) {
	r.Verbose = false // of the calls the tables say it
	var read summed
	err := console.InOrder(ctx, r, files, func(path string) (*summed, error) { return f.sumUp(r, path, analyzer, section) }, func(s *summed) error {
		for i, call := range s.calls {
			if read.calls = append(read.calls, call); r.Again(call.Source, call.ID) {
				continue
			}
			read.all.Append(&s.answers[i])
			f.trim(&read.all, section)
			if f.whole {
				read.records = append(read.records, s.whole[i]...)
			}
			if err := pages.call(&s.answers[i], s.whole[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return &read, err
}

// trim forgets what no table quotes. That of all answers quotes all; of several
// scorers those are quoted on which they differ, which all answers together tell.
func (f *reporting) trim(a *analysis.Answers, section call.Section) {
	if !f.options.Answers && !strings.Contains(f.Scorer, ",") {
		excerpt.Trim(a, section, max(f.options.First, screen.MostQuoted))
	}
}

func (f *reporting) sumUp(r *console.Reader, path string, analyzer *analysis.Analyzer, section call.Section) (*summed, error) {
	calls, err := r.Calls(path)
	if len(calls) == 0 {
		return nil, err
	}
	kept := &summed{answers: make([]analysis.Answers, len(calls)), whole: make([][]analysis.Record, len(calls))}
	for i, call := range calls {
		kept.calls = append(kept.calls, report.Summarise(call))
		for records := range analyzer.Exchanges(call) {
			kept.answers[i].AddTurns(records, excerpt.QuoteOf)
			f.trim(&kept.answers[i], section)
			if f.whole || f.folder != "" {
				kept.whole[i] = append(kept.whole[i], records...)
			}
		}
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
