package excerpt

import (
	"candor/analysis"
	"candor/hedge"
	"cmp"
	"math"
	"slices"
	"strings"
)

// Use is how often a cue occurs, and in which wording most.
type Use struct {
	Cue      string
	Category hedge.Category
	Count    int
	wordings map[string]int
}

// Wording gives the most frequent wording, the alphabetically first of equals.
func (u *Use) Wording() string {
	best := ""
	for w, n := range u.wordings {
		if best == "" || n > u.wordings[best] || n == u.wordings[best] && w < best {
			best = w
		}
	}
	return best
}

// Cues counts the cues of answers, most used first.
func Cues(answers []analysis.Answer) []*Use {
	counts := map[analysis.Wording]int{}
	for _, r := range answers {
		for w := range r.Wordings() {
			counts[w]++
		}
	}
	index := map[string]*Use{}
	var uses []*Use
	for w, n := range counts {
		u := index[w.Cue]
		if u == nil {
			u = &Use{Cue: w.Cue, Category: w.Category, wordings: map[string]int{}}
			index[w.Cue] = u
			uses = append(uses, u)
		}
		u.Count += n
		u.wordings[wordingOf(w.Text)] += n
	}
	slices.SortFunc(uses, func(a, b *Use) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Cue, b.Cue)) })
	return uses
}

// wordingOf writes a hedge as in the middle of a sentence.
func wordingOf(s string) string {
	s = strings.ToLower(strings.Join(strings.Fields(s), " "))
	if s == "i" || strings.HasPrefix(s, "i ") || strings.HasPrefix(s, "i'") || strings.HasPrefix(s, "i’") {
		s = "I" + s[1:]
	}
	return s
}

// HedgedLevel ranks answers by how hedged they are: a lower bound of the weights of
// their hedges, which add up to weights, per 100 words, so that a short answer with two hedges is not the most
// hedged. The bound is that of a count whose square root has been made to vary
// evenly (Anscombe 1948), one-sided at 95 %.
func HedgedLevel(weights float64, words int) float64 {
	if words == 0 {
		return 0
	}
	const quantile = 1.645
	root := math.Sqrt(weights+3.0/8) - quantile/2
	if root <= 0 {
		return 0
	}
	return 100 * max(root*root-3.0/8, 0) / float64(words)
}

// Hedged ranks an answer by its HedgedLevel.
func Hedged(r analysis.Answer) float64 {
	return HedgedLevel(r.Sum(analysis.HedgeStrength), r.Words())
}

// GroupBy groups answers by a dimension, most words first.
func GroupBy(answers []analysis.Answer, d *analysis.Dimension) []analysis.Group {
	all := analysis.GroupOf(answers)
	return all.By(d)
}
