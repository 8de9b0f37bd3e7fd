package report

import (
	"fmt"

	"candor/analysis"
	"candor/analysis/comparison"
	"candor/internal/table"
	"candor/report/excerpt"
	"candor/stats"
)

// adjustedRow is one share of one group, as said and as corrected.
type adjustedRow struct {
	group          string
	metric         *analysis.Metric
	n              int
	said, adjusted stats.Estimate
}

// AdjustedGroups corrects the shares of labels for the scorer's errors: of all
// answers, and of the groups of each dimension.
func AdjustedGroups(records []analysis.Answer, by []*analysis.Dimension, rates *analysis.Rates, level float64) table.Table {
	return adjustedTable(adjustedGroups(records, by, rates, level), rates, level)
}

func adjustedGroups(records []analysis.Answer, by []*analysis.Dimension, rates *analysis.Rates, level float64) []adjustedRow {
	all := analysis.GroupOf(records)
	var rows []adjustedRow
	add := func(name string, g *analysis.Group) {
		for _, m := range analysis.AdjustedMetrics {
			rows = append(rows, adjustedRow{name, m, g.Len(), g.Estimate(m, level).Estimate, rates.Adjusted(g, m, level)})
		}
	}
	add("all answers", &all)
	for _, d := range by {
		for _, g := range all.By(d) {
			add(excerpt.NameOr(g.Key), &g)
		}
	}
	return rows
}

// AdjustedComparison does so for the columns of a comparison, and for the change
// from the first to the last.
func AdjustedComparison(c *comparison.Comparison, rates *analysis.Rates) table.Table {
	return adjustedTable(adjustedColumns(c, rates), rates, c.Options.Stats.Level)
}

func adjustedColumns(c *comparison.Comparison, rates *analysis.Rates) []adjustedRow {
	level := c.Options.Stats.Level
	columns := compared(c)
	var rows []adjustedRow
	for i := range columns {
		for _, m := range analysis.AdjustedMetrics {
			g := &columns[i].Group
			rows = append(rows, adjustedRow{excerpt.NameOr(columns[i].Label), m, g.Len(), g.Estimate(m, level).Estimate, rates.Adjusted(g, m, level)})
		}
	}
	if first, last := &columns[0], &columns[len(columns)-1]; c.Each == nil && first != last {
		for _, m := range analysis.AdjustedMetrics {
			rows = append(rows, adjustedRow{group: first.Label + " → " + last.Label, metric: m, n: first.Answers() + last.Answers(),
				said: stats.Compare(first.Group.Sample(m), last.Group.Sample(m), stats.Options{Level: level}).Estimate(), adjusted: rates.AdjustedChange(&first.Group, &last.Group, m, level)})
		}
	}
	return rows
}

func adjustedTable(rows []adjustedRow, rates *analysis.Rates, level float64) table.Table {
	estimate := func(head, name string, of func(adjustedRow) stats.Estimate) []table.Column[adjustedRow] {
		return append([]table.Column[adjustedRow]{{Name: name, Head: fmt.Sprintf("%s [%g%%]", head, 100*level), Right: true,
			Cell: func(r adjustedRow) table.Cell { return estimateCell(of(r), table.Float) }}},
			boundColumns(name, func(r adjustedRow) (low, high table.Cell) { return boundCells(of(r)) })...)
	}
	columns := []table.Column[adjustedRow]{
		{Name: "group", Head: "ANSWERS OF", Shrink: true, Cell: func(r adjustedRow) table.Cell { return table.String(r.group) }},
		{Name: "metric", Cell: func(r adjustedRow) table.Cell { return table.String(r.metric.Name) }},
		{Name: "share", Head: "SHARE", TextOnly: true, Cell: func(r adjustedRow) table.Cell { return table.String(r.metric.Title) }},
		{Name: "answers", Head: "N", Right: true, Cell: func(r adjustedRow) table.Cell { return table.Int(r.n) }},
	}
	columns = append(columns, estimate("AS SAID", "said", func(r adjustedRow) stats.Estimate { return r.said })...)
	columns = append(columns, estimate("CORRECTED", "adjusted", func(r adjustedRow) stats.Estimate { return r.adjusted })...)
	return table.Of("adjusted", "Shares of labels, corrected for the scorer's errors", columns, rows).
		With(fmt.Sprintf("CORRECTED: the errors that %s made on %s labelled answers are undone (%s); it holds where it errs on these answers as on those. The interval has the error rates' own uncertainty in it.",
			rates.Model, table.Thousands(rates.Answers), rates.Of))
}

// AdjustedWarnings says where the scores are not of the model whose errors are
// known.
func AdjustedWarnings(version string, rates *analysis.Rates) []string {
	if version == rates.Model {
		return nil
	}
	return []string{fmt.Sprintf("the scores are of %s, the error rates of %s: make rates of it with candor eval sentiment --rates", version, rates.Model)}
}
