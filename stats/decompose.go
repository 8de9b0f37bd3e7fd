package stats

import (
	"math/rand/v2"
)

// Decomposition splits the change of a value between two samples whose units
// belong to parts (topics, speakers) into two terms that add up to it.
type Decomposition struct {
	Change Value
	// Composition is the part of the change that comes from parts having
	// another share of the denominator (of the words, or of the answers).
	Composition         Value
	CompositionInterval Interval
	// Within is the part that comes from the value changing within parts.
	Within         Value
	WithinInterval Interval
	Parts          []Part
}

// Part is what one part adds to the terms; over all parts they add up to them.
type Part struct {
	Shares      [2]float64 // of the denominator, in [0, 1]
	Values      [2]Value   // undefined where the part is absent
	Composition float64
	Within      float64
}

// Decompose decomposes the change from a to b after Kitagawa (1955) and Oaxaca
// and Blinder (1973), with the mean of both samples as weights, so that it does
// not matter which is first:
//
//	composition = sum of (share b - share a) * (mean of the part's two values - mean of the two totals)
//	within      = sum of (value b - value a) * mean of the part's two shares
//
// A part that only one sample has is taken to have the same value in the other:
// its coming or going is composition. partsA and partsB give each unit's part,
// below count. Intervals are as for Compare. All is undefined when either sample
// has no value.
func Decompose(a, b Sample, partsA, partsB []int, count int, opts Options) Decomposition {
	var d Decomposition
	totals := [2][]moments{partTotals(a, partsA, count), partTotals(b, partsB, count)}
	parts, ok := kitagawa(totals)
	if !ok {
		return d
	}
	d.Parts = parts
	composition, within := terms(parts)
	d.Composition, d.Within = defined(composition), defined(within)
	d.Change = defined(composition + within)
	if min(a.N(), b.N()) < MinUnits || a.moments().variance() == 0 || b.moments().variance() == 0 {
		return d
	}
	compositions, withins := resampledTerms(a, b, partsA, partsB, count, opts)
	tail := pooledTail(opts.Level, a.moments(), b.moments())
	d.CompositionInterval, d.WithinInterval = interval(compositions, tail), interval(withins, tail)
	return d
}

func resampledTerms(a, b Sample, partsA, partsB []int, count int, opts Options) (compositions, withins []float64) {
	random := rand.New(rand.NewPCG(opts.Seed, 4))
	resample := func(s Sample, of []int, totals []moments) {
		clear(totals)
		for range s.Numerators {
			unit := int(random.Uint32N(uint32(len(s.Numerators))))
			totals[of[unit]].add(s.per()*s.Numerators[unit], s.denominator(unit))
		}
	}
	totals := [2][]moments{make([]moments, count), make([]moments, count)}
	for range opts.Resamples {
		resample(a, partsA, totals[0])
		resample(b, partsB, totals[1])
		if parts, ok := kitagawa(totals); ok {
			composition, within := terms(parts)
			compositions, withins = append(compositions, composition), append(withins, within)
		}
	}
	return compositions, withins
}

func partTotals(s Sample, of []int, count int) []moments {
	totals := make([]moments, count)
	for unit, num := range s.Numerators {
		totals[of[unit]].add(s.per()*num, s.denominator(unit))
	}
	return totals
}

// terms adds up what the parts add.
func terms(parts []Part) (composition, within float64) {
	for _, p := range parts {
		composition += p.Composition
		within += p.Within
	}
	return composition, within
}

// kitagawa gives each part's terms; it is not ok when a side has no denominator.
func kitagawa(totals [2][]moments) (parts []Part, ok bool) {
	var all [2]moments
	for side := range totals {
		for _, m := range totals[side] {
			all[side].plus(m)
		}
		if all[side].den <= 0 {
			return nil, false
		}
	}
	overall := (all[0].ratio() + all[1].ratio()) / 2
	parts = make([]Part, len(totals[0]))
	for i := range parts {
		p := &parts[i]
		for side := range totals {
			m := totals[side][i]
			p.Shares[side] = m.den / all[side].den
			if m.den > 0 {
				p.Values[side] = defined(m.ratio())
			}
		}
		values := p.Values
		for side, other := range [2]int{1, 0} {
			if !values[side].Defined {
				values[side] = values[other]
			}
		}
		if !values[0].Defined {
			continue
		}
		p.Composition = (p.Shares[1] - p.Shares[0]) * ((values[0].Value+values[1].Value)/2 - overall)
		p.Within = (values[1].Value - values[0].Value) * (p.Shares[0] + p.Shares[1]) / 2
	}
	return parts, true
}
