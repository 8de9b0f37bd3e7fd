package pair

import (
	"math"
	"slices"
	"sync"

	"candor/hedge"
	"candor/internal/procedure"
	"candor/text"
)

// manyTurns is from where on turns are many.
const manyTurns = 4

// KnownPlace names the measure of whether the turn's exchange is known.
const KnownPlace = "place: known"

// measurePlace says where the turn stands, where that is known.
func (p *Pair) measurePlace(m *Measures) {
	a := &p.Place
	m.flag(KnownPlace, a.Known)
	m.add("place: turns before", float64(min(a.Before, manyTurns)))
	m.add("place: words before", math.Log1p(float64(a.Words)))
	m.add("place: turns after", float64(min(a.After, manyTurns)))
	m.flag("place: a second turn", a.Before > 0)
	m.flag("place: after a hand-over", a.AfterHandOver)
	m.flag("place: after procedure", a.AfterProcedure)
	m.flag("place: the same speaker goes on", a.SameSpeaker)
	m.flag("place: the last question", a.LastQuestion)
	m.flag("place: the last turn", a.LastTurn)
}

// measureTurn says what tells whether there is anything to judge: how much of the
// answer and the question says nothing of the business, and where the turn stands.
func (p *Pair) measureTurn(m *Measures) {
	m.reset()
	words, question := float64(p.Answer.Words), float64(p.Question.Words)
	m.add("length", math.Log1p(words))
	m.add("length of the business", math.Log1p(float64(p.answer.words)))
	m.flag("a few words", words <= 4)
	m.flag("a sentence or two", words <= 16)
	m.flag("not many words", words <= 40)
	m.add("length of the question", math.Log1p(question))
	m.flag("a question of a few words", question <= 8)
	asks := 0.0
	for i := range p.Question.Tokens {
		asks += boolean(p.Question.Tokens[i].ID == questionMark)
	}
	m.flag("a question mark", asks > 0)
	m.add("question marks", math.Log1p(asks))
	m.flag("asks by words", p.asksByWord)
	n := len(p.Answer.Tokens)
	m.flag("ends with a question", n > 0 && p.Answer.Tokens[n-1].ID == questionMark)
	last := procedure.Business
	if k := len(p.answer.kinds); k > 0 {
		last = p.answer.kinds[k-1]
	}
	m.flag("ends with a hand-over", last == procedure.HandOver)
	m.flag("ends with closing words", last == procedure.Closing || last == procedure.Thanks)
	first := procedure.Business
	if len(p.answer.kinds) > 0 {
		first = p.answer.kinds[0]
	}
	m.flag("begins with closing words", first == procedure.Closing || first == procedure.Thanks)
	measureKinds(m, "answer: ", p.answer.kinds)
	measureKinds(m, "question: ", p.question.kinds)
	kind := procedure.KindOf(p.Question, p.Answer)
	m.flag("procedure", kind != procedure.Business)
	m.flag("procedure that directs", kind >= procedure.HandOver)
	for i, name := range EvidenceKinds() {
		is := false
		for _, f := range p.Evidence {
			is = is || f.Kind == i
		}
		m.flagOf("has: ", name, is)
	}
	for i, at := range overlapIndex() {
		m.addOf("pair: ", turnOverlap[i], p.Measures.Values[at])
	}
	from := len(m.Values)
	p.measurePlace(m)
	for _, x := range m.Values[from:] { // what a last turn is, by its length
		m.add("short, "+"place", x*boolean(words <= 60))
		m.add("with thanks, "+"place", x*boolean(last == procedure.Closing || last == procedure.Thanks || first == procedure.Closing || first == procedure.Thanks))
	}
}

// turnOverlap are the measures of the pair that also tell whether there is
// anything to judge.
var turnOverlap = []string{"share of the question's words in the answer", "share of the asked words in the answer", "shared words", "no shared word", "begins with and", "asked and answer are alike", "the sentence most like the last question"}

// overlapIndex numbers turnOverlap among the measures of a pair.
var overlapIndex = sync.OnceValue(func() (at []int) {
	p := Read(Input{Question: text.New(""), Answer: text.New(""), Hedges: new(hedge.Result)})
	p.Measures.Naming = true
	p.measurePair(new(Vectors))
	for _, name := range turnOverlap {
		at = append(at, slices.Index(p.Measures.Names, name))
	}
	return at
})

// measureKinds says how much of a text is of which kind of talk.
func measureKinds(m *Measures, prefix string, kinds []procedure.Kind) {
	n := max(float64(len(kinds)), 1)
	for k := procedure.Business; k <= procedure.Hearing; k++ {
		count := 0.0
		for _, is := range kinds {
			count += boolean(is == k)
		}
		m.flagOf(prefix, k.String(), count > 0)
		m.addOf(prefix+"share of ", k.String(), count/n)
	}
}
