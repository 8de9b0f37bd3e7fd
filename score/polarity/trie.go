package polarity

import (
	"cmp"
	"encoding/binary"
	"slices"

	"candor/text"
)

// trie collects phrases while an engine is built. Node 0 is its root.
type trie struct {
	children map[trieEdge]int32
	edges    []trieEdge // in the order in which they were made: that of child n is n-1
	rules    [][]int32  // by node
}

type trieEdge struct {
	from int32
	id   text.ID
}

func newTrie() *trie { return &trie{children: map[trieEdge]int32{}, rules: make([][]int32, 1)} }

// insert adds the forms of the rest of a pattern below node.
func (t *trie) insert(node int32, p pattern, rule int32) {
	if len(p) == 0 {
		if !slices.Contains(t.rules[node], rule) {
			t.rules[node] = append(t.rules[node], rule)
		}
		return
	}
	for _, alternative := range p[0] {
		at := node
		for _, id := range alternative {
			e := trieEdge{at, id}
			next, ok := t.children[e]
			if !ok {
				next = int32(len(t.rules))
				t.children[e] = next
				t.edges = append(t.edges, e)
				t.rules = append(t.rules, nil)
			}
			at = next
		}
		t.insert(at, p[1:], rule)
	}
}

// step is an edge as its node knows it.
type step struct {
	id text.ID
	to int32
}

// Sizes of the engine's bit sets in words, powers of two.
const (
	aloneWords = 1 << 10
	pairsWords = 1 << 11
)

// layOut joins the nodes from which the same follows, and puts the automaton into e.
func (t *trie) layOut(e *Engine) {
	below := make([][]step, len(t.rules))
	for i, edge := range t.edges {
		below[edge.from] = append(below[edge.from], step{edge.id, int32(i + 1)})
	}
	number := make([]int32, len(t.rules)) // of the node in the automaton
	kept := make([][]step, 1)             // by that number
	known := map[string]int32{}
	edges := map[edge]int32{}
	lists := lister{engine: e, known: map[string]int32{}}
	e.ends, e.lists = make([]int32, 1), []int32{-1}
	for n := len(t.rules) - 1; n >= 0; n-- { // children stand behind their parents
		steps, list := below[n], lists.number(t.rules[n])
		for i := range steps {
			steps[i].to = number[steps[i].to]
		}
		slices.SortFunc(steps, func(a, b step) int { return cmp.Compare(a.id, b.id) })
		if n > 0 {
			key := binary.LittleEndian.AppendUint32(nil, uint32(list))
			for _, s := range steps {
				key = binary.LittleEndian.AppendUint64(key, uint64(s.id))
				key = binary.LittleEndian.AppendUint32(key, uint32(s.to))
			}
			at, ok := known[string(key)]
			if ok {
				number[n] = at
				continue
			}
			number[n] = int32(len(kept))
			known[string(key)] = number[n]
			kept, e.ends = append(kept, steps), append(e.ends, list)
		}
		for _, s := range steps {
			edges[edgeOf(number[n], s.id)] = s.to
		}
	}
	e.edges = text.NewIndex(edges)
	e.sieve(below[0], kept)
}

// sieve fills the engine's bit sets: below are the steps of the root and kept
// those of the other nodes.
func (e *Engine) sieve(below []step, kept [][]step) {
	set := func(bits []uint64, n uint64) { bits[n>>6&uint64(len(bits)-1)] |= 1 << (n & 63) }
	e.alone, e.pairs = make([]uint64, aloneWords), make([]uint64, pairsWords)
	for _, first := range below {
		if e.ends[first.to] != 0 {
			set(e.alone, uint64(first.id))
		}
		for _, second := range kept[first.to] {
			set(e.pairs, pairOf(first.id, second.id))
		}
	}
}

// lister puts lists of rules into an engine, each once.
type lister struct {
	engine *Engine
	known  map[string]int32
}

// number gives the place of a list of rules, 0 for none.
func (l *lister) number(rules []int32) int32 {
	if len(rules) == 0 {
		return 0
	}
	key := make([]byte, 0, 4*len(rules))
	for _, r := range rules {
		key = binary.LittleEndian.AppendUint32(key, uint32(r))
	}
	at, ok := l.known[string(key)]
	if !ok {
		at = int32(len(l.engine.lists))
		l.known[string(key)] = at
		l.engine.lists = append(append(l.engine.lists, rules...), -1)
	}
	return at
}
