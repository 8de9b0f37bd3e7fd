package evaluation

import (
	"fmt"
	"math/rand/v2"
)

// split deals answers out to folds. All answers of a call are in one fold: they
// share a speaker and a subject, which a model could learn instead of sentiment.
type split struct {
	folds int   // 0 for none
	fold  []int // of each answer
}

// splitCalls deals n calls out at random, but in the same way for the same seed.
func splitCalls(calls []int, n, folds int, seed uint64) (split, error) {
	if folds == 1 || folds < 0 || folds > n {
		return split{}, fmt.Errorf("%d folds of %d calls: want 2 to as many as there are calls, or 0 for none", folds, n)
	}
	s := split{folds, make([]int, len(calls))}
	if folds > 0 {
		order := rand.New(rand.NewPCG(seed, 0)).Perm(n)
		for i, call := range calls {
			s.fold[i] = order[call] % folds
		}
	}
	return s, nil
}

// each calls do with the indices of the answers outside and inside each fold,
// and without folds once with all answers as both.
func (s split) each(do func(train, test []int) error) error {
	if s.folds == 0 {
		all := s.where(func(int) bool { return true })
		return do(all, all)
	}
	for f := range s.folds {
		train := s.where(func(fold int) bool { return fold != f })
		test := s.where(func(fold int) bool { return fold == f })
		if err := do(train, test); err != nil {
			return err
		}
	}
	return nil
}

func (s split) where(in func(fold int) bool) []int {
	var indices []int
	for i, fold := range s.fold {
		if in(fold) {
			indices = append(indices, i)
		}
	}
	return indices
}

// numberCalls gives each answer's call a number from 0, in order of appearance,
// and says how many there are.
func numberCalls(answers []Answer) (calls []int, n int) {
	return numberBy(answers, func(a *Answer) string { return a.Call })
}

// numberBy numbers what name says of each element, in order of appearance.
func numberBy[T any](xs []T, name func(*T) string) (of []int, n int) {
	numbers := map[string]int{}
	for i := range xs {
		number, known := numbers[name(&xs[i])]
		if !known {
			number = len(numbers)
			numbers[name(&xs[i])] = number
		}
		of = append(of, number)
	}
	return of, len(numbers)
}

// pick returns the elements of xs at indices.
func pick[T any](xs []T, indices []int) []T {
	picked := make([]T, len(indices))
	for i, index := range indices {
		picked[i] = xs[index]
	}
	return picked
}
