package evaluation

import (
	"math"
	"testing"

	"candor/score"
	"candor/stats"
)

// Seven calls of eight answers: readers' means 0, .25, … 1.5, of which the scorer
// says half and .1 more. Calls with fewer answers do not count.
func TestByCall(t *testing.T) {
	var answers []Answer
	var scored []score.Sentiment
	var calls []int
	for c := range 8 {
		for i := range 8 {
			if c == 7 && i > 2 {
				break
			}
			rating := 0.0
			if i < 2*c {
				rating = 1
			}
			answers, calls = append(answers, Answer{Rating: rating}), append(calls, c)
			scored = append(scored, score.Sentiment{Scored: true, Score: 0.1 + float64(c)/8, Label: score.Positive})
		}
	}
	// min(2c, 8)/8 of the readers, c/8 + .1 of the scorer.
	b := byCall(answers, scored, calls, stats.DefaultOptions())
	if b.Calls != 7 || b.Answers != 56 || b.Figures[0].Name != "sentiment" {
		t.Fatalf("%+v", b)
	}
	// Readers 0, 2, 4, 6, 8, 8, 8 eighths, the scorer 0 to 6 eighths: deviations of
	// the readers -36/7 … in eighths; sum xy 40, sum xx 28, so 1.4286.
	f := b.Figures[0]
	if math.Abs(f.Slope.Value.Value-40.0/28) > 1e-9 || !f.Slope.Interval.Defined || f.Correlation.Value.Value < 0.9 {
		t.Errorf("%+v, want a slope of %g", f, 40.0/28)
	}
	if f := b.Figures[2]; f.Said.Value != 1 || f.Correlation.Value.Defined {
		t.Errorf("all are said to be positive: %+v, want no correlation", f)
	}
}
