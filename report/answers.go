package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"candor/analysis"
	"candor/hedge"
	"candor/internal/table"
	"candor/report/excerpt"
)

func mostUsed(records []analysis.Answer) string {
	if uses := excerpt.Cues(records); len(uses) > 0 {
		return uses[0].Wording()
	}
	return "–"
}

// shownCues is how many cues of a category the report shows, shownSpeakers how
// many speakers have a column of their own there.
const (
	shownCues     = 3
	shownSpeakers = 3
)

// cueRow is a cue with the uses of all cues of its category.
type cueRow struct {
	*excerpt.Use
	total  int
	repeat bool // the row above is of the same category
}

func cueTable(records []analysis.Answer) table.Table {
	uses := excerpt.Cues(records)
	totals := map[hedge.Category]int{}
	for _, u := range uses {
		totals[u.Category] += u.Count
	}
	categories := slices.Clone(hedge.Categories[:])
	slices.SortStableFunc(categories, func(a, b hedge.Category) int { return cmp.Compare(totals[b], totals[a]) })
	var rows []cueRow
	for _, category := range categories {
		shown := 0
		for _, u := range uses {
			if u.Category == category && shown < shownCues {
				rows = append(rows, cueRow{u, totals[category], shown > 0})
				shown++
			}
		}
	}
	columns := []table.Column[cueRow]{
		{Name: "category", Head: "CATEGORY", Cell: func(r cueRow) table.Cell { return table.String(string(r.Category)).Quiet(r.repeat) }},
		{Name: "category_count", Head: "ALL", Right: true, Cell: func(r cueRow) table.Cell { return table.Int(r.total).Quiet(r.repeat) }},
		{Name: "cue", Cell: func(r cueRow) table.Cell { return table.String(r.Cue) }},
		{Name: "hedge", Head: "HEDGE", Cell: func(r cueRow) table.Cell { return table.String(r.Wording()) }},
		{Name: "count", Head: "COUNT", Right: true, Cell: func(r cueRow) table.Cell { return table.Int(r.Count) }},
	}
	columns = append(columns, speakerColumns(records, func(s analysis.Group) func(cueRow) table.Cell {
		counts := map[string]int{}
		for _, u := range excerpt.Cues(s.Answers()) {
			counts[u.Cue] = u.Count
		}
		return func(r cueRow) table.Cell { return table.Int(counts[r.Cue]) }
	})...)
	return table.Of("hedges", "Hedges most used, by category", columns, rows)
}

// speakerColumns are a column for each of the speakers who speak most, where
// there is room.
func speakerColumns[R any](records []analysis.Answer, cell func(analysis.Group) func(R) table.Cell) []table.Column[R] {
	speakers := excerpt.GroupBy(records, analysis.BySpeaker)
	var columns []table.Column[R]
	for i, s := range speakers[:min(shownSpeakers, len(speakers))] {
		columns = append(columns, table.Column[R]{Name: "speaker_" + strconv.Itoa(i+1), Head: strings.ToUpper(excerpt.LastName(s.Key)), Right: true, Optional: true, TextOnly: true, Cell: cell(s)})
	}
	return columns
}

// readRow is an answer to read, why, and how far.
type readRow struct {
	analysis.Answer
	why   string
	value table.Cell
}

func readFirst(records []analysis.Answer, first int, several bool) table.Table {
	var rows []readRow
	for _, kind := range []struct {
		why     string
		ranking excerpt.Ranking
		metric  *analysis.Metric
		show    func(float64, int) table.Cell
		digits  int
	}{
		{"hedged", excerpt.MostHedged, analysis.HedgeRate, table.Float, 1},
		{"negative", excerpt.MostNegative, analysis.MeanSentiment, table.Signed, 2},
		{"positive", excerpt.MostPositive, analysis.MeanSentiment, table.Signed, 2},
	} {
		for _, r := range kind.ranking.First(records, first) {
			value, _ := r.Value(kind.metric)
			rows = append(rows, readRow{r, kind.why, kind.show(value, kind.digits)})
		}
	}
	return table.Of("read_first", "Read first: the answers most hedged, most negative and most positive", []table.Column[readRow]{
		{Name: "most", Head: "MOST", Cell: func(r readRow) table.Cell { return table.String(r.why) }},
		{Name: "value", Head: "VALUE", Right: true, Cell: func(r readRow) table.Cell { return r.value }},
		{Name: "call", Head: callHead(several), Cell: func(r readRow) table.Cell { return table.String(r.Call().ID) }},
		{Name: "id", Cell: func(r readRow) table.Cell { return table.String(r.ID()) }},
		{Name: "line", Head: "LINE", Right: true, Cell: func(r readRow) table.Cell { return line(r.Answer) }},
		{Name: "speaker", Head: "SPEAKER", Cell: func(r readRow) table.Cell { return table.As(excerpt.LastName(r.Speaker()), r.Speaker()) }},
		{Name: "asker", Head: "ASKED BY", Cell: func(r readRow) table.Cell { return table.As(excerpt.LastName(r.Asker()), r.Asker()) }},
		{Name: "begins", Head: "BEGINS", Shrink: true, Cell: func(r readRow) table.Cell { return table.String(r.Quote().Text) }},
	}, rows).With("Most hedged: by a lower bound of the hedges' weights per 100 words, so that no short answer with two hedges comes first; VALUE is hedges per 100 words.")
}

// callHead heads the column of calls, which one call does not need.
func callHead(several bool) string {
	if several {
		return "CALL"
	}
	return ""
}

// line shows where an answer begins; numbers of lines have no thousands.
func line(r analysis.Answer) table.Cell { return table.As(strconv.Itoa(r.Line()), r.Line()) }

// AnswerTable has a line for each answer.
func AnswerTable(records []analysis.Answer, o Options) table.Table {
	return answerTable(records, o, slices.ContainsFunc(records, func(r analysis.Answer) bool { return r.Call() != records[0].Call() }))
}

func answerTable(records []analysis.Answer, o Options, several bool) table.Table {
	type record = analysis.Answer
	columns := []table.Column[record]{
		{Name: "id", Head: "ID", Cell: func(r record) table.Cell {
			id := r.ID()
			if i := strings.LastIndexByte(id, '#'); i >= 0 && !several {
				return table.As(id[i:], id)
			}
			return table.String(id)
		}},
		{Name: "call", Cell: func(r record) table.Cell { return table.String(r.Call().ID) }},
		{Name: "line", Head: "LINE", Right: true, Cell: line},
		{Name: "section", Cell: func(r record) table.Cell { return table.String(string(r.Section())) }},
		{Name: "speaker", Head: "SPEAKER", Cell: func(r record) table.Cell { return table.String(excerpt.NameOr(r.Speaker())) }},
		{Name: "asker", Head: "ASKED BY", Optional: true, Cell: func(r record) table.Cell { return table.String(r.Asker()) }},
		{Name: "topic", Head: "TOPIC", Cell: func(r record) table.Cell { return table.String(r.Key(analysis.ByTopic)) }},
		{Name: "words", Head: "WORDS", Right: true, Cell: func(r record) table.Cell { return table.Int(r.Words()) }},
		{Name: analysis.MeanSentiment.Name, Head: "SENT.", Right: true, Cell: sentimentCell},
		{Name: "label", Cell: func(r record) table.Cell { return table.String(string(r.Label())) }},
		{Name: "hedges", Head: "HEDGES", Right: true, Cell: func(r record) table.Cell { return table.Int(int(r.Sum(analysis.HedgeRate))) }},
		{Name: analysis.HedgeRate.Name, Head: "/100 W.", Right: true, Cell: func(r record) table.Cell { return table.Float(hedges(r), 1) }},
		{Name: "deflections", Head: "DEFL.", Right: true, Cell: func(r record) table.Cell { return table.Int(int(r.Sum(analysis.DeflectionRate))) }},
		{Name: "directness_label", Head: "ANSWERED", Optional: true, Cell: func(r record) table.Cell { _, label, _ := r.Directness(); return table.String(string(label)) }},
		{Name: "directness_kind", Cell: func(r record) table.Cell { _, _, kind := r.Directness(); return table.String(string(kind)) }},
	}
	for _, m := range o.Metrics {
		columns = append(columns, table.Column[record]{Name: m.Name + "_value", Head: headOfMetric(m), Right: true, Cell: func(r record) table.Cell {
			if value, ok := r.Value(m); ok {
				return table.Float(value, 2)
			}
			return table.Missing()
		}})
	}
	columns = append(columns, table.Column[record]{Name: "begins", Head: "BEGINS", Shrink: true, Optional: true, Cell: func(r record) table.Cell { return table.String(r.Quote().Text) }})
	return table.Of("answers", "All answers", columns, records)
}

func sentimentCell(r analysis.Answer) table.Cell {
	if score, ok := r.Value(analysis.MeanSentiment); ok {
		return table.Signed(score, 2)
	}
	return table.Missing()
}

func hedges(r analysis.Answer) float64 {
	if rate, ok := r.Value(analysis.HedgeRate); ok {
		return rate
	}
	return 0
}
