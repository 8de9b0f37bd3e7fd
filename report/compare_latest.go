package report

import (
	"fmt"
	"slices"

	"candor/analysis"
	"candor/internal/table"
	"candor/stats"
)

// standingRow is a standing as a table shows it, or the heading of a group's rows
// in a text table.
type standingRow struct {
	*analysis.StandingRow
	heading, named bool
}

func standingTable(c *analysis.Comparison, by *analysis.Dimension, format table.Format) table.Table {
	var rows []standingRow
	warned := map[analysis.Warning]bool{}
	omitted := false
	previous := ""
	for i := range c.Standings {
		s := &c.Standings[i]
		if s.By != by {
			continue
		}
		warning := s.Warning()
		if format != table.CSV && (warning == analysis.NoVariation || warning == analysis.FewAnswers) {
			omitted = true
			continue
		}
		warned[warning] = true
		first := len(rows) == 0 || s.Group != previous
		previous = s.Group
		if first && format == table.Text && by != analysis.Together {
			rows = append(rows, standingRow{StandingRow: s, heading: true})
		}
		rows = append(rows, standingRow{StandingRow: s, named: first || format == table.CSV})
	}
	t := table.Of("latest_by_"+by.Name, standingTitle(c, by), standingColumns(c, by, format), rows).
		With(fmt.Sprintf("PCTL, percentile, and Z among so many earlier calls (OF); Z needs three and is rough below ten. ~: not shown, q above %g.", c.Options.Alpha))
	if warned[analysis.NoInterval] {
		t = t.With("[3] " + string(analysis.NoInterval) + ".")
	}
	if omitted {
		t = t.With("Rows without a test are in CSV and JSON only.")
	}
	if by == analysis.Together || format == table.Text {
		return t
	}
	return t.Keyed(2)
}

func standingTitle(c *analysis.Comparison, by *analysis.Dimension) string {
	title := fmt.Sprintf("%s against the call before and all earlier ones", c.Columns[len(c.Columns)-1].Label)
	if c.Baseline {
		title = "The calls together against the baseline, and among its calls"
	}
	if by != analysis.Together {
		title += ", by " + by.Name
	}
	return title
}

func standingColumns(c *analysis.Comparison, by *analysis.Dimension, format table.Format) []table.Column[standingRow] {
	type column = table.Column[standingRow]
	before := "BEFORE"
	if c.Baseline {
		before = "BASE"
	}
	cell := func(of func(*analysis.StandingRow) table.Cell) func(standingRow) table.Cell {
		return func(r standingRow) table.Cell {
			if r.heading {
				return table.Cell{}
			}
			return of(r.StandingRow)
		}
	}
	headed := func(heading func(*analysis.StandingRow) string, of func(*analysis.StandingRow) table.Cell) func(standingRow) table.Cell {
		return func(r standingRow) table.Cell {
			if r.heading {
				return table.String(heading(r.StandingRow))
			}
			return of(r.StandingRow)
		}
	}
	nth := func(i int) func(*analysis.StandingRow) string {
		return func(s *analysis.StandingRow) string { return "n " + table.Thousands(s.N[i]) }
	}
	type standing = *analysis.StandingRow
	return slices.Concat([]column{
		{Name: "by", Cell: cell(func(s standing) table.Cell { return table.String(by.Name) })},
		{Name: "group", Head: groupHead(by, format), Shrink: true, Cell: func(r standingRow) table.Cell {
			return cell(func(s standing) table.Cell { return table.String(nameOr(s.Group)).Quiet(!r.named) })(r)
		}},
		{Name: "metric", Cell: cell(func(s standing) table.Cell { return table.String(s.Metric.Name) })},
		{Name: "metric_label", Head: "METRIC", TextOnly: true, Shrink: true,
			Cell: headed(func(s standing) string { return groupName(by, s.Group) }, func(s standing) table.Cell { return table.String(s.Metric.Label) })},
		{Name: "previous", Head: before, Right: true, Cell: headed(nth(0), func(s standing) table.Cell { return metricCell(s.Metric, s.Previous) })},
		{Name: "latest", Head: "LATEST", Right: true, Cell: headed(nth(1), func(s standing) table.Cell { return metricCell(s.Metric, s.Latest) })},
		{Name: "move", Head: "MOVE " + levelHead(c.Options.Stats), Right: true, Cell: cell(func(s standing) table.Cell {
			return notShown(changeCell(s.Metric, s.Move, s.Interval), s.Shown, s.Warning())
		})},
	}, bounds("low", "high", func(r standingRow) stats.Interval { return r.Interval }), []column{
		{Name: "q", Head: "Q", Right: true, Cell: cell(func(s standing) table.Cell { return pCell(s.Q) })},
		{Name: "p", Cell: cell(func(s standing) table.Cell { return pCell(s.P) })},
		{Name: "shown", Cell: cell(func(s standing) table.Cell { return table.Bool(s.Shown) })},
		{Name: "percentile", Head: "PCTL", Right: true, Cell: cell(func(s standing) table.Cell { return table.Float(valueOr(s.Standing.Percentile), 0) })},
		{Name: "z", Head: "Z", Right: true, Cell: cell(func(s standing) table.Cell { return zCell(s.Standing.Z) })},
		{Name: "earlier_calls", Head: "OF", Right: true, Cell: cell(func(s standing) table.Cell { return table.Int(s.Standing.N) })},
		{Name: "n_previous", Cell: cell(func(s standing) table.Cell { return table.Int(s.N[0]) })},
		{Name: "n_latest", Cell: cell(func(s standing) table.Cell { return table.Int(s.N[1]) })},
		{Name: "warning", Cell: cell(func(s standing) table.Cell { return table.String(string(s.Warning())) })},
	})
}

// compositionRow is a decomposition as a table shows it, or the heading of those
// of a metric in a text table.
type compositionRow struct {
	*analysis.Composition
	heading string
}

func compositionTable(c *analysis.Comparison, format table.Format) table.Table {
	var rows []compositionRow
	previous := ""
	for i := range c.Compositions {
		d := &c.Compositions[i]
		if format != table.CSV && d.Change.Value == 0 && d.Decomposition.Composition.Value == 0 {
			continue
		}
		if head := d.Metric.Title + ", by " + d.By.Name; format == table.Text && head != previous {
			rows = append(rows, compositionRow{d, head})
			previous = head
		}
		rows = append(rows, compositionRow{d, ""})
	}
	return table.Of("composition", "Where changes come from: who or what had the floor, or the tone within", compositionColumns(c, format), rows).
		With("Kitagawa-Oaxaca: composition is the change of the parts' shares of words or answers, within that of their values; they add up to the change. A part in one call only is composition. By topic, an answer is part of its first.").
		Keyed(2)
}

func compositionColumns(c *analysis.Comparison, format table.Format) []table.Column[compositionRow] {
	type composition = *analysis.Composition
	type column = table.Column[compositionRow]
	metric, by := "METRIC", "BY"
	if format == table.Text {
		metric, by = "", ""
	}
	level := levelHead(c.Options.Stats)
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
		{Name: "change", Head: "CHANGE", Right: true, Cell: cell(func(d composition) table.Cell { return changeCell(d.Metric, d.Change, stats.Interval{}) })},
		{Name: "composition", Head: "COMPOSITION " + level, Right: true, Cell: cell(func(d composition) table.Cell {
			return changeCell(d.Metric, d.Decomposition.Composition, d.CompositionInterval)
		})},
	}, bounds("composition_low", "composition_high", func(r compositionRow) stats.Interval { return r.CompositionInterval }), []column{
		{Name: "within", Head: "WITHIN " + level, Right: true, Cell: cell(func(d composition) table.Cell { return changeCell(d.Metric, d.Within, d.WithinInterval) })},
	}, bounds("within_low", "within_high", func(r compositionRow) stats.Interval { return r.WithinInterval }))
}
