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
// is Unit over Effective.
func (s Sample) Spread() Spread {
	m := s.moments()
	if m.n < fewestDiffer || m.den <= 0 {
		return Spread{}
	}
	n := m.effectiveUnits()
	return Spread{true, s.per() * s.per() * s.smoothVariance(m) * n, m.n - 1, n}
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
		spread := s.Spread()
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
