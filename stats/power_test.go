//go:build !race

package stats

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestPower shows how large a change so many answers in either call can show:
// each change below is found in about 80 % of the runs at p <= 0.05. The table
// stands in docs/comparing.md as it comes out here.
func TestPower(t *testing.T) {
	tests := []struct {
		population population
		unit       float64 // what the value is multiplied by for readers
		decimals   int
		shifts     [3]float64 // for 20, 40 and 80 answers a call
	}{
		{score, 1, 2, [3]float64{0.59, 0.41, 0.28}},
		{share, 100, 0, [3]float64{0.47, 0.33, 0.22}},
		{hedging, 100, 1, [3]float64{1.02, 0.66, 0.44}},
		{rare, 100, 1, [3]float64{2.7, 1.6, 1.0}},
	}
	docs, err := os.ReadFile("../docs/comparing.md")
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
				opts := Options{Seed: uint64(run), Resamples: 1, Permutations: 200, Level: 0.95}
				if c := Compare(p.sample(random, n, 0), p.sample(random, n, shift), opts); c.P.Defined && c.P.Value <= 0.05 {
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
				t.Errorf("docs/comparing.md does not hold the row %q", row)
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
