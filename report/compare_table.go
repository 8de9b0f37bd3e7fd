package report

import (
	"fmt"
	"slices"
	"strings"

	"candor/analysis"
	"candor/analysis/comparison"
	"candor/internal/table"
	"candor/report/excerpt"
	"candor/stats"
)

// mostValues is up to how many columns a text table shows each value; beyond, a
// Sparkline and the first and the last stand for them.
const mostValues = 6

// compared is a row of a comparison as a table shows it, or the heading of a
// group's rows in a text table.
type comparedRow struct {
	*comparison.Row
	heading bool
	named   bool // the group's name stands in this row
}

func comparisonTable(c *comparison.Comparison, by *analysis.Dimension, format table.Format) table.Table {
	title := "By " + by.Name
	switch {
	case by == analysis.Together:
		title = "All answers"
	case c.Each != nil:
		title += ", each against all the others together"
	}
	readable, l := readable(c, by)
	var rows []comparedRow
	for k, r := range readable {
		first := k == 0 || r.Group != readable[k-1].Group
		if first && format == table.Text {
			rows = append(rows, comparedRow{Row: r, heading: true})
		}
		rows = append(rows, comparedRow{Row: r, named: first})
		l.warned[r.Warning] = true
	}
	t := table.Of("compare_by_"+by.Name, title, comparisonColumns(c, by, format, uneven(readable)), rows).
		With(methodNotes(c, by, l.warned)...).With(l.notes()...)
	if by == analysis.Together || format == table.Text {
		return t
	}
	return t.Keyed(2)
}

// cellOf is the cell of a row that is no heading.
func cellOf(cell func(*comparison.Row) table.Cell) func(comparedRow) table.Cell {
	return func(r comparedRow) table.Cell {
		if r.heading {
			return table.Cell{}
		}
		return cell(r.Row)
	}
}

func textOf(s func(*comparison.Row) string) func(comparedRow) table.Cell {
	return cellOf(func(r *comparison.Row) table.Cell { return table.String(s(r)) })
}

func comparisonColumns(c *comparison.Comparison, by *analysis.Dimension, format table.Format, uneven bool) []table.Column[comparedRow] {
	type row = *comparison.Row
	type column = table.Column[comparedRow]
	columns := []column{
		{Name: "by", Cell: textOf(func(r row) string { return r.By.Name })},
		{Name: "group", Head: groupHead(by, format), Shrink: true, Cell: func(r comparedRow) table.Cell {
			return cellOf(func(row row) table.Cell { return table.String(excerpt.NameOr(row.Group)).Quiet(!r.named) })(r)
		}},
		{Name: "metric", Cell: textOf(func(r row) string { return r.Metric.Name })},
		{Name: "metric_label", Head: "METRIC", TextOnly: true, Shrink: true, Cell: func(r comparedRow) table.Cell {
			if r.heading {
				return table.String(groupName(by, r.Group))
			}
			return table.String(r.Metric.Label)
		}},
	}
	columns = append(columns, valueColumns(c)...)
	change := "CHANGE " + table.LevelHead(c.Options.Stats.Level)
	if c.Trends() {
		change = "PER " + strings.ToUpper(c.Step) + " " + table.LevelHead(c.Options.Stats.Level)
	}
	q, p := "Q", "P"
	if c.Trends() && !slopes(c) {
		change, q, p = "", "", ""
	}
	n := "N"
	if format == table.Text && !uneven {
		n = "" // it stands beside the group's name
	}
	return slices.Concat(columns,
		[]column{
			{Name: "course", Head: "COURSE", TextOnly: true, Omit: !c.Trends(), Cell: textOf(func(r row) string { return Sparkline(r.Values) })},
			{Name: "change", Head: change, Right: true, Break: c.Trends() && slopes(c), Cell: cellOf(func(r row) table.Cell {
				return NotShown(ChangeCell(r.Metric, r.Change, r.Interval), r)
			})},
		},
		bounds("low", "high", func(r comparedRow) stats.Interval { return r.Interval }),
		[]column{
			{Name: "q", Head: q, Right: true, Cell: cellOf(func(r row) table.Cell { return pCell(r.Q) })},
			{Name: "effect_name", Cell: textOf(func(r row) string { return effectName(r.Metric) })},
			{Name: "effect", Head: "EFFECT", Right: true, Cell: cellOf(EffectCell)},
			{Name: "effect_picture", Page: "Effect, drawn", Cell: cellOf(EffectChart)},
		},
		bounds("effect_low", "effect_high", func(r comparedRow) stats.Interval { return r.EffectInterval }),
		[]column{
			{Name: "p", Head: p, Right: true, Cell: cellOf(func(r row) table.Cell { return pCell(r.P) })},
			{Name: "q_differ", Head: "DIFFER", Right: true, Omit: !c.Trends(), Cell: cellOf(func(r row) table.Cell { return pCell(r.Differ.Q) })},
			{Name: "p_differ", Omit: !c.Trends(), Cell: cellOf(func(r row) table.Cell { return pCell(r.Differ.P) })},
			{Name: "differ", Omit: !c.Trends(), Cell: cellOf(func(r row) table.Cell { return table.Bool(r.Differ.Shown) })},
			{Name: "tau", Omit: !c.Trends(), Cell: cellOf(func(r row) table.Cell { return table.Signed(r.Tau.OrNaN(), 2) })},
			{Name: "n", Head: n, Right: true, TextOnly: true, Cell: textOf(func(r row) string { return ns(r.N) })},
			{Name: "unit", Cell: textOf(unitOf)},
			{Name: "shown", Cell: cellOf(func(r row) table.Cell { return table.Bool(r.Shown) })},
			{Name: "warning", Cell: textOf(func(r row) string { return string(r.Warning) })},
		})
}

// valueColumns are the value and the n of each call or group compared; of many
// readers see the first and the last.
func valueColumns(c *comparison.Comparison) []table.Column[comparedRow] {
	var columns []table.Column[comparedRow]
	for i, column := range c.Columns {
		head := column.Label
		if n := len(c.Columns); n > mostValues && i != 0 && i != n-1 {
			head = ""
		}
		columns = append(columns, table.Column[comparedRow]{Name: fmt.Sprintf("value_%d", i+1), Head: head, Right: true, Cell: func(r comparedRow) table.Cell {
			if r.heading {
				return table.String("n " + table.Thousands(r.N[i]))
			}
			return MetricCell(r.Metric, r.Values[i])
		}}, table.Column[comparedRow]{Name: fmt.Sprintf("n_%d", i+1), Cell: cellOf(func(r *comparison.Row) table.Cell { return table.Int(r.N[i]) })})
	}
	return columns
}

// groupHead heads the names of groups; in text tables a row above tells them.
func groupHead(by *analysis.Dimension, format table.Format) string {
	if by == analysis.Together || format == table.Text {
		return ""
	}
	return strings.ToUpper(by.Name)
}

// omissions is what a table for readers leaves out, and what warnings its rows have.
type omissions struct {
	warned map[comparison.Warning]bool
	few    []string // groups without a row that can say anything
	same   bool     // rows whose value never varies
}

func (l *omissions) notes() []string {
	var notes []string
	if len(l.few) > 0 {
		notes = append(notes, "Too few answers to compare, in CSV and JSON only: "+strings.Join(l.few, ", ")+".")
	}
	if l.same {
		notes = append(notes, "Metrics that are the same in each answer are in CSV and JSON only.")
	}
	return notes
}

// readable picks the rows of a dimension that can say something.
// Over all answers only hedge categories that never occur are left out.
func readable(c *comparison.Comparison, by *analysis.Dimension) ([]*comparison.Row, omissions) {
	l := omissions{warned: map[comparison.Warning]bool{}}
	var rows []*comparison.Row
	useful := map[string]bool{}
	for i := range c.Rows {
		r := &c.Rows[i]
		useful[r.Group] = useful[r.Group] || r.By == by && r.Warning != comparison.FewAnswers
	}
	for i := range c.Rows {
		r := &c.Rows[i]
		category := slices.Contains(analysis.CategoryRates, r.Metric)
		switch {
		case r.By != by:
		case by == analysis.Together && !(category && r.Warning == comparison.NoVariation):
			rows = append(rows, r)
		case by != analysis.Together && !useful[r.Group]:
			if name := excerpt.NameOr(r.Group); !slices.Contains(l.few, name) {
				l.few = append(l.few, name)
			}
		case r.Warning == comparison.NoVariation:
			l.same = true
		default:
			rows = append(rows, r)
		}
	}
	return rows, l
}

// uneven tells whether rows of one group rest on different numbers of answers.
func uneven(rows []*comparison.Row) bool {
	for i := 1; i < len(rows); i++ {
		if rows[i].Group == rows[i-1].Group && !slices.Equal(rows[i].N, rows[i-1].N) {
			return true
		}
	}
	return false
}

func unitOf(r *comparison.Row) string {
	if r.PerCall {
		return "call"
	}
	return "answer"
}

// ns writes counts, "25 31" or with many columns their least and largest.
func ns(n []int) string {
	if len(n) > mostValues {
		least, largest := n[0], n[0]
		for _, k := range n {
			least, largest = min(least, k), max(largest, k)
		}
		return fmt.Sprintf("%d–%d", least, largest)
	}
	parts := make([]string, len(n))
	for i, k := range n {
		parts[i] = fmt.Sprint(k)
	}
	return strings.Join(parts, " ")
}

func methodNotes(c *comparison.Comparison, by *analysis.Dimension, warned map[comparison.Warning]bool) []string {
	o := c.Options
	notes := []string{fmt.Sprintf("~: not shown, q above %g; q is p corrected over all that is printed, – not tested, as what stands above is not shown.", o.Alpha), testNote(c)}
	effect := "Effect: × ratio of rates, d Cliff's delta (-1 to 1)"
	if c.Trends() {
		effect += ", of the last against the first"
	}
	notes = append(notes, effect+".")
	if by == analysis.ByTopic {
		notes = append(notes, "An answer counts in each of its one or two topics by the topic's weight; n are the answers with the topic. Cliff's delta and Mann-Whitney's test take them whole.")
	}
	if several(c) && !c.PerCall && !c.Baseline {
		notes = append(notes, "Of these calls' answers only: there are fewer than six calls a column to tell what calls are like.")
	}
	for _, w := range footnotes {
		if warned[w] {
			notes = append(notes, strings.TrimSpace(footnote(w)+" "+string(w))+".")
		}
	}
	if warned[comparison.FewCalls] {
		notes = append(notes, "With "+string(comparison.FewCalls)+" no slope is claimed: in random order they lie along a line too often.")
	}
	if warned[comparison.FewEarlier] {
		notes = append(notes, "With "+string(comparison.FewEarlier)+" there is no test: what calls are like is not known.")
	}
	for _, p := range c.Changes {
		if p.By == by && by != analysis.Together && !c.Baseline {
			notes = append(notes, p.String()+".")
		}
	}
	if left := c.Left[by]; left > 0 {
		notes = append(notes, fmt.Sprintf("Left out: %s with fewer words than these.", table.Count(left, "more "+by.Name)))
	}
	return notes
}

// slopes tells whether a row of trends has a slope.
func slopes(c *comparison.Comparison) bool {
	return slices.ContainsFunc(c.Rows, func(r comparison.Row) bool { return r.Change.Defined })
}

// testNote says what the test is and what its units are.
func testNote(c *comparison.Comparison) string {
	o := c.Options
	switch {
	case c.Baseline:
		return "Test: the calls as one more draw from those of the baseline, from six of these on (Crawford and Howell 1998); baseline: the mean of its calls."
	case c.Trends():
		differ := "DIFFER: q that calls differ only as their answers scatter (Welch 1951)."
		if !slopes(c) {
			return differ
		}
		return fmt.Sprintf("PER %s: slope of a regression of the calls' values on time, calls being the units, from five calls on (Hartung and Knapp 2001). ", strings.ToUpper(c.Step)) + differ
	}
	test := fmt.Sprintf("p of the studentised difference by %s permutations, seed %d", table.Thousands(o.Stats.Permutations), o.Stats.Seed)
	if o.Test == comparison.MannWhitney {
		test = "p of scores by Mann-Whitney's test, of rates" + strings.TrimPrefix(test, "p of the studentised difference")
	}
	switch {
	case c.Paired && c.PerCall:
		test = "both are of the same calls and compared call by call (Student's t); with fewer than six calls, " + test + " within calls"
	case c.Paired:
		test += ", within calls, as both are of the same"
	case c.PerCall:
		test += "; units: calls where either side has six, else answers"
	default:
		test += "; units: answers"
	}
	return "Test: " + test + "."
}

func several(c *comparison.Comparison) bool {
	for _, column := range compared(c) {
		if len(column.Calls) > 1 {
			return true
		}
	}
	return false
}
