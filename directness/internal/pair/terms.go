package pair

import (
	"math"

	"candor/internal/model"
	"candor/text"
)

// Part of a pair whose words are terms of their own.
type Part uint64

// The parts of a pair.
const (
	AnswerPart  Part = iota // words and pairs of words of the answer
	FirstPart               // up to three words of its first sentence
	LastPart                // words and pairs of its last sentence
	AskedPart               // words and pairs of the sentences that ask
	RefusalPart             // up to three words of the sentences with what withholds
	NumParts
)

// PartNames say in words what the parts are.
var PartNames = [NumParts]string{"words of the answer", "words of its first sentence", "words of its last sentence", "words of the question", "words of the sentences that withhold"}

// PartScale is how much a part's terms may weigh against the others', found by
// cross-validation.
var PartScale = [NumParts]float64{1, 0.7, 0.5, 0.5, 0.7}

const (
	wordFactor = 0x9e3779b97f4a7c15
	partFactor = 0xc2b2ae3d27d4eb4f
	numberKey  = 0x6e756d626572 // stands for all numbers
	// sentenceTokens bounds the first and the last sentence: transcripts have
	// sentences without an end.
	sentenceTokens = 40
	smoothing      = 20 // tokens, so that a short part's terms do not count too much
)

// EachTerm calls do with the terms of a part of the pair, and gives its number
// of tokens. What says nothing of the business has none. It needs Measure before.
func (p *Pair) EachTerm(of Part, do func(model.Key)) (tokens int) {
	answer := p.answer.sentences
	n := len(answer)
	switch {
	case n == 0 && of != AskedPart:
	case of == AnswerPart:
		for _, s := range answer {
			tokens += eachRun(p.Answer, of, s.First, s.Last, 2, do)
		}
	case of == FirstPart:
		return eachRun(p.Answer, of, answer[0].First, min(answer[0].Last, answer[0].First+sentenceTokens), 3, do)
	case of == LastPart:
		return eachRun(p.Answer, of, max(answer[n-1].First, answer[n-1].Last-sentenceTokens), answer[n-1].Last, 2, do)
	case of == AskedPart:
		for _, s := range p.asks {
			tokens += eachRun(p.Question, of, s.First, s.Last, 2, do)
		}
	case of == RefusalPart:
		for i, r := range p.refused {
			if s := answer[i]; r.any {
				tokens += eachRun(p.Answer, of, s.First, min(s.Last, s.First+sentenceTokens), 3, do)
			}
		}
	}
	return tokens
}

// eachRun calls do with the keys of all runs of up to longest tokens, and counts
// the tokens. What carries nothing is passed over, and so are notes, commas, full
// stops and question marks, which come and go with the transcriber.
func eachRun(d *text.Document, of Part, first, last, longest int, do func(model.Key)) (n int) {
	var before, before2 model.Key
	salt := model.Key(of+1) * partFactor
	for i := first; i < last; i++ {
		t := &d.Tokens[i]
		if t.Skip > 0 {
			i += int(t.Skip) - 1
			continue
		}
		if t.Kind == text.Note || t.ID == questionMark || t.ID == fullStop || t.ID == comma {
			continue
		}
		word := Word(t)
		do(word ^ salt)
		if n > 0 {
			two := (before*wordFactor ^ word) * wordFactor
			do(two ^ salt)
			if n > 1 && longest > 2 {
				do((before2*wordFactor^two)*wordFactor ^ salt)
			}
		}
		before, before2 = word, before
		n++
	}
	return n
}

var questionMark, fullStop, comma = text.WordID("?"), text.WordID("."), text.WordID(",")

// Word is a token as terms know it: all numbers are one.
func Word(t *text.Token) model.Key {
	if t.Kind == text.Number {
		return numberKey
	}
	return model.Key(t.ID)
}

// Damped is what the terms of a part of n tokens are divided by.
func Damped(n int) float64 { return math.Sqrt(float64(n) + smoothing) }
