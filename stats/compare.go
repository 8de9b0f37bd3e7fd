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

// Estimate gives the change with its interval.
func (c Comparison) Estimate() Estimate {
	return Estimate{N: c.N[0] + c.N[1], Value: c.Change, Interval: c.Interval}
}

func newComparison(a, b Sample) Comparison {
	c := Comparison{N: [2]int{a.N(), b.N()}, Values: [2]Value{a.Value(), b.Value()}}
	if c.Values[0].Defined && c.Values[1].Defined {
		c.Change = defined(c.Values[1].Value - c.Values[0].Value)
		c.Ratio = defined(c.Values[1].Value / c.Values[0].Value)
	}
	return c
}

// Compare compares two samples; see CompareAll.
func Compare(a, b Sample, opts Options) Comparison {
	return CompareAll([]Sample{a}, []Sample{b}, nil, nil, opts)[0]
}

// CompareAll compares several values of the same units, a[i] with b[i]: all of a
// must have the same number of units, and all of b. strataA and strataB may say
// which stratum (a call that both have answers of) each unit belongs to; units
// are then compared within strata. nil is one stratum.
//
// The intervals follow from those of Sample.Estimate (recovery of variances, MOVER:
// Zou and Donner 2008; that of two proportions is Newcombe's) and are undefined
// where one of these is, or below MinUnits units in either. P comes from random
// permutations of the units between the samples (see permute); it is undefined
// below MinUnits units in either and when nothing varies.
func CompareAll(a, b []Sample, strataA, strataB []int, opts Options) []Comparison {
	ps := permute(a, b, strataA, strataB, opts)
	comparisons := make([]Comparison, len(a))
	for i := range a {
		c := newComparison(a[i], b[i])
		c.P = ps[i]
		if min(c.N[0], c.N[1]) >= MinUnits {
			c.Interval, c.RatioInterval = recovered(a[i].Estimate(opts.Level), b[i].Estimate(opts.Level))
		}
		comparisons[i] = c
	}
	return comparisons
}

// recovered gives the intervals of the difference and the ratio of two values
// from their own. That of the ratio is undefined where one can be 0.
func recovered(a, b Estimate) (difference, ratio Interval) {
	if !a.Interval.Defined || !b.Interval.Defined {
		return difference, ratio
	}
	difference = mover(a.Value.Value, a.Interval, b.Value.Value, b.Interval)
	if a.Interval.Low > 0 && b.Interval.Low > 0 {
		logs := func(i Interval) Interval { return Interval{math.Log(i.Low), math.Log(i.High), true} }
		ratio = mover(math.Log(a.Value.Value), logs(a.Interval), math.Log(b.Value.Value), logs(b.Interval))
		ratio.Low, ratio.High = math.Exp(ratio.Low), math.Exp(ratio.High)
	}
	return difference, ratio
}

func mover(a float64, ofA Interval, b float64, ofB Interval) Interval {
	return Interval{b - a - math.Hypot(b-ofB.Low, ofA.High-a), b - a + math.Hypot(ofB.High-b, a-ofA.Low), true}
}

// CompareClusters compares two samples whose units i are of the same cluster: of
// a call, what one and the other said in it; 0 over 0 where a call has nothing of
// one. What a call is as a whole does not count as difference: the variance is
// that of the clusters' residuals together, with one degree of freedom fewer than
// there are clusters with both. Interval and P, Student's, are undefined below
// MinUnits of these and where nothing varies.
func CompareClusters(a, b Sample, level float64) Comparison {
	c := newComparison(a, b)
	if !c.Change.Defined {
		return c
	}
	ma, mb := a.moments(), b.moments()
	sum, all, both := 0.0, 0.0, 0.0
	for i := range a.Numerators {
		denA, denB := a.denominator(i), b.denominator(i)
		if denA <= 0 && denB <= 0 {
			continue
		}
		all++
		if denA > 0 && denB > 0 {
			both++
		}
		e := (b.Numerators[i]-mb.ratio()*denB)/mb.den - (a.Numerators[i]-ma.ratio()*denA)/ma.den
		sum += e * e
	}
	if both < MinUnits || sum < 1e-24*(1+math.Abs(c.Change.Value)) {
		return c
	}
	se := a.per() * math.Sqrt(sum*all/(all-1))
	c.P, c.Interval = tTest(c.Change.Value, se, both-1, level)
	return c
}

// tTest gives the two-sided P of a value against 0 and its interval.
func tTest(value, se, degrees, level float64) (Value, Interval) {
	half := studentQuantile(level, degrees) * se
	return defined(2 * student(degrees).Survival(math.Abs(value)/se)), Interval{value - half, value + half, true}
}

// permute tests whether two samples differ by more than chance: the statistic is
// the difference of their values over its standard error. Units are dealt to the
// samples at random within strata, all metrics at once; P is the share of deals
// whose statistic is at least as large in size, the real one counted in.
//
// Studentising keeps the test valid where samples of unequal size also differ in
// spread (Janssen 1997; Chung and Romano 2013).
func permute(a, b []Sample, strataA, strataB []int, opts Options) []Value {
	ps := make([]Value, len(a))
	var tests []differenceTest
	for i := range a {
		if t, ok := newDifferenceTest(i, a[i].moments(), b[i].moments()); ok {
			tests = append(tests, t)
		}
	}
	if len(tests) == 0 {
		return ps
	}
	rows := unitRows(a, b, tests)
	total := make([]moments, len(tests))
	for i := range rows {
		total[i%len(tests)].plus(rows[i])
	}
	strata := newStrata(len(a[0].Numerators), len(b[0].Numerators), strataA, strataB)
	random := rand.New(rand.NewPCG(opts.Seed, 3))
	dealt, rest := make([]moments, len(tests)), make([]moments, len(tests))
	for range opts.Permutations {
		clear(dealt)
		for _, s := range strata {
			for next := range s.dealt {
				pick := next + random.IntN(len(s.units)-next)
				s.units[next], s.units[pick] = s.units[pick], s.units[next]
				first := int(s.units[next]) * len(tests)
				for k, row := range rows[first : first+len(tests)] {
					dealt[k].plus(row)
				}
			}
		}
		copy(rest, total)
		for k := range tests {
			rest[k].subtract(dealt[k])
			tests[k].count(dealt[k], rest[k])
		}
	}
	for _, t := range tests {
		ps[t.metric] = defined(float64(1+t.extreme) / float64(1+opts.Permutations))
	}
	return ps
}

// stratum is units of which some are dealt to the smaller sample; the rest goes
// to the other, which against a large baseline saves nearly all of the work.
type stratum struct {
	units []int32
	dealt int
}

func newStrata(n, m int, strataA, strataB []int) []stratum {
	var strata []stratum
	index := map[int]int{}
	add := func(unit, of int, smaller bool) {
		k, ok := index[of]
		if !ok {
			k = len(strata)
			index[of] = k
			strata = append(strata, stratum{})
		}
		strata[k].units = append(strata[k].units, int32(unit))
		if smaller {
			strata[k].dealt++
		}
	}
	of := func(strata []int, i int) int {
		if strata == nil {
			return 0
		}
		return strata[i]
	}
	for i := range n {
		add(i, of(strataA, i), n <= m)
	}
	for i := range m {
		add(n+i, of(strataB, i), m < n)
	}
	return strata
}

// unitRows lists each unit's terms for each test, so that a deal reads memory in order.
func unitRows(a, b []Sample, tests []differenceTest) []moments {
	var rows []moments
	for _, samples := range [][]Sample{a, b} {
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

// differenceTest is one metric's part in permute.
type differenceTest struct {
	metric    int
	statistic float64 // of the real samples, in size
	extreme   int     // deals at least as large
}

// newDifferenceTest gives the test of one metric; it is not ok where nothing can
// be tested.
func newDifferenceTest(metric int, a, b moments) (t differenceTest, ok bool) {
	if min(a.n, b.n) < MinUnits {
		return t, false
	}
	t = differenceTest{metric: metric, statistic: studentised(a, b)}
	varies := a.residual() > 0 || b.residual() > 0
	return t, (varies || t.statistic > 0) && !math.IsNaN(t.statistic)
}

// studentised gives the size of the difference in standard errors, +Inf where
// neither sample varies.
func studentised(a, b moments) float64 {
	difference := math.Abs(b.ratio() - a.ratio())
	if difference < 1e-12 {
		return 0
	}
	return difference / math.Sqrt(a.variance()+b.variance())
}

func (t *differenceTest) count(a, b moments) {
	// Equal deals must not differ by rounding; a deal without a value counts
	// against the finding.
	if size := studentised(a, b); !(size < t.statistic*(1-1e-9)) {
		t.extreme++
	}
}

// Against compares one value with earlier ones as a further draw from the same
// (Crawford and Howell 1998): P and the interval of its distance from their mean.
// Several values are given by their mean and how many they are. It is undefined
// below MinUnits earlier values and where these are equal.
func Against(mean float64, values int, earlier []float64, level float64) (p Value, distance Interval) {
	d := Moments(earlier)
	if len(earlier) < MinUnits || values < 1 || d.Variance.Value <= 1e-24*d.Mean.Value*d.Mean.Value {
		return p, distance
	}
	n := float64(len(earlier))
	return tTest(mean-d.Mean.Value, math.Sqrt(d.Variance.Value*(1/float64(values)+1/n)), n-1, level)
}
