package topic

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"

	"candor/internal/flat"
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

// weights are the terms' weights for topics, flat: those of a term stand from
// starts on to where the next one's begin.
type weights struct {
	starts, topics flat.Numbers
	values         flat.Floats
}

// weightsOf lays out the weights of each term by topic.
func weightsOf(byTerm [][]weight) weights {
	var starts, topics []int32
	var values []float64
	for _, list := range byTerm {
		starts = append(starts, int32(len(topics)))
		for _, w := range list {
			topics, values = append(topics, w.topic), append(values, w.value)
		}
	}
	starts = append(starts, int32(len(topics)))
	return weights{flat.NumbersOf(starts), flat.NumbersOf(topics), flat.FloatsOf(values)}
}

type weight struct {
	topic int32
	value float64
}

// of gives the weights of a term: their places in topics and values, half-open.
func (w *weights) of(term int32) (first, last int) {
	return int(w.starts.At(int(term))), int(w.starts.At(int(term) + 1))
}

// definitions are a taxonomy's topics with all their terms.
type definitions struct {
	topics []Definition
	texts  []string // by term
}

// build builds the tables. The topic "other" is added if it is missing.
func build(version string, topics []Definition, forms map[string][]string) *Taxonomy {
	if !slices.ContainsFunc(topics, func(d Definition) bool { return d.Name == Other }) {
		topics = append(topics, Definition{Name: Other, Covers: "nothing fits"})
	}
	t := &Taxonomy{terms: phrase.NewTerms(forms), version: version + "+" + contentHash(topics)}
	var byTerm [][]weight
	all := definitions{topics: topics}
	terms := map[string]int32{}
	for i := range topics {
		for _, term := range topics[i].Terms {
			at, ok := terms[term.Text]
			if !ok {
				at = t.terms.Add(term.Text)
				terms[term.Text] = at
				if int(at) == len(byTerm) {
					byTerm, all.texts = append(byTerm, nil), append(all.texts, term.Text)
				}
			}
			byTerm[at] = append(byTerm[at], weight{int32(i), term.Weight})
		}
		t.topics = append(t.topics, Definition{Name: topics[i].Name, Covers: topics[i].Covers, Bias: topics[i].Bias})
	}
	t.terms.Seal()
	t.weights = weightsOf(byTerm)
	t.all = func() definitions { return all }
	t.ready()
	return t
}

// ready sets what follows from the topics and the terms.
func (t *Taxonomy) ready() {
	t.other = slices.IndexFunc(t.topics, func(d Definition) bool { return d.Name == Other })
	t.pool.New = func() any {
		return &tally{counts: make([]int32, t.weights.starts.Len()-1), scores: make([]float64, len(t.topics))}
	}
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
