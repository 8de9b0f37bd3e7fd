package pair

import (
	"candor/text"
)

const (
	longestFollowUp = 40  // words of a question that only asks again
	repeatedShare   = 0.5 // of its stems that the question before has
	leastRepeated   = 2   // stems of it
)

// Repeats says whether question asks again for what before asked: in few words,
// most of which are the same ones.
func Repeats(before, question string) bool {
	a, b := text.Get(before), text.Get(question)
	defer a.Release()
	defer b.Release()
	if b.Words > longestFollowUp {
		return false
	}
	p := pairs.Get().(*Pair)
	defer pairs.Put(p)
	all := func(to []Stem, d *text.Document) []Stem {
		p.question.read(d, true)
		for _, s := range p.question.sentences {
			to = appendStems(to, d, s)
		}
		return different(to)
	}
	s := &p.stems
	s.question, s.answer = all(s.question[:0], a), all(s.answer[:0], b)
	shared := 0
	eachShared(s.question, s.answer, func(Stem) { shared++ })
	return shared >= leastRepeated && float64(shared) >= repeatedShare*float64(len(s.answer))
}
