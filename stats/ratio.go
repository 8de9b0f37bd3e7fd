package stats

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Sample holds the units of one group: answers or calls. Its value is
// Per * sum(Numerators) / sum(Denominators).
//
// A unit that has no value of its own (an answer without a score) has 0 for both.
type Sample struct {
	Numerators   []float64
	Denominators []float64 // as long as Numerators; nil means a one for each: the value is a mean
	Per          float64   // 100 for a rate per 100 words; 0 means 1
}

// Estimate is the value of a Sample.
type Estimate struct {
	N        int      // units with a denominator above 0
	Value    Value    // undefined when the denominators add up to 0
	Interval Interval // undefined below MinUnits or when nothing varies
}

// denominator of unit i.
func (s Sample) denominator(i int) float64 {
	if s.Denominators == nil {
		return 1
	}
	return s.Denominators[i]
}

func (s Sample) per() float64 {
	if s.Per == 0 {
		return 1
	}
	return s.Per
}

// N counts the units that have a value.
func (s Sample) N() int {
	n := 0
	for i := range s.Numerators {
		if s.denominator(i) > 0 {
			n++
		}
	}
	return n
}

// Value gives Per * total numerator / total denominator.
func (s Sample) Value() Value {
	m := s.moments()
	if m.den <= 0 {
		return Value{}
	}
	return defined(s.per() * m.ratio())
}

// Values gives the value of each unit that has one, in order.
func (s Sample) Values() []float64 {
	values := make([]float64, 0, len(s.Numerators))
	for i, num := range s.Numerators {
		if d := s.denominator(i); d > 0 {
			values = append(values, s.per()*num/d)
		}
	}
	return values
}

// moments are the sums over units from which a ratio and its standard error follow.
type moments struct{ n, num, den, numNum, numDen, denDen float64 }

func (m *moments) add(num, den float64) {
	if den > 0 {
		m.n++
	}
	m.num += num
	m.den += den
	m.numNum += num * num
	m.numDen += num * den
	m.denDen += den * den
}

func (m *moments) plus(o moments) {
	m.n += o.n
	m.num += o.num
	m.den += o.den
	m.numNum += o.numNum
	m.numDen += o.numDen
	m.denDen += o.denDen
}

func (m *moments) subtract(o moments) {
	m.n -= o.n
	m.num -= o.num
	m.den -= o.den
	m.numNum -= o.numNum
	m.numDen -= o.numDen
	m.denDen -= o.denDen
}

// scaled multiplies the numerators.
func (m moments) scaled(by float64) moments {
	m.num *= by
	m.numDen *= by
	m.numNum *= by * by
	return m
}

func (m moments) ratio() float64 { return m.num / m.den }

// effectiveUnits is the number of equally long units that would carry as much
// weight (Kish 1965, Survey Sampling): below n when a few answers are long.
func (m moments) effectiveUnits() float64 { return m.den * m.den / m.denDen }

// variance of the ratio by linearisation: units' residuals num - ratio*den,
// Cochran (1977), Sampling Techniques, section 6.3.
func (m moments) variance() float64 {
	r := m.ratio()
	residual := m.numNum - 2*r*m.numDen + r*r*m.denDen
	if residual < 1e-12*(m.numNum+r*r*m.denDen) { // rounding of what is exactly 0
		return 0
	}
	return residual * m.n / (m.n - 1) / (m.den * m.den)
}

func (s Sample) moments() moments {
	var m moments
	for i, num := range s.Numerators {
		m.add(num, s.denominator(i))
	}
	return m
}

// RatioInterval gives the interval of per * sum(numerators) / sum(denominators),
// resampling units. It is undefined below MinUnits or when nothing varies.
// Both slices must be of one length; nil denominators mean a one for each.
func RatioInterval(numerators, denominators []float64, per float64, opts Options) Interval {
	return Ratio(Sample{numerators, denominators, per}, opts).Interval
}

// Ratio estimates the value of one sample; see Ratios.
func Ratio(s Sample, opts Options) Estimate { return Ratios([]Sample{s}, opts)[0] }

// Ratios estimates several values of the same units (hedges, sentiment, ... of
// the same answers) from the same resamples, which is faster than one by one
// and gives the same result. All samples must have the same number of units.
//
// The interval is the bootstrap percentile interval with its tails widened for
// small samples (Hesterberg, "What Teachers Should Know About the Bootstrap",
// 2015, section 5.3.2): the plain one and BCa are too short below some 40 units. What counts
// as small is the effective number of units, so that a rate which hangs on a few
// long answers gets the wider interval it needs.
func Ratios(samples []Sample, opts Options) []Estimate {
	estimates := make([]Estimate, len(samples))
	replicates := bootstrap(samples, rand.New(rand.NewPCG(opts.Seed, 0)), opts)
	for i, s := range samples {
		tail := widenedTail(s.moments().effectiveUnits(), opts.Level)
		estimates[i] = Estimate{N: s.N(), Value: s.Value(), Interval: interval(replicates[i], tail)}
	}
	return estimates
}

// bootstrap gives for each sample its value in every resample of the units, NaN
// where the denominators add up to 0. A sample with fewer than MinUnits units,
// or without variation, has none.
func bootstrap(samples []Sample, random *rand.Rand, opts Options) [][]float64 {
	replicates := make([][]float64, len(samples))
	var varying []int
	for i, s := range samples {
		if s.N() >= MinUnits && s.moments().variance() > 0 {
			varying = append(varying, i)
			replicates[i] = make([]float64, opts.Resamples)
		}
	}
	if len(varying) == 0 {
		return replicates
	}
	// One row a unit, so that a draw touches neighbouring memory only.
	n, width := len(samples[0].Numerators), 2*len(varying)
	rows := make([]float64, n*width)
	for column, i := range varying {
		for unit, num := range samples[i].Numerators {
			rows[unit*width+2*column] = num
			rows[unit*width+2*column+1] = samples[i].denominator(unit)
		}
	}
	sums := make([]float64, width)
	for r := range opts.Resamples {
		clear(sums)
		for range n {
			unit := int(random.Uint32N(uint32(n)))
			for k, x := range rows[unit*width : (unit+1)*width] {
				sums[k] += x
			}
		}
		for column, i := range varying {
			replicates[i][r] = samples[i].per() * sums[2*column] / sums[2*column+1]
		}
	}
	return replicates
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
