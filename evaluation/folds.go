package evaluation

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
)

// split deals answers out to folds. All answers of a call are in one fold: they
// share a speaker and a subject, which a model could learn instead of sentiment.
type split struct {
	folds int   // 0 for none
	fold  []int // of each answer
	// measured is how many of the answers, the first ones, are tested; 0 for all.
	measured int
}

// splitCalls deals n calls out at random, but in the same way for the same seed.
func splitCalls(calls []int, n, folds int, seed uint64) (split, error) {
	if folds == 1 || folds < 0 || folds > n {
		return split{}, fmt.Errorf("%d folds of %d calls: want 2 to as many as there are calls, or 0 for none", folds, n)
	}
	s := split{folds: folds, fold: make([]int, len(calls))}
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
		return do(all, s.tested(all))
	}
	for f := range s.folds {
		train := s.where(func(fold int) bool { return fold != f })
		test := s.where(func(fold int) bool { return fold == f })
		if err := do(train, s.tested(test)); err != nil {
			return err
		}
	}
	return nil
}

// tested are those of the answers that are measured.
func (s split) tested(indices []int) []int {
	if s.measured == 0 {
		return indices
	}
	end, _ := slices.BinarySearch(indices, s.measured)
	return indices[:end]
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
// and says how many there are. Calls that share the text of an answer are one: a
// call stands in several files, some under another publisher's name.
func numberCalls(answers []Answer) (calls []int, n int) {
	byName, _ := numberBy(answers, func(a *Answer) string { return a.Call })
	byText, texts := numberBy(answers, func(a *Answer) string { return a.Text })
	parent := make([]int, len(answers)) // of the names
	for i := range parent {
		parent[i] = i
	}
	root := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	first := make([]int, texts) // the name that a text was first seen under, plus 1
	for i, text := range byText {
		switch {
		case len(answers[i].Text) < shortText:
		case first[text] == 0:
			first[text] = byName[i] + 1
		default:
			a, b := root(first[text]-1), root(byName[i])
			parent[max(a, b)] = min(a, b)
		}
	}
	for i := range byName {
		byName[i] = root(byName[i])
	}
	return numberBy(byName, func(i *int) string { return strconv.Itoa(*i) })
}

// shortText is the length in bytes under which equal texts may be said in any call.
const shortText = 60

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
