//go:build !race

package comparison

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"candor/analysis"
	"candor/stats"
	"candor/transcript"
)

// callsIn scores the calls of a folder, one Answers for each.
func callsIn(t *testing.T, pattern string) [][]*analysis.Record {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	analyzer := analysis.Default()
	var out [][]*analysis.Record
	for _, file := range files {
		in, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		calls, err := transcript.Read(in, filepath.Base(file))
		in.Close()
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range calls {
			records := analyzer.Records(c)
			out = append(out, analysis.Counted(records, "qa"))
		}
	}
	return out
}

// anythingShown tells whether a default comparison of records, dealt to two calls
// at random with sizes as they are, shows anything.
func anythingShown(t *testing.T, records []*analysis.Record, first int, random *rand.Rand) bool {
	t.Helper()
	var a analysis.Answers
	for k, i := range random.Perm(len(records)) {
		r := *records[i]
		r.Call = analysis.Call{ID: "first"}
		if k >= first {
			r.Call = analysis.Call{ID: "second"}
		}
		a.Add([]*analysis.Record{&r})
	}
	options := DefaultOptions()
	options.Stats.Permutations = 400
	c, err := Compare(analysis.Columns(&a, func(call int) string { return a.Calls[call].ID }), options)
	if err != nil {
		t.Fatal(err)
	}
	return slices.ContainsFunc(c.Rows, func(r Row) bool { return r.Shown })
}

// TestNullRuns: a call dealt in two, and neighbouring quarters with their answers
// dealt anew, differ in nothing. The whole default comparison shows something in
// about 5 % of the runs; the bound leaves room for so few runs. The real quarters
// of ../shared are tried too where they are.
func TestNullRuns(t *testing.T) {
	for name, pattern := range map[string]string{"invented": "../../testdata/quarters/*.md", "real": "../../../shared/calls/streetevents/*MU*.txt"} {
		calls := callsIn(t, pattern)
		if len(calls) == 0 && name == "real" {
			continue
		}
		random := rand.New(rand.NewPCG(21, 0))
		runs, shown := 0, 0
		for i := range calls {
			for range 240 / len(calls) {
				runs++
				if anythingShown(t, calls[i], len(calls[i])/2, random) {
					shown++
				}
				if i > 0 {
					runs++
					if anythingShown(t, slices.Concat(calls[i-1], calls[i]), len(calls[i-1]), random) {
						shown++
					}
				}
			}
		}
		t.Logf("%s: something is shown in %d of %d runs, %.1f %%", name, shown, runs, 100*float64(shown)/float64(runs))
		if shown > runs*8/100 { // 5 % and three standard errors
			t.Errorf("%s: something is shown in %d of %d runs, want about 5 %%", name, shown, runs)
		}
	}
}

// TestFamily: parts and groups are tested below a parent that is shown, and only
// there.
func TestFamily(t *testing.T) {
	finding := func(p float64) Finding { return Finding{P: stats.Value{Value: p, Defined: true}} }
	options := DefaultOptions()
	options.By = []*analysis.Dimension{analysis.BySpeaker}
	options.Metrics = []*analysis.Metric{analysis.MeanSentiment, analysis.ShareNegative, analysis.HedgeRate, analysis.CategoryRates[0]}
	rows := func(sentiment, negative, hedges, category, speaker float64) []Row {
		return []Row{
			{By: analysis.Together, Metric: analysis.MeanSentiment, Finding: finding(sentiment)}, {By: analysis.Together, Metric: analysis.ShareNegative, Finding: finding(negative)},
			{By: analysis.Together, Metric: analysis.HedgeRate, Finding: finding(hedges)}, {By: analysis.Together, Metric: analysis.CategoryRates[0], Finding: finding(category)},
			{By: analysis.BySpeaker, Group: "Ann", Metric: analysis.MeanSentiment, Finding: finding(speaker)}, {By: analysis.BySpeaker, Group: "Bo", Metric: analysis.MeanSentiment, Finding: finding(1)},
			{By: analysis.BySpeaker, Group: "Ann", Metric: analysis.HedgeRate, Finding: finding(speaker)}, {By: analysis.BySpeaker, Group: "Ann", Metric: analysis.ShareNegative, Finding: finding(speaker)},
		}
	}
	// Of sentiment and hedges .02 and .9: q .04 and .9. Below sentiment .03 for the
	// share, and .01 and 1 for the speakers: q .02 and 1; below the share .01.
	c := Comparison{Options: options, Rows: rows(0.02, 0.03, 0.9, 0.001, 0.01)}
	c.correct()
	want := []struct {
		q     float64
		shown bool
	}{{0.04, true}, {0.03, true}, {0.9, false}, {-1, false}, {0.02, true}, {1, false}, {-1, false}, {0.01, true}}
	for i, w := range want {
		r := c.Rows[i]
		if r.Shown != w.shown || r.Q.Defined != (w.q >= 0) || w.q >= 0 && r.Q.Value != w.q {
			t.Errorf("%s %s %s: q %+v, shown %v; want %g, %v", r.By, r.Group, r.Metric.Name, r.Q, r.Shown, w.q, w.shown)
		}
	}
	// A part whose whole is not compared stands by itself.
	c = Comparison{Options: options, Rows: []Row{{By: analysis.Together, Metric: analysis.ShareNegative, Finding: finding(0.01)}}}
	c.Options.Metrics = []*analysis.Metric{analysis.ShareNegative}
	if c.correct(); !c.Rows[0].Shown {
		t.Errorf("the share alone: %+v", c.Rows[0])
	}
}
