package directness

import (
	"cmp"
	"slices"

	"candor/text"
)

// The rules that need no model: whether there is anything to judge, whether an
// answer has anything but what withholds it, and in which way it withholds.

const (
	closingStart  = 12 // tokens within which last words begin
	closingWords  = 130
	counterWords  = 15 // the most that a question put back has
	leastQuestion = 6  // words of a text without a question mark that may ask
	confirmation  = 6  // the most words of a mere yes or no: training has no shorter answers
	remainder     = 4  // content words beside deflections that are still no content
)

// closes: the answer is what is said when a call ends.
func (p *pair) closes() bool {
	if p.answer.Words > closingWords {
		return false
	}
	closes := evidenceIndex()["closes"]
	n, early := 0, false
	for _, f := range p.evidence {
		if f.kind == closes {
			n++
			early = early || f.start <= int(p.answer.Tokens[min(closingStart, len(p.answer.Tokens)-1)].Start)
		}
	}
	return n > 0 && early && (n > 1 || p.answer.Words < 2*closingStart)
}

// asksBack: the answer is one question and little besides.
func (p *pair) asksBack() bool {
	n := len(p.answer.Tokens)
	return p.answer.At(n-1) == "?" && p.answer.Words <= counterWords && len(p.answer.Sentences) <= 2 && !p.has("hand-over")
}

// asksNothing: a few words without a question mark and without what asks.
func (p *pair) asksNothing() bool {
	d := p.question
	return d.Words < leastQuestion && d.At(d.Sentences[len(d.Sentences)-1].Last-1) != "?" && len(p.asked) == 0
}

func (p *pair) has(kind string) bool {
	k := evidenceIndex()[kind]
	return slices.ContainsFunc(p.evidence, func(f found) bool { return f.kind == k })
}

// onlyWithholds says whether the answer has nothing but evasive spans and a few
// words around them.
func (p *pair) onlyWithholds() bool {
	if len(p.withheld) == 0 {
		return false
	}
	left, at := 0, 0
	for i := range p.answer.Tokens {
		t := &p.answer.Tokens[i]
		for at < len(p.withheld) && p.withheld[at].end <= int(t.Start) {
			at++
		}
		if at < len(p.withheld) && int(t.Start) >= p.withheld[at].start {
			continue
		}
		if t.Kind == text.Number {
			return false
		}
		if _, content := stemOf(p.answer, i); content {
			left++
		}
	}
	return left <= remainder
}

// onlyConfirms says whether the answer is a yes or no of a few words, or "that's
// right", to a question.
func (p *pair) onlyConfirms() bool {
	if p.answer.Words > confirmation || len(p.withheld) > 0 || p.question.At(len(p.question.Tokens)-1) != "?" {
		return false
	}
	return p.has("confirms") || p.has("denies")
}

// handOver is the most words of an answer that is nothing but a hand-over.
const handOver = 20

func (p *pair) onlyHandsOver() bool { return p.handsOver(handOver) }

// handsOver says whether an answer of so many words at most leaves the question
// to a colleague and withholds nothing.
func (p *pair) handsOver(most int) bool {
	return p.answer.Words <= most && p.has("hand-over") && !p.has("withheld")
}

// shows is the kind of evasion that a kind of evidence shows, and how clearly.
type shows struct {
	kind   Kind
	weight float64
}

var shown = map[string]shows{
	"withheld": {Declines, 2}, "declines": {Declines, 1.5},
	"postponed": {Defers, 2}, "defers": {Defers, 1},
	"does-not-know": {DoesNotKnow, 1.5}, "disclaimer": {DoesNotKnow, 0.5},
	"reframes": {Reframes, 0}, "vague": {PartialNumber, 0}, "hand-over": {HandOver, 0},
}

const atOnce = 1 // what evidence in the first sentences weighs besides

// shortAnswer is the most words of an answer whose hand-over is its kind.
const shortAnswer = 40

// kind names the way in which an answer is not direct, with the spans that show
// it. A hand-over is named whatever the label: it counts as direct.
func (p *pair) kind(r *Result) (Kind, []Evidence) {
	if p.handsOver(shortAnswer) {
		return HandOver, p.show(HandOver)
	}
	if r.Label == Direct {
		return "", nil
	}
	if kind := p.heaviest(); kind != "" {
		return kind, p.show(kind)
	}
	if p.amountMissing() {
		return PartialNumber, p.show(PartialNumber)
	}
	if spans := p.show(Reframes); spans != nil || r.Label == Evaded {
		return Reframes, spans
	}
	return "", nil
}

// heaviest is the kind of evasion that most evidence shows, "" without any.
func (p *pair) heaviest() (best Kind) {
	most := 0.0
	for _, kind := range Kinds[:] {
		sum := 0.0
		for _, f := range p.evidence {
			if s := shown[evidenceKinds()[f.kind]]; s.kind == kind && s.weight > 0 {
				sum += s.weight + atOnce*boolean(f.first)
			}
		}
		if sum > most {
			best, most = kind, sum
		}
	}
	return best
}

// amountMissing says whether an amount is asked for and no figure is given.
func (p *pair) amountMissing() bool {
	amount, number := questionIndex()["amount"], questionIndex()["number"]
	if !slices.ContainsFunc(p.asked, func(f found) bool { return f.kind == amount || f.kind == number }) {
		return false
	}
	s := shapeOf(p.answer, 0)
	return !s.hasNumber()
}

// show lists the spans of a kind in order of place.
func (p *pair) show(kind Kind) (spans []Evidence) {
	for _, f := range p.evidence {
		if name := evidenceKinds()[f.kind]; shown[name].kind == kind {
			spans = append(spans, Evidence{f.start, f.end, kind, f.cue})
		}
	}
	slices.SortFunc(spans, func(a, b Evidence) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	kept := spans[:0]
	for _, s := range spans { // the same words may be found twice: the longer span stays
		if len(kept) == 0 || s.Start >= kept[len(kept)-1].End {
			kept = append(kept, s)
		}
	}
	return kept
}
