package command

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"candor/analysis"
	"candor/internal/table"
	"candor/report"
	"candor/stats"
)

func newReport(a *app) *cobra.Command {
	var out output
	var with scoring
	var in input
	var by string
	var metrics []string
	options := report.Options{Stats: stats.DefaultOptions()}
	c := &cobra.Command{
		Use:   "report FILE|DIRECTORY...",
		Short: "Show sentiment and hedging per speaker and per topic, and what to read first",
		Long: `Report shows, for one call or several: who spoke how much, how positively and how
hedged, per speaker and per topic; the hedges most used; and the answers to
read first.

Tables that are wider than the terminal go on below with their first column
repeated. Bare acknowledgements ("Yes.") are left out of all figures.`,
		Example: `  candor report call.md
  candor report --by speaker,asker --answers call.md
  candor report --format csv calls/*.md --output calls.csv
  candor report --section all --metrics specificity,hedge_strength call.md`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			var err error
			if options.By, err = analysis.ParseDimensions(by); err != nil {
				return fmt.Errorf("--by: %w", err)
			}
			if options.Metrics, err = metricsNamed(metrics); err != nil {
				return err
			}
			section, err := with.counted()
			if err != nil {
				return err
			}
			analyzer, err := a.analyzer(&with)
			if err != nil {
				return err
			}
			r, err := a.reader(&in)
			if err != nil {
				return err
			}
			files, err := r.files(args)
			if err != nil {
				return err
			}
			r.verbose = false            // of the calls the tables say it
			var read [][]analysis.Record // of each call
			var calls []report.ReadCall
			reading := inOrder(c.Context(), r, files, func(path string) (*summed, error) { return r.summed(path, analyzer) }, func(s *summed) error {
				read = append(read, s.records...)
				calls = append(calls, s.calls...)
				return nil
			})
			if reading != nil && !errors.Is(reading, errReported) {
				return reading
			}
			records := slices.Concat(read...)
			analysis.Unite(records, r.options.Aliases)
			counted := analysis.Counted(records, section)
			if len(counted) == 0 {
				if reading == nil {
					return fmt.Errorf("%s: no executive's answer in section %q to report", strings.Join(args, ", "), with.section)
				}
				return reading
			}
			d := report.Calls(records, counted, report.Warnings(calls), options)
			if in.verbose || table.Format(out.format) == table.JSON {
				d.Tables = append(d.Tables, report.CallTables(calls)...)
			}
			if err := a.write(&d, &out); err != nil {
				return err
			}
			return reading
		},
	}
	addOutputFlags(c, &out, table.Formats[:]...)
	addInputFlags(c, &in)
	addScoringFlags(c, &with)
	addSectionFlag(c, &with)
	c.Flags().StringVar(&by, "by", "speaker,topic", "`groupings`, a table each: speaker, topic, section, asker, firm, role, call, company, period")
	c.Flags().StringSliceVar(&metrics, "metrics", nil, "further `metrics` as columns, such as specificity, hedge_strength, hedges_per_100_words.modal")
	c.Flags().BoolVar(&options.Answers, "answers", false, "add the table of all answers")
	c.Flags().IntVar(&options.First, "first", 3, "how many answers of each kind to name under 'read first'")
	c.Flags().Uint64Var(&options.Stats.Seed, "seed", options.Stats.Seed, "seed of the bootstrap")
	return c
}

// summed is what a report keeps of a file.
type summed struct {
	calls   []report.ReadCall
	records [][]analysis.Record // of each call
}

func (r *reader) summed(path string, analyzer *analysis.Analyzer) (*summed, error) {
	s, err := r.scored(path, analyzer)
	if s == nil {
		return nil, err
	}
	kept := &summed{records: s.records}
	for i, call := range s.calls {
		report.Shorten(s.records[i])
		kept.calls = append(kept.calls, report.Summarise(call))
	}
	return kept, err
}

func metricsNamed(names []string) ([]*analysis.Metric, error) {
	var metrics []*analysis.Metric
	for _, name := range names {
		m := analysis.MetricNamed(name)
		if m == nil {
			known := make([]string, len(analysis.Metrics))
			for i := range analysis.Metrics {
				known[i] = analysis.Metrics[i].Name
			}
			return nil, fmt.Errorf("unknown metric %q; known: %s", name, strings.Join(known, ", "))
		}
		metrics = append(metrics, m)
	}
	return metrics, nil
}
