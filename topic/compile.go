package topic

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"

	"candor/internal/phrase"
	"candor/topic/internal/taxonomy"
)

// Definition is one topic of a taxonomy.
type Definition struct {
	Name   string
	Covers string  // what it means, for readers
	Bias   float64 // its score without any term; that of "other" is 0 in the built-in taxonomy
	Terms  []Term
}

// Term is a word or several, in lower case, with one space between.
type Term struct {
	Text   string
	Weight float64  // finite, not 0; below 0 it speaks against the topic
	Forms  []string // further forms of a single word that count as it
}

type weight struct {
	topic int32
	value float64
}

// compile builds the tables of a checked file.
func compile(f *taxonomy.File) *Taxonomy { return build(f.Version, define(f), f.Forms) }

// define gives the file's topics, their terms heaviest first.
func define(f *taxonomy.File) []Definition {
	var definitions []Definition
	for _, topic := range f.Topics {
		d := Definition{Name: topic.Name, Covers: topic.Covers, Bias: topic.Bias}
		d.Terms = make([]Term, 0, len(topic.Terms))
		for term, w := range topic.Terms {
			if w != 0 {
				d.Terms = append(d.Terms, Term{term, w, f.Forms[term]})
			}
		}
		slices.SortFunc(d.Terms, func(a, b Term) int {
			return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Text, b.Text))
		})
		definitions = append(definitions, d)
	}
	return definitions
}

// build builds the tables. The topic "other" is added if it is missing.
func build(version string, definitions []Definition, forms map[string][]string) *Taxonomy {
	t := &Taxonomy{definitions: definitions, terms: phrase.NewTerms(forms), other: -1}
	terms := map[string]int32{}
	for i := range definitions {
		d := &definitions[i]
		for _, term := range d.Terms {
			at, ok := terms[term.Text]
			if !ok {
				at = t.terms.Add(term.Text)
				terms[term.Text] = at
				if int(at) == len(t.weights) {
					t.weights, t.texts = append(t.weights, nil), append(t.texts, term.Text)
				}
			}
			t.weights[at] = append(t.weights[at], weight{int32(i), term.Weight})
		}
		if d.Name == Other {
			t.other = i
		}
	}
	t.terms.Seal()
	if t.other < 0 {
		t.other = len(t.definitions)
		t.definitions = append(t.definitions, Definition{Name: Other, Covers: "nothing fits"})
	}
	t.version = version + "+" + contentHash(t.definitions)
	t.pool.New = func() any {
		return &tally{counts: make([]int32, len(t.weights)), scores: make([]float64, len(t.definitions))}
	}
	return t
}

func contentHash(definitions []Definition) string {
	h := fnv.New32a()
	var b []byte
	for i := range definitions {
		d := &definitions[i]
		b = fmt.Appendf(b[:0], "%q %q %g\n", d.Name, d.Covers, d.Bias)
		for _, term := range d.Terms {
			b = strconv.AppendFloat(append(append(b, term.Text...), ' '), term.Weight, 'g', -1, 64)
			for _, form := range term.Forms {
				b = append(append(b, ' '), form...)
			}
			b = append(b, '\n')
		}
		h.Write(b)
	}
	return fmt.Sprintf("%08x", h.Sum32())
}
