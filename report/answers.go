package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"candor/analysis"
	"candor/hedge"
	"candor/internal/table"
	"candor/report/excerpt"
)

func mostUsed(records []*analysis.Record) string {
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

func cueTable(records []*analysis.Record) table.Table {
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
		for _, u := range excerpt.Cues(s.Records()) {
			counts[u.Cue] = u.Count
		}
		return func(r cueRow) table.Cell { return table.Int(counts[r.Cue]) }
	})...)
	return table.Of("hedges", "Hedges most used, by category", columns, rows)
}

// speakerColumns are a column for each of the speakers who speak most, where
// there is room.
func speakerColumns[R any](records []*analysis.Record, cell func(analysis.Group) func(R) table.Cell) []table.Column[R] {
	speakers := analysis.GroupBy(records, analysis.BySpeaker)
	var columns []table.Column[R]
	for i, s := range speakers[:min(shownSpeakers, len(speakers))] {
		columns = append(columns, table.Column[R]{Name: "speaker_" + strconv.Itoa(i+1), Head: strings.ToUpper(excerpt.LastName(s.Key)), Right: true, Optional: true, TextOnly: true, Cell: cell(s)})
	}
	return columns
}

// fewestWords is how long an answer must be to be named most hedged: a single
// hedge is a huge rate in a short one.
const fewestWords = 25

// readRow is an answer to read, why, and how far.
type readRow struct {
	*analysis.Record
	why   string
	value table.Cell
}

func readFirst(records []*analysis.Record, first int, several bool) table.Table {
	var rows []readRow
	add := func(why string, key func(*analysis.Record) float64, show func(float64) table.Cell, eligible func(*analysis.Record) bool) {
		picked := slices.DeleteFunc(slices.Clone(records), func(r *analysis.Record) bool { return !eligible(r) })
		slices.SortStableFunc(picked, func(a, b *analysis.Record) int { return cmp.Compare(key(b), key(a)) })
		for _, r := range picked[:min(first, len(picked))] {
			rows = append(rows, readRow{r, why, show(key(r))})
		}
	}
	add("hedged", hedgeRate, func(x float64) table.Cell { return table.Float(x, 1) }, func(r *analysis.Record) bool { return r.Words >= fewestWords && len(r.Hedges) > 0 })
	scored := func(sign float64) func(*analysis.Record) bool {
		return func(r *analysis.Record) bool { return r.Sentiment.Score != nil && sign**r.Sentiment.Score > 0 }
	}
	add("negative", func(r *analysis.Record) float64 { return -*r.Sentiment.Score }, func(x float64) table.Cell { return table.Signed(-x, 2) }, scored(-1))
	add("positive", func(r *analysis.Record) float64 { return *r.Sentiment.Score }, func(x float64) table.Cell { return table.Signed(x, 2) }, scored(1))
	return table.Of("read_first", "Read first: the answers most hedged, most negative and most positive", []table.Column[readRow]{
		{Name: "most", Head: "MOST", Cell: func(r readRow) table.Cell { return table.String(r.why) }},
		{Name: "value", Head: "VALUE", Right: true, Cell: func(r readRow) table.Cell { return r.value }},
		{Name: "call", Head: callHead(several), Cell: func(r readRow) table.Cell { return table.String(r.Call.ID) }},
		{Name: "id", Cell: func(r readRow) table.Cell { return table.String(r.ID) }},
		{Name: "line", Head: "LINE", Right: true, Cell: func(r readRow) table.Cell { return line(r.Record) }},
		{Name: "speaker", Head: "SPEAKER", Cell: func(r readRow) table.Cell { return table.As(excerpt.LastName(r.Speaker), r.Speaker) }},
		{Name: "asker", Head: "ASKED BY", Cell: func(r readRow) table.Cell { return table.As(excerpt.LastName(r.Asker), r.Asker) }},
		{Name: "begins", Head: "BEGINS", Shrink: true, Cell: func(r readRow) table.Cell { return table.String(excerpt.Beginning(r.Text)) }},
	}, rows).With(fmt.Sprintf("Most hedged: hedges per 100 words, of answers of %d words or more.", fewestWords))
}

// callHead heads the column of calls, which one call does not need.
func callHead(several bool) string {
	if several {
		return "CALL"
	}
	return ""
}

// line shows where an answer begins; numbers of lines have no thousands.
func line(r *analysis.Record) table.Cell { return table.As(strconv.Itoa(r.Line), r.Line) }

func hedgeRate(r *analysis.Record) float64 {
	if r.Words == 0 {
		return 0
	}
	return 100 * float64(len(r.Hedges)) / float64(r.Words)
}

// keptOfText is how many bytes of a text Shorten keeps: enough for a beginning
// of excerpt.Longest, blanks at line ends included.
const keptOfText = excerpt.Longest + 64

// Shorten takes from records what no report shows: of texts it keeps the
// beginnings, and nothing keeps the file in memory that they are from.
func Shorten(records []analysis.Record) {
	for i := range records {
		r := &records[i]
		for _, s := range []*string{&r.ID, &r.Speaker, &r.Title, &r.Firm, &r.Asker, &r.AskerFirm,
			&r.Call.ID, &r.Call.Company, &r.Call.Ticker, &r.Call.Period, &r.Call.Date, &r.Call.Source} {
			*s = own(*s)
		}
		question := excerpt.MainQuestion(r.Question)
		r.Question, r.Text = strings.Clone(question[:min(len(question), keptOfText)]), strings.Clone(r.Text[:min(len(r.Text), keptOfText)])
		for k := range r.Hedges {
			r.Hedges[k].Text = own(r.Hedges[k].Text)
		}
		for k := range r.Deflections {
			r.Deflections[k].Text = own(r.Deflections[k].Text)
		}
		for k := range r.Directness.Evidence {
			r.Directness.Evidence[k].Text = own(r.Directness.Evidence[k].Text)
		}
	}
}

// AnswerTable has a line for each answer.
func AnswerTable(records []*analysis.Record, o Options) table.Table {
	return answerTable(records, o, slices.ContainsFunc(records, func(r *analysis.Record) bool { return r.Call != records[0].Call }))
}

func answerTable(records []*analysis.Record, o Options, several bool) table.Table {
	type record = *analysis.Record
	columns := []table.Column[record]{
		{Name: "id", Head: "ID", Cell: func(r record) table.Cell {
			if i := strings.LastIndexByte(r.ID, '#'); i >= 0 && !several {
				return table.As(r.ID[i:], r.ID)
			}
			return table.String(r.ID)
		}},
		{Name: "call", Cell: func(r record) table.Cell { return table.String(r.Call.ID) }},
		{Name: "line", Head: "LINE", Right: true, Cell: line},
		{Name: "section", Cell: func(r record) table.Cell { return table.String(string(r.Section)) }},
		{Name: "speaker", Head: "SPEAKER", Cell: func(r record) table.Cell { return table.String(excerpt.NameOr(r.Speaker)) }},
		{Name: "asker", Head: "ASKED BY", Optional: true, Cell: func(r record) table.Cell { return table.String(r.Asker) }},
		{Name: "topic", Head: "TOPIC", Cell: func(r record) table.Cell { return table.String(analysis.ByTopic.Key(r)) }},
		{Name: "words", Head: "WORDS", Right: true, Cell: func(r record) table.Cell { return table.Int(r.Words) }},
		{Name: analysis.MeanSentiment.Name, Head: "SENT.", Right: true, Cell: sentimentCell},
		{Name: "label", Cell: func(r record) table.Cell { return table.String(string(r.Sentiment.Label)) }},
		{Name: "hedges", Head: "HEDGES", Right: true, Cell: func(r record) table.Cell { return table.Int(len(r.Hedges)) }},
		{Name: analysis.HedgeRate.Name, Head: "/100 W.", Right: true, Cell: func(r record) table.Cell { return table.Float(hedgeRate(r), 1) }},
		{Name: "deflections", Head: "DEFL.", Right: true, Cell: func(r record) table.Cell { return table.Int(len(r.Deflections)) }},
		{Name: "directness_label", Head: "ANSWERED", Optional: true, Cell: func(r record) table.Cell { return table.String(string(r.Directness.Label)) }},
		{Name: "directness_kind", Cell: func(r record) table.Cell { return table.String(string(r.Directness.Kind)) }},
	}
	for _, m := range o.Metrics {
		columns = append(columns, table.Column[record]{Name: m.Name + "_value", Head: headOfMetric(m), Right: true, Cell: func(r record) table.Cell {
			if value, ok := m.Value(r); ok {
				return table.Float(value, 2)
			}
			return table.Missing()
		}})
	}
	columns = append(columns, table.Column[record]{Name: "begins", Head: "BEGINS", Shrink: true, Optional: true, Cell: func(r record) table.Cell { return table.String(excerpt.Beginning(r.Text)) }})
	return table.Of("answers", "All answers", columns, records)
}

func sentimentCell(r *analysis.Record) table.Cell {
	if r.Sentiment.Score == nil {
		return table.Missing()
	}
	return table.Signed(*r.Sentiment.Score, 2)
}
