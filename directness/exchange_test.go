package directness

import (
	"reflect"
	"testing"

	"candor/text"
)

func turn(call, asker, speaker, question, answer string) Turn {
	return TurnOf(call, asker, speaker, text.New(question), text.New(answer))
}

func TestSameExchange(t *testing.T) {
	const question = "What was the margin of the ferry business in the quarter?"
	a := turn("one", "Tom", "Ann", question, "It was fine.")
	for _, c := range []struct {
		name string
		b    Turn
		want bool
	}{
		{"a colleague to the same question", turn("one", "Tom", "Bo", question, "Nine percent."), true},
		{"a follow-up that repeats it", turn("one", "Tom", "Ann", "Just to clarify, the ferry business margin?", "Yes."), true},
		{"the same words by another analyst", turn("one", "Eve", "Ann", question, "Nine percent."), false},
		{"another question", turn("one", "Tom", "Ann", "And how are prices of fuel?", "Higher."), false},
		{"another call", turn("two", "Tom", "Ann", question, "Nine percent."), false},
	} {
		if got := SameExchange(&a, &c.b); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	alone := turn("", "Tom", "Ann", question, "It was fine.")
	if SameExchange(&alone, &alone) {
		t.Error("turns of no call are an exchange each")
	}
	unasked := turn("one", "", "Ann", "", "It was fine.")
	if SameExchange(&unasked, &unasked) {
		t.Error("turns to no question are an exchange each")
	}
}

func TestPlaces(t *testing.T) {
	const question = "What was the margin?"
	exchange := []Turn{
		turn("one", "Tom", "Ann", question, "I'll let Bo take that one."),
		turn("one", "Tom", "Bo", question, "It was nine percent."),
		turn("one", "Tom", "Bo", question, "A point more than a year ago."),
	}
	want := []Place{
		{Known: true, After: 2, LastQuestion: true},
		{Known: true, After: 1, LastQuestion: true, AfterHandOver: true, AfterProcedure: true},
		{Known: true, Before: 1, Words: 4, LastQuestion: true, SameSpeaker: true, LastTurn: true},
	}
	if got := Places(exchange, true, true, nil); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestBest(t *testing.T) {
	refused, partly, told := Result{Judged: true, Label: Evaded, Score: 0.1}, Result{Judged: true, Label: Partial, Score: 0.9}, Result{Judged: true, Label: Direct, Score: 0.7}
	better := told
	better.Score = 0.8
	for _, c := range []struct {
		results []Result
		want    int
	}{
		{nil, -1},
		{[]Result{{}}, -1},
		{[]Result{refused}, 0},
		{[]Result{refused, {}, partly}, 2},
		{[]Result{told, partly}, 0}, // the label before the score
		{[]Result{told, better}, 1},
		{[]Result{told, told}, 0},
	} {
		if got := Best(c.results); got != c.want {
			t.Errorf("%v: %d, want %d", c.results, got, c.want)
		}
	}
}
