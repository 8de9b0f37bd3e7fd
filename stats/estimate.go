package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Estimate is the value of a Sample with what sampling leaves open of it.
type Estimate struct {
	N        int      // units with a denominator above 0
	Value    Value    // undefined when the denominators add up to 0
	Interval Interval // see Sample.Estimate for where it is undefined
	Method   Method   // of the interval, "" where it is undefined
}

// Method names how an interval is made.
type Method string

// The methods.
const (
	StudentT Method = "t"
	LogT     Method = "t of the logarithm"
	LogitT   Method = "t of the logit"
	Jeffreys Method = "Jeffreys"
	Garwood  Method = "Garwood"
)

// Estimate gives the value of a sample with its interval, in closed form.
//
// Means and rates have an interval of Student's t with Cochran's variance of
// ratios and one degree of freedom fewer than there are effective units
// (moments.effectiveUnits), so that a rate which hangs on a few long answers gets
// the wider interval it needs. It is made on the logarithm for what is not
// negative, on the logit for means of scores in [0, 1] (unitInterval). It is
// undefined below MinUnits units and where nothing varies.
//
// Rates of fewer than 20 events get the interval of Garwood (1936) for that many
// events, divided by how much more they scatter than Poisson's, where it is the
// wider one; a rate of 0 has one from the first unit on.
//
// Proportions have the interval of Jeffreys (Brown, Cai and DasGupta 2001),
// from the first unit on. Where units weigh differently or hold several (the
// sentences of answers) the number of cases is p(1-p)/variance, brought down for
// few units as by Korn and Graubard (1998).
func (s Sample) Estimate(level float64) Estimate {
	m := s.moments()
	e := Estimate{N: int(m.n), Value: s.Value()}
	if !e.Value.Defined {
		return e
	}
	switch s.Form {
	case Proportion:
		e.Interval, e.Method = s.jeffreys(m, level), Jeffreys
	case Events:
		e.Interval, e.Method = rateInterval(m, level)
	case Unit:
		e.Interval, e.Method = unitInterval(m, level), LogitT
	case Positive:
		if r := m.ratio(); r > 0 {
			e.Interval, e.Method = tInterval(m, level, math.Log(r), 1/r, math.Exp), LogT
		}
	default:
		e.Interval, e.Method = tInterval(m, level, m.ratio(), 1, func(x float64) float64 { return x }), StudentT
		if s.Form == Signed {
			e.Interval.Low, e.Interval.High = max(e.Interval.Low, -1), min(e.Interval.High, 1)
		}
	}
	e.Interval.Low *= s.per()
	e.Interval.High *= s.per()
	if !e.Interval.Defined {
		e.Interval, e.Method = Interval{}, ""
	}
	return e
}

// tInterval is Student's interval around at, on a scale on which the ratio's
// standard error is multiplied by slope; back leads from there to the ratio.
func tInterval(m moments, level, at, slope float64, back func(float64) float64) Interval {
	if m.n < MinUnits || m.residual() == 0 || m.effectiveUnits() <= 1 {
		return Interval{}
	}
	half := studentQuantile(level, m.effectiveUnits()-1) * slope * math.Sqrt(m.variance())
	return Interval{back(at - half), back(at + half), true}
}

// unitInterval is Student's interval of a mean in [0, 1] on the logit. Where nearly
// all are direct, few answers rarely hold one that is not, and the interval would
// hold the truth in 87 % only: the bound on the side of the middle is that with a
// quarter of an answer of 0.5 more.
func unitInterval(m moments, level float64) Interval {
	logit := func(m moments) Interval {
		p := m.ratio()
		if p <= 0 || p >= 1 {
			return Interval{}
		}
		return tInterval(m, level, math.Log(p/(1-p)), 1/(p*(1-p)), func(x float64) float64 { return 1 / (1 + math.Exp(-x)) })
	}
	i := logit(m)
	if !i.Defined {
		return i
	}
	more := m
	quarter := min(m.den/m.n, 1) / 4 // units may be calls
	more.add(quarter/2, quarter)
	if m.ratio() > 0.5 {
		i.Low = min(i.Low, logit(more).Low)
	} else {
		i.High = max(i.High, logit(more).High)
	}
	return i
}

// fewEvents is below how many events a variance estimated from them may be chance.
const fewEvents = 20

func rateInterval(m moments, level float64) (Interval, Method) {
	if m.num == 0 {
		return Interval{0, garwoodHigh(0, level) / m.den, true}, Garwood
	}
	byT := tInterval(m, level, math.Log(m.ratio()), 1/m.ratio(), math.Exp)
	if !byT.Defined {
		return byT, ""
	}
	if m.num >= fewEvents {
		return byT, LogT
	}
	scatter := max(m.variance()*m.den*m.den/m.num, 1)
	events := m.num / scatter
	low, high := garwoodLow(events, level)*scatter/m.den, garwoodHigh(events, level)*scatter/m.den
	if high-low > byT.High-byT.Low {
		return Interval{low, high, true}, Garwood
	}
	return byT, LogT
}

// garwoodLow and garwoodHigh bound the mean of a Poisson variable from the
// events seen, which need not be whole.
func garwoodLow(events, level float64) float64 {
	if events == 0 {
		return 0
	}
	return distuv.ChiSquared{K: 2 * events}.Quantile((1-level)/2) / 2
}

func garwoodHigh(events, level float64) float64 {
	return distuv.ChiSquared{K: 2*events + 2}.Quantile((1+level)/2) / 2
}

// cases is of how many independent cases a proportion is worth as much.
func (s Sample) cases(m moments, level float64) float64 {
	p := m.ratio()
	if m.residual() == 0 || p <= 0 || p >= 1 {
		return m.effectiveUnits()
	}
	n := p * (1 - p) * m.den * m.den / m.residual()
	if m.n > 1 && s.holdsSeveral() {
		few := distuv.UnitNormal.Quantile((1+level)/2) / studentQuantile(level, m.n-1)
		n *= few * few
	}
	return n
}

// holdsSeveral tells whether a unit of a proportion is neither in nor out.
func (s Sample) holdsSeveral() bool {
	for i, num := range s.Numerators {
		if num > 0 && num < s.denominator(i) {
			return true
		}
	}
	return false
}

func (s Sample) jeffreys(m moments, level float64) Interval {
	n, p := s.cases(m, level), m.ratio()
	beta := distuv.Beta{Alpha: n*p + 0.5, Beta: n*(1-p) + 0.5}
	i := Interval{0, 1, true}
	if p > 0 {
		i.Low = beta.Quantile((1 - level) / 2)
	}
	if p < 1 {
		i.High = beta.Quantile((1 + level) / 2)
	}
	return i
}
