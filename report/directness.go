package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"candor/analysis"
	"candor/directness"
	"candor/internal/table"
	"candor/stats"
	"candor/text"
)

// directnessTables say who answers what is asked, who is answered least, and
// which exchanges to read first; none where nothing could be judged.
func directnessTables(records []*analysis.Record, by []analysis.Dimension, o Options, several bool) []table.Table {
	if !slices.ContainsFunc(records, func(r *analysis.Record) bool { return r.Directness.Label != "" }) {
		return nil
	}
	var tables []table.Table
	for _, dimension := range by {
		if dimension != "asker" {
			t := answeredTable(dimension, records, o)
			t.Title = "Did they answer? By " + string(dimension)
			tables = append(tables, t)
		}
	}
	if t, ok := answeredLeast(records, o); ok {
		tables = append(tables, t)
	}
	if t := leastDirect(records, o.First, several); len(t.Rows) > 0 {
		tables = append(tables, t)
	}
	return tables
}

// answeredTable gives the shares of direct, partial and evaded answers.
func answeredTable(by analysis.Dimension, records []*analysis.Record, o Options) table.Table {
	level := fmt.Sprintf("[%g%%]", 100*o.Stats.Level)
	t := table.Table{Name: "directness_by_" + string(by), Columns: []table.Column{
		{Name: string(by), Head: strings.ToUpper(string(by))},
		{Name: "judged", Head: "JUDGED", Right: true},
		{Name: "directness", Head: "SCORE", Right: true}, {Name: "directness_low"}, {Name: "directness_high"},
		{Name: "share_direct", Head: "DIRECT " + level, Right: true}, {Name: "share_direct_low"}, {Name: "share_direct_high"},
		{Name: "share_partial", Head: "PARTIAL", Right: true}, {Name: "share_partial_low"}, {Name: "share_partial_high"},
		{Name: "share_evaded", Head: "EVADED " + level, Right: true}, {Name: "share_evaded_low"}, {Name: "share_evaded_high"},
	}}
	metrics := []string{"directness", "share_direct", "share_partial", "share_evaded"}
	for _, g := range analysis.GroupBy(records, by) {
		judged := 0
		for _, r := range g.Records {
			if r.Directness.Label != "" {
				judged++
			}
		}
		if judged == 0 {
			continue
		}
		samples := make([]stats.Sample, len(metrics))
		for i, name := range metrics {
			samples[i] = g.Sample(analysis.MetricNamed(name))
		}
		row := []table.Cell{table.String(nameOr(g.Key)), table.Int(judged)}
		for i, e := range stats.Ratios(samples, o.Stats) {
			cells := shareCells(e)
			switch metrics[i] { // whose intervals are in files: four would not fit
			case "directness":
				cells = estimateCells(e, table.Float)
				cells[0] = table.Float(valueOr(e.Value), 2)
			case "share_partial":
				cells[0] = table.Percent(valueOr(e.Value))
			}
			row = append(row, cells...)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// shareCells are a share and its bounds in percent.
func shareCells(e stats.Estimate) []table.Cell {
	cell := table.Percent(valueOr(e.Value))
	if !e.Interval.Defined {
		return []table.Cell{cell, table.Missing(), table.Missing()}
	}
	low, high := table.Percent(e.Interval.Low), table.Percent(e.Interval.High)
	cell.Text += " [" + strings.TrimSuffix(low.Text, " %") + ", " + strings.TrimSuffix(high.Text, " %") + "]"
	return []table.Cell{cell, low, high}
}

// Analysts are listed as answered least when they got so many answers.
const (
	leastAnswers  = 2
	shownAnalysts = 5
)

// answeredLeast lists the analysts whose questions were answered least.
func answeredLeast(records []*analysis.Record, o Options) (table.Table, bool) {
	t := answeredTable("asker", slices.DeleteFunc(slices.Clone(records), func(r *analysis.Record) bool { return r.Asker == "" }), o)
	t.Title = "Answered least: analysts by the mean score of the answers they got"
	t.Rows = slices.DeleteFunc(t.Rows, func(row []table.Cell) bool { return row[1].Value.(int) < leastAnswers })
	slices.SortStableFunc(t.Rows, func(a, b []table.Cell) int { return cmp.Compare(a[2].Value.(float64), b[2].Value.(float64)) })
	t.Rows = t.Rows[:min(len(t.Rows), shownAnalysts)]
	t.Columns[0].Head = "ASKED BY"
	t.Notes = []string{
		"SCORE: probability that the question is answered, partial answers counting 0.85. DIRECT, PARTIAL, EVADED: share of the judged answers. Whether more was known, or said before, the text cannot tell.",
	}
	return t, len(t.Rows) > 0
}

// leastDirect lists the exchanges whose question is answered least, an exchange
// of several answers once, by all of them together.
func leastDirect(records []*analysis.Record, first int, several bool) table.Table {
	t := table.Table{Name: "least_direct", Title: "Read first: the exchanges answered least", Columns: []table.Column{
		{Name: "directness", Head: "SCORE", Right: true},
		{Name: "label", Head: "LABEL"},
		{Name: "kind", Head: "KIND"},
		{Name: "call"},
		{Name: "id"},
		{Name: "line", Head: "LINE", Right: true},
		{Name: "speaker", Head: "SPEAKER"},
		{Name: "asker"},
		{Name: "question", Head: "ASKED", Shrink: true},
		{Name: "begins", Head: "ANSWER BEGINS", Shrink: true},
	}}
	if several {
		t.Columns[3].Head = "CALL"
	}
	type exchange struct {
		record *analysis.Record
		score  float64
		label  directness.Label
	}
	seen := map[*analysis.Exchange]bool{}
	var least []exchange
	for _, r := range records {
		d := &r.Directness
		score, label := d.Score, d.Label
		if e := d.Exchange; e != nil {
			if seen[e] {
				continue
			}
			score, label = e.Score, e.Label
			seen[e] = true
		}
		if label != "" && label != directness.Direct {
			least = append(least, exchange{r, *score, label})
		}
	}
	slices.SortStableFunc(least, func(a, b exchange) int { return cmp.Compare(a.score, b.score) })
	for _, e := range least[:min(first, len(least))] {
		r := e.record
		t.Rows = append(t.Rows, []table.Cell{table.Float(e.score, 2), table.String(string(e.label)), table.String(string(r.Directness.Kind)), table.String(r.Call.ID), table.String(r.ID), line(r),
			table.As(lastName(r.Speaker), r.Speaker), table.As(lastName(r.Asker), r.Asker), table.String(beginning(mainQuestion(r.Question))), table.String(beginning(r.Text))})
	}
	return t
}

// mainQuestion is the sentence of a question that asks, the longest of several.
func mainQuestion(question string) string {
	d := text.Get(question)
	defer d.Release()
	best := ""
	for _, s := range d.Sentences {
		sentence := question[d.Tokens[s.First].Start:d.Tokens[s.Last-1].End]
		if strings.HasSuffix(sentence, "?") && len(sentence) > len(best) {
			best = sentence
		}
	}
	if best == "" {
		return question
	}
	return strings.Clone(best)
}
