package stats

import (
	"math/rand/v2"
	"testing"
)

func TestDecompose(t *testing.T) {
	// Part 0 goes from half of the answers at 0.2 to a quarter at 0.4, part 1 from
	// half at 0.6 to three quarters at 0.6. Totals: 0.4 and 0.55.
	a := Sample{Numerators: []float64{0.2, 0.2, 0.6, 0.6}}
	b := Sample{Numerators: []float64{0.4, 0.6, 0.6, 0.6}}
	d := Decompose(a, b, []int{0, 0, 1, 1}, []int{0, 1, 1, 1}, 2, 0.95)
	check(t, "change", d.Change, 0.15, 1e-12)
	// (1/4-1/2)*(0.3-0.475) + (3/4-1/2)*(0.6-0.475)
	check(t, "composition", d.Composition, 0.25*0.175+0.25*0.125, 1e-12)
	// (0.4-0.2)*(1/2+1/4)/2
	check(t, "within", d.Within, 0.075, 1e-12)
	if d.WithinInterval.Defined {
		t.Errorf("an interval from four answers: %+v", d.WithinInterval)
	}
}

// The terms add up to the change, and swapping the samples turns all signs,
// whatever parts come or go.
func TestDecomposeAddsUp(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 5))
	for range 200 {
		draw := func(n, parts int) (Sample, []int) {
			s, of := Sample{make([]float64, n), make([]float64, n), 100, Events}, make([]int, n)
			for i := range n {
				s.Numerators[i], s.Denominators[i], of[i] = float64(random.IntN(5)), float64(1+random.IntN(80)), random.IntN(parts)
			}
			return s, of
		}
		a, partsA := draw(1+random.IntN(30), 3)
		b, partsB := draw(1+random.IntN(30), 5)
		d, back := Decompose(a, b, partsA, partsB, 5, 0.95), Decompose(b, a, partsB, partsA, 5, 0.95)
		change := b.Value().Value - a.Value().Value
		check(t, "all terms", Value{d.Composition.Value + d.Within.Value + d.Only.Value, true}, change, 1e-9)
		check(t, "composition back", back.Composition, -d.Composition.Value, 1e-9)
		check(t, "only back", back.Only, -d.Only.Value, 1e-9)
		composition, within, only := 0.0, 0.0, 0.0
		for _, p := range d.Parts {
			composition += p.Composition
			within += p.Within
			only += p.Only
		}
		check(t, "sum of parts' composition", Value{composition, true}, d.Composition.Value, 1e-9)
		check(t, "sum of parts' within", Value{within, true}, d.Within.Value, 1e-9)
		check(t, "sum of parts' only", Value{only, true}, d.Only.Value, 1e-9)
	}
}

// A change of topics alone is all composition.
func TestDecomposeTopicsAlone(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 6))
	draw := func(n int, first float64) (Sample, []int) {
		s, of := Sample{Numerators: make([]float64, n)}, make([]int, n)
		for i := range n {
			s.Numerators[i] = 0.5 + 0.1*random.NormFloat64()
			if random.Float64() > first {
				of[i] = 1
				s.Numerators[i] -= 0.7
			}
		}
		return s, of
	}
	a, partsA := draw(60, 0.8)
	b, partsB := draw(60, 0.3)
	d := Decompose(a, b, partsA, partsB, 2, 0.95)
	if !d.WithinInterval.Contains(0) || d.CompositionInterval.Contains(0) || d.Composition.Value > -0.2 {
		t.Errorf("%+v", d)
	}
}

// All parts change by .30 and some come or go: within is .30, and its interval
// holds that 95 % of the time.
func TestDecomposeAllChanged(t *testing.T) {
	levels := []float64{0.5, 0.1, -0.4, 0.3, -0.2}
	draw := func(random *rand.Rand, spread, shift float64, first, last int) (Sample, []int) {
		s, of := Sample{}, []int{}
		for part := first; part <= last; part++ {
			for range 3 + random.IntN(6) {
				s.Numerators, of = append(s.Numerators, levels[part]+shift+spread*random.NormFloat64()), append(of, part)
			}
		}
		return s, of
	}
	held := 0
	const runs = 1000
	for run := range runs + 1 {
		random, spread := rand.New(rand.NewPCG(15, uint64(run))), 0.3
		if run == runs {
			spread = 1e-3
		}
		a, partsA := draw(random, spread, 0, 0, 3)
		b, partsB := draw(random, spread, 0.3, 1, 4)
		d := Decompose(a, b, partsA, partsB, len(levels), 0.95)
		if run == runs {
			check(t, "within", d.Within, 0.3, 0.01)
		} else if d.WithinInterval.Contains(0.3) {
			held++
		}
	}
	if held < 930 || held > 970 {
		t.Errorf("the interval holds .30 in %d of %d runs", held, runs)
	}
}
