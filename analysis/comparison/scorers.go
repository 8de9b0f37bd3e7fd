package comparison

import (
	"cmp"
	"math"
	"slices"

	"candor/analysis"
	"candor/stats"
)

// ScorerPair compares two scorers over the same answers.
type ScorerPair struct {
	A, B string
	N    int         // answers that both scored
	Rho  stats.Value // rank correlation (Spearman) of their scores; undefined when one gives all answers the same
	// Disagreements are the answers whose ranks differ most, the worst first.
	Disagreements []Disagreement
}

// Disagreement is an answer that two scorers rank differently.
type Disagreement struct {
	Answer analysis.Answer
	A, B   analysis.Sentiment
	// Gap is the rank that A gives the answer minus the one that B gives it, as a
	// share of the answers, in (-1, 1): above 0 A finds it more positive. Ranks are
	// compared because scorers use their range differently.
	Gap float64
}

// CompareScorers compares each two of the scorers of answers, in their order. Of each pair it names as many
// disagreements as most says, or fewer where ranks do not differ. Answers that
// either of the two left unscored count for other pairs only.
func CompareScorers(answers []analysis.Answer, most int) []ScorerPair {
	if len(answers) == 0 {
		return nil
	}
	scorers := len(answers[0].Said())
	var pairs []ScorerPair
	for a := range scorers {
		for b := a + 1; b < scorers; b++ {
			pairs = append(pairs, compareTwo(answers, a, b, most))
		}
	}
	return pairs
}

func compareTwo(answers []analysis.Answer, a, b, most int) ScorerPair {
	first := answers[0].Said()
	pair := ScorerPair{A: first[a].Scorer, B: first[b].Scorer}
	var both []Disagreement
	var scoresA, scoresB []float64
	for _, r := range answers {
		said := r.Said()
		if len(said) <= b || said[a].Score == nil || said[b].Score == nil {
			continue
		}
		both = append(both, Disagreement{Answer: r, A: said[a], B: said[b]})
		scoresA = append(scoresA, *said[a].Score)
		scoresB = append(scoresB, *said[b].Score)
	}
	rankingA, rankingB := stats.Rank(scoresA), stats.Rank(scoresB)
	pair.N = len(both)
	pair.Rho = stats.Spearman(rankingA, rankingB, nil)
	ranksA, ranksB := rankingA.Ranks(nil), rankingB.Ranks(nil)
	for i := range both {
		both[i].Gap = (ranksA[i] - ranksB[i]) / float64(pair.N)
	}
	both = slices.DeleteFunc(both, func(d Disagreement) bool { return d.Gap == 0 })
	slices.SortStableFunc(both, func(x, y Disagreement) int { return cmp.Compare(math.Abs(y.Gap), math.Abs(x.Gap)) })
	pair.Disagreements = both[:min(most, len(both))]
	return pair
}
