// Package report says what an analysis has to tell, as tables.
package report

import (
	"cmp"
	"fmt"
	"math"
	"path"
	"slices"
	"strings"

	"candor/analysis"
	"candor/internal/table"
	"candor/norms"
	"candor/report/excerpt"
	"candor/stats"
	"candor/transcript/call"
)

// Options say what a report of calls shows.
type Options struct {
	By      []*analysis.Dimension // a table each
	Metrics []*analysis.Metric    // further columns of these tables
	Answers bool                  // a table of all answers
	First   int                   // answers to read first, of each kind
	Stats   stats.Options
	Norms   *norms.Norms // what is usual; nil for nothing
}

// manyCalls is from how many on the head sums calls up in one line.
const manyCalls = 12

// Calls reports records that are counted (analysis.Counted), at least one, of
// one call or several. all are the records they were picked from; warnings are the calls'.
func Calls(all, counted []analysis.Answer, warnings []string, o Options) table.Document {
	o.Norms = o.Norms.For(counted[0].Versions())
	d := table.Document{Title: "candor report", Warnings: warnings}
	calls := excerpt.GroupBy(counted, analysis.ByCall)
	first := map[string]int{} // where a call's records begin
	for i, r := range all {
		if _, known := first[r.Call().ID]; !known {
			first[r.Call().ID] = i
		}
	}
	slices.SortStableFunc(calls, func(a, b analysis.Group) int { return cmp.Compare(first[a.Key], first[b.Key]) })
	if len(calls) < manyCalls {
		for _, call := range calls {
			d.Head = append(d.Head, headOf(path.Base(call.Answers()[0].Call().Source), spoken(all, call.Answers())))
		}
	} else {
		d.Head = []string{headOf(fmt.Sprintf("%s calls", table.Thousands(len(calls))), spoken(all, counted))}
	}
	if left := leftOut(all, counted); left != "" {
		d.Head = append(d.Head, left)
	}
	by := o.By
	if len(calls) > 1 && !slices.Contains(by, analysis.ByCall) {
		by = append([]*analysis.Dimension{analysis.ByCall}, by...)
	}
	for _, dimension := range by {
		d.Tables = append(d.Tables, groupTable(dimension, counted, o))
	}
	d.Tables = append(d.Tables, directnessTables(counted, by, o, len(calls) > 1)...)
	if counted[0].Said() != nil {
		d.Tables = append(d.Tables, scorerTables(counted, len(calls) > 1)...)
	}
	d.Tables = append(d.Tables, cueTable(counted))
	if o.First > 0 {
		d.Tables = append(d.Tables, readFirst(counted, o.First, len(calls) > 1))
	}
	if o.Answers {
		d.Tables = append(d.Tables, answerTable(counted, o, len(calls) > 1))
	}
	return d
}

// spoken gives all answers of the calls and sections of counted, the trivial ones too.
func spoken(all []analysis.Answer, counted []analysis.Answer) []analysis.Answer {
	type part struct {
		call    string
		section call.Section
	}
	parts := map[part]bool{}
	for _, r := range counted {
		parts[part{r.Call().ID, r.Section()}] = true
	}
	return slices.DeleteFunc(slices.Clone(all), func(r analysis.Answer) bool { return !parts[part{r.Call().ID, r.Section()}] })
}

func headOf(name string, records []analysis.Answer) string {
	words, askers := 0, map[string]bool{}
	for _, r := range records {
		words += r.Words()
		if r.Asked() {
			askers[r.Asker()] = true
		}
	}
	speakers := excerpt.GroupBy(records, analysis.BySpeaker)
	line := fmt.Sprintf("%s: %s by %s", name, table.Count(len(records), "answer"), table.Count(len(speakers), "executive"))
	if len(askers) > 0 {
		line += " to " + table.Count(len(askers), "analyst")
	}
	line += fmt.Sprintf(", %s words", table.Thousands(words))
	if len(speakers) <= 6 {
		var each []string
		for _, s := range speakers {
			each = append(each, fmt.Sprintf("%s %d", excerpt.NameOr(s.Key), s.Len()))
		}
		line += " (" + strings.Join(each, ", ") + ")"
	}
	return line
}

// leftOut says which turns the figures leave out.
func leftOut(all []analysis.Answer, counted []analysis.Answer) string {
	procedure := 0
	for _, r := range all {
		if r.Procedure() {
			procedure++
		}
	}
	var parts []string
	if procedure > 0 {
		parts = append(parts, table.Count(procedure, "turn")+" of procedure")
	}
	if other := len(all) - procedure - len(counted); other > 0 {
		parts = append(parts, table.Count(other, "turn")+" of other sections")
	}
	if len(parts) == 0 {
		return ""
	}
	return "Left out of the figures: " + strings.Join(parts, ", ")
}

// shownMetrics are the estimates of a group that every report shows.
var shownMetrics = []*analysis.Metric{analysis.MeanSentiment, analysis.HedgeRate}

// groupRow is a group with what a table tells of it.
type groupRow struct {
	analysis.Group
	estimates []analysis.Estimate // of shownMetrics and those asked for
}

func (g *groupRow) sum(of func(analysis.Answer) int) float64 {
	return g.Sum(func(r analysis.Answer) float64 { return float64(of(r)) })
}

func groupTable(by *analysis.Dimension, records []analysis.Answer, o Options) table.Table {
	metrics := slices.Concat(shownMetrics, o.Metrics)
	var rows []groupRow
	narrow := false
	for _, g := range excerpt.GroupBy(records, by) {
		row := groupRow{Group: g}
		for _, m := range metrics {
			row.estimates = append(row.estimates, g.Estimate(m, o.Stats.Level))
		}
		narrow = narrow || !row.estimates[1].Interval.Defined
		rows = append(rows, row)
	}
	note := "Intervals: " + unitsNote(rows)
	if narrow {
		note += fmt.Sprintf(" None below %d answers but for shares and rates of 0.", stats.MinUnits)
	}
	t := table.Of("by_"+by.Name, "By "+by.Name, groupColumns(by, o), rows).With(note)
	if by == analysis.ByTopic {
		t = t.With("An answer counts in each of its one or two topics by the topic's weight. ANSWERS have the topic, WEIGHT adds up their weights; words, hedges, deflections and all means and rates are by weight.")
	}
	return t
}

// unitsNote says what intervals are of.
func unitsNote(rows []groupRow) string {
	perCall, several := false, false
	for i := range rows {
		for _, e := range rows[i].estimates {
			perCall, several = perCall || e.PerCall, several || !e.PerCall && e.Calls > 1
		}
	}
	switch {
	case perCall && several:
		return "calls are the units from six on; of fewer calls, of these calls' answers only."
	case perCall:
		return "calls are the units."
	case several:
		return "of these calls' answers only: fewer than six calls do not tell what calls are like."
	}
	return "of the answers."
}

// groupColumns are those of a group; usual and expected are in files only.
func groupColumns(by *analysis.Dimension, o Options) []table.Column[groupRow] {
	weighted := by == analysis.ByTopic
	sum := func(of func(analysis.Answer) int) func(groupRow) table.Cell {
		return func(g groupRow) table.Cell {
			total := g.sum(of)
			switch {
			case !weighted:
				return table.Int(int(total))
			case total < 100:
				return table.Float(total, 1)
			}
			return table.As(table.Thousands(int(math.Round(total))), total)
		}
	}
	share := func(m *analysis.Metric) func(groupRow) table.Cell {
		return func(g groupRow) table.Cell {
			s := g.Sample(m)
			return table.Percent(s.Value().OrNaN())
		}
	}
	rate := func(m *analysis.Metric) func(groupRow) table.Cell {
		return func(g groupRow) table.Cell {
			s := g.Sample(m)
			return table.Float(s.Value().OrNaN(), 1)
		}
	}
	estimate := func(i int) func(groupRow) stats.Estimate {
		return func(g groupRow) stats.Estimate { return g.estimates[i].Estimate }
	}
	level := table.LevelHead(o.Stats.Level)
	columns := slices.Concat([]table.Column[groupRow]{
		{Name: by.Name, Head: strings.ToUpper(by.Name), Cell: func(g groupRow) table.Cell { return table.String(excerpt.NameOr(g.Key)) }},
		{Name: "answers", Head: "ANSWERS", Right: true, Cell: func(g groupRow) table.Cell { return table.Int(g.Len()) }},
		{Name: "weight", Head: "WEIGHT", Right: true, Omit: !weighted, Cell: sum(func(analysis.Answer) int { return 1 })},
		{Name: "words", Head: "WORDS", Right: true, Cell: sum(func(r analysis.Answer) int { return r.Words() })},
	}, estimated(table.Column[groupRow]{Name: analysis.MeanSentiment.Name, Head: "SENTIMENT " + level}, analysis.MeanSentiment.Name, estimate(0), table.Signed), []table.Column[groupRow]{
		{Name: analysis.SharePositive.Name, Head: "POSITIVE", Right: true, Cell: share(analysis.SharePositive)},
		{Name: analysis.ShareNegative.Name, Head: "NEGATIVE", Right: true, Cell: share(analysis.ShareNegative)},
		{Name: "hedges", Head: "HEDGES", Right: true, Break: true, Cell: sum(func(r analysis.Answer) int { return int(r.Sum(analysis.HedgeRate)) })},
	}, estimated(table.Column[groupRow]{Name: analysis.HedgeRate.Name, Head: "PER 100 WORDS " + level}, analysis.HedgeRate.Name, estimate(1), table.Float), []table.Column[groupRow]{
		{Name: analysis.ShieldRate.Name, Head: "SHIELDS", Right: true, Cell: rate(analysis.ShieldRate)},
		{Name: analysis.ApproximatorRate.Name, Head: "APPROX.", Right: true, Cell: rate(analysis.ApproximatorRate)},
		{Name: "most_used_hedge", Head: "MOST USED", Cell: func(g groupRow) table.Cell { return table.String(mostUsed(g.Answers())) }},
		{Name: "deflections", Head: "DEFLECTIONS", Right: true, Cell: sum(func(r analysis.Answer) int { return int(r.Sum(analysis.DeflectionRate)) })},
	})
	for i, m := range o.Metrics {
		columns = append(columns, estimated(table.Column[groupRow]{Name: m.Name + "_mean", Head: headOfMetric(m) + " " + level}, m.Name, estimate(len(shownMetrics)+i), table.Float)...)
	}
	metrics := slices.Concat(shownMetrics, []*analysis.Metric{analysis.SharePositive, analysis.ShareNegative, analysis.ShieldRate, analysis.ApproximatorRate}, o.Metrics)
	return append(columns, usualColumns(by, metrics, o, func(g groupRow) *analysis.Group { return &g.Group })...)
}

func headOfMetric(m *analysis.Metric) string {
	return strings.ToUpper(strings.ReplaceAll(m.Name, "_", " "))
}

// estimated are a column of estimates with their intervals, and in files those of
// the bounds.
func estimated[R any](c table.Column[R], name string, of func(R) stats.Estimate, show func(float64, int) table.Cell) []table.Column[R] {
	c.Right = true
	c.Cell = func(r R) table.Cell { return estimateCell(of(r), show) }
	return append([]table.Column[R]{c}, boundColumns(name, func(r R) (table.Cell, table.Cell) { return boundCells(of(r)) })...)
}

// boundColumns are the columns of two bounds, in files only.
func boundColumns[R any](name string, cells func(R) (low, high table.Cell)) []table.Column[R] {
	return []table.Column[R]{
		{Name: name + "_low", Cell: func(r R) table.Cell { low, _ := cells(r); return low }},
		{Name: name + "_high", Cell: func(r R) table.Cell { _, high := cells(r); return high }},
	}
}

// estimateDecimals are those that an estimate is shown with: rates have one,
// scores two.
func estimateDecimals(e stats.Estimate) int {
	if e.Value.OrNaN() > 1.5 {
		return 1
	}
	return 2
}

func estimateCell(e stats.Estimate, show func(float64, int) table.Cell) table.Cell {
	decimals := estimateDecimals(e)
	cell := show(e.Value.OrNaN(), decimals)
	if !e.Interval.Defined {
		return cell
	}
	return table.Interval(cell, e.Interval.Low, e.Interval.High, decimals)
}

func boundCells(e stats.Estimate) (low, high table.Cell) {
	if !e.Interval.Defined {
		return table.Missing(), table.Missing()
	}
	decimals := estimateDecimals(e)
	return table.Float(e.Interval.Low, decimals), table.Float(e.Interval.High, decimals)
}
