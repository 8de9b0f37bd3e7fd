// Package wording tells by their words what sets calls apart, and what of one is
// said again in the next.
package wording

import (
	"strings"

	"candor/internal/procedure"
	"candor/text"
)

// Counts are how often words, and pairs of words beside one another, are said.
type Counts struct {
	terms  map[string]int // "capacity", "new capacity"
	totals [2]int         // of words, of pairs
	names  map[string]bool
}

// NewCounts begins to count. names are those of the people in the call, whose words
// are passed over: that Joe is thanked says nothing of the business.
func NewCounts(names ...string) *Counts {
	c := &Counts{terms: map[string]int{}, names: map[string]bool{}}
	for _, name := range names {
		for word := range strings.FieldsFuncSeq(strings.ToLower(name), func(r rune) bool { return r == ' ' || r == '.' || r == ',' }) {
			c.names[word] = true
		}
	}
	return c
}

// Add counts the words of a text. Sentences that say nothing of the business,
// fillers, notes and numbers are passed over.
func (c *Counts) Add(s string) {
	d := text.Get(s)
	defer d.Release()
	for i, kind := range procedure.Sentences(d, nil) {
		if kind.Is() {
			continue
		}
		before := ""
		for word := range words(d, d.Sentences[i]) {
			if word == "" || c.names[strings.TrimSuffix(word, "'s")] {
				before = ""
				continue
			}
			c.count(word, 0)
			if before != "" {
				c.count(before+" "+word, 1)
			}
			before = word
		}
	}
}

func (c *Counts) count(term string, kind int) {
	c.terms[term]++
	c.totals[kind]++
}

// Merge adds what other has counted.
func (c *Counts) Merge(other *Counts) {
	for term, n := range other.terms {
		c.terms[term] += n
	}
	for kind, n := range other.totals {
		c.totals[kind] += n
	}
}

// Words is how many words were counted.
func (c *Counts) Words() int { return c.totals[0] }

// words yields the words of a sentence in lower case, each with its clitics, and ""
// for what parts words: numbers and marks.
func words(d *text.Document, s text.Sentence) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for i := s.First; i < s.Last; {
			t := &d.Tokens[i]
			if t.Skip > 0 {
				i += int(t.Skip)
				continue
			}
			if t.Kind != text.Word {
				if !joins(d.At(i)) && !yield("") {
					return
				}
				i++
				continue
			}
			end := i + 1
			for end < s.Last && d.Tokens[end].Kind == text.Clitic {
				end++
			}
			word := strings.ReplaceAll(strings.ToLower(d.Text[t.Start:d.Tokens[end-1].End]), "’", "'")
			if !yield(word) {
				return
			}
			i = end
		}
	}
}

// joins tells whether a mark stands within what is said as one: "year-over-year", "R&D".
func joins(mark string) bool { return mark == "-" || mark == "&" }

// pairs tells which of the two totals a term is counted in.
func pairs(term string) int { return min(strings.Count(term, " "), 1) }
