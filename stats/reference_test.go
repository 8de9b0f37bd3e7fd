package stats

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"strconv"
	"testing"
)

// reference is what testdata/reference.py wrote.
type reference struct {
	Summary []struct {
		X                []float64
		Mean, SD, Median float64
		Quantiles        map[string]float64
	}
	MannWhitney       []referenceCase            `json:"mann_whitney"`
	CliffsDelta       []referenceCase            `json:"cliffs_delta"`
	BenjaminiHochberg []struct{ P, Q []float64 } `json:"benjamini_hochberg"`
	MannKendall       []referenceCase            `json:"mann_kendall"`
	Permutation       []referenceCase
}

type referenceCase struct {
	X, Y, Values        []float64
	XWords              []float64 `json:"x_words"`
	YWords              []float64 `json:"y_words"`
	P, Delta, Low, High float64
	Tau, Slope          float64
	How                 string
}

func readReference(t *testing.T) (r reference) {
	t.Helper()
	b, err := os.ReadFile("testdata/reference.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

func check(t *testing.T, what string, got Value, want, tolerance float64) {
	t.Helper()
	if !got.Defined || !near(got.Value, want, tolerance) {
		t.Errorf("%s = %+v, reference %v", what, got, want)
	}
}

func checkInterval(t *testing.T, got Interval, low, high, tolerance float64) {
	t.Helper()
	if !got.Defined || !near(got.Low, low, tolerance) || !near(got.High, high, tolerance) {
		t.Errorf("interval %+v, reference [%v, %v]", got, low, high)
	}
}

func TestSummaryReference(t *testing.T) {
	for _, c := range readReference(t).Summary {
		m := Moments(c.X)
		check(t, "mean", m.Mean, c.Mean, 1e-12)
		check(t, "SD", Value{math.Sqrt(m.Variance.Value), m.Variance.Defined}, c.SD, 1e-12)
		check(t, "median", Median(c.X), c.Median, 1e-12)
		slices.Sort(c.X)
		for p, want := range c.Quantiles {
			at, err := strconv.ParseFloat(p, 64)
			if err != nil {
				t.Fatal(err)
			}
			check(t, p+"-quantile", Quantile(c.X, at), want, 1e-12)
		}
	}
}

func TestMannWhitneyReference(t *testing.T) {
	for _, c := range readReference(t).MannWhitney {
		check(t, "P, "+c.How, MannWhitney(c.X, c.Y), c.P, 1e-9)
		check(t, "P the other way", MannWhitney(c.Y, c.X), c.P, 1e-9)
	}
}

func TestMannWhitneyUndefined(t *testing.T) {
	equal := []float64{1, 1, 1, 1, 1, 1}
	if p := MannWhitney(equal, equal); p.Defined {
		t.Errorf("equal values: %+v", p)
	}
	if p := MannWhitney(equal, []float64{1, 2}); p.Defined {
		t.Errorf("two values: %+v", p)
	}
	// Doubling the tail of tied values can pass 1.
	if p := MannWhitney([]float64{1, 1, 1, 2, 2, 2}, []float64{2, 2, 2, 1, 1, 1}); !p.Defined || p.Value > 1 {
		t.Errorf("no difference: %+v", p)
	}
}

func TestCliffsDeltaReference(t *testing.T) {
	for _, c := range readReference(t).CliffsDelta {
		e := CliffsDelta(c.X, c.Y, 0.95)
		check(t, "delta", e.Value, c.Delta, 1e-12)
		checkInterval(t, e.Interval, c.Low, c.High, 1e-9)
	}
}

func TestCliffsDeltaEdges(t *testing.T) {
	low, high := []float64{1, 2, 3, 4, 5, 6}, []float64{7, 8, 9, 10, 11, 12}
	if e := CliffsDelta(low, high, 0.95); e.Value != (Value{1, true}) || e.Interval.Defined {
		t.Errorf("all above: %+v", e)
	}
	if e := CliffsDelta(nil, high, 0.95); e.Value.Defined {
		t.Errorf("empty: %+v", e)
	}
	if e := CliffsDelta([]float64{1, 3}, []float64{2, 2}, 0.95); e.Value != (Value{0, true}) || e.Interval.Defined {
		t.Errorf("two: %+v", e)
	}
}

func TestBenjaminiHochbergReference(t *testing.T) {
	for _, c := range readReference(t).BenjaminiHochberg {
		ps := []Value{{}} // an undefined one does not count
		for _, p := range c.P {
			ps = append(ps, Value{p, true})
		}
		qs := BenjaminiHochberg(ps)
		if qs[0].Defined {
			t.Errorf("q of an undefined p: %+v", qs[0])
		}
		for i, want := range c.Q {
			check(t, "q", qs[i+1], want, 1e-12)
		}
	}
}

// Kendall's tau-b is that of SciPy.
func TestTauReference(t *testing.T) {
	for _, c := range readReference(t).MannKendall {
		var points []point
		for i, v := range c.Values {
			points = append(points, point{at: float64(i), value: v})
		}
		check(t, "tau", tau(points), c.Tau, 1e-12)
	}
}

// The sampled deals come near the share of all deals.
func TestPermutationReference(t *testing.T) {
	for _, c := range readReference(t).Permutation {
		opts := DefaultOptions()
		got := Compare(Sample{c.X, c.XWords, 100, Events}, Sample{c.Y, c.YWords, 100, Events}, opts)
		check(t, "P", got.P, c.P, 4*math.Sqrt(c.P*(1-c.P)/float64(opts.Permutations)))
	}
}
