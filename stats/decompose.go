package stats

import "math"

// Decomposition splits the change of a value between two samples whose units
// belong to parts (topics, speakers) into three terms that add up to it.
type Decomposition struct {
	Change Value
	// Composition is what comes from the parts that both have weighing
	// differently: their shares of the words, or of the answers.
	Composition         Value
	CompositionInterval Interval
	// Within is what comes from the value changing within parts that both have.
	Within         Value
	WithinInterval Interval
	// Only is what comes from parts that one sample alone has: their share times
	// their distance from the others.
	Only         Value
	OnlyInterval Interval
	Parts        []Part
}

// Part is what one part adds to the terms; over all parts they add up to them.
type Part struct {
	Shares                    [2]float64 // of the denominator, in [0, 1]
	Values                    [2]Value   // undefined where the part is absent
	Composition, Within, Only float64
}

// Decompose decomposes the change from a to b after Kitagawa (1955), with the
// mean of both samples as weights, so that it does not matter which is first; of
// parts that one sample alone has, after Ñopo (2008):
//
//	only        = sum over b's own parts of share * (value - b's value of the common parts)
//	              less the same of a
//	composition = sum of (share b - share a) * (mean of the part's two values - mean of the two totals)
//	within      = sum of (value b - value a) * mean of the part's two shares
//
// the last two over the parts that both have, whose shares are of these. partsA
// and partsB give each unit's part, below count. Intervals take as given who had
// the floor, and resample values within parts: each term is a sum of the parts'
// values by weights, their variances being pooled over the parts. They are
// undefined below MinUnits units in either sample and where nothing varies. All
// is undefined when either sample has no value; without a common part, all of the
// change is Only.
func Decompose(a, b Sample, partsA, partsB []int, count int, level float64) Decomposition {
	var d Decomposition
	totals := [2][]moments{partTotals(a, partsA, count), partTotals(b, partsB, count)}
	var all, common [2]moments
	for i := range count {
		for side := range totals {
			all[side].plus(totals[side][i])
			if totals[0][i].den > 0 && totals[1][i].den > 0 {
				common[side].plus(totals[side][i])
			}
		}
	}
	if all[0].den <= 0 || all[1].den <= 0 {
		return d
	}
	weights := d.split(totals, all, common)
	d.Change = defined(all[1].ratio() - all[0].ratio())
	if min(a.N(), b.N()) < MinUnits {
		return d
	}
	d.CompositionInterval = termInterval(d.Composition, totals, weights[0], level)
	d.WithinInterval = termInterval(d.Within, totals, weights[1], level)
	d.OnlyInterval = termInterval(d.Only, totals, weights[2], level)
	return d
}

// split fills in parts and terms, and gives the weights of each side's values in
// the terms: composition, within, only.
func (d *Decomposition) split(totals [2][]moments, all, common [2]moments) (weights [3][2][]float64) {
	count := len(totals[0])
	d.Parts = make([]Part, count)
	for term := range weights {
		weights[term] = [2][]float64{make([]float64, count), make([]float64, count)}
	}
	shared := common[0].den > 0
	middle := (common[0].ratio() + common[1].ratio()) / 2 // NaN without common parts, and not used
	var sums [3]float64
	for i := range d.Parts {
		p := &d.Parts[i]
		var shares [2]float64 // of the common parts
		for side, sign := range [2]float64{-1, 1} {
			m := totals[side][i]
			if m.den <= 0 {
				continue
			}
			p.Shares[side] = m.den / all[side].den
			p.Values[side] = defined(m.ratio())
			shares[side] = m.den / common[side].den
			if totals[1-side][i].den > 0 {
				continue
			}
			from := 0.0
			if shared {
				from = common[side].ratio()
			}
			p.Only += sign * p.Shares[side] * (m.ratio() - from)
			weights[2][side][i] = sign * p.Shares[side]
		}
		if p.Values[0].Defined && p.Values[1].Defined {
			p.Composition = (shares[1] - shares[0]) * ((p.Values[0].Value+p.Values[1].Value)/2 - middle)
			p.Within = (p.Values[1].Value - p.Values[0].Value) * (shares[0] + shares[1]) / 2
			for side, sign := range [2]float64{-1, 1} {
				weights[0][side][i] = (shares[1] - shares[0]) / 2
				weights[1][side][i] = sign * (shares[0] + shares[1]) / 2
				// The common parts' value is what those of one side are held against.
				weights[2][side][i] = -sign * (1 - common[side].den/all[side].den) * shares[side]
			}
		}
		sums[0], sums[1], sums[2] = sums[0]+p.Composition, sums[1]+p.Within, sums[2]+p.Only
	}
	d.Composition, d.Within, d.Only = defined(sums[0]), defined(sums[1]), defined(sums[2])
	return weights
}

func partTotals(s Sample, of []int, count int) []moments {
	totals := make([]moments, count)
	for unit, num := range s.Numerators {
		totals[of[unit]].add(s.per()*num, s.denominator(unit))
	}
	return totals
}

// termInterval gives the interval of a weighted sum of the parts' values. A
// residual's variance is pooled over the parts of both sides.
func termInterval(term Value, totals [2][]moments, weights [2][]float64, level float64) Interval {
	residual, degrees, spread := 0.0, 0.0, 0.0
	for side := range totals {
		for i, m := range totals[side] {
			if m.den <= 0 {
				continue
			}
			residual += m.residual()
			degrees += m.n - 1
			w := weights[side][i]
			spread += w * w * m.denDen / (m.den * m.den)
		}
	}
	if degrees < 1 || residual == 0 || !term.Defined {
		return Interval{}
	}
	// Residuals are as large as their denominators: per squared denominator.
	squared := 0.0
	for side := range totals {
		for _, m := range totals[side] {
			if m.n > 1 {
				squared += m.denDen * (m.n - 1) / m.n
			}
		}
	}
	half := studentQuantile(level, degrees) * math.Sqrt(residual/squared*spread)
	return Interval{term.Value - half, term.Value + half, true}
}
