package comparison

import (
	"candor/analysis"
	"math"
	"testing"
)

// twoScorers makes a record with the scores of two scorers; NaN is not scored.
func twoScorers(id string, a, b float64) analysis.Record {
	said := func(scorer string, x float64) analysis.Sentiment {
		if math.IsNaN(x) {
			return analysis.Sentiment{Scorer: scorer}
		}
		return analysis.Sentiment{Scorer: scorer, Score: &x}
	}
	return analysis.Record{ID: id, Sentiment: said("finance", a), Others: []analysis.Sentiment{said("vader", b)}}
}

// turns gives records as answers.
func turns(records ...analysis.Record) []analysis.Answer {
	a := new(analysis.Answers)
	a.AddTurns(records, func(*analysis.Record) analysis.Quote { return analysis.Quote{} })
	return a.Turns()
}

func TestCompareScorers(t *testing.T) {
	pairs := CompareScorers(turns(
		twoScorers("same", -0.2, -0.9), // ranks 1, 1
		twoScorers("unscored", 0.9, math.NaN()),
		twoScorers("a higher", 0.9, 0.1), // ranks 4, 2
		twoScorers("a lower", 0.1, 0.3),  // ranks 2, 3
		twoScorers("b higher", 0.2, 0.9), // ranks 3, 4
	), 2)
	if len(pairs) != 1 {
		t.Fatalf("%d pairs, want 1", len(pairs))
	}
	p := pairs[0]
	// Squared rank differences 0, 4, 1, 1: 1 - 6*6 / (4*15).
	if p.A != "finance" || p.B != "vader" || p.N != 4 || math.Abs(p.Rho.Value-0.4) > 1e-12 {
		t.Errorf("got %+v, want rho 0.4 of 4 answers by finance and vader", p)
	}
	if len(p.Disagreements) != 2 {
		t.Fatalf("%d disagreements, want 2", len(p.Disagreements))
	}
	for i, want := range []struct {
		id  string
		gap float64
	}{{"a higher", 0.5}, {"a lower", -0.25}} {
		if d := p.Disagreements[i]; d.Answer.ID() != want.id || d.Gap != want.gap {
			t.Errorf("disagreement %d: %s with %v, want %s with %v", i, d.Answer.ID(), d.Gap, want.id, want.gap)
		}
	}
}

func TestCompareScorersWithoutTwo(t *testing.T) {
	x := 0.5
	for name, records := range map[string][]analysis.Record{
		"no records": nil,
		"one scorer": {{Sentiment: analysis.Sentiment{Score: &x}}},
	} {
		if pairs := CompareScorers(turns(records...), 3); len(pairs) != 0 {
			t.Errorf("%s: %d pairs, want none", name, len(pairs))
		}
	}
	none := CompareScorers(turns(twoScorers("u", 1, math.NaN())), 3)
	if len(none) != 1 || none[0].N != 0 || none[0].Rho.Defined || len(none[0].Disagreements) != 0 {
		t.Errorf("nothing scored by both: %+v", none)
	}
}
