// Package stats sums up and compares groups of numbers: means and rates with
// bootstrap intervals, differences with permutation tests, trends, effect sizes
// and the correction for many tests. It knows no words, calls or tables, and is
// the only package that imports gonum's statistics. Package analysis is next.
//
// Every estimate is a ratio of two totals: a rate is hedges over words, a mean is
// a total over a count of ones. What is resampled is the unit, one entry of a
// Sample: an answer, or a whole call when its answers are summed first.
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

// MinUnits is the fewest units an interval or a test is made from. Below it the
// bootstrap holds the truth clearly less often than it claims; with six units
// it does so 92 to 93 % of the time instead of 95 (TestCoverage).
const MinUnits = 6

// Options of resampling. Start from DefaultOptions: it may grow.
type Options struct {
	Seed         uint64  // of the random numbers; the same seed gives the same result
	Resamples    int     // bootstrap resamples of one interval
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

// Summary describes the values of one group.
type Summary struct {
	N        int
	Mean     Value    // undefined for N = 0
	SD       Value    // with n-1 in the denominator; undefined below N = 2
	Interval Interval // of the mean; undefined below MinUnits or when all values are equal
}

// Summarize sums up xs, which is not changed.
func Summarize(xs []float64, opts Options) Summary {
	s := Summary{N: len(xs)}
	if s.N == 0 {
		return s
	}
	s.Mean = defined(stat.Mean(xs, nil))
	if s.N > 1 {
		s.SD = defined(stat.StdDev(xs, nil))
	}
	s.Interval = Ratio(Sample{Numerators: xs}, opts).Interval
	return s
}

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

// Standing says where a value stands among earlier ones.
type Standing struct {
	N          int   // how many earlier values it rests on
	Percentile Value // share of the earlier values below it, ties counting half, in [0, 100]; undefined for N = 0
	Z          Value // (value - mean) / SD of the earlier values; undefined below N = 3 or without variation
}

// Stand compares latest with earlier values.
func Stand(latest float64, earlier []float64) Standing {
	s := Standing{N: len(earlier)}
	if s.N == 0 {
		return s
	}
	below := 0.0
	for _, x := range earlier {
		switch {
		case x < latest:
			below++
		case x == latest:
			below += 0.5
		}
	}
	s.Percentile = defined(100 * below / float64(s.N))
	if s.N >= 3 {
		mean, sd := stat.MeanStdDev(earlier, nil)
		s.Z = defined((latest - mean) / sd)
	}
	return s
}

// studentQuantile gives the two-sided quantile of Student's t at a confidence level.
func studentQuantile(level, degrees float64) float64 {
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: degrees}.Quantile((1 + level) / 2)
}
