package pair

import (
	"math"

	"candor/text"
)

// refusalOf says how a sentence withholds.
type refusalOf struct {
	any  bool // something in it does
	only bool // and little else is said in it
}

// refusals says of each sentence of the answer how it withholds.
func (p *Pair) refusals() []refusalOf {
	p.refused = p.refused[:0]
	at := 0
	for _, s := range p.answer.sentences {
		start, end := span(p.Answer, s)
		for at < len(p.Withheld) && p.Withheld[at].End <= start {
			at++
		}
		r := refusalOf{any: at < len(p.Withheld) && p.Withheld[at].Start < end}
		if r.any {
			r.only = p.left(s, at) <= remainder
		}
		p.refused = append(p.refused, r)
	}
	return p.refused
}

// left counts the words of content that a sentence has beside what withholds, of
// which the first is p.Withheld[at]; a number is more than a few.
func (p *Pair) left(s text.Sentence, at int) (n int) {
	for i := s.First; i < s.Last; i++ {
		t := &p.Answer.Tokens[i]
		for at < len(p.Withheld) && p.Withheld[at].End <= int(t.Start) {
			at++
		}
		if at < len(p.Withheld) && int(t.Start) >= p.Withheld[at].Start {
			continue
		}
		if t.Kind == text.Number && int(t.End-t.Start) != lengthOfYear {
			n += remainder + 1
		} else if _, content := stemOf(p.Answer, i); content {
			n++
		}
	}
	return n
}

const lengthOfYear = len("2026")

// measureRefusal looks at whether an answer opens with a refusal, and what it says
// besides.
func (p *Pair) measureRefusal(m *Measures, answer *shape, asked askedFor) {
	all := p.refusals()
	var only, any, rest float64
	for i, r := range all {
		only += boolean(r.only)
		any += boolean(r.any)
		if !r.any {
			s := p.answer.sentences[i]
			rest += float64(s.Last - s.First)
		}
	}
	n := max(float64(len(all)), 1)
	var first, second refusalOf
	if k := p.answer.opens; k < len(all) {
		first = all[k]
		if k+1 < len(all) {
			second = all[k+1]
		}
	}
	opens := first.only || second.only
	m.flag("refusal: opens with nothing else", first.only)
	m.flag("refusal: opens with one", first.any)
	m.flag("refusal: is second, nothing else", second.only)
	m.flag("refusal: first and second", first.any && second.any)
	m.add("refusal: sentences with nothing else", math.Log1p(only))
	m.add("refusal: share of sentences with nothing else", only/n)
	m.add("refusal: share of sentences", any/n)
	m.flag("refusal: most sentences", any > n/2)
	m.add("refusal: little besides", boolean(any > 0)*math.Exp(-rest/30))
	m.add("refusal: opens, little besides", boolean(opens)*math.Exp(-rest/60))
	m.add("refusal: opens, share of the asked words", boolean(opens)*p.askedShare)
	m.flag("refusal: opens, no number", opens && answer.numbers == 0)
	m.flag("refusal: opens, no number in the first sentences", opens && answer.firstNumbers == 0)
	m.flag("refusal: opens, one question", opens && len(p.asks) == 1)
	m.flag("refusal: opens, a number asked", opens && asked.kinds[questionIndex()["number"]])
	m.flag("refusal: opens, a time asked", opens && asked.kinds[questionIndex()["time"]])
}
