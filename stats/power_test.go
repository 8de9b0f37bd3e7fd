//go:build !race

package stats

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestPower shows how large a change so many answers in either call can show, as
// compare prints it: alone among the five metrics that stand first it needs
// p <= .01, a fifth of .05. Each change below is found in about 80 % of the runs.
// The table stands in docs/statistics.md as it comes out here.
func TestPower(t *testing.T) {
	tests := []struct {
		population population
		unit       float64 // what the value is multiplied by for readers
		decimals   int
		shifts     [3]float64 // for 20, 40 and 80 answers a call
	}{
		{score, 1, 2, [3]float64{0.71, 0.49, 0.34}},
		{share, 100, 0, [3]float64{0.57, 0.40, 0.27}},
		{hedging, 100, 1, [3]float64{1.45, 0.86, 0.56}},
	}
	docs, err := os.ReadFile("../docs/statistics.md")
	if err != nil {
		t.Fatal(err)
	}
	const powerRuns = 500
	for i, test := range tests {
		p := test.population
		for k, n := range []int{20, 40, 80} {
			shift := test.shifts[k]
			random := newRandom(12, uint64(10*i+k))
			found := 0
			for run := range powerRuns {
				opts := Options{Seed: uint64(run), Permutations: 500, Level: 0.95}
				if c := Compare(p.sample(random, n, 0), p.sample(random, n, shift), opts); c.P.Defined && c.P.Value <= 0.01 {
					found++
				}
			}
			power := float64(found) / powerRuns
			from, to := p.mean(0), p.mean(shift)
			row := fmt.Sprintf("| %s | %d | %.*f | %.*f | %+.*f | %.0f %% |", p.name, n,
				test.decimals, test.unit*from, test.decimals, test.unit*to, test.decimals, test.unit*(to-from), 100*power)
			t.Log(row)
			if power < 0.74 || power > 0.86 {
				t.Errorf("%s: found in %.2f of the runs, want about 0.8", row, power)
			}
			if !strings.Contains(string(docs), row) {
				t.Errorf("docs/statistics.md does not hold the row %q", row)
			}
		}
	}
}

// mean of the population, from so many draws that two decimals stand.
func (p population) mean(shift float64) float64 {
	random := newRandom(13, 0)
	numerator, denominator := 0.0, 0.0
	for range 200000 {
		n, d := p.draw(random, shift)
		numerator += n
		denominator += d
	}
	return numerator / denominator
}
