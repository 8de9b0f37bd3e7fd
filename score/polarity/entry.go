package polarity

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"candor/internal/phrase"
	"candor/text"
)

// Lexicon is a set of entries by what they do. The lists of several files are
// joined with Merge; an entry of a later file replaces an earlier one of the
// same phrase and conditions.
type Lexicon struct {
	Lexicon    []Entry `yaml:"lexicon" json:"lexicon,omitempty"`       // words and phrases with a polarity of their own
	Events     []Entry `yaml:"events" json:"events,omitempty"`         // things that happen to a company: orders, layoffs, ratings
	Directions []Entry `yaml:"directions" json:"directions,omitempty"` // words that move a quantity
	Quantities []Entry `yaml:"quantities" json:"quantities,omitempty"` // what can be moved
	Modifiers  []Entry `yaml:"modifiers" json:"modifiers,omitempty"`   // negation, degree, condition, the edges of clauses
	// Benchmarks are the words of plans and expectations, that the condition #benchmark stands for.
	Benchmarks []string `yaml:"benchmarks" json:"benchmarks,omitempty"`
}

// Entry is one line of the lexicon. Phrase and the conditions are written in
// the notation that package documentation describes under "Notation".
type Entry struct {
	Phrase string `yaml:"phrase" json:"phrase"`
	// Strength of a lexicon entry or an event, -2 to 2. 0 makes an exception:
	// the phrase is no finding and hides shorter entries inside it. Directions
	// and quantities multiply by it (absent: 1); of a way "reverse" it is what is
	// left of the finding that is turned; a negation has it when it finds nothing
	// to turn.
	Strength float64 `yaml:"strength" json:"strength,omitempty"`
	// Denied of a lexicon entry is its strength when it is negated, if that is not
	// the usual share: "we did not win", where "won" alone may say nothing.
	Denied float64 `yaml:"denied" json:"denied,omitempty"`
	// Rising says what it means that the noun goes up: good, bad or neither.
	// Needed for quantities; nouns of the lexicon have it from their sign. A
	// direction of way "reverse" with it undoes such things only.
	Rising string `yaml:"rising" json:"rising,omitempty"`
	// Loss marks a quantity that is the opposite of profit, so that the
	// numbers of a comparison count with a minus.
	Loss bool `yaml:"loss" json:"loss,omitempty"`
	// Way of a direction word: up, down, better or worse whatever moves, or
	// reverse (it undoes what it is applied to: "offset", "avoid").
	Way string `yaml:"way" json:"way,omitempty"`
	// Alone is the strength of a direction word that nothing is found for, in
	// its own direction: below 0 for "elevated", which is up and mostly bad.
	Alone float64 `yaml:"alone" json:"alone,omitempty"`
	// Does of a modifier: negate; unsurpassed (negates, but not a comparative:
	// "never better"); scale; suppose and imagine (what has not happened, behind
	// it or in all its clause); rival (what is said of a competitor); concede
	// ("although"); contrast ("but"); balance (what is contrasted is of one weight);
	// deny (turns what stands before it); divide; or compare.
	Does string `yaml:"does" json:"does,omitempty"`
	// Factor of a modifier that scales: above 1 intensifies, below diminishes;
	// a negative one turns the finding before it ("fell less than").
	Factor float64 `yaml:"factor" json:"factor,omitempty"`
	// Scope of a negation in tokens; 0 stands for the usual one.
	Scope int `yaml:"scope" json:"scope,omitempty"`
	// PartOfSpeech: noun, verb, adjective, particle; for a direction word also
	// "noun verb", told apart by its neighbours, "verb subject" for one that
	// moves its subject even if an object follows ("costs exceeded sales"),
	// and "adjective particle" for one that needs its noun right behind it.
	PartOfSpeech string `yaml:"pos" json:"pos,omitempty"`
	// Conditions on the words around; each is a set of words, a leading "!"
	// turns it round. Next and Previous look at the neighbour, Follows and
	// Precedes at the words after and before the phrase in its clause, up to
	// eight of them, Near at both.
	Next     string `yaml:"next" json:"next,omitempty"`
	Previous string `yaml:"previous" json:"previous,omitempty"`
	Follows  string `yaml:"follows" json:"follows,omitempty"`
	Precedes string `yaml:"precedes" json:"precedes,omitempty"`
	Near     string `yaml:"near" json:"near,omitempty"`
	// Examples are sentences with the phrase in square brackets, that run as
	// tests: a finding of the entry's sign must cover the brackets.
	Examples []string `yaml:"examples" json:"examples,omitempty"`
}

// key is what two entries must not have in common.
func (e *Entry) key() string {
	return strings.Join([]string{e.Phrase, e.PartOfSpeech, e.Next, e.Previous, e.Follows, e.Precedes, e.Near}, "\x00")
}

// list is one list of a Lexicon.
type list struct {
	name    string
	role    role
	entries *[]Entry
}

// lists are those of l. Where two have the same words, the earlier one is asked first.
func (l *Lexicon) lists() []list {
	return []list{
		{"modifiers", modifierRole, &l.Modifiers},
		{"events", eventRole, &l.Events},
		{"directions", directionRole, &l.Directions},
		{"lexicon", lexicalRole, &l.Lexicon},
		{"quantities", quantityRole, &l.Quantities},
	}
}

// Merge gives the entries of both, those of other standing for equal ones.
func (l Lexicon) Merge(other Lexicon) Lexicon {
	own, others := l.lists(), other.lists()
	for i := range own {
		*own[i].entries = mergeEntries(*own[i].entries, *others[i].entries)
	}
	l.Benchmarks = slices.Concat(l.Benchmarks, other.Benchmarks)
	return l
}

func mergeEntries(a, b []Entry) []Entry {
	// Later entries come first, because of two entries for the same words the
	// first whose conditions hold is taken.
	replaced := make(map[string]bool, len(b))
	for i := range b {
		replaced[b[i].key()] = true
	}
	merged := slices.Clone(b)
	for _, e := range a {
		if !replaced[e.key()] {
			merged = append(merged, e)
		}
	}
	return merged
}

// check says what is wrong with the fields of an entry of a list.
func (e *Entry) check(list string) error {
	if strings.TrimSpace(e.Phrase) == "" {
		return fmt.Errorf("an entry has no phrase")
	}
	if max(math.Abs(e.Strength), math.Abs(e.Alone), math.Abs(e.Denied)) > 2 {
		return fmt.Errorf("%q: strength, alone and denied must be within -2 and 2", e.Phrase)
	}
	if !oneOf(e.Rising, "", "good", "bad", "neither") {
		return fmt.Errorf("%q: rising is %q, want good, bad or neither", e.Phrase, e.Rising)
	}
	for _, p := range strings.Fields(e.PartOfSpeech) {
		if !oneOf(p, "noun", "verb", "adjective", "particle", "subject") {
			return fmt.Errorf("%q: unknown part of speech %q", e.Phrase, p)
		}
	}
	switch {
	case list == "directions" && !oneOf(e.Way, "up", "down", "better", "worse", "reverse"):
		return fmt.Errorf("%q: way is %q, want up, down, better, worse or reverse", e.Phrase, e.Way)
	case list == "directions" && e.PartOfSpeech == "":
		return fmt.Errorf("%q: a direction needs pos", e.Phrase)
	case list == "quantities" && e.Rising == "":
		return fmt.Errorf("%q: a quantity needs rising", e.Phrase)
	case e.Way == "reverse" && e.Strength <= 0:
		return fmt.Errorf("%q: reverse needs a strength, the share of what it turns that is left", e.Phrase)
	case list == "modifiers" && modifierOf(e.Does) == noModifier:
		return fmt.Errorf("%q: does is %q, want one of%s", e.Phrase, e.Does, strings.Join(modifierNames[:], " "))
	case e.Does == "scale" && e.Factor == 0:
		return fmt.Errorf("%q: scale needs a factor", e.Phrase)
	}
	return nil
}

func oneOf(s string, of ...string) bool { return slices.Contains(of, s) }

// longestPhrase bounds the tokens of one form, and mostForms the forms of one entry.
const (
	longestPhrase = 12
	mostForms     = 4096
)

// pattern is a phrase: its positions in order, each with the token IDs of its
// alternatives. An optional position has an empty alternative.
type pattern [][][]text.ID

// parsePhrase reads the notation of Entry.Phrase.
func parsePhrase(written string) ([]pattern, error) {
	var patterns []pattern
	for _, one := range strings.Split(written, ";") {
		var p pattern
		forms, longest, shortest := 1, 0, 0
		for _, position := range strings.Fields(one) {
			alternatives, err := parsePosition(position)
			if err != nil {
				return nil, err
			}
			p = append(p, alternatives)
			forms *= len(alternatives)
			low, high := lengths(alternatives)
			shortest += low
			longest += high
			if forms > mostForms || longest > longestPhrase {
				return nil, fmt.Errorf("more than %d forms or %d words", mostForms, longestPhrase)
			}
		}
		if shortest == 0 {
			return nil, fmt.Errorf("a form without words")
		}
		patterns = append(patterns, p)
	}
	return patterns, nil
}

func lengths(alternatives [][]text.ID) (shortest, longest int) {
	shortest = len(alternatives[0])
	for _, a := range alternatives {
		shortest, longest = min(shortest, len(a)), max(longest, len(a))
	}
	return shortest, longest
}

func parsePosition(position string) ([][]text.ID, error) {
	var alternatives [][]text.ID
	if inner, ok := strings.CutPrefix(position, "("); ok {
		if position, ok = strings.CutSuffix(inner, ")"); !ok {
			return nil, fmt.Errorf("%q is not closed", "("+inner)
		}
		alternatives = append(alternatives, nil)
	}
	for word := range strings.SplitSeq(position, "|") {
		if word == "" {
			return nil, fmt.Errorf("an empty alternative in %q", position)
		}
		for _, form := range phrase.Inflect(word) {
			alternatives = append(alternatives, tokenIDs(form))
		}
	}
	return alternatives, nil
}

// tokenIDs gives the IDs of a form; a clitic ("'s") is one only behind a word.
func tokenIDs(form string) []text.ID {
	if strings.HasPrefix(form, "'") {
		return []text.ID{text.WordID(form)}
	}
	if strings.Trim(form, "abcdefghijklmnopqrstuvwxyz") == "" {
		return []text.ID{text.WordID(form)} // most are; the loading is faster for it
	}
	d := text.New(form)
	ids := make([]text.ID, len(d.Tokens))
	for i := range d.Tokens {
		ids[i] = d.Tokens[i].ID
	}
	return ids
}

func endsIn(w string, endings ...string) bool {
	return slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(w, e) })
}

// condition is a set of words that must, or must not, stand at a place.
type condition struct {
	mask      uint64 // has a bit for each word, by the low bits of its ID: most words are not in the set
	ids       []text.ID
	number    bool // any number is in the set
	edge      bool // so is the edge of the sentence
	benchmark bool // so are the words of Lexicon.Benchmarks
	not       bool
}

const (
	anyNumber     = "#number"
	edgeMark      = "#edge"
	benchmarkMark = "#benchmark"
)

// parseCondition reads a condition; nil for an empty one.
func parseCondition(s string) (*condition, error) {
	if s == "" {
		return nil, nil
	}
	c := new(condition)
	s, c.not = strings.CutPrefix(s, "!")
	for _, word := range strings.Split(s, "|") {
		switch strings.TrimSpace(word) {
		case "":
			return nil, fmt.Errorf("an empty word in condition %q", s)
		case anyNumber:
			c.number = true
			continue
		case edgeMark:
			c.edge = true
			continue
		case benchmarkMark:
			c.benchmark = true
			continue
		}
		for _, form := range phrase.Inflect(word) {
			ids := tokenIDs(form)
			if len(ids) != 1 {
				return nil, fmt.Errorf("%q in a condition is not one word", word)
			}
			c.add(ids[0])
		}
	}
	return c, nil
}

func (c *condition) has(t *text.Token) bool {
	return c.number && t.Kind == text.Number || c.mask>>(t.ID&63)&1 != 0 && slices.Contains(c.ids, t.ID)
}

// add puts words into the set.
func (c *condition) add(ids ...text.ID) {
	c.ids = append(c.ids, ids...)
	for _, id := range ids {
		c.mask |= 1 << (id & 63)
	}
}
