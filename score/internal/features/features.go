// Package features says what a sentiment model sees of a unit, a sentence or a
// whole text: terms and balances, each with a weight that training finds. It is
// what package score, which runs models, and package training, which makes them,
// have in common.
//
// Terms are words, pairs and triples of neighbouring words, and the polarity
// lexicon's entries that were found. Marks, notes of the transcriber and fillers
// are no words and stand between none. A contraction is one word, whether its
// apostrophe is there or lost.
//
// Balances are a fixed list of numbers of the polarity findings.
package features

import (
	"sync"

	"candor/internal/model"
	"candor/score/polarity"
	"candor/text"
)

// Key identifies a term.
type Key = model.Key

const (
	numberKey Key = 0x6e756d626572 // all numbers: which one it is says nothing
	startKey  Key = 0x7374617274   // before the first word of a sentence
)

// Kinds of terms are kept apart by multiplying with different odd numbers.
const (
	pairFactor     = 0x9e3779b97f4a7c15
	tripleFactor   = 0xff51afd7ed558ccd
	findingFactor  = 0xc2b2ae3d27d4eb4f
	quantityFactor = 0x165667b19e3779f9
)

// Place says where a term stands and what it is.
type Place struct {
	First, Last int32 // its tokens, half-open
	Size        int8  // 1 for a word, 2 for a pair, 3 for a triple
}

// Unit is what a model sees of some sentences of a document.
type Unit struct {
	Words    int     // that are terms
	Hash     Key     // of the words in their order
	Terms    []Key   // words, pairs and triples; Findings' terms come from FindingKeys
	Places   []Place // of Terms
	Findings []polarity.Finding
	Balances Balances
}

// Reader reads the units of a document. Its memory is used again.
type Reader struct {
	engine  *polarity.Engine
	entries []Key
	doc     *text.Document
	result  polarity.Result
	first   []int // of the findings of each sentence, and their number
	unit    Unit
}

var entries = sync.OnceValue(func() []Key { return entryKeys(polarity.Default()) })

// NewReader gives a reader with the built-in polarity lexicon.
func NewReader() *Reader { return &Reader{engine: polarity.Default(), entries: entries()} }

// Reset begins to read a document.
func (r *Reader) Reset(d *text.Document) {
	r.doc = d
	r.engine.Analyze(d, &r.result)
	r.first = r.first[:0]
	next := 0
	for s := range d.Sentences {
		for next < len(r.result.Findings) && r.result.Findings[next].Sentence < s {
			next++
		}
		r.first = append(r.first, next)
	}
	r.first = append(r.first, len(r.result.Findings))
}

// Release lets go of the document.
func (r *Reader) Release() { r.doc = nil }

// Spoken gives the sums of the good and of the bad findings of the document.
func (r *Reader) Spoken() Spoken {
	good, bad := r.result.Totals()
	return Spoken{good, bad, r.doc.Words > 0}
}

// Unit gives what a model sees of the sentences from first to before last, until
// the next call.
func (r *Reader) Unit(first, last int) *Unit {
	u := &r.unit
	u.Terms, u.Places, u.Words, u.Hash = u.Terms[:0], u.Places[:0], 0, 0
	for s := first; s < last; s++ {
		r.terms(r.doc.Sentences[s])
	}
	u.Findings = r.result.Findings[r.first[first]:r.first[last]]
	u.Balances.fill(u, r, first, last)
	return u
}

// read is a word that terms are made of.
type read struct {
	key         Key
	first, last int32
}

// terms adds the words, pairs and triples of a sentence.
func (r *Reader) terms(s text.Sentence) {
	u, d := &r.unit, r.doc
	before2, before := read{}, read{key: startKey, first: -1}
	for i := s.First; i < s.Last; i++ {
		t := &d.Tokens[i]
		if t.Skip > 0 {
			i += int(t.Skip) - 1
			continue
		}
		if !isWord(d, t) {
			continue
		}
		word := read{wordKey(t), int32(i), int32(i + 1)}
		if t.Kind == text.Word && i+1 < s.Last && d.Tokens[i+1].Kind == text.Clitic {
			i++
			word.key, word.last = Key(text.PlainID(d.Text[t.Start:d.Tokens[i].End])), int32(i+1)
		}
		if before.first < 0 {
			before.first = word.first
		}
		u.Words++
		u.Hash = pairKey(u.Hash, word.key)
		pair := pairKey(before.key, word.key)
		u.Terms = append(u.Terms, word.key, pair)
		u.Places = append(u.Places, Place{word.first, word.last, 1}, Place{before.first, word.last, 2})
		if before2.key != 0 {
			u.Terms = append(u.Terms, tripleKey(before2.key, before.key, word.key))
			u.Places = append(u.Places, Place{before2.first, word.last, 3})
		}
		before2, before = before, word
	}
}

// isWord says whether a token is one of the words that terms are made of. Of the
// marks those that say what a number counts are.
func isWord(d *text.Document, t *text.Token) bool {
	switch t.Kind {
	case text.Word, text.Number, text.Clitic:
		return true
	case text.Punct:
		c := d.Text[t.Start]
		return c == '%' || c == '$'
	}
	return false
}

func wordKey(t *text.Token) Key {
	if t.Kind == text.Number {
		return numberKey
	}
	return Key(t.ID)
}

func pairKey(a, b Key) Key { return (a*pairFactor ^ b) * pairFactor }

func tripleKey(a, b, c Key) Key { return (pairKey(a, b)*tripleFactor ^ c) * tripleFactor }

// FindingKeys gives the terms of a finding: its entry, and its entry with what
// moves, each with its sign, so that an entry that is negated is another term.
func (r *Reader) FindingKeys(f *polarity.Finding) (entry, moved Key) {
	var sign Key = 1
	if f.Strength < 0 {
		sign = 2
	}
	if f.Hypothetical {
		sign += 2
	}
	var own, quantity Key
	if f.Entry >= 0 {
		own = r.entries[f.Entry]
	}
	if f.Quantity >= 0 {
		quantity = r.entries[f.Quantity]
	}
	return (own + sign) * findingFactor, (own*quantityFactor ^ quantity + sign) * findingFactor
}

// entryKeys gives the keys of an engine's entries: of their phrases, which
// stay when others are added.
func entryKeys(e *polarity.Engine) []Key {
	keys := make([]Key, e.Entries())
	for i := range keys {
		h := uint64(14695981039346656037) // FNV-1a
		for _, c := range []byte(e.Name(i)) {
			h = (h ^ uint64(c)) * 1099511628211
		}
		keys[i] = Key(h)
	}
	return keys
}
