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
var score = population{"sentiment", 0.1557, func(random *rand.Rand, shift float64) (float64, float64) {
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
