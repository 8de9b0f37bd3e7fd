package learn

import (
	"math"
	"testing"

	"candor/internal/model"
)

// With a constant alone the classes' probabilities are their shares: 1, 2 and 5 of 8.
func TestFitShares(t *testing.T) {
	var rows []Row
	for class, n := range []int{1, 2, 5} {
		for range n {
			target := make([]float64, 3)
			target[class] = 1
			rows = append(rows, Row{Target: target})
		}
	}
	w, err := Fit(rows, 0, 3, Options{Iterations: 100})
	if err != nil {
		t.Fatal(err)
	}
	p := model.Probabilities(w.Bias, make([]float64, 3))
	for class, want := range []float64{1. / 8, 2. / 8, 5. / 8} {
		if math.Abs(p[class]-want) > 1e-4 {
			t.Errorf("class %d: %.5f, want %.5f", class, p[class], want)
		}
	}
}

// One feature, two classes: of rows with it 3 of 4 are of class 1, of those without it 1 of 4.
// The difference of the classes' weights is the log odds ratio, ln 3 - ln(1/3) = 2.197,
// where the penalty is next to nothing.
func TestFitLogOddsRatio(t *testing.T) {
	row := func(has, class, n float64) Row {
		r := Row{Target: []float64{1 - class, class}, Weight: n}
		if has > 0 {
			r.Features = []Feature{{0, 1}}
		}
		return r
	}
	rows := []Row{row(1, 1, 3), row(1, 0, 1), row(0, 1, 1), row(0, 0, 3)}
	w, err := Fit(rows, 1, 2, Options{Penalty: 1e-6, Iterations: 200})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := w.Values[0][1]-w.Values[0][0], math.Log(9); math.Abs(got-want) > 2e-3 {
		t.Errorf("log odds ratio %.4f, want %.4f", got, want)
	}
}

// With an offset that is the log odds already, 3 to 1, the weights have nothing to add.
func TestFitOffset(t *testing.T) {
	offset := []float64{0, math.Log(3)}
	rows := []Row{{Target: []float64{1, 0}, Offset: offset}, {Target: []float64{0, 1}, Weight: 3, Offset: offset}}
	w, err := Fit(rows, 0, 2, Options{Iterations: 100})
	if err != nil {
		t.Fatal(err)
	}
	if got := w.Bias[1] - w.Bias[0]; math.Abs(got) > 1e-3 {
		t.Errorf("bias %.4f beside the offset, want 0", got)
	}
}

func TestFitErrors(t *testing.T) {
	for name, rows := range map[string][]Row{
		"none":    nil,
		"classes": {{Target: []float64{1}}},
		"offset":  {{Target: []float64{1, 0}, Offset: []float64{1}}},
		"range":   {{Target: []float64{1, 0}, Features: []Feature{{3, 1}}}},
	} {
		if _, err := Fit(rows, 3, 2, Options{Iterations: 10}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
