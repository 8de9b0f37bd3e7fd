package phrase

import (
	"errors"
	"iter"
	"maps"
	"slices"
	"strings"

	"candor/internal/flat"
	"candor/text"
)

// Terms are fixed phrases, many thousands of them, each a number: a trie over
// words. They are looked up longest first; hyphens, ampersands and what carries
// nothing count as spaces. Words can have further forms. Add all, then Seal.
type Terms struct {
	words text.Index[text.ID, int32] // from 1 on, of every word and form
	roots flat.Numbers               // by word: its node as a term's first word
	nodes flat.Numbers               // by node, nodeSize each: the term that ends here, or -1, and its first edge
	edges flat.Numbers               // edgeSize each: a word and a node

	growing *growing // until Seal
}

const nodeSize, edgeSize = 2, 2

// growing is the trie while terms are added.
type growing struct {
	numbers map[text.ID]int32 // of words
	roots   []int32
	nodes   []termNode // nodes[0] is not used
	count   int
}

type termNode struct {
	term int32
	next []termEdge
}

type termEdge struct{ word, node int32 }

// NewTerms makes an empty list; forms are the further forms of words.
func NewTerms(forms map[string][]string) *Terms {
	t := &growing{numbers: map[text.ID]int32{}, nodes: make([]termNode, 1), roots: make([]int32, 1)}
	for _, head := range slices.Sorted(maps.Keys(forms)) {
		word := t.word(head)
		for _, form := range forms[head] {
			t.numbers[text.WordID(form)] = word
		}
	}
	return &Terms{growing: t}
}

// word gives the number of a word, a new one if it has none yet.
func (t *growing) word(s string) int32 {
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
func (t *Terms) Add(term string) int32 { return t.growing.add(term) }

func (t *growing) add(term string) int32 {
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
func (t *Terms) Seal() {
	g := t.growing
	t.words, t.roots = text.NewIndex(g.numbers), flat.NumbersOf(g.roots)
	var nodes, edges []int32
	for i := range g.nodes {
		nodes = append(nodes, g.nodes[i].term, int32(len(edges)/edgeSize))
		for _, e := range g.nodes[i].next {
			edges = append(edges, e.word, e.node)
		}
	}
	nodes = append(nodes, -1, int32(len(edges)/edgeSize)) // behind the last one
	t.nodes, t.edges, t.growing = flat.NumbersOf(nodes), flat.NumbersOf(edges), nil
}

// Write writes sealed terms for ReadTerms.
func (t *Terms) Write(w *flat.Writer) {
	w.String(t.words.Data())
	w.Numbers(t.roots)
	w.Numbers(t.nodes)
	w.Numbers(t.edges)
}

var errTerms = errors.New("no terms")

// ReadTerms reads what Write wrote, in place. It is meant for embedded data.
func ReadTerms(r *flat.Reader) *Terms {
	words, ok := text.OpenIndex[text.ID, int32](r.String())
	if !ok {
		r.Fail(errTerms)
	}
	return &Terms{words: words, roots: r.Numbers(1), nodes: r.Numbers(2 * nodeSize), edges: r.Numbers(0)}
}

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
	at := t.roots.At(int(t.words.Find(d.Tokens[i].ID)))
	if at == 0 {
		return -1, next
	}
	term = t.ends(at)
	for j := i + 1; j < len(d.Tokens) && t.leads(at); j++ {
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
		if at = t.child(at, word); at == 0 {
			break
		}
		if t.ends(at) >= 0 {
			term, next = t.ends(at), j+1
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

// ends gives the term that ends at a node, or -1.
func (t *Terms) ends(node int32) int32 { return t.nodes.At(nodeSize * int(node)) }

// edge gives the first edge of a node.
func (t *Terms) edge(node int32) int32 { return t.nodes.At(nodeSize*int(node) + 1) }

// leads says whether a term goes on from a node.
func (t *Terms) leads(node int32) bool { return t.edge(node) < t.edge(node+1) }

func (t *Terms) child(node, word int32) int32 {
	for e, last := t.edge(node), t.edge(node+1); e < last; e++ {
		if t.edges.At(edgeSize*int(e)) == word {
			return t.edges.At(edgeSize*int(e) + 1)
		}
	}
	return 0
}
