package report

import (
	"fmt"
	"slices"

	"candor/analysis"
	"candor/analysis/comparison"
	"candor/internal/table"
	"candor/report/excerpt"
	"candor/stats"
)

// standingRow is a standing as a table shows it, or the heading of a group's rows
// in a text table.
type standingRow struct {
	*comparison.StandingRow
	heading, named bool
}

func standingTable(c *comparison.Comparison, by *analysis.Dimension, format table.Format) table.Table {
	var rows []standingRow
	previous := ""
	for i := range c.Standings {
		s := &c.Standings[i]
		if s.By != by || !s.Latest.Defined || s.Usual.N == 0 || s.Usual.Z.Value == 0 && s.Move.Value == 0 {
			continue
		}
		first := len(rows) == 0 || s.Group != previous
		previous = s.Group
		if first && format == table.Text && by != analysis.Together {
			rows = append(rows, standingRow{StandingRow: s, heading: true})
		}
		rows = append(rows, standingRow{StandingRow: s, named: first})
	}
	note := "USUAL: mean of the earlier calls, OF so many, and from six on between what nine of ten lie; PCTL: percentile among them."
	if !c.Baseline {
		note += fmt.Sprintf(" Q: the latest as one more draw from these, from six on (Crawford and Howell 1998); Z where q is at most %g.", c.Options.Alpha)
	}
	t := table.Of("latest_by_"+by.Name, standingTitle(c, by), standingColumns(c, by, format), rows).With(note)
	if by == analysis.Together || format == table.Text {
		return t
	}
	return t.Keyed(2)
}

func standingTitle(c *comparison.Comparison, by *analysis.Dimension) string {
	title := fmt.Sprintf("%s among all earlier calls", c.Columns[len(c.Columns)-1].Label)
	if c.Baseline {
		title = "The calls together among those of the baseline"
	}
	if by != analysis.Together {
		title += ", by " + by.Name
	}
	return title
}

func standingColumns(c *comparison.Comparison, by *analysis.Dimension, format table.Format) []table.Column[standingRow] {
	type standing = *comparison.StandingRow
	type column = table.Column[standingRow]
	before := "BEFORE"
	if c.Baseline {
		before = ""
	}
	cell := func(of func(standing) table.Cell) func(standingRow) table.Cell {
		return func(r standingRow) table.Cell {
			if r.heading {
				return table.Cell{}
			}
			return of(r.StandingRow)
		}
	}
	headed := func(heading func(standing) string, of func(standing) table.Cell) func(standingRow) table.Cell {
		return func(r standingRow) table.Cell {
			if r.heading {
				return table.String(heading(r.StandingRow))
			}
			return of(r.StandingRow)
		}
	}
	nth := func(i int) func(standing) string {
		return func(s standing) string { return "n " + table.Thousands(s.N[i]) }
	}
	number := func(name string, of func(standing) stats.Value) column {
		return column{Name: name, Cell: cell(func(s standing) table.Cell { return table.Float(of(s).OrNaN(), 4) })}
	}
	return []column{
		{Name: "by", Cell: cell(func(s standing) table.Cell { return table.String(by.Name) })},
		{Name: "group", Head: groupHead(by, format), Shrink: true, Cell: func(r standingRow) table.Cell {
			return cell(func(s standing) table.Cell { return table.String(excerpt.NameOr(s.Group)).Quiet(!r.named) })(r)
		}},
		{Name: "metric", Cell: cell(func(s standing) table.Cell { return table.String(s.Metric.Name) })},
		{Name: "metric_label", Head: "METRIC", TextOnly: true, Shrink: true,
			Cell: headed(func(s standing) string { return groupName(by, s.Group) }, func(s standing) table.Cell { return table.String(s.Metric.Label) })},
		{Name: "previous", Head: before, Right: true, Cell: headed(nth(0), func(s standing) table.Cell { return MetricCell(s.Metric, s.Previous) })},
		{Name: "latest", Head: "LATEST", Right: true, Cell: headed(nth(1), func(s standing) table.Cell { return MetricCell(s.Metric, s.Latest) })},
		{Name: "move", Cell: cell(func(s standing) table.Cell { return ChangeCell(s.Metric, s.Move, stats.Interval{}) })},
		{Name: "usual", Head: "USUAL [90%]", Right: true, Cell: cell(UsualCell)},
		number("usual_low", func(s standing) stats.Value { return s.Usual.Low }), number("usual_high", func(s standing) stats.Value { return s.Usual.High }),
		{Name: "percentile", Head: "PCTL", Right: true, Cell: cell(func(s standing) table.Cell { return table.Float(s.Usual.Percentile.OrNaN(), 0) })},
		{Name: "earlier_calls", Head: "OF", Right: true, Cell: cell(func(s standing) table.Cell { return table.Int(s.Usual.N) })},
		{Name: "q", Head: "Q", Right: true, Omit: c.Baseline, Cell: cell(func(s standing) table.Cell { return pCell(s.Q) })},
		{Name: "p", Omit: c.Baseline, Cell: cell(func(s standing) table.Cell { return pCell(s.P) })},
		{Name: "shown", Omit: c.Baseline, Cell: cell(func(s standing) table.Cell { return table.Bool(s.Shown) })},
		{Name: "z", Head: "Z", Right: true, Omit: c.Baseline, Cell: cell(func(s standing) table.Cell {
			z := zCell(s.Usual.Z)
			if !s.Shown {
				z.Text = "–"
			}
			return z
		})},
		number("expected", func(s standing) stats.Value { return s.Expected }),
		{Name: "n_previous", Cell: cell(func(s standing) table.Cell { return table.Int(s.N[0]) })},
		{Name: "n_latest", Cell: cell(func(s standing) table.Cell { return table.Int(s.N[1]) })},
	}
}

// compositionRow is a decomposition as a table shows it, or the heading of those
// of a metric in a text table.
type compositionRow struct {
	*comparison.Composition
	heading string
}

func compositionTable(c *comparison.Comparison, format table.Format) table.Table {
	var rows []compositionRow
	previous := ""
	for i := range c.Compositions {
		d := &c.Compositions[i]
		if d.Change.Value == 0 && d.Decomposition.Composition.Value == 0 {
			continue
		}
		if head := d.Metric.Title + ", by " + d.By.Name; format == table.Text && head != previous {
			rows = append(rows, compositionRow{d, head})
			previous = head
		}
		rows = append(rows, compositionRow{d, ""})
	}
	return table.Of("composition", "Where changes come from: who or what had the floor, or the tone within", compositionColumns(c, format), rows).
		With("Kitagawa-Oaxaca: COMPOSITION is the change of the shares, of words or answers, of parts that both calls have, WITHIN that of their values; ONE ONLY what parts of one call alone add (Ñopo 2008). The three add up to the change. Intervals take as given who had the floor. By topic, an answer is part of its first.").
		Keyed(2)
}

func compositionColumns(c *comparison.Comparison, format table.Format) []table.Column[compositionRow] {
	type composition = *comparison.Composition
	type column = table.Column[compositionRow]
	metric, by := "METRIC", "BY"
	if format == table.Text {
		metric, by = "", ""
	}
	level := table.LevelHead(c.Options.Stats.Level)
	cell := func(of func(composition) table.Cell) func(compositionRow) table.Cell {
		return func(r compositionRow) table.Cell {
			if r.heading != "" {
				return table.Cell{}
			}
			return of(r.Composition)
		}
	}
	text := func(of func(composition) string) func(compositionRow) table.Cell {
		return cell(func(d composition) table.Cell { return table.String(of(d)) })
	}
	return slices.Concat([]column{
		{Name: "metric", Cell: text(func(d composition) string { return d.Metric.Name })},
		{Name: "metric_label", Head: metric, TextOnly: true, Cell: text(func(d composition) string { return d.Metric.Label })},
		{Name: "by", Head: by, Cell: text(func(d composition) string { return d.By.Name })},
		{Name: "span", Head: "CALLS", TextOnly: true, Shrink: true, Cell: func(r compositionRow) table.Cell {
			if r.heading != "" {
				return table.String(r.heading)
			}
			return table.String(r.From + " → " + r.To)
		}},
		{Name: "from", Cell: text(func(d composition) string { return d.From })},
		{Name: "to", Cell: text(func(d composition) string { return d.To })},
		{Name: "change", Head: "CHANGE", Right: true, Cell: cell(func(d composition) table.Cell { return ChangeCell(d.Metric, d.Change, stats.Interval{}) })},
		{Name: "composition", Head: "COMPOSITION", Right: true, Cell: cell(func(d composition) table.Cell {
			return ChangeCell(d.Metric, d.Decomposition.Composition, stats.Interval{})
		})},
	}, bounds("composition_low", "composition_high", func(r compositionRow) stats.Interval { return r.CompositionInterval }), []column{
		{Name: "only", Head: "ONE ONLY", Right: true, Cell: cell(func(d composition) table.Cell { return ChangeCell(d.Metric, d.Only, stats.Interval{}) })},
	}, bounds("only_low", "only_high", func(r compositionRow) stats.Interval { return r.OnlyInterval }), []column{
		{Name: "within", Head: "WITHIN " + level, Right: true, Cell: cell(func(d composition) table.Cell { return ChangeCell(d.Metric, d.Within, d.WithinInterval) })},
	}, bounds("within_low", "within_high", func(r compositionRow) stats.Interval { return r.WithinInterval }))
}
