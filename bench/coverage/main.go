// Coverage asks how often the intervals of the statistics hold the truth on real
// answers, and how often the tests find something where nothing is.
//
//	candor profile -o calls.json CALLS... && go run ./coverage [-runs 2000] [-norms FILE] calls.json...
//
// The answers of all calls of the profiles are the population. Of each metric,
// samples of 6 to 80 answers are drawn from it, and the share of the 95 %
// intervals counted that hold the value of all answers. Then whole calls are drawn:
// the interval with calls as units, a further call against 6, 8 and 12 others, a
// trend over 5, 6 and 8 calls in random order. Last, halves of a speaker's answers
// are predicted from each other, where the speaker is in four calls or more, by the
// speaker's other calls and with what the norms know of the office.
package main

import (
	"flag"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"slices"

	"candor/analysis"
	"candor/norms"
	"candor/stats"
)

const level = 0.95

func main() {
	log.SetFlags(0)
	runs := flag.Int("runs", 2000, "runs of each simulation")
	file := flag.String("norms", "", "`file` of norms in place of the built-in ones")
	flag.Parse()
	known := norms.Default()
	if *file != "" {
		in, err := os.Open(*file)
		if err != nil {
			log.Fatal(err)
		}
		if known, err = norms.Read(in, *file); err != nil {
			log.Fatal(err)
		}
		in.Close()
	}
	var profile analysis.Profile
	for _, path := range flag.Args() {
		in, err := os.Open(path)
		if err != nil {
			log.Fatal(err)
		}
		part, err := analysis.ReadProfile(in, path)
		in.Close()
		if err != nil {
			log.Fatal(err)
		}
		if err := profile.Merge(part); err != nil {
			log.Fatal(err)
		}
	}
	all := profile.All()
	fmt.Printf("%d answers of %d calls\n\n", all.Len(), all.Calls())
	answersTable(&all, *runs)
	callsTable(&all, *runs)
	halvesTable(&all, known)
}

// halvesTable predicts one half of a speaker's answers in a call from the other:
// by its value, and by that drawn towards the speaker's other calls.
func halvesTable(all *analysis.Group, known *norms.Norms) {
	random := rand.New(rand.NewPCG(5, 5))
	raw, alone, expected := map[*analysis.Metric]float64{}, map[*analysis.Metric]float64{}, map[*analysis.Metric]float64{}
	n := 0
	for _, speaker := range all.By(analysis.BySpeaker) {
		calls := speaker.By(analysis.ByCall)
		if speaker.Key == "" || len(calls) < 4 {
			continue
		}
		for c := range calls {
			halves := calls[c].Split(func(int) []analysis.Weighted {
				return []analysis.Weighted{{Key: []string{"a", "b"}[random.IntN(2)], Weight: 1}}
			})
			if len(halves) < 2 || min(halves[0].Len(), halves[1].Len()) < 3 {
				continue
			}
			others := slices.Delete(slices.Clone(calls), c, c+1)
			n++
			for _, m := range analysis.Metrics {
				truth := halves[1].Sample(m).Value()
				seen := halves[0].Sample(m).Value()
				own := analysis.NormOf(others, &halves[0], analysis.BySpeaker, m, nil).Expected
				with := analysis.NormOf(others, &halves[0], analysis.BySpeaker, m, known.PriorOf).Expected
				if truth.Defined && seen.Defined && own.Defined && with.Defined {
					raw[m] += (seen.Value - truth.Value) * (seen.Value - truth.Value)
					alone[m] += (own.Value - truth.Value) * (own.Value - truth.Value)
					expected[m] += (with.Value - truth.Value) * (with.Value - truth.Value)
				}
			}
		}
	}
	fmt.Printf("\nOne half of a speaker's answers predicted from the other, %d times: squared error less than by its value\n", n)
	fmt.Println("| metric | by the speaker's past, percent less | and the norms |\n| --- | --- | --- |")
	for _, m := range analysis.Metrics {
		if raw[m] > 0 {
			fmt.Printf("| %s | %.0f | %.0f |\n", m.Name, 100*(1-alone[m]/raw[m]), 100*(1-expected[m]/raw[m]))
		}
	}
}

// answersTable draws answers.
func answersTable(all *analysis.Group, runs int) {
	sizes := []int{6, 10, 20, 40, 80}
	fmt.Println("Intervals of so many answers that hold the truth, percent (of those that are made)")
	fmt.Println("| metric | truth | 6 | 10 | 20 | 40 | 80 |\n| --- | --- | --- | --- | --- | --- | --- |")
	for k, m := range analysis.Metrics {
		population := all.Sample(m)
		truth := population.Value()
		fmt.Printf("| %s | %.3g |", m.Name, truth.Value)
		for _, n := range sizes {
			random := rand.New(rand.NewPCG(uint64(k), uint64(n)))
			held, made := 0, 0
			for range runs {
				if e := drawn(population, n, random).Estimate(level); e.Interval.Defined {
					made++
					if e.Interval.Contains(truth.Value) {
						held++
					}
				}
			}
			fmt.Printf(" %.1f", 100*float64(held)/float64(max(made, 1)))
			if made < runs*99/100 {
				fmt.Printf(" (%.0f %%)", 100*float64(made)/float64(runs))
			}
			fmt.Print(" |")
		}
		fmt.Println()
	}
}

// drawn are n units of s, with replacement; those without a value are left out.
func drawn(s stats.Sample, n int, random *rand.Rand) stats.Sample {
	out := stats.Sample{Per: s.Per, Form: s.Form}
	for len(out.Numerators) < n {
		if i := random.IntN(len(s.Numerators)); s.Denominators[i] > 0 {
			out.Numerators, out.Denominators = append(out.Numerators, s.Numerators[i]), append(out.Denominators, s.Denominators[i])
		}
	}
	return out
}

// callsTable draws calls.
func callsTable(all *analysis.Group, runs int) {
	calls := all.By(analysis.ByCall)
	fmt.Println("\nCalls drawn at random: intervals that hold the truth; one more call that is found unlike, slopes that are found, percent")
	fmt.Println("| metric | 6 calls | 12 calls | one more than 6 | 12 | trend of 5 | 6 | 8 |\n| --- | --- | --- | --- | --- | --- | --- | --- |")
	for k, m := range analysis.Metrics {
		samples := make([]stats.Sample, len(calls)) // answers of each call
		totals := stats.Sample{Per: m.Scale}
		for c := range calls {
			samples[c] = calls[c].Sample(m)
			num, den := 0.0, 0.0
			for i := range samples[c].Numerators {
				num, den = num+samples[c].Numerators[i], den+samples[c].Denominators[i]
			}
			totals.Form = samples[c].Form
			totals.Numerators, totals.Denominators = append(totals.Numerators, num), append(totals.Denominators, den)
		}
		truth := totals.Value().Value
		random := rand.New(rand.NewPCG(uint64(k), 1000))
		fmt.Printf("| %s |", m.Name)
		for _, n := range []int{6, 12} {
			fmt.Printf(" %.1f |", share(runs, func() bool { return drawn(totals, n, random).Estimate(level).Interval.Contains(truth) }))
		}
		for _, n := range []int{6, 12} {
			fmt.Printf(" %.1f |", share(runs, func() bool {
				p, _ := stats.Against(drawn(totals, 1, random).Value().Value, 1, drawn(totals, n, random).Values(), level)
				return p.Defined && p.Value <= 1-level
			}))
		}
		for _, n := range []int{5, 6, 8} {
			at := make([]float64, n)
			for i := range at {
				at[i] = float64(i)
			}
			fmt.Printf(" %.1f |", share(runs, func() bool {
				some := make([]stats.Sample, n)
				for i := range some {
					some[i] = samples[random.IntN(len(samples))]
				}
				t := stats.TrendOf(some, at, level)
				return t.P.Defined && t.P.Value <= 1-level
			}))
		}
		fmt.Println()
	}
}

// share is how often do says yes, in percent.
func share(runs int, do func() bool) float64 {
	n := 0
	for range runs {
		if do() {
			n++
		}
	}
	return 100 * float64(n) / float64(runs)
}
