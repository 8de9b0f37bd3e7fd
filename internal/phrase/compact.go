package phrase

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"fmt"
	"maps"
	"math/bits"
	"slices"

	"candor/text"
)

// compact is the form of a program that loads fast: flat lists of numbers.
type compact struct {
	About      []byte // JSON
	IDs        []uint64
	Width      int
	Rows       []int32 // for each symbol the number of tests that take it, and those
	Starts     []int32
	Shaped     []int32
	Edges      []int32
	Accepts    []int32
	Nodes      []int32
	Steps      []int32
	Rules      []int32
	Conditions []int32
	Classes    []string
	ClassNodes []int32
}

// Compact gives the form of a program that Load reads, with what is to be known of
// its entries: about, as JSON. It is written by go generate and embedded.
func (p *Program) Compact(about any) ([]byte, error) {
	meta, err := json.Marshal(about)
	if err != nil {
		return nil, err
	}
	c := compact{About: meta, Width: p.width, Starts: p.starts, Steps: p.stepList, Accepts: p.accepts, Classes: slices.Sorted(maps.Keys(p.classes))}
	for _, id := range p.ids {
		c.IDs = append(c.IDs, uint64(id))
	}
	for s := range p.ids {
		at := len(c.Rows)
		c.Rows = append(c.Rows, 0)
		for k, set := range p.rows[s*p.width:][:p.width] {
			for ; set != 0; set &= set - 1 {
				c.Rows = append(c.Rows, int32(k<<6+bits.TrailingZeros64(set)))
			}
		}
		c.Rows[at] = int32(len(c.Rows) - at - 1)
	}
	for _, e := range p.shaped {
		c.Shaped = append(c.Shaped, e.next, int32(e.test), int32(e.shapes))
	}
	for _, e := range p.edges {
		c.Edges = append(c.Edges, e.next, int32(e.test), int32(e.shapes))
	}
	for _, n := range p.nodes {
		c.Nodes = append(c.Nodes, n.edges, int32(n.edgeCount), n.accepts, int32(n.acceptCount), int32(n.any.number), int32(n.any.shapes))
	}
	for _, r := range p.rules {
		c.Rules = append(c.Rules, r.entry, r.pattern, int32(r.beside.left), int32(r.beside.right), r.first, r.middle, r.last)
	}
	for _, x := range p.conditions {
		c.Conditions = append(c.Conditions, int32(x.left), int32(x.right))
	}
	for _, name := range c.Classes {
		c.ClassNodes = append(c.ClassNodes, int32(p.classes[name]))
	}
	var b bytes.Buffer
	err = gob.NewEncoder(&b).Encode(c)
	return b.Bytes(), err
}

// Load reads what Compact wrote, and about with it. It is meant for embedded data
// that tests have seen: it checks the form, not each number.
func Load(data []byte, about any) (*Program, error) {
	var c compact
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&c); err != nil {
		return nil, fmt.Errorf("compact phrases: %w", err)
	}
	if err := json.Unmarshal(c.About, about); err != nil {
		return nil, fmt.Errorf("compact phrases: %w", err)
	}
	p := &Program{width: c.Width, starts: c.Starts, stepList: c.Steps, accepts: c.Accepts, classes: map[string]Class{}}
	for _, id := range c.IDs {
		p.ids = append(p.ids, text.ID(id))
	}
	p.rows = make([]uint64, p.width*len(p.ids))
	rest := c.Rows
	for s := range p.ids {
		n := rest[0]
		for _, t := range rest[1 : n+1] {
			p.rows[s*p.width+int(t>>6)] |= 1 << (t & 63)
		}
		rest = rest[n+1:]
	}
	p.indexSymbols()
	p.shaped = unflatten(c.Shaped, 3, toEdge)
	p.edges = unflatten(c.Edges, 3, toEdge)
	p.nodes = unflatten(c.Nodes, 6, func(v []int32) node {
		return node{edges: v[0], edgeCount: uint16(v[1]), accepts: v[2], acceptCount: uint16(v[3]), any: test{uint16(v[4]), shape(v[5])}}
	})
	for i := 0; i < len(p.stepList); i += 3 {
		p.nodes[p.stepList[i]].steps = true
	}
	p.indexSteps()
	p.rules = unflatten(c.Rules, 7, func(v []int32) rule {
		return rule{v[0], v[1], condition{context(v[2]), context(v[3])}, v[4], v[5], v[6]}
	})
	p.conditions = unflatten(c.Conditions, 2, func(v []int32) condition { return condition{context(v[0]), context(v[1])} })
	for i, name := range c.Classes {
		p.classes[name] = Class(c.ClassNodes[i])
	}
	return p, nil
}

func toEdge(v []int32) edge { return edge{v[0], uint16(v[1]), shape(v[2])} }

// unflatten makes one value of every n numbers.
func unflatten[T any](list []int32, n int, of func([]int32) T) []T {
	out := make([]T, 0, len(list)/n)
	for ; len(list) > 0; list = list[n:] {
		out = append(out, of(list))
	}
	return out
}
