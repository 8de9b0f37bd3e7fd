package score

import (
	"sync"

	"candor/score/polarity"
	"candor/text"
)

// Polarity returns scorer "polarity": the lexicon and rules of package polarity
// alone, without a trained model. The score is their balance, (good - bad) /
// (good + bad + 2) of the strengths found; polarity.Band divides the labels.
func Polarity() Explainer { return polarityScorer{polarity.Default()} }

type polarityScorer struct{ engine *polarity.Engine }

func (polarityScorer) Name() string    { return "polarity" }
func (polarityScorer) Version() string { return "polarity-1" }

var polarityResults = sync.Pool{New: func() any { return new(polarity.Result) }}

// Score implements Scorer. An answer without words is not scored; one in which
// nothing sounds good or bad is neutral.
func (p polarityScorer) Score(in Input) Sentiment {
	if in.Answer.Words == 0 {
		return Sentiment{}
	}
	r := polarityResults.Get().(*polarity.Result)
	defer polarityResults.Put(r)
	p.engine.Analyze(in.Answer, r)
	net := r.Net()
	return Sentiment{Scored: true, Score: net, Label: BandLabel(net, polarity.Band)}
}

// Explain implements Explainer; the decision is the score.
func (p polarityScorer) Explain(in Input) (contributions []Contribution, decision float64) {
	r := new(polarity.Result)
	p.engine.Analyze(in.Answer, r)
	good, bad := r.Totals()
	share := 0.0
	if good != bad {
		share = r.Net() / (good - bad)
	}
	for _, f := range r.Findings {
		contributions = append(contributions, Contribution{f.Start, f.End, p.reason(in.Answer, &f), share * f.Strength})
	}
	return contributions, r.Net()
}

// reason is the rule with the words that it found.
func (p polarityScorer) reason(d *text.Document, f *polarity.Finding) string {
	return f.Kind.String() + ": " + d.Text[f.Start:f.End]
}
