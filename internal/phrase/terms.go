package phrase

import (
	"iter"
	"maps"
	"slices"
	"strings"

	"candor/text"
)

// Terms are fixed phrases, many thousands of them, each a number: a trie over
// words. They are looked up longest first; hyphens, ampersands and what carries
// nothing count as spaces. Words can have further forms. Add all, then Seal.
type Terms struct {
	numbers map[text.ID]int32          // from 1 on, of every word and form
	words   text.Index[text.ID, int32] // the same, to look tokens up
	roots   []int32                    // by word: its node as a term's first word
	nodes   []termNode                 // nodes[0] is not used
	count   int
}

type termNode struct {
	term int32 // that ends here, or -1
	next []termEdge
}

type termEdge struct{ word, node int32 }

// NewTerms makes an empty list; forms are the further forms of words.
func NewTerms(forms map[string][]string) *Terms {
	t := &Terms{numbers: map[text.ID]int32{}, nodes: make([]termNode, 1), roots: make([]int32, 1)}
	for _, head := range slices.Sorted(maps.Keys(forms)) {
		word := t.word(head)
		for _, form := range forms[head] {
			t.numbers[text.WordID(form)] = word
		}
	}
	return t
}

// word gives the number of a word, a new one if it has none yet.
func (t *Terms) word(s string) int32 {
	id := text.WordID(s)
	n, ok := t.numbers[id]
	if !ok {
		n = int32(len(t.roots))
		t.numbers[id] = n
		t.roots = append(t.roots, 0)
	}
	return n
}

// Add puts in a term, words with spaces between, and gives its number: from 0 on,
// or that of a term that differs only in the forms of its words.
func (t *Terms) Add(term string) int32 {
	at := int32(0)
	for i, s := range strings.Fields(term) {
		word := t.word(s)
		next := t.roots[word]
		if i > 0 {
			next = t.nodes[at].child(word)
		}
		if next == 0 {
			next = int32(len(t.nodes))
			t.nodes = append(t.nodes, termNode{term: -1})
			if i == 0 {
				t.roots[word] = next
			} else {
				t.nodes[at].next = append(t.nodes[at].next, termEdge{word, next})
			}
		}
		at = next
	}
	if t.nodes[at].term < 0 {
		t.nodes[at].term = int32(t.count)
		t.count++
	}
	return t.nodes[at].term
}

// Seal ends the adding; from then on Match may be called.
func (t *Terms) Seal() { t.words = text.NewIndex(t.numbers) }

// All gives the terms of d in their order, each with the bytes that it takes up.
func (t *Terms) All(d *text.Document) iter.Seq2[int32, Span] {
	return func(yield func(int32, Span) bool) {
		for i := 0; i < len(d.Tokens); {
			term, next := t.Match(d, i)
			if term >= 0 && !yield(term, Span{int(d.Tokens[i].Start), int(d.Tokens[next-1].End)}) {
				return
			}
			i = next
		}
	}
}

// Span is a stretch of a text's bytes, half-open.
type Span struct{ Start, End int }

// Match finds the longest term at token i: its number, or -1, and the token to go on from.
func (t *Terms) Match(d *text.Document, i int) (term int32, next int) {
	next = i + 1
	at := t.roots[t.words.Find(d.Tokens[i].ID)]
	if at == 0 {
		return -1, next
	}
	term = t.nodes[at].term
	for j := i + 1; j < len(d.Tokens) && len(t.nodes[at].next) > 0; j++ {
		if token := &d.Tokens[j]; Joins(token.ID) || token.Soft {
			continue
		} else if token.Skip > 0 {
			j += int(token.Skip) - 1
			continue
		}
		word := t.words.Find(d.Tokens[j].ID)
		if word == 0 {
			break
		}
		if at = t.nodes[at].child(word); at == 0 {
			break
		}
		if t.nodes[at].term >= 0 {
			term, next = t.nodes[at].term, j+1
		}
	}
	return term, next
}

var hyphen, ampersand = text.WordID("-"), text.WordID("&")

// Joins tells a mark that counts as a space within a term: mid-market, R&D.
func Joins(mark text.ID) bool { return mark == hyphen || mark == ampersand }

func (n *termNode) child(word int32) int32 {
	for _, e := range n.next {
		if e.word == word {
			return e.node
		}
	}
	return 0
}
