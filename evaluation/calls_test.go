package evaluation

import (
	"slices"
	"strings"
	"testing"

	"candor/directness"
	"candor/directness/training"
	"candor/stats"
)

func turnsOf(t *testing.T, rows ...string) []Turn {
	t.Helper()
	turns, err := ReadTurns(strings.NewReader(strings.Join(rows, "\n")), "turns.jsonl", "directness")
	if err != nil {
		t.Fatal(err)
	}
	return turns
}

func TestReadTurns(t *testing.T) {
	turns := turnsOf(t,
		`{"id":"a#1","question":"Q?","text":"T","directness":2}`,
		`{"call":"b","question":"Q?","text":"T","directness":"evaded","kind":"refuses"}`,
		`{"question":"Q?","text":"T","directness":1,"handover":true}`,
		`{"question":"Q?","text":"T","directness":null,"kind":"elsewhere"}`,
		`{"question":"Q?","text":"T","directness":[0.1,0.2,0.3,0.4]}`,
		`{"question":"Q?","text":"T","directness":2,"defect":true}`)
	want := []Turn{
		{ID: "a#1", Call: "a", Question: "Q?", Text: "T", Target: [4]float64{0, 0, 1, 0}},
		{Call: "b", Question: "Q?", Text: "T", Kind: "refuses", Target: [4]float64{1, 0, 0, 0}},
		{Question: "Q?", Text: "T", Target: [4]float64{0, 0, 0, 1}},
		{Question: "Q?", Text: "T", Kind: "elsewhere", Unclear: true, Target: [4]float64{0, 0, 0, 1}},
		{Question: "Q?", Text: "T", Target: [4]float64{0.1, 0.2, 0.3, 0.4}},
	}
	if !slices.Equal(turns, want) {
		t.Errorf("%+v, want %+v", turns, want)
	}
	for text, want := range map[string]string{
		`{"text":"T","directness":[1,2]}`:   "turns.jsonl:1: field \"directness\": want the probabilities",
		`{"text":"T"}`:                      "turns.jsonl:1: no field",
		`{"directness":1}`:                  `turns.jsonl:1: no "text"`,
		`{"text":"T","directness":"maybe"}`: "turns.jsonl:1:",
		"":                                  "no judged answers",
	} {
		if _, err := ReadTurns(strings.NewReader(text), "turns.jsonl", "directness"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// Turns of one call, under whatever name, and of equal text are one group.
func TestGroupTurns(t *testing.T) {
	long := strings.Repeat("the ships are full of coal ", 6)
	turns := []Turn{{Call: "a"}, {Call: "b", File: "f"}, {Call: "c", File: "f"}, {Call: "d", Text: long}, {Call: "a", Text: long + " "}, {}, {}}
	groups, n := groupTurns(turns)
	if want := []int{0, 1, 1, 0, 0, 2, 3}; n != 4 || !slices.Equal(groups, want) {
		t.Errorf("%v of %d, want %v", groups, n, want)
	}
}

func TestCallsResult(t *testing.T) {
	turns := turnsOf(t,
		`{"call":"a","asker":"Tom","question":"What was it?","text":"T","directness":0}`,
		`{"call":"a","asker":"Tom","question":"What was it?","text":"T","directness":2}`,
		`{"call":"a","asker":"Eve","question":"And why?","text":"T","directness":1}`,
		`{"call":"b","asker":"Eve","question":"And when?","text":"T","directness":2}`,
		`{"call":"b","asker":"Eve","question":"And how?","text":"T","directness":null}`)
	result := func(l directness.Label) directness.Result { return directness.Result{Judged: l != "", Label: l} }
	judged := []directness.Result{result(directness.Evaded), result(directness.Direct), result(directness.Evaded), result(""), result("")}
	groups, _ := groupTurns(turns)
	o := stats.DefaultOptions()
	o.Resamples = 10
	r := callsResult(turns, groups, judged, []bool{true, true, true, true, true}, o)
	if r.Calls != 2 || r.Turns != 5 || r.Exchanges != 4 {
		t.Errorf("%d turns, %d exchanges, %d calls", r.Turns, r.Exchanges, r.Calls)
	}
	// Two are called evaded, of which one is; of four answers one is lost, and of the
	// three others two labels are right.
	for name, want := range map[string]float64{EvadedPrecision: 0.5, EvadedRecall: 1, PartialRecall: 0, Accuracy: 2. / 3, NothingFound: 1, AnswersLost: 0.25, ExchangesRight: 0.5} {
		i := slices.IndexFunc(r.Measures, func(m Measure) bool { return m.Name == name })
		if i < 0 || r.Measures[i].Value.Value != want {
			t.Errorf("%s: %v, want %g", name, r.Measures[i].Value, want)
		}
	}
}

// Places are told within a call; a row of no call stands by itself.
func TestPlacesOfTurns(t *testing.T) {
	turns := turnsOf(t,
		`{"call":"a","asker":"Tom","speaker":"Ann","question":"What was it?","text":"Nine ships.","directness":2}`,
		`{"call":"a","asker":"Tom","speaker":"Bob","question":"What was it?","text":"And a boat.","directness":2}`,
		`{"question":"What was it?","text":"Nine ships.","directness":2}`)
	got := placesOf(turns)
	want := []directness.Place{{Known: true, After: 1, LastQuestion: true}, {Known: true, Before: 1, Words: 2, LastQuestion: true, LastTurn: true}, {}}
	if !slices.Equal(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	if e := CallExamples(turns); e[1].Place != want[1] || e[1].Target[training.Direct] != 1 {
		t.Errorf("%+v", e[1])
	}
}
