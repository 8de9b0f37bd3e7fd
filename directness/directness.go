// Package directness says whether an answer gives what its question asked for:
// directly, in part or not at all, and if not, in which way it does not.
//
// A trained model judges a turn and the question it is said to, knowing where in
// its exchange it stands (Judge); rules over what the cues find name the kind of
// evasion, and only what shows one is called evaded. What is measured and what it
// cannot know stands in docs/directness.md.
//
// The package knows text, hedge and what is below internal. Package analysis
// comes next.
package directness

import (
	"candor/directness/internal/pair"
	"candor/hedge"
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

// Kind says in which way an answer is not direct; deflections have the same kinds.
type Kind = hedge.Kind

const (
	Declines      = hedge.Declines         // does not want to say
	Defers        = hedge.Defers           // puts it off
	DoesNotKnow   = hedge.DoesNotKnow      // does not know, or nobody can
	Reframes      = hedge.Reframes         // answers another question
	PartialNumber = Kind("partial-number") // a number was asked, words are given; of partial answers only
)

// Kinds lists all kinds.
var Kinds = [...]Kind{Declines, Defers, DoesNotKnow, Reframes, PartialNumber}

// Words says a kind as reports do.
func Words(k Kind) string { return kindWords[k] }

var kindWords = map[Kind]string{Declines: "refuses", Defers: "postpones", DoesNotKnow: "does not know", Reframes: "another subject", PartialNumber: "only in part"}

// Input is a turn, the question it is said to and where it stands. Question may
// be nil: then there is nothing to judge. The Place's zero value is that of a pair
// by itself; Places gives those of the turns of a call.
type Input = pair.Input

// Place says where a turn stands in its call.
type Place = pair.Place

// Result says how direct a turn is. The zero value is for one in which there is
// nothing to judge: no question before it, mere procedure, last words.
type Result struct {
	Judged bool
	// Score is P(direct) and PartlyAnswered of P(partial), in [0, 1].
	Score float64
	// Label is the most probable; Evaded only where Evidence shows it, or else the
	// more probable of the others.
	Label Label
	Kind  Kind // "" for a direct answer, and where no rule tells
	// Until is when the answer is promised, in its own words, where Kind is Defers
	// and a time is named.
	Until string
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
