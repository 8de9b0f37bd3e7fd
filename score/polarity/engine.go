package polarity

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"candor/internal/phrase"
	"candor/text"
)

// Engine finds polarity in Documents. It is read-only and safe for concurrent use.
type Engine struct {
	slots []slot // open-addressed, a power of two: the edges of a trie over token IDs
	// alone and pairs have bits for the words that are a phrase and for the first
	// two words of longer ones, so that most tokens are passed over without a
	// look at slots.
	alone [1 << 10]uint64
	pairs [1 << 11]uint64
	first map[int32]text.ID // the words of the root's children, while the engine is built
	nodes []int32           // node -> its first link, 0 where no phrase ends
	links []link            // links[0] is unused
	rules []rule
	names []string
	// benchmarks are the words that the condition #benchmark stands for.
	benchmarks []text.ID
}

type slot struct {
	key   uint64
	child int32 // 0: empty, the root is nobody's child
}

// link is an element of a node's list of rules, in order of preference.
type link struct{ rule, next int32 }

type role uint8

const (
	lexicalRole role = iota
	eventRole
	directionRole
	quantityRole
	modifierRole
)

type modifier uint8

const (
	noModifier modifier = iota
	negate
	scale
	suppose
	divide
	contrast
	compare
	unsurpassed
	imagine
	rival
	concede
	balance
	deny
)

// modifierNames are the values of Entry.Does.
var modifierNames = [...]string{negate: "negate", scale: "scale", suppose: "suppose", divide: "divide", contrast: "contrast",
	compare: "compare", unsurpassed: "unsurpassed", imagine: "imagine", rival: "rival", concede: "concede", balance: "balance", deny: "deny"}

func modifierOf(does string) modifier { return modifier(max(0, slices.Index(modifierNames[:], does))) }

type way int8

const (
	down    way = -1
	noWay   way = 0
	up      way = 1
	better  way = 2
	worse   way = 3
	reverse way = 4
)

// wayNames are the values of Entry.Way, from down on.
var wayNames = [...]string{"down", "", "up", "better", "worse", "reverse"}

func wayOf(s string) way { return way(slices.Index(wayNames[:], s)) + down }

// sign of a way that is alone.
func (w way) sign() float64 {
	switch w {
	case up, better:
		return 1
	case down, worse:
		return -1
	}
	return 0
}

// rule is a compiled Entry.
type rule struct {
	strength, alone, factor, denied float64
	role                            role
	does                            modifier
	way                             way
	rising                          int8
	loss                            bool
	noun, verb, adjective           bool
	particle, subject               bool
	scope                           int32
	next, previous                  *condition
	follows, precedes, near         *condition
}

// firstNodes is room for the built-in lexicon, so that loading it moves nothing.
const firstNodes = 1 << 15

// New compiles a lexicon. It fails on an entry that Load would not take and on
// two entries that say different things of one phrase under the same conditions.
func New(l Lexicon) (*Engine, error) {
	e := &Engine{
		nodes: make([]int32, 1, firstNodes), links: make([]link, 1, firstNodes),
		slots: make([]slot, 2*firstNodes), first: make(map[int32]text.ID),
	}
	for _, word := range l.Benchmarks {
		for _, form := range phrase.Inflect(word) {
			e.benchmarks = append(e.benchmarks, text.WordID(form))
		}
	}
	for _, list := range l.lists() {
		for i := range *list.entries {
			if err := e.add(&(*list.entries)[i], list.name, list.role); err != nil {
				return nil, fmt.Errorf("polarity %s: %w", list.name, err)
			}
		}
	}
	e.first = nil
	return e, nil
}

func (e *Engine) add(entry *Entry, list string, as role) error {
	patterns, r, err := entry.compile(list, as)
	if err != nil {
		return err
	}
	for _, c := range []*condition{r.next, r.previous, r.follows, r.precedes, r.near} {
		if c != nil && c.benchmark {
			c.add(e.benchmarks...)
		}
	}
	number := int32(len(e.rules))
	e.rules = append(e.rules, r)
	e.names = append(e.names, nameOf(entry.Phrase))
	for _, p := range patterns {
		e.insert(0, p, number)
	}
	return nil
}

// compile parses an entry of a list and says what is wrong with it.
func (entry *Entry) compile(list string, as role) ([]pattern, rule, error) {
	if err := entry.check(list); err != nil {
		return nil, rule{}, err
	}
	patterns, err := parsePhrase(entry.Phrase)
	if err != nil {
		return nil, rule{}, fmt.Errorf("%q: %w", entry.Phrase, err)
	}
	r := compileRule(entry, as)
	for _, c := range []struct {
		to   **condition
		text string
	}{{&r.next, entry.Next}, {&r.previous, entry.Previous}, {&r.follows, entry.Follows}, {&r.precedes, entry.Precedes}, {&r.near, entry.Near}} {
		if *c.to, err = parseCondition(c.text); err != nil {
			return nil, rule{}, fmt.Errorf("%q: %w", entry.Phrase, err)
		}
	}
	return patterns, r, nil
}

func compileRule(entry *Entry, as role) rule {
	r := rule{
		strength: entry.Strength, alone: entry.Alone, denied: entry.Denied, factor: entry.Factor, role: as,
		does: modifierOf(entry.Does), way: wayOf(entry.Way), loss: entry.Loss, scope: int32(entry.Scope),
	}
	for _, p := range strings.Fields(entry.PartOfSpeech) {
		switch p {
		case "noun":
			r.noun = true
		case "verb":
			r.verb = true
		case "adjective":
			r.adjective = true
		case "particle":
			r.particle = true
		case "subject":
			r.subject = true
		}
	}
	switch entry.Rising {
	case "good":
		r.rising = 1
	case "bad":
		r.rising = -1
	case "":
		if as != directionRole {
			r.rising = int8(cmp.Compare(entry.Strength, 0))
		}
	}
	if as == quantityRole {
		r.noun = true
	}
	return r
}

// nameOf gives the first form of a phrase, which names its entry.
func nameOf(written string) string {
	first, _, _ := strings.Cut(written, ";")
	var words []string
	for _, position := range strings.Fields(first) {
		if strings.HasPrefix(position, "(") {
			continue
		}
		word, _, _ := strings.Cut(position, "|")
		words = append(words, phrase.Inflect(word)[0])
	}
	return strings.Join(words, " ")
}

// Name gives the phrase of an entry, for Finding.Entry and Finding.Quantity.
// It is "" for -1.
func (e *Engine) Name(entry int) string {
	if entry < 0 || entry >= len(e.names) {
		return ""
	}
	return e.names[entry]
}

// Entries is the number of entries; their indices run from 0 to it.
func (e *Engine) Entries() int { return len(e.rules) }

// mix spreads the bits of a node over an ID, so that one table holds all nodes' edges.
func mix(node int32, id text.ID) uint64 {
	return uint64(id) ^ uint64(node)*0x9E3779B97F4A7C15
}

func (e *Engine) child(node int32, id text.ID) int32 {
	key := mix(node, id)
	mask := uint64(len(e.slots) - 1)
	for i := (key ^ key>>29) & mask; ; i = (i + 1) & mask {
		s := &e.slots[i]
		if s.child == 0 || s.key == key {
			return s.child
		}
	}
}

// insert adds the forms of the rest of a pattern below node.
func (e *Engine) insert(node int32, p pattern, number int32) {
	if len(p) == 0 {
		if id, ok := e.first[node]; ok {
			set(e.alone[:], uint64(id))
		}
		at := &e.nodes[node]
		for *at != 0 {
			at = &e.links[*at].next
		}
		*at = int32(len(e.links))
		e.links = append(e.links, link{rule: number})
		return
	}
	for _, alternative := range p[0] {
		child := node
		for _, id := range alternative {
			child = e.descend(child, id)
		}
		e.insert(child, p[1:], number)
	}
}

// descend goes to the child of node for id, which it makes if there is none.
func (e *Engine) descend(node int32, id text.ID) int32 {
	child := e.child(node, id)
	if child == 0 {
		child = int32(len(e.nodes))
		e.nodes = append(e.nodes, 0)
		e.put(mix(node, id), child)
		if node == 0 {
			e.first[child] = id
		} else if before, ok := e.first[node]; ok {
			set(e.pairs[:], pairOf(before, id))
		}
	}
	return child
}

// put adds an edge and keeps the table at most half full.
func (e *Engine) put(key uint64, child int32) {
	if 2*len(e.nodes) > len(e.slots) {
		old := e.slots
		e.slots = make([]slot, 2*len(old))
		for _, s := range old {
			if s.child != 0 {
				e.place(s)
			}
		}
	}
	e.place(slot{key, child})
}

func (e *Engine) place(s slot) {
	mask := uint64(len(e.slots) - 1)
	i := (s.key ^ s.key>>29) & mask
	for e.slots[i].child != 0 {
		i = (i + 1) & mask
	}
	e.slots[i] = s
}

func set(bits []uint64, n uint64) { bits[n>>6&uint64(len(bits)-1)] |= 1 << (n & 63) }

func has(bits []uint64, n uint64) bool { return bits[n>>6&uint64(len(bits)-1)]>>(n&63)&1 != 0 }

func pairOf(a, b text.ID) uint64 { return uint64(a)*31 ^ uint64(b) }

// mayStart says whether a phrase may begin at token i; if not, none does.
func (e *Engine) mayStart(tokens []text.Token, i int) bool {
	id := tokens[i].ID
	if i+1 == len(tokens) {
		return has(e.alone[:], uint64(id))
	}
	return has(e.alone[:], uint64(id)) || has(e.pairs[:], pairOf(id, tokens[i+1].ID))
}
