// Package screen is what a report says first: of a call, or of several together,
// in forty lines.
package screen

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"candor/analysis"
	"candor/internal/table"
	"candor/norms"
	"candor/report/excerpt"
	"candor/stats"
	"candor/transcript/call"
)

// The first screen fits so many lines; what there is more of is left to read on.
const (
	screenLines   = 40
	shownParts    = 5 // speakers, topics
	fewestTopics  = 2
	fewestOfTopic = 3
	shownWordings = 4

	// MostQuoted is how many answers of a kind a screen quotes at most.
	MostQuoted = screenLines / linesOfExchange
)

// Screen is what is to be known first of a call, or of several together.
type Screen struct {
	all     []analysis.Answer // of the calls, prepared remarks and trivial turns too
	counted []analysis.Answer // what the figures count
	last    []analysis.Answer // what they count of the call before; nil where none is known
	whole   analysis.Group    // of counted
	norms   *norms.Norms      // nil for none
	stats   stats.Options
	several bool
	order   Order // of the calls' lines
	top     int   // calls that have a line; 0 for all
	width   int   // of the text that it is shown in; 0 is no limit
}

// New is the screen of records that are counted, at least one; all are the
// records they were picked from, last those of the call before, or nil; n says what
// is usual, nil for nothing.
func New(all, counted, last []analysis.Answer, n *norms.Norms, o stats.Options) *Screen {
	s := &Screen{all: all, counted: counted, last: last, norms: n.For(counted[0].Versions()), stats: o}
	s.whole = excerpt.GroupBy(counted, analysis.Together)[0]
	for _, r := range counted {
		s.several = s.several || r.Call() != counted[0].Call()
	}
	return s
}

// Sorted is the screen whose lines of calls stand in this order, at most top of
// them; 0 is no limit.
func (s *Screen) Sorted(by Order, top int) *Screen {
	s.order, s.top = by, top
	return s
}

// NoText is the width of what is not text: whiskers of characters are left out.
const NoText = -1

// Document is the screen as a document for so many columns of text; 0 is no limit.
func (s *Screen) Document(warnings []string, width int) table.Document {
	s.width = width
	d := s.document(warnings, shownParts)
	for topics := shownParts - 1; topics >= fewestTopics && d.Lines(width) > screenLines; topics-- {
		d = s.document(warnings, topics)
	}
	return d
}

func (s *Screen) document(warnings []string, topics int) table.Document {
	d := table.Document{Title: "candor report", Head: []string{s.title(), s.unusual()}, Warnings: warnings}
	if s.several {
		d.Tables = append(d.Tables, s.callTable())
	}
	d.Tables = append(d.Tables, s.figureTable(), s.speakerTable())
	if t := s.topicTable(topics); t.Len() > 0 {
		d.Tables = append(d.Tables, t)
	}
	rest := []table.Table{s.readTable(), table.Lines("", "", s.foot())}
	before := len(d.Tables)
	d.Tables = append(d.Tables, rest...)
	room := screenLines - d.Lines(s.width) - 2 // an empty line and the title
	if t := s.evadedTable(max(1, room/linesOfExchange)); !t.Empty() {
		d.Tables = slices.Insert(d.Tables, before, t)
	}
	return d
}

// title is "MICRON (MU)  2019-Q4, call of 2019-09-26 · 15 answers, 12 analysts".
func (s *Screen) title() string {
	askers := map[string]bool{}
	for _, r := range s.counted {
		if r.Asker() != "" {
			askers[r.Call().ID+"\x00"+r.Asker()] = true
		}
	}
	n := table.Count(len(s.counted), "answer")
	if len(askers) > 0 {
		n += ", " + table.Count(len(askers), "analyst")
	}
	if s.several {
		return fmt.Sprintf("%s · %s", table.Count(len(excerpt.GroupBy(s.counted, analysis.ByCall)), "call"), n)
	}
	c := s.counted[0].Call()
	name := NameOf(c)
	if c.Date != "" {
		name += ", call of " + c.Date
	}
	return name + " · " + n
}

// NameOf names a call by company and quarter, as far as they are known, else by
// its id.
func NameOf(c *analysis.Call) string {
	name := c.Company
	switch {
	case name == "":
		name = c.Ticker
	case c.Ticker != "":
		name += " (" + c.Ticker + ")"
	}
	if name == "" {
		return c.ID
	}
	return strings.TrimSpace(name + " " + c.Period)
}

// figure is a row of the figures over all answers.
type figure struct {
	name               string
	metric             *analysis.Metric
	qa, prepared, last stats.Estimate
}

var figureMetrics = []struct {
	name   string
	metric *analysis.Metric
}{{"Sentiment", analysis.MeanSentiment}, {"Hedges/100 words", analysis.HedgeRate}, {"– shields", analysis.ShieldRate}, {"– approximators", analysis.ApproximatorRate}}

func (s *Screen) figures() []figure {
	metrics := make([]*analysis.Metric, len(figureMetrics))
	for i := range figureMetrics {
		metrics[i] = figureMetrics[i].metric
	}
	of := func(records []analysis.Answer) []stats.Estimate {
		out := make([]stats.Estimate, len(metrics))
		if groups := excerpt.GroupBy(records, analysis.Together); len(groups) > 0 {
			for i, m := range metrics {
				out[i] = groups[0].Estimate(m, s.stats.Level).Estimate
			}
		}
		return out
	}
	qa, prepared, last := of(s.counted), of(s.prepared()), of(s.last)
	out := make([]figure, len(metrics))
	for i, m := range metrics {
		out[i] = figure{figureMetrics[i].name, m, qa[i], prepared[i], last[i]}
	}
	return out
}

// prepared are the prepared remarks beside what is counted.
func (s *Screen) prepared() []analysis.Answer {
	if s.counted[0].Section() != call.QA {
		return nil
	}
	return analysis.CountedTurns(s.all, call.Prepared)
}

// unusual says what lies outside of what is usual, before all figures.
func (s *Screen) unusual() string {
	if s.several {
		return s.standsOut()
	}
	var parts []string
	for _, m := range []*analysis.Metric{analysis.MeanSentiment, analysis.HedgeRate, analysis.ShieldRate, analysis.ShareDirect, analysis.ShareEvaded} {
		u, ok := s.usual(m)
		value := s.value(m)
		if !ok || math.IsNaN(value) {
			continue
		}
		if side := u.Outside(value); side != 0 {
			parts = append(parts, fmt.Sprintf("%s %s %s", how[side], nameInSentence(m), short(m, value)))
		}
	}
	line := "Nothing unusual for a call."
	if _, ok := s.usual(analysis.HedgeRate); !ok {
		line = "There is no yardstick for these answers."
	}
	if len(parts) > 0 {
		line = "Unusual, beyond 9 of 10 calls: " + strings.Join(parts, ", ") + "."
	}
	if len(s.last) > 0 {
		line += s.changed()
	}
	return line
}

// how names the side of a band that a value is on.
var how = map[int]string{-1: "low", 1: "high"}

// nameInSentence is a metric's name, of shares what there is a share of.
func nameInSentence(m *analysis.Metric) string {
	switch m {
	case analysis.ShareDirect:
		return "share of direct answers"
	case analysis.ShareEvaded:
		return "share of questions not answered"
	}
	return m.Title
}

func (s *Screen) value(m *analysis.Metric) float64 {
	sample := s.whole.Sample(m)
	return sample.Value().OrNaN()
}

// short writes a value of a metric for a sentence.
func short(m *analysis.Metric, x float64) string {
	switch {
	case m.Kind == analysis.Share:
		return table.Percent(x).Text
	case m.Signed():
		return table.Signed(x, 2).Text
	}
	return table.Float(x, 1).Text
}

// changed says whether a change from the call before is beyond what the answers
// vary by: their intervals do not overlap.
func (s *Screen) changed() string {
	period := cmp.Or(s.last[0].Call().Period, s.last[0].Call().ID)
	var parts []string
	for _, f := range s.figures()[:2] {
		if !f.qa.Interval.Defined || !f.last.Interval.Defined {
			continue
		}
		switch {
		case f.qa.Interval.Low > f.last.Interval.High:
			parts = append(parts, strings.ToLower(f.name)+" rose")
		case f.qa.Interval.High < f.last.Interval.Low:
			parts = append(parts, strings.ToLower(f.name)+" fell")
		}
	}
	if len(parts) == 0 {
		return " No change from " + period + " is shown."
	}
	return " Since " + period + " " + strings.Join(parts, ", ") + "."
}

func (s *Screen) figureTable() table.Table {
	head := "Q&A"
	if s.counted[0].Section() != call.QA {
		head = strings.ToUpper(string(s.counted[0].Section()))
	}
	last := ""
	if len(s.last) > 0 {
		last = cmp.Or(s.last[0].Call().Period, s.last[0].Call().ID)
	}
	figures := s.figures()
	_, known := s.usual(analysis.HedgeRate)
	spoke := len(s.prepared()) > 0
	plain := func(of func(figure) stats.Estimate) func(figure) table.Cell {
		return func(f figure) table.Cell { return figureCell(f.metric, of(f), false) }
	}
	t := table.Of("figures", "", []table.Column[figure]{
		{Name: "metric", Head: " ", Cell: func(f figure) table.Cell { return table.As(f.name, f.metric.Name) }},
		{Name: "value", Head: head + " " + table.LevelHead(s.stats.Level), Right: true, Cell: func(f figure) table.Cell {
			c := figureCell(f.metric, f.qa, true)
			u, ok := s.usual(f.metric)
			c.Alarm = sideOf(u, ok, f.qa) != 0
			return c
		}},
		{Name: "usual", Head: "USUAL*", Right: true, Omit: !known, Cell: func(f figure) table.Cell {
			u, ok := s.usual(f.metric)
			if !ok {
				return table.Missing()
			}
			return table.String(short(f.metric, u.Low) + " – " + short(f.metric, u.High))
		}},
		{Name: "percentile", Head: "PCTL", Right: true, Omit: !known || s.several, Cell: func(f figure) table.Cell {
			u, ok := s.usual(f.metric)
			if !ok || !f.qa.Value.Defined {
				return table.Missing()
			}
			return table.As(fmt.Sprintf("%.0f", 100*u.Percentile), u.Percentile)
		}},
		{Name: "prepared", Head: "PREPARED", Right: true, Omit: !spoke, Cell: plain(func(f figure) stats.Estimate { return f.prepared })},
		{Name: "last", Head: last, Right: true, Omit: last == "", Cell: plain(func(f figure) stats.Estimate { return f.last })},
		{Name: "picture", Page: "Where it lies", Cell: func(f figure) table.Cell {
			u, ok := s.usual(f.metric)
			return chart(f.metric, f.qa, u, ok)
		}},
		{Name: "chart", Head: chartHead, Optional: true, TextOnly: true, Omit: s.width == NoText, Cell: func(f figure) table.Cell { return table.String(whisker(f.metric, f.qa)) }},
	}, figures)
	notes := []string{}
	if answered := s.answered(); answered != "" {
		notes = append(notes, answered)
	}
	if used := s.mostUsed(); used != "" {
		notes = append(notes, used)
	}
	if known {
		notes = append(notes, s.basis())
	}
	return t.With(notes...)
}

// figureCell shows sentiment with two decimals and a sign, rates with one.
func figureCell(m *analysis.Metric, e stats.Estimate, interval bool) table.Cell {
	value := e.Value.OrNaN()
	decimals, cell := 1, table.Float(value, 1)
	if m.Signed() {
		decimals, cell = 2, table.Signed(value, 2)
	}
	if interval && e.Interval.Defined {
		cell = table.Interval(cell, e.Interval.Low, e.Interval.High, decimals)
	}
	return cell
}

// answered counts exchanges by how they were answered, with what is usual.
func (s *Screen) answered() string {
	counts := labelsOf(s.counted)
	if counts.total() == 0 {
		return ""
	}
	line := fmt.Sprintf("Answered: %d direct, %d in part, %d not", counts.direct, counts.partial, counts.evaded)
	if kinds := evasions(s.counted); kinds != "" {
		line += " (" + kinds + ")"
	}
	if u, ok := s.usual(analysis.ShareDirect); ok {
		line += fmt.Sprintf("; usual: %s – %s direct", strings.TrimSuffix(table.Percent(u.Low).Text, "%"), table.Percent(u.High).Text)
	}
	return line
}

func (s *Screen) mostUsed() string {
	var parts []string
	for _, u := range excerpt.Cues(s.counted) {
		if len(parts) < shownWordings {
			parts = append(parts, fmt.Sprintf("%q %d", u.Wording(), u.Count))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "Hedges most used: " + strings.Join(parts, ", ")
}
