package evaluation

import (
	"testing"

	"candor/stats"
)

func TestParts(t *testing.T) {
	// The CFO's two answers are labelled right, the other's is not: accuracy 1 and 0.
	answers := []Answer{
		{Call: "ACME_1Q26", Title: "CFO", Text: "It grew.", Rating: 0},
		{Call: "ACME_1Q26", Title: "Chief Financial Officer", Text: "It grew.", Rating: 0},
		{Call: "acme-2024-q3", Title: "Head of Sales", Text: "It fell.", Rating: -1},
		{Call: "acme", Text: "It fell.", Rating: -1},
	}
	study := Study{Answers: answers, By: []string{"role", "year"}, Options: stats.DefaultOptions()}
	results, err := study.Run([]Candidate{{Name: "neutral", Scorer: constant{}}})
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		by, name string
		n        int
		accuracy float64
	}{{"role", "CFO", 2, 1}, {"role", "other", 1, 0}, {"year", "2024", 1, 0}, {"year", "2026", 2, 1}}
	parts := results[0].Parts
	if len(parts) != len(want) {
		t.Fatalf("parts %+v", parts)
	}
	for i, w := range want {
		p := parts[i]
		if p.By != w.by || p.Name != w.name || p.Answers != w.n || p.Measures[2].Name != Accuracy || p.Measures[2].Value.Value != w.accuracy {
			t.Errorf("part %+v, want %+v", p, w)
		}
	}
}
