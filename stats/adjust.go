package stats

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// Adjusted estimates what share of cases is of a class, from what a classifier
// with known errors said of them: said[j] is the proportion of class j among what
// it said, all of the same units. c counts labelled cases by their class (row) and
// the classifier's. The shares said are a mixture of the true ones, which is
// undone (Rogan and Gladen 1978; "adjusted count" of Forman 2008); an interval is
// Student's around the value, both cut at 0 and 1, of the units' variance with that
// of the error rates.
// It holds where the classifier errs on these cases as on the labelled ones. The
// value is undefined where there are no cases, or the errors tell classes apart
// no better than chance; the interval below MinUnits units.
func (c Confusion) Adjusted(class int, said []Sample, level float64) Estimate {
	return c.adjusted(class, [][]Sample{said}, level)
}

// AdjustedChange estimates the same of the change from one group of cases to
// another: errors of the classifier that both share cancel.
func (c Confusion) AdjustedChange(class int, from, to []Sample, level float64) Estimate {
	return c.adjusted(class, [][]Sample{from, to}, level)
}

func (c Confusion) adjusted(class int, groups [][]Sample, level float64) Estimate {
	var e Estimate
	weights, ok := c.unmixing()
	if !ok {
		return e
	}
	value, variance, spread := 0.0, 0.0, 0.0
	shares := make([]float64, len(c)) // of the classes, or their change
	for g, said := range groups {
		sign := 1.0
		if len(groups) == 2 && g == 0 {
			sign = -1
		}
		m := mixed(said, weights[class])
		if m.den <= 0 {
			return Estimate{}
		}
		e.N += int(m.n)
		value += sign * m.ratio()
		for i := range shares {
			shares[i] += sign * mixed(said, weights[i]).ratio()
		}
		if m.n < MinUnits || m.effectiveUnits() <= 1 {
			variance = math.NaN()
			continue
		}
		v := m.variance()
		if v == 0 { // the same was said of all: as if of half a case more something else was
			n := m.effectiveUnits()
			p := 0.5 / (n + 1)
			reach := slices.Max(weights[class]) - slices.Min(weights[class])
			v = reach * reach * p * (1 - p) / n
		}
		variance += v
		spread += v * v / (m.effectiveUnits() - 1)
	}
	bounds := Interval{0, 1, true}
	if len(groups) == 2 {
		bounds.Low = -1
	}
	e.Value = defined(min(max(value, bounds.Low), bounds.High))
	if math.IsNaN(variance) {
		return e
	}
	degrees := variance * variance / spread
	half := studentQuantile(level, degrees) * math.Sqrt(variance+c.errorVariance(shares, weights[class]))
	e.Interval = Interval{max(e.Value.Value-half, bounds.Low), min(e.Value.Value+half, bounds.High), true}
	e.Method = StudentT
	return e
}

// mixed is the mean over units of the weights of what was said of them.
func mixed(said []Sample, weights []float64) moments {
	var m moments
	for unit := range said[0].Numerators {
		sum := 0.0
		for j, s := range said {
			sum += weights[j] * s.Numerators[unit]
		}
		m.add(sum, said[0].denominator(unit))
	}
	return m
}

// unmixing gives the inverse of P(said j | is i): weights[i][j] is what a case said
// to be j adds to the share of class i.
func (c Confusion) unmixing() (weights [][]float64, ok bool) {
	mixing := mat.NewDense(len(c), len(c), nil)
	for i := range c {
		_, actual, _ := c.margins(i)
		if actual == 0 {
			return nil, false
		}
		for j := range c {
			mixing.Set(j, i, c[i][j]/actual)
		}
	}
	var inverse mat.Dense
	if err := inverse.Inverse(mixing); err != nil {
		return nil, false
	}
	for i := range c {
		weights = append(weights, mat.Row(nil, i, &inverse))
	}
	return weights, true
}

// errorVariance is what the error rates, estimated from so many labelled cases,
// add to the variance.
func (c Confusion) errorVariance(shares, weights []float64) float64 {
	sum := 0.0
	for i := range c {
		_, actual, _ := c.margins(i)
		mean, square := 0.0, 0.0
		for j := range c {
			mean += weights[j] * c[i][j] / actual
			square += weights[j] * weights[j] * c[i][j] / actual
		}
		sum += shares[i] * shares[i] * (square - mean*mean) / actual
	}
	return sum
}
