package stats

import (
	"encoding/json"
	"math"
	"os"
	"testing"
)

// referenceR is what testdata/reference.R wrote.
type referenceR struct {
	Regression []struct {
		X, Y, V                      []float64
		Slope, Low, High, P, Between float64
		Mean                         float64
		MeanError                    float64 `json:"mean_error"`
		LevelBetween                 float64 `json:"level_between"`
	}
	Welch []struct {
		Groups [][]float64
		P      float64
	}
	Ratio []struct {
		X, Words  []float64
		Value, SE float64
	}
	Logit []struct {
		X         []float64
		Low, High float64
	}
	Jeffreys []struct {
		Hits, N   int
		Low, High float64
	}
	Garwood []struct{ Events, Low, High float64 }
	Against []struct {
		X        []float64
		Value, P float64
	}
}

func readReferenceR(t *testing.T) (r referenceR) {
	t.Helper()
	b, err := os.ReadFile("testdata/reference_r.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// metafor: rma(y, v, mods = ~ x, method = "REML", test = "adhoc").
func TestRegressionReference(t *testing.T) {
	for _, c := range readReferenceR(t).Regression {
		var points []point
		for i := range c.X {
			points = append(points, point{c.X[i], c.Y[i], c.V[i], 10})
		}
		f, ok := fitPoints(points, true)
		if !ok {
			t.Fatal("no fit")
		}
		check(t, "slope", Value{f.slope, true}, c.Slope, 1e-6)
		check(t, "variance between", Value{f.between, true}, c.Between, 1e-6)
		p, interval := tTest(f.slope, f.slopeError, float64(len(points)-2), 0.95)
		check(t, "p", p, c.P, 1e-5)
		checkInterval(t, interval, c.Low, c.High, 1e-5)
		level, _ := fitPoints(points, false)
		check(t, "mean", Value{level.mean, true}, c.Mean, 1e-6)
		check(t, "its error", Value{level.meanError, true}, c.MeanError, 1e-6)
		check(t, "variance between around the mean", Value{level.between, true}, c.LevelBetween, 1e-6)
	}
}

// oneway.test(y ~ g).
func TestWelchReference(t *testing.T) {
	for _, c := range readReferenceR(t).Welch {
		var calls []Sample
		for _, g := range c.Groups {
			calls = append(calls, Sample{Numerators: g})
		}
		check(t, "p", TrendOf(calls, make([]float64, len(calls)), 0.95).Differ, c.P, 1e-9)
	}
}

// survey: svyratio, and svyciprop(method = "logit").
func TestSurveyReference(t *testing.T) {
	r := readReferenceR(t)
	for _, c := range r.Ratio {
		m := Sample{Numerators: c.X, Denominators: c.Words}.moments()
		check(t, "ratio", Value{m.ratio(), true}, c.Value, 1e-12)
		check(t, "standard error", Value{math.Sqrt(m.variance()), true}, c.SE, 1e-9)
	}
	for _, c := range r.Logit {
		m := Sample{Numerators: c.X}.moments()
		p := m.ratio()
		got := tInterval(m, 0.95, math.Log(p/(1-p)), 1/(p*(1-p)), func(x float64) float64 { return 1 / (1 + math.Exp(-x)) })
		checkInterval(t, got, c.Low, c.High, 1e-8) // glm stops there
	}
}

// qbeta, poisson.test, pt.
func TestClosedFormReference(t *testing.T) {
	r := readReferenceR(t)
	for _, c := range r.Jeffreys {
		s := Sample{Numerators: make([]float64, c.N), Form: Proportion}
		for i := range c.Hits {
			s.Numerators[i] = 1
		}
		checkInterval(t, s.Estimate(0.95).Interval, c.Low, c.High, 1e-7)
	}
	for _, c := range r.Garwood {
		checkInterval(t, Interval{garwoodLow(c.Events, 0.95), garwoodHigh(c.Events, 0.95), true}, c.Low, c.High, 1e-7)
	}
	for _, c := range r.Against {
		p, _ := Against(c.Value, 1, c.X, 0.95)
		check(t, "p", p, c.P, 1e-9)
	}
}
