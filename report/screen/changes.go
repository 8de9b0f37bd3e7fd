package screen

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"candor/analysis"
	"candor/analysis/comparison"
	"candor/internal/table"
	"candor/report"
	"candor/report/excerpt"
	"candor/stats"
)

// columns are those of a table of rows, what can be left out to the right; grouped ones name whose they are.
func (s *Comparison) columns(grouped bool) []table.Column[*comparison.Row] {
	type row = *comparison.Row
	type column = table.Column[row]
	c := s.found
	columns := []column{{Name: "metric", Head: "ALL ANSWERS", Shrink: true, Cell: func(r row) table.Cell { return table.As(brief(r.Metric.Label), r.Metric.Name) }}}
	if grouped {
		columns[0].Head = s.groupHead()
		columns[0].Cell = func(r row) table.Cell { return table.String(groupOf(r) + ": " + brief(r.Metric.Title)) }
		columns = append(columns, column{Name: "answers", Head: "N", Right: true, Optional: true, Cell: func(r row) table.Cell {
			if c.Each != nil {
				return table.Int(r.N[1])
			}
			return table.String(span(r.N))
		}})
	}
	heads := s.heads()
	for i := range c.Columns {
		if n := len(c.Columns); n > shownValues && i > 0 && i < n-1 {
			continue
		}
		columns = append(columns, column{Name: fmt.Sprintf("value_%d", i+1), Head: heads[i], Right: true, Optional: i > 0 && i < len(c.Columns)-1,
			Cell: func(r row) table.Cell { return report.MetricCell(r.Metric, r.Values[i]) }})
	}
	head := "CHANGE"
	if c.Trends() {
		head = "PER " + strings.ToUpper(c.Step)
	}
	slopes := slices.ContainsFunc(c.Rows, func(r comparison.Row) bool { return r.Change.Defined })
	none := !slices.ContainsFunc(c.Rows, func(r comparison.Row) bool { return r.Shown })
	return append(columns,
		column{Name: "course", Head: "COURSE", TextOnly: true, Optional: true, Omit: !c.Trends() || s.width == NoText, Cell: func(r row) table.Cell { return table.String(report.Sparkline(r.Values)) }},
		column{Name: "change", Head: head, Right: true, Optional: none, Omit: !slopes, Cell: func(r row) table.Cell { return changeCell(r) }},
		column{Name: "interval", Head: table.LevelHead(c.Options.Stats.Level), Optional: true, Omit: !slopes, Cell: func(r row) table.Cell {
			_, interval, _ := strings.Cut(report.ChangeCell(r.Metric, r.Change, r.Interval).Text, " ")
			return table.String(interval)
		}},
		column{Name: "usual", Head: "USUAL [90%]", Right: true, Optional: true, Omit: !c.Baseline, Cell: s.ofStanding(report.UsualCell)},
		column{Name: "percentile", Head: "PCTL", Right: true, Optional: true, Omit: !c.Baseline, Cell: s.ofStanding(func(st *comparison.StandingRow) table.Cell {
			return table.Float(st.Usual.Percentile.OrNaN(), 0)
		})},
		column{Name: "q", Head: "Q", Right: true, Cell: func(r row) table.Cell {
			q := stats.Value{Value: least(r), Defined: !math.IsInf(least(r), 1)}
			return table.As(report.ShortP(q), q.OrNaN())
		}},
		column{Name: "effect", Head: "EFFECT", Right: true, Optional: true, Omit: c.Baseline, Cell: report.EffectCell},
		column{Name: "effect_picture", Page: "effect, drawn", Omit: c.Baseline, Cell: report.EffectChart},
	)
}

// brief is a metric's name for narrow columns.
func brief(name string) string { return strings.Replace(name, "/100 words", "/100w", 1) }

// changeCell is the change, "~" for one that is not shown and "–" for none.
func changeCell(r *comparison.Row) table.Cell {
	cell := report.ChangeCell(r.Metric, r.Change, stats.Interval{})
	switch {
	case r.Shown:
		cell.Alarm = true
	case r.Change.Defined && r.P.Defined:
		cell.Text = "~"
	}
	return cell
}

// ofStanding is a cell of where the latest of a row stands among those before.
func (s *Comparison) ofStanding(cell func(*comparison.StandingRow) table.Cell) func(*comparison.Row) table.Cell {
	return func(r *comparison.Row) table.Cell {
		for i := range s.found.Standings {
			if st := &s.found.Standings[i]; st.By == r.By && st.Group == r.Group && st.Metric == r.Metric {
				return cell(st)
			}
		}
		return table.Missing()
	}
}

func (s *Comparison) groupHead() string {
	names := make([]string, len(s.found.Options.By))
	for i, by := range s.found.Options.By {
		names[i] = strings.ToUpper(by.Name)
	}
	return "BY " + strings.Join(names, ", ")
}

// groupOf names a group, a speaker by the last name.
func groupOf(r *comparison.Row) string {
	if r.By == analysis.BySpeaker {
		return excerpt.LastName(r.Group)
	}
	return excerpt.NameOr(r.Group)
}

// span writes counts, "9" or "9–13".
func span(n []int) string {
	if low, high := slices.Min(n), slices.Max(n); low < high {
		return fmt.Sprintf("%d–%d", low, high)
	}
	return fmt.Sprint(n[0])
}

// widestHead is how long the name of a column may be.
const widestHead = 12

// heads are short names of the columns: where each is one call, by company and
// quarter; others are cut.
func (s *Comparison) heads() []string {
	columns := s.found.Columns
	named := make([]string, len(columns))
	for i := range columns {
		named[i] = columns[i].Label
		if calls := columns[i].Calls; len(calls) == 1 && calls[0].Period != "" && calls[0].Ticker != "" && columns[i].Label != calls[0].Period {
			named[i] = calls[0].Ticker + " " + calls[0].Period
		}
	}
	heads := make([]string, len(columns))
	for i, name := range named {
		heads[i] = name
		if n := strings.Count(strings.Join(named, "\x00")+"\x00", name+"\x00"); n > 1 {
			heads[i] = columns[i].Label
		}
		if r := []rune(heads[i]); len(r) > widestHead {
			heads[i] = string(r[:widestHead-1]) + "…"
		}
	}
	for i, head := range heads {
		if slices.Index(heads, head) < i { // the ends tell them apart
			r := []rune(columns[i].Label)
			heads[i] = "…" + string(r[max(len(r)-widestHead+1, 0):])
		}
	}
	return heads
}

// oneLine lists names as far as they fit a line.
func (s *Comparison) oneLine(begin string, names []string) string {
	line := begin + strings.Join(names, ", ")
	for n := len(names) - 1; n > 0 && s.width > 0 && len([]rune(line)) > s.width; n-- {
		line = begin + strings.Join(names[:n], ", ") + fmt.Sprintf(", %d more", len(names)-n)
	}
	return line
}

// originTable says of what is more than chance over all answers how much of it is
// within topics or speakers, and how much is who or what had the floor.
func (s *Comparison) originTable() table.Table {
	type change = *comparison.Composition
	var changes []change
	before, last := len(s.found.Columns)-2, s.found.Columns[len(s.found.Columns)-1].Label
	for i := range s.found.Compositions {
		d := &s.found.Compositions[i]
		row := slices.IndexFunc(s.found.Rows, func(r comparison.Row) bool { return r.By == analysis.Together && r.Metric == d.Metric })
		if d.From == s.found.Columns[before].Label && d.To == last && row >= 0 && changed(&s.found.Rows[row]) && !s.hasParent(&s.found.Rows[row]) && d.Change.Defined {
			changes = append(changes, d)
		}
	}
	if len(changes) == 0 {
		return table.Lines("origin", "", nil)
	}
	head := "WHERE FROM"
	if s.found.Trends() {
		head = "SINCE " + s.heads()[before]
	}
	signed := func(of func(change) float64) func(change) table.Cell {
		return func(d change) table.Cell { return table.Signed(of(d), d.Metric.Decimals) }
	}
	return table.Of("origin", "", []table.Column[change]{
		{Name: "metric", Head: head, Shrink: true, Cell: func(d change) table.Cell { return table.As(brief(d.Metric.Label)+", by "+d.By.Name, d.Metric.Name) }},
		{Name: "change", Head: "CHANGE", Right: true, Cell: signed(func(d change) float64 { return d.Change.OrNaN() })},
		{Name: "within", Head: "WITHIN", Right: true, Cell: signed(func(d change) float64 { return d.Within.OrNaN() })},
		{Name: "floor", Head: "THE FLOOR*", Right: true, Cell: signed(func(d change) float64 { return d.Composition.OrNaN() + d.Only.OrNaN() })},
		{Name: "most", Head: "MOST FROM", Shrink: true, Optional: true, Cell: func(d change) table.Cell {
			name, gives := largestPart(d)
			return table.String(name + " " + table.Signed(gives, d.Metric.Decimals).Text)
		}},
	}, changes).With("* who spoke more, or what was asked about more")
}

// largestPart is the group that gives most of a change in its direction.
func largestPart(d *comparison.Composition) (name string, gives float64) {
	for k, p := range d.Decomposition.Parts {
		sum := p.Composition + p.Within + p.Only
		if sum*d.Change.Value > 0 && math.Abs(sum) > math.Abs(gives) {
			name, gives = excerpt.NameOr(d.Parts[k]), sum
		}
	}
	return name, gives
}

func (s *Comparison) lastHead() string { return s.heads()[len(s.found.Columns)-1] }

func (s *Comparison) foot() []string {
	var lines []string
	absent := map[bool][]string{}
	if !s.found.Baseline {
		for _, p := range s.found.Changes {
			first, last := p.N[0] > 0, p.N[len(p.N)-1] > 0
			if first != last {
				absent[last] = append(absent[last], excerpt.NameOr(p.Group))
			}
		}
	}
	if names := absent[true]; len(names) > 0 {
		lines = append(lines, s.oneLine("Only in "+s.lastHead()+": ", names))
	}
	if names := absent[false]; len(names) > 0 {
		lines = append(lines, s.oneLine("Not in "+s.lastHead()+": ", names))
	}
	if slices.ContainsFunc(s.found.Rows, func(r comparison.Row) bool { return tested(&r) }) {
		lines = append(lines, fmt.Sprintf("~ not shown: q, corrected over all compared, above %g", s.found.Options.Alpha))
	}
	return append(lines, "More: --full, every metric, test and note")
}
