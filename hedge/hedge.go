// Package hedge finds in one text what weakens its speaker's commitment
// (hedges) and where an answer is withheld (deflections).
//
// What decides is data: the cues of the lexicon (folder lexicon, see Cue), each
// a few patterns over tokens with conditions on what stands beside them, and a
// few predicates in Go over the sentence (predicates.go). A Lexicon compiles to
// one trie over token ids, and a text is walked once. The definition that is
// implemented, the pattern language and the measured accuracy stand in
// docs/hedging.md.
//
// The package knows only package text.
package hedge

import (
	"candor/internal/phrase"
	"candor/text"
)

// Category is one of the six kinds of hedge.
type Category string

const (
	Epistemic    Category = "epistemic"    // the speaker's belief, impression or inference: "I think"
	Modal        Category = "modal"        // possibility, likelihood, tentative prediction: "probably"
	Approximator Category = "approximator" // makes a quantity or a word's fit less exact: "about", "sort of"
	Generaliser  Category = "generaliser"  // limits to the usual case: "typically"
	Conditional  Category = "conditional"  // depends on something outside: "assuming"
	Disclaimer   Category = "disclaimer"   // not to be relied on, or not knowable: "don't hold me to it"
)

// Categories lists all categories in the order in which they are shown.
var Categories = [...]Category{Epistemic, Modal, Approximator, Generaliser, Conditional, Disclaimer}

// Shield says whether a hedge of the category weakens the speaker's commitment;
// the one other, Approximator, makes what is said less exact.
func (c Category) Shield() bool { return c != Approximator }

// What a cue of the lexicon can mark besides the six kinds of hedge.
const (
	// DeflectionCue marks a stretch that withholds the answer.
	DeflectionCue Category = "deflection"
	// NoHedge takes words away from other cues and marks nothing: "would like to".
	NoHedge Category = "none"
)

// Hedge is one hedge in a text.
type Hedge struct {
	Start, End int // byte offsets, half-open
	Category   Category
	Cue        string  // id of the lexicon's cue, "hard-to-say"
	Weight     float64 // strength in (0, 1]
	Rule       string  // the pattern that matched, as the lexicon has it
}

// Kind is what a deflection does with the question; directness uses the same.
type Kind string

const (
	Declines    Kind = "declines"      // it is known and not told
	Defers      Kind = "defers"        // it is told later, or not known yet
	DoesNotKnow Kind = "does-not-know" // the speaker has not got it
	Reframes    Kind = "reframes"      // another question is answered
)

// Kinds lists all kinds of deflection in the order in which they are shown.
var Kinds = [...]Kind{Declines, Defers, DoesNotKnow, Reframes}

// Deflection is one stretch that withholds the answer.
type Deflection struct {
	Start, End int
	Kind       Kind
	Cue        string
	Rule       string
}

// Result is what a text holds; both lists are in order, and no two spans of
// either overlap.
type Result struct {
	Hedges      []Hedge
	Deflections []Deflection
}

// Detector finds hedges and deflections. It is read-only once built: use it from
// as many goroutines as you like.
type Detector struct {
	lexicon   *Lexicon
	program   *phrase.Program
	objectEnd phrase.Class // what ends the object of a verb of telling
}

// NewDetector compiles a lexicon. Its patterns were checked when it was loaded.
func NewDetector(l *Lexicon) *Detector {
	entries := make([]phrase.Entry, len(l.cues))
	for i := range l.cues {
		entries[i] = l.cues[i].entry
	}
	p := phrase.Compile(l.names, entries, objectEnd)
	return &Detector{l, p, p.Class(objectEnd)}
}

// Default gives the detector of the built-in lexicon.
func Default() *Detector { return builtIn() }

// Lexicon gives the lexicon that the detector was built from; that of Default
// is without examples, and cannot be extended (BuiltIn has them and can).
func (d *Detector) Lexicon() *Lexicon { return d.lexicon }

// Version names the lexicon and its content, "1.0+1f2e3d4c".
func (d *Detector) Version() string { return d.lexicon.Version() }

// Find tokenises s and finds its hedges and deflections. Any bytes will do; an
// empty s has none.
func (d *Detector) Find(s string) Result {
	doc := text.Get(s)
	defer doc.Release()
	var r Result
	d.Detect(doc, &r)
	return r
}

// Detect fills r, reusing its memory, with what doc holds: from left to right,
// the longest at each place.
func (d *Detector) Detect(doc *text.Document, r *Result) {
	r.Hedges, r.Deflections = r.Hedges[:0], r.Deflections[:0]
	s := d.program.Scan(doc)
	defer s.Release()
	for i := 0; i < s.Len(); {
		m, ok := s.Longest(i)
		if !ok {
			i++
			continue
		}
		cue := &d.lexicon.cues[m.Entry]
		if cue.Object {
			m.Last = d.object(s, m.Last)
		}
		start, end := s.Span(m.First, m.Last)
		switch cue.Category {
		case NoHedge:
		case DeflectionCue:
			r.Deflections = append(r.Deflections, Deflection{start, end, cue.Kind, cue.ID, cue.Patterns[m.Pattern]})
		default:
			r.Hedges = append(r.Hedges, Hedge{start, end, cue.Category, cue.ID, cue.Weight, cue.Patterns[m.Pattern]})
		}
		i = m.Last
	}
}

// longestObject bounds what a deflection takes in beyond its pattern.
const longestObject = 24

// object gives the end of the object that starts at token i: "we don't break
// out [the exact market percentages]". There may be none.
func (d *Detector) object(s *phrase.Scanner, i int) int {
	for n := 0; n < longestObject && i < s.Len() && inObject(s, i) && !s.Is(i, d.objectEnd); n++ {
		i++
	}
	return i
}

var hyphen, apostrophe, percent, ampersand, slash = text.WordID("-"), text.WordID("'"), text.WordID("%"), text.WordID("&"), text.WordID("/")

// inObject says whether token i may stand in an object: of the marks an apostrophe, a
// percent sign, what joins words, and what stands right before a number.
func inObject(s *phrase.Scanner, i int) bool {
	t := s.Token(i)
	if t.Kind != text.Punct || t.ID == apostrophe || t.ID == percent {
		return true
	}
	if i+1 == s.Len() || s.Token(i+1).Space {
		return false
	}
	if s.Token(i+1).Kind == text.Number {
		return true
	}
	return !t.Space && (t.ID == hyphen || t.ID == ampersand || t.ID == slash)
}

// Strength adds up the weights of hedges: what "hedging per 100 words" is
// computed from beside their plain count. Without hedges it is 0.
func Strength(hedges []Hedge) float64 {
	sum := 0.0
	for i := range hedges {
		sum += hedges[i].Weight
	}
	return sum
}
