//go:build !race

// The simulations take long under the race detector and start no goroutines.

package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// runs of each simulation. 2,000 put the standard error of a coverage of 95 % at
// half a point.
const runs = 2000

func newRandom(seed, stream uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, stream)) }

// words of an answer: log-normal around 66, as spread as those of real calls.
func words(random *rand.Rand) float64 {
	return math.Max(5, math.Round(math.Exp(4.2+0.75*random.NormFloat64())))
}

// A population gives answers; its value is known to the simulation.
type population struct {
	name  string
	form  Form
	value float64
	draw  func(random *rand.Rand, shift float64) (numerator, denominator float64)
}

// score is a mean of tanh(shift + 0.2 + 0.6 z).
var score = population{"sentiment", Signed, 0.1543, func(random *rand.Rand, shift float64) (float64, float64) {
	return math.Tanh(shift + 0.2 + 0.6*random.NormFloat64()), 1
}}

// share is the share of answers with a property.
var share = population{"share_negative", Proportion, 0.2, func(random *rand.Rand, shift float64) (float64, float64) {
	if random.Float64() < 0.2+shift {
		return 1, 1
	}
	return 0, 1
}}

// hedging is a rate per word that differs from answer to answer (gamma, shape 4)
// and multiplies by 1 + shift.
var hedging = population{"hedges_per_100_words", Events, 0.05, func(random *rand.Rand, shift float64) (float64, float64) {
	w := words(random)
	own := distuv.Gamma{Alpha: 4, Beta: 4, Src: random}.Rand()
	return distuv.Poisson{Lambda: 0.05 * (1 + shift) * own * w, Src: random}.Rand(), w
}}

// rare is a hedge category a tenth as frequent.
var rare = population{"hedges_per_100_words.modal", Events, 0.006, func(random *rand.Rand, shift float64) (float64, float64) {
	w := words(random)
	own := distuv.Gamma{Alpha: 2, Beta: 2, Src: random}.Rand()
	return distuv.Poisson{Lambda: 0.006 * (1 + shift) * own * w, Src: random}.Rand(), w
}}

func (p population) sample(random *rand.Rand, n int, shift float64) Sample {
	s := Sample{make([]float64, n), make([]float64, n), 1, p.form}
	for i := range n {
		s.Numerators[i], s.Denominators[i] = p.draw(random, shift)
	}
	return s
}

// TestCoverage checks that 95 % intervals hold the truth as often as
// docs/statistics.md says.
func TestCoverage(t *testing.T) {
	tests := []struct {
		population population
		n          int
		low, high  float64
	}{
		{score, 6, 0.92, 0.975}, {score, 10, 0.92, 0.975}, {score, 20, 0.92, 0.975}, {score, 40, 0.92, 0.975}, {score, 80, 0.92, 0.975},
		{share, 6, 0.90, 0.99}, {share, 10, 0.90, 0.99}, {share, 20, 0.90, 0.99}, {share, 40, 0.90, 0.99}, {share, 80, 0.90, 0.99},
		{hedging, 6, 0.92, 0.975}, {hedging, 10, 0.92, 0.975}, {hedging, 20, 0.92, 0.975}, {hedging, 40, 0.92, 0.975}, {hedging, 80, 0.92, 0.975},
		{rare, 6, 0.92, 1}, {rare, 10, 0.92, 1}, {rare, 20, 0.92, 1}, {rare, 40, 0.92, 1}, {rare, 80, 0.92, 0.99},
	}
	for i, test := range tests {
		t.Run(fmt.Sprintf("%s/%d", test.population.name, test.n), func(t *testing.T) {
			t.Parallel()
			held, made := 0, 0
			random := newRandom(7, uint64(i))
			for range 2 * runs {
				if interval := test.population.sample(random, test.n, 0).Estimate(0.95).Interval; interval.Defined {
					made++
					if interval.Contains(test.population.value) {
						held++
					}
				}
			}
			coverage := float64(held) / float64(made)
			t.Logf("%.1f %% of %d", 100*coverage, made)
			if coverage < test.low || coverage > test.high {
				t.Errorf("coverage %.3f, want [%.3f, %.3f]", coverage, test.low, test.high)
			}
		})
	}
}

// fewer makes the simulations' tests quick; what they lose is fineness of P.
func fewer(seed int) Options {
	return Options{Seed: uint64(seed), Permutations: 200, Level: 0.95}
}

// TestChangeCoverage: 95 % intervals of a change hold it in 93 to 97 % of the runs.
func TestChangeCoverage(t *testing.T) {
	tests := []struct {
		population population
		n, m       int
	}{{score, 10, 25}, {score, 40, 40}, {hedging, 20, 30}, {hedging, 40, 40}, {rare, 30, 40}, {share, 12, 20}, {share, 40, 60}}
	for i, test := range tests {
		t.Run(fmt.Sprintf("%s/%d,%d", test.population.name, test.n, test.m), func(t *testing.T) {
			t.Parallel()
			random := newRandom(8, uint64(i))
			held := 0
			for run := range runs {
				a, b := test.population.sample(random, test.n, 0), test.population.sample(random, test.m, 0)
				if Compare(a, b, Options{Seed: uint64(run), Level: 0.95}).Interval.Contains(0) {
					held++
				}
			}
			share := float64(held) / runs
			t.Logf("%.1f %%", 100*share)
			if share < 0.93 || share > 0.97 {
				t.Errorf("coverage %.3f, want [0.93, 0.97]", share)
			}
		})
	}
}

// TestFalseAlarms: where there is no difference, at most 6 % of the tests say
// p <= 0.05, whichever test, in small and unequal samples too.
func TestFalseAlarms(t *testing.T) {
	permutation := func(a, b Sample, seed int) Value { return Compare(a, b, fewer(seed)).P }
	ranks := func(a, b Sample, _ int) Value { return MannWhitney(a.Values(), b.Values()) }
	tests := []struct {
		name       string
		population population
		n, m       int
		test       func(a, b Sample, seed int) Value
	}{
		{"permutation", score, 6, 12, permutation},
		{"permutation", score, 40, 40, permutation},
		{"permutation", share, 25, 40, permutation},
		{"permutation", hedging, 8, 30, permutation},
		{"permutation", hedging, 40, 40, permutation},
		{"permutation", rare, 25, 40, permutation},
		{"Mann-Whitney", score, 8, 30, ranks},
		{"Mann-Whitney", share, 25, 40, ranks},
	}
	for i, test := range tests {
		t.Run(fmt.Sprintf("%s/%s/%d,%d", test.name, test.population.name, test.n, test.m), func(t *testing.T) {
			t.Parallel()
			random := newRandom(9, uint64(i))
			alarms := 0
			for run := range runs {
				p := test.test(test.population.sample(random, test.n, 0), test.population.sample(random, test.m, 0), run)
				if p.Defined && p.Value <= 0.05 {
					alarms++
				}
			}
			rate := float64(alarms) / runs
			t.Logf("%.1f %%", 100*rate)
			if rate > 0.06 {
				t.Errorf("false alarms in %.3f of the runs, want at most 0.06", rate)
			}
		})
	}
}

// TestTrendSimulated: calls with moods of their own, in random order, have a
// slope in at most 5 % of the runs, and its interval holds 0; a slope is found.
func TestTrendSimulated(t *testing.T) {
	tests := []struct {
		population population
		calls, n   int
		mood       float64 // SD of what a call as a whole is off
		slope      float64 // of the mean a call
		low, high  float64 // share of runs with p <= .05
	}{
		{score, 5, 25, 0.2, 0, 0, 0.05}, {score, 6, 25, 0.2, 0, 0, 0.05}, {score, 12, 25, 0.2, 0, 0, 0.055}, {score, 6, 25, 0, 0, 0, 0.05},
		{hedging, 5, 20, 0.2, 0, 0, 0.06}, {hedging, 8, 20, 0.2, 0, 0, 0.06}, {share, 6, 25, 0.05, 0, 0, 0.05},
		{score, 6, 25, 0.1, 0.15, 0.7, 1},
	}
	for i, test := range tests {
		t.Run(fmt.Sprintf("%s/%d calls/mood %g/slope %g", test.population.name, test.calls, test.mood, test.slope), func(t *testing.T) {
			t.Parallel()
			random := newRandom(10, uint64(i))
			found, held := 0, 0
			at := make([]float64, test.calls)
			for c := range at {
				at[c] = float64(c)
			}
			for range runs {
				calls := make([]Sample, test.calls)
				for c := range calls {
					calls[c] = test.population.sample(random, test.n, test.mood*random.NormFloat64()+test.slope*float64(c))
				}
				trend := TrendOf(calls, at, 0.95)
				if trend.P.Defined && trend.P.Value <= 0.05 {
					found++
				}
				if trend.Interval.Contains(0) {
					held++
				}
			}
			share := float64(found) / runs
			t.Logf("found %.1f %%", 100*share)
			if share < test.low || share > test.high {
				t.Errorf("p <= .05 in %.3f of the runs, want [%.3f, %.3f]", share, test.low, test.high)
			}
			if test.slope == 0 && held+found < runs*99/100 {
				t.Errorf("interval holds 0 in %d runs, p <= .05 in %d of %d", held, found, runs)
			}
		})
	}
}

// TestDifferSimulated: calls of one truth are said to differ in at most 6 % of
// the runs, those with moods in most.
func TestDifferSimulated(t *testing.T) {
	tests := []struct {
		population population
		calls, n   int
		mood       float64
		low, high  float64
	}{
		{score, 3, 20, 0, 0.03, 0.06}, {score, 4, 10, 0, 0.03, 0.06}, {hedging, 3, 20, 0, 0.03, 0.065}, {hedging, 4, 12, 0, 0.02, 0.07}, {share, 4, 20, 0, 0.02, 0.07}, {rare, 4, 20, 0, 0, 0.07},
		{score, 4, 25, 0.5, 0.6, 1},
	}
	for i, test := range tests {
		t.Run(fmt.Sprintf("%s/%d calls/mood %g", test.population.name, test.calls, test.mood), func(t *testing.T) {
			t.Parallel()
			random := newRandom(16, uint64(i))
			found := 0
			for range runs {
				calls := make([]Sample, test.calls)
				for c := range calls {
					calls[c] = test.population.sample(random, test.n, test.mood*random.NormFloat64())
				}
				if p := TrendOf(calls, make([]float64, len(calls)), 0.95).Differ; p.Defined && p.Value <= 0.05 {
					found++
				}
			}
			share := float64(found) / runs
			t.Logf("%.1f %%", 100*share)
			if share < test.low || share > test.high {
				t.Errorf("said to differ in %.3f of the runs, want [%.2f, %.2f]", share, test.low, test.high)
			}
		})
	}
}

// TestAgainstSimulated: one more call of the same moods is unlike the earlier
// ones in at most 6 % of the runs.
func TestAgainstSimulated(t *testing.T) {
	for i, n := range []int{6, 12} {
		random := newRandom(17, uint64(i))
		found := 0
		for range runs {
			values := make([]float64, n+1)
			for c := range values {
				values[c] = score.sample(random, 20, 0.2*random.NormFloat64()).Value().Value
			}
			if p, _ := Against(values[n], 1, values[:n], 0.95); p.Value <= 0.05 {
				found++
			}
		}
		share := float64(found) / runs
		t.Logf("%d earlier: %.1f %%", n, 100*share)
		if share < 0.035 || share > 0.06 {
			t.Errorf("%d earlier calls: %.3f of the runs, want about .05", n, share)
		}
	}
}

// TestClustersSimulated: two speakers of the same calls, who share the calls'
// moods and do not differ, are said to in about 5 % of the runs; a difference is
// found.
func TestClustersSimulated(t *testing.T) {
	for i, test := range []struct{ shift, low, high float64 }{{0, 0.03, 0.065}, {0.35, 0.7, 1}} {
		random := newRandom(18, uint64(i))
		found := 0
		for range runs {
			a, b := Sample{Form: Signed}, Sample{Form: Signed}
			for range 8 {
				mood := 0.5 * random.NormFloat64()
				for side, s := range []*Sample{&a, &b} {
					answers := score.sample(random, 8+random.IntN(8), mood+float64(side)*test.shift).moments()
					s.Numerators, s.Denominators = append(s.Numerators, answers.num), append(s.Denominators, answers.den)
				}
			}
			if p := CompareClusters(a, b, 0.95).P; p.Defined && p.Value <= 0.05 {
				found++
			}
		}
		share := float64(found) / runs
		t.Logf("shift %g: %.1f %%", test.shift, 100*share)
		if share < test.low || share > test.high {
			t.Errorf("shift %g: %.3f of the runs, want [%g, %g]", test.shift, share, test.low, test.high)
		}
	}
}

// TestCliffsDeltaCoverage: the interval of no difference holds 0.
func TestCliffsDeltaCoverage(t *testing.T) {
	random := newRandom(11, 0)
	for _, n := range []int{8, 40} {
		held := 0
		for range runs {
			if CliffsDelta(score.sample(random, n, 0).Numerators, score.sample(random, n, 0).Numerators, 0.95).Interval.Contains(0) {
				held++
			}
		}
		share := float64(held) / runs
		t.Logf("n = %d: %.1f %%", n, 100*share)
		if share < 0.93 || share > 0.97 {
			t.Errorf("n = %d: coverage %.3f, want [0.93, 0.97]", n, share)
		}
	}
}
