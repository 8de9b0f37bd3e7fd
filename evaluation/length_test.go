package evaluation

import (
	"math"
	"os"
	"testing"

	"candor/score"
	"candor/stats"
	"candor/text"
)

// TestLength says how much of the scorer's sentiment is length: rank
// correlations of the number of words with the score and with its absolute
// value, beside those of the readers' rating. docs/sentiment.md quotes them.
func TestLength(t *testing.T) {
	const file = "../../shared/data/answers/train.jsonl"
	in, err := os.Open(file)
	if err != nil {
		t.Skip(err)
	}
	defer in.Close()
	var labelled Labelled
	if err := labelled.Read(in, file, []string{"sentiment"}); err != nil {
		t.Fatal(err)
	}
	var words, scores, sizes, ratings, extremes []float64
	for i := range labelled.Answers {
		a := &labelled.Answers[i]
		answer := text.New(a.Text)
		s := score.Default().Score(score.Input{Answer: answer}).Score
		words = append(words, float64(answer.Words))
		scores, sizes = append(scores, s), append(sizes, math.Abs(s))
		ratings, extremes = append(ratings, a.Rating), append(extremes, math.Abs(a.Rating))
	}
	byWords := stats.Rank(words)
	rho := func(xs []float64) float64 { return stats.Spearman(byWords, stats.Rank(xs), nil).Value }
	t.Logf("words with score %.2f, |score| %.2f; with the readers' rating %.2f, |rating| %.2f", rho(scores), rho(sizes), rho(ratings), rho(extremes))
	if excess := rho(scores) - rho(ratings); math.Abs(excess) > 0.1 {
		t.Errorf("length goes with the score by %.2f more than with the readers' rating", excess)
	}
	if excess := rho(sizes) - rho(extremes); excess > 0.1 {
		t.Errorf("length goes with the size of the score by %.2f more than with the rating's", excess)
	}
}
