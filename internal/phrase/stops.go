package phrase

import (
	"slices"

	"candor/text"
)

// Stops tells where no match runs over the end of a sentence, so that the rest of
// one need not be walked. It belongs to one Program.
type Stops struct {
	symbols []bool // by symbol: a match may take such a token and the stop behind it
	shapes  shape  // and tokens of these shapes
	starts  bool   // a match may begin at a stop
}

var stopMarks = [...]text.ID{text.WordID("."), text.WordID("?"), text.WordID("!")}

// Stops looks which tokens the program's patterns take before a stop.
func (p *Program) Stops() *Stops {
	s := &Stops{symbols: make([]bool, len(p.starts))}
	var stops [len(stopMarks)]symbol
	for i, id := range stopMarks {
		stops[i] = p.symbols.Find(id)
		s.starts = s.starts || p.starts[stops[i]] != 0 && stops[i] != 0
	}
	before := make([]byte, p.width) // tests of edges to nodes that take a stop
	takesStop := make([]bool, len(p.nodes))
	for n := range p.nodes {
		takesStop[n] = p.takesAny(int32(n), stops[:])
	}
	lead := func(edges []edge) {
		for _, e := range edges {
			if e.test() < mostTests && takesStop[e.next()] {
				before[e.test()>>3] |= 1 << (e.test() & 7)
				s.shapes |= e.shapes()
			}
		}
	}
	lead(p.edges)
	lead(p.shaped)
	for sym := range s.symbols {
		s.symbols[sym] = takesStop[p.starts[sym]]
		for k, tests := range before {
			s.symbols[sym] = s.symbols[sym] || p.rows[sym*p.width+k]&tests != 0
		}
	}
	for i := 0; i < len(p.stepList); i += 3 {
		if takesStop[p.stepList[i+2]] {
			s.symbols[p.stepList[i+1]] = true
		}
	}
	for _, e := range p.shaped {
		s.starts = s.starts || e.shapes()&shapePunct != 0
	}
	return s
}

// takesAny says whether an edge of node n takes one of some marks.
func (p *Program) takesAny(n int32, marks []symbol) bool {
	for _, mark := range marks {
		if mark != 0 && p.nodes[n].steps && p.steps.Find(stepOf(n, mark)) != 0 {
			return true
		}
		for _, e := range p.edges[p.nodes[n].edges:][:p.nodes[n].edgeCount] {
			if e.test() < mostTests && (e.shapes()&shapePunct != 0 || p.rows[int(mark)*p.width+int(e.test()>>3)]>>(e.test()&7)&1 != 0) {
				return true
			}
		}
	}
	return false
}

// Apart says whether no match takes token i-1 and the stop that token i is, and
// none begins at it: what is found from token i on does not depend on what is
// found before.
func (s *Stops) Apart(m *Scanner, i int) bool {
	if s.starts || i == 0 {
		return false
	}
	before, stop := m.see(i-1), m.see(i)
	return slices.Contains(stopMarks[:], m.doc.Tokens[stop.token].ID) && (before.shapes|stop.shapes)&(shapeAhead|shapeBack) == 0 &&
		!s.symbols[before.symbol] && before.shapes&s.shapes == 0
}
