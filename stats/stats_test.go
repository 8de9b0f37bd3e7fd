package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func near(a, b, tolerance float64) bool { return math.Abs(a-b) <= tolerance }

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

func TestEstimate(t *testing.T) {
	hedges := []float64{2, 0, 1, 3, 0, 1, 2}
	words := []float64{40, 10, 30, 60, 5, 25, 30}
	e := Sample{hedges, words, 100, Events}.Estimate(0.95)
	if e.N != 7 || e.Value != (Value{4.5, true}) || e.Method != LogT && e.Method != Garwood { // 100 * 9/200
		t.Errorf("rate %+v", e)
	}
	if !e.Interval.Contains(4.5) || e.Interval.Low <= 0 {
		t.Errorf("interval %+v", e.Interval)
	}
	six := Sample{Numerators: []float64{1, 2, 3, 4, 5, 6}}.Estimate(0.95)
	half := 2.570581836 * math.Sqrt(3.5/6) // t of 5 degrees, SD^2 17.5/5
	checkInterval(t, six.Interval, 3.5-half, 3.5+half, 1e-8)
}

func TestEstimateEdges(t *testing.T) {
	zeros, ones := make([]float64, 12), []float64{1, 1, 1}
	tests := []struct {
		name     string
		sample   Sample
		n        int
		value    bool
		interval Interval // undefined, or with these bounds
	}{
		{"empty", Sample{}, 0, false, Interval{}},
		{"empty proportion", Sample{Form: Proportion}, 0, false, Interval{}},
		{"no words", Sample{[]float64{0, 0}, []float64{0, 0}, 100, Events}, 0, false, Interval{}},
		{"five answers", Sample{[]float64{1, 2, 1, 2, 1}, nil, 1, Plain}, 5, true, Interval{}},
		{"equal scores", Sample{[]float64{.2, .2, .2, .2, .2, .2}, nil, 1, Unit}, 6, true, Interval{}},
		{"same rate everywhere", Sample{[]float64{1, 2, 3, 4, 5, 6}, []float64{10, 20, 30, 40, 50, 60}, 1, Events}, 6, true, Interval{}},
		{"unscored answers do not count", Sample{[]float64{1, 2, 1, 2, 1, 0, 0}, []float64{1, 1, 1, 1, 1, 0, 0}, 1, Plain}, 5, true, Interval{}},
		// 3.6889: the mean at which no event has a chance of .025, -log(.025).
		{"no event in 12 answers of 50 words", Sample{zeros, slices.Repeat([]float64{50}, 12), 100, Events}, 12, true, Interval{0, 100 * 3.688879454 / 600, true}},
		{"none of 12", Sample{zeros, nil, 1, Proportion}, 12, true, Interval{0, 0.185306, true}}, // qbeta(.975, .5, 12.5)
		{"all of 3", Sample{ones, nil, 1, Proportion}, 3, true, Interval{0.464417, 1, true}},     // qbeta(.025, 3.5, .5)
	}
	for _, test := range tests {
		e := test.sample.Estimate(0.95)
		if e.N != test.n || e.Value.Defined != test.value || e.Interval.Defined != test.interval.Defined || (e.Method != "") != e.Interval.Defined {
			t.Errorf("%s: %+v", test.name, e)
			continue
		}
		if e.Interval.Defined {
			checkInterval(t, e.Interval, test.interval.Low, test.interval.High, 1e-6)
		}
	}
}

// A share of answers by weight, or of their sentences, is worth no more than the
// answers are.
func TestProportionOfWeighted(t *testing.T) {
	answers := Sample{Numerators: []float64{1, 0, 0, 1, 0, 0, 1, 0}, Form: Proportion}
	weighted := answers
	weighted.Numerators = []float64{.5, 0, 0, .5, 0, 0, .5, 0}
	weighted.Denominators = slices.Repeat([]float64{.5}, 8)
	if got, want := weighted.Estimate(0.95), answers.Estimate(0.95); math.Abs(got.Interval.Low-want.Interval.Low) > 1e-9 || math.Abs(got.Interval.High-want.Interval.High) > 1e-9 {
		t.Errorf("half weights %+v, whole ones %+v", got.Interval, want.Interval)
	}
	// Ten sentences an answer, all negative or none: still eight answers.
	sentences := answers
	sentences.Numerators = []float64{10, 0, 0, 10, 0, 0, 10, 0}
	sentences.Denominators = slices.Repeat([]float64{10}, 8)
	if got, want := sentences.Estimate(0.95), answers.Estimate(0.95); math.Abs(got.Interval.High-want.Interval.High) > 1e-9 {
		t.Errorf("sentences %+v, answers %+v", got.Interval, want.Interval)
	}
}

func TestUsualOf(t *testing.T) {
	got := UsualOf(Value{5, true}, []float64{1, 2, 3}) // mean 2, SD 1
	if got != (Usual{N: 3, Mean: Value{2, true}, Percentile: Value{100, true}, Z: Value{3, true}}) {
		t.Errorf("%+v", got)
	}
	if got := UsualOf(Value{2, true}, []float64{1, 2}); got.Z.Defined || got.Percentile.Value != 75 { // 1 below, half a tie, of 2
		t.Errorf("two earlier: %+v", got)
	}
	if got := UsualOf(Value{2, true}, []float64{3, 3, 3}); got.Z.Defined {
		t.Errorf("no variation: %+v", got)
	}
	if got := UsualOf(Value{2, true}, nil); got != (Usual{}) {
		t.Errorf("none: %+v", got)
	}
	six := UsualOf(Value{}, []float64{1, 2, 3, 4, 5, 6}) // SD^2 3.5, t of 5 degrees at .95: 2.0150
	check(t, "high", six.High, 3.5+2.015048373*math.Sqrt(3.5*7/6), 1e-8)
	if six.Percentile.Defined {
		t.Errorf("a percentile of no value: %+v", six)
	}
}

// Crawford and Howell (1998): t = (x - m) / (s sqrt(1 + 1/n)).
func TestAgainst(t *testing.T) {
	earlier := []float64{1, 2, 3, 4, 5, 6}
	p, distance := Against(9, 1, earlier, 0.95)
	// (9 - 3.5) / sqrt(3.5 * 7/6) = 2.7217, two-sided with 5 degrees .0417.
	check(t, "p", p, 0.04165, 1e-4)
	checkInterval(t, distance, 5.5-2.570581836*math.Sqrt(3.5*7/6), 5.5+2.570581836*math.Sqrt(3.5*7/6), 1e-8)
	if p, _ := Against(9, 1, earlier[:5], 0.95); p.Defined {
		t.Errorf("five earlier calls: %+v", p)
	}
	if p, _ := Against(9, 1, []float64{2, 2, 2, 2, 2, 2}, 0.95); p.Defined {
		t.Errorf("equal earlier calls: %+v", p)
	}
}

// A value is drawn towards the prior by how uncertain it is: both of variance 1,
// it is the mean of the two.
func TestExpected(t *testing.T) {
	s := Sample{Numerators: []float64{1, 3}} // mean 2, variance of the mean 1
	got, weight := Prior{Mean: 0, Variance: 1}.Expected(s)
	check(t, "expected", got, 1, 1e-12)
	if weight != 0.5 {
		t.Errorf("weight %g, want .5", weight)
	}
	if got, _ := (Prior{Variance: 1}).Expected(Sample{Numerators: []float64{1}}); got.Defined {
		t.Errorf("one answer: %+v", got)
	}
	if _, ok := PriorOf([]Sample{s, s}); ok {
		t.Error("a prior from two calls")
	}
}

// What is known of others and a group's own past: of variance 10 between the truths
// heavyTails*speakersShare, 17, is taken for that between groups and 1.5 for that
// between the calls of one.
func TestAfter(t *testing.T) {
	known := Prior{Mean: 0, Variance: 10, Unit: 1}
	if got := known.After(nil); got != known {
		t.Errorf("without a past it is %+v", got)
	}
	// One call of two answers, 5 and 7: mean 6. The unit is worth 30 degrees with 1 and one
	// with its own variance 2: 32/31.
	one := Sample{Numerators: []float64{5, 7}}
	unit := 32.0 / 31
	weight, own := 1/(1.5+unit/2), 1.0/17
	got := known.After([]Sample{one})
	check(t, "unit", defined(got.Unit), unit, 1e-12)
	check(t, "mean", defined(got.Mean), 6*weight/(weight+own), 1e-12)
	check(t, "variance", defined(got.Variance), 1.5+1/(weight+own), 1e-12)
	// Many calls make others' mean count for nothing, and leave what is between calls.
	var many []Sample
	for range 4000 {
		many = append(many, Sample{Numerators: []float64{6, 6}})
	}
	got = known.After(many)
	check(t, "mean", defined(got.Mean), 6, 1e-3)
	check(t, "variance", defined(got.Variance), 1.5, 1e-3)
	// A call without a value, and one answer alone.
	got = known.After([]Sample{{Numerators: []float64{0}, Denominators: []float64{0}}, {Numerators: []float64{6}}})
	check(t, "of one answer", defined(got.Mean), 6*(1/2.5)/(1/2.5+own), 1e-12)
}

func ExampleSample_Estimate() {
	hedges := []float64{3, 0, 2, 5, 1, 0, 4, 2, 1, 3}
	words := []float64{60, 20, 45, 90, 30, 15, 70, 50, 20, 55}
	e := Sample{hedges, words, 100, Events}.Estimate(0.95)
	fmt.Printf("%.1f [%.1f, %.1f] hedges per 100 words, %s\n", e.Value.Value, e.Interval.Low, e.Interval.High, e.Method)
	// Output: 4.6 [3.7, 5.7] hedges per 100 words, t of the logarithm
}

func BenchmarkEstimate(b *testing.B) {
	const answers = 54
	s := Sample{Numerators: make([]float64, answers), Denominators: make([]float64, answers), Per: 100, Form: Events}
	random := rand.New(rand.NewPCG(1, 1))
	for i := range answers {
		s.Denominators[i] = float64(5 + random.IntN(200))
		s.Numerators[i] = float64(random.IntN(9))
	}
	for b.Loop() {
		s.Estimate(0.95)
	}
}
