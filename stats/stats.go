// Package stats sums up and compares groups of numbers: means, shares and rates
// with intervals in closed form, differences with permutation tests, trends, what
// is usual, effect sizes and the correction for many tests. It knows no words,
// calls or tables, and is the only package that imports gonum's statistics.
// Package analysis is next; docs/statistics.md says what is estimated how, and
// what it was simulated with.
//
// Every estimate is a ratio of two totals: a rate is hedges over words, a mean is
// a total over a count of ones. What varies is the unit, one entry of a Sample: an
// answer, or a whole call when its answers are summed first.
//
// An undefined value is flagged, never NaN: look at Defined before using it.
// Results depend on the input and Options.Seed alone.
package stats

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// MinUnits is the fewest units an interval or a test is made from, but for
// proportions and rates of 0, whose intervals need no variance.
const MinUnits = 6

// Options of intervals and tests. Start from DefaultOptions: it may grow.
type Options struct {
	Seed         uint64  // of the random numbers; the same seed gives the same result
	Resamples    int     // of ClusterIntervals
	Permutations int     // random permutations of one test
	Level        float64 // of the intervals, in (0, 1)
}

// DefaultOptions are seed 1, 2,000 resamples, 10,000 permutations, 95 %.
func DefaultOptions() Options {
	return Options{Seed: 1, Resamples: 2000, Permutations: 10000, Level: 0.95}
}

// Value is a number that may be undefined.
type Value struct {
	Value   float64
	Defined bool
}

// OrNaN gives the number, NaN where it is undefined.
func (v Value) OrNaN() float64 {
	if !v.Defined {
		return math.NaN()
	}
	return v.Value
}

func defined(x float64) Value {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return Value{}
	}
	return Value{Value: x, Defined: true}
}

// Interval holds the truth with the confidence of Options.Level.
type Interval struct {
	Low, High float64
	Defined   bool
}

// Contains says whether x lies in the interval, which must be defined.
func (i Interval) Contains(x float64) bool { return i.Defined && i.Low <= x && x <= i.High }

// Described are the moments of values.
type Described struct {
	Mean     Value // undefined for no values
	Variance Value // with n-1 in the denominator; undefined below two values
}

// Moments gives mean and variance of xs.
func Moments(xs []float64) Described {
	var d Described
	if len(xs) > 0 {
		d.Mean = defined(stat.Mean(xs, nil))
	}
	if len(xs) > 1 {
		d.Variance = defined(stat.Variance(xs, nil))
	}
	return d
}

// Quantile gives the p-quantile of sorted xs, interpolated between order
// statistics after Hyndman and Fan (1996), type 7, as R and NumPy do by default.
// It is undefined for empty xs; p is clamped to [0, 1].
func Quantile(sorted []float64, p float64) Value {
	if len(sorted) == 0 {
		return Value{}
	}
	position := min(max(p, 0), 1) * float64(len(sorted)-1)
	below := int(position)
	if below+1 >= len(sorted) {
		return defined(sorted[len(sorted)-1])
	}
	return defined(sorted[below] + (position-float64(below))*(sorted[below+1]-sorted[below]))
}

// Median gives the median of xs, in any order; xs is not changed.
func Median(xs []float64) Value {
	return Quantile(slices.Sorted(slices.Values(xs)), 0.5)
}

// studentQuantile gives the two-sided quantile of Student's t at a confidence level.
func studentQuantile(level, degrees float64) float64 {
	return student(degrees).Quantile((1 + level) / 2)
}

func student(degrees float64) distuv.StudentsT { return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: degrees} }
