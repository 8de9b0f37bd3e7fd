package stats

import (
	"math"
	"math/rand/v2"
)

// Comparison says how a second sample differs from a first.
type Comparison struct {
	N             [2]int
	Values        [2]Value
	Change        Value    // second value less the first
	Interval      Interval // of the change
	Ratio         Value    // second value over the first; undefined where that is 0
	RatioInterval Interval
	P             Value // two-sided, that so large a change comes by chance
}

// Compare compares two samples; see CompareAll.
func Compare(a, b Sample, opts Options) Comparison {
	return CompareAll([]Sample{a}, []Sample{b}, opts)[0]
}

// CompareAll compares several values of the same units, a[i] with b[i]: all of a
// must have the same number of units, and all of b.
//
// The intervals come from bootstrap resamples of the units of either sample,
// widened for small samples as in Ratios; they are undefined when one sample
// has fewer than MinUnits units or does not vary. P comes from random
// permutations of the units between the samples (see permute); it is undefined
// below MinUnits units in either and when nothing varies.
func CompareAll(a, b []Sample, opts Options) []Comparison {
	first := bootstrap(a, rand.New(rand.NewPCG(opts.Seed, 1)), opts)
	second := bootstrap(b, rand.New(rand.NewPCG(opts.Seed, 2)), opts)
	ps := permute([][]Sample{a, b}, []float64{0, 1}, opts)
	comparisons := make([]Comparison, len(a))
	for i := range a {
		c := Comparison{N: [2]int{a[i].N(), b[i].N()}, Values: [2]Value{a[i].Value(), b[i].Value()}, P: ps[i]}
		if c.Values[0].Defined && c.Values[1].Defined {
			c.Change = defined(c.Values[1].Value - c.Values[0].Value)
			c.Ratio = defined(c.Values[1].Value / c.Values[0].Value)
		}
		if first[i] != nil && second[i] != nil {
			tail := pooledTail(opts.Level, a[i].moments(), b[i].moments())
			c.Interval = interval(combine(first[i], second[i], func(x, y float64) float64 { return y - x }), tail)
			if c.Ratio.Defined {
				c.RatioInterval = interval(combine(first[i], second[i], func(x, y float64) float64 { return y / x }), tail)
			}
		}
		comparisons[i] = c
	}
	return comparisons
}

func combine(a, b []float64, f func(x, y float64) float64) []float64 {
	out := make([]float64, len(a))
	for i := range a {
		out[i] = f(a[i], b[i])
	}
	return out
}

// pooledTail is widenedTail for a value that depends on several samples: the
// degrees of freedom are those of Welch and Satterthwaite.
func pooledTail(level float64, samples ...moments) float64 {
	variance, shrunk, spread := 0.0, 0.0, 0.0
	for _, m := range samples {
		n, v := m.effectiveUnits(), m.variance()
		if n <= 1 {
			return 0
		}
		variance += v
		shrunk += v * (n - 1) / n
		spread += v * v / (n - 1)
	}
	return tailOf(level, variance*variance/spread, math.Sqrt(variance/shrunk))
}

// permute tests whether the values of groups lie along positions by more than
// chance: the statistic is the least-squares slope of the values on the
// positions, each group weighted by its units, over its standard error. With
// two groups at 0 and 1 that is the studentised difference. Units are dealt to
// the groups at random, all metrics at once; P is the share of deals whose
// statistic is at least as large in size, the real one counted in.
//
// Studentising keeps the test valid where groups of unequal size also differ in
// spread (Janssen 1997; Chung and Romano 2013).
//
// groups[g][i] is metric i of group g. A group that is below MinUnits in a metric
// still takes part in the deals of the others. P is undefined where fewer than
// two groups are left, or nothing varies.
func permute(groups [][]Sample, positions []float64, opts Options) []Value {
	metrics := len(groups[0])
	ps := make([]Value, metrics)
	tests := make([]slopeTest, 0, metrics)
	for i := range metrics {
		samples := make([]Sample, len(groups))
		for g := range groups {
			samples[g] = groups[g][i]
		}
		if t, ok := newSlopeTest(i, samples, positions); ok {
			tests = append(tests, t)
		}
	}
	if len(tests) == 0 {
		return ps
	}
	var order []int32 // the units of all groups, to be dealt
	sizes := make([]int, len(groups))
	largest := 0
	for g := range groups {
		sizes[g] = len(groups[g][0].Numerators)
		for range sizes[g] {
			order = append(order, int32(len(order)))
		}
		if sizes[g] > sizes[largest] {
			largest = g
		}
	}
	rows := unitRows(groups, tests)
	total := make([]moments, len(tests))
	for i := range rows {
		total[i%len(tests)].plus(rows[i])
	}
	random := rand.New(rand.NewPCG(opts.Seed, 3))
	sums := make([]moments, len(tests)*len(groups))
	for range opts.Permutations {
		// Deal to all groups but the largest, which gets the rest: against a
		// large baseline that saves nearly all of the work.
		clear(sums)
		rest := sums[largest*len(tests) : (largest+1)*len(tests)]
		copy(rest, total)
		next := 0
		for g, size := range sizes {
			if g == largest {
				continue
			}
			sum := sums[g*len(tests) : (g+1)*len(tests)]
			for range size {
				pick := next + random.IntN(len(order)-next)
				order[next], order[pick] = order[pick], order[next]
				unit := int(order[next])
				next++
				for k, row := range rows[unit*len(tests) : (unit+1)*len(tests)] {
					sum[k].plus(row)
				}
			}
			for k := range rest {
				rest[k].subtract(sum[k])
			}
		}
		for k := range tests {
			tests[k].count(sums[k:], len(tests))
		}
	}
	for _, t := range tests {
		ps[t.metric] = defined(float64(1+t.extreme) / float64(1+opts.Permutations))
	}
	return ps
}

// unitRows lists each unit's terms for each test, so that a deal reads memory in order.
func unitRows(groups [][]Sample, tests []slopeTest) []moments {
	var rows []moments
	for _, samples := range groups {
		for unit := range samples[0].Numerators {
			for _, t := range tests {
				var m moments
				s := samples[t.metric]
				m.add(s.Numerators[unit], s.denominator(unit))
				rows = append(rows, m)
			}
		}
	}
	return rows
}

// slopeTest is one metric's part in permute.
type slopeTest struct {
	metric    int
	weights   []float64 // of the groups' values in the slope; 0 for a group left out
	statistic float64   // of the real groups, in size
	extreme   int       // deals at least as large
}

// newSlopeTest gives the test of one metric's samples at positions; it is not ok
// where nothing can be tested.
func newSlopeTest(metric int, samples []Sample, positions []float64) (t slopeTest, ok bool) {
	t = slopeTest{metric: metric, weights: slopeWeights(samples, positions)}
	if t.weights == nil {
		return t, false
	}
	sums := make([]moments, len(samples))
	varies := false
	for g, s := range samples {
		sums[g] = s.moments()
		varies = varies || sums[g].variance() > 0
	}
	t.statistic = t.size(sums, 1)
	return t, (varies || t.statistic > 0) && !math.IsNaN(t.statistic)
}

// slopeWeights gives the weight of each sample's value in the least-squares
// slope on positions, samples counting as their units; those below MinUnits
// get 0. It is nil with fewer than two samples left.
func slopeWeights(samples []Sample, positions []float64) []float64 {
	n, mean, used := 0.0, 0.0, 0
	units := make([]float64, len(samples))
	for g, s := range samples {
		if k := s.N(); k >= MinUnits {
			units[g] = float64(k)
			n += units[g]
			mean += units[g] * positions[g]
			used++
		}
	}
	if used < 2 {
		return nil
	}
	mean /= n
	spread := 0.0
	for g := range samples {
		spread += units[g] * (positions[g] - mean) * (positions[g] - mean)
	}
	for g := range units {
		units[g] *= (positions[g] - mean) / spread
	}
	return units
}

// size gives the size of the slope in standard errors; sums of the groups lie
// stride apart.
func (t *slopeTest) size(sums []moments, stride int) float64 {
	slope, variance := 0.0, 0.0
	for g, weight := range t.weights {
		if weight == 0 {
			continue
		}
		m := sums[g*stride]
		slope += weight * m.ratio()
		variance += weight * weight * m.variance()
	}
	slope = math.Abs(slope)
	if slope < 1e-12 {
		return 0
	}
	return slope / math.Sqrt(variance) // +Inf where no group varies
}

func (t *slopeTest) count(sums []moments, stride int) {
	// Equal deals must not differ by rounding; a deal without a value counts
	// against the finding.
	if size := t.size(sums, stride); !(size < t.statistic*(1-1e-9)) {
		t.extreme++
	}
}
