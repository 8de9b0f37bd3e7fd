package evaluation

import (
	"math"

	"candor/score"
	"candor/score/training"
	"candor/stats"
	"candor/text"
)

// SpecificityFields are where Labelled.Read looks for how concrete readers found
// an answer when no field is named: the single raters' votes, or what they were
// summed up to, as SubjECTive-QA has them.
var SpecificityFields = []string{"votes.specific", "specific"}

// SpecificityResult says how well something ranks answers by how concrete
// readers found them.
type SpecificityResult struct {
	Name    string // "specificity", or "length" for the mere number of words
	Answers int
	Rho     Measure
}

// Specificity measures the specificity model, and beside it the length of an
// answer. With folds (0 for none) the model is trained anew for each fold on the
// answers of the calls in the others; the highest rating counts as 1.
func Specificity(answers []Answer, folds int, opts stats.Options) ([]SpecificityResult, error) {
	calls, n := numberCalls(answers)
	split, err := splitCalls(calls, n, folds, opts.Seed)
	if err != nil {
		return nil, err
	}
	docs := make([]*text.Document, len(answers))
	ratings, lengths := make([]float64, len(answers)), make([]float64, len(answers))
	for i, a := range answers {
		docs[i] = text.New(a.Text)
		ratings[i] = a.Rating
		lengths[i] = float64(docs[i].Words)
	}
	scores := make([]float64, len(answers))
	err = split.each(func(train, test []int) error {
		model := score.DefaultSpecificity()
		if folds > 0 {
			data, err := TrainSpecificity(pick(answers, train))
			if err != nil {
				return err
			}
			if model, err = score.ReadSpecificity(string(data)); err != nil {
				return err
			}
		}
		for _, i := range test {
			scores[i] = model.Score(docs[i])
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	rating := stats.Rank(ratings)
	results := []SpecificityResult{{Name: "specificity"}, {Name: "length"}}
	for i, xs := range [][]float64{scores, lengths} {
		ranking := stats.Rank(xs)
		rho := func(weights []float64) []stats.Value {
			return []stats.Value{stats.Spearman(ranking, rating, weights)}
		}
		results[i].Answers = len(answers)
		results[i].Rho = Measure{Rho, rho(nil)[0], stats.ClusterIntervals(calls, rho, opts)[0]}
	}
	return results, nil
}

// TrainSpecificity trains the specificity model on rated answers, of which the
// highest rating counts as 1, and returns its file's content.
func TrainSpecificity(answers []Answer) ([]byte, error) {
	highest := math.Inf(-1)
	for _, a := range answers {
		highest = max(highest, a.Rating)
	}
	docs, ratings := make([]*text.Document, len(answers)), make([]float64, len(answers))
	for i, a := range answers {
		docs[i], ratings[i] = text.New(a.Text), a.Rating/highest
	}
	return training.Specificity(docs, ratings)
}
