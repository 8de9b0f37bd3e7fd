//go:build !race

package stats

import "testing"

// Of 100 bad ones 80 are found, of 900 others 90 are said to be bad. Said of 17 %,
// bad are (.17 - .10) / (.80 - .10) = .10 (Rogan and Gladen 1978).
func TestAdjusted(t *testing.T) {
	c := Confusion{{80, 20}, {90, 810}}
	bad, good := Sample{Form: Proportion}, Sample{Form: Proportion}
	for i := range 100 {
		is := 0.0
		if i < 17 {
			is = 1
		}
		bad.Numerators, good.Numerators = append(bad.Numerators, is), append(good.Numerators, 1-is)
	}
	e := c.Adjusted(0, []Sample{bad, good}, 0.95)
	check(t, "bad", e.Value, 0.1, 1e-12)
	check(t, "good", c.Adjusted(1, []Sample{bad, good}, 0.95).Value, 0.9, 1e-12)
	// sqrt(.17*.83/99)/.7 = .0539, and of the error rates
	// (.1^2*.16/100 + .9^2*.09/900)/.49: .0113 = sqrt of 3.26e-5 + 1.65e-4 … together .0557.
	half := studentQuantile(0.95, 99) * 0.05575
	checkInterval(t, e.Interval, 0, 0.1+half, 2e-4)
	if e := (Confusion{{5, 5}, {5, 5}}).Adjusted(0, []Sample{bad, good}, 0.95); e.Value.Defined {
		t.Errorf("a classifier that cannot tell: %+v", e)
	}
	same := c.AdjustedChange(0, []Sample{bad, good}, []Sample{bad, good}, 0.95)
	check(t, "no change", same.Value, 0, 1e-12)
}

// The interval holds the truth in 93 to 97 % of the runs, the change's too.
func TestAdjustedCoverage(t *testing.T) {
	// P(said | is) of negative, neutral and positive.
	mixing := [][]float64{{0.6, 0.3, 0.1}, {0.1, 0.7, 0.2}, {0.02, 0.2, 0.78}}
	labelled := []int{150, 500, 600}
	random := newRandom(22, 0)
	pick := func(shares []float64) int {
		x := random.Float64()
		for i, s := range shares {
			if x -= s; x < 0 {
				return i
			}
		}
		return len(shares) - 1
	}
	draw := func(shares []float64, n int) []Sample {
		said := make([]Sample, 3)
		for range n {
			of := pick(mixing[pick(shares)])
			for j := range said {
				is := 0.0
				if j == of {
					is = 1
				}
				said[j].Numerators = append(said[j].Numerators, is)
			}
		}
		return said
	}
	held, changes := 0, 0
	for range runs {
		c := make(Confusion, 3)
		for i, n := range labelled {
			c[i] = make([]float64, 3)
			for range n {
				c[i][pick(mixing[i])]++
			}
		}
		from, to := []float64{0.3, 0.3, 0.4}, []float64{0.5, 0.3, 0.2}
		a, b := draw(from, 60), draw(to, 80)
		if c.Adjusted(0, a, 0.95).Interval.Contains(0.3) {
			held++
		}
		if c.AdjustedChange(0, a, b, 0.95).Interval.Contains(0.2) {
			changes++
		}
	}
	for what, n := range map[string]int{"share": held, "change": changes} {
		share := float64(n) / runs
		t.Logf("%s: %.1f %%", what, 100*share)
		if share < 0.93 || share > 0.975 {
			t.Errorf("%s: coverage %.3f", what, share)
		}
	}
}
