package phrase

import (
	"sync"

	"candor/text"
)

// Scanner walks one document. It sees the tokens that carry something and counts
// them from 0 on: fillers, notes and words said twice are left out, and short
// asides may be passed over (see text.Token).
type Scanner struct {
	*Program
	doc         *text.Document
	tokens      []int32 // of doc, by the scanner's
	symbols     []symbol
	shapes      []shape
	ahead, back []uint8 // how many tokens may be passed over from here on, or up to here
	sentences   []text.Sentence
	first, last int // tokens of the candidate whose conditions are asked: [first, last)
}

// Match is what an entry's pattern marks.
type Match struct {
	Entry, Pattern int // indices in the list that was compiled
	First, Last    int // the scanner's tokens, half-open
}

var scanners = sync.Pool{New: func() any { return new(Scanner) }}

// Scan looks up the tokens of doc. Release the scanner when done.
func (p *Program) Scan(doc *text.Document) *Scanner {
	m := scanners.Get().(*Scanner)
	m.Program, m.doc = p, doc
	m.read()
	return m
}

// Release gives the scanner's memory to a later Scan.
func (m *Scanner) Release() {
	m.Program, m.doc = nil, nil
	scanners.Put(m)
}

// Len is the number of tokens that the scanner sees.
func (m *Scanner) Len() int { return len(m.symbols) }

// Token gives the scanner's token i.
func (m *Scanner) Token(i int) *text.Token { return &m.doc.Tokens[m.tokens[i]] }

// Class gives a word class or phrase that was named when the program was compiled.
func (p *Program) Class(name string) Class { return p.classes[name] }

// Is says whether token i is in a word class, or a phrase stands there.
func (m *Scanner) Is(i int, c Class) bool {
	m.first, m.last = i, i+1
	return c != 0 && m.holds(int32(c), i, 1)
}

func (m *Scanner) takes(i int, test uint16, sh shape) bool {
	return m.rows[int(m.symbols[i])*m.width+int(test>>6)]>>(test&63)&1 != 0 || sh&m.shapes[i] != 0
}

// Span gives the bytes from token first to the one before last.
func (m *Scanner) Span(first, last int) (start, end int) {
	return int(m.Token(first).Start), int(m.Token(last - 1).End)
}

// read looks up the symbol and the shape of every token that counts.
func (m *Scanner) read() {
	m.tokens, m.symbols, m.shapes, m.sentences = m.tokens[:0], m.symbols[:0], m.shapes[:0], m.sentences[:0]
	m.ahead, m.back = m.ahead[:0], m.back[:0]
	for _, s := range m.doc.Sentences {
		first := len(m.tokens)
		for i := s.First; i < s.Last; i++ {
			t := &m.doc.Tokens[i]
			if t.Skip > 0 {
				i += int(t.Skip) - 1
				continue
			}
			m.tokens = append(m.tokens, int32(i))
			m.symbols = append(m.symbols, m.Program.symbols.Find(t.ID))
			m.shapes = append(m.shapes, shapeOf(m.doc.Text, t))
			m.ahead, m.back = append(m.ahead, 0), append(m.back, 0)
		}
		if first < len(m.tokens) {
			m.sentences = append(m.sentences, text.Sentence{First: first, Last: len(m.tokens)})
		}
	}
	m.readAsides()
}

// readAsides notes where a stretch may be passed over.
func (m *Scanner) readAsides() {
	for i, at := range m.tokens {
		t := &m.doc.Tokens[at]
		if t.Kind != text.Punct || !t.Soft && t.Aside == 0 {
			continue
		}
		n := 1
		if t.Aside > 0 {
			for last := at + int32(t.Aside); i+n < len(m.tokens) && m.tokens[i+n] < last; {
				n++
			}
		}
		m.pass(i, n)
	}
}

func (m *Scanner) pass(i, n int) {
	last := i + n - 1
	m.ahead[i], m.shapes[i] = uint8(n), m.shapes[i]|shapeAhead
	m.back[last], m.shapes[last] = uint8(n), m.shapes[last]|shapeBack
}

// Longest gives the entry that marks most tokens from token i on.
func (m *Scanner) Longest(i int) (Match, bool) {
	found, end := m.longest(i)
	if found < 0 {
		return Match{}, false
	}
	r := &m.rules[found]
	return Match{int(r.entry), int(r.pattern), i, end}, true
}

func (m *Scanner) longest(i int) (found int32, end int) {
	found = -1
	if n := m.starts[m.symbols[i]]; n != 0 {
		m.walk(n, i, i+1, &found, &end)
	}
	for _, e := range m.shaped {
		if e.shapes&m.shapes[i] != 0 {
			m.walk(e.next, i, i+1, &found, &end)
		}
	}
	return found, end
}

// walk goes on from node at, to which the tokens before i have led.
func (m *Scanner) walk(at int32, start, i int, found *int32, end *int) {
	n := &m.nodes[at]
	for _, r := range m.accepts[n.accepts:][:n.acceptCount] {
		if (i > *end || i == *end && r < *found) && m.accept(&m.rules[r], start, i) {
			*found, *end = r, i
		}
	}
	edges := m.edges[n.edges:][:n.edgeCount]
	if len(edges) == 0 {
		return
	}
	for i < len(m.symbols) {
		row, sh := m.rows[int(m.symbols[i])*m.width:][:m.width], m.shapes[i]
		if n.any == (test{}) || row[n.any.number>>6]>>(n.any.number&63)&1 != 0 || n.any.shapes&sh != 0 {
			for k := range edges {
				if e := &edges[k]; row[e.test>>6]>>(e.test&63)&1 != 0 || e.shapes&sh != 0 {
					m.walk(e.next, start, i+1, found, end)
				}
			}
		}
		if sh&shapeAhead == 0 {
			return
		}
		i += int(m.ahead[i])
	}
}

func (m *Scanner) accept(r *rule, first, last int) bool {
	m.first, m.last = first, last
	if !m.beside(r.beside) {
		return false
	}
	for _, c := range m.conditions[r.middle:r.last] {
		if m.beside(c) {
			return false
		}
	}
	for _, c := range m.conditions[r.first:r.middle] {
		if m.beside(c) {
			return true
		}
	}
	return r.first == r.middle
}

func (m *Scanner) beside(c condition) bool {
	return (c.left == 0 || m.holds(int32(c.left), m.first-1, -1)) &&
		(c.right == 0 || m.holds(int32(c.right), m.last, 1))
}

// holds says whether the context that starts at node n holds from token at on, in direction.
func (m *Scanner) holds(n int32, at, direction int) bool {
	if m.nodes[n].acceptCount > 0 {
		return true
	}
	edges := m.edges[m.nodes[n].edges:][:m.nodes[n].edgeCount]
	for i := 0; i < len(edges); i++ {
		e := &edges[i]
		switch e.test {
		case predicateEdge:
			if predicates[e.shapes](m, at) && m.holds(e.next, at, direction) {
				return true
			}
		case notEdge:
			i++
			if !m.holds(edges[i].next, at, direction) && m.holds(e.next, at, direction) {
				return true
			}
		default:
			if m.follows(e, at, direction) {
				return true
			}
		}
	}
	return false
}

// follows says whether the edge takes token at, or the one behind what may be
// passed over there, and the context goes on from it.
func (m *Scanner) follows(e *edge, at, direction int) bool {
	for at >= 0 && at < len(m.symbols) {
		if m.takes(at, e.test, e.shapes) && m.holds(e.next, at+direction, direction) {
			return true
		}
		switch {
		case direction > 0 && m.shapes[at]&shapeAhead != 0:
			at += int(m.ahead[at])
		case direction < 0 && m.shapes[at]&shapeBack != 0:
			at -= int(m.back[at])
		default:
			return false
		}
	}
	return false
}
