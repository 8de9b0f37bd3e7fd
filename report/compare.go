package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"candor/analysis"
	"candor/internal/table"
	"candor/stats"
)

// Comparison reports what changed between calls; ordering says by what the
// columns are ordered. For readers (all formats but CSV and JSON) rows that can
// say nothing are left out and named beneath; text tables are laid out narrow.
func Comparison(c *analysis.Comparison, title string, ordering string, warnings []string, format table.Format) table.Document {
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
		if t := standingTable(c, by, format); len(t.Rows) > 0 {
			d.Tables = append(d.Tables, t)
		}
	}
	if len(c.Compositions) > 0 {
		d.Tables = append(d.Tables, compositionTable(c, format))
	}
	return d
}

// compared are the groups of answers that the comparison is about.
func compared(c *analysis.Comparison) []analysis.Column {
	if c.Each != nil {
		return c.Each
	}
	return c.Columns
}

// columnLine is "2023-Q1 (brightwater-2023-q1): 19 answers in 1 call".
func columnLine(column *analysis.Column) string {
	name := nameOr(column.Label)
	if len(column.Calls) == 1 && column.Calls[0].ID != column.Label {
		name += " (" + column.Calls[0].ID + ")"
	}
	return fmt.Sprintf("%s: %s in %s", name, count(column.Answers(), "answer"), count(len(column.Calls), "call"))
}

func dimensions(c *analysis.Comparison) []analysis.Dimension {
	if c.Each != nil {
		return c.Options.By
	}
	return append([]analysis.Dimension{"call"}, c.Options.By...)
}

// findings names what is shown, in a line each, before all tables.
func findings(c *analysis.Comparison) []string {
	var lines []string
	for i := range c.Rows {
		r := &c.Rows[i]
		if !r.Shown {
			continue
		}
		first, last := r.Values[0], r.Values[len(r.Values)-1]
		lines = append(lines, fmt.Sprintf("Shown: %s: %s %s → %s (%s%s, q %s)", groupName(r.By, r.Group), metricName(r.Metric),
			metricCell(r.Metric, first).Text, metricCell(r.Metric, last).Text, changeCell(r.Metric, r.Change, r.Interval).Text, perStep(c), shortP(r.Q)))
	}
	if len(lines) == 0 {
		lines = []string{fmt.Sprintf("Nothing is shown at a false discovery rate of %g.", c.Options.Alpha)}
	}
	return lines
}

func perStep(c *analysis.Comparison) string {
	if c.Trends() {
		return " per call"
	}
	return ""
}

func groupName(by analysis.Dimension, group string) string {
	if by == "call" {
		return "all answers"
	}
	return nameOr(group)
}

// metricLabel is a metric's name in a column; categories follow their total.
func metricLabel(m *analysis.Metric) string {
	if m.Name == "deflections_per_answer" {
		return "defl./answer"
	}
	if category, ok := strings.CutPrefix(m.Name, "hedges_per_100_words."); ok {
		return "– " + category
	}
	return metricName(m)
}

// metricName is a metric's name in a sentence.
func metricName(m *analysis.Metric) string {
	if category, ok := strings.CutPrefix(m.Name, "hedges_per_100_words."); ok {
		return category + " hedges/100 words"
	}
	return strings.ReplaceAll(strings.Replace(m.Name, "_per_", "/", 1), "_", " ")
}

// decimals that a metric is shown with.
func decimals(m *analysis.Metric) int {
	if m.Name == "words_per_answer" {
		return 0
	}
	return 2
}

func signed(m *analysis.Metric) bool { return m.Low < 0 }

func metricCell(m *analysis.Metric, v stats.Value) table.Cell {
	if signed(m) {
		return table.Signed(valueOr(v), decimals(m))
	}
	return table.Float(valueOr(v), decimals(m))
}

func changeCell(m *analysis.Metric, v stats.Value, i stats.Interval) table.Cell {
	d := decimals(m)
	if m.Name == "words_per_answer" {
		d = 1
	} else if i.Defined && max(math.Abs(i.Low), math.Abs(i.High)) < 0.01 {
		d = 3 // a slope over many calls
	}
	cell := table.Signed(valueOr(v), d)
	if i.Defined {
		cell = table.Interval(cell, i.Low, i.High, d)
	}
	return cell
}

// notShown writes "~" in place of a change that is not shown, and keeps its
// value for CSV and JSON. Its interval stays: it says what change is possible.
func notShown(cell table.Cell, shown bool, warning analysis.Warning) table.Cell {
	switch warning {
	case analysis.FewAnswers:
		cell.Text = "– [1]"
		return cell
	case analysis.NoVariation:
		cell.Text = "– [2]"
		return cell
	}
	estimate, interval, ok := strings.Cut(cell.Text, " ")
	if !shown {
		estimate = "~"
	}
	switch {
	case ok:
		cell.Text = estimate + " " + interval
	case warning == analysis.NoInterval:
		cell.Text = estimate + " [3]"
	default:
		cell.Text = estimate
	}
	return cell
}

func shortP(p stats.Value) string {
	switch {
	case !p.Defined:
		return "–"
	case p.Value < 0.001:
		return "<.001"
	}
	return table.Short(p.Value, 3)
}

func pCell(p stats.Value) table.Cell { return table.As(shortP(p), orNil(p)) }

func orNil(v stats.Value) any {
	if !v.Defined {
		return nil
	}
	return v.Value
}

func bounds(i stats.Interval) []table.Cell {
	if !i.Defined {
		return []table.Cell{table.Missing(), table.Missing()}
	}
	return []table.Cell{table.Float(i.Low, 4), table.Float(i.High, 4)}
}

// effectCell shows a rate ratio as "×1.40", Cliff's delta as "d +.31".
func effectCell(r *analysis.Row) table.Cell {
	cell := table.Float(valueOr(r.Effect), 2)
	switch {
	case cell.Value == nil:
	case r.Metric.Rate():
		cell.Text = "×" + cell.Text
	default:
		cell.Text = "d " + table.Signed(r.Effect.Value, 2).Text
	}
	return cell
}

func effectName(m *analysis.Metric) string {
	if m.Rate() {
		return "rate_ratio"
	}
	return "cliffs_delta"
}

// mostValues is up to how many columns a text table shows each value; beyond, a
// sparkline and the first and the last stand for them.
const mostValues = 6

func comparisonTable(c *analysis.Comparison, by analysis.Dimension, format table.Format) table.Table {
	t := table.Table{Name: "compare_by_" + string(by), Title: "By " + string(by), Keys: 2}
	switch {
	case by == "call":
		t.Title, t.Keys = "All answers", 1
	case c.Each != nil:
		t.Title += ", each against all the others together"
	}
	rows, l := readable(c, by, format)
	t.Columns = comparisonColumns(c, by, format, uneven(rows))
	previous := ""
	for k, r := range rows {
		first := k == 0 || r.Group != previous
		previous = r.Group
		if first && format == table.Text {
			t.Rows = append(t.Rows, groupRow(t.Columns, groupName(by, r.Group), r.N))
		}
		t.Rows = append(t.Rows, comparisonRow(c, r, first || format == table.CSV))
		l.warned[r.Warning] = true
	}
	if format == table.Text {
		t.Keys = 1
	}
	t.Notes = append(methodNotes(c, by, l.warned), l.notes()...)
	return t
}

func comparisonColumns(c *analysis.Comparison, by analysis.Dimension, format table.Format, uneven bool) []table.Column {
	columns := []table.Column{{Name: "by"}, groupColumn(by, format), {Name: "metric"}, {Name: "metric_label", Head: "METRIC", TextOnly: true, Shrink: true}}
	for i, column := range c.Columns {
		head := column.Label
		if n := len(c.Columns); n > mostValues && i != 0 && i != n-1 {
			head = ""
		}
		columns = append(columns, table.Column{Name: fmt.Sprintf("value_%d", i+1), Head: head, Right: true}, table.Column{Name: fmt.Sprintf("n_%d", i+1)})
	}
	change := "CHANGE " + levelOf(c)
	if c.Trends() {
		columns = append(columns, table.Column{Name: "course", Head: "COURSE", TextOnly: true})
		change = "PER CALL " + levelOf(c)
	}
	columns = append(columns, table.Column{Name: "change", Head: change, Right: true, Break: c.Trends()}, table.Column{Name: "low"}, table.Column{Name: "high"},
		table.Column{Name: "q", Head: "Q", Right: true}, table.Column{Name: "effect_name"}, table.Column{Name: "effect", Head: "EFFECT", Right: true}, table.Column{Name: "effect_low"}, table.Column{Name: "effect_high"},
		table.Column{Name: "p", Head: "P", Right: true})
	if c.Trends() {
		columns = append(columns, table.Column{Name: "tau", Head: "TAU", Right: true})
	}
	n := table.Column{Name: "n", Head: "N", Right: true, TextOnly: true}
	if format == table.Text && !uneven {
		n.Head = "" // it stands beside the group's name
	}
	return append(columns, n, table.Column{Name: "unit"}, table.Column{Name: "shown"}, table.Column{Name: "warning"})
}

func levelOf(c *analysis.Comparison) string { return fmt.Sprintf("[%g%%]", 100*c.Options.Stats.Level) }

// groupColumn names a row's group; in text tables a row above does so.
func groupColumn(by analysis.Dimension, format table.Format) table.Column {
	column := table.Column{Name: "group", Head: strings.ToUpper(string(by)), Shrink: true}
	if by == "call" || format == table.Text {
		column.Head = ""
	}
	return column
}

// groupRow heads the rows of a group, with its answers in each column of values.
func groupRow(columns []table.Column, name string, n []int) []table.Cell {
	row := make([]table.Cell, len(columns))
	for i, column := range columns {
		switch k := 0; {
		case column.Name == "metric_label":
			row[i].Text = name
		case strings.HasPrefix(column.Name, "value_"):
			fmt.Sscanf(column.Name, "value_%d", &k)
			row[i].Text = "n " + table.Thousands(n[k-1])
		}
	}
	return row
}

func comparisonRow(c *analysis.Comparison, r *analysis.Row, named bool) []table.Cell {
	name := table.String(nameOr(r.Group))
	if !named {
		name.Text = ""
	}
	row := []table.Cell{table.String(string(r.By)), name, table.String(r.Metric.Name), table.String(metricLabel(r.Metric))}
	for k, v := range r.Values {
		row = append(row, metricCell(r.Metric, v), table.Int(r.N[k]))
	}
	if c.Trends() {
		row = append(row, table.String(sparkline(r.Values)))
	}
	row = append(row, notShown(changeCell(r.Metric, r.Change, r.Interval), r.Shown, r.Warning))
	row = append(row, bounds(r.Interval)...)
	row = append(row, pCell(r.Q), table.String(effectName(r.Metric)), effectCell(r))
	row = append(row, bounds(r.EffectInterval)...)
	row = append(row, pCell(r.P))
	if c.Trends() {
		row = append(row, table.Signed(valueOr(r.Tau), 2))
	}
	return append(row, table.String(ns(r.N)), table.String(unitOf(r)), table.As(fmt.Sprint(r.Shown), r.Shown), table.String(string(r.Warning)))
}

// omissions is what a table for readers leaves out, and what warnings its rows have.
type omissions struct {
	warned map[analysis.Warning]bool
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

// readable picks the rows of a dimension that can say something; CSV gets all.
// Over all answers only hedge categories that never occur are left out.
func readable(c *analysis.Comparison, by analysis.Dimension, format table.Format) ([]*analysis.Row, omissions) {
	l := omissions{warned: map[analysis.Warning]bool{}}
	var rows []*analysis.Row
	useful := map[string]bool{}
	for i := range c.Rows {
		r := &c.Rows[i]
		useful[r.Group] = useful[r.Group] || r.By == by && r.Warning != analysis.FewAnswers
	}
	for i := range c.Rows {
		r := &c.Rows[i]
		category := strings.Contains(r.Metric.Name, ".")
		switch {
		case r.By != by:
		case format == table.CSV, by == "call" && !(category && r.Warning == analysis.NoVariation):
			rows = append(rows, r)
		case by != "call" && !useful[r.Group]:
			if name := nameOr(r.Group); !slices.Contains(l.few, name) {
				l.few = append(l.few, name)
			}
		case r.Warning == analysis.NoVariation:
			l.same = true
		default:
			rows = append(rows, r)
		}
	}
	return rows, l
}

// uneven tells whether rows of one group rest on different numbers of answers.
func uneven(rows []*analysis.Row) bool {
	for i := 1; i < len(rows); i++ {
		if rows[i].Group == rows[i-1].Group && !slices.Equal(rows[i].N, rows[i-1].N) {
			return true
		}
	}
	return false
}

func unitOf(r *analysis.Row) string {
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

// sparkline draws values in eight steps from the least to the largest, a gap
// where there is none.
func sparkline(values []stats.Value) string {
	steps := []rune("▁▂▃▄▅▆▇█")
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range values {
		if v.Defined {
			low, high = min(low, v.Value), max(high, v.Value)
		}
	}
	var b strings.Builder
	for _, v := range values {
		switch {
		case !v.Defined:
			b.WriteByte('.')
		case high == low:
			b.WriteRune(steps[3])
		default:
			b.WriteRune(steps[int(math.Round((v.Value-low)/(high-low)*float64(len(steps)-1)))])
		}
	}
	return b.String()
}

func methodNotes(c *analysis.Comparison, by analysis.Dimension, warned map[analysis.Warning]bool) []string {
	o := c.Options
	test := "p of the studentised difference by"
	if c.Trends() {
		test = "p of the slope by"
	}
	test += fmt.Sprintf(" %s permutations", table.Thousands(o.Stats.Permutations))
	if o.Test == analysis.MannWhitney && !c.Trends() {
		test = "p of scores by Mann-Whitney's test, of rates" + strings.TrimPrefix(test, "p of the studentised difference")
	}
	units := "answers"
	if c.PerCall {
		units = "calls where there are six or more, else answers"
		if c.Trends() {
			test += " (six calls or more: Theil-Sen slope, Mann-Kendall p)"
		}
	}
	notes := []string{fmt.Sprintf("~: not shown, q above %g; q is p corrected over this table (Benjamini-Hochberg). Units: %s; intervals by bootstrap, %s resamples; %s; seed %d.",
		o.Alpha, units, table.Thousands(o.Stats.Resamples), test, o.Stats.Seed)}
	effect := "Effect: × ratio of rates, d Cliff's delta (-1 to 1)"
	if c.Trends() {
		effect += ", of the last against the first; tau: 1 only rises, -1 only falls"
	}
	notes = append(notes, effect+".")
	if by == "topic" {
		notes = append(notes, "An answer counts in each of its one or two topics by the topic's weight; n are the answers with the topic. Cliff's delta and Mann-Whitney's test take them whole.")
	}
	if several(c) && !c.PerCall {
		notes = append(notes, "Answers of one call are taken as independent: there are fewer than six calls a column to resample.")
	}
	if warned[analysis.FewAnswers] {
		notes = append(notes, "[1] "+string(analysis.FewAnswers)+": no interval, no test.")
	}
	if warned[analysis.NoVariation] {
		notes = append(notes, "[2] "+string(analysis.NoVariation)+" to test.")
	}
	if warned[analysis.NoInterval] {
		notes = append(notes, "[3] "+string(analysis.NoInterval)+".")
	}
	for _, p := range c.Changes {
		if p.By == by && by != "call" {
			notes = append(notes, p.String()+".")
		}
	}
	if m := c.LargestMove(by); m != nil {
		notes = append(notes, fmt.Sprintf("Largest move since %s, against its interval: %s, %s %s → %s.", since(c), groupName(by, m.Group), metricName(m.Metric),
			metricCell(m.Metric, m.Previous).Text, metricCell(m.Metric, m.Latest).Text))
	}
	return notes
}

func several(c *analysis.Comparison) bool {
	for _, column := range compared(c) {
		if len(column.Calls) > 1 {
			return true
		}
	}
	return false
}

// since names what the latest column is held against.
func since(c *analysis.Comparison) string {
	if c.Baseline {
		return "the baseline"
	}
	return "the call before"
}

func standingTable(c *analysis.Comparison, by analysis.Dimension, format table.Format) table.Table {
	title := fmt.Sprintf("%s against the call before and all earlier ones", c.Columns[len(c.Columns)-1].Label)
	before := "BEFORE"
	if c.Baseline {
		title = "The calls together against the baseline, and among its calls"
		before = "BASE"
	}
	if by != "call" {
		title += ", by " + string(by)
	}
	t := table.Table{Name: "latest_by_" + string(by), Title: title, Keys: 2, Columns: []table.Column{
		{Name: "by"}, groupColumn(by, format), {Name: "metric"}, {Name: "metric_label", Head: "METRIC", TextOnly: true, Shrink: true},
		{Name: "previous", Head: before, Right: true}, {Name: "latest", Head: "LATEST", Right: true},
		{Name: "move", Head: "MOVE " + levelOf(c), Right: true}, {Name: "low"}, {Name: "high"},
		{Name: "q", Head: "Q", Right: true}, {Name: "p"}, {Name: "shown"},
		{Name: "percentile", Head: "PCTL", Right: true}, {Name: "z", Head: "Z", Right: true}, {Name: "earlier_calls", Head: "OF", Right: true},
		{Name: "n_previous"}, {Name: "n_latest"}, {Name: "warning"},
	}}
	if by == "call" || format == table.Text {
		t.Keys = 1
	}
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
		first := len(t.Rows) == 0 || s.Group != previous
		previous = s.Group
		if first && format == table.Text && by != "call" {
			row := make([]table.Cell, len(t.Columns))
			row[3].Text, row[4].Text, row[5].Text = groupName(by, s.Group), "n "+table.Thousands(s.N[0]), "n "+table.Thousands(s.N[1])
			t.Rows = append(t.Rows, row)
		}
		name := table.String(nameOr(s.Group))
		if !first && format != table.CSV {
			name.Text = ""
		}
		row := []table.Cell{table.String(string(by)), name, table.String(s.Metric.Name), table.String(metricLabel(s.Metric)), metricCell(s.Metric, s.Previous), metricCell(s.Metric, s.Latest),
			notShown(changeCell(s.Metric, s.Move, s.Interval), s.Shown, warning)}
		row = append(row, bounds(s.Interval)...)
		row = append(row, pCell(s.Q), pCell(s.P), table.As(fmt.Sprint(s.Shown), s.Shown), table.Float(valueOr(s.Standing.Percentile), 0), zCell(s.Standing.Z),
			table.Int(s.Standing.N), table.Int(s.N[0]), table.Int(s.N[1]), table.String(string(warning)))
		t.Rows = append(t.Rows, row)
	}
	t.Notes = []string{fmt.Sprintf("PCTL, percentile, and Z among so many earlier calls (OF); Z needs three and is rough below ten. ~: not shown, q above %g.", c.Options.Alpha)}
	if warned[analysis.NoInterval] {
		t.Notes = append(t.Notes, "[3] "+string(analysis.NoInterval)+".")
	}
	if omitted {
		t.Notes = append(t.Notes, "Rows without a test are in CSV and JSON only.")
	}
	return t
}

// zCell shows a z score; beyond 10 its size means nothing with so few calls.
func zCell(z stats.Value) table.Cell {
	cell := table.Signed(valueOr(z), 1)
	switch {
	case z.Value >= 10:
		cell.Text = ">10"
	case z.Value <= -10:
		cell.Text = "<-10"
	}
	return cell
}

func compositionTable(c *analysis.Comparison, format table.Format) table.Table {
	level := levelOf(c)
	t := table.Table{Name: "composition", Title: "Where changes come from: who or what had the floor, or the tone within", Keys: 2, Columns: []table.Column{
		{Name: "metric"}, {Name: "metric_label", Head: "METRIC", TextOnly: true}, {Name: "by", Head: "BY"},
		{Name: "span", Head: "CALLS", TextOnly: true, Shrink: true}, {Name: "from"}, {Name: "to"},
		{Name: "change", Head: "CHANGE", Right: true},
		{Name: "composition", Head: "COMPOSITION " + level, Right: true}, {Name: "composition_low"}, {Name: "composition_high"},
		{Name: "within", Head: "WITHIN " + level, Right: true}, {Name: "within_low"}, {Name: "within_high"},
	}, Notes: []string{"Kitagawa-Oaxaca: composition is the change of the parts' shares of words or answers, within that of their values; they add up to the change. A part in one call only is composition. By topic, an answer is part of its first."}}
	if format == table.Text {
		t.Columns[1].Head, t.Columns[2].Head = "", ""
	}
	previous := ""
	for i := range c.Compositions {
		d := &c.Compositions[i]
		if format != table.CSV && d.Change.Value == 0 && d.Composition.Value == 0 {
			continue
		}
		if head := metricName(d.Metric) + ", by " + string(d.By); format == table.Text && head != previous {
			row := make([]table.Cell, len(t.Columns))
			row[3].Text = head
			t.Rows = append(t.Rows, row)
			previous = head
		}
		row := []table.Cell{table.String(d.Metric.Name), table.String(metricLabel(d.Metric)), table.String(string(d.By)), table.String(d.From + " → " + d.To), table.String(d.From), table.String(d.To), changeCell(d.Metric, d.Change, stats.Interval{}),
			changeCell(d.Metric, d.Composition, d.CompositionInterval)}
		row = append(append(row, bounds(d.CompositionInterval)...), changeCell(d.Metric, d.Within, d.WithinInterval))
		t.Rows = append(t.Rows, append(row, bounds(d.WithinInterval)...))
	}
	return t
}
