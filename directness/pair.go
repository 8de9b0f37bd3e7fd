package directness

import (
	"cmp"
	"slices"
	"sync"

	"candor/hedge"
	"candor/internal/cue"
	"candor/text"
)

// found is a cue of an answer or a question at a run of bytes.
type found struct {
	kind       int
	cue        string
	start, end int
	first      bool // in the first sentences
	last       bool // in the last sentence
}

// pair is one answer and its question, read: what they have that the model and
// the rules look at. Its memory is reused.
type pair struct {
	question, answer *text.Document
	hedges           *hedge.Result
	own              hedge.Result // where no hedges were given

	asked    []found // in the question
	evidence []found // in the answer: of the cues, then of the hedge lexicon
	withheld []found // what of it is evasive, in order
	cues     []cue.Found

	asks     []text.Sentence // sentences of the question that ask, else its last one
	firstTo  int             // the answer's first sentences end before this token
	lastFrom int             // its last sentence begins at this token
	stems    stemSets
	measures measures
	centres  [4]vector
}

var pairs = sync.Pool{New: func() any { return new(pair) }}

// firstSentences is how many sentences are the beginning of an answer.
const firstSentences = 2

// read fills p with what an answer and its question hold.
func (p *pair) read(in Input) {
	p.question, p.answer, p.hedges = in.Question, in.Answer, in.Hedges
	if p.hedges == nil {
		hedge.Default().Detect(p.answer, &p.own)
		p.hedges = &p.own
	}
	p.readQuestion()
	p.readAnswer()
}

// readQuestion finds the sentences that ask, and what they ask for.
func (p *pair) readQuestion() {
	d := p.question
	p.asks = p.asks[:0]
	for _, s := range d.Sentences {
		if d.At(s.Last-1) == "?" {
			p.asks = append(p.asks, s)
		}
	}
	if len(p.asks) == 0 && len(d.Sentences) > 0 {
		p.asks = append(p.asks, d.Sentences[len(d.Sentences)-1])
	}
	p.asked = p.asked[:0]
	set := questionCues()
	p.cues = set.Find(d, p.cues[:0])
	for _, c := range p.cues {
		for i, s := range p.asks {
			if start, end := span(d, s.First, s.Last); c.Start >= start && c.End <= end {
				p.asked = append(p.asked, found{kind: c.Kind, cue: set.Cues()[c.Cue].ID, start: c.Start, end: c.End, last: i == len(p.asks)-1})
			}
		}
	}
}

// span gives the bytes of tokens [first, last).
func span(d *text.Document, first, last int) (start, end int) {
	return int(d.Tokens[first].Start), int(d.Tokens[last-1].End)
}

// readAnswer finds the evidence in the answer: of the cues, and after them what
// the hedge lexicon has found.
func (p *pair) readAnswer() {
	d := p.answer
	p.firstTo, p.lastFrom = 0, 0
	if n := len(d.Sentences); n > 0 {
		p.firstTo = d.Sentences[min(n, firstSentences)-1].Last
		p.lastFrom = d.Sentences[n-1].First
	}
	p.evidence = p.evidence[:0]
	set := answerCues()
	p.cues = set.Find(d, p.cues[:0])
	for _, c := range p.cues {
		p.add(c.Kind, set.Cues()[c.Cue].ID, c.Start, c.End)
	}
	kinds := len(set.Kinds())
	for _, c := range p.hedges.Deflections {
		p.add(kinds+deflectionKind(c.Cue), c.Cue, c.Start, c.End)
	}
	for _, h := range p.hedges.Hedges {
		p.add(kinds+numDeflections+slices.Index(hedge.Categories[:], h.Category), h.Cue, h.Start, h.End)
	}
	p.withheld = p.withheld[:0]
	isEvasive := evasive()
	for _, f := range p.evidence {
		if isEvasive[f.kind] {
			p.withheld = append(p.withheld, f)
		}
	}
	slices.SortFunc(p.withheld, func(a, b found) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end)) })
}

func (p *pair) add(kind int, cue string, start, end int) {
	firstEnd, lastStart := 0, 0
	if p.firstTo > 0 {
		firstEnd = int(p.answer.Tokens[p.firstTo-1].End)
		lastStart = int(p.answer.Tokens[p.lastFrom].Start)
	}
	p.evidence = append(p.evidence, found{kind, cue, start, end, end <= firstEnd, start >= lastStart})
}

// The kinds of a deflection of the hedge lexicon.
const (
	withheld = iota
	postponed
	numDeflections
)

func deflectionKind(cue string) int {
	if cue == "later" {
		return postponed
	}
	return withheld
}

// evidenceKinds names the kinds of evidence, in the order of their numbers.
var evidenceKinds = sync.OnceValue(func() []string {
	names := append(slices.Clone(answerCues().Kinds()), "withheld", "postponed")
	for _, c := range hedge.Categories {
		names = append(names, string(c))
	}
	return names
})
