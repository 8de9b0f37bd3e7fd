// Package pair reads a question and its answer for package directness and its
// training: what is asked, what the answer does with it, what both are about, and
// where the turn stands. From it come the numbers that models weigh (measures) and
// the words they know (terms).
package pair

import (
	"cmp"
	"slices"
	"sync"

	"candor/hedge"
	"candor/internal/cue"
	"candor/internal/procedure"
	"candor/text"
)

// Input is a turn and the question it is said to.
type Input struct {
	Question, Answer *text.Document // neither nil
	Hedges           *hedge.Result  // of the default detector in Answer; nil has them looked for
	Place            Place
}

// Place says where a turn stands in its call. The zero value is that of a pair
// of which nothing else is known.
type Place struct {
	Known  bool // the turn's neighbours are known
	Before int  // turns to the same question that say something of the business
	Words  int  // of these
	After  int  // turns to the same question that follow
	// What the turn right before it to the same question is.
	AfterHandOver, AfterProcedure, SameSpeaker bool
	LastQuestion                               bool // nobody asks after it
	LastTurn                                   bool // of the call
}

// Found is a cue of an answer or a question at a run of bytes.
type Found struct {
	Kind       int
	Cue        string
	Start, End int
	First      bool // in the first sentences
	Last       bool // in the last sentence
}

// Pair is what was read of an Input. Its memory is reused.
type Pair struct {
	Input
	Evidence []Found // in the answer: of the cues, then of the hedge lexicon
	Withheld []Found // what of it withholds, in order
	Asked    []Found // in the question

	own    hedge.Result // where no hedges were given
	cues   []cue.Found
	wanted []cue.Found // what the sentences that ask want

	answer     side
	question   side
	asksByWord bool            // something in the question asks, by its words
	asksAtAll  bool            // by them or a mark
	asks       []text.Sentence // sentences of the question that ask, else its last one
	stems      stemSets
	refused    []refusalOf
	askedShare float64 // of what is asked that comes back in the answer
	centres    [4]vector
	Measures   Measures
	Turn       Measures // what tells whether there is something to judge
}

// side is a text without what says nothing of the business in it.
type side struct {
	kinds     []procedure.Kind // of all sentences
	sentences []text.Sentence  // that say something
	opens     int              // the first of them that is more than "Yes."
	words     int              // of these
	repeated  []text.Sentence  // that say word for word what one before says
	said      map[uint64]bool  // by hash, while it is read
}

var pairs = sync.Pool{New: func() any { return new(Pair) }}

// Read reads an Input; Release the Pair when done.
func Read(in Input) *Pair {
	p := pairs.Get().(*Pair)
	p.Input = in
	if p.Hedges == nil {
		hedge.Default().Detect(p.Answer, &p.own)
		p.Hedges = &p.own
	}
	p.question.read(p.Question, true)
	p.answer.read(p.Answer, false)
	p.readQuestion()
	p.readAnswer()
	return p
}

// Release gives the Pair's memory to a later Read.
func (p *Pair) Release() {
	p.Input = Input{}
	pairs.Put(p)
}

// read finds the sentences that say something and say it for the first time; where
// none does, all are taken. Who asks neither hands over nor puts a question back:
// "Could you walk us through it?"
func (s *side) read(d *text.Document, asks bool) {
	s.kinds = procedure.Sentences(d, s.kinds[:0])
	s.sentences, s.words, s.opens = s.sentences[:0], 0, 0
	s.readRepeated(d)
	again := 0
	for i, k := range s.kinds {
		if again < len(s.repeated) && s.repeated[again] == d.Sentences[i] {
			again++
			continue
		}
		directs := k == procedure.HandOver || k == procedure.PutBack || k == procedure.Moderation
		if !k.Is() || asks && directs {
			if k == procedure.Reply && s.opens == len(s.sentences) {
				s.opens++
			}
			s.sentences = append(s.sentences, d.Sentences[i])
		}
	}
	if len(s.sentences) == 0 {
		s.sentences = append(s.sentences, d.Sentences...)
	}
	if s.opens == len(s.sentences) {
		s.opens = 0
	}
	for _, sentence := range s.sentences {
		for i := sentence.First; i < sentence.Last; i++ {
			t := &d.Tokens[i]
			if t.Skip > 0 {
				i += int(t.Skip) - 1
			} else if t.Kind == text.Word || t.Kind == text.Number {
				s.words++
			}
		}
	}
}

const manySentences = 1000

// readRepeated finds the sentences that say what one before them says.
func (s *side) readRepeated(d *text.Document) {
	s.repeated = s.repeated[:0]
	if s.said == nil || len(s.said) > manySentences { // a large map takes long to clear
		s.said = map[uint64]bool{}
	}
	clear(s.said)
	for _, sentence := range d.Sentences {
		hash, words := uint64(0), 0
		for i := sentence.First; i < sentence.Last; i++ {
			t := &d.Tokens[i]
			if t.Skip > 0 {
				i += int(t.Skip) - 1
			} else if t.Kind == text.Word || t.Kind == text.Number {
				hash = (hash ^ uint64(t.ID)) * wordFactor
				words++
			}
		}
		switch {
		case words == 0:
		case s.said[hash]:
			s.repeated = append(s.repeated, sentence)
		default:
			s.said[hash] = true
		}
	}
}

// repeats says whether [start, end) lies in a sentence that was said before.
func (s *side) repeats(d *text.Document, start, end int) bool {
	at, _ := slices.BinarySearchFunc(s.repeated, start, func(r text.Sentence, start int) int {
		_, last := span(d, r)
		return cmp.Compare(last, start+1)
	})
	if at == len(s.repeated) {
		return false
	}
	first, last := span(d, s.repeated[at])
	return start >= first && end <= last
}

// readQuestion finds the sentences that ask, and what they ask for.
func (p *Pair) readQuestion() {
	d := p.Question
	p.cues = askingCues().Find(d, p.cues[:0])
	p.asks, p.asksByWord = p.asks[:0], false
	for _, s := range p.question.sentences {
		byWords := p.asksByWords(s)
		if d.At(s.Last-1) == "?" || byWords {
			p.asks = append(p.asks, s)
		}
		p.asksByWord = p.asksByWord || byWords
	}
	p.asksAtAll = len(p.asks) > 0
	if n := len(p.question.sentences); len(p.asks) == 0 && n > 0 {
		p.asks = append(p.asks, p.question.sentences[n-1])
	}
	p.Asked = p.Asked[:0]
	p.cues = questionCues().Find(d, p.cues[:0])
	for _, c := range p.cues {
		for i, s := range p.asks {
			if start, end := span(d, s); c.Start >= start && c.End <= end {
				p.Asked = append(p.Asked, Found{Kind: c.Kind, Cue: questionCues().Cues()[c.Cue].ID, Start: c.Start, End: c.End, Last: i == len(p.asks)-1})
			}
		}
	}
}

// asksByWords says whether a sentence asks also where its question mark is lost:
// it begins as questions do, or has a cue of asking.
func (p *Pair) asksByWords(s text.Sentence) bool {
	if p.begins(s, asksFirst) {
		return true
	}
	start, end := span(p.Question, s)
	return slices.ContainsFunc(p.cues, func(c cue.Found) bool { return c.Start >= start && c.End <= end })
}

// span gives the bytes of a sentence.
func span(d *text.Document, s text.Sentence) (start, end int) {
	return int(d.Tokens[s.First].Start), int(d.Tokens[s.Last-1].End)
}

// firstSentences is how many sentences, behind a mere "Yes.", are the beginning of
// an answer.
const firstSentences = 2

// readAnswer finds the evidence in the answer: of the cues, and after them what
// the hedge lexicon has found.
func (p *Pair) readAnswer() {
	d := p.Answer
	p.Evidence = p.Evidence[:0]
	set := answerCues()
	p.cues = set.Find(d, p.cues[:0])
	for _, c := range p.cues {
		p.add(c.Kind, set.Cues()[c.Cue].ID, c.Start, c.End)
	}
	kinds := len(set.Kinds())
	for _, c := range p.Hedges.Deflections {
		p.add(kinds+slices.Index(hedge.Kinds[:], c.Kind), c.Cue, c.Start, c.End)
	}
	for _, h := range p.Hedges.Hedges {
		p.add(kinds+len(hedge.Kinds)+slices.Index(hedge.Categories[:], h.Category), h.Cue, h.Start, h.End)
	}
	p.Withheld = p.Withheld[:0]
	for _, f := range p.Evidence {
		if withholds()[f.Kind] {
			p.Withheld = append(p.Withheld, f)
		}
	}
	slices.SortFunc(p.Withheld, func(a, b Found) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
}

func (p *Pair) add(kind int, cue string, start, end int) {
	if p.answer.repeats(p.Answer, start, end) {
		return
	}
	f := Found{Kind: kind, Cue: cue, Start: start, End: end}
	if n := len(p.answer.sentences); n > 0 {
		_, firstEnd := span(p.Answer, p.answer.sentences[min(n, p.answer.opens+firstSentences)-1])
		lastStart, _ := span(p.Answer, p.answer.sentences[n-1])
		f.First, f.Last = end <= firstEnd, start >= lastStart
	}
	p.Evidence = append(p.Evidence, f)
}
