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
	value float64
	draw  func(random *rand.Rand, shift float64) (numerator, denominator float64)
}

// score is a mean of tanh(shift + 0.2 + 0.6 z).
var score = population{"sentiment", 0.1543, func(random *rand.Rand, shift float64) (float64, float64) {
	return math.Tanh(shift + 0.2 + 0.6*random.NormFloat64()), 1
}}

// share is the share of answers with a property.
var share = population{"share_negative", 0.2, func(random *rand.Rand, shift float64) (float64, float64) {
	if random.Float64() < 0.2+shift {
		return 1, 1
	}
	return 0, 1
}}

// hedging is a rate per word that differs from answer to answer (gamma, shape 4)
// and multiplies by 1 + shift.
var hedging = population{"hedges_per_100_words", 0.05, func(random *rand.Rand, shift float64) (float64, float64) {
	w := words(random)
	own := distuv.Gamma{Alpha: 4, Beta: 4, Src: random}.Rand()
	return distuv.Poisson{Lambda: 0.05 * (1 + shift) * own * w, Src: random}.Rand(), w
}}

// rare is a hedge category a tenth as frequent.
var rare = population{"hedges_per_100_words.modal", 0.006, func(random *rand.Rand, shift float64) (float64, float64) {
	w := words(random)
	own := distuv.Gamma{Alpha: 2, Beta: 2, Src: random}.Rand()
	return distuv.Poisson{Lambda: 0.006 * (1 + shift) * own * w, Src: random}.Rand(), w
}}

func (p population) sample(random *rand.Rand, n int, shift float64) Sample {
	s := Sample{make([]float64, n), make([]float64, n), 1}
	for i := range n {
		s.Numerators[i], s.Denominators[i] = p.draw(random, shift)
	}
	return s
}

// TestCoverage checks that 95 % intervals hold the truth in 93 to 97 % of the
// runs where the claim is made, and records what they do in smaller samples.
func TestCoverage(t *testing.T) {
	tests := []struct {
		population population
		n          int
		low, high  float64
	}{
		{score, 6, 0.91, 0.97},
		{score, 10, 0.93, 0.97},
		{score, 40, 0.93, 0.97},
		{share, 40, 0.93, 0.97},
		{hedging, 6, 0.90, 0.97},
		{hedging, 20, 0.93, 0.97},
		{hedging, 40, 0.93, 0.97},
		{rare, 80, 0.93, 0.97},
	}
	for i, test := range tests {
		t.Run(fmt.Sprintf("%s/%d", test.population.name, test.n), func(t *testing.T) {
			t.Parallel()
			opts := DefaultOptions()
			opts.Resamples = 1000
			held, made := 0, 0
			random := newRandom(7, uint64(i))
			for run := range runs {
				opts.Seed = uint64(run)
				if interval := Ratio(test.population.sample(random, test.n, 0), opts).Interval; interval.Defined {
					made++
					if interval.Contains(test.population.value) {
						held++
					}
				}
			}
			coverage := float64(held) / float64(made)
			t.Logf("%.1f %% of %d", 100*coverage, made)
			if coverage < test.low || coverage > test.high {
				t.Errorf("coverage %.3f, want [%.2f, %.2f]", coverage, test.low, test.high)
			}
		})
	}
}

// fewer makes the simulations' tests quick; what they lose is fineness of P.
func fewer(seed int) Options {
	return Options{Seed: uint64(seed), Resamples: 600, Permutations: 200, Level: 0.95}
}

// TestChangeCoverage: 95 % intervals of a change hold it in 93 to 97 % of the runs.
func TestChangeCoverage(t *testing.T) {
	tests := []struct {
		population population
		n, m       int
	}{{score, 10, 25}, {score, 40, 40}, {hedging, 20, 30}, {hedging, 40, 40}, {share, 40, 60}}
	for i, test := range tests {
		t.Run(fmt.Sprintf("%s/%d,%d", test.population.name, test.n, test.m), func(t *testing.T) {
			t.Parallel()
			random := newRandom(8, uint64(i))
			held := 0
			for run := range runs {
				a, b := test.population.sample(random, test.n, 0), test.population.sample(random, test.m, 0)
				if Compare(a, b, Options{Seed: uint64(run), Resamples: 1000, Level: 0.95}).Interval.Contains(0) {
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

// TestTrendSimulated: where calls do not differ, at most 6 % of trends have
// p <= 0.05 and 93 to 97 % of the intervals hold 0. With six calls or more that
// is so too when each call has a mood of its own.
func TestTrendSimulated(t *testing.T) {
	tests := []struct {
		population population
		calls, n   int
		mood       float64 // SD of what a call as a whole is off
	}{{score, 3, 20, 0}, {score, 4, 25, 0}, {hedging, 4, 25, 0}, {hedging, 5, 15, 0}, {score, 6, 25, 0.2}, {score, 12, 25, 0.2}}
	for i, test := range tests {
		t.Run(fmt.Sprintf("%s/%d calls/mood %g", test.population.name, test.calls, test.mood), func(t *testing.T) {
			t.Parallel()
			random := newRandom(10, uint64(i))
			alarms, held, made := 0, 0, 0
			for run := range runs {
				calls := make([]Sample, test.calls)
				for c := range calls {
					calls[c] = test.population.sample(random, test.n, test.mood*random.NormFloat64())
				}
				trend := TrendOf(calls, fewer(run))
				if trend.P.Defined && trend.P.Value <= 0.05 {
					alarms++
				}
				if trend.Interval.Defined {
					made++
				}
				if trend.Interval.Contains(0) {
					held++
				}
			}
			alarm, coverage := float64(alarms)/runs, float64(held)/float64(made)
			t.Logf("false alarms %.1f %%, coverage %.1f %%", 100*alarm, 100*coverage)
			if alarm > 0.06 {
				t.Errorf("false alarms in %.3f of the runs, want at most 0.06", alarm)
			}
			if coverage < 0.93 || coverage > 0.99 { // Sen's interval of few calls can only be too wide
				t.Errorf("coverage %.3f", coverage)
			}
		})
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
