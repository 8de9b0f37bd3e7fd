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
	*analysis.Record
	Score float64
	Label directness.Label
}

// Exchanges gives the Exchanges that were judged, one of several answers once
// with its first.
func Exchanges(records []*analysis.Record) []Exchange {
	seen := map[[2]string]bool{}
	var out []Exchange
	for _, r := range records {
		d := &r.Directness
		score, label := d.Score, d.Label
		if e := d.Exchange; e != nil {
			key := [2]string{r.Call.ID, e.ID}
			if seen[key] {
				continue
			}
			score, label = e.Score, e.Label
			seen[key] = true
		}
		if label != "" && score != nil {
			out = append(out, Exchange{r, *score, label})
		}
	}
	return out
}

// LeastAnswered gives the Exchanges that were not answered directly, the least first.
func LeastAnswered(records []*analysis.Record) []Exchange {
	least := slices.DeleteFunc(Exchanges(records), func(e Exchange) bool { return e.Label == directness.Direct })
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
