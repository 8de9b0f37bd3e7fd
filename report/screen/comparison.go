package screen

import (
	"cmp"
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

// Comparison is what is to be known first of a comparison.
type Comparison struct {
	found  *comparison.Comparison
	always []*analysis.Metric // shown over all answers whatever became of them
	width  int
}

// NewComparison is the screen of a comparison. The metrics always have their row
// over all answers; nil for those that matter most.
func NewComparison(found *comparison.Comparison, always []*analysis.Metric) *Comparison {
	if always == nil {
		always = []*analysis.Metric{analysis.MeanSentiment, analysis.HedgeRate, analysis.ShareDirect}
	}
	return &Comparison{found: found, always: always}
}

// The groups that changed, and the values of a trend, that a screen shows at most.
const (
	mostGroupRows   = 16
	fewestGroupRows = 4
	shownValues     = 6
)

// Document is the screen for so many columns of text; 0 is no limit. ordering
// says by what the columns are ordered, "" for nothing to say.
func (s *Comparison) Document(ordering string, warnings []string, width int) table.Document {
	s.width = width
	d := s.document(ordering, warnings, mostGroupRows)
	for rows := mostGroupRows - 1; rows >= fewestGroupRows && d.Lines(width) > screenLines; rows-- {
		d = s.document(ordering, warnings, rows)
	}
	return d
}

func (s *Comparison) document(ordering string, warnings []string, groups int) table.Document {
	d := table.Document{Title: "candor compare", Head: []string{s.title(), s.verdict()}, Warnings: warnings}
	if ordering != "" {
		d.Head[1] += " " + ordering
	}
	for _, t := range []table.Table{s.allTable(), s.groupTable(groups), s.originTable(), table.Lines("", "", s.foot())} {
		if !t.Empty() {
			d.Tables = append(d.Tables, t)
		}
	}
	return d
}

// title is "Brightwater Pumps (BWTR) 2023-Q1, 2023-Q4 · 19, 19 answers".
func (s *Comparison) title() string {
	columns := s.found.Columns
	if s.found.Each != nil {
		columns = s.found.Each
	}
	if len(columns) > shownValues {
		calls, answers := 0, 0
		for i := range columns {
			calls, answers = calls+len(columns[i].Calls), answers+columns[i].Answers()
		}
		heads := s.heads()
		if s.found.Each != nil {
			return fmt.Sprintf("%s · %s in %s", table.Count(len(columns), s.found.Options.By[0].Name), table.Count(answers, "answer"), table.Count(calls, "call"))
		}
		return fmt.Sprintf("%s%s to %s · %s in %s", s.company(columns), heads[0], heads[len(heads)-1], table.Count(answers, "answer"), table.Count(calls, "call"))
	}
	parts, heads := make([]string, len(columns)), s.heads()
	for i := range columns {
		c := &columns[i]
		n := table.Count(c.Answers(), "answer")
		if len(c.Calls) > 1 {
			n += " in " + table.Count(len(c.Calls), "call")
		}
		name := excerpt.NameOr(c.Label)
		if s.found.Each == nil {
			name = heads[i]
		}
		parts[i] = name + ": " + n
	}
	return s.company(columns) + strings.Join(parts, " · ")
}

// company is that of all calls, where it is one; its ticker says so where its name
// is written in several ways.
func (s *Comparison) company(columns []analysis.Column) string {
	first := columns[0].Calls[0]
	for i := range columns {
		for _, c := range columns[i].Calls {
			if cmp.Or(c.Ticker, c.Company) != cmp.Or(first.Ticker, first.Company) {
				return ""
			}
		}
	}
	if first.Company+first.Ticker == "" {
		return ""
	}
	return NameOf(&analysis.Call{Company: first.Company, Ticker: first.Ticker}) + "  "
}

// changed tells whether a row is more than chance.
func changed(r *comparison.Row) bool { return r.Shown || r.Differ.Shown }

// parent is the row of the metric that r's is a part of, if that is more than
// chance too: r then says what the parent says.
func (s *Comparison) hasParent(r *comparison.Row) bool {
	return slices.ContainsFunc(s.found.Rows, func(p comparison.Row) bool {
		return p.By == r.By && p.Group == r.Group && p.Metric == r.Metric.Part && changed(&p)
	})
}

// verdict says in a sentence what changed over all answers, or for whom.
func (s *Comparison) verdict() string {
	var parts, unusual []string
	tested, begin, words := false, "More than chance: ", moved
	if !s.found.Trends() && s.found.Each == nil {
		begin, words = "More than chance, in "+s.lastHead()+": ", stands
	}
	for i := range s.found.Rows {
		r := &s.found.Rows[i]
		tested = tested || r.P.Defined || r.Differ.P.Defined
		if !changed(r) || s.hasParent(r) || r.By != analysis.Together {
			continue
		}
		parts = append(parts, nameInSentence(r.Metric)+words[direction(r)])
	}
	for i := range s.found.Standings {
		if st := &s.found.Standings[i]; st.Shown && st.By == analysis.Together && !s.found.Baseline {
			unusual = append(unusual, fmt.Sprintf("%s %s", nameInSentence(st.Metric), report.MetricCell(st.Metric, st.Latest).Text))
		}
	}
	line := "No change is shown"
	switch {
	case len(parts) > 0:
		line = begin + strings.Join(parts, ", ")
	case slices.ContainsFunc(s.found.Rows, func(r comparison.Row) bool { return changed(&r) }):
		line = "More than chance for some, below"
	case !tested:
		return "Nothing could be tested: " + report.Untested(s.found) + "."
	}
	if len(unusual) > 0 {
		line += "; the latest is unlike those before: " + strings.Join(unusual, ", ")
	}
	return line + "."
}

// moved says which way a metric went, stands on which side of another it is.
var (
	moved  = map[int]string{-1: " fell", 0: " differs", 1: " rose"}
	stands = map[int]string{-1: " lower", 0: " differs", 1: " higher"}
)

// direction is where a change leads; calls that differ have none unless each
// goes on from the one before.
func direction(r *comparison.Row) int {
	if r.Shown && r.Change.Defined {
		return cmp.Compare(r.Change.Value, 0)
	}
	up, down := true, true
	for i := 1; i < len(r.Values); i++ {
		up = up && r.Values[i].Value >= r.Values[i-1].Value
		down = down && r.Values[i].Value <= r.Values[i-1].Value
	}
	switch {
	case up == down:
		return 0
	case up:
		return 1
	}
	return -1
}

// allTable has the rows over all answers that are more than chance, and the
// metrics that are always shown; the others are named in a line.
func (s *Comparison) allTable() table.Table {
	var rows []*comparison.Row
	var folded []string
	for i := range s.found.Rows {
		r := &s.found.Rows[i]
		switch {
		case r.By != analysis.Together:
		case changed(r) || slices.Contains(s.always, r.Metric):
			rows = append(rows, r)
		case r.Warning != comparison.NoVariation:
			folded = append(folded, strings.TrimPrefix(brief(r.Metric.Label), "– "))
		}
	}
	if len(rows) == 0 {
		return table.Lines("all", "", nil)
	}
	t := table.Of("all", "", s.columns(false), rows)
	if len(folded) > 0 {
		t = t.With(s.oneLine("~ no change shown: ", folded))
	}
	return t
}

// groupTable has the rows by speaker, topic and so on that are more than chance,
// at most so many, those with the least q.
func (s *Comparison) groupTable(most int) table.Table {
	type grouped struct{ name, metrics string }
	var rows []*comparison.Row
	var unchanged []string
	alike := map[grouped]bool{}
	few := len(s.found.Each)*len(s.always) <= most // all of them can stand there
	for _, by := range s.found.Options.By {
		for i := range s.found.Rows {
			r := &s.found.Rows[i]
			group := grouped{excerpt.NameOr(r.Group), by.Name}
			switch {
			case r.By != by || r.Warning == comparison.FewAnswers:
			case changed(r):
				if !s.hasParent(r) {
					rows = append(rows, r)
				}
			case s.found.Each != nil && few && slices.Contains(s.always, r.Metric):
				rows = append(rows, r)
			case !alike[group] && !slices.ContainsFunc(s.found.Rows, func(o comparison.Row) bool { return o.By == by && o.Group == r.Group && changed(&o) }):
				alike[group] = true
				unchanged = append(unchanged, group.name)
			}
		}
	}
	left := len(rows) - most
	if left > 0 {
		kept := slices.Clone(rows)
		slices.SortStableFunc(kept, func(a, b *comparison.Row) int { return cmp.Compare(least(a), least(b)) })
		kept = kept[:most]
		rows = slices.DeleteFunc(rows, func(r *comparison.Row) bool { return !slices.Contains(kept, r) })
	}
	var notes []string
	if left > 0 {
		notes = append(notes, fmt.Sprintf("And %d more rows that changed, in --full.", left))
	}
	if len(unchanged) > 0 {
		notes = append(notes, s.oneLine("~ no change shown of: ", unchanged))
	}
	if len(rows) == 0 {
		return table.Lines("groups", "", notes)
	}
	return table.Of("groups", "", s.columns(true), rows).With(notes...)
}

// least is the smaller q of a row.
func least(r *comparison.Row) float64 {
	q := math.Inf(1)
	for _, f := range []comparison.Finding{r.Finding, r.Differ} {
		if f.Q.Defined {
			q = min(q, f.Q.Value)
		}
	}
	return q
}

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
	return append(lines, fmt.Sprintf("~ not shown: q, corrected over all compared, above %g", s.found.Options.Alpha),
		"More: --full, every metric, test and note")
}
