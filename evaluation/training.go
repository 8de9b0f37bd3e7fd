package evaluation

import "candor/score"

// Examples gives judged answers, whose neutral rating is 0, for training.
func Examples(answers []Answer) []score.Example {
	examples := make([]score.Example, len(answers))
	for i, a := range answers {
		examples[i] = score.Rated(a.Text, a.Rating)
	}
	return examples
}

// VoteExamples gives answers whose rating is the mean of votes of -1, 0 and 1,
// for training beside others.
func VoteExamples(answers []Answer) []score.Example {
	examples := make([]score.Example, len(answers))
	for i, a := range answers {
		examples[i] = score.Voted(a.Text, a.Rating)
	}
	return examples
}

// Finance is the candidate that is trained as the scorer finance is, on the
// answers outside a fold alone.
func Finance() Candidate {
	return Candidate{Name: "finance", Scorer: score.Finance(), Train: func(answers []Answer) (score.Scorer, error) {
		return score.TrainModel(Examples(answers), score.FinanceTraining())
	}}
}
