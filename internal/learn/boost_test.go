package learn

import (
	"math"
	"reflect"
	"testing"
)

// Two classes by exclusive or of two features: no linear model tells them apart.
func exclusiveOr() (rows [][]float64, labels []int) {
	for i := range 400 {
		a, b := float64(i%2), float64(i/2%2)
		rows = append(rows, []float64{a, b, 7, float64(i % 5)})
		labels = append(labels, int(a+b)%2)
	}
	return rows, labels
}

func TestBoostExclusiveOr(t *testing.T) {
	rows, labels := exclusiveOr()
	o := DefaultBoost()
	o.LeastError = -1 // the first split alone gains nothing
	m, err := Boost(rows, labels, 2, o)
	if err != nil {
		t.Fatal(err)
	}
	z := make([]float64, 2)
	for i := range rows {
		m.Logits(rows[i], z)
		if (z[1] > z[0]) != (labels[i] == 1) {
			t.Fatalf("row %v has logits %v, label %d", rows[i], z, labels[i])
		}
	}
}

// One round without a penalty on one feature: 30 rows of class 0 at 0, 30 of
// class 1 at 1. p = 1/2, so that for class 1 the gradient of a row at 1 is -1/2
// and its hessian 1/4: the leaf's value is 0.05 * (30/2) / (30/4) = 0.1.
func TestLeafValue(t *testing.T) {
	var rows [][]float64
	var labels []int
	for i := range 60 {
		rows, labels = append(rows, []float64{float64(i % 2)}), append(labels, i%2)
	}
	m, err := Boost(rows, labels, 2, BoostOptions{Rounds: 1, Rate: 0.05, Leaves: 2, LeastRows: 30, LeastError: 1e-9})
	if err != nil {
		t.Fatal(err)
	}
	z := make([]float64, 2)
	m.Logits([]float64{1}, z)
	if got := z[1] - m.Bias[1]; math.Abs(got-0.1) > 1e-6 {
		t.Errorf("a leaf adds %g, want 0.1", got)
	}
}

func TestContributionsAddUp(t *testing.T) {
	rows, labels := exclusiveOr()
	for i := range rows {
		labels[i] = (labels[i] + i%5/4) % 2 // the last feature matters a little
	}
	m, err := Boost(rows, labels, 2, DefaultBoost())
	if err != nil {
		t.Fatal(err)
	}
	z := make([]float64, 2)
	for _, row := range rows[:20] {
		m.Logits(row, z)
		sums := make([]float64, len(row))
		total := m.Contributions(row, 1, sums)
		for _, s := range sums {
			total += s
		}
		if math.Abs(total-z[1]) > 1e-4 {
			t.Fatalf("contributions add up to %g, want %g", total, z[1])
		}
	}
}

func TestFitIsRepeatable(t *testing.T) {
	rows, labels := exclusiveOr()
	a, _ := Boost(rows, labels, 2, DefaultBoost())
	b, _ := Boost(rows, labels, 2, DefaultBoost())
	if !reflect.DeepEqual(a, b) {
		t.Error("two fits differ")
	}
}

func TestBoostErrors(t *testing.T) {
	for name, in := range map[string]struct {
		rows   [][]float64
		labels []int
	}{
		"none":   {nil, nil},
		"label":  {[][]float64{{1}}, []int{2}},
		"length": {[][]float64{{1}, {1, 2}}, []int{0, 1}},
		"fewer":  {[][]float64{{1}, {2}}, []int{0}},
	} {
		if _, err := Boost(in.rows, in.labels, 2, DefaultBoost()); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
