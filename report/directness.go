package report

import (
	"cmp"
	"slices"
	"strings"

	"candor/analysis"
	"candor/directness"
	"candor/internal/table"
	"candor/report/excerpt"
	"candor/stats"
)

// directnessTables say who answers what is asked, who is answered least, and
// which exchanges to read first; none where nothing could be judged.
func directnessTables(records []analysis.Answer, by []*analysis.Dimension, o Options, several bool) []table.Table {
	if !slices.ContainsFunc(records, func(r analysis.Answer) bool { _, label, _ := r.Directness(); return label != "" }) {
		return nil
	}
	var tables []table.Table
	for _, dimension := range by {
		if dimension != analysis.ByAsker {
			name := dimension.Name
			tables = append(tables, answeredTable(dimension, "Did they answer? By "+name, strings.ToUpper(name), answeredGroups(dimension, records, o), o))
		}
	}
	if t, ok := answeredLeast(records, o); ok {
		tables = append(tables, t)
	}
	if t := leastDirect(records, o.First, several); t.Len() > 0 {
		tables = append(tables, t)
	}
	return tables
}

// answered is how the questions to a group were answered.
type answered struct {
	group                           analysis.Group
	name                            string
	counts                          [3]int // of direct, partial and evaded exchanges
	score, direct, partial, evasion stats.Estimate
}

func (a *answered) judged() int { return a.counts[0] + a.counts[1] + a.counts[2] }

// answeredGroups gives the groups of which answers were judged.
func answeredGroups(by *analysis.Dimension, records []analysis.Answer, o Options) []answered {
	var out []answered
	for _, g := range excerpt.GroupBy(records, by) {
		a := answered{group: g, name: excerpt.NameOr(g.Key)}
		a.counts[0], a.counts[1], a.counts[2] = g.Judged()
		if a.judged() == 0 {
			continue
		}
		for m, to := range map[*analysis.Metric]*stats.Estimate{analysis.MeanDirectness: &a.score, analysis.ShareDirect: &a.direct, analysis.SharePartial: &a.partial, analysis.ShareEvaded: &a.evasion} {
			*to = g.Estimate(m, o.Stats.Level).Estimate
		}
		out = append(out, a)
	}
	return out
}

// answeredTable counts direct, partial and evaded exchanges. The shares of direct and
// partial ones and the scores are in files.
func answeredTable(by *analysis.Dimension, title, head string, rows []answered, o Options) table.Table {
	columns := []table.Column[answered]{
		{Name: by.Name, Head: head, Cell: func(a answered) table.Cell { return table.String(a.name) }},
		{Name: "judged", Head: "JUDGED", Right: true, Cell: func(a answered) table.Cell { return table.Int(a.judged()) }},
	}
	for i, name := range []string{"direct", "partial", "evaded"} {
		columns = append(columns, table.Column[answered]{Name: name, Head: strings.ToUpper(name), Right: true, Cell: func(a answered) table.Cell { return table.Int(a.counts[i]) }})
	}
	share := func(m *analysis.Metric, head string, show func(stats.Estimate) table.Cell, of func(answered) stats.Estimate) {
		columns = append(columns, table.Column[answered]{Name: m.Name, Head: head, Right: true, Cell: func(a answered) table.Cell { return show(of(a)) }})
		columns = append(columns, boundColumns(m.Name, func(a answered) (low, high table.Cell) { return shareBounds(of(a)) })...)
	}
	bare := func(e stats.Estimate) table.Cell { return table.Percent(e.Value.OrNaN()) }
	share(analysis.ShareEvaded, "EVADED "+table.LevelHead(o.Stats.Level), shareCell, func(a answered) stats.Estimate { return a.evasion })
	share(analysis.ShareDirect, "", bare, func(a answered) stats.Estimate { return a.direct })
	share(analysis.SharePartial, "", bare, func(a answered) stats.Estimate { return a.partial })
	columns = append(columns, table.Column[answered]{Name: analysis.MeanDirectness.Name, Cell: func(a answered) table.Cell { return table.Float(a.score.Value.OrNaN(), 2) }})
	columns = append(columns, boundColumns(analysis.MeanDirectness.Name, func(a answered) (low, high table.Cell) { return boundCells(a.score) })...)
	columns = append(columns, usualColumns(by, []*analysis.Metric{analysis.ShareEvaded, analysis.ShareDirect, analysis.SharePartial, analysis.MeanDirectness}, o, func(a answered) *analysis.Group { return &a.group })...)
	return table.Of("directness_by_"+by.Name, title, append(columns, table.Column[answered]{Name: "missed", Cell: func(answered) table.Cell { return table.Float(directness.Missed, 2) }}), rows)
}

// shareCell is a share with its bounds in percent.
func shareCell(e stats.Estimate) table.Cell {
	cell := table.Percent(e.Value.OrNaN())
	if e.Interval.Defined {
		low, high := shareBounds(e)
		cell.Text += " [" + low.Text + ", " + high.Text + "]"
	}
	return cell
}

func shareBounds(e stats.Estimate) (low, high table.Cell) {
	if !e.Interval.Defined {
		return table.Missing(), table.Missing()
	}
	return table.Percent(e.Interval.Low), table.Percent(e.Interval.High)
}

// Analysts are listed as answered least when they got so many answers.
const (
	leastAnswers  = 2
	shownAnalysts = 5
)

// answeredLeast lists the analysts whose questions were answered least.
func answeredLeast(records []analysis.Answer, o Options) (table.Table, bool) {
	asked := slices.DeleteFunc(slices.Clone(records), func(r analysis.Answer) bool { return r.Asker() == "" })
	rows := slices.DeleteFunc(answeredGroups(analysis.ByAsker, asked, o), func(a answered) bool { return a.judged() < leastAnswers })
	slices.SortStableFunc(rows, func(a, b answered) int { return cmp.Compare(a.score.Value.Value, b.score.Value.Value) })
	rows = rows[:min(len(rows), shownAnalysts)]
	return answeredTable(analysis.ByAsker, "Answered least: analysts by the mean score of the answers they got", "ASKED BY", rows, o).
		With("By exchange: the question and all that executives say to it. " + missed() + " Whether more was known, or said before, the text cannot tell."), len(rows) > 0
}

// missed says how many of the evaded answers are not found.
func missed() string {
	return "Of the evaded answers " + table.Percent(directness.Missed).Text + " are missed."
}

// leastDirect lists the exchanges whose question is answered least, an exchange
// of several answers once.
func leastDirect(records []analysis.Answer, first int, several bool) table.Table {
	least := excerpt.LeastAnswered(records)
	return table.Of("least_direct", "Read first: the exchanges answered least", []table.Column[excerpt.Exchange]{
		{Name: analysis.MeanDirectness.Name, Cell: func(e excerpt.Exchange) table.Cell { return table.Float(e.Score, 2) }},
		{Name: "label", Head: "LABEL", Cell: func(e excerpt.Exchange) table.Cell { return table.String(string(e.Label)) }},
		{Name: "kind", Head: "KIND", Cell: func(e excerpt.Exchange) table.Cell {
			return table.As(directness.Words(e.Kind), string(e.Kind))
		}},
		{Name: "call", Head: callHead(several), Cell: func(e excerpt.Exchange) table.Cell { return table.String(e.Call().ID) }},
		{Name: "id", Cell: func(e excerpt.Exchange) table.Cell { return table.String(e.ID()) }},
		{Name: "line", Head: "LINE", Right: true, Cell: func(e excerpt.Exchange) table.Cell { return line(e.Answer) }},
		{Name: "speaker", Head: "SPEAKER", Cell: func(e excerpt.Exchange) table.Cell { return table.As(excerpt.LastName(e.Speaker()), e.Speaker()) }},
		{Name: "asker", Cell: func(e excerpt.Exchange) table.Cell { return table.As(excerpt.LastName(e.Asker()), e.Asker()) }},
		{Name: "question", Head: "ASKED", Shrink: true, Cell: func(e excerpt.Exchange) table.Cell { return table.String(e.Quote().Question) }},
		{Name: "begins", Head: "ANSWER BEGINS", Shrink: true, Cell: func(e excerpt.Exchange) table.Cell { return table.String(e.Quote().Text) }},
	}, least[:min(first, len(least))])
}
