package screen

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"candor/analysis"
	"candor/internal/table"
	"candor/report"
	"candor/stats"
)

// Order is the order of several calls' lines: as given, by date, or by a metric.
type Order struct {
	metric  *analysis.Metric
	byDate  bool
	reverse bool
}

// ParseOrder reads "given", "date", or a metric's name, whose highest values then
// stand first; with "-" before it the latest or the lowest do.
func ParseOrder(s string) (Order, error) {
	name, reverse := strings.CutPrefix(s, "-")
	o := Order{reverse: reverse}
	switch {
	case s == "given" || s == "":
		return Order{}, nil
	case name == "date":
		o.byDate = true
		return o, nil
	}
	if o.metric = analysis.MetricNamed(name); o.metric == nil {
		return o, fmt.Errorf("unknown order %q; want given, date or a metric: %s", s, strings.Join(analysis.MetricNames(), ", "))
	}
	return o, nil
}

// compare orders two calls; those that tell no date or have no value come last.
func (o Order) compare(a, b *part) int {
	sign := 1
	if o.reverse {
		sign = -1
	}
	switch {
	case o.byDate:
		x, y := dateOf(a), dateOf(b)
		if x == "" || y == "" {
			return cmp.Compare(y, x)
		}
		return sign * cmp.Compare(x, y)
	case o.metric != nil:
		s, t := a.Sample(o.metric), b.Sample(o.metric)
		x, y := s.Value(), t.Value()
		if !x.Defined || !y.Defined {
			return -cmp.Compare(indicator(x.Defined), indicator(y.Defined))
		}
		return -sign * cmp.Compare(x.Value, y.Value)
	}
	return 0
}

func dateOf(p *part) string {
	c := p.records[0].Call()
	return cmp.Or(c.Date, c.Period)
}

func indicator(b bool) int {
	if b {
		return 1
	}
	return 0
}

// head heads the metric that calls are ordered by, where no other column shows it.
func (o Order) head() string {
	if o.metric == nil || o.metric == analysis.MeanSentiment || o.metric == analysis.HedgeRate {
		return ""
	}
	return strings.ToUpper(brief(o.metric.Title))
}

// calls are the calls in their order.
func (s *Screen) calls() []part {
	parts := s.parts(analysis.ByCall)
	place := map[string]int{}
	for i := range s.all {
		if _, ok := place[s.all[i].Call().ID]; !ok {
			place[s.all[i].Call().ID] = i
		}
	}
	slices.SortStableFunc(parts, func(a, b part) int {
		return cmp.Or(s.order.compare(&a, &b), cmp.Compare(place[a.Key], place[b.Key]))
	})
	return parts
}

// callTable has a line for each of several calls, those most unlike what is usual
// marked.
func (s *Screen) callTable() table.Table {
	type row struct {
		part
		call *analysis.Call
		all  labels
	}
	var rows []row
	for _, p := range s.calls() {
		rows = append(rows, row{p, p.records[0].Call(), labelsOf(p.records)})
	}
	more := 0
	if s.top > 0 && len(rows) > s.top {
		more = len(rows) - s.top
		rows = rows[:s.top]
	}
	cell := func(g *analysis.Group, m *analysis.Metric, e stats.Estimate) table.Cell {
		c := figureCell(m, e, false)
		u, ok := s.usualOf(g, analysis.ByCall, m)
		side := sideOf(u, ok, e)
		c.Alarm, c.Text = side != 0, c.Text+marks[side]
		return c
	}
	named := !slices.ContainsFunc(rows, func(r row) bool { return r.call.Period == "" || r.call.Company+r.call.Ticker == "" })
	t := table.Of("calls", "", []table.Column[row]{
		{Name: "call", Head: "CALL", Shrink: true, Cell: func(r row) table.Cell { return table.As(NameOf(r.call), r.call.ID) }},
		{Name: "date", Head: "DATE", Optional: true, Omit: named, Cell: func(r row) table.Cell { return table.String(r.call.Date) }},
		{Name: "answers", Head: "N", Right: true, Optional: true, Cell: func(r row) table.Cell { return table.Int(len(r.records)) }},
		{Name: "sentiment", Head: "SENTIMENT", Right: true, Cell: func(r row) table.Cell { return cell(&r.Group, analysis.MeanSentiment, r.estimates[0]) }},
		{Name: "hedges_per_100_words", Head: "HEDGES", Right: true, Cell: func(r row) table.Cell { return cell(&r.Group, analysis.HedgeRate, r.estimates[1]) }},
		{Name: "answered", Head: labelsHead, Right: true, Cell: func(r row) table.Cell { return r.all.cell() }},
		{Name: "sorted_by", Head: s.order.head(), Right: true, Omit: s.order.head() == "", Cell: func(r row) table.Cell {
			sample := r.Sample(s.order.metric)
			return report.MetricCell(s.order.metric, sample.Value())
		}},
	}, rows)
	if more > 0 {
		t = t.With("And " + table.Count(more, "more call") + ".")
	}
	return t
}

// standsOut names the calls that lie outside of what is usual.
func (s *Screen) standsOut() string {
	var parts []string
	for _, p := range s.parts(analysis.ByCall) {
		var beyond []string
		for i, m := range []*analysis.Metric{analysis.MeanSentiment, analysis.HedgeRate} {
			u, ok := s.usualOf(&p.Group, analysis.ByCall, m)
			if side := sideOf(u, ok, p.estimates[i]); side != 0 {
				beyond = append(beyond, fmt.Sprintf("%s %s %s", how[side], m.Title, short(m, p.estimates[i].Value.Value)))
			}
		}
		if len(beyond) > 0 {
			parts = append(parts, NameOf(p.records[0].Call())+": "+strings.Join(beyond, ", "))
		}
	}
	if len(parts) == 0 {
		return "No call is unlike what is usual."
	}
	if more := len(parts) - shownParts; more > 0 {
		parts = append(parts[:shownParts], fmt.Sprintf("and %d more", more))
	}
	return "Unusual, beyond 9 of 10 calls: " + strings.Join(parts, "; ") + "."
}
