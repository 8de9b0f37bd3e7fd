package stats

import "math"

// Usual is what a value usually is: the values of earlier calls.
type Usual struct {
	N          int   // earlier calls it rests on
	Mean       Value // of their values; undefined for N = 0
	Low, High  Value // between which the next one lies in nine of ten times; undefined below MinUnits
	Percentile Value // share of the earlier values below the latest, ties counting half, in [0, 100]
	Z          Value // (latest - mean) / SD of the earlier values; undefined below N = 3 or without variation
}

// usualLevel is how often what is usual holds the next value.
const usualLevel = 0.9

// UsualOf sums up the earlier values and says where the latest stands among them;
// undefined where there is none. Low and High are those of one further draw
// (Student's t).
func UsualOf(latest Value, earlier []float64) Usual {
	u := Usual{N: len(earlier)}
	if u.N == 0 {
		return u
	}
	m := Moments(earlier)
	u.Mean = m.Mean
	sd := math.Sqrt(m.Variance.Value)
	if n := float64(u.N); u.N >= MinUnits {
		half := studentQuantile(usualLevel, n-1) * sd * math.Sqrt(1+1/n)
		u.Low, u.High = defined(m.Mean.Value-half), defined(m.Mean.Value+half)
	}
	if !latest.Defined {
		return u
	}
	below := 0.0
	for _, x := range earlier {
		switch {
		case x < latest.Value:
			below++
		case x == latest.Value:
			below += 0.5
		}
	}
	u.Percentile = defined(100 * below / float64(u.N))
	if u.N >= 3 {
		u.Z = defined((latest.Value - m.Mean.Value) / sd)
	}
	return u
}

// Prior is what is known of a value before it is seen: its mean and variance, and
// the variance that one unit (an answer) usually adds, 0 where that is not known.
type Prior struct{ Mean, Variance, Unit float64 }

// Spread is what the units of a sample vary by.
type Spread struct {
	Defined   bool    // false below two units
	Unit      float64 // variance that one unit adds to the value of a sample
	Degrees   float64 // of freedom that it is estimated with
	Effective float64 // number of equally long units that would carry as much weight
}

// Spread gives what the sample's units vary by. The variance of the sample's value
// is Unit over Effective. Pooled over many samples Unit is unbiased: of rare events
// most samples hold none, and vary by 0.
func (s Sample) Spread() Spread { return s.spread(moments.variance) }

func (s Sample) spread(variance func(moments) float64) Spread {
	m := s.moments()
	if m.n < fewestDiffer || m.den <= 0 {
		return Spread{}
	}
	n := m.effectiveUnits()
	return Spread{true, s.per() * s.per() * variance(m) * n, m.n - 1, n}
}

// PriorOf estimates, from the samples of earlier calls, what a further call's
// truth is: their mean, and the variance between them (restricted maximum
// likelihood) with what is uncertain of the mean. The variance of a unit is
// pooled, as a few answers tell their own badly. It is not ok below three calls of
// two units or more, and where nothing varies.
func PriorOf(earlier []Sample) (p Prior, ok bool) {
	var points []point
	var units []float64 // effective
	sum, degrees := 0.0, 0.0
	for _, s := range earlier {
		spread := s.spread(s.smoothVariance) // a few calls without an event are not known for sure
		if !spread.Defined {
			continue
		}
		points = append(points, point{value: s.Value().Value})
		units = append(units, spread.Effective)
		sum += spread.Degrees * spread.Unit
		degrees += spread.Degrees
	}
	if len(points) < 3 || sum == 0 {
		return p, false
	}
	p.Unit = sum / degrees
	for i := range points {
		points[i].variance = p.Unit / units[i]
	}
	f, ok := fitPoints(points, false)
	p.Mean, p.Variance = f.mean, f.between+f.meanError*f.meanError
	return p, ok
}

// What After makes of a prior. Of what is between groups' truths speakersShare lies
// between those who speak, the rest between the calls of one: on 350 calls of 32
// companies .6 to .9 for most metrics. Levels of speakers have longer tails than the
// normal's, so that their variance is taken heavyTails times. The variance of a unit is
// worth unitDegrees degrees of freedom. They were chosen on these calls, and hold on
// others (docs/statistics.md).
const (
	speakersShare = 0.85
	heavyTails    = 2
	unitDegrees   = 30
)

// After is the prior of one more call of a group with a past, where p is what is known
// of groups of its kind: their mean, the variance between the truths of all their
// calls, and that of a unit. The group's own level is between p.Mean and the mean of
// its earlier calls, by how many these are and how much they hold (the normal
// hierarchical model of Lindley and Smith 1972 with known variances). One earlier call
// of one answer is enough; without any it is p.
func (p Prior) After(earlier []Sample) Prior {
	between := heavyTails * speakersShare * p.Variance
	calls := (1 - speakersShare) * p.Variance
	degrees, squares := float64(unitDegrees), unitDegrees*p.Unit
	for _, s := range earlier {
		if spread := s.Spread(); spread.Defined {
			degrees += spread.Degrees
			squares += spread.Degrees * spread.Unit
		}
	}
	after := Prior{Mean: p.Mean, Variance: p.Variance, Unit: squares / degrees}
	weights, sum := 0.0, 0.0
	for _, s := range earlier {
		m := s.moments()
		if m.den <= 0 {
			continue
		}
		w := 1 / (calls + after.Unit/m.effectiveUnits())
		weights += w
		sum += w * s.per() * m.ratio()
	}
	if weights > 0 && between > 0 {
		precision := weights + 1/between
		after.Mean, after.Variance = (sum+p.Mean/between)/precision, calls+1/precision
	}
	return after
}

// Expected is a sample's value drawn towards what was known before (Efron and
// Morris 1975), weight in [0, 1] being how much of it is the value seen: the
// prior's variance over that and the value's sampling variance together. It is
// undefined where the sample has fewer than two units or none of it varies.
func (p Prior) Expected(s Sample) (expected Value, weight float64) {
	m := s.moments()
	if m.n < fewestDiffer || m.den <= 0 {
		return expected, 0
	}
	sampling := p.Unit / m.effectiveUnits()
	if p.Unit <= 0 {
		sampling = s.per() * s.per() * s.smoothVariance(m)
	}
	if sampling <= 0 {
		return expected, 0
	}
	weight = p.Variance / (p.Variance + sampling)
	return defined(weight*s.per()*m.ratio() + (1-weight)*p.Mean), weight
}
