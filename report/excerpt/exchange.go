package excerpt

import (
	"candor/analysis"
	"candor/directness"
	"candor/text"
	"cmp"
	"slices"
	"strings"
)

// Exchange is a question's answer, judged by all of the Exchange's together.
type Exchange struct {
	analysis.Answer
	Score float64
	Label directness.Label
	Kind  directness.Kind // of the first answer
}

// Exchanges gives the Exchanges that were judged, one of several answers once
// with its first.
func Exchanges(answers []analysis.Answer) []Exchange {
	seen := map[int]bool{}
	var out []Exchange
	for _, r := range answers {
		number, score, label := r.Exchange()
		if label == "" || seen[number] {
			continue
		}
		seen[number] = true
		_, _, kind := r.Directness()
		out = append(out, Exchange{r, score, label, kind})
	}
	return out
}

// LeastAnswered gives the Exchanges that were not answered directly, the least first.
func LeastAnswered(answers []analysis.Answer) []Exchange {
	least := slices.DeleteFunc(Exchanges(answers), func(e Exchange) bool { return e.Label == directness.Direct })
	slices.SortStableFunc(least, func(a, b Exchange) int { return cmp.Compare(a.Score, b.Score) })
	return least
}

// MainQuestion is the sentence of a question that asks, the longest of several.
func MainQuestion(question string) string {
	d := text.Get(question)
	defer d.Release()
	best := ""
	for _, s := range d.Sentences {
		sentence := question[d.Tokens[s.First].Start:d.Tokens[s.Last-1].End]
		if strings.HasSuffix(sentence, "?") && len(sentence) > len(best) {
			best = sentence
		}
	}
	if best == "" {
		return question
	}
	return strings.Clone(best)
}
