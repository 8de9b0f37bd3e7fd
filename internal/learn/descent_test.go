package learn

import (
	"math"
	"testing"
)

// One feature, classes in the shares 1:1:2 without it and 1:1:8 with it: the
// constant is ln 2 for the last class against the middle one, the feature's weight
// ln 8 - ln 2, where the penalty is next to nothing.
func TestDescend(t *testing.T) {
	m := &Sparse{Start: []int32{0}}
	var outcomes []Outcome
	add := func(has bool, class int, weight float64) {
		if has {
			m.Index, m.Value = append(m.Index, 0), append(m.Value, 1)
		}
		m.Start = append(m.Start, int32(len(m.Index)))
		o := Outcome{Weight: weight}
		o.P[class] = 1
		outcomes = append(outcomes, o)
	}
	for _, has := range []bool{false, true} {
		for class, n := range [][3]float64{{1, 1, 2}, {1, 1, 8}}[map[bool]int{false: 0, true: 1}[has]] {
			add(has, class, n)
		}
	}
	add(true, 0, 0) // left out
	w, bias, err := Descend(m, 1, outcomes, Descent{Penalty: 1e-6, Rate: 0.5, Epochs: 4000, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(bias[1]-math.Ln2) > 0.05 || math.Abs(bias[0]) > 0.05 || math.Abs(w[0][1]-math.Log(4)) > 0.05 || math.Abs(w[0][0]) > 0.05 {
		t.Errorf("constants %.3f and weights %.3f, want 0, ln 2 and 0, ln 4", bias, w[0])
	}
	again, _, _ := Descend(m, 1, outcomes, Descent{Penalty: 1e-6, Rate: 0.5, Epochs: 4000, Seed: 1})
	if again[0] != w[0] {
		t.Error("the same rows gave other weights")
	}
}

func TestDescendNothing(t *testing.T) {
	if _, _, err := Descend(&Sparse{Start: []int32{0, 0}}, 0, make([]Outcome, 1), Descent{Epochs: 1}); err == nil {
		t.Error("no error without examples")
	}
}
