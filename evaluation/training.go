package evaluation

import (
	"fmt"
	"slices"

	"candor/score"
	"candor/score/training"
)

// Examples gives judged answers, whose neutral rating is 0, for training. Soft
// ones count by softWeight.
func Examples(answers []Answer, softWeight float64) []training.Example {
	examples := make([]training.Example, len(answers))
	groups, _ := numberCalls(answers)
	for i, a := range answers {
		e := training.Example{Text: a.Text, Question: a.Question, Soft: a.Soft, Natural: a.Natural, Group: groups[i]}
		if a.Soft {
			e.Target, e.Weight = a.P, softWeight
		} else {
			e.Target[a.class()] = 1
		}
		for _, s := range a.Sentences {
			e.Sentences = append(e.Sentences, training.Sentence{Start: s.Start, End: s.End, Target: s.P})
		}
		examples[i] = e
	}
	return examples
}

// SoftWeight is how much a soft judgement counts unless it is said otherwise.
const SoftWeight = 1

// Finance is the candidate that is trained as the scorer finance is, on the
// answers outside a fold alone.
func Finance() Candidate {
	return Candidate{Name: "finance", Scorer: score.Finance(), Train: trainFinance(training.Defaults())}
}

// FinanceWithout is Finance without a part of the model, to see what it is worth.
func FinanceWithout(part training.Part) (Candidate, error) {
	if !slices.Contains(training.Parts(), part) {
		return Candidate{}, fmt.Errorf("the model has no part %q, want one of %v", part, training.Parts())
	}
	o := training.Defaults()
	o.Without = []training.Part{part}
	return Candidate{Name: withoutPrefix + string(part), Train: trainFinance(o)}, nil
}

// withoutPrefix stands before the part in the specification of a candidate.
const withoutPrefix = "finance-without-"

func trainFinance(o training.Options) func([]Answer) (score.Scorer, error) {
	return func(answers []Answer) (score.Scorer, error) {
		return training.TrainModel(Examples(answers, SoftWeight), o)
	}
}
