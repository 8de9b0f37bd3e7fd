package wording

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Term is a word or a pair of words that one side says more than the other.
type Term struct {
	Text   string
	Counts [2]int // on its side, on the other; of norms per million words
	Z      float64
}

// prior is how many words the background counts for: what a text of so many words,
// spoken as calls are, would hold beside each side's own (Monroe, Colaresi and Quinn
// 2008, "Fightin' Words", equations 16 and 22).
const prior = 500

// least is the z from which on a term is told: one in forty words of no difference
// reaches it.
const least = 1.96

// fewest is how often a term is said that is told.
const fewest = 3

// Distinctive gives the terms that a says more than b, the most telling first, at
// most so many: by the log-odds of each side with a Dirichlet prior, the background
// and both sides together, over its standard error. Of words and pairs that tell the
// same one is given. background may be nil.
func Distinctive(a, b *Counts, background *Background, most int) []Term {
	var found []Term
	for term, n := range a.terms {
		if n < fewest {
			continue
		}
		kind := pairs(term)
		expected := prior * share(a, b, background, term, kind)
		if z := logOdds(n, a.totals[kind], b.terms[term], b.totals[kind], expected); z >= least {
			found = append(found, Term{term, [2]int{n, b.terms[term]}, z})
		}
	}
	return strongest(found, most)
}

// Unusual gives the terms that a says more than calls do, with the background's count
// in a million words.
func Unusual(a *Counts, background *Background, most int) []Term {
	var found []Term
	for term, n := range a.terms {
		if n < fewest {
			continue
		}
		kind := pairs(term)
		usual := background.Count(term)
		expected := prior * (float64(usual) + 0.5) / float64(background.Totals[kind])
		if z := logOdds(n, a.totals[kind], usual, background.Totals[kind], expected); z >= least {
			found = append(found, Term{term, [2]int{n, int(math.Round(1e6 * float64(usual) / float64(background.Totals[kind])))}, z})
		}
	}
	return strongest(found, most)
}

// share is how much of what is said usually is the term.
func share(a, b *Counts, background *Background, term string, kind int) float64 {
	said, total := float64(a.terms[term]+b.terms[term]), float64(a.totals[kind]+b.totals[kind])
	if background == nil {
		return said / total
	}
	// Half a use stands for what is too rare to be kept.
	usual := (float64(background.Count(term)) + 0.5) / float64(background.Totals[kind])
	return (said/total + usual) / 2
}

// logOdds is the difference of two sides' log-odds over its standard error.
func logOdds(n, of, m, outOf int, expected float64) float64 {
	y, x := float64(n)+expected, float64(m)+expected
	restY, restX := float64(of)+prior-y, float64(outOf)+prior-x
	if restY <= 0 || restX <= 0 {
		return 0
	}
	return (math.Log(y/restY) - math.Log(x/restX)) / math.Sqrt(1/y+1/restY+1/x+1/restX)
}

// strongest sorts terms and leaves out what another one tells: a pair with a word
// that stands above it, and a word of which nearly all uses are in such a pair.
func strongest(found []Term, most int) []Term {
	slices.SortFunc(found, func(a, b Term) int { return cmp.Or(cmp.Compare(b.Z, a.Z), cmp.Compare(a.Text, b.Text)) })
	var kept []Term
	for _, term := range found {
		if len(kept) == most {
			break
		}
		if !slices.ContainsFunc(kept, func(other Term) bool { return tells(other, term) }) {
			kept = append(kept, term)
		}
	}
	return kept
}

// tells tells whether a term is told by one that stands above it.
func tells(above, term Term) bool {
	mine, its := strings.Fields(term.Text), strings.Fields(above.Text)
	shared := slices.ContainsFunc(mine, func(word string) bool { return slices.Contains(its, word) })
	switch {
	case !shared:
		return false
	case len(mine) == 1:
		return 5*above.Counts[0] >= 4*term.Counts[0]
	}
	return true
}
