package stats

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/integrate"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Weights in this file say how often a case counts, which is how a resample is
// written; nil counts each once. Slices of one call have one length.

// Confusion counts cases by their actual class (row) and their predicted one (column).
type Confusion [][]float64

// NewConfusion counts cases whose classes are in [0, classes).
func NewConfusion(classes int, actual, predicted []int, weights []float64) Confusion {
	c := make(Confusion, classes)
	for i := range c {
		c[i] = make([]float64, classes)
	}
	for i, class := range actual {
		c[class][predicted[i]] += weight(weights, i)
	}
	return c
}

func weight(weights []float64, i int) float64 {
	if weights == nil {
		return 1
	}
	return weights[i]
}

// margins are how often a class is right, actual, and predicted.
func (c Confusion) margins(class int) (right, actual, predicted float64) {
	for other := range c {
		actual += c[class][other]
		predicted += c[other][class]
	}
	return c[class][class], actual, predicted
}

// Accuracy is the share of cases predicted right; undefined without cases.
func (c Confusion) Accuracy() Value {
	var right, all float64
	for class := range c {
		r, actual, _ := c.margins(class)
		right += r
		all += actual
	}
	return defined(right / all)
}

// Precision is the share of the cases predicted as a class that are of it;
// undefined where there are none.
func (c Confusion) Precision(class int) Value {
	right, _, predicted := c.margins(class)
	return defined(right / predicted)
}

// Recall is the share of the cases of a class that are predicted as it;
// undefined where there are none.
func (c Confusion) Recall(class int) Value {
	right, actual, _ := c.margins(class)
	return defined(right / actual)
}

// F1 is the harmonic mean of the precision and recall of a class; undefined for
// a class that is neither actual nor predicted in any case.
func (c Confusion) F1(class int) Value {
	right, actual, predicted := c.margins(class)
	return defined(2 * right / (actual + predicted))
}

// MacroF1 is the mean F1 of the classes for which it is defined.
func (c Confusion) MacroF1() Value {
	return c.meanF1(func(int) float64 { return 1 })
}

// WeightedF1 is the mean F1 of the classes, each weighing as many cases as it has.
func (c Confusion) WeightedF1() Value {
	return c.meanF1(func(class int) float64 {
		_, actual, _ := c.margins(class)
		return actual
	})
}

func (c Confusion) meanF1(weightOf func(class int) float64) Value {
	var sum, weights float64
	for class := range c {
		if f1 := c.F1(class); f1.Defined {
			sum += weightOf(class) * f1.Value
			weights += weightOf(class)
		}
	}
	return defined(sum / weights)
}

// Ranking is numbers in order, sorted once and then used with many weights.
type Ranking struct {
	order  []int     // indices of the numbers, ascending
	sorted []float64 // the numbers, ascending
}

// Rank puts xs, none of which may be NaN, in order.
func Rank(xs []float64) *Ranking {
	r := &Ranking{order: make([]int, len(xs)), sorted: slices.Clone(xs)}
	floats.ArgsortStable(r.sorted, r.order)
	return r
}

// AUC is the probability that a positive case ranks above one that is not, ties
// counting half: the area under the ROC curve. It is undefined without cases of
// either kind.
func (r *Ranking) AUC(positive []bool, weights []float64) Value {
	if len(r.order) == 0 {
		return Value{}
	}
	classes, w := make([]bool, len(r.order)), make([]float64, len(r.order))
	for place, i := range r.order {
		classes[place], w[place] = positive[i], weight(weights, i)
	}
	tpr, fpr, _ := stat.ROC(nil, r.sorted, classes, w)
	return defined(integrate.Trapezoidal(fpr, tpr))
}

// Ranks gives the rank from 1 of each number among the weighted ones, tied
// numbers the mean of theirs.
func (r *Ranking) Ranks(weights []float64) []float64 {
	ranks := make([]float64, len(r.order))
	below := 0.0
	for first := 0; first < len(r.order); {
		tied := 0.0
		last := first
		for ; last < len(r.order) && r.sorted[last] == r.sorted[first]; last++ {
			tied += weight(weights, r.order[last])
		}
		for _, i := range r.order[first:last] {
			ranks[i] = below + (tied+1)/2
		}
		below += tied
		first = last
	}
	return ranks
}

// Spearman is the rank correlation of two rankings of the same cases, in
// [-1, 1], with the mean of their ranks for tied numbers. It is undefined when
// either has no two different numbers.
func Spearman(x, y *Ranking, weights []float64) Value {
	return defined(stat.Correlation(x.Ranks(weights), y.Ranks(weights), weights))
}

// Line gives the slope of the least-squares line of y on x and the correlation
// (Pearson) of the two, each point weighing as weights say, nil for one each; both
// undefined for fewer than three points and where x does not vary, the correlation
// also where y does not.
func Line(x, y, weights []float64) (slope, correlation Value) {
	if len(x) < 3 {
		return slope, correlation
	}
	_, b := stat.LinearRegression(x, y, weights, false)
	return defined(b), defined(stat.Correlation(x, y, weights))
}

// CalibrationError is the expected calibration error: the mean over cases of
// |share right - mean confidence| of those in the same of so many equal bins of
// confidence, (0, 0.1] and so on (Guo et al., "On Calibration of Modern Neural
// Networks", 2017, equation 3). It is undefined without cases.
func CalibrationError(bins int, confidence []float64, right []bool, weights []float64) Value {
	type bin struct{ confidence, right float64 }
	sums := make([]bin, bins)
	total := 0.0
	for i, p := range confidence {
		b := &sums[min(max(int(math.Ceil(p*float64(bins)))-1, 0), bins-1)]
		w := weight(weights, i)
		total += w
		b.confidence += w * p
		if right[i] {
			b.right += w
		}
	}
	gap := 0.0
	for _, b := range sums {
		gap += math.Abs(b.right - b.confidence)
	}
	return defined(gap / total)
}

// ClusterIntervals gives the intervals of several statistics of cases that come
// in clusters, such as answers of calls: whole clusters are resampled. clusters
// holds the cluster of each case; statistics gets how often each case counts in
// a resample, and always returns as many values. The intervals are
// percentile intervals with their tails widened for as few units as there are
// clusters (Hesterberg, "What Teachers Should Know About the Bootstrap", 2015, section
// 5.3.2), and undefined below MinUnits.
func ClusterIntervals(clusters []int, statistics func(weights []float64) []Value, opts Options) []Interval {
	n := 0
	for _, c := range clusters {
		n = max(n, c+1)
	}
	intervals := make([]Interval, len(statistics(nil)))
	if n < MinUnits {
		return intervals
	}
	random := rand.New(rand.NewPCG(opts.Seed, 0))
	replicates := make([][]float64, len(intervals))
	drawn, weights := make([]float64, n), make([]float64, len(clusters))
	for range opts.Resamples {
		clear(drawn)
		for range n {
			drawn[random.IntN(n)]++
		}
		for i, c := range clusters {
			weights[i] = drawn[c]
		}
		for k, v := range statistics(weights) {
			if v.Defined {
				replicates[k] = append(replicates[k], v.Value)
			}
		}
	}
	for k := range intervals {
		intervals[k] = interval(replicates[k], widenedTail(float64(n), opts.Level))
	}
	return intervals
}

// interval leaves out the share tail of the replicates on either side. It is
// undefined without replicates.
func interval(replicates []float64, tail float64) Interval {
	replicates = slices.DeleteFunc(replicates, math.IsNaN)
	if len(replicates) == 0 {
		return Interval{}
	}
	slices.Sort(replicates)
	low, high := Quantile(replicates, tail), Quantile(replicates, 1-tail)
	return Interval{Low: low.Value, High: high.Value, Defined: low.Defined && high.Defined}
}

// widenedTail is the share of replicates to leave out on either side of a sample
// of n effective units: the normal quantile is replaced by Student's, and the
// bootstrap's variance, which has n in the denominator, brought to n-1.
func widenedTail(n, level float64) float64 {
	if n <= 1 {
		return 0
	}
	return tailOf(level, n-1, math.Sqrt(n/(n-1)))
}

// tailOf is the share beyond factor times Student's quantile in a normal distribution.
func tailOf(level, degrees, factor float64) float64 {
	return distuv.UnitNormal.CDF(-factor * studentQuantile(level, degrees))
}
