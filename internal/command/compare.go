package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"candor/analysis"
	"candor/internal/command/console"
	"candor/internal/table"
	"candor/report"
	"candor/report/figure"
	"candor/transcript/call"
)

// comparing holds the flags of compare.
type comparing struct {
	console.Output
	console.Scoring
	in              console.Input
	by, group, only string
	order, test     string
	metrics         []string
	baseline        string
	figure          string
	trivial         bool
	adjusting
	options analysis.CompareOptions
}

func newCompare(a *console.Console) *cobra.Command {
	f := comparing{options: analysis.DefaultCompareOptions()}
	c := &cobra.Command{
		Use:   "compare FILE|DIRECTORY...",
		Short: "Show what changed between calls, by how much, and whether it is more than chance",
		Long: `Compare shows, for each metric, how calls differ: over all answers, per speaker
and per topic, with interval, effect size, p and n, and "~" where nothing is
shown. Two calls are compared with each other, three or more as a trend.

Each argument is a call, a directory of calls, or results saved with
"score --format jsonl", which are not scored anew. With one argument, its
calls are compared with each other; with several, each argument is a column.

With --group the values of a dimension take the calls' place: two are compared
with each other, periods as a trend, and of three or more others each with all
the others together.

docs/comparing.md says how to read the tables and what not to conclude.`,
		Example: `  candor compare q1.md q2.md
  candor compare --metrics sentiment,hedges_per_100_words quarters/
  candor compare --group role --only CEO,CFO quarters/
  candor compare --baseline profile.json q4.md
  candor compare --figure trend.svg quarters/`,
		RunE: func(c *cobra.Command, args []string) error { return compare(a, c.Context(), args, &f) },
		Args: cobra.MinimumNArgs(1),
	}
	console.AddOutputFlags(c, &f.Output, table.Formats[:]...)
	console.AddInputFlags(c, &f.in)
	console.AddScoringFlags(c, &f.Scoring)
	console.AddSectionFlag(c, &f.Scoring)
	o := &f.options
	c.Flags().StringVar(&f.by, "by", "speaker,topic", "`groupings`, a table each beside the one over all answers; none for no more")
	c.Flags().StringVar(&f.group, "group", "", "compare the values of a `dimension` in place of calls: company, period, role, speaker, section, topic")
	c.Flags().StringVar(&f.only, "only", "", "of --group only these `values`, in this order: CEO,CFO")
	c.Flags().StringVar(&f.order, "order", "auto", "`order` of calls: auto (two as given, a directory and three or more by date or period where all tell one), given, date, period, name")
	c.Flags().StringVar(&f.test, "test", string(analysis.Permutation), "`test` of scores between two calls: permutation, mann-whitney")
	c.Flags().StringSliceVar(&f.metrics, "metrics", nil, "`metrics` to compare (default: all but share_positive and hedge_strength)")
	c.Flags().StringVar(&f.baseline, "baseline", "", "profile `file` to compare the calls with; see candor profile")
	c.Flags().StringVar(&f.figure, "figure", "", "draw to `file`, .svg or .png: the changes of two calls; of more, trends by speaker and speakers by topics")
	c.Flags().BoolVar(&f.trivial, "trivial", false, `count procedure ("Thank you.", "Go ahead.") too`)
	c.Flags().Float64Var(&o.Alpha, "alpha", o.Alpha, "show differences at a corrected p of at most this `level`")
	addAdjustedFlags(c, &f.adjusting)
	c.Flags().IntVar(&o.Stats.Permutations, "permutations", o.Stats.Permutations, "`number` of permutations of two calls' answers")
	c.Flags().Uint64Var(&o.Stats.Seed, "seed", o.Stats.Seed, "seed of the permutations of two calls' answers")
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
	f.options.Test = analysis.Test(f.test)
	if f.options.Test != analysis.Permutation && f.options.Test != analysis.MannWhitney {
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
	if f.figure != "" && !slices.Contains([]string{".svg", ".png"}, strings.ToLower(filepath.Ext(f.figure))) {
		return fmt.Errorf("--figure %s: want a file name that ends in .svg or .png", f.figure)
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

// observed is what compare and profile read: the numbers, and which argument
// each call came from.
type observed struct {
	analysis.Answers
	argument map[int]int // index in Calls -> index of the argument
	repeated []string    // arguments that name nothing that one before did not
	warnings []string
	aliases  *call.Aliases
}

// observe reads calls and saved results of args, which may be directories. A call
// that stands in several files counts once, together in all of them, else in each argument.
func observe(a *console.Console, ctx context.Context, args []string, in *console.Input, with *console.Scoring, trivial, together bool) (*observed, error) {
	section, err := with.Counted()
	if err != nil {
		return nil, err
	}
	analyzer, err := a.Analyzer(with)
	if err != nil {
		return nil, err
	}
	r, err := a.Reader(in)
	if err != nil {
		return nil, err
	}
	files, err := r.Files(args)
	if err != nil {
		return nil, err
	}
	argument, names := map[string]int{}, map[int]bool{}
	for _, f := range files {
		argument[f.Path], names[f.Argument] = f.Argument, true
	}
	count := func(records []analysis.Record) []*analysis.Record {
		for i := range records {
			records[i].Procedure = records[i].Procedure && !trivial
		}
		return analysis.Counted(records, section)
	}
	o := &observed{argument: map[int]int{}}
	filled := map[int]bool{} // arguments of which a call is counted
	for i, arg := range args {
		if !names[i] {
			o.repeated = append(o.repeated, arg)
		}
	}
	err = console.InOrder(ctx, r, files, func(path string) (*observedFile, error) { return observeFile(r, path, analyzer, count) }, func(f *observedFile) error {
		for _, warning := range report.Warnings(f.calls) {
			o.warnings = append(o.warnings, f.path+": "+warning)
		}
		if f.Len() == 0 {
			o.warnings = append(o.warnings, f.path+": no executive's answer to count")
		}
		column := argument[f.path]
		if (together || filled[column]) && f.isAgain(r) {
			return nil
		}
		filled[column] = true
		before := len(o.Calls)
		o.Append(&f.Answers)
		for k := before; k < len(o.Calls); k++ {
			o.argument[k] = column
		}
		return nil
	})
	o.aliases = r.Options.Aliases
	o.Unite(o.aliases)
	return o, err
}

// observedFile is the numbers of one file.
type observedFile struct {
	analysis.Answers
	path  string
	calls []report.ReadCall // none of saved results
}

// isAgain tells whether all calls of the file came before under other names.
func (f *observedFile) isAgain(r *console.Reader) bool {
	for i := range f.calls {
		if !r.Again(f.calls[i].Source, f.calls[i].ID) {
			return false
		}
	}
	return len(f.calls) > 0
}

// observeFile reads a file's calls, or the records that it holds already, and keeps
// the numbers of those that count.
func observeFile(r *console.Reader, path string, analyzer *analysis.Analyzer, count func([]analysis.Record) []*analysis.Record) (*observedFile, error) {
	f := &observedFile{path: path}
	in, err := r.Open(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	var rest io.Reader = in
	if ext := filepath.Ext(path); ext == ".jsonl" || ext == ".ndjson" || path == "-" {
		rest, err = analysis.ReadSaved(in, filepath.ToSlash(path), func(record *analysis.Record) {
			r.Known.Set(&record.Call.ID, &record.Call.Date, &record.Call.Period)
			f.Add(count([]analysis.Record{*record}))
		})
		if rest == nil {
			return f, err
		}
	}
	calls, err := r.CallsIn(rest, path)
	for _, call := range calls {
		f.Add(count(analyzer.Records(call)))
		f.calls = append(f.calls, report.Summarise(call))
	}
	if len(calls) == 0 {
		return nil, err
	}
	return f, err
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
	o, reading := observe(a, ctx, args, &f.in, &f.Scoring, f.trivial, false)
	if reading != nil && !errors.Is(reading, console.ErrReported) {
		return reading
	}
	var comparison *analysis.Comparison
	var ordering string
	var err error
	switch {
	case f.baseline != "":
		var same []string
		f.options.Aliases = o.aliases
		comparison, same, err = profile.Compare(&o.Answers, f.options)
		for _, id := range same {
			o.warnings = append(o.warnings, fmt.Sprintf("call %s is in the baseline too and left out of it", id))
		}
	default:
		comparison, ordering, err = f.arrange(o, args)
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
		o.warnings = append(o.warnings, report.AdjustedWarnings(o.Model, rates)...)
	}
	if f.figure != "" {
		if err := a.WriteTo(f.figure, func(w io.Writer) error {
			return figure.Comparison(w, comparison, strings.ToLower(strings.TrimPrefix(filepath.Ext(f.figure), ".")))
		}); err != nil {
			return err
		}
	}
	switch table.Format(f.Format) {
	case table.CSV:
		d := report.ComparisonLong(comparison, rates)
		err = a.Write(&d, &f.Output)
	case table.JSON:
		err = a.WriteTo(f.File, func(w io.Writer) error { return report.ComparisonJSON(w, comparison, rates, o.warnings) })
	default:
		d := report.Comparison(comparison, "candor compare", ordering, o.warnings, table.Format(f.Format))
		if rates != nil {
			d.Tables = append(d.Tables, report.AdjustedComparison(comparison, rates))
		}
		err = a.Write(&d, &f.Output)
	}
	if err != nil {
		return err
	}
	return reading
}

// arrange puts the answers in columns and compares these.
func (f *comparing) arrange(o *observed, args []string) (*analysis.Comparison, string, error) {
	if f.group == "" && len(o.repeated) > 0 {
		return nil, "", fmt.Errorf("%s is named twice", o.repeated[0])
	}
	var columns []analysis.Column
	by, _ := analysis.DimensionNamed(f.group) // checked already
	if f.group != "" {
		columns = analysis.ColumnsBy(&o.Answers, by)
	} else {
		columns = analysis.Columns(&o.Answers, f.labels(o, args))
	}
	if f.only != "" {
		var err error
		if columns, err = only(columns, strings.Split(f.only, ",")); err != nil {
			return nil, "", err
		}
	}
	if len(columns) < 2 {
		what := "call"
		if f.group != "" {
			what = f.group
		}
		names := ""
		if len(columns) == 1 {
			names = ": " + columns[0].Label
		}
		return nil, "", fmt.Errorf("nothing to compare: found %d %s%s", len(columns), what, names)
	}
	ranked := f.group == "" || by == analysis.ByPeriod || by == analysis.ByCall
	if !ranked && len(columns) > 2 {
		comparison, err := analysis.CompareEach(columns, by, f.options)
		return comparison, "Each " + f.group + " against all the others together.", err
	}
	if f.group == "" {
		labelByPeriod(columns)
	}
	ordering := ""
	if ranked && (len(columns) > 2 || len(args) == 1 || f.order != string(analysis.OrderAuto)) {
		order, err := analysis.Sort(columns, analysis.Order(f.order))
		if err != nil {
			return nil, "", fmt.Errorf("--order: %w", err)
		}
		ordering = "In order of " + string(order) + "."
		if order == analysis.OrderGiven {
			ordering = "In the order given."
		}
		if n := companies(columns); f.group == "" && n > 1 && len(columns) > 2 {
			ordering += fmt.Sprintf(" These are calls of %d companies: a trend may say no more than which of them come when.", n)
		}
	}
	comparison, err := analysis.Compare(columns, f.options)
	return comparison, ordering, err
}

// companyOf names a call's company, "" where the call tells neither name nor ticker.
func companyOf(call *analysis.Call) string { return cmp.Or(call.Company, call.Ticker) }

func companies(columns []analysis.Column) int {
	names := map[string]bool{}
	for i := range columns {
		for _, call := range columns[i].Calls {
			names[companyOf(&call)] = true
		}
	}
	return len(names)
}

// labels says how observations are put in columns.
func (f *comparing) labels(o *observed, args []string) func(call int) string {
	if len(args) > 1 {
		names := make([]string, len(args))
		for i, arg := range args {
			base := filepath.Base(arg)
			names[i] = strings.TrimSuffix(base, filepath.Ext(base))
		}
		names = distinct(names, args)
		return func(call int) string { return names[o.argument[call]] }
	}
	var names, sources []string
	for _, call := range o.Calls {
		names, sources = append(names, call.ID), append(sources, call.Source)
	}
	names = distinct(names, sources)
	return func(call int) string { return names[call] }
}

// distinct gives the names, those that are not the only ones of their kind
// replaced with the longer ones.
func distinct(names, longer []string) []string {
	count := map[string]int{}
	for _, name := range names {
		count[name]++
	}
	out := slices.Clone(names)
	for i, name := range names {
		if count[name] > 1 {
			out[i] = longer[i]
		}
	}
	return out
}

// labelByPeriod names columns "2023-Q1" where they hold calls of one company and
// each a period of its own: tables stay narrow.
func labelByPeriod(columns []analysis.Column) {
	seen := map[string]bool{}
	company := companyOf(&columns[0].Calls[0])
	if company == "" {
		return
	}
	for i := range columns {
		period := columns[i].Calls[0].Period
		if period == "" || seen[period] {
			return
		}
		seen[period] = true
		for _, call := range columns[i].Calls {
			if call.Period != period || companyOf(&call) != company {
				return
			}
		}
	}
	for i := range columns {
		columns[i].Label = columns[i].Calls[0].Period
	}
}

func labels(columns []analysis.Column) string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Label
	}
	return strings.Join(names, ", ")
}

func only(columns []analysis.Column, names []string) ([]analysis.Column, error) {
	var out []analysis.Column
	for _, name := range names {
		i := slices.IndexFunc(columns, func(c analysis.Column) bool { return strings.EqualFold(c.Label, strings.TrimSpace(name)) })
		if i < 0 {
			return nil, fmt.Errorf("--only: no %q among %s", name, labels(columns))
		}
		out = append(out, columns[i])
	}
	return out, nil
}
