package report

import (
	"candor/analysis"
	"candor/analysis/comparison"
	"candor/internal/table"
	"candor/report/excerpt"
	"candor/stats"
)

// longRow is a row of the long format, in which CSV is written: one number that
// was estimated. What it does not have is empty.
type longRow struct {
	table, group, metric, call string
	estimate                   any
	interval                   stats.Interval
	n                          any
	unit                       string

	finding        *comparison.Finding
	effectName     string
	effect         stats.Value
	effectInterval stats.Interval
	warning        string
}

// longTable puts rows into the columns that reports and comparisons have in
// common; docs/records.md describes them.
func longTable(rows []longRow) table.Table {
	text := func(of func(longRow) string) func(longRow) table.Cell {
		return func(r longRow) table.Cell { return table.String(of(r)) }
	}
	value := func(of func(longRow) any) func(longRow) table.Cell {
		return func(r longRow) table.Cell { return table.As("", of(r)) }
	}
	tested := func(of func(*comparison.Finding) any) func(longRow) table.Cell {
		return value(func(r longRow) any {
			if r.finding == nil {
				return nil
			}
			return of(r.finding)
		})
	}
	return table.Of("", "", []table.Column[longRow]{
		{Name: "table", Cell: text(func(r longRow) string { return r.table })},
		{Name: "group", Cell: text(func(r longRow) string { return r.group })},
		{Name: "metric", Cell: text(func(r longRow) string { return r.metric })},
		{Name: "call", Cell: text(func(r longRow) string { return r.call })},
		{Name: "estimate", Cell: value(func(r longRow) any { return r.estimate })},
		{Name: "low", Cell: value(func(r longRow) any { return lowOf(r.interval) })},
		{Name: "high", Cell: value(func(r longRow) any { return highOf(r.interval) })},
		{Name: "n", Cell: value(func(r longRow) any { return r.n })},
		{Name: "unit", Cell: text(func(r longRow) string { return r.unit })},
		{Name: "p", Cell: tested(func(f *comparison.Finding) any { return orNil(f.P) })},
		{Name: "q", Cell: tested(func(f *comparison.Finding) any { return orNil(f.Q) })},
		{Name: "shown", Cell: tested(func(f *comparison.Finding) any { return f.Shown })},
		{Name: "effect_name", Cell: text(func(r longRow) string { return r.effectName })},
		{Name: "effect", Cell: value(func(r longRow) any { return orNil(r.effect) })},
		{Name: "effect_low", Cell: value(func(r longRow) any { return lowOf(r.effectInterval) })},
		{Name: "effect_high", Cell: value(func(r longRow) any { return highOf(r.effectInterval) })},
		{Name: "warning", Cell: text(func(r longRow) string { return r.warning })},
	}, rows)
}

// CallsLong gives the figures of a report in the long format: all answers
// together, each grouping, the hedges by cue, with Answers each answer, and shares
// corrected for the errors of rates, nil for none.
func CallsLong(counted []analysis.Answer, o Options, rates *analysis.Rates) table.Document {
	one := counted[0].Call().ID // "" for several calls together
	for _, r := range counted {
		if r.Call().ID != one {
			one = ""
		}
	}
	by := append([]*analysis.Dimension{analysis.Together}, o.By...)
	if one == "" {
		by = append(by, analysis.ByCall)
	}
	var rows []longRow
	done := map[*analysis.Dimension]bool{}
	for _, dimension := range by {
		if done[dimension] {
			continue
		}
		done[dimension] = true
		name := "by_" + dimension.Name
		if dimension == analysis.Together {
			name = "all"
		}
		for _, g := range excerpt.GroupBy(counted, dimension) {
			call := one
			if dimension == analysis.ByCall {
				call = g.Key
			}
			rows = append(rows, groupLong(name, call, &g, o.Stats.Level)...)
		}
	}
	for _, u := range excerpt.Cues(counted) {
		rows = append(rows, longRow{table: "hedges", group: u.Cue, metric: "hedges." + string(u.Category), call: one, estimate: u.Count})
	}
	if o.Answers {
		for _, r := range counted {
			for _, m := range analysis.Metrics {
				if value, ok := r.Value(m); ok {
					rows = append(rows, longRow{table: "answers", group: r.ID(), metric: m.Name, call: r.Call().ID, estimate: value, n: 1, unit: m.Unit})
				}
			}
		}
	}
	if rates != nil {
		rows = append(rows, adjustedLong(adjustedGroups(counted, o.By, rates, o.Stats.Level))...)
	}
	return table.Document{Tables: []table.Table{longTable(rows)}}
}

// adjustedLong are shares corrected for the scorer's errors.
func adjustedLong(shares []adjustedRow) []longRow {
	var rows []longRow
	for _, r := range shares {
		rows = append(rows, longRow{table: "adjusted", group: r.group, metric: r.metric.Name, estimate: orNil(r.adjusted.Value), interval: r.adjusted.Interval, n: r.n})
	}
	return rows
}

func groupLong(name, call string, g *analysis.Group, level float64) []longRow {
	rows := []longRow{
		{table: name, group: g.Key, metric: "answers", call: call, estimate: g.Len(), n: g.Len()},
		{table: name, group: g.Key, metric: "words", call: call, estimate: g.Words(), n: g.Len()},
	}
	for _, m := range analysis.Metrics {
		e := g.Estimate(m, level)
		rows = append(rows, longRow{table: name, group: g.Key, metric: m.Name, call: call, estimate: orNil(e.Value), interval: e.Interval, n: e.N, unit: m.Unit})
	}
	return rows
}

// ComparisonLong gives a comparison in the long format. compare_by_… has each
// call's values; change_by_… what changed, of three calls or more per step;
// latest_by_… the last call less the one before; composition_by_… and
// within_by_… and only_by_… the three parts of a change; adjusted the shares
// corrected for the errors of rates, nil for none.
func ComparisonLong(c *comparison.Comparison, rates *analysis.Rates) table.Document {
	var rows []longRow
	for i := range c.Rows {
		r := &c.Rows[i]
		for k, v := range r.Values {
			rows = append(rows, longRow{table: "compare_by_" + r.By.Name, group: r.Group, metric: r.Metric.Name, call: c.Columns[k].Label,
				estimate: orNil(v), n: r.N[k], unit: r.Metric.Unit})
		}
	}
	for i := range c.Rows {
		r := &c.Rows[i]
		n := 0
		for _, k := range r.N {
			n += k
		}
		rows = append(rows, longRow{table: "change_by_" + r.By.Name, group: r.Group, metric: r.Metric.Name,
			estimate: orNil(r.Change), interval: r.Interval, n: n, unit: r.Metric.Unit, finding: &r.Finding,
			effectName: effectName(r.Metric), effect: r.Effect, effectInterval: r.EffectInterval, warning: string(r.Warning)})
	}
	for i := range c.Standings {
		s := &c.Standings[i]
		rows = append(rows, longRow{table: "latest_by_" + s.By.Name, group: s.Group, metric: s.Metric.Name, call: c.Columns[len(c.Columns)-1].Label,
			estimate: orNil(s.Move), n: s.N[1], unit: s.Metric.Unit, finding: &s.Finding})
	}
	for i := range c.Compositions {
		d := &c.Compositions[i]
		of := longRow{group: d.From, metric: d.Metric.Name, call: d.To, unit: d.Metric.Unit}
		composition, within, only := of, of, of
		composition.table, composition.estimate, composition.interval = "composition_by_"+d.By.Name, orNil(d.Decomposition.Composition), d.CompositionInterval
		within.table, within.estimate, within.interval = "within_by_"+d.By.Name, orNil(d.Within), d.WithinInterval
		only.table, only.estimate, only.interval = "only_by_"+d.By.Name, orNil(d.Only), d.OnlyInterval
		rows = append(rows, composition, within, only)
	}
	if rates != nil {
		rows = append(rows, adjustedLong(adjustedColumns(c, rates))...)
	}
	return table.Document{Tables: []table.Table{longTable(rows)}}
}
