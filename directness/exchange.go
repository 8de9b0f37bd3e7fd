package directness

import (
	"candor/directness/internal/pair"
	"candor/internal/procedure"
	"candor/text"
)

// Turn is what has to be known of an executive's turn to tell its exchange.
type Turn struct {
	Call, Asker, Speaker, Question string
	Procedure                      procedure.Kind // Business for a turn that says something
	Words                          int
}

// TurnOf reads a turn; question and answer are its documents, question nil where
// nothing was asked.
func TurnOf(call, asker, speaker string, question, answer *text.Document) Turn {
	t := Turn{Call: call, Asker: asker, Speaker: speaker, Procedure: procedure.KindOf(question, answer), Words: answer.Words}
	if question != nil {
		t.Question = question.Text
	}
	return t
}

// SameExchange says whether turn b, right behind a, belongs to its exchange: it
// is said to the same question, or to a follow-up of the same analyst that repeats
// it.
func SameExchange(a, b *Turn) bool {
	if a.Question == "" || a.Call == "" || a.Call != b.Call || a.Asker != b.Asker {
		return false
	}
	return a.Question == b.Question || pair.Repeats(a.Question, b.Question)
}

// Places says where each of the turns of one exchange stands. lastQuestion says
// that nobody asks after it, lastTurn that no executive speaks after it.
func Places(exchange []Turn, lastQuestion, lastTurn bool, places []Place) []Place {
	before, words := 0, 0
	for i := range exchange {
		t := &exchange[i]
		p := Place{Known: true, Before: before, Words: words, After: len(exchange) - 1 - i, LastQuestion: lastQuestion, LastTurn: lastTurn && i == len(exchange)-1}
		if i > 0 {
			prior := &exchange[i-1]
			p.AfterHandOver, p.AfterProcedure = prior.Procedure == procedure.HandOver, prior.Procedure != procedure.Business
			p.SameSpeaker = prior.Speaker == t.Speaker
		}
		places = append(places, p)
		if t.Procedure == procedure.Business {
			before++
			words += t.Words
		}
	}
	return places
}

// Best gives the index of the turn that answers most: of the best label, then of
// the highest score; -1 where none is judged. It is what an exchange is judged by:
// what one withholds a colleague may tell.
func Best(results []Result) int {
	best := -1
	for i := range results {
		r := &results[i]
		if !r.Judged {
			continue
		}
		if best < 0 || rank(r.Label) > rank(results[best].Label) || r.Label == results[best].Label && r.Score > results[best].Score {
			best = i
		}
	}
	return best
}

func rank(l Label) int {
	for i, label := range Labels {
		if l == label {
			return i
		}
	}
	return -1
}
