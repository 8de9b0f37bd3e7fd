package screen

import (
	"cmp"
	"fmt"
	"math"
	"path"
	"slices"
	"strings"

	"candor/analysis"
	"candor/directness"
	"candor/internal/table"
	"candor/report/excerpt"
)

// partColumns are those that speakers and topics have in common.
func (s *Screen) partColumns(by *analysis.Dimension, interval bool) []table.Column[part] {
	head := ""
	if interval = interval && (s.width <= 0 || s.width >= widthOfIntervals); interval {
		head = " " + table.LevelHead(s.stats.Level)
	}
	cell := func(p part, i int, m *analysis.Metric) table.Cell {
		c := figureCell(m, p.estimates[i], interval)
		u, ok := s.usualOf(&p.Group, by, m)
		side := sideOf(u, ok, p.estimates[i])
		c.Alarm, c.Text = side != 0, c.Text+marks[side]
		return c
	}
	picture := func(p part, i int, m *analysis.Metric) table.Cell {
		u, ok := s.usualOf(&p.Group, by, m)
		return chart(m, p.estimates[i], u, ok)
	}
	return []table.Column[part]{
		{Name: "answers", Head: "N", Right: true, Cell: func(p part) table.Cell { return table.Int(len(p.records)) }},
		{Name: "words", Head: "WORDS", Right: true, Optional: true, Cell: func(p part) table.Cell { return table.Int(int(math.Round(p.Words()))) }},
		{Name: "sentiment", Head: "SENTIMENT" + head, Right: true, Cell: func(p part) table.Cell {
			return cell(p, 0, analysis.MeanSentiment)
		}},
		{Name: "sentiment_picture", Page: "usual in grey", Cell: func(p part) table.Cell { return picture(p, 0, analysis.MeanSentiment) }},
		{Name: "hedges_per_100_words", Head: "HEDGES/100W" + head, Right: true, Cell: func(p part) table.Cell { return cell(p, 1, analysis.HedgeRate) }},
		{Name: "hedges_picture", Page: "usual in grey", Cell: func(p part) table.Cell { return picture(p, 1, analysis.HedgeRate) }},
		{Name: "answered", Head: labelsHead, Right: true, Cell: func(p part) table.Cell { return p.labels.cell() }},
	}
}

// widthOfIntervals is what a table of parts takes with intervals.
const widthOfIntervals = 76

// labelsHead heads the counts of a labels.
const labelsHead = "DIR PART NOT"

func (l labels) cell() table.Cell {
	if l.total() == 0 {
		return table.Missing()
	}
	return table.String(fmt.Sprintf("%d %4d %3d", l.direct, l.partial, l.evaded))
}

func (s *Screen) speakerTable() table.Table {
	parts := s.parts(analysis.BySpeaker)
	shown := parts[:min(len(parts), shownParts)]
	t := table.Of("speakers", "", append([]table.Column[part]{
		{Name: "speaker", Head: "BY SPEAKER", Shrink: true, Cell: func(p part) table.Cell {
			name := excerpt.LastName(p.Key)
			if !s.several {
				if position := p.records[0].Key(analysis.ByRole); position != "" && position != "executive" {
					name += ", " + position
				}
			}
			return table.As(name, p.Key)
		}},
	}, s.partColumns(analysis.BySpeaker, true)...), shown)
	if more := len(parts) - len(shown); more > 0 {
		t = t.With(fmt.Sprintf("And %s with fewer answers.", table.Count(more, "speaker")))
	}
	for i := range shown {
		if line := s.usualFor(&shown[i].Group); line != "" {
			t = t.With(line)
		}
	}
	return t
}

func (s *Screen) topicTable(most int) table.Table {
	var shown []part
	var also []string
	for _, p := range s.parts(analysis.ByTopic) {
		switch {
		case len(p.records) >= fewestOfTopic && len(shown) < most:
			shown = append(shown, p)
		case p.Key != "":
			also = append(also, fmt.Sprintf("%s %d", p.Key, len(p.records)))
		}
	}
	t := table.Of("topics", "", append([]table.Column[part]{
		{Name: "topic", Head: "BY TOPIC", Shrink: true, Cell: func(p part) table.Cell { return table.As(excerpt.NameOr(p.Key), p.Key) }},
	}, s.partColumns(analysis.ByTopic, false)...), shown)
	if len(also) > 0 {
		t = t.With("Also: " + strings.Join(also[:min(len(also), shownParts)], ", "))
	}
	return t
}

// linesOfExchange is what the screen takes to show one.
const linesOfExchange = 3

// evadedTable shows the exchanges that were answered least, so many of them.
func (s *Screen) evadedTable(most int) table.Table {
	var lines []string
	var refused []int
	least := excerpt.LeastAnswered(s.counted)
	for _, e := range least[:min(most, len(least))] {
		where := s.idOf(e.Answer) + " " + strings.ToUpper(verdict(e.Label, e.Kind)) + ": " + excerpt.LastName(e.Speaker())
		if e.Asker() != "" {
			where += " to " + excerpt.LastName(e.Asker())
		}
		if firm, _, _ := strings.Cut(e.Key(analysis.ByFirm), ","); firm != "" { // without "Research Division"
			where += " (" + firm + ")"
		}
		if topic := e.Key(analysis.ByTopic); topic != "" {
			where += ", " + topic
		}
		if e.Label == directness.Evaded {
			refused = append(refused, len(lines))
		}
		lines = append(lines, where, "    Q … "+e.Quote().Question, "    A "+e.Quote().Withheld)
	}
	title := "Not answered, or only in part"
	if more := len(least) - most; more > 0 {
		title += fmt.Sprintf(" (%d of %d; explain --not-answered has all)", most, len(least))
	}
	return table.Lines("not_answered", title, lines).Alarming(refused...)
}

// verdict says how an exchange was not answered. Who answers in part has not changed
// the subject.
func verdict(label directness.Label, kind directness.Kind) string {
	words := directness.Words(kind)
	switch {
	case label != directness.Partial:
		return cmp.Or(words, "not answered")
	case kind == "", kind == directness.Reframes, kind == directness.PartialNumber:
		return directness.Words(directness.PartialNumber)
	}
	return directness.Words(directness.PartialNumber) + ", " + words
}

// evasions counts how exchanges were not answered, "2 refuses, 1 postpones".
func evasions(records []analysis.Answer) string {
	counts := map[string]int{}
	var names []string
	for _, e := range excerpt.Exchanges(records) {
		if e.Label == directness.Evaded {
			name := verdict(e.Label, e.Kind)
			if counts[name] == 0 {
				names = append(names, name)
			}
			counts[name]++
		}
	}
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	for i, name := range names {
		names[i] = fmt.Sprintf("%d %s", counts[name], name)
	}
	return strings.Join(names, ", ")
}

// idOf is what explain takes: "#34", with several calls the whole id.
func (s *Screen) idOf(r analysis.Answer) string {
	id := r.ID()
	if i := strings.LastIndexByte(id, '#'); i >= 0 && !s.several {
		return id[i:]
	}
	return id
}

func (s *Screen) readTable() table.Table {
	type row struct {
		most   string
		record analysis.Answer
		why    string
	}
	var rows []row
	pick := func(most string, by func(analysis.Answer) float64, why func(analysis.Answer) string) {
		var best analysis.Answer
		largest := 0.0
		for _, r := range s.counted {
			if x := by(r); x > largest {
				best, largest = r, x
			}
		}
		if largest > 0 {
			rows = append(rows, row{most, best, why(best)})
		}
	}
	tone := func(sign float64) func(analysis.Answer) float64 {
		return func(r analysis.Answer) float64 { return sign * r.Sum(analysis.MeanSentiment) }
	}
	feeling := func(r analysis.Answer) string {
		return strings.TrimSpace(table.Signed(r.Sum(analysis.MeanSentiment), 2).Text + "  " + r.Key(analysis.ByTopic))
	}
	pick("hedged", excerpt.Hedged, func(r analysis.Answer) string {
		return fmt.Sprintf("%d in %s words: %s", int(r.Sum(analysis.HedgeRate)), table.Thousands(r.Words()), wordings(r))
	})
	pick("negative", tone(-1), feeling)
	pick("positive", tone(1), feeling)
	return table.Of("read", "", []table.Column[row]{
		{Name: "most", Head: "MOST", Cell: func(r row) table.Cell { return table.String(r.most) }},
		{Name: "id", Head: "ANSWER", Cell: func(r row) table.Cell { return table.As(s.idOf(r.record), r.record.ID()) }},
		{Name: "speaker", Head: "WHO", Shrink: true, Optional: true, Cell: func(r row) table.Cell {
			who := excerpt.LastName(r.record.Speaker())
			if r.record.Asker() != "" {
				who += " to " + excerpt.LastName(r.record.Asker())
			}
			return table.String(who)
		}},
		{Name: "why", Head: "WHY", Shrink: true, Cell: func(r row) table.Cell { return table.String(r.why) }},
	}, rows)
}

// wordings lists the hedges of an answer, those used more than once with a number.
func wordings(r analysis.Answer) string {
	var parts []string
	for _, u := range excerpt.Cues([]analysis.Answer{r}) {
		s := fmt.Sprintf("%q", u.Wording())
		if u.Count > 1 {
			s += fmt.Sprintf(" x%d", u.Count)
		}
		parts = append(parts, s)
	}
	if len(parts) > shownWordings {
		parts = append(parts[:shownWordings:shownWordings], "…")
	}
	return strings.Join(parts, ", ")
}

// Footer is how a screen ends, and how it is known again where it is given as input.
const Footer = " · --full · --answers"

func (s *Screen) foot() []string {
	file := "FILE"
	if !s.several {
		file = path.Base(s.counted[0].Call().Source)
	}
	foot := "More: candor explain " + file + " ID" + Footer
	return []string{foot}
}
