// Package directness says whether an answer gives what its question asked for:
// directly, in part or not at all, and if not, in which way it does not.
//
// A trained model judges the pair of question and answer (Judge); its input are
// the words of both and evidence found by cues (folder cues, written in the
// pattern language of package hedge), among it the deflections and disclaimers
// that hedge finds. Rules over the same evidence name the kind of evasion. What
// is measured and what it cannot know stands in docs/directness.md.
//
// The package knows text and hedge. Package analysis comes next.
package directness

import (
	"candor/hedge"
	"candor/text"
)

// Label says how much of the question is answered.
type Label string

const (
	Direct  Label = "direct"  // in substance: a number, a yes or no, an explanation
	Partial Label = "partial" // without the asked number, time or commitment
	Evaded  Label = "evaded"  // declined, put off, not known, or another subject
)

// Labels lists the labels from the least direct on.
var Labels = [...]Label{Evaded, Partial, Direct}

// Kind says in which way an answer is not direct.
type Kind string

const (
	Declines      Kind = "declines"       // does not want to say
	Defers        Kind = "defers"         // puts it off
	DoesNotKnow   Kind = "does-not-know"  // does not know, or nobody can
	Reframes      Kind = "reframes"       // answers another question
	PartialNumber Kind = "partial-number" // a number was asked, words are given
	HandOver      Kind = "hand-over"      // leaves it to a colleague, which is direct
)

// Kinds lists all kinds.
var Kinds = [...]Kind{Declines, Defers, DoesNotKnow, Reframes, PartialNumber, HandOver}

// Input is an answer and its question.
type Input struct {
	Question *text.Document // nil, or without words: there is nothing to judge
	Answer   *text.Document // never nil
	// Hedges of the default detector in Answer; nil has them looked for.
	Hedges *hedge.Result
}

// Result says how direct an answer is. The zero value is for a pair in which
// nothing is asked or nothing is said.
type Result struct {
	// Judged is false where there is nothing to judge: besides, for last words and
	// a question put back, which have a Score all the same, but no Label.
	Judged bool
	Scored bool
	// Score is the probability that the question is answered, in [0, 1]:
	// P(direct) and a part of P(partial), which is PartlyAnswered.
	Score float64
	Label Label
	Kind  Kind // "" for a direct answer, and where no rule tells
	// Probabilities of the three labels; they add up to 1.
	Evaded, Partial, Direct float64
	// Evidence are the spans in the answer that tell the Kind, in order.
	Evidence []Evidence
}

// Evidence is a stretch of the answer that shows its Kind: half-open byte offsets.
type Evidence struct {
	Start, End int
	Kind       Kind
	Cue        string // "declines/guidance", or a cue of the hedge lexicon
}
