package screen

import (
	"cmp"
	"slices"
	"strings"

	"candor/analysis"
	"candor/norms"
	"candor/report/excerpt"
	"candor/stats"
)

// Figure is what a picture of the screen shows.
type Figure struct {
	Title, Unusual string
	Basis          string // what usual rests on; "" where nothing is known
	Rows           []FigureRow
	More           int // calls that have no row
}

// FigureRow is a call or a part of one, or with a name alone the heading of rows.
type FigureRow struct {
	Name      string
	N         int               // answers; 0 for a heading
	Estimates [2]stats.Estimate // sentiment, hedges per 100 words
	Usual     [2]norms.Usual    // where it is Known
	Known     [2]bool
}

// Figure gives a row for each of several calls, at most so many; of one call all
// answers, speakers and topics, of these at most parts each, the others together.
func (s *Screen) Figure(calls, parts int) Figure {
	f := Figure{Title: s.title(), Unusual: s.unusual()}
	if s.several {
		rows := s.calls()
		f.More = max(0, len(rows)-calls)
		for _, p := range rows[:len(rows)-f.More] {
			f.Rows = append(f.Rows, s.figureRow(NameOf(p.records[0].Call()), &p.Group, analysis.ByCall))
		}
	} else {
		f.Rows = append(f.Rows, s.figureRow("All answers", &s.whole, analysis.Together))
		f.Rows = append(f.Rows, s.figureParts("By speaker", analysis.BySpeaker, parts, 1)...)
		f.Rows = append(f.Rows, s.figureParts("By topic", analysis.ByTopic, parts, fewestOfTopic)...)
	}
	if slices.ContainsFunc(f.Rows, func(r FigureRow) bool { return r.Known[0] || r.Known[1] }) {
		basis, _ := strings.CutPrefix(s.basis(), "* ")
		f.Basis = strings.Replace(basis, ", ▼ ▲ beyond", "", 1)
	}
	return f
}

func (s *Screen) figureRow(name string, g *analysis.Group, by *analysis.Dimension) FigureRow {
	r := FigureRow{Name: name, N: len(g.Answers())}
	for i, m := range []*analysis.Metric{analysis.MeanSentiment, analysis.HedgeRate} {
		r.Estimates[i] = g.Estimate(m, s.stats.Level).Estimate
		r.Usual[i], r.Known[i] = s.usualOf(g, by, m)
	}
	return r
}

// figureParts gives rows of parts under a heading, those with fewer answers than
// fewest or beyond most together.
func (s *Screen) figureParts(heading string, by *analysis.Dimension, most, fewest int) []FigureRow {
	rows := []FigureRow{{Name: heading}}
	var others []analysis.Group
	for _, g := range excerpt.GroupBy(s.counted, by) {
		if len(rows) <= most && len(g.Answers()) >= fewest {
			rows = append(rows, s.figureRow(cmp.Or(g.Key, excerpt.NameOr("")), &g, by))
		} else {
			others = append(others, g)
		}
	}
	if len(others) > 0 {
		all := analysis.Union(others)
		r := s.figureRow("others", &all, by)
		r.Known = [2]bool{} // what is usual is known of one
		rows = append(rows, r)
	}
	return rows
}
