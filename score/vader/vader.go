// Package vader is the scorer "vader", a baseline: the rules and lexicon of Hutto
// and Gilbert, by github.com/jonreiter/govader. It stands apart because of what
// that package compiles; who imports it gives score.Open its name.
package vader

import (
	"strings"
	"sync"

	"candor/score"

	"github.com/jonreiter/govader"
)

func init() {
	score.Register("vader", "rules for social media, by jonreiter/govader, a baseline", Scorer)
}

// Scorer returns scorer "vader": the rules and lexicon of Hutto and Gilbert,
// "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media
// Text" (2014), by github.com/jonreiter/govader. The score is its compound
// score, and the labels are as its authors set them: neutral within 0.05 of 0.
// The compound score sums up and so goes to the ends with the length of a text.
func Scorer() score.Scorer { return vader() }

const vaderBand = 0.05

// vader builds the analyzer once: it parses its lexicons each time. It is only
// read afterwards. It panics only without its embedded lexicons.
var vader = sync.OnceValue(func() *vaderScorer {
	return &vaderScorer{govader.NewSentimentIntensityAnalyzer()}
})

type vaderScorer struct {
	analyzer *govader.SentimentIntensityAnalyzer
}

func (*vaderScorer) Name() string    { return "vader" }
func (*vaderScorer) Version() string { return "govader-f6505c8d03cc" }

// Score implements Scorer. An answer without words is not scored.
func (v *vaderScorer) Score(in score.Input) score.Sentiment {
	if in.Answer.Words == 0 {
		return score.Sentiment{}
	}
	compound := v.analyzer.PolarityScores(vaderText(in.Answer.Text)).Compound
	return score.Sentiment{Scored: true, Score: compound, Label: score.BandLabel(compound, vaderBand)}
}

var straighten = strings.NewReplacer("’", "'", "ʼ", "'", "‘", "'")

// vaderText writes s as govader reads it. It splits at single spaces only, so
// that words on either side of a line break would be one, and it knows negations
// with straight apostrophes.
func vaderText(s string) string {
	return straighten.Replace(strings.Join(strings.Fields(s), " "))
}
