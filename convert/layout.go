package convert

import (
	"strings"

	"candor/transcript/call"
)

// spoken is a turn as it is written: with what tells a reader of Markdown or
// text who answers what.
type spoken struct {
	*call.Turn
	question  int  // index of the turn with the words that it answers, the last of several; -1 for none
	continued bool // an analyst's turn that goes on with the question before it
	reads     bool // a turn of the company's people that reads out a question
	made      bool // no turn of the call, but the question of the turn behind it
}

// layOut gives the turns of a call in order. A question that no turn of the call
// has, as in a file of answers, becomes a turn of who asked it.
func layOut(call *call.Call) []spoken {
	var turns []spoken
	for i := range call.Turns {
		t := spoken{Turn: &call.Turns[i], question: -1}
		if t.Question != "" {
			if !ask(turns, t.Turn) {
				turns = append(turns, spoken{Turn: questionOf(t.Turn), question: -1, made: true})
			}
			t.question = asked(turns)
		}
		turns = append(turns, t)
	}
	return turns
}

// ask finds the question of t in the last turns, and marks what belongs to it.
func ask(turns []spoken, t *call.Turn) bool {
	rest := t.Question
	for i := len(turns) - 1; i >= 0; i-- {
		before := turns[i].Turn
		switch {
		case before.Speaker.Role == call.Analyst && before.Speaker.Name == t.Asker && before.Speaker.Firm == t.AskerFirm:
			if rest == before.Text {
				markFrom(turns, i)
				return true
			}
			var ok bool
			if rest, ok = strings.CutSuffix(rest, "\n\n"+before.Text); !ok {
				return false
			}
		case before.Speaker.Role == call.Analyst:
			return false
		case t.Asker == "" && before.Question == "" && before.Text == t.Question:
			turns[i].reads = true
			return true
		case turns[i].reads:
			return false
		}
	}
	return false
}

// markFrom marks the analyst's turns behind turn i as belonging to its question.
func markFrom(turns []spoken, i int) {
	for k := i + 1; k < len(turns); k++ {
		if turns[k].Speaker.Role == call.Analyst {
			turns[k].continued = true
		}
	}
}

// asked gives the index of the turn that asked last.
func asked(turns []spoken) int {
	for i := len(turns) - 1; ; i-- {
		if turns[i].asks() {
			return i
		}
	}
}

func (t *spoken) asks() bool { return t.Speaker.Role == call.Analyst || t.reads }

func questionOf(t *call.Turn) *call.Turn {
	return &call.Turn{
		Section: t.Section,
		Speaker: call.Speaker{Name: t.Asker, Role: call.Analyst, Firm: t.AskerFirm},
		Text:    t.Question,
		Line:    t.Line,
	}
}
