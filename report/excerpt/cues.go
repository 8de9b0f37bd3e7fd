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

// Cues counts the cues of records, most used first.
func Cues(records []*analysis.Record) []*Use {
	index := map[string]*Use{}
	var uses []*Use
	for _, r := range records {
		for i := range r.Hedges {
			h := &r.Hedges[i]
			u := index[h.Cue]
			if u == nil {
				u = &Use{Cue: h.Cue, Category: h.Category, wordings: map[string]int{}}
				index[h.Cue] = u
				uses = append(uses, u)
			}
			u.Count++
			u.wordings[wordingOf(h.Text)]++
		}
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

// HedgedLevel ranks answers by how hedged they are: a lower bound of the hedges'
// weights per 100 words, so that a short answer with two hedges is not the most
// hedged. The bound is that of a count whose square root has been made to vary
// evenly (Anscombe 1948), one-sided at 95 %.
func HedgedLevel(r *analysis.Record) float64 {
	if r.Words == 0 {
		return 0
	}
	const quantile = 1.645
	sum := 0.0
	for i := range r.Hedges {
		sum += r.Hedges[i].Weight
	}
	root := math.Sqrt(sum+3.0/8) - quantile/2
	if root <= 0 {
		return 0
	}
	return 100 * max(root*root-3.0/8, 0) / float64(r.Words)
}
