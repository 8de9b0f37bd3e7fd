package hedge

import (
	"sync"

	"candor/text"
)

// matcher walks one document. Its memory is reused.
type matcher struct {
	*program
	doc         *text.Document
	symbols     []symbol
	shapes      []shape
	first, last int // tokens of the candidate whose conditions are asked: [first, last)
}

var matchers = sync.Pool{New: func() any { return new(matcher) }}

// run appends to r what doc holds: from left to right, the longest at each place.
func (p *program) run(doc *text.Document, r *Result) {
	m := matchers.Get().(*matcher)
	defer matchers.Put(m)
	m.program, m.doc = p, doc
	m.read()
	for i := 0; i < len(m.symbols); {
		found, end := m.longest(i)
		if found < 0 {
			i++
			continue
		}
		if m.cues[m.rules[found].cue].Object {
			end = m.object(end)
		}
		m.report(found, i, end, r)
		i = end
	}
	m.program, m.doc = nil, nil
}

// longestObject bounds what a deflection takes in beyond its pattern.
const longestObject = 8

// object gives the end of the object that starts at token i: "we don't break
// out [the exact market percentages]". There may be none.
func (m *matcher) object(i int) int {
	for n := 0; n < longestObject && i < len(m.symbols) && m.inObject(i); n++ {
		i++
	}
	return i
}

// inObject says whether token i continues an object; a hyphen within a word does.
func (m *matcher) inObject(i int) bool {
	t := &m.doc.Tokens[i]
	if !t.Space && i+1 < len(m.symbols) && !m.doc.Tokens[i+1].Space && m.doc.At(i) == "-" {
		return true
	}
	return !m.objectEnd.holds(m.symbols[i], m.shapes[i])
}

// read looks up the symbol and the shape of every token.
func (m *matcher) read() {
	m.symbols, m.shapes = m.symbols[:0], m.shapes[:0]
	for i := range m.doc.Tokens {
		t := &m.doc.Tokens[i]
		m.symbols = append(m.symbols, m.program.symbols.Find(t.ID))
		m.shapes = append(m.shapes, shapeOf(m.doc.Text, t))
	}
}

// longest gives the rule that takes most tokens from i on, and where it ends.
func (m *matcher) longest(i int) (found int32, end int) {
	found = -1
	if n := m.starts[m.symbols[i]]; n != 0 {
		m.walk(n, i, i+1, &found, &end)
	}
	for _, e := range m.shaped {
		if e.test.shapes&m.shapes[i] != 0 {
			m.walk(e.next, i, i+1, &found, &end)
		}
	}
	return found, end
}

func (m *matcher) walk(at int32, start, i int, found *int32, end *int) {
	n := &m.nodes[at]
	for _, r := range n.accept {
		if (i > *end || i == *end && r < *found) && m.accepts(&m.rules[r], start, i) {
			*found, *end = r, i
		}
	}
	if i == len(m.symbols) || !n.any.holds(m.symbols[i], m.shapes[i]) {
		return
	}
	for _, e := range n.edges {
		if e.test.holds(m.symbols[i], m.shapes[i]) {
			m.walk(e.next, start, i+1, found, end)
		}
	}
}

func (m *matcher) accepts(r *rule, first, last int) bool {
	m.first, m.last = first, last
	if !m.beside(r.left, r.right) {
		return false
	}
	for i := range r.conditions.unless {
		if c := &r.conditions.unless[i]; m.beside(c.left, c.right) {
			return false
		}
	}
	for i := range r.conditions.only {
		if c := &r.conditions.only[i]; m.beside(c.left, c.right) {
			return true
		}
	}
	return len(r.conditions.only) == 0
}

func (m *matcher) beside(left, right context) bool {
	return (left == 0 || m.holds(int32(left), m.first-1, -1)) &&
		(right == 0 || m.holds(int32(right), m.last, 1))
}

// holds says whether the context that starts at node n holds from token at on, in direction.
func (m *matcher) holds(n int32, at, direction int) bool {
	if len(m.nodes[n].accept) > 0 {
		return true
	}
	edges := m.nodes[n].edges
	for i := range edges {
		e := &edges[i]
		switch {
		case e.test != nil:
			if at >= 0 && at < len(m.symbols) && e.test.holds(m.symbols[at], m.shapes[at]) && m.holds(e.next, at+direction, direction) {
				return true
			}
		case e.predicate != nil:
			if e.predicate(m, at) && m.holds(e.next, at, direction) {
				return true
			}
		default:
			if !m.holds(int32(e.not), at, direction) && m.holds(e.next, at, direction) {
				return true
			}
		}
	}
	return false
}

func (m *matcher) report(r int32, first, last int, out *Result) {
	rule := &m.rules[r]
	cue := &m.cues[rule.cue]
	start, end := int(m.doc.Tokens[first].Start), int(m.doc.Tokens[last-1].End)
	switch cue.Category {
	case NoHedge:
	case DeflectionCue:
		out.Deflections = append(out.Deflections, Deflection{start, end, cue.ID, rule.source})
	default:
		out.Hedges = append(out.Hedges, Hedge{start, end, cue.Category, cue.ID, cue.Weight, rule.source})
	}
}
