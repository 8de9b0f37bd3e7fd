package evaluation

import (
	"slices"
	"testing"

	"candor/hedge"
)

// TestKeptApart prints the agreement on the third of the development answers
// that was kept apart while cues were written, and on the rest (run with -v).
func TestKeptApart(t *testing.T) {
	answers := readHedgeGold(t, "../../shared/gold/hedges-dev.jsonl")
	rest := slices.DeleteFunc(slices.Clone(answers), func(a HedgeAnswer) bool { return keptApart(a.ID) })
	apart := slices.DeleteFunc(answers, func(a HedgeAnswer) bool { return !keptApart(a.ID) })
	for name, part := range map[string][]HedgeAnswer{"kept apart": apart, "the rest": rest} {
		e := Hedges(hedge.Default(), part)
		t.Logf("%s: %d answers, %d hedges: overlap F1 %.3f, exact F1 %.3f, category %.3f",
			name, e.Answers, e.All.Overlap.Annotated, e.All.Overlap.F1(), e.All.Exact.F1(), e.CategoryAccuracy())
		if e.All.Overlap.F1() < 0.95 {
			t.Errorf("%s: overlap F1 fell to %.3f", name, e.All.Overlap.F1())
		}
	}
}
