package score

import (
	"iter"
	"math"
	"strings"
	"unicode/utf8"

	"candor/text"
)

// naiveBayes scores by the mean over an answer's known words of
//
//	log P(word | positive) - log P(word | negative)
//
// squashed by tanh into [-1, 1]. The mean, rather than the sum, keeps the length
// of an answer out of its score; the class priors are left out, because how many
// texts of each class a model has been trained on says nothing about calls.
type naiveBayes struct {
	name, version string
	logOdds       func(text.ID) (odds float64, known bool)
}

// wordLogOdds of a word that occurs n of total times in each class (0 negative, 1
// positive) of a model with so many different words, with add-one smoothing.
func wordLogOdds(n, total [2]uint64, words int) float64 {
	class := func(c int) float64 { return float64(n[c]+1) / float64(total[c]+uint64(words)) }
	return math.Log(class(1)) - math.Log(class(0))
}

// naiveBayesBand is how far a score must be from 0 for a label other than
// neutral: at words that are, on average, 5 % likelier in one class than in the
// other. About half of all executives' answers are neutral, and with imdb a
// little over half of them are within this band.
const naiveBayesBand = 0.05

func (nb *naiveBayes) Name() string    { return nb.name }
func (nb *naiveBayes) Version() string { return nb.version }

// Score implements Scorer. An answer without a known word is not scored.
func (nb *naiveBayes) Score(in Input) Sentiment {
	mean, known := nb.mean(in.Answer)
	if known == 0 {
		return Sentiment{}
	}
	score := math.Tanh(mean)
	return Sentiment{Scored: true, Score: score, Label: bandLabel(score, naiveBayesBand)}
}

func (nb *naiveBayes) mean(d *text.Document) (mean float64, known int) {
	sum := 0.0
	for w := range spellings(d) {
		if odds, ok := nb.logOdds(w.id); ok {
			sum += odds
			known++
		}
	}
	return sum / float64(max(known, 1)), known
}

// Explain implements Explainer.
func (nb *naiveBayes) Explain(in Input) (contributions []Contribution, decision float64) {
	mean, known := nb.mean(in.Answer)
	for w := range spellings(in.Answer) {
		if odds, ok := nb.logOdds(w.id); ok {
			reason := strings.ToLower(in.Answer.Text[w.start:w.end])
			contributions = append(contributions, Contribution{w.start, w.end, reason, odds / float64(known)})
		}
	}
	return contributions, mean
}

// spelling is a word as models trained on plain words write it: without its
// apostrophes, and with its clitic ("dont").
type spelling struct {
	id         text.ID
	start, end int
}

// spellings lists the words of d; what has a digit in it is none.
func spellings(d *text.Document) iter.Seq[spelling] {
	return func(yield func(spelling) bool) {
		for i := 0; i < len(d.Tokens); i++ {
			t := &d.Tokens[i]
			if t.Kind != text.Word && t.Kind != text.Clitic {
				continue
			}
			w := spelling{t.ID, int(t.Start), int(t.End)}
			if i+1 < len(d.Tokens) && d.Tokens[i+1].Kind == text.Clitic {
				i++
				w.end = int(d.Tokens[i].End)
			}
			if s := d.Text[w.start:w.end]; mayHoldApostrophe(s) {
				w.id = text.PlainID(s)
			}
			if !yield(w) {
				return
			}
		}
	}
}

// mayHoldApostrophe says no to nearly every word, and quickly.
func mayHoldApostrophe(word string) bool {
	for i := 0; i < len(word); i++ {
		if word[i] == '\'' || word[i] >= utf8.RuneSelf {
			return true
		}
	}
	return false
}
