package topic

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"candor/text"
)

// Definition is one topic of a taxonomy.
type Definition struct {
	Name   string
	Covers string  // what it means, for readers
	Bias   float64 // its score without any term; that of "other" is 0 in the built-in taxonomy
	Terms  []Term
}

// Term is a word or several, in lower case, with one space between.
type Term struct {
	Text   string
	Weight float64  // finite, not 0; below 0 it speaks against the topic
	Forms  []string // further forms of a single word that count as it
}

// node is one word of a term in the trie.
type node struct {
	term int32 // that ends here, or -1
	next []edge
}

type edge struct{ word, node int32 }

type weight struct {
	topic int32
	value float64
}

// matches gives the terms of d in their order, each with the bytes it takes up.
func (t *Taxonomy) matches(d *text.Document) iter.Seq2[int32, Span] {
	return func(yield func(int32, Span) bool) {
		for i := 0; i < len(d.Tokens); {
			term, next := t.match(d, i)
			if term >= 0 && !yield(term, Span{int(d.Tokens[i].Start), int(d.Tokens[next-1].End)}) {
				return
			}
			i = next
		}
	}
}

// match finds the longest term at token i: it, or -1, and where to go on.
func (t *Taxonomy) match(d *text.Document, i int) (term int32, next int) {
	next = i + 1
	at := t.roots[t.words.Find(d.Tokens[i].ID)]
	if at == 0 {
		return -1, next
	}
	term = t.nodes[at].term
	for j := i + 1; j < len(d.Tokens) && len(t.nodes[at].next) > 0; j++ {
		if joins(d.Tokens[j].ID) {
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

// joins tells a mark that counts as a space within a term: mid-market, R&D.
func joins(mark text.ID) bool { return mark == hyphen || mark == ampersand }

func (n *node) child(word int32) int32 {
	for _, e := range n.next {
		if e.word == word {
			return e.node
		}
	}
	return 0
}

// compile builds the tables of a checked file.
func compile(f *file) *Taxonomy { return build(f.version, f.define(), f.forms) }

// define gives the file's topics, their terms heaviest first.
func (f *file) define() []Definition {
	var definitions []Definition
	for _, topic := range f.topics {
		d := Definition{Name: topic.name, Covers: topic.covers, Bias: topic.bias}
		d.Terms = make([]Term, 0, len(topic.terms))
		for term, w := range topic.terms {
			if w != 0 {
				d.Terms = append(d.Terms, Term{term, w, f.forms[term]})
			}
		}
		slices.SortFunc(d.Terms, func(a, b Term) int {
			return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Text, b.Text))
		})
		definitions = append(definitions, d)
	}
	return definitions
}

// build builds the tables. The topic "other" is added if it is missing.
func build(version string, definitions []Definition, forms map[string][]string) *Taxonomy {
	t := &Taxonomy{definitions: definitions, numbers: map[text.ID]int32{}, nodes: make([]node, 1), roots: make([]int32, 1), other: -1}
	for _, head := range slices.Sorted(maps.Keys(forms)) {
		word := t.word(head)
		for _, form := range forms[head] {
			t.numbers[text.WordID(form)] = word
		}
	}
	terms := map[string]int32{}
	for i := range definitions {
		d := &definitions[i]
		for _, term := range d.Terms {
			at, ok := terms[term.Text]
			if !ok {
				at = t.insert(term.Text)
				terms[term.Text] = at
			}
			t.weights[at] = append(t.weights[at], weight{int32(i), term.Weight})
		}
		if d.Name == Other {
			t.other = i
		}
	}
	t.words = text.NewIndex(t.numbers)
	if t.other < 0 {
		t.other = len(t.definitions)
		t.definitions = append(t.definitions, Definition{Name: Other, Covers: "nothing fits"})
	}
	t.version = version + "+" + contentHash(t.definitions)
	t.pool.New = func() any {
		return &tally{counts: make([]int32, len(t.weights)), scores: make([]float64, len(t.definitions))}
	}
	return t
}

// word gives the number of a word, a new one if it has none yet.
func (t *Taxonomy) word(s string) int32 {
	id := text.WordID(s)
	n, ok := t.numbers[id]
	if !ok {
		n = int32(len(t.roots))
		t.numbers[id] = n
		t.roots = append(t.roots, 0)
	}
	return n
}

// insert puts a term into the trie and gives its number. Terms that differ
// only in the forms of their words are the same.
func (t *Taxonomy) insert(term string) int32 {
	at := int32(0)
	for i, s := range strings.Fields(term) {
		word := t.word(s)
		next := t.roots[word]
		if i > 0 {
			next = t.nodes[at].child(word)
		}
		if next == 0 {
			next = int32(len(t.nodes))
			t.nodes = append(t.nodes, node{term: -1})
			if i == 0 {
				t.roots[word] = next
			} else {
				t.nodes[at].next = append(t.nodes[at].next, edge{word, next})
			}
		}
		at = next
	}
	if t.nodes[at].term < 0 {
		t.nodes[at].term = int32(len(t.weights))
		t.weights = append(t.weights, nil)
		t.terms = append(t.terms, term)
	}
	return t.nodes[at].term
}

func contentHash(definitions []Definition) string {
	h := fnv.New32a()
	var b []byte
	for i := range definitions {
		d := &definitions[i]
		b = fmt.Appendf(b[:0], "%q %q %g\n", d.Name, d.Covers, d.Bias)
		for _, term := range d.Terms {
			b = strconv.AppendFloat(append(append(b, term.Text...), ' '), term.Weight, 'g', -1, 64)
			for _, form := range term.Forms {
				b = append(append(b, ' '), form...)
			}
			b = append(b, '\n')
		}
		h.Write(b)
	}
	return fmt.Sprintf("%08x", h.Sum32())
}
