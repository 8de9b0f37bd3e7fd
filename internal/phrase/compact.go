package phrase

import (
	"fmt"
	"maps"
	"slices"

	"candor/internal/flat"
	"candor/text"
)

// Compact gives the form of a program that Load reads, with what is to be known of
// its entries: about. It is written by go generate and embedded.
func (p *Program) Compact(about []byte) []byte {
	w := new(flat.Writer)
	w.String(string(about))
	w.String(p.symbols.Data())
	w.String(p.steps.Data())
	w.Uint32(uint32(p.width))
	w.String(p.rows)
	flat.Int32s(w, p.starts)
	flat.Uint64s(w, p.shaped)
	flat.Uint64s(w, p.edges)
	flat.Int32s(w, p.accepts)
	flat.Int32s(w, p.stepList)
	w.Uint32(uint32(len(p.nodes)))
	for _, n := range p.nodes {
		w.Uint32(uint32(n.edges))
		w.Uint32(uint32(n.edgeCount) | uint32(n.acceptCount)<<16)
		w.Uint32(uint32(n.accepts))
		w.Uint32(uint32(n.any.number) | uint32(n.any.shapes)<<16)
	}
	w.Uint32(uint32(len(p.rules)))
	for _, r := range p.rules {
		for _, x := range [...]int32{r.entry, r.pattern, int32(r.beside.left), int32(r.beside.right), r.first, r.middle, r.last} {
			w.Uint32(uint32(x))
		}
	}
	w.Uint32(uint32(len(p.conditions)))
	for _, c := range p.conditions {
		w.Uint32(uint32(c.left))
		w.Uint32(uint32(c.right))
	}
	names := slices.Sorted(maps.Keys(p.classes))
	w.Strings(names)
	for _, name := range names {
		w.Uint32(uint32(p.classes[name]))
	}
	return *w
}

// Load reads what Compact wrote, and about with it. The tables of the program stay
// where they lie. It is meant for embedded data that tests have seen: it checks the
// form, not each number.
func Load(data string) (p *Program, about string, err error) {
	r := flat.NewReader(data)
	about = r.String()
	p = &Program{classes: map[string]Class{}}
	var known, stepping bool
	p.symbols, known = text.OpenIndex[text.ID, symbol](r.String())
	p.steps, stepping = text.OpenIndex[step, int32](r.String())
	if !known || !stepping {
		return nil, "", fmt.Errorf("compact phrases: no index")
	}
	p.width, p.rows = int(r.Uint32()), r.String()
	p.starts = flat.ReadInt32s[int32](r)
	p.shaped, p.edges = flat.ReadUint64s[edge](r), flat.ReadUint64s[edge](r)
	p.accepts, p.stepList = flat.ReadInt32s[int32](r), flat.ReadInt32s[int32](r)
	p.nodes = make([]node, r.Count(16))
	for i := range p.nodes {
		n := &p.nodes[i]
		n.edges = int32(r.Uint32())
		counts := r.Uint32()
		n.edgeCount, n.acceptCount = uint16(counts), uint16(counts>>16)
		n.accepts = int32(r.Uint32())
		any := r.Uint32()
		n.any = test{uint16(any), shape(any >> 16)}
	}
	for i := 0; i+2 < len(p.stepList); i += 3 {
		p.nodes[p.stepList[i]].steps = true
	}
	p.rules = make([]rule, r.Count(28))
	for i := range p.rules {
		to := &p.rules[i]
		to.entry, to.pattern = int32(r.Uint32()), int32(r.Uint32())
		to.beside = condition{context(r.Uint32()), context(r.Uint32())}
		to.first, to.middle, to.last = int32(r.Uint32()), int32(r.Uint32()), int32(r.Uint32())
	}
	p.conditions = make([]condition, r.Count(8))
	for i := range p.conditions {
		p.conditions[i] = condition{context(r.Uint32()), context(r.Uint32())}
	}
	for _, name := range r.Strings() {
		p.classes[name] = Class(r.Uint32())
	}
	if err := r.Close(); err != nil {
		return nil, "", fmt.Errorf("compact phrases: %w", err)
	}
	return p, about, nil
}
