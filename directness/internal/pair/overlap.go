package pair

import (
	"math"
	"slices"
)

// measureOverlap compares what question and answer are about: shared words, rare
// ones counting more, and the words' vectors.
func (p *Pair) measureOverlap(v *Vectors, m *Measures) {
	s := &p.stems
	shared := func(a, b []Stem) (sum, n, most float64) {
		eachShared(a, b, func(w Stem) {
			r := v.rarity(w)
			sum += r
			n++
			most = max(most, r)
		})
		return sum, n, most
	}
	all, count, _ := shared(s.question, s.answer)
	asks, asksCount, rarest := shared(s.asks, s.answer)
	first, firstCount, _ := shared(s.first, s.question)
	m.add("share of the question's words in the answer", all/max(v.total(s.question), 1))
	m.add("share of the answer's words in the question", all/max(v.total(s.answer), 1))
	p.askedShare = asks / max(v.total(s.asks), 1)
	m.add("share of the asked words in the answer", p.askedShare)
	m.add("share of the first words in the question", first/max(v.total(s.first), 1))
	m.add("shared words", math.Log1p(count))
	m.add("shared asked words", math.Log1p(asksCount))
	m.add("shared first words", math.Log1p(firstCount))
	m.flag("no shared word", count == 0)
	m.add("rarest shared word", rarest)
	m.add("weight of the shared asked words", math.Log1p(asks))
	m.add("count of the shared words", min(count, 20)/20)
	m.add("count of the shared asked words", min(asksCount, 15)/15)
	m.add("sum of the shared words", min(all, 60)/60)
	m.add("sum of the shared asked words", min(asks, 50)/50)
	m.add("different words", math.Log1p(float64(len(s.answer))))

	c := &p.centres
	v.centre(s.question, &c[0])
	v.centre(s.asks, &c[1])
	v.centre(s.answer, &c[2])
	v.centre(s.first, &c[3])
	m.add("question and answer are alike", c[0].cosine(&c[2]))
	m.add("asked and answer are alike", c[1].cosine(&c[2]))
	m.add("asked and first sentences are alike", c[1].cosine(&c[3]))
	m.add("question and first sentences are alike", c[0].cosine(&c[3]))
}

const (
	leastAsk   = 2    // stems of a sentence that asks for something of its own
	coveredAsk = 0.12 // of whose weight comes back in an answer that takes it up
)

// measureCoverage says how much of each sentence that asks comes back in the
// answer: of several questions some may be left aside.
func (p *Pair) measureCoverage(v *Vectors, m *Measures) {
	least, sum, last, open, n := 1.0, 0.0, 0.0, 0.0, 0.0
	s := &p.stems
	for _, a := range p.asks {
		s.ask = different(appendStems(s.ask[:0], p.Question, a))
		if len(s.ask) < leastAsk {
			continue
		}
		shared := 0.0
		eachShared(s.ask, s.answer, func(w Stem) { shared += v.rarity(w) })
		last = shared / max(v.total(s.ask), 1)
		least, sum, n = min(least, last), sum+last, n+1
		open += boolean(last < coveredAsk)
	}
	m.add("least share of a question's words", least*boolean(n > 0))
	m.add("mean share of a question's words", sum/max(n, 1))
	m.add("share of the last question's words", last)
	m.add("questions without an echo", math.Log1p(open))
	m.add("share of questions without an echo", open/max(n, 1))
	s.ask = s.ask[:0]
	if n := len(p.asks); n > 0 {
		s.ask = different(appendStems(s.ask, p.Question, p.asks[n-1]))
	}
	before, share := p.takenUp(s.ask)
	m.add("where the last question is taken up", share)
	m.add("tokens until the last question is taken up", math.Log1p(before))
	v.centre(s.ask, &p.centres[0])
	best, total := 0.0, 0.0
	for _, sentence := range p.answer.sentences {
		s.sentence = different(appendStems(s.sentence[:0], p.Answer, sentence))
		v.centre(s.sentence, &p.centres[1])
		c := p.centres[0].cosine(&p.centres[1])
		best, total = max(best, c), total+c
	}
	m.add("the sentence most like the last question", best)
	m.add("sentences' likeness to the last question", total/max(float64(len(p.answer.sentences)), 1))
}

// takenUp says how many tokens of the answer stand before the first of stems in
// it, and which share of it that is: 1 where none is there.
func (p *Pair) takenUp(stems []Stem) (before, share float64) {
	n := 0
	at := -1
	for _, s := range p.answer.sentences {
		for i := s.First; i < s.Last; i++ {
			if w, ok := stemOf(p.Answer, i); ok && at < 0 {
				if _, is := slices.BinarySearch(stems, w); is {
					at = n
				}
			}
			n++
		}
	}
	if at < 0 {
		return 0, 1
	}
	return float64(at), float64(at) / float64(n)
}
