package phrase

import (
	"encoding/binary"
	"maps"
	"slices"

	"candor/text"
)

// compiler collects symbols, tests and nodes while patterns are built; layout.go
// says what becomes of them.
type compiler struct {
	names   Names
	symbols map[text.ID]symbol
	tests   map[string]*tokenTest
	ordered []*tokenTest // the same in the order in which they were made
	nodes   []draft
	joined  map[string]int32 // by the set of nodes that a node stands for
}

// tokenTest says whether one token will do: by its symbol, or by its shape.
type tokenTest struct {
	number  uint16
	symbols []symbol
	shapes  shape
}

// draft is a node while the automaton is built.
type draft struct {
	edges  []draftEdge
	by     map[symbol]int32 // where a token's symbol leads, beside the edges; nil mostly
	accept []int32          // rules that end here; in a context, anything says that it holds
}

// draftEdge leads on if its test takes a token, or if its predicate holds or the
// context not does not, which take none.
type draftEdge struct {
	test      *tokenTest
	predicate uint8 // 1 + its place among predicateNames
	not       context
	next      int32
}

// Entry is what a Program finds by one or more patterns; conditions hold for all of them.
type Entry struct {
	Patterns     []Pattern
	Only, Unless []Pattern // of Only one must hold if there are any, of Unless none
}

// Compile builds the program of entries, whose patterns were read with names.
// Of several entries that match as much at a place the first wins. classes names
// the word classes and phrases that a Scanner is asked for by Class.
func Compile(names Names, entries []Entry, classes ...string) *Program {
	c := &compiler{names: names, symbols: map[text.ID]symbol{}, tests: map[string]*tokenTest{}, joined: map[string]int32{}}
	c.test(nil, 0)  // 0, which takes nothing
	c.node(draft{}) // 0, which no context may be
	p := &Program{classes: map[string]Class{}}
	var starts []int32
	for i := range entries {
		e := &entries[i]
		only, unless := c.conditions(e.Only), c.conditions(e.Unless)
		first := int32(len(p.conditions))
		p.conditions = append(append(p.conditions, only...), unless...)
		r := rule{entry: int32(i), first: first, middle: first + int32(len(only)), last: int32(len(p.conditions))}
		for k, pat := range e.Patterns {
			end := c.node(draft{accept: []int32{int32(len(p.rules))}})
			starts = append(starts, c.sequence(pat.span, end, false))
			r.pattern, r.beside = int32(k), condition{c.context(pat.left, true), c.context(pat.right, false)}
			p.rules = append(p.rules, r)
		}
	}
	for _, name := range classes {
		p.classes[name] = Class(c.context(sequence{{kind: nameItem, name: name, min: 1, max: 1}}, false))
	}
	c.layOut(p, starts)
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
	return context(c.sequence(s, c.node(draft{accept: []int32{0}}), leftwards))
}

func (c *compiler) node(n draft) int32 {
	c.nodes = append(c.nodes, n)
	return int32(len(c.nodes) - 1)
}

func (c *compiler) through(e draftEdge) int32 { return c.node(draft{edges: []draftEdge{e}}) }

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
		return c.through(draftEdge{test: c.test([]text.ID{it.id}, 0), next: next})
	case notItem:
		return c.through(draftEdge{not: c.context(it.alternatives[0], leftwards), next: next})
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
		starts = append(starts, c.through(draftEdge{test: c.test(ids, 0), next: next}))
	}
	return c.either(starts)
}

func (c *compiler) name(name string, next int32, leftwards bool) int32 {
	if phrase, ok := c.names.phrases[name]; ok {
		return c.sequence(phrase.span, next, leftwards)
	}
	if k := slices.Index(predicateNames[:], name); k >= 0 {
		return c.through(draftEdge{predicate: uint8(k + 1), next: next})
	}
	class, ok := c.names.words[name]
	if !ok {
		class.shapes = shapes[name]
	}
	return c.through(draftEdge{test: c.test(class.ids, class.shapes), next: next})
}

// either gives a node that does what all of starts do.
func (c *compiler) either(starts []int32) int32 {
	if len(starts) == 1 {
		return starts[0]
	}
	var n draft
	for _, s := range starts {
		n.edges = append(n.edges, c.nodes[s].edges...)
		n.accept = append(n.accept, c.nodes[s].accept...)
	}
	return c.node(n)
}

// Nodes up to deepest tokens from the start that have at least manyTests edges are
// left by the token's symbol, not by trying the edges.
const (
	deepest   = 1
	manyTests = 12
)

// join is either, and joins what equal tests lead to as well: what patterns
// have in common from their start is walked once. depth counts the tokens before.
func (c *compiler) join(set []int32, depth int) int32 {
	slices.Sort(set)
	set = slices.Compact(set)
	key := make([]byte, 0, 4*len(set))
	for _, s := range set {
		key = binary.LittleEndian.AppendUint32(key, uint32(s))
	}
	if n, ok := c.joined[string(key)]; ok {
		return n
	}
	at := c.node(draft{})
	c.joined[string(key)] = at
	var n draft
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
	if depth <= deepest && len(tests) >= manyTests {
		tests = c.dispatch(&n, tests, next, depth)
	}
	for _, t := range tests {
		n.edges = append(n.edges, draftEdge{test: t, next: c.join(next[t], depth+1)})
	}
	c.nodes[at] = n
	return at
}

// dispatch fills n.by and gives the tests that are left, which ask for shapes only.
func (c *compiler) dispatch(n *draft, tests []*tokenTest, next map[*tokenTest][]int32, depth int) []*tokenTest {
	bySymbol := map[symbol][]int32{}
	var left []*tokenTest
	for _, t := range tests {
		for _, s := range t.symbols {
			bySymbol[s] = append(bySymbol[s], next[t]...)
		}
		if t.shapes != 0 {
			shape := c.testOf(nil, t.shapes)
			if shape != t {
				next[shape] = append(next[shape], next[t]...)
			}
			if !slices.Contains(left, shape) {
				left = append(left, shape)
			}
		}
	}
	n.by = map[symbol]int32{}
	for _, s := range slices.Sorted(maps.Keys(bySymbol)) {
		n.by[s] = c.join(bySymbol[s], depth+1)
	}
	return left
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
	return c.testOf(symbols, sh)
}
