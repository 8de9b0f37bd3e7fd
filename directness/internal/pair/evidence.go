package pair

import (
	"slices"
	"sync"

	"candor/hedge"
	"candor/internal/procedure"
)

// EvidenceKinds names the kinds of evidence, in the order of their numbers: those
// of the answer's cues, the kinds of deflection, the categories of hedges.
var EvidenceKinds = sync.OnceValue(func() []string {
	names := slices.Clone(answerCues().Kinds())
	for _, k := range hedge.Kinds {
		names = append(names, Deflection+string(k))
	}
	for _, c := range hedge.Categories {
		names = append(names, string(c))
	}
	return names
})

// Deflection stands before the kind in the name of evidence that the hedge lexicon has.
const Deflection = "deflection "

// withholds are the kinds of evidence that an answer is withheld.
var withholds = sync.OnceValue(func() []bool {
	is := make([]bool, len(EvidenceKinds()))
	for i, name := range EvidenceKinds() {
		switch name {
		case "declines", "defers", "does-not-know", Deflection + string(hedge.Declines), Deflection + string(hedge.Defers), Deflection + string(hedge.DoesNotKnow), string(hedge.Disclaimer):
			is[i] = true
		}
	}
	return is
})

const (
	confirmation = 6 // the most words of a mere yes or no
	remainder    = 4 // content words beside what withholds that are still no content
)

// Has says whether the answer has evidence of a kind.
func (p *Pair) Has(kind string) bool {
	return slices.ContainsFunc(p.Evidence, func(f Found) bool { return EvidenceKinds()[f.Kind] == kind })
}

// OnlyWithholds says whether the answer has nothing but what withholds it and a
// few words around.
func (p *Pair) OnlyWithholds() bool {
	left := 0
	for _, s := range p.answer.sentences {
		left += p.left(s, 0)
	}
	return len(p.Withheld) > 0 && left <= remainder
}

// OnlyConfirms says whether the answer is a yes or no of a few words, or "that's
// right".
func (p *Pair) OnlyConfirms() bool {
	return p.answer.words <= confirmation && len(p.Withheld) == 0 && (p.Has("confirms") || p.Has("denies"))
}

const (
	leastAwaited = 12 // words of business are a good deal said to a question
	longQuestion = 15 // of it are no mere remark, also where nothing in them asks
)

// Awaited says whether the turn is the first that says something to a question that
// asks, and says a good deal: whatever courtesy is around it, it answers.
func (p *Pair) Awaited() bool {
	asks := p.asksAtAll || p.question.words >= longQuestion
	return asks && p.Place.Before == 0 && p.answer.words >= leastAwaited
}

// IsProcedure says whether the answer says nothing of the business at all.
func (p *Pair) IsProcedure() bool { return procedure.Turn(p.Question, p.Answer) }

// AmountMissing says whether an amount is asked for and no figure is given.
func (p *Pair) AmountMissing() bool {
	amount, number := questionIndex()["amount"], questionIndex()["number"]
	if !slices.ContainsFunc(p.Asked, func(f Found) bool { return f.Kind == amount || f.Kind == number }) {
		return false
	}
	s := shapeOf(p.Answer, &p.answer)
	return !s.hasNumber()
}

const (
	leastOther = 25   // words of an answer that can be shown to be about something else
	otherShare = 0.06 // of what is asked, by weight, that may come back in it
)

// OtherSubject says whether the answer can be shown to be about something else:
// it says a good deal, and of what was asked next to nothing comes back in it. It
// needs Measure before.
func (p *Pair) OtherSubject() bool {
	if p.answer.words < leastOther || len(p.stems.asks) < leastAsk {
		return false
	}
	return p.askedShare <= otherShare
}

// TimeNear gives the first time that is named in the sentence of [from, to), as
// "in March", "on our next call".
func (p *Pair) TimeNear(from, to int) (start, end int, ok bool) {
	p.cues = timeCues().Find(p.Answer, p.cues[:0])
	for _, s := range p.Answer.Sentences {
		first, last := span(p.Answer, s)
		if last <= from || first >= to {
			continue
		}
		for _, c := range p.cues {
			if c.Start >= first && c.End <= last {
				return c.Start, c.End, true
			}
		}
	}
	return 0, 0, false
}
