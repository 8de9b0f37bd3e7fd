package stats

import (
	"math"
	"slices"
	"sort"

	"gonum.org/v1/gonum/stat/distuv"
)

// exactMannWhitney is up to how many values in both samples the deals are counted.
const exactMannWhitney = 50

// MannWhitney gives the two-sided P of the Mann-Whitney U test that values of
// one sample tend to be larger than of the other. It is exact up to 50 values in
// both, with ties too, else normal with tie and continuity correction. It is
// undefined below MinUnits values in either and when all values are equal.
//
// It is not the one of aclements/go-moremath, whose exact P of tied samples
// depends on which sample comes first.
func MannWhitney(x, y []float64) Value {
	n, m := len(x), len(y)
	if min(n, m) < MinUnits {
		return Value{}
	}
	pooled := slices.Concat(x, y)
	slices.Sort(pooled)
	if pooled[0] == pooled[n+m-1] {
		return Value{}
	}
	// Ranks are doubled, so that those of tied values are whole too.
	sum := 0
	for _, v := range x {
		below, above := dominance(v, pooled)
		sum += int(below) + n + m - int(above) + 1
	}
	excess := abs(sum - n*(n+m+1))
	ties := runLengths(pooled)
	if n+m <= exactMannWhitney {
		return defined(exactRankSum(ties, n, excess))
	}
	cubes := 0.0
	for _, t := range ties {
		cubes += float64(t*t*t - t)
	}
	total := float64(n + m)
	variance := float64(n*m) / 12 * (total + 1 - cubes/(total*(total-1)))
	z := max(float64(excess)/2-0.5, 0) / math.Sqrt(variance)
	return defined(min(2*distuv.UnitNormal.Survival(z), 1))
}

// exactRankSum gives the share of deals of n values to the first sample whose
// doubled rank sum is at least excess away from its mean. ties are the sizes of
// the groups of equal values, in order of value.
func exactRankSum(ties []int, n, excess int) float64 {
	values := 0
	for _, t := range ties {
		values += t
	}
	most := n * (2*values - n + 1) // the n largest doubled ranks
	// deals[k][s]: ways to deal k of the values seen so far with sum s.
	deals := make([][]float64, n+1)
	for k := range deals {
		deals[k] = make([]float64, most+1)
	}
	deals[0][0] = 1
	seen := 0
	for _, t := range ties {
		rank := 2*seen + t + 1
		for range t {
			for k := min(seen+1, n); k > 0; k-- {
				for s := rank; s <= most; s++ {
					deals[k][s] += deals[k-1][s-rank]
				}
			}
			seen++
		}
	}
	extreme, all := 0.0, 0.0
	for s, ways := range deals[n] {
		all += ways
		if abs(s-n*(values+1)) >= excess {
			extreme += ways
		}
	}
	return extreme / all
}

// runLengths gives the sizes of the groups of equal values in sorted.
func runLengths(sorted []float64) []int {
	var runs []int
	for i := range sorted {
		if i == 0 || sorted[i] != sorted[i-1] {
			runs = append(runs, 0)
		}
		runs[len(runs)-1]++
	}
	return runs
}

func abs(n int) int { return max(n, -n) }

// Effect is an effect size with its interval.
type Effect struct {
	Value    Value
	Interval Interval
}

// CliffsDelta gives the chance that a value of y is above one of x, less the
// chance that it is below: in [-1, 1], 0 for no difference. It is undefined
// when a sample is empty. The interval is the asymmetric one of Feng and Cliff
// (2004), "Monte Carlo evaluation of ordinal d with improved confidence
// interval"; it is undefined below MinUnits values in either and for a delta
// of -1 or 1.
func CliffsDelta(x, y []float64, level float64) Effect {
	if len(x) == 0 || len(y) == 0 {
		return Effect{}
	}
	x, y = slices.Sorted(slices.Values(x)), slices.Sorted(slices.Values(y))
	n, m := float64(len(x)), float64(len(y))
	delta, squaresX, unequal := 0.0, 0.0, 0.0
	for _, v := range x {
		below, above := dominance(v, y)
		delta += above - below
		squaresX += (above - below) * (above - below) / (m * m)
		unequal += above + below
	}
	delta /= n * m
	squaresY := 0.0
	for _, v := range y {
		below, above := dominance(v, x)
		squaresY += (above - below) * (above - below) / (n * n)
	}
	e := Effect{Value: defined(delta)}
	if min(len(x), len(y)) < MinUnits || math.Abs(delta) > 1-1e-12 {
		return e
	}
	squaresX -= n * delta * delta
	squaresY -= m * delta * delta
	pairs := unequal - n*m*delta*delta
	variance := (m*m*squaresX + n*n*squaresY - pairs) / (n * m * (n - 1) * (m - 1))
	variance = max(variance, (1-delta*delta)/(n*m-1))
	t := studentQuantile(level, n+m-2)
	width := t * math.Sqrt(variance*((1-delta*delta)*(1-delta*delta)+t*t*variance))
	scale := 1 - delta*delta + t*t*variance
	e.Interval = Interval{Low: (delta - delta*delta*delta - width) / scale, High: (delta - delta*delta*delta + width) / scale, Defined: true}
	return e
}

// dominance counts the values of sorted that lie below and above v.
func dominance(v float64, sorted []float64) (below, above float64) {
	first := sort.SearchFloat64s(sorted, v)
	after := first + sort.Search(len(sorted)-first, func(i int) bool { return sorted[first+i] > v })
	return float64(first), float64(len(sorted) - after)
}

// BenjaminiHochberg corrects the ps of a family of tests: a finding called at
// q <= alpha is false in at most a share alpha of the findings, on average
// (Benjamini and Hochberg 1995). Undefined ones stay so and do not count.
func BenjaminiHochberg(ps []Value) []Value {
	var order []int
	for i, p := range ps {
		if p.Defined {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int {
		switch {
		case ps[i].Value > ps[j].Value:
			return -1
		case ps[i].Value < ps[j].Value:
			return 1
		}
		return 0
	})
	qs := make([]Value, len(ps))
	least := 1.0
	for k, i := range order {
		rank := len(order) - k
		least = min(least, max(ps[i].Value, ps[i].Value*float64(len(order))/float64(rank))) // rounding takes none below its p
		qs[i] = Value{least, true}
	}
	return qs
}
