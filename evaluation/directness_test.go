package evaluation

import (
	"os"
	"strings"
	"testing"

	"candor/stats"
)

func pairsOf(t *testing.T, file string) Labelled {
	t.Helper()
	in, err := os.Open(file)
	if err != nil {
		t.Skip(err)
	}
	defer in.Close()
	var l Labelled
	if err := l.Read(in, file, DirectnessFields); err != nil {
		t.Fatal(err)
	}
	return l
}

// The invented pairs are no training data. The bars are below what was measured
// when they were written: 0.55 and 0.98.
func TestDirectnessOfInventedPairs(t *testing.T) {
	l := pairsOf(t, "../testdata/gold/directness.jsonl")
	candidates, err := DirectnessCandidates("directness,phrases,majority")
	if err != nil {
		t.Fatal(err)
	}
	o := stats.DefaultOptions()
	o.Resamples = 50
	results, err := Directness(l.Answers, candidates, 0, o)
	if err != nil {
		t.Fatal(err)
	}
	value := func(i int, name string) float64 {
		for _, m := range results[i].Measures {
			if m.Name == name {
				return m.Value.Value
			}
		}
		t.Fatalf("no measure %s", name)
		return 0
	}
	for i, least := range []struct{ f1, auc float64 }{{0.5, 0.94}, {0.3, 0.6}, {0.1, 0.5}} {
		if f1, auc := value(i, MacroF1), value(i, AUCEvaded); f1 < least.f1 || auc < least.auc {
			t.Errorf("%s: macro F1 %.3f, AUC %.3f; want %.2f and %.2f", results[i].Judge, f1, auc, least.f1, least.auc)
		}
	}
	// 12 pairs of each label: the majority judge is right in one of three.
	if got := value(2, Accuracy); got != 12./36 {
		t.Errorf("accuracy of the majority judge %g, want 1/3", got)
	}
}

// Three folds of calls, each judged by a model that has not seen it.
func TestDirectnessFolds(t *testing.T) {
	l := pairsOf(t, "../testdata/gold/directness.jsonl")
	candidates, err := DirectnessCandidates("directness-without-words")
	if err != nil {
		t.Fatal(err)
	}
	o := stats.DefaultOptions()
	o.Resamples = 20
	first, err := Directness(l.Answers, candidates, 3, o)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Directness(l.Answers, candidates, 3, o)
	if err != nil {
		t.Fatal(err)
	}
	for i, m := range first[0].Measures {
		if m.Value != again[0].Measures[i].Value {
			t.Errorf("%s is %v and then %v", m.Name, m.Value, again[0].Measures[i].Value)
		}
	}
}

func TestDirectnessCandidatesErrors(t *testing.T) {
	for _, specs := range []string{"", "directness,no", "directness-without-no"} {
		if _, err := DirectnessCandidates(specs); err == nil || !strings.Contains(err.Error(), "no judge") {
			t.Errorf("%q: %v", specs, err)
		}
	}
}
