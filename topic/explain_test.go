package topic

import (
	"math"
	"testing"

	"candor/text"
)

func TestExplain(t *testing.T) {
	taxonomy := load(t, small)
	question, answer := text.New("Trials?"), text.New("The mine has two mines, and ore grade.")
	got := taxonomy.Explain(question, answer, "mining")
	want := []struct {
		term, at string
		adds     float64
	}{{"mine", "mine", 2 * math.Log(3)}, {"ore grade", "ore grade", 3 * math.Ln2}, {"trial", "Trials", -math.Ln2}}
	if len(got) != len(want) {
		t.Fatalf("got %+v", got)
	}
	for i, e := range got {
		in := answer
		if e.Question {
			in = question
		}
		if at := in.Text[e.Uses[0].Start:e.Uses[0].End]; e.Term != want[i].term || math.Abs(e.Adds-want[i].adds) > 1e-12 || at != want[i].at {
			t.Errorf("%+v at %q, want %+v", e, at, want[i])
		}
	}
	if len(got[0].Uses) != 2 || got[2].Question == got[0].Question {
		t.Errorf("uses and places: %+v", got)
	}
	if none := taxonomy.Explain(nil, answer, "weather"); len(none) != 0 {
		t.Errorf("an unknown topic: %+v", none)
	}
}
