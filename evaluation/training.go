package evaluation

import (
	"fmt"
	"slices"

	"candor/score"
)

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
	return Candidate{Name: "finance", Scorer: score.Finance(), Train: trainFinance(score.FinanceTraining())}
}

// FinanceWithout is Finance without a part of the model, to see what it is worth.
func FinanceWithout(part score.Part) (Candidate, error) {
	if !slices.Contains(score.Parts(), part) {
		return Candidate{}, fmt.Errorf("the model has no part %q, want one of %v", part, score.Parts())
	}
	o := score.FinanceTraining()
	o.Without = append(o.Without, part)
	return Candidate{Name: withoutPrefix + string(part), Train: trainFinance(o)}, nil
}

// withoutPrefix stands before the part in the specification of a candidate.
const withoutPrefix = "finance-without-"

func trainFinance(o score.TrainingOptions) func([]Answer) (score.Scorer, error) {
	return func(answers []Answer) (score.Scorer, error) {
		return score.TrainModel(Examples(answers), o)
	}
}
