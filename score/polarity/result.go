package polarity

import "candor/text"

// Kind says which rule made a finding.
type Kind uint8

const (
	Lexical    Kind = iota // a word or phrase with a polarity of its own
	Direction              // a direction word with what it moves: "costs fell"
	Trend                  // a direction word alone: "up 5 %"
	Comparison             // two numbers: "EUR 5 mn, compared with EUR 4 mn"
	Event                  // something that happened to the company: "won an order"
	kinds
)

func (k Kind) String() string {
	return [...]string{"lexicon", "direction", "trend", "comparison", "event"}[k]
}

// Finding is one place of a text that sounds good or bad.
type Finding struct {
	Start, End  int     // byte offsets, half-open
	First, Last int     // tokens, half-open
	Sentence    int     // index of Document.Sentences
	Strength    float64 // signed; about 1 for a plain statement, at most a few
	Entry       int     // of the word or phrase that made it: Engine.Name; -1 for a comparison of numbers
	Quantity    int     // entry of what a direction word moves; -1 when there is none
	Kind        Kind
	Negated     bool // the sign is turned by a negation
	// Hypothetical: in an if-clause or a question; its strength is small.
	Hypothetical bool
	// Composed: more than one word made it: a direction with a quantity, a
	// benchmark, a negation, something undone.
	Composed bool

	undone                    float64 // the strength before it was undone
	denied                    bool    // by a clause behind it
	triggerFirst, triggerLast int32   // the word that negation and degree apply to
	clause                    int32
}

// NumClasses is the number of feature classes, see Finding.Class.
const NumClasses = int(kinds) * 2 * 2 * 3

// strong is the absolute strength from which a finding counts as strong.
const strong = 0.9

// Class is a number in [0, NumClasses) for counting by class: the kind, the
// sign, weak or strong (absolute strength 0.9 and more), and plain, negated or
// hypothetical (which comes before negated):
// ((kind*2+positive)*2+strong)*3 + mood.
func (f *Finding) Class() int {
	c := int(f.Kind) * 2
	if f.Strength > 0 {
		c++
	}
	c *= 2
	if f.Strength >= strong || f.Strength <= -strong {
		c++
	}
	c *= 3
	switch {
	case f.Hypothetical:
		c += 2
	case f.Negated:
		c++
	}
	return c
}

// ClassName names a class: "direction-positive-strong-negated".
func ClassName(c int) string {
	mood := [...]string{"", "-negated", "-hypothetical"}[c%3]
	c /= 3
	size := [...]string{"-weak", "-strong"}[c%2]
	c /= 2
	return Kind(c/2).String() + [...]string{"-negative", "-positive"}[c%2] + size + mood
}

// Result of one Document. Use it again for the next one to save memory; one
// Result must not be used by two goroutines at once.
type Result struct {
	Findings []Finding // in order of Start
	terms    []term
	figures  []figure
	tokens   []text.Token // of the sentence, without those that carry nothing
	places   []int32      // which tokens of the document they are
	classes  []class
	work     analysis // here, so that it is not allocated for each sentence
}

// Totals gives the sums of the positive and of the negative strengths, both at
// least 0.
func (r *Result) Totals() (positive, negative float64) {
	for i := range r.Findings {
		if s := r.Findings[i].Strength; s > 0 {
			positive += s
		} else {
			negative -= s
		}
	}
	return positive, negative
}

// damping keeps a few weak findings away from the ends of Net; of 0.5, 1, 2, 3
// and 5 it ranked the training answers as well as any while a lone plain
// statement still leaves the band.
const damping = 2

// Net is the balance in [-1, 1]: (good - bad) / (good + bad + 2) of the sums of
// strengths, 0 without findings. The 2 lets a lone finding say less than ten.
func (r *Result) Net() float64 { return Net(r.Totals()) }

// Net is the balance of two sums of strengths, both at least 0; see Result.Net.
func Net(positive, negative float64) float64 {
	return (positive - negative) / (positive + negative + damping)
}

// Band is how far Net must be from 0 for a label other than neutral: half a
// plain statement, which has 1/(1+2), chosen on the training answers.
const Band = 0.17
