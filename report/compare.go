package report

import (
	"fmt"
	"strings"

	"candor/analysis"
	"candor/analysis/comparison"
	"candor/internal/table"
	"candor/report/excerpt"
)

// Comparison reports what changed between calls; ordering says by what the
// columns are ordered. For readers (all formats but CSV and JSON) rows that can
// say nothing are left out and named beneath; text tables are laid out narrow.
func Comparison(c *comparison.Comparison, title string, ordering string, warnings []string, format table.Format) table.Document {
	d := table.Document{Title: title, Warnings: warnings}
	for _, column := range compared(c) {
		d.Head = append(d.Head, columnLine(&column))
	}
	if ordering != "" {
		d.Head = append(d.Head, ordering)
	}
	d.Head = append(d.Head, findings(c)...)
	for _, by := range dimensions(c) {
		d.Tables = append(d.Tables, comparisonTable(c, by, format))
	}
	for _, by := range dimensions(c) {
		if t := standingTable(c, by, format); t.Len() > 0 {
			d.Tables = append(d.Tables, t)
		}
	}
	if len(c.Compositions) > 0 {
		d.Tables = append(d.Tables, compositionTable(c, format))
	}
	return d
}

// compared are the groups of answers that the comparison is about.
func compared(c *comparison.Comparison) []analysis.Column {
	if c.Each != nil {
		return c.Each
	}
	return c.Columns
}

// columnLine is "2023-Q1 (brightwater-2023-q1): 19 answers in 1 call".
func columnLine(column *analysis.Column) string {
	name := excerpt.NameOr(column.Label)
	if len(column.Calls) == 1 && column.Calls[0].ID != column.Label {
		name += " (" + column.Calls[0].ID + ")"
	}
	return fmt.Sprintf("%s: %s in %s", name, table.Count(column.Answers(), "answer"), table.Count(len(column.Calls), "call"))
}

func dimensions(c *comparison.Comparison) []*analysis.Dimension {
	if c.Each != nil {
		return c.Options.By
	}
	return append([]*analysis.Dimension{analysis.Together}, c.Options.By...)
}

// findings names what is shown, in a line each, before all tables.
func findings(c *comparison.Comparison) []string {
	var lines []string
	tested := false
	for i := range c.Rows {
		r := &c.Rows[i]
		tested = tested || r.Q.Defined || r.Differ.Q.Defined
		first, last := r.Values[0], r.Values[len(r.Values)-1]
		what := groupName(r.By, r.Group) + ": " + r.Metric.Title
		switch {
		case r.Shown:
			lines = append(lines, fmt.Sprintf("Shown: %s %s → %s (%s%s, q %s)", what,
				MetricCell(r.Metric, first).Text, MetricCell(r.Metric, last).Text, ChangeCell(r.Metric, r.Change, r.Interval).Text, perStep(c), ShortP(r.Q)))
		case r.Differ.Shown:
			lines = append(lines, fmt.Sprintf("These calls differ: %s %s (q %s)", what, valueList(r), ShortP(r.Differ.Q)))
		}
	}
	for i := range c.Standings {
		s := &c.Standings[i]
		tested = tested || s.Q.Defined
		if s.Shown {
			lines = append(lines, fmt.Sprintf("Unusual: %s: %s %s (usually %s, q %s)", groupName(s.By, s.Group), s.Metric.Title,
				MetricCell(s.Metric, s.Latest).Text, UsualCell(s).Text, ShortP(s.Q)))
		}
	}
	switch {
	case len(lines) > 0:
		return lines
	case tested:
		return []string{fmt.Sprintf("Nothing is shown at a false discovery rate of %g.", c.Options.Alpha)}
	}
	return []string{"Nothing could be tested: " + Untested(c) + "."}
}

// Untested says why there is no test.
func Untested(c *comparison.Comparison) string {
	for i := range c.Rows {
		if w := c.Rows[i].Warning; w != "" {
			return string(w)
		}
	}
	return string(comparison.NoVariation)
}

// valueList lists the values of a row, of many the first and the last.
func valueList(r *comparison.Row) string {
	var values []string
	for i, v := range r.Values {
		if n := len(r.Values); n > mostValues && i > 0 && i < n-1 {
			if i == 1 {
				values = append(values, "…")
			}
			continue
		}
		values = append(values, MetricCell(r.Metric, v).Text)
	}
	return strings.Join(values, ", ")
}

func perStep(c *comparison.Comparison) string {
	if c.Trends() {
		return " per " + c.Step
	}
	return ""
}

func groupName(by *analysis.Dimension, group string) string {
	if by == analysis.Together {
		return "all answers"
	}
	return excerpt.NameOr(group)
}
