package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

func near(a, b, tolerance float64) bool { return math.Abs(a-b) <= tolerance }

func TestSummarize(t *testing.T) {
	tests := []struct {
		name     string
		xs       []float64
		mean, sd Value
		interval bool
	}{
		{"empty", nil, Value{}, Value{}, false},
		{"one", []float64{4}, Value{4, true}, Value{}, false},
		{"two", []float64{1, 3}, Value{2, true}, Value{math.Sqrt2, true}, false}, // sqrt((1+1)/1)
		{"equal", []float64{2, 2, 2, 2, 2, 2}, Value{2, true}, Value{0, true}, false},
		{"six", []float64{1, 2, 3, 4, 5, 6}, Value{3.5, true}, Value{math.Sqrt(3.5), true}, true}, // 17.5/5
	}
	for _, test := range tests {
		s := Summarize(test.xs, DefaultOptions())
		if s.N != len(test.xs) || s.Mean != test.mean || s.SD.Defined != test.sd.Defined || !near(s.SD.Value, test.sd.Value, 1e-12) {
			t.Errorf("%s: %+v", test.name, s)
		}
		if s.Interval.Defined != test.interval {
			t.Errorf("%s: interval %+v", test.name, s.Interval)
		}
		if test.interval && !(s.Interval.Low < s.Mean.Value && s.Mean.Value < s.Interval.High) {
			t.Errorf("%s: mean outside %+v", test.name, s.Interval)
		}
	}
}

func TestQuantile(t *testing.T) {
	tests := []struct {
		xs   []float64
		p    float64
		want Value
	}{
		{nil, 0.5, Value{}},
		{[]float64{7}, 0.9, Value{7, true}},
		{[]float64{1, 2, 3}, 0.5, Value{2, true}},
		{[]float64{1, 2, 3, 4}, 0.5, Value{2.5, true}},
		{[]float64{1, 2, 3, 4}, 0.25, Value{1.75, true}}, // 1 + 0.25*3 = position 0.75
		{[]float64{1, 2, 3, 4}, 1, Value{4, true}},
		{[]float64{1, 2, 3, 4}, -1, Value{1, true}},
	}
	for _, test := range tests {
		if got := Quantile(test.xs, test.p); got != test.want {
			t.Errorf("Quantile(%v, %v) = %v, want %v", test.xs, test.p, got, test.want)
		}
	}
	xs := []float64{3, 1, 2}
	if got := Median(xs); got != (Value{2, true}) || xs[0] != 3 {
		t.Errorf("Median = %v, input now %v", got, xs)
	}
}

func TestRatio(t *testing.T) {
	hedges := []float64{2, 0, 1, 3, 0, 1, 2}
	words := []float64{40, 10, 30, 60, 5, 25, 30}
	e := Ratio(Sample{hedges, words, 100}, DefaultOptions())
	if e.N != 7 || e.Value != (Value{4.5, true}) { // 100 * 9/200
		t.Errorf("rate %+v", e)
	}
	if !e.Interval.Contains(4.5) || e.Interval.Low <= 0 {
		t.Errorf("interval %+v", e.Interval)
	}
	if again := RatioInterval(hedges, words, 100, DefaultOptions()); again != e.Interval {
		t.Errorf("second run: %+v, first %+v", again, e.Interval)
	}
	other := DefaultOptions()
	other.Seed = 2
	if RatioInterval(hedges, words, 100, other) == e.Interval {
		t.Error("the seed changes nothing")
	}
}

func TestRatioUndefined(t *testing.T) {
	tests := []struct {
		name     string
		sample   Sample
		n        int
		value    bool
		interval bool
	}{
		{"empty", Sample{}, 0, false, false},
		{"no words", Sample{[]float64{0, 0}, []float64{0, 0}, 100}, 0, false, false},
		{"five answers", Sample{[]float64{1, 2, 1, 2, 1}, nil, 1}, 5, true, false},
		{"no event", Sample{make([]float64, 20), nil, 1}, 20, true, false},
		{"same rate everywhere", Sample{[]float64{.1, .2, .3, .4, .5, .6}, []float64{1, 2, 3, 4, 5, 6}, 1}, 6, true, false},
		{"unscored answers do not count", Sample{[]float64{1, 2, 1, 2, 1, 0, 0}, []float64{1, 1, 1, 1, 1, 0, 0}, 1}, 5, true, false},
	}
	for _, test := range tests {
		e := Ratio(test.sample, DefaultOptions())
		if e.N != test.n || e.Value.Defined != test.value || e.Interval.Defined != test.interval {
			t.Errorf("%s: %+v", test.name, e)
		}
	}
}

// Several values of the same answers get what each would get alone.
func TestRatiosAgreeWithRatio(t *testing.T) {
	a := Sample{[]float64{2, 0, 1, 3, 0, 1, 2}, []float64{40, 10, 30, 60, 5, 25, 30}, 100}
	b := Sample{Numerators: []float64{.1, -.4, .2, .9, 0, .3, -.1}}
	none := Sample{Numerators: make([]float64, 7)}
	both := Ratios([]Sample{none, a, b}, DefaultOptions())
	if both[1] != Ratio(a, DefaultOptions()) || both[2] != Ratio(b, DefaultOptions()) {
		t.Errorf("together %+v", both)
	}
}

func TestStand(t *testing.T) {
	got := Stand(5, []float64{1, 2, 3}) // mean 2, SD 1
	if got != (Standing{3, Value{100, true}, Value{3, true}}) {
		t.Errorf("%+v", got)
	}
	if got := Stand(2, []float64{1, 2}); got.Z.Defined || got.Percentile.Value != 75 { // 1 below, half a tie, of 2
		t.Errorf("two earlier: %+v", got)
	}
	if got := Stand(2, []float64{3, 3, 3}); got.Z.Defined {
		t.Errorf("no variation: %+v", got)
	}
	if got := Stand(2, nil); got != (Standing{}) {
		t.Errorf("none: %+v", got)
	}
}

func ExampleRatioInterval() {
	hedges := []float64{3, 0, 2, 5, 1, 0, 4, 2, 1, 3}
	words := []float64{60, 20, 45, 90, 30, 15, 70, 50, 20, 55}
	interval := RatioInterval(hedges, words, 100, DefaultOptions())
	fmt.Printf("%.1f [%.1f, %.1f] hedges per 100 words\n", 100*21.0/455, interval.Low, interval.High)
	// Output: 4.6 [3.2, 5.3] hedges per 100 words
}

func BenchmarkRatios(b *testing.B) {
	const answers, metrics = 54, 13
	samples := make([]Sample, metrics)
	random := rand.New(rand.NewPCG(1, 1))
	for m := range samples {
		samples[m].Denominators = make([]float64, answers)
		samples[m].Numerators = make([]float64, answers)
		for i := range answers {
			samples[m].Denominators[i] = float64(5 + random.IntN(200))
			samples[m].Numerators[i] = float64(random.IntN(9))
		}
	}
	for b.Loop() {
		Ratios(samples, DefaultOptions())
	}
}
