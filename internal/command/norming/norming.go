// Package norming has the commands about norms: what is usual, made and checked.
package norming

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"candor/analysis"
	"candor/internal/command/console"
	"candor/internal/table"
	"candor/norms"
	"candor/transcript/call"
)

// listing holds the flags of candor norms.
type listing struct {
	console.Output
	norms, section, of, topic, metric, by string
	size                                  int
}

// New gives candor norms.
func New(a *console.Console) *cobra.Command {
	var f listing
	c := &cobra.Command{
		Use:   "norms",
		Short: "Show what calls usually look like, and make norms of calls of your own",
		Long: `Norms shows how each metric is distributed over the calls that the built-in norms
are made of, or those of --norms: over whole calls, or with --of over the answers
of one speaker in a call, by the speaker's office, over those on one topic, or
over single answers. --size narrows that to what is as large: so many answers, or
in the prepared remarks and for single answers so many words.

BETWEEN is the standard deviation between calls, or speakers, once what chance
adds is taken off, WITHIN that of the answers of one.

With --metric it shows one metric by size, and with --by by year or publisher.`,
		Example: `  candor norms
  candor norms --of CFO --size 8
  candor norms --metric hedges_per_100_words
  candor norms --metric sentiment --by year
  candor norms make "Our desk=calls/" --output ours.norms
  candor report --norms ours.norms call.md`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return f.list(a) },
	}
	console.AddOutputFlags(c, &f.Output, table.Text, table.Markdown, table.CSV, table.JSON)
	console.AddNormsFlag(c, &f.norms)
	c.Flags().StringVar(&f.section, "section", "qa", "`section`: qa, prepared")
	c.Flags().StringVar(&f.of, "of", string(norms.Call), "what the values are `of`: "+offices())
	c.Flags().StringVar(&f.topic, "topic", "", "of --of topic only this `topic`")
	c.Flags().IntVar(&f.size, "size", 0, "only what holds about so `many` answers, or words")
	c.Flags().StringVar(&f.metric, "metric", "", "one `metric`, by size")
	c.Flags().StringVar(&f.by, "by", "", "with --metric, by `year` or publisher in place of size")
	c.AddCommand(newMake(a), newCheck(a), newWords(a))
	return c
}

func offices() string {
	var names []string
	for _, of := range norms.Ofs {
		names = append(names, string(of))
	}
	return strings.Join(names, ", ")
}

func (f *listing) list(a *console.Console) error {
	s := norms.Stratum{Section: call.Section(f.section), Of: norms.Of(f.of), Topic: f.topic}
	if s.Section != call.QA && s.Section != call.Prepared {
		return fmt.Errorf("--section %s: want qa or prepared", f.section)
	}
	if !slices.Contains(norms.Ofs, s.Of) {
		return fmt.Errorf("--of %s: want one of %s", f.of, offices())
	}
	n, err := a.NormsOf(f.norms)
	if err != nil {
		return err
	}
	if n == nil {
		return fmt.Errorf("--norms %s: there is nothing to show", f.norms)
	}
	if f.size > 0 {
		s = s.Sized(f.size)
	}
	d := table.Document{Title: "candor norms", Head: []string{n.Basis()}}
	if f.metric == "" {
		d.Tables = []table.Table{metricTable(n, s)}
		return a.Write(&d, &f.Output)
	}
	m := analysis.MetricNamed(f.metric)
	if m == nil {
		return fmt.Errorf("--metric %s: known are %s", f.metric, strings.Join(analysis.MetricNames(), ", "))
	}
	if f.by != "" && f.by != "year" && f.by != "publisher" {
		return fmt.Errorf("--by %s: want year or publisher", f.by)
	}
	d.Tables = []table.Table{strataTable(n, s, m, f.by)}
	return a.Write(&d, &f.Output)
}

// row is a distribution as a table shows it.
type row struct {
	norms.Distribution
	name   string
	metric *analysis.Metric
	differ float64 // from all, in standard deviations; 0 where that is noise
}

var shares = []struct {
	name, head string
	share      float64
}{{"p10", "P10", 0.1}, {"p25", "P25", 0.25}, {"median", "MEDIAN", 0.5}, {"p75", "P75", 0.75}, {"p90", "P90", 0.9}}

func columns(first, head string) []table.Column[row] {
	number := func(of func(*row) float64) func(row) table.Cell {
		return func(r row) table.Cell { return table.Float(of(&r), max(r.metric.Decimals, 1)) }
	}
	out := []table.Column[row]{
		{Name: first, Head: head, Cell: func(r row) table.Cell { return table.String(r.name) }},
		{Name: "n", Head: "N", Right: true, Cell: func(r row) table.Cell { return table.Int(r.N) }},
	}
	for _, s := range shares {
		out = append(out, table.Column[row]{Name: s.name, Head: s.head, Right: true, Cell: number(func(r *row) float64 { return r.Quantile(s.share) })})
	}
	return append(out,
		table.Column[row]{Name: "mean", Head: "MEAN", Right: true, Cell: number(func(r *row) float64 { return r.Mean })},
		table.Column[row]{Name: "sd", Head: "SD", Right: true, Optional: true, Cell: number(func(r *row) float64 { return r.SD })})
}

// spread are the columns of what values vary by.
func spread(of norms.Of) []table.Column[row] {
	known := func(x float64) table.Cell {
		if x == 0 {
			return table.Missing()
		}
		return table.Float(x, 2)
	}
	return []table.Column[row]{
		{Name: "between", Head: "BETWEEN", Right: true, Optional: true, Omit: of == norms.Answer, Cell: func(r row) table.Cell { return known(r.Between) }},
		{Name: "within", Head: "WITHIN", Right: true, Optional: true, Omit: of == norms.Answer, Cell: func(r row) table.Cell { return known(r.Within) }},
	}
}

// metricTable has a line for each metric of a stratum.
func metricTable(n *norms.Norms, s norms.Stratum) table.Table {
	var rows []row
	for _, m := range analysis.Metrics {
		if d, ok := n.Distribution(s, m); ok {
			rows = append(rows, row{Distribution: d, name: m.Name, metric: m})
		}
	}
	return table.Of("norms", title(s), append(columns("metric", "METRIC"), spread(s.Of)...), rows)
}

// strataTable has a line for each size of a stratum, or each year or publisher.
func strataTable(n *norms.Norms, s norms.Stratum, m *analysis.Metric, by string) table.Table {
	var rows []row
	add := func(name string, s norms.Stratum) {
		if d, ok := n.Distribution(s, m); ok {
			rows = append(rows, row{Distribution: d, name: name, metric: m, differ: n.Differs(s, m)})
		}
	}
	switch by {
	case "":
		for i, size := range s.Sizes() {
			s.Size = size
			name := fmt.Sprintf("%d–%d", size, s.Sizes()[min(i+1, len(s.Sizes())-1)]-1)
			if i == len(s.Sizes())-1 {
				name = fmt.Sprintf("%d and more", size)
			}
			add(strings.TrimSuffix(name, fmt.Sprintf("–%d", size)), s)
		}
		return table.Of("norms", m.Name+", "+title(norms.Stratum{Section: s.Section, Of: s.Of, Topic: s.Topic}), append(columns("size", sizeHead(s)), spread(s.Of)...), rows)
	case "year":
		for _, year := range n.YearsKnown() {
			add(year, norms.Stratum{Section: s.Section, Of: norms.Call, Year: year})
		}
	default:
		for _, publisher := range n.PublishersKnown() {
			add(publisher, norms.Stratum{Section: s.Section, Of: norms.Call, Publisher: publisher})
		}
	}
	return table.Of("norms", m.Name+" of calls of six answers and more", append(columns(by, strings.ToUpper(by)), table.Column[row]{
		Name: "differs", Head: "DIFFERS", Right: true, Cell: func(r row) table.Cell {
			if r.differ == 0 {
				return table.Missing()
			}
			return table.Signed(r.differ, 2)
		}}), rows).With("DIFFERS: from all calls together, in standard deviations, where it is a fifth of one or more and more than chance.")
}

func sizeHead(s norms.Stratum) string {
	if s.InWords() {
		return "WORDS"
	}
	return "ANSWERS"
}

var ofNames = map[norms.Of]string{norms.Call: "calls", norms.CEO: "one CEO in a call", norms.CFO: "one CFO in a call", norms.Executive: "one other executive in a call",
	norms.Topic: "one topic in a call", norms.Answer: "one answer"}

func title(s norms.Stratum) string {
	t := map[call.Section]string{call.QA: "Q&A", call.Prepared: "Prepared remarks"}[s.Section] + ", " + ofNames[s.Of]
	if s.Topic != "" {
		t += ", " + s.Topic
	}
	if s.Size > 0 {
		t += fmt.Sprintf(", %s from %d on", strings.ToLower(sizeHead(s)), s.Size)
	}
	return t
}
