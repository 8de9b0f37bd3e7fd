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
	// alone and pairs have bits for the words that are a phrase and for the first
	// two words of longer ones, so that most tokens are passed over without a
	// look at edges.
	alone, pairs []uint64
	edges        text.Index[edge, int32] // of an automaton over words, in which phrases share their ends
	ends         []int32                 // node -> where its rules begin in lists, 0 where no phrase ends
	lists        []int32                 // numbers of rules in order of preference, behind each list -1
	rules        []rule
	names        []string
}

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

// New compiles a lexicon. It fails on an entry that Load would not take and on
// two entries that say different things of one phrase under the same conditions.
func New(l Lexicon) (*Engine, error) {
	e, t := new(Engine), newTrie()
	var benchmarks []text.ID
	for _, word := range l.Benchmarks {
		for _, form := range phrase.Inflect(word) {
			benchmarks = append(benchmarks, text.WordID(form))
		}
	}
	for _, list := range l.lists() {
		for i := range *list.entries {
			entry := &(*list.entries)[i]
			patterns, r, err := entry.compile(list.name, list.role)
			if err != nil {
				return nil, fmt.Errorf("polarity %s: %w", list.name, err)
			}
			for _, c := range r.conditions() {
				if *c != nil && (*c).benchmark {
					(*c).add(benchmarks...)
				}
			}
			for _, p := range patterns {
				t.insert(0, p, int32(len(e.rules)))
			}
			e.rules = append(e.rules, r)
			e.names = append(e.names, nameOf(entry.Phrase))
		}
	}
	t.layOut(e)
	return e, nil
}

// conditions are those of a rule, nil where it has none.
func (r *rule) conditions() [5]**condition {
	return [...]**condition{&r.next, &r.previous, &r.follows, &r.precedes, &r.near}
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
	for i, written := range [...]string{entry.Next, entry.Previous, entry.Follows, entry.Precedes, entry.Near} {
		if *r.conditions()[i], err = parseCondition(written); err != nil {
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

// edge is a node and a word.
type edge uint64

func edgeOf(node int32, id text.ID) edge { return edge(id) ^ edge(node)*0x9E3779B97F4A7C15 }

func (e *Engine) child(node int32, id text.ID) int32 { return e.edges.Find(edgeOf(node, id)) }

func has(bits []uint64, n uint64) bool { return bits[n>>6&uint64(len(bits)-1)]>>(n&63)&1 != 0 }

func pairOf(a, b text.ID) uint64 { return uint64(a)*31 ^ uint64(b) }
