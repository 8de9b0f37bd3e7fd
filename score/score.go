// Package score says of one text how positive an attentive investor hears it
// (Scorer) and how concrete it is (Specificity).
package score

import "candor/text"

// Label is the sign of a sentiment.
type Label string

const (
	Negative Label = "negative"
	Neutral  Label = "neutral"
	Positive Label = "positive"
)

// Input is one answer with what else a scorer may look at. Only Answer is needed.
type Input struct {
	ID       string         // for scorers that look a result up
	Answer   *text.Document // never nil
	Question *text.Document // nil when there is none
}

// Sentiment of one answer. The zero value is "not scored".
type Sentiment struct {
	Scored bool
	Score  float64 // P(positive) - P(negative), in [-1, 1]
	Label  Label   // "" when not scored
	// Probabilities of the three labels; they add up to 1. All zero for a
	// scorer that has none (vader, lm).
	Negative, Neutral, Positive float64
}

// Scorer gives the sentiment of answers. Implementations are read-only and safe
// for concurrent use.
type Scorer interface {
	Name() string    // "finance"
	Version() string // of its model, "finance-1+1f2e3d4c"
	Score(Input) Sentiment
}

// Item is one turn as a Preparer reads it; Question is "" where there is none.
type Item struct {
	ID       string `json:"id"`
	Question string `json:"question"`
	Text     string `json:"text"`
}

// Preparer is a Scorer that is told of a call's turns before it is asked for the
// first, so that it can work on many at a time.
type Preparer interface {
	Scorer
	Prepare([]Item)
}

// Sentence is the sentiment of one sentence of an answer.
type Sentence struct {
	Start, End int // byte offsets in the answer, half-open
	Sentiment
	// Procedure: it says nothing of the business, as thanks and hand-overs do. It
	// is neutral and does not enter the answer's sentiment.
	Procedure bool
}

// SentenceScorer is a Scorer that judges the sentences of an answer.
type SentenceScorer interface {
	Scorer
	// Sentences gives the answer's sentiment and appends its sentences to into.
	Sentences(in Input, into []Sentence) (Sentiment, []Sentence)
}

// Contribution is a piece of text that moved a score.
type Contribution struct {
	Start, End int     // byte offsets in the answer; both 0 for what belongs to no place (intercept, length)
	Reason     string  // the word, phrase or rule
	Weight     float64 // added to the decision value: log-odds of positive against negative
}

// Explainer is a Scorer that can say why. The weights add up to the decision value.
type Explainer interface {
	Scorer
	Explain(Input) (contributions []Contribution, decision float64)
}
