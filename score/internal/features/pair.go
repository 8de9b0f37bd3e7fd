package features

import "math"

// Pair holds weights or logits for negative and for positive, against neutral.
type Pair struct{ Negative, Positive float64 }

// Add adds q times factor.
func (p *Pair) Add(q Pair, factor float64) {
	p.Negative += q.Negative * factor
	p.Positive += q.Positive * factor
}

// Difference is the log-odds of positive against negative.
func (p Pair) Difference() float64 { return p.Positive - p.Negative }

// Probabilities gives those of negative, neutral and positive for logits.
func (p Pair) Probabilities() [3]float64 {
	top := max(p.Negative, p.Positive, 0)
	negative, neutral, positive := math.Exp(p.Negative-top), math.Exp(-top), math.Exp(p.Positive-top)
	sum := negative + neutral + positive
	return [3]float64{negative / sum, neutral / sum, positive / sum}
}
