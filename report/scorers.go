package report

import (
	"fmt"
	"math"
	"strings"

	"candor/analysis"
	"candor/internal/table"
	"candor/score"
)

// mostDisagreements is how many answers are named on which two scorers differ.
const mostDisagreements = 5

// saidBy gives what the i-th scorer said of a record; 0 is the first.
func saidBy(r *analysis.Record, i int) analysis.Sentiment {
	if i == 0 {
		return r.Sentiment
	}
	return r.Others[i-1]
}

// meanSaid is the mean score of the i-th scorer, NaN where it scored nothing.
func meanSaid(records []*analysis.Record, i int) float64 {
	sum, n := 0.0, 0.0
	for _, r := range records {
		if said := saidBy(r, i); said.Score != nil {
			sum += *said.Score
			n++
		}
	}
	if n == 0 {
		return math.NaN()
	}
	return sum / n
}

// scorerTables puts several scorers side by side: what each says on the whole and
// per speaker, how far each two rank the answers alike, and where they differ most.
func scorerTables(records []*analysis.Record, several bool) []table.Table {
	scorers := 1 + len(records[0].Others)
	sums := table.Table{Name: "scorers", Title: "Scorers side by side", Columns: []table.Column{
		{Name: "scorer", Head: "SCORER"}, {Name: "scored", Head: "SCORED", Right: true}, {Name: "sentiment", Head: "SENTIMENT", Right: true},
		{Name: "share_positive", Head: "POSITIVE", Right: true}, {Name: "share_negative", Head: "NEGATIVE", Right: true},
	}}
	speakers := analysis.GroupBy(records, "speaker")
	speakers = speakers[:min(len(speakers), shownSpeakers)]
	for i, s := range speakers {
		sums.Columns = append(sums.Columns, table.Column{Name: fmt.Sprintf("speaker_%d", i+1), Head: strings.ToUpper(lastName(s.Key)), Right: true, Optional: true, TextOnly: true})
	}
	for i := range scorers {
		scored, positive, negative := 0, 0.0, 0.0
		for _, r := range records {
			said := saidBy(r, i)
			if said.Score == nil {
				continue
			}
			scored++
			switch said.Label {
			case score.Positive:
				positive++
			case score.Negative:
				negative++
			}
		}
		row := []table.Cell{table.String(saidBy(records[0], i).Scorer), table.Int(scored), table.Signed(meanSaid(records, i), 2), table.Percent(positive / float64(scored)), table.Percent(negative / float64(scored))}
		for _, s := range speakers {
			row = append(row, table.Signed(meanSaid(s.Records, i), 2))
		}
		sums.Rows = append(sums.Rows, row)
	}
	pairs := table.Table{Name: "scorer_pairs", Title: "How far they rank the answers alike", Columns: []table.Column{
		{Name: "a", Head: "SCORER"}, {Name: "b", Head: "AND"}, {Name: "n", Head: "ANSWERS", Right: true}, {Name: "rho", Head: "RANK CORRELATION", Right: true},
	}}
	differ := table.Table{Name: "disagreements", Title: "Answers on which they disagree most, by rank", Columns: []table.Column{
		{Name: "a", Head: "SCORER"}, {Name: "score_a", Head: "SCORE", Right: true}, {Name: "b", Head: "AND"}, {Name: "score_b", Head: "SCORE", Right: true},
		{Name: "call"}, {Name: "id"}, {Name: "line", Head: "LINE", Right: true}, {Name: "speaker", Head: "SPEAKER"}, {Name: "begins", Head: "BEGINS", Shrink: true},
	}}
	if several {
		differ.Columns[4].Head = "CALL"
	}
	for _, pair := range analysis.CompareScorers(records, mostDisagreements) {
		rho := table.Missing()
		if pair.Rho.Defined {
			rho = table.Signed(pair.Rho.Value, 2)
		}
		pairs.Rows = append(pairs.Rows, []table.Cell{table.String(pair.A), table.String(pair.B), table.Int(pair.N), rho})
		for _, d := range pair.Disagreements {
			differ.Rows = append(differ.Rows, []table.Cell{table.String(pair.A), table.Signed(*d.A.Score, 2), table.String(pair.B), table.Signed(*d.B.Score, 2), table.String(d.Record.Call.ID),
				table.String(d.Record.ID), line(d.Record), table.As(lastName(d.Record.Speaker), d.Record.Speaker), table.String(beginning(d.Record.Text))})
		}
	}
	return []table.Table{sums, pairs, differ}
}
