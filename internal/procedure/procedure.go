// Package procedure tells which sentences of a call say nothing of the business:
// greetings and thanks, courtesy ("great question"), words that hand a question to
// a colleague, that moderate or close the call, that ask whether one is heard, and
// questions put back. What is looked for stands in cues.yaml.
//
// The package knows text and the phrase language only; the scorers come next.
package procedure

import (
	"sync"

	"candor/text"
)

// Kind says what kind of talk a sentence is.
type Kind uint8

// The kinds of a sentence.
const (
	Business   Kind = iota // says something of the business, or may
	beside                 // of a token only: says nothing where a cue is near
	Filler                 // "Okay.", "Well, look": nothing either way
	Reply                  // "Yes.", "That's right.": nothing alone, but behind a question an answer
	Greeting               // "Good morning, Ann."
	Thanks                 // "Thank you for joining us."
	Courtesy               // "Great question.", "Congrats on the results.", "Hope that helps."
	HandOver               // "Chris, you take that one."
	Moderation             // "Operator, next question, please."
	Closing                // "Have a great day."
	PutBack                // "Could you repeat the second part?"
	Hearing                // "Can you hear me?"
	numKinds
)

var kindNames = [numKinds]string{"business", "beside", "filler", "reply", "greeting", "thanks", "courtesy", "hand-over", "moderation", "closing", "put-back", "hearing"}

// String names the kind as the cues' ids do.
func (k Kind) String() string { return kindNames[k] }

// Is says whether a sentence of the kind says nothing of the business and answers nothing.
func (k Kind) Is() bool { return k != Business && k != Reply }

// directs says whether the kind is about who speaks or is heard: beside it, a
// "yes" answers nothing.
func (k Kind) directs() bool { return k == HandOver || k >= Moderation }

// Sentences appends to kinds the kind of each of d's sentences. Any text will
// do. It allocates nothing where kinds has room.
func Sentences(d *text.Document, kinds []Kind) []Kind {
	r := readers.Get().(*reader)
	defer readers.Put(r)
	return r.sentences(d, kinds)
}

// Turn says whether a whole turn says nothing of the business. question is what
// was asked before, nil where nothing was: behind a question that asks something
// "Yes." is an answer. A turn without words is procedure.
func Turn(question, answer *text.Document) bool { return KindOf(question, answer) != Business }

// KindOf gives the kind of a turn as Turn takes it: Business if it is no
// procedure, else the kind of its sentences that tells most, which is the last in
// the order of the kinds.
func KindOf(question, answer *text.Document) Kind {
	r := readers.Get().(*reader)
	defer readers.Put(r)
	r.kinds = r.sentences(answer, r.kinds[:0])
	top, replies, asked, told := Filler, false, 0, 0
	for i, k := range r.kinds {
		s := answer.Sentences[i]
		switch {
		case k == Business && putsBack(answer, s):
			asked++ // it is a question put back if nothing else is said
		case k == Business:
			told++
		case k == Reply:
			replies = true
		default:
			top = max(top, k)
		}
	}
	switch {
	case told > 0 || asked > 1 || asked == 1 && len(answer.Tokens) > longestTurn:
		return Business
	case asked == 1 && r.kinds[len(r.kinds)-1] == Business:
		return PutBack
	case asked == 1 && !top.directs():
		return Business
	case replies && !top.directs() && asks(question):
		return Business
	}
	return top
}

const (
	longestBack = 24 // tokens of a question that an executive puts back
	longestTurn = 36 // and of a turn that does so
)

// putsBack says whether a sentence is a short question, and no mere ", right?".
func putsBack(d *text.Document, s text.Sentence) bool {
	n := s.Last - s.First
	return d.At(s.Last-1) == "?" && n <= longestBack && (n < 4 || d.At(s.Last-3) != ",")
}

// asks says whether somebody was asked something.
func asks(question *text.Document) bool {
	if question == nil {
		return false
	}
	for i := range question.Tokens {
		if question.At(i) == "?" {
			return true
		}
	}
	return false
}

var readers = sync.Pool{New: func() any { return new(reader) }}
