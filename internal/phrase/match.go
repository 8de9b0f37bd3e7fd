package phrase

import (
	"slices"
	"sync"

	"candor/text"
)

// Scanner walks one document. It sees the tokens that carry something and counts
// them from 0 on: fillers, notes and words said twice are left out, and short
// asides may be passed over (see text.Token).
type Scanner struct {
	*Program
	doc         *text.Document
	seen        []seen
	sentences   []text.Sentence
	first, last int // tokens of the candidate whose conditions are asked: [first, last)
}

// seen is a token that carries something.
type seen struct {
	row         int32 // of its symbol, -1 before anybody has asked for it
	token       int32 // of the document
	symbol      symbol
	shapes      shape
	ahead, back uint8 // how many tokens may be passed over from here on, or up to here
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
func (m *Scanner) Len() int { return len(m.seen) }

// Token gives the scanner's token i.
func (m *Scanner) Token(i int) *text.Token { return &m.doc.Tokens[m.seen[i].token] }

// At gives the document's token that the scanner's token i is.
func (m *Scanner) At(i int) int { return int(m.seen[i].token) }

// Before gives the scanner's last token before a token of the document, -1 if there is none.
func (m *Scanner) Before(token int) int {
	n, _ := slices.BinarySearchFunc(m.seen, token, func(s seen, token int) int { return int(s.token) - token })
	return n - 1
}

// Class gives a word class or phrase that was named when the program was compiled.
func (p *Program) Class(name string) Class { return p.classes[name] }

// Is says whether token i is in a word class, or a phrase stands there.
func (m *Scanner) Is(i int, c Class) bool {
	m.first, m.last = i, i+1
	return c != 0 && m.holds(int32(c), i, 1)
}

// see gives token i with its symbol and its shape, which are looked up when they
// are asked for first.
func (m *Scanner) see(i int) *seen {
	t := &m.seen[i]
	if t.row < 0 {
		m.look(t)
	}
	return t
}

func (m *Scanner) look(t *seen) {
	token := &m.doc.Tokens[t.token]
	t.symbol = m.symbols.Find(token.ID)
	t.row = int32(t.symbol) * int32(m.width)
	t.shapes |= shapeOf(m.doc.Text, token)
}

func (m *Scanner) takes(i int, test uint16, sh shape) bool {
	t := m.see(i)
	return m.rows[int(t.row)+int(test>>3)]>>(test&7)&1 != 0 || sh&t.shapes != 0
}

// Span gives the bytes from token first to the one before last.
func (m *Scanner) Span(first, last int) (start, end int) {
	return int(m.Token(first).Start), int(m.Token(last - 1).End)
}

// read lists the tokens that count.
func (m *Scanner) read() {
	m.seen = slices.Grow(m.seen[:0], len(m.doc.Tokens))[:len(m.doc.Tokens)]
	m.sentences = m.sentences[:0]
	n, asides := 0, false
	for _, s := range m.doc.Sentences {
		first := n
		for i := s.First; i < s.Last; i++ {
			t := &m.doc.Tokens[i]
			if t.Skip > 0 {
				i += int(t.Skip) - 1
				continue
			}
			m.seen[n] = seen{row: -1, token: int32(i)}
			n++
			asides = asides || t.Soft || t.Aside > 0
		}
		if first < n {
			m.sentences = append(m.sentences, text.Sentence{First: first, Last: n})
		}
	}
	m.seen = m.seen[:n]
	if asides {
		m.readAsides()
	}
}

// readAsides notes where a stretch may be passed over.
func (m *Scanner) readAsides() {
	for i := range m.seen {
		at := m.seen[i].token
		t := &m.doc.Tokens[at]
		if t.Kind != text.Punct || !t.Soft && t.Aside == 0 {
			continue
		}
		n := 1
		if t.Aside > 0 {
			for last := at + int32(t.Aside); i+n < len(m.seen) && m.seen[i+n].token < last; {
				n++
			}
		}
		from, to := &m.seen[i], &m.seen[i+n-1]
		from.ahead, from.shapes = uint8(n), from.shapes|shapeAhead
		to.back, to.shapes = uint8(n), to.shapes|shapeBack
	}
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
	t := m.see(i)
	if n := m.starts[t.symbol]; n != 0 && m.goesOn(n, i+1) {
		m.walk(n, i, i+1, &found, &end)
	}
	for k := range m.shaped {
		if e := m.shaped[k]; e.shapes()&t.shapes != 0 && m.goesOn(e.next(), i+1) {
			m.walk(e.next(), i, i+1, &found, &end)
		}
	}
	return found, end
}

// goesOn says whether walking from a node is worth the while: something ends
// there, or token i leads on. Most words that start a phrase start none.
func (m *Scanner) goesOn(at int32, i int) bool {
	n := &m.nodes[at]
	if n.acceptCount > 0 || n.any == (test{}) {
		return true
	}
	if i == len(m.seen) {
		return false
	}
	t := m.see(i)
	return m.rows[int(t.row)+int(n.any.number>>3)]>>(n.any.number&7)&1 != 0 || (n.any.shapes|shapeAhead)&t.shapes != 0
}

// walk goes on from node at, to which the tokens before i have led.
func (m *Scanner) walk(at int32, start, i int, found *int32, end *int) {
	n := &m.nodes[at]
	for k := range int(n.acceptCount) {
		if r := m.accepts[int(n.accepts)+k]; (i > *end || i == *end && r < *found) && m.accept(&m.rules[r], start, i) {
			*found, *end = r, i
		}
	}
	if n.edgeCount == 0 && !n.steps {
		return
	}
	edges := m.edges[n.edges:][:n.edgeCount]
	for i < len(m.seen) {
		t := m.see(i)
		row := m.rows[t.row:][:m.width]
		if n.any == (test{}) || row[n.any.number>>3]>>(n.any.number&7)&1 != 0 || n.any.shapes&t.shapes != 0 {
			if n.steps && t.symbol != 0 {
				if next := m.steps.Find(stepOf(at, t.symbol)); next != 0 {
					m.walk(next, start, i+1, found, end)
				}
			}
			for _, e := range edges {
				if row[e.test()>>3]>>(e.test()&7)&1 != 0 || e.shapes()&t.shapes != 0 {
					m.walk(e.next(), start, i+1, found, end)
				}
			}
		}
		if t.shapes&shapeAhead == 0 {
			return
		}
		i += int(t.ahead)
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
		e := edges[i]
		switch e.test() {
		case predicateEdge:
			if predicates[e.shapes()](m, at) && m.holds(e.next(), at, direction) {
				return true
			}
		case notEdge:
			i++
			if !m.holds(edges[i].next(), at, direction) && m.holds(e.next(), at, direction) {
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
func (m *Scanner) follows(e edge, at, direction int) bool {
	for at >= 0 && at < len(m.seen) {
		if m.takes(at, e.test(), e.shapes()) && m.holds(e.next(), at+direction, direction) {
			return true
		}
		switch {
		case direction > 0 && m.seen[at].shapes&shapeAhead != 0:
			at += int(m.seen[at].ahead)
		case direction < 0 && m.seen[at].shapes&shapeBack != 0:
			at -= int(m.seen[at].back)
		default:
			return false
		}
	}
	return false
}
