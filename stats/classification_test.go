package stats

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
)

// The values in testdata/classification.json were computed by scikit-learn and
// SciPy: testdata/classification.py.
func TestClassificationReference(t *testing.T) {
	data, err := os.ReadFile("testdata/classification.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Actual, Predicted                  []int
		Score, Rating, Confidence, Weights []float64
		Accuracy, AUC, Spearman            float64
		MacroF1                            float64 `json:"macro_f1"`
		WeightedF1                         float64 `json:"weighted_f1"`
		CalibrationError                   float64 `json:"calibration_error"`
	}
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	if len(cases) != 4 {
		t.Fatalf("%d cases, want 4", len(cases))
	}
	for i, c := range cases {
		right, highest := make([]bool, len(c.Actual)), make([]bool, len(c.Actual))
		for k := range c.Actual {
			right[k] = c.Actual[k] == c.Predicted[k]
			highest[k] = c.Actual[k] == 2
		}
		confusion := NewConfusion(3, c.Actual, c.Predicted, c.Weights)
		for _, v := range []struct {
			name string
			got  Value
			want float64
		}{
			{"accuracy", confusion.Accuracy(), c.Accuracy},
			{"macro F1", confusion.MacroF1(), c.MacroF1},
			{"weighted F1", confusion.WeightedF1(), c.WeightedF1},
			{"AUC", Rank(c.Score).AUC(highest, c.Weights), c.AUC},
			{"Spearman", Spearman(Rank(c.Score), Rank(c.Rating), c.Weights), c.Spearman},
			{"calibration error", CalibrationError(10, c.Confidence, right, c.Weights), c.CalibrationError},
		} {
			if !v.got.Defined || !near(v.got.Value, v.want, 1e-9) {
				t.Errorf("case %d: %s is %+v, want %v", i, v.name, v.got, v.want)
			}
		}
	}
}

func TestConfusion(t *testing.T) {
	// Class 2 is neither actual nor predicted.
	c := NewConfusion(3, []int{0, 0, 0, 1}, []int{0, 0, 1, 1}, nil)
	for _, v := range []struct {
		name string
		got  Value
		want Value
	}{
		{"precision of 1", c.Precision(1), Value{1 / 2., true}},
		{"recall of 1", c.Recall(1), Value{1 / 1., true}},
		{"precision of 2", c.Precision(2), Value{}},
		{"recall of 0", c.Recall(0), Value{2 / 3., true}},
		{"F1 of 0", c.F1(0), Value{2 * 2 / (3 + 2.), true}},
		{"F1 of 1", c.F1(1), Value{2 * 1 / (1 + 2.), true}},
		{"F1 of 2", c.F1(2), Value{}},
		{"macro F1", c.MacroF1(), Value{(0.8 + 2/3.) / 2, true}},
		{"weighted F1", c.WeightedF1(), Value{(3*0.8 + 1*2/3.) / 4, true}},
		{"accuracy", c.Accuracy(), Value{3 / 4., true}},
		{"accuracy of none", NewConfusion(3, nil, nil, nil).Accuracy(), Value{}},
		{"macro F1 of none", NewConfusion(3, nil, nil, nil).MacroF1(), Value{}},
	} {
		if v.got.Defined != v.want.Defined || !near(v.got.Value, v.want.Value, 1e-12) {
			t.Errorf("%s is %+v, want %+v", v.name, v.got, v.want)
		}
	}
}

func TestRanks(t *testing.T) {
	ranking := Rank([]float64{5, -1, 5, 2})
	for _, c := range []struct{ weights, want []float64 }{
		{nil, []float64{3.5, 1, 3.5, 2}},
		{[]float64{1, 2, 0, 1}, []float64{4, 1.5, 4, 3}}, // of -1 -1 2 5
	} {
		if got := ranking.Ranks(c.weights); !slices.Equal(got, c.want) {
			t.Errorf("weights %v: ranks %v, want %v", c.weights, got, c.want)
		}
	}
}

func TestUndefinedRankStatistics(t *testing.T) {
	for name, got := range map[string]Value{
		"AUC of none":            Rank(nil).AUC(nil, nil),
		"AUC of one kind":        Rank([]float64{1, 2}).AUC([]bool{true, true}, nil),
		"AUC without weight":     Rank([]float64{1, 2}).AUC([]bool{true, false}, []float64{0, 1}),
		"Spearman of none":       Spearman(Rank(nil), Rank(nil), nil),
		"Spearman of a constant": Spearman(Rank([]float64{1, 1}), Rank([]float64{1, 2}), nil),
		"calibration of none":    CalibrationError(10, nil, nil, nil),
	} {
		if got.Defined {
			t.Errorf("%s is %v, want undefined", name, got.Value)
		}
	}
}

func TestCalibrationErrorAtTheEnds(t *testing.T) {
	// 0 falls into the first bin and 1 into the last: both are off by nothing.
	got := CalibrationError(10, []float64{0, 1}, []bool{false, true}, nil)
	if !got.Defined || got.Value != 0 {
		t.Errorf("got %+v, want 0", got)
	}
}

// The interval of a mean over clusters must be that of the ratio of their totals.
func TestClusterIntervals(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	var clusters []int
	var xs []float64
	totals := Sample{Numerators: make([]float64, 30), Denominators: make([]float64, 30)}
	for c := range 30 {
		level := random.NormFloat64()
		for range 1 + random.IntN(9) {
			x := level + random.NormFloat64()
			clusters, xs = append(clusters, c), append(xs, x)
			totals.Numerators[c] += x
			totals.Denominators[c]++
		}
	}
	mean := func(weights []float64) []Value {
		var sum, n float64
		for i, x := range xs {
			sum += weight(weights, i) * x
			n += weight(weights, i)
		}
		return []Value{defined(sum / n)}
	}
	opts := DefaultOptions()
	got, want := ClusterIntervals(clusters, mean, opts)[0], totals.Estimate(opts.Level).Interval
	if !got.Defined || !near(got.Low, want.Low, 0.05) || !near(got.High, want.High, 0.05) {
		t.Errorf("got %+v, want about %+v", got, want)
	}
	if again := ClusterIntervals(clusters, mean, opts)[0]; again != got {
		t.Errorf("the same seed gives %+v, then %+v", got, again)
	}
	few := clusters[:0:0]
	for range xs {
		few = append(few, len(few)%(MinUnits-1))
	}
	if got := ClusterIntervals(few, mean, opts)[0]; got.Defined {
		t.Errorf("%d clusters give %+v, want none", MinUnits-1, got)
	}
}

func BenchmarkRankStatistics(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 1))
	xs, ys, positive, weights := make([]float64, 8000), make([]float64, 8000), make([]bool, 8000), make([]float64, 8000)
	for i := range xs {
		xs[i], ys[i], positive[i], weights[i] = random.NormFloat64(), float64(random.IntN(5)), random.IntN(4) == 0, float64(random.IntN(3))
	}
	x, y := Rank(xs), Rank(ys)
	for b.Loop() {
		x.AUC(positive, weights)
		Spearman(x, y, weights)
	}
}
