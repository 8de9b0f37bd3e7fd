package stats

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Trend says how values change from call to call.
type Trend struct {
	N        int      // calls it rests on
	Slope    Value    // change per call; undefined below 3 calls
	Interval Interval // of the slope
	P        Value    // two-sided
	Tau      Value    // Kendall's tau of value and order: 1 when it only rises, -1 when it only falls
	// Calls tells whether calls or the answers in them were taken as the units
	// of inference.
	Calls bool
}

// fewestCalls that make a trend.
const fewestCalls = 3

// TrendOf gives the trend over calls in order; calls[c] holds the answers of call c.
//
// Six calls or more (MinUnits) are themselves the units: see CallTrend. With
// three to five no test on calls alone can tell: the smallest two-sided P of
// Mann-Kendall is 0.33, 0.083, 0.017. There the answers are the units: the
// slope is that of least squares through the calls' values, a call counting as
// its answers do; the interval comes from resampling the answers within each
// call, P from dealing them out to the calls anew (see permute). What it says is
// that these calls differ along a line by more than their answers scatter.
// A call with fewer than MinUnits answers is left out.
func TrendOf(calls []Sample, opts Options) Trend {
	return Trends([][]Sample{calls}, opts)[0]
}

// Trends gives the trends of several metrics of the same answers:
// metrics[i][c] is metric i of call c.
func Trends(metrics [][]Sample, opts Options) []Trend {
	trends := make([]Trend, len(metrics))
	var groups [][]Sample
	var positions []float64
	for c := range metrics[0] {
		samples := make([]Sample, len(metrics))
		for i := range metrics {
			samples[i] = metrics[i][c]
		}
		groups = append(groups, samples)
		positions = append(positions, float64(c))
	}
	var few []int // metrics whose units are answers
	for i, calls := range metrics {
		values := make([]Value, len(calls))
		for c, s := range calls {
			if s.N() >= MinUnits {
				values[c] = s.Value()
			}
		}
		trends[i] = CallTrend(values, opts.Level)
		if n := trends[i].N; n >= fewestCalls && n < MinUnits {
			few = append(few, i)
		}
	}
	if len(few) == 0 {
		return trends
	}
	ps := permute(groups, positions, opts)
	replicates := make([][][]float64, len(groups))
	for c, samples := range groups {
		replicates[c] = bootstrap(samples, rand.New(rand.NewPCG(opts.Seed, 16+uint64(c))), opts)
	}
	for _, i := range few {
		weights := slopeWeights(metrics[i], positions)
		own := make([][]float64, len(groups))
		for c := range groups {
			own[c] = replicates[c][i]
		}
		trends[i].Slope, trends[i].Interval = answerSlope(metrics[i], weights, own, opts)
		trends[i].P = ps[i]
		trends[i].Calls = false
	}
	return trends
}

// answerSlope weighs the calls' values, and their replicates for the interval.
// The interval is undefined when a call that counts does not vary.
func answerSlope(calls []Sample, weights []float64, replicates [][]float64, opts Options) (Value, Interval) {
	slope, varies := 0.0, true
	slopes := make([]float64, opts.Resamples)
	var used []moments
	for c, weight := range weights {
		if weight == 0 {
			continue
		}
		slope += weight * calls[c].Value().Value
		if replicates[c] == nil {
			varies = false
			continue
		}
		for r, x := range replicates[c] {
			slopes[r] += weight * x
		}
		used = append(used, calls[c].moments().scaled(weight*calls[c].per()))
	}
	if !varies {
		return defined(slope), Interval{}
	}
	return defined(slope), interval(slopes, pooledTail(opts.Level, used...))
}

// CallTrend gives the trend of calls' values, in order; undefined ones are gaps.
// Slope is the median of the slopes between any two calls (Theil-Sen), its
// interval Sen's (1968), P and Tau are of the Mann-Kendall test, exact up to 18
// values, with ties too. Interval and P are undefined below MinUnits calls.
func CallTrend(values []Value, level float64) Trend {
	var xs, ys []float64
	for i, v := range values {
		if v.Defined {
			xs, ys = append(xs, float64(i)), append(ys, v.Value)
		}
	}
	t := Trend{N: len(ys), Calls: true}
	if t.N < fewestCalls {
		return t
	}
	var slopes []float64
	for i := range ys {
		for j := range i {
			slopes = append(slopes, (ys[i]-ys[j])/(xs[i]-xs[j]))
		}
	}
	slices.Sort(slopes)
	t.Slope = Quantile(slopes, 0.5)
	k := newKendall(ys)
	t.Tau = k.tau()
	if t.N < MinUnits || !t.Tau.Defined {
		return t
	}
	t.P = k.p()
	z := distuv.UnitNormal.Quantile((1 + level) / 2)
	half := z * math.Sqrt(k.variance())
	low := max(int(math.RoundToEven((float64(len(slopes))-half)/2))-1, 0)
	high := min(int(math.RoundToEven((float64(len(slopes))+half)/2)), len(slopes)-1)
	t.Interval = Interval{slopes[low], slopes[high], true}
	return t
}

// kendall is the Mann-Kendall test of values in order: the later against the
// earlier of each pair.
type kendall struct {
	n, score int   // score is rising less falling pairs
	ties     []int // sizes of the groups of equal values, ones too
}

func newKendall(ys []float64) kendall {
	k := kendall{n: len(ys)}
	for i, y := range ys {
		for _, earlier := range ys[:i] {
			switch {
			case y > earlier:
				k.score++
			case y < earlier:
				k.score--
			}
		}
	}
	k.ties = runLengths(slices.Sorted(slices.Values(ys)))
	return k
}

// untied is the number of pairs with different values.
func (k kendall) untied() int {
	pairs := k.n * (k.n - 1) / 2
	for _, t := range k.ties {
		pairs -= t * (t - 1) / 2
	}
	return pairs
}

// tau is Kendall's tau-b; the order has no ties. It is undefined for equal values.
func (k kendall) tau() Value {
	all := float64(k.n*(k.n-1)) / 2
	return defined(float64(k.score) / math.Sqrt(all*float64(k.untied())))
}

// variance of the score under no trend, corrected for ties (Kendall 1975).
func (k kendall) variance() float64 {
	v := func(n int) float64 { return float64(n * (n - 1) * (2*n + 5)) }
	sum := v(k.n)
	for _, t := range k.ties {
		sum -= v(t)
	}
	return sum / 18
}

// exactKendall is up to how many values the orders are counted: 18! is below 2^53.
const exactKendall = 18

// p is two-sided.
func (k kendall) p() Value {
	if k.n > exactKendall {
		z := max(math.Abs(float64(k.score))-1, 0) / math.Sqrt(k.variance())
		return defined(2 * distuv.UnitNormal.Survival(z))
	}
	// orders[f] counts the orders of the values with f falling pairs; score = untied - 2f.
	orders := fallingPairs(k.ties)
	extreme, all := 0.0, 0.0
	for f, count := range orders {
		all += count
		if score := k.untied() - 2*f; abs(score) >= abs(k.score) {
			extreme += count
		}
	}
	return defined(extreme / all)
}

// fallingPairs counts the distinct orders of values in groups of equal ones by
// their falling pairs. Its generating function is the q-multinomial
// coefficient: the product of the q-binomials that insert one group after the other.
func fallingPairs(groups []int) []float64 {
	counts := []float64{1}
	n := 0
	for _, size := range groups {
		n += size
		counts = product(counts, binomial(n, size))
	}
	return counts
}

// binomial gives the coefficients of the q-binomial coefficient "n over k", by
// the rule of Pascal: it is that of n-1 over k, plus q^(n-k) times that of n-1 over k-1.
func binomial(n, k int) []float64 {
	if k == 0 || k == n {
		return []float64{1}
	}
	out := make([]float64, k*(n-k)+1)
	copy(out, binomial(n-1, k))
	for i, x := range binomial(n-1, k-1) {
		out[i+n-k] += x
	}
	return out
}

func product(a, b []float64) []float64 {
	out := make([]float64, len(a)+len(b)-1)
	for i, x := range a {
		for j, y := range b {
			out[i+j] += x * y
		}
	}
	return out
}
