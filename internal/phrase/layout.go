package phrase

import (
	"maps"
	"slices"

	"candor/text"
)

// A Program is a compiled list of entries. Words become small numbers (symbols), and
// whatever a pattern asks of one token becomes a token test, a set of symbols
// and shapes. The marked parts of all patterns share one automaton whose edges
// are token tests: a trie but for its options and repetitions, which rejoin.
// Contexts and conditions are automata of their own that start beside what is marked.
// It is read-only and lies flat in memory.
type Program struct {
	symbols    text.Index[text.ID, symbol]
	starts     []int32 // by symbol: the node that a first token leads to; 0 is none
	shaped     []edge  // first tokens that are known by their shape only
	nodes      []node
	edges      []edge
	accepts    []int32
	steps      text.Index[step, int32] // where a symbol leads from nodes with many edges
	stepList   []int32                 // the same: node, symbol, next
	rules      []rule
	conditions []condition
	rows       string // by symbol: width bytes with a bit for each test that takes it
	width      int
	classes    map[string]Class
}

// symbol numbers a word that the entries mention; 0 is any other.
type symbol uint16

// Class is a word class or phrase that a scanner can ask for. 0 takes nothing.
type Class context

// test takes a token by its symbol or its shape.
type test struct {
	number uint16
	shapes shape
}

// node is a place in an automaton: its edges and the rules that end there.
type node struct {
	edges, accepts int32 // the first of them
	edgeCount      uint16
	acceptCount    uint16
	steps          bool
	any            test // takes what any edge takes; 0 where it is not worth asking
}

// step is a node and a symbol.
type step uint64

// stepOf spreads them over all bits, which the index needs.
func stepOf(n int32, s symbol) step { return (step(n)<<16 | step(s)) * 0x9E3779B97F4A7C15 }

// edge leads on to next if its test takes a token: 32 bits of the node, 16 of the
// test and 16 of shapes. A predicate edge has no test and names its predicate in
// shapes; a not edge holds if the context that next of the edge behind it starts
// does not.
type edge uint64

func newEdge(next int32, test uint16, shapes shape) edge {
	return edge(uint32(next)) | edge(test)<<32 | edge(shapes)<<48
}

func (e edge) next() int32   { return int32(uint32(e)) }
func (e edge) test() uint16  { return uint16(e >> 32) }
func (e edge) shapes() shape { return shape(e >> 48) }

const (
	predicateEdge = 1<<16 - 1 - iota
	notEdge
	mostTests
)

// context is the start of an automaton in nodes; 0 asks nothing.
type context int32

// rule is one pattern of an entry: what must stand beside it, and the
// conditions of the entry, "only" from first and "unless" from middle on.
type rule struct {
	entry, pattern      int32
	beside              condition
	first, middle, last int32
}

type condition struct{ left, right context }

// manyEdges is from how many edges on it pays to ask first if any takes a token.
const manyEdges = 5

// layOut joins the automata of the marked parts and lays all of them out in p.
func (c *compiler) layOut(p *Program, starts []int32) {
	next := make([][]int32, len(c.symbols)+1)
	for _, e := range c.nodes[c.either(starts)].edges {
		if e.test.shapes != 0 {
			p.shaped = append(p.shaped, newEdge(c.join([]int32{e.next}, 1), c.test(nil, e.test.shapes).number, e.test.shapes))
		}
		for _, s := range e.test.symbols {
			next[s] = append(next[s], e.next)
		}
	}
	p.starts = make([]int32, len(next))
	for s, nodes := range next {
		if len(nodes) > 0 {
			p.starts[s] = c.join(nodes, 1)
		}
	}
	l := layouter{c: c, p: p, at: map[int32]int32{0: 0}}
	p.nodes = append(p.nodes, node{})
	for s, n := range p.starts {
		l.first = true
		p.starts[s] = l.node(n, true)
	}
	for i := range p.shaped {
		e := p.shaped[i]
		l.first = true
		p.shaped[i] = newEdge(l.node(e.next(), true), e.test(), e.shapes())
	}
	for i := range p.rules {
		l.condition(&p.rules[i].beside)
	}
	for i := range p.conditions {
		l.condition(&p.conditions[i])
	}
	for _, name := range slices.Sorted(maps.Keys(p.classes)) {
		p.classes[name] = Class(l.node(int32(p.classes[name]), false))
	}
	sets := make([][]symbol, len(c.ordered))
	for i, number := range p.renumber(len(c.ordered)) {
		sets[number] = c.ordered[i].symbols
	}
	p.symbols = text.NewIndex(c.symbols)
	p.fillRows(sets)
	p.indexSteps()
}

func (p *Program) indexSteps() {
	steps := make(map[step]int32, len(p.stepList)/3)
	for i := 0; i < len(p.stepList); i += 3 {
		steps[stepOf(p.stepList[i], symbol(p.stepList[i+1]))] = p.stepList[i+2]
	}
	p.steps = text.NewIndex(steps)
}

// fillRows sets the bits of the tests that take each symbol.
func (p *Program) fillRows(sets [][]symbol) {
	p.width = (len(sets) + 7) / 8
	rows := make([]byte, p.width*len(p.starts))
	for t, set := range sets {
		for _, s := range set {
			rows[int(s)*p.width+t>>3] |= 1 << (t & 7)
		}
	}
	p.rows = string(rows)
}

// renumber numbers the tests anew, those that are asked most first, so that they
// stand side by side in a symbol's row, and gives the new number of each.
func (p *Program) renumber(tests int) []uint16 {
	numbers := make([]uint16, tests)
	given := uint16(0)
	give := func(t uint16) {
		if t != 0 && t < mostTests && numbers[t] == 0 {
			given++
			numbers[t] = given
		}
	}
	for _, s := range p.starts {
		give(p.nodes[s].any.number)
	}
	for _, s := range p.starts {
		for i := range p.edges[p.nodes[s].edges:][:p.nodes[s].edgeCount] {
			give(p.edges[int(p.nodes[s].edges)+i].test())
		}
	}
	for i := range p.nodes {
		give(p.nodes[i].any.number)
	}
	for i := range p.edges {
		give(p.edges[i].test())
	}
	for i := 1; i < tests; i++ { // what nothing asks for
		give(uint16(i))
	}
	for i := range p.nodes {
		p.nodes[i].any.number = numbers[p.nodes[i].any.number]
	}
	for _, edges := range [][]edge{p.edges, p.shaped} {
		for i := range edges {
			if e := edges[i]; e.test() < mostTests {
				edges[i] = newEdge(e.next(), numbers[e.test()], e.shapes())
			}
		}
	}
	return numbers
}

// layouter copies the drafts that can be reached.
type layouter struct {
	c     *compiler
	p     *Program
	at    map[int32]int32
	first bool // the next node is one that a first token leads to
}

func (l *layouter) condition(c *condition) {
	c.left = context(l.node(int32(c.left), false))
	c.right = context(l.node(int32(c.right), false))
}

func (l *layouter) node(draft int32, marked bool) int32 {
	if at, ok := l.at[draft]; ok {
		return at
	}
	first := l.first
	l.first = false
	at := int32(len(l.p.nodes))
	l.at[draft] = at
	d := &l.c.nodes[draft]
	n := node{accepts: int32(len(l.p.accepts)), acceptCount: uint16(len(d.accept))}
	l.p.nodes = append(l.p.nodes, n)
	l.p.accepts = append(l.p.accepts, d.accept...)
	edges := make([]edge, 0, len(d.edges))
	for _, e := range d.edges {
		next := l.node(e.next, marked)
		switch {
		case e.test != nil:
			edges = append(edges, newEdge(next, e.test.number, e.test.shapes))
		case e.predicate > 0:
			edges = append(edges, newEdge(next, predicateEdge, shape(e.predicate-1)))
		default:
			edges = append(edges, newEdge(next, notEdge, 0), newEdge(l.node(int32(e.not), false), 0, 0))
		}
	}
	for _, s := range slices.Sorted(maps.Keys(d.by)) {
		l.p.stepList = append(l.p.stepList, at, int32(s), l.node(d.by[s], marked))
	}
	n.steps = len(d.by) > 0
	n.edges, n.edgeCount = int32(len(l.p.edges)), uint16(len(edges))
	l.p.edges = append(l.p.edges, edges...)
	if marked && (first || len(edges) >= manyEdges) {
		n.any = l.union(d)
	}
	l.p.nodes[at] = n
	return at
}

// union is the test of what any of edges takes.
func (l *layouter) union(d *draft) test {
	all := slices.Collect(maps.Keys(d.by))
	var shapes shape
	for _, e := range d.edges {
		all, shapes = append(all, e.test.symbols...), shapes|e.test.shapes
	}
	t := l.c.testOf(all, shapes)
	return test{t.number, t.shapes}
}

// testOf gives the one test for a set of symbols and shapes.
func (c *compiler) testOf(symbols []symbol, sh shape) *tokenTest {
	slices.Sort(symbols)
	symbols = slices.Compact(symbols)
	key := []byte{byte(sh), byte(sh >> 8)}
	for _, s := range symbols {
		key = append(key, byte(s), byte(s>>8))
	}
	if t, ok := c.tests[string(key)]; ok {
		return t
	}
	t := &tokenTest{uint16(len(c.ordered)), symbols, sh}
	c.tests[string(key)] = t
	c.ordered = append(c.ordered, t)
	return t
}
