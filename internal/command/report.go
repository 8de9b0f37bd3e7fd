package command

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"candor/analysis"
	"candor/internal/command/console"
	"candor/internal/table"
	"candor/report"
	"candor/stats"
)

func newReport(a *console.Console) *cobra.Command {
	var out console.Output
	var with console.Scoring
	var in console.Input
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
			if options.First < 0 {
				return fmt.Errorf("--first %d: want 0 or more", options.First)
			}
			var err error
			if options.By, err = analysis.ParseDimensions(by); err != nil {
				return fmt.Errorf("--by: %w", err)
			}
			if options.Metrics, err = metricsNamed(metrics); err != nil {
				return err
			}
			section, err := with.Counted()
			if err != nil {
				return err
			}
			analyzer, err := a.Analyzer(&with)
			if err != nil {
				return err
			}
			r, err := a.Reader(&in)
			if err != nil {
				return err
			}
			files, err := r.Files(args)
			if err != nil {
				return err
			}
			r.Verbose = false            // of the calls the tables say it
			var read [][]analysis.Record // of each call
			var calls []report.ReadCall
			reading := console.InOrder(c.Context(), r, files, func(path string) (*summed, error) { return sumUp(r, path, analyzer) }, func(s *summed) error {
				read = append(read, s.records...)
				calls = append(calls, s.calls...)
				return nil
			})
			if reading != nil && !errors.Is(reading, console.ErrReported) {
				return reading
			}
			records := slices.Concat(read...)
			analysis.Unite(records, r.Options.Aliases)
			counted := analysis.Counted(records, section)
			if len(counted) == 0 {
				if reading == nil {
					return fmt.Errorf("%s: no executive's answer in section %q to report", strings.Join(args, ", "), with.Section)
				}
				return reading
			}
			d := report.Calls(records, counted, report.Warnings(calls), options)
			if in.Verbose || table.Format(out.Format) == table.JSON {
				d.Tables = append(d.Tables, report.CallTables(calls)...)
			}
			if err := a.Write(&d, &out); err != nil {
				return err
			}
			return reading
		},
	}
	console.AddOutputFlags(c, &out, table.Formats[:]...)
	console.AddInputFlags(c, &in)
	console.AddScoringFlags(c, &with)
	console.AddSectionFlag(c, &with)
	c.Flags().StringVar(&by, "by", "speaker,topic", "`groupings`, a table each: speaker, topic, section, asker, firm, role, call, company, period")
	c.Flags().StringSliceVar(&metrics, "metrics", nil, "further `metrics` as columns, such as specificity, hedge_strength, hedges_per_100_words.modal")
	c.Flags().BoolVar(&options.Answers, "answers", false, "add the table of all answers")
	c.Flags().IntVar(&options.First, "first", 3, "how many answers of each kind to name under 'read first'")
	c.Flags().Uint64("seed", 0, "")
	if err := c.Flags().MarkDeprecated("seed", "intervals no longer hang on one"); err != nil {
		panic(err) // no such flag
	}
	return c
}

// summed is what a report keeps of a file.
type summed struct {
	calls   []report.ReadCall
	records [][]analysis.Record // of each call
}

func sumUp(r *console.Reader, path string, analyzer *analysis.Analyzer) (*summed, error) {
	s, err := r.Scored(path, analyzer)
	if s == nil {
		return nil, err
	}
	kept := &summed{records: s.Records}
	for i, call := range s.Calls {
		report.Shorten(s.Records[i])
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
