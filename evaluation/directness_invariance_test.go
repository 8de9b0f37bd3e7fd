package evaluation

import (
	"math"
	"slices"
	"strings"
	"testing"

	"candor/directness"
	"candor/text"
)

// notGiven is what says nothing of whether a question is answered, with how many
// labels in a hundred it may change: of the answer, and of the question.
var notGiven = []struct {
	name             string
	most             float64
	answer, question func(string) string
}{
	{name: "thanks before", most: 2, answer: func(s string) string { return "Thank you. " + s }},
	{name: "thanks behind", most: 2, answer: func(s string) string { return s + " Thank you." }},
	{name: "next question", most: 2, answer: func(s string) string { return s + " Next question, please." }},
	{name: "put back", most: 2, answer: func(s string) string { return s + " Does that answer your question?" }},
	{name: "a good question", most: 2, answer: func(s string) string { return "That's a great question. " + s }},
	{name: "notes", most: 2, answer: func(s string) string { return everyNth(s, 25, " [ph]") }},
	{name: "capitals", most: 4, answer: strings.ToUpper},
	{name: "all in capitals", most: 4, answer: strings.ToUpper, question: strings.ToUpper},
	{name: "lost question mark", most: 4, question: func(s string) string { return strings.ReplaceAll(s, "?", ".") }},
	{name: "lost question mark at the end", most: 4, question: func(s string) string { return strings.TrimSuffix(strings.TrimSpace(s), "?") + "." }},
	{name: "lower case", most: 5, answer: strings.ToLower},
	{name: "all in lower case", most: 5, answer: strings.ToLower, question: strings.ToLower},
	{name: "uh", most: 5, answer: func(s string) string { return everyNth(s, 10, " uh,") }},
	{name: "you know", most: 5, answer: func(s string) string { return everyNth(s, 15, ", you know,") }},
	{name: "twice", most: 8, answer: func(s string) string { return s + " " + s }},
}

// TestNotGiven: what says nothing of whether a question is answered changes next to
// no label, of pairs by themselves and of the only turn of a call.
func TestNotGiven(t *testing.T) {
	places := map[string]directness.Place{"by itself": {}, "in a call": {Known: true}, "alone of its call": {Known: true, LastQuestion: true, LastTurn: true}}
	for _, place := range []string{"by itself", "in a call", "alone of its call"} {
		t.Run("invented, "+place, func(t *testing.T) {
			pairs := pairsOf(t, "../testdata/gold/directness.jsonl").Answers
			short := func(a Answer) bool { return len(strings.Fields(a.Text)) < 12 } // a few words may be courtesy themselves
			holdLabels(t, slices.DeleteFunc(pairs, short), places[place])
		})
		for _, name := range []string{"modern", "train"} {
			t.Run(name+", "+place, func(t *testing.T) {
				holdLabels(t, drawn(t, "../../shared/data/answers/"+name+".jsonl"), places[place])
			})
		}
	}
}

func holdLabels(t *testing.T, answers []Answer, place directness.Place) {
	label := func(question, answer string) directness.Label {
		return directness.Default().Judge(directness.Input{Question: text.New(question), Answer: text.New(answer), Place: place}).Label
	}
	was := make([]directness.Label, len(answers))
	for i := range answers {
		was[i] = label(answers[i].Question, answers[i].Text)
	}
	for _, change := range notGiven {
		changed := 0
		for i := range answers {
			answer, question := answers[i].Text, answers[i].Question
			if change.answer != nil {
				answer = change.answer(answer)
			}
			if change.question != nil {
				question = change.question(question)
			}
			if label(question, answer) != was[i] {
				changed++
			}
		}
		most := int(math.Ceil(change.most / 100 * float64(len(answers))))
		t.Logf("%s: %.1f %%", change.name, 100*float64(changed)/float64(len(answers)))
		if changed > most {
			t.Errorf("%s changes %d of %d labels, want at most %d", change.name, changed, len(answers), most)
		}
	}
}
