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
	d.Head = append(d.Head, s.beyond()...)
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
			if c.Issuer() != first.Issuer() {
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

// tested tells whether a row could be more than chance at all: there was enough to
// tell by.
func tested(r *comparison.Row) bool { return r.P.Defined || r.Differ.P.Defined }

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
	any, begin, words := false, "More than chance: ", moved
	if !s.found.Trends() && s.found.Each == nil {
		begin, words = "More than chance, in "+s.lastHead()+": ", stands
	}
	for i := range s.found.Rows {
		r := &s.found.Rows[i]
		any = any || tested(r)
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
	case !any:
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
	var folded, untested []string
	for i := range s.found.Rows {
		r := &s.found.Rows[i]
		label := strings.TrimPrefix(brief(r.Metric.Label), "– ")
		switch {
		case r.By != analysis.Together:
		case changed(r) || slices.Contains(s.always, r.Metric):
			rows = append(rows, r)
		case tested(r):
			folded = append(folded, label)
		case r.Warning != comparison.NoVariation:
			untested = append(untested, label)
		}
	}
	if len(rows) == 0 {
		return table.Lines("all", "", nil)
	}
	t := table.Of("all", "", s.columns(false), rows)
	if len(folded) > 0 {
		t = t.With(s.oneLine("~ no change shown: ", folded))
	}
	if len(untested) > 0 {
		t = t.With(s.oneLine("– not tested: ", untested))
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
			case tested(r) && !alike[group] && !slices.ContainsFunc(s.found.Rows, func(o comparison.Row) bool { return o.By == by && o.Group == r.Group && changed(&o) }):
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
