// Package hedge finds in one text what weakens its speaker's commitment
// (hedges) and where an answer is withheld (deflections).
package hedge

import "candor/text"

// Category is one of the six kinds of hedge.
type Category string

const (
	Epistemic    Category = "epistemic"
	Modal        Category = "modal"
	Approximator Category = "approximator"
	Generaliser  Category = "generaliser"
	Conditional  Category = "conditional"
	Disclaimer   Category = "disclaimer"
)

// Categories lists all categories in the order in which they are shown.
var Categories = [...]Category{Epistemic, Modal, Approximator, Generaliser, Conditional, Disclaimer}

// Hedge is one hedge in a text.
type Hedge struct {
	Start, End int // byte offsets, half-open
	Category   Category
	Cue        string  // id of the lexicon's cue, "hard-to-say"
	Weight     float64 // strength in (0, 1]
}

// Deflection is one stretch that withholds the answer.
type Deflection struct {
	Start, End int
	Cue        string
}

// Result is what a text holds; both lists are in order and disjoint.
type Result struct {
	Hedges      []Hedge
	Deflections []Deflection
}

// Detector finds hedges and deflections. It is read-only once built: use it from
// as many goroutines as you like.
type Detector struct{}

// Default gives the detector of the built-in lexicon.
func Default() *Detector { return &Detector{} }

// Version names the lexicon and its content, "1.0+1f2e3d4c".
func (d *Detector) Version() string { return "0" }

// Find tokenises s and finds its hedges and deflections.
func (d *Detector) Find(s string) Result {
	doc := text.Get(s)
	defer doc.Release()
	var r Result
	d.Detect(doc, &r)
	return r
}

// Detect fills r, reusing its memory, with what doc holds.
func (d *Detector) Detect(doc *text.Document, r *Result) {
	r.Hedges, r.Deflections = r.Hedges[:0], r.Deflections[:0]
}
