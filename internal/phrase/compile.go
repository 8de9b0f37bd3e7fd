package phrase

import (
	"encoding/binary"
	"math/bits"
	"slices"

	"candor/text"
)

// A Program is a compiled list of entries. Words become small numbers (symbols), and
// whatever a pattern asks of one token becomes a token test, a set of symbols
// and shapes. The marked parts of all patterns share one automaton whose edges
// are token tests: a trie but for its options and repetitions, which rejoin.
// Contexts and conditions are automata of their own that start beside what is marked.
type Program struct {
	symbols text.Index[text.ID, symbol]
	starts  []int32 // by symbol: the node that a first token leads to; 0 is none
	shaped  []edge  // first tokens that are known by their shape only
	nodes   []node
	rules   []rule
	classes map[string]*Class
}

// Entry is what a Program finds by one or more patterns; conditions hold for all of them.
type Entry struct {
	Patterns     []Pattern
	Only, Unless []Pattern // of Only one must hold if there are any, of Unless none
}

// Class is a word class that a scanner can ask for.
type Class = tokenTest

// symbol numbers a word that the lexicon mentions; 0 is any other.
type symbol uint16

// tokenTest says whether one token will do.
type tokenTest struct {
	set    []uint64 // a bit for each symbol
	shapes shape    // or one of these
}

func (t *tokenTest) holds(s symbol, sh shape) bool {
	return t.set[s>>6]>>(s&63)&1 != 0 || t.shapes&sh != 0
}

// edge leads on if its test takes a token, or if its predicate holds or the
// context not does not, which take none.
type edge struct {
	test      *tokenTest
	predicate predicate
	not       context
	next      int32
}

type node struct {
	edges  []edge
	accept []int32   // rules that end here; in a context, anything says that it holds
	any    tokenTest // what any of the edges takes; of the marked parts only
}

// context is the start of an automaton in nodes; 0 asks nothing.
type context int32

// rule is one pattern of an entry.
type rule struct {
	entry       int32
	pattern     int32
	left, right context
	conditions  *conditions
}

// conditions belong to all patterns of an entry.
type conditions struct {
	only, unless []condition
}

type condition struct{ left, right context }

// compiler collects symbols, tests and nodes while patterns are built.
type compiler struct {
	names   Names
	symbols map[text.ID]symbol
	tests   map[string]*tokenTest
	nodes   []node
	joined  map[string]int32 // by the set of nodes that a node stands for
}

// Compile builds the program of entries, whose patterns were read with names.
// Of several entries that match as much at a place the first wins. classes names
// the word classes that a Scanner is asked for by Class.
func Compile(names Names, entries []Entry, classes ...string) *Program {
	c := &compiler{names: names, symbols: map[text.ID]symbol{}, tests: map[string]*tokenTest{}, joined: map[string]int32{}}
	c.node(node{}) // 0, which no context may be
	p := &Program{classes: map[string]*Class{}}
	var starts []int32
	for i := range entries {
		e := &entries[i]
		conds := &conditions{only: c.conditions(e.Only), unless: c.conditions(e.Unless)}
		for k, pat := range e.Patterns {
			end := c.node(node{accept: []int32{int32(len(p.rules))}})
			starts = append(starts, c.sequence(pat.span, end, false))
			p.rules = append(p.rules, rule{int32(i), int32(k), c.context(pat.left, true), c.context(pat.right, false), conds})
		}
	}
	for _, name := range classes {
		class := names.words[name]
		p.classes[name] = c.test(class.ids, class.shapes)
	}
	p.symbols = text.NewIndex(c.symbols)
	c.layOutStarts(p, starts)
	c.widenSets()
	p.nodes = c.nodes
	return p
}

func (c *compiler) conditions(patterns []Pattern) []condition {
	out := make([]condition, len(patterns))
	for i, p := range patterns {
		out[i] = condition{c.context(p.left, true), c.context(p.right, false)}
	}
	return out
}

// context builds what must stand beside what is marked, from it outwards.
func (c *compiler) context(s sequence, leftwards bool) context {
	if len(s) == 0 {
		return 0
	}
	return context(c.sequence(s, c.node(node{accept: []int32{0}}), leftwards))
}

func (c *compiler) node(n node) int32 {
	c.nodes = append(c.nodes, n)
	return int32(len(c.nodes) - 1)
}

func (c *compiler) through(e edge) int32 { return c.node(node{edges: []edge{e}}) }

// sequence builds s before the node next and gives the node it starts at.
func (c *compiler) sequence(s sequence, next int32, leftwards bool) int32 {
	for i := range s {
		it := &s[len(s)-1-i]
		if leftwards {
			it = &s[i]
		}
		next = c.item(it, next, leftwards)
	}
	return next
}

func (c *compiler) item(it *item, next int32, leftwards bool) int32 {
	out := next
	for range it.max {
		out = c.once(it, out, leftwards)
		if it.min == 0 {
			out = c.either([]int32{out, next})
		}
	}
	return out
}

func (c *compiler) once(it *item, next int32, leftwards bool) int32 {
	switch it.kind {
	case wordItem:
		return c.through(edge{test: c.test([]text.ID{it.id}, 0), next: next})
	case notItem:
		return c.through(edge{not: c.context(it.alternatives[0], leftwards), next: next})
	case nameItem:
		return c.name(it.name, next, leftwards)
	}
	// The single words among the alternatives become one test.
	var ids []text.ID
	var starts []int32
	for _, a := range it.alternatives {
		if len(a) == 1 && a[0].kind == wordItem && a[0].min == 1 {
			ids = append(ids, a[0].id)
		} else {
			starts = append(starts, c.sequence(a, next, leftwards))
		}
	}
	if len(ids) > 0 {
		starts = append(starts, c.through(edge{test: c.test(ids, 0), next: next}))
	}
	return c.either(starts)
}

func (c *compiler) name(name string, next int32, leftwards bool) int32 {
	if phrase, ok := c.names.phrases[name]; ok {
		return c.sequence(phrase.span, next, leftwards)
	}
	if p, ok := predicates[name]; ok {
		return c.through(edge{predicate: p, next: next})
	}
	class, ok := c.names.words[name]
	if !ok {
		class.shapes = shapes[name]
	}
	return c.through(edge{test: c.test(class.ids, class.shapes), next: next})
}

// either gives a node that does what all of starts do.
func (c *compiler) either(starts []int32) int32 {
	if len(starts) == 1 {
		return starts[0]
	}
	var n node
	for _, s := range starts {
		n.edges = append(n.edges, c.nodes[s].edges...)
		n.accept = append(n.accept, c.nodes[s].accept...)
	}
	return c.node(n)
}

// join is either, and joins what equal tests lead to as well: what patterns
// have in common from their start is walked once.
func (c *compiler) join(set []int32) int32 {
	slices.Sort(set)
	set = slices.Compact(set)
	key := make([]byte, 0, 4*len(set))
	for _, s := range set {
		key = binary.LittleEndian.AppendUint32(key, uint32(s))
	}
	if n, ok := c.joined[string(key)]; ok {
		return n
	}
	at := c.node(node{})
	c.joined[string(key)] = at
	var n node
	var tests []*tokenTest
	next := map[*tokenTest][]int32{}
	for _, s := range set {
		n.accept = append(n.accept, c.nodes[s].accept...)
		for _, e := range c.nodes[s].edges {
			if _, ok := next[e.test]; !ok {
				tests = append(tests, e.test)
			}
			next[e.test] = append(next[e.test], e.next)
		}
	}
	slices.Sort(n.accept)
	n.accept = slices.Compact(n.accept)
	for _, t := range tests {
		n.edges = append(n.edges, edge{test: t, next: c.join(next[t])})
	}
	c.nodes[at] = n
	return at
}

// test gives the one test for a set of words and shapes.
func (c *compiler) test(ids []text.ID, sh shape) *tokenTest {
	symbols := make([]symbol, len(ids))
	for i, id := range ids {
		s, ok := c.symbols[id]
		if !ok {
			s = symbol(len(c.symbols) + 1)
			c.symbols[id] = s
		}
		symbols[i] = s
	}
	slices.Sort(symbols)
	symbols = slices.Compact(symbols)
	key := binary.LittleEndian.AppendUint16(nil, uint16(sh))
	for _, s := range symbols {
		key = binary.LittleEndian.AppendUint16(key, uint16(s))
	}
	if t, ok := c.tests[string(key)]; ok {
		return t
	}
	t := &tokenTest{shapes: sh}
	for _, s := range symbols {
		t.add(s)
	}
	c.tests[string(key)] = t
	return t
}

func (t *tokenTest) add(s symbol) {
	for int(s>>6) >= len(t.set) {
		t.set = append(t.set, 0)
	}
	t.set[s>>6] |= 1 << (s & 63)
}

// layOutStarts finds for each symbol what its token, as the first, leads to.
func (c *compiler) layOutStarts(p *Program, starts []int32) {
	next := make([][]int32, len(c.symbols)+1)
	for _, e := range c.nodes[c.either(starts)].edges {
		if e.test.shapes != 0 {
			p.shaped = append(p.shaped, edge{test: c.test(nil, e.test.shapes), next: c.join([]int32{e.next})})
		}
		for word, set := range e.test.set {
			for ; set != 0; set &= set - 1 {
				s := word<<6 + bits.TrailingZeros64(set)
				next[s] = append(next[s], e.next)
			}
		}
	}
	p.starts = make([]int32, len(next))
	for s, nodes := range next {
		if len(nodes) > 0 {
			p.starts[s] = c.join(nodes)
		}
	}
}

// widenSets gives all sets a bit for every symbol, so that none needs a bounds check.
func (c *compiler) widenSets() {
	width := len(c.symbols)/64 + 1
	for _, t := range c.tests {
		t.set = append(t.set, make([]uint64, width-len(t.set))...)
	}
	for _, i := range c.joined {
		n := &c.nodes[i]
		n.any.set = make([]uint64, width)
		for _, e := range n.edges {
			n.any.shapes |= e.test.shapes
			for k, bits := range e.test.set {
				n.any.set[k] |= bits
			}
		}
	}
}
