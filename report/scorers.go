package report

import (
	"math"

	"candor/analysis"
	"candor/analysis/comparison"
	"candor/internal/table"
	"candor/report/excerpt"
	"candor/score"
)

// mostDisagreements is how many answers are named on which two scorers differ.
const mostDisagreements = 5

// meanSaid is the mean score of the i-th scorer, NaN where it scored nothing.
func meanSaid(records []analysis.Answer, i int) float64 {
	sum, n := 0.0, 0.0
	for _, r := range records {
		if said := r.Said()[i]; said.Score != nil {
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
func scorerTables(records []analysis.Answer, several bool) []table.Table {
	pairs := comparison.CompareScorers(records, mostDisagreements)
	return []table.Table{saidTable(records), pairTable(pairs), disagreementTable(pairs, several)}
}

// scorerSums counts what the i-th scorer said.
type scorerSums struct {
	scorer                      int
	name                        string
	scored, positive, negatives int
}

func saidTable(records []analysis.Answer) table.Table {
	var rows []scorerSums
	for i := range records[0].Said() {
		s := scorerSums{scorer: i, name: records[0].Said()[i].Scorer}
		for _, r := range records {
			said := r.Said()[i]
			if said.Score == nil {
				continue
			}
			s.scored++
			switch said.Label {
			case score.Positive:
				s.positive++
			case score.Negative:
				s.negatives++
			}
		}
		rows = append(rows, s)
	}
	columns := []table.Column[scorerSums]{
		{Name: "scorer", Head: "SCORER", Cell: func(s scorerSums) table.Cell { return table.String(s.name) }},
		{Name: "scored", Head: "SCORED", Right: true, Cell: func(s scorerSums) table.Cell { return table.Int(s.scored) }},
		{Name: analysis.MeanSentiment.Name, Head: "SENTIMENT", Right: true, Cell: func(s scorerSums) table.Cell { return table.Signed(meanSaid(records, s.scorer), 2) }},
		{Name: analysis.SharePositive.Name, Head: "POSITIVE", Right: true, Cell: func(s scorerSums) table.Cell { return table.Percent(float64(s.positive) / float64(s.scored)) }},
		{Name: analysis.ShareNegative.Name, Head: "NEGATIVE", Right: true, Cell: func(s scorerSums) table.Cell { return table.Percent(float64(s.negatives) / float64(s.scored)) }},
	}
	columns = append(columns, speakerColumns(records, func(g analysis.Group) func(scorerSums) table.Cell {
		return func(s scorerSums) table.Cell { return table.Signed(meanSaid(g.Answers(), s.scorer), 2) }
	})...)
	return table.Of("scorers", "Scorers side by side", columns, rows)
}

func pairTable(pairs []comparison.ScorerPair) table.Table {
	type pair = comparison.ScorerPair
	return table.Of("scorer_pairs", "How far they rank the answers alike", []table.Column[pair]{
		{Name: "a", Head: "SCORER", Cell: func(p pair) table.Cell { return table.String(p.A) }},
		{Name: "b", Head: "AND", Cell: func(p pair) table.Cell { return table.String(p.B) }},
		{Name: "n", Head: "ANSWERS", Right: true, Cell: func(p pair) table.Cell { return table.Int(p.N) }},
		{Name: "rho", Head: "RANK CORRELATION", Right: true, Cell: func(p pair) table.Cell { return table.Signed(p.Rho.OrNaN(), 2) }},
	}, pairs)
}

func disagreementTable(pairs []comparison.ScorerPair, several bool) table.Table {
	type row struct {
		comparison.Disagreement
		a, b string
	}
	var rows []row
	for _, p := range pairs {
		for _, d := range p.Disagreements {
			rows = append(rows, row{d, p.A, p.B})
		}
	}
	return table.Of("disagreements", "Answers on which they disagree most, by rank", []table.Column[row]{
		{Name: "a", Head: "SCORER", Cell: func(r row) table.Cell { return table.String(r.a) }},
		{Name: "score_a", Head: "SCORE", Right: true, Cell: func(r row) table.Cell { return table.Signed(*r.A.Score, 2) }},
		{Name: "b", Head: "AND", Cell: func(r row) table.Cell { return table.String(r.b) }},
		{Name: "score_b", Head: "SCORE", Right: true, Cell: func(r row) table.Cell { return table.Signed(*r.B.Score, 2) }},
		{Name: "call", Head: callHead(several), Cell: func(r row) table.Cell { return table.String(r.Answer.Call().ID) }},
		{Name: "id", Cell: func(r row) table.Cell { return table.String(r.Answer.ID()) }},
		{Name: "line", Head: "LINE", Right: true, Cell: func(r row) table.Cell { return line(r.Answer) }},
		{Name: "speaker", Head: "SPEAKER", Cell: func(r row) table.Cell { return table.As(excerpt.LastName(r.Answer.Speaker()), r.Answer.Speaker()) }},
		{Name: "begins", Head: "BEGINS", Shrink: true, Cell: func(r row) table.Cell { return table.String(r.Answer.Quote().Text) }},
	}, rows)
}
