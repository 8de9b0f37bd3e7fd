package learn

import (
	"slices"

	"candor/internal/model"
)

// Vocabulary numbers keys and counts the texts they are in.
type Vocabulary struct {
	Keys    []model.Key // by number
	Texts   []int       // by number: how many texts have the key
	numbers map[model.Key]int32
}

// NewVocabulary gives an empty one.
func NewVocabulary() *Vocabulary { return &Vocabulary{numbers: map[model.Key]int32{}} }

// Size is how many keys there are.
func (v *Vocabulary) Size() int { return len(v.Keys) }

// Number gives the number of a key, a new one where it has none yet.
func (v *Vocabulary) Number(k model.Key) int32 {
	n, known := v.numbers[k]
	if !known {
		n = int32(len(v.Keys))
		v.numbers[k] = n
		v.Keys = append(v.Keys, k)
		v.Texts = append(v.Texts, 0)
	}
	return n
}

// Count takes the terms of one more text; a term's value is its number of
// occurrences times scale.
func (v *Vocabulary) Count(keys []model.Key, scale float64) []Feature {
	numbers := make([]int32, len(keys))
	for i, k := range keys {
		numbers[i] = v.Number(k)
	}
	return v.CountNumbers(numbers, scale)
}

// CountNumbers is Count of keys that are numbered already.
func (v *Vocabulary) CountNumbers(numbers []int32, scale float64) []Feature {
	var terms []Feature
	for _, n := range slices.Sorted(slices.Values(numbers)) {
		if len(terms) > 0 && terms[len(terms)-1].Index == int(n) {
			terms[len(terms)-1].Value += scale
			continue
		}
		terms = append(terms, Feature{int(n), scale})
		v.Texts[n]++
	}
	return terms
}

// Keep gives the vocabulary of what is in at least so many texts.
func (v *Vocabulary) Keep(least int) *Vocabulary {
	kept := NewVocabulary()
	for i, k := range v.Keys {
		if v.Texts[i] >= least {
			kept.Texts[kept.Number(k)] = v.Texts[i]
		}
	}
	return kept
}

// Renumber gives those of terms, which are numbered as in old, that are in v, by
// its numbers. It overwrites terms.
func (v *Vocabulary) Renumber(terms []Feature, old *Vocabulary) []Feature {
	kept := terms[:0]
	for _, t := range terms {
		if n, known := v.numbers[old.Keys[t.Index]]; known {
			kept = append(kept, Feature{int(n), t.Value})
		}
	}
	return kept
}
