package norming

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"candor/analysis"
	"candor/internal/command/console"
	"candor/internal/table"
	"candor/norms"
	"candor/transcript/call"
)

// checking holds the flags of candor norms check.
type checking struct {
	console.Scoring
	console.Output
	in    console.Input
	norms string
}

func newCheck(a *console.Console) *cobra.Command {
	var f checking
	c := &cobra.Command{
		Use:   "check FILE|DIRECTORY...",
		Short: "Say how often calls that are not in the norms lie outside of what is usual",
		Long: `Check holds the norms against calls that they are not made of; calls that they are
made of are passed over. Of the percentiles of such calls a fifth should lie
outside of 10 to 90, where many values are equal fewer or more.`,
		Example: `  candor norms check calls/
  candor norms check --norms ours.norms calls/`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return f.do(c, a, args) },
	}
	console.AddOutputFlags(c, &f.Output, table.Text, table.Markdown, table.CSV, table.JSON)
	console.AddInputFlags(c, &f.in)
	console.AddScoringFlags(c, &f.Scoring)
	console.AddNormsFlag(c, &f.norms)
	return c
}

// kind is what percentiles are counted by.
type kind struct {
	section call.Section
	of      norms.Of
	metric  *analysis.Metric
}

// outside counts percentiles.
type outside struct{ low, high, all int }

func (o *outside) share() float64 { return float64(o.low+o.high) / float64(o.all) }

// tally counts the percentiles of calls.
type tally map[kind]outside

func (t tally) count(s norms.Stratum, m *analysis.Metric, u norms.Usual) {
	at := kind{s.Section, s.Of, m}
	o := t[at]
	o.all++
	switch {
	case u.Percentile < 0.1:
		o.low++
	case u.Percentile > 0.9:
		o.high++
	}
	t[at] = o
}

func (f *checking) do(c *cobra.Command, a *console.Console, args []string) error {
	n, err := a.NormsOf(f.norms)
	if err != nil {
		return err
	}
	if n == nil {
		return errors.New("--norms none: there is nothing to check")
	}
	sum, calls := tally{}, 0
	reading := eachCall(c, a, &f.in, &f.Scoring, args, func(records []analysis.Record, _ string) *tally {
		t := tally{}
		if !n.Has(records) {
			t.call(n, records)
		}
		return &t
	}, func(t *tally) error {
		if len(*t) > 0 {
			calls++
		}
		for at, o := range *t {
			all := sum[at]
			sum[at] = outside{all.low + o.low, all.high + o.high, all.all + o.all}
		}
		return nil
	})
	if reading != nil && !errors.Is(reading, console.ErrReported) {
		return reading
	}
	if calls == 0 {
		return errors.New("all calls are in the norms")
	}
	d := sum.document(n, calls)
	if err := a.Write(&d, &f.Output); err != nil {
		return err
	}
	return reading
}

// call counts the percentiles of a call, its speakers, topics and answers.
func (t tally) call(n *norms.Norms, records []analysis.Record) {
	for _, section := range []call.Section{call.QA, call.Prepared} {
		counted := analysis.Counted(records, section)
		all := analysis.AnswersOf(counted).All()
		for _, by := range []*analysis.Dimension{analysis.Together, analysis.BySpeaker, analysis.ByTopic} {
			for _, g := range all.By(by) {
				s, ok := norms.Locate(&g, by)
				for _, m := range analysis.Metrics {
					if u, known := n.OfGroup(&g, by, m); ok && known {
						t.count(s, m, u)
					}
				}
			}
		}
		for _, r := range counted {
			for _, m := range analysis.Metrics {
				if u, ok := n.OfRecord(r, m); ok {
					t.count(norms.OfAnswer(r), m, u)
				}
			}
		}
	}
}

func (t tally) document(n *norms.Norms, calls int) table.Document {
	var all outside
	for _, o := range t {
		all = outside{all.low + o.low, all.high + o.high, all.all + o.all}
	}
	d := table.Document{Title: "candor norms check", Head: []string{n.Basis(),
		fmt.Sprintf("Of %s percentiles of %s that are not in the norms %s lie outside of 10 to 90: %s below, %s above.", table.Thousands(all.all), table.Thousands(calls)+" calls",
			table.Percent(all.share()).Text, table.Percent(float64(all.low)/float64(all.all)).Text, table.Percent(float64(all.high)/float64(all.all)).Text)}}
	for _, section := range []call.Section{call.QA, call.Prepared} {
		columns := []table.Column[*analysis.Metric]{{Name: "metric", Head: "METRIC", Cell: func(m *analysis.Metric) table.Cell { return table.String(m.Name) }}}
		for _, of := range norms.Ofs {
			columns = append(columns, table.Column[*analysis.Metric]{Name: string(of), Head: string(of), Right: true, Omit: of == norms.Topic && section == call.Prepared,
				Cell: func(m *analysis.Metric) table.Cell {
					o := t[kind{section, of, m}]
					if o.all == 0 {
						return table.Missing()
					}
					return table.Percent(o.share())
				}})
		}
		d.Tables = append(d.Tables, table.Of(string(section), title(norms.Stratum{Section: section, Of: norms.Call})+", speakers and answers: percentiles outside of 10 to 90", columns, analysis.Metrics))
	}
	return d
}
