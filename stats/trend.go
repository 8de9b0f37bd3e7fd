package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Trend says how values change over time, and whether they differ at all.
type Trend struct {
	N int // calls it rests on
	// Slope is the change per unit of time, with its interval and two-sided P;
	// undefined below FewestTrend calls.
	Slope    Value
	Interval Interval
	P        Value
	// Differ is the P that calls with one and the same truth differ so much.
	Differ Value
	Tau    Value // Kendall's tau-b of value and time, in [-1, 1]
}

// FewestTrend is from how many calls on a slope is claimed. Three or four calls
// in random order lie along a line too often.
const FewestTrend = 5

// fewestDiffer is how many units a call needs to count in whether calls differ.
const fewestDiffer = 2

// TrendOf gives the trend of calls, of which calls[c] holds the answers and at[c]
// says when it was. Calls without a value, or of fewer than two answers, are gaps.
//
// The slope is that of a weighted regression of the calls' values on time, with
// the variance between calls by restricted maximum likelihood, the variance of
// the slope after Hartung and Knapp (2001) with a factor of at least 1, and
// Student's t with K-2 degrees of freedom: rma(method="REML", test="adhoc") of
// R's metafor. Calls have moods, which this takes for chance; whether the calls
// differ is tested by Welch's (1951) analysis of variance.
func TrendOf(calls []Sample, at []float64, level float64) Trend {
	var t Trend
	var points []point
	for c, s := range calls {
		if m := s.moments(); m.n >= fewestDiffer && m.den > 0 {
			points = append(points, point{at[c], s.per() * m.ratio(), s.per() * s.per() * s.smoothVariance(m), m.effectiveUnits() - 1})
		}
	}
	pool(points)
	t.N = len(points)
	t.Tau = tau(points)
	t.Differ = welch(points)
	if t.N < FewestTrend {
		return t
	}
	if f, ok := regress(points); ok {
		t.Slope = defined(f.slope)
		t.P, t.Interval = tTest(f.slope, f.slopeError, float64(t.N-2), level)
	}
	return t
}

// smoothVariance is the variance of the ratio, of rates and proportions with half
// an event added where there is none or nothing else: 0 of 12 is not known for sure.
func (s Sample) smoothVariance(m moments) float64 {
	v := m.variance()
	if v > 0 {
		return v
	}
	switch s.Form {
	case Proportion:
		n := m.effectiveUnits()
		p := (n*m.ratio() + 0.5) / (n + 1)
		return p * (1 - p) / n
	case Events:
		return max(m.num, 0.5) / (m.den * m.den)
	}
	return 0
}

// pool gives points of equal answers the variance that answers of the others have.
func pool(points []point) {
	sum, n := 0.0, 0.0
	for _, p := range points {
		if p.variance > 0 {
			sum += p.variance * (p.degrees + 1)
			n++
		}
	}
	for i := range points {
		if p := &points[i]; p.variance == 0 && n > 0 {
			p.variance = sum / n / (p.degrees + 1)
		}
	}
}

// point is one call's value, its variance and the degrees of freedom of that.
type point struct{ at, value, variance, degrees float64 }

// regression is a line through points that differ by more than their variances.
type regression struct {
	intercept, slope, slopeError float64
	mean, meanError              float64 // of the value at the weighted mean time
	between                      float64 // variance
}

// regress fits a line; it is not ok where a point has no variance or all are of
// one time.
func regress(points []point) (r regression, ok bool) { return fitPoints(points, true) }

// fitPoints fits a line, or a level alone, with the variance between points by
// restricted maximum likelihood (Fisher scoring, as metafor does).
func fitPoints(points []point, sloped bool) (regression, bool) {
	var r regression
	k := float64(len(points))
	fitted := 1.0
	if sloped {
		fitted = 2
	}
	for _, p := range points {
		if p.variance <= 0 {
			return r, false
		}
	}
	var s sums
	for range 200 {
		var ok bool
		if s, ok = weigh(points, r.between, sloped); !ok {
			return r, false
		}
		step := (s.score - s.trace) / s.traceSquared
		next := max(r.between+step, 0)
		if math.Abs(next-r.between) <= 1e-12*(1e-12+next) {
			break
		}
		r.between = next
	}
	factor := 1.0
	if k > fitted {
		factor = max(s.misfit/(k-fitted), 1)
	}
	r.mean, r.meanError = s.mean, math.Sqrt(factor/s.w)
	r.slope, r.slopeError = s.slope, math.Sqrt(factor*s.slopeVariance)
	r.intercept = s.mean - s.slope*s.time
	return r, true
}

// sums are what one step of the fit needs.
type sums struct {
	w, time, mean, slope, slopeVariance, misfit float64
	score, trace, traceSquared                  float64 // y'PPy, tr P, tr PP
}

// weigh fits by weighted least squares with weights 1/(variance + between). P is
// the projection W - WX(X'WX)^-1X'W; time is centred, so that X'WX is diagonal.
func weigh(points []point, between float64, sloped bool) (s sums, ok bool) {
	for _, p := range points {
		w := 1 / (p.variance + between)
		s.w += w
		s.time += w * p.at
		s.mean += w * p.value
	}
	s.time /= s.w
	s.mean /= s.w
	spread, product, scale := 0.0, 0.0, 0.0
	for _, p := range points {
		w, x := 1/(p.variance+between), p.at-s.time
		spread += w * x * x
		product += w * x * (p.value - s.mean)
		scale += w * p.at * p.at
	}
	if sloped {
		if spread <= 1e-12*scale {
			return s, false
		}
		s.slope, s.slopeVariance = product/spread, 1/spread
	}
	var w2, w3, x2, x3, xx2, xx3 float64 // sums of w^2, w^3, times x, times x^2
	for _, p := range points {
		w, x := 1/(p.variance+between), p.at-s.time
		e := p.value - s.mean - s.slope*x
		s.misfit += w * e * e
		s.score += w * w * e * e
		w2, w3 = w2+w*w, w3+w*w*w
		x2, x3 = x2+w*w*x, x3+w*w*w*x
		xx2, xx3 = xx2+w*w*x*x, xx3+w*w*w*x*x
	}
	a := w2 / s.w
	s.trace, s.traceSquared = s.w-a, w2-2*w3/s.w+a*a
	if sloped {
		b, c := xx2/spread, x2*x2/(s.w*spread)
		s.trace -= b
		s.traceSquared += -2*xx3/spread + b*b + 2*c
	}
	return s, true
}

// welch tests whether points differ by more than their variances, which are
// estimates themselves (Welch 1951, "On the comparison of several mean values").
func welch(points []point) Value {
	if len(points) < 2 {
		return Value{}
	}
	weights, mean := 0.0, 0.0
	for _, p := range points {
		if p.variance <= 0 || p.degrees <= 0 {
			return Value{}
		}
		weights += 1 / p.variance
		mean += p.value / p.variance
	}
	mean /= weights
	between, correction := 0.0, 0.0
	for _, p := range points {
		between += (p.value - mean) * (p.value - mean) / p.variance
		off := 1 - 1/p.variance/weights
		correction += off * off / p.degrees
	}
	k := float64(len(points))
	f := between / (k - 1) / (1 + 2*(k-2)/(k*k-1)*correction)
	return defined(distuv.F{D1: k - 1, D2: (k*k - 1) / (3 * correction)}.Survival(f))
}

// tau is Kendall's tau-b; undefined where all values, or all times, are equal.
func tau(points []point) Value {
	score, valuePairs, timePairs := 0.0, 0.0, 0.0
	for i, p := range points {
		for _, q := range points[:i] {
			value, time := sign(p.value-q.value), sign(p.at-q.at)
			score += value * time
			valuePairs += value * value
			timePairs += time * time
		}
	}
	return defined(score / math.Sqrt(valuePairs*timePairs))
}

func sign(x float64) float64 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}
