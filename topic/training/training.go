// Package training fits the weights of a taxonomy to answers that readers have sorted.
package training

import (
	_ "embed"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"candor/internal/learn"
	"candor/internal/phrase"
	"candor/text"
	"candor/topic"
	"candor/topic/internal/taxonomy"
)

// startFile holds the terms that training begins with, chosen by hand.
//
//go:embed terms.yaml
var startFile []byte

// Example is an answer, with its question, that a reader has sorted.
type Example struct {
	Call             string // whose words may be peculiar to it
	Question, Answer string
	// Topics are those that the reader accepts, best first. An example without
	// any only shows which words there are and what they stand beside.
	Topics []string
}

// Options are best taken from Default: it may grow.
type Options struct {
	// Penalty holds the weights to those that the terms begin with: the factor
	// of half the square of their difference, larger for common terms.
	Penalty float64
	// Trust is the factor of the weights that the terms begin with.
	Trust float64
	// Balance weighs topics by the reciprocal of their share to this power.
	Balance float64
	// LeastCalls is in how many calls a word occurs that becomes a term.
	LeastCalls int
	// LeastWeight is the weight below which a word is no term of a topic.
	LeastWeight float64
	// Vectors is the number of dimensions of the word vectors, 0 for none.
	Vectors int
	// Shared is the length of the word vectors: how much words that are used
	// alike have in common.
	Shared float64
	// Sharpness is the factor of all fitted weights, so that a first topic's
	// weight is how often it is accepted.
	Sharpness float64
	// Iterations of L-BFGS at most.
	Iterations int
	Seed       uint64
}

// Default is how the built-in taxonomy is trained, chosen by
// cross-validation that leaves out kinds of company (docs/topics.md).
func Default() Options {
	return Options{Penalty: 1, Trust: 0.7, Balance: 0.3, LeastCalls: 8, LeastWeight: 0.2,
		Vectors: 200, Shared: 0.5, Sharpness: 2, Iterations: 100, Seed: 1}
}

// shares of the accepted topics in an example, best first.
var shares = []float64{0.6, 0.28, 0.12}

// Train fits the weights of a taxonomy to examples and gives its file, in YAML:
// the terms of start, a file as Load reads it (nil stands for the built-in one;
// name is for errors), with their weights moved, and the words that occur in the
// examples besides. The same input gives the same bytes. Errors in start are of
// type *Error.
func Train(start []byte, name string, examples []Example, o Options) ([]byte, error) {
	if start == nil {
		start = startFile
	}
	f, err := taxonomy.Read(start, name, func() *taxonomy.File { return new(taxonomy.File) })
	if err != nil {
		return nil, err
	}
	f.Entry(topic.Other)
	t := &trainer{options: o, file: f}
	if err := t.read(examples); err != nil {
		return nil, err
	}
	weights, err := t.fit()
	if err != nil {
		return nil, err
	}
	t.set(weights)
	return yaml(t.file), nil
}

// trainer holds the examples as a regression sees them: the features are the
// terms, each scaled by its rarity, and the dimensions of their vectors.
type trainer struct {
	options Options
	file    *taxonomy.File

	terms   []string // of the file and found
	scales  []float64
	vectors [][]float64
	sorted  []sorted
}

// sorted is an example with topics.
type sorted struct {
	amounts []learn.Feature // of terms
	target  []float64
}

// read finds the terms of the examples and counts them.
func (t *trainer) read(examples []Example) error {
	found := findWords(examples, t.file, t.options.LeastCalls)
	addForms(t.file, found)
	terms := map[string]bool{}
	for _, e := range t.file.Topics {
		for term := range e.Terms {
			terms[term] = true
		}
	}
	for _, w := range found {
		terms[w.head] = true
	}
	counter := phrase.NewTerms(t.file.Forms)
	t.terms = slices.Sorted(maps.Keys(terms))
	for _, term := range t.terms {
		counter.Add(term)
	}
	counter.Seal()
	if len(t.terms) == 0 {
		return errors.New("training: no terms, and no word in enough calls")
	}
	return t.count(examples, counter)
}

// count fills in sorted, the scales and the vectors.
func (t *trainer) count(examples []Example, counter *phrase.Terms) error {
	calls := make([]map[string]bool, len(t.terms)) // by term
	for i := range calls {
		calls[i] = map[string]bool{}
	}
	all := map[string]bool{}
	var texts [][]int32
	question, answer := new(text.Document), new(text.Document)
	counts := make([]int32, len(t.terms))
	for i := range examples {
		e := &examples[i]
		question.Reset(e.Question)
		answer.Reset(e.Answer)
		all[e.Call] = true
		var s sorted
		for _, d := range []*text.Document{answer, question} {
			var sequence, seen []int32
			for term := range counter.All(d) {
				sequence = append(sequence, term)
				if counts[term]++; counts[term] == 1 {
					seen = append(seen, term)
				}
			}
			texts = append(texts, sequence)
			for _, term := range seen {
				calls[term][e.Call] = true
				s.amounts = append(s.amounts, learn.Feature{Index: int(term), Value: taxonomy.Amount(counts[term])})
				counts[term] = 0
			}
		}
		if len(e.Topics) > 0 {
			var err error
			if s.target, err = t.target(e.Topics); err != nil {
				return err
			}
			t.sorted = append(t.sorted, s)
		}
	}
	for i := range t.terms {
		t.scales = append(t.scales, rarity(len(all), len(calls[i])))
	}
	if t.options.Vectors > 0 {
		t.vectors = learn.WordVectors(texts, len(t.terms), t.options.Vectors, t.options.Shared, t.options.Seed)
	}
	return nil
}

// rarityScale makes the penalty of 1 about right.
const rarityScale = 0.1

// rarity is the smoothed inverse frequency of a term among calls: counting
// calls and not answers, a word of one company's is rare however often it says
// it; and the rarer a term is, the more a single use of it tells.
func rarity(calls, with int) float64 {
	return rarityScale * (math.Log(float64(calls+1)/float64(with+1)) + 1)
}

func (t *trainer) target(topics []string) ([]float64, error) {
	target := make([]float64, len(t.file.Topics))
	total := 0.0
	for i, name := range topics[:min(len(topics), len(shares))] {
		at := slices.IndexFunc(t.file.Topics, func(e *taxonomy.Entry) bool { return e.Name == name })
		if at < 0 {
			return nil, fmt.Errorf("training: topic %q is not among those to train", name)
		}
		target[at] += shares[i]
		total += shares[i]
	}
	for i := range target {
		target[i] /= total
	}
	return target, nil
}

// fit gives the weights of all features.
func (t *trainer) fit() (*learn.Weights, error) {
	classes := len(t.file.Topics)
	balance := t.balance()
	rows := make([]learn.Row, len(t.sorted))
	for i, s := range t.sorted {
		r := learn.Row{Features: make([]learn.Feature, 0, len(s.amounts)+t.dimensions()), Target: make([]float64, classes), Offset: make([]float64, classes)}
		dense := make([]float64, t.dimensions())
		for _, f := range s.amounts {
			for c, e := range t.file.Topics {
				r.Offset[c] += t.options.Trust * e.Terms[t.terms[f.Index]] * f.Value
			}
			f.Value *= t.scales[f.Index]
			r.Features = append(r.Features, f)
			for j := range dense {
				dense[j] += f.Value * t.vectors[f.Index][j]
			}
		}
		for j, v := range dense {
			r.Features = append(r.Features, learn.Feature{Index: len(t.terms) + j, Value: v})
		}
		for c := range r.Target {
			r.Target[c] = s.target[c] * balance[c]
		}
		rows[i] = r
	}
	return learn.Fit(rows, len(t.terms)+t.dimensions(), classes, learn.Options{Penalty: t.options.Penalty, Iterations: t.options.Iterations})
}

func (t *trainer) dimensions() int {
	if t.vectors == nil {
		return 0
	}
	return t.options.Vectors
}

// balance gives the topics' factors; an example's mean one is 1.
func (t *trainer) balance() []float64 {
	factors := make([]float64, len(t.file.Topics))
	for _, s := range t.sorted {
		for c, share := range s.target {
			factors[c] += share / float64(len(t.sorted))
		}
	}
	mean := 0.0
	for c, share := range factors {
		if share > 0 {
			factors[c] = math.Pow(share, -t.options.Balance)
			mean += share * factors[c]
		}
	}
	for c := range factors {
		factors[c] /= mean
	}
	return factors
}

// set puts what was fitted into the file. The bias of "other" is 0: only
// differences count.
func (t *trainer) set(w *learn.Weights) {
	other := slices.IndexFunc(t.file.Topics, func(e *taxonomy.Entry) bool { return e.Name == topic.Other })
	for c, e := range t.file.Topics {
		e.Bias = hundredths(t.options.Sharpness * (w.Bias[c] - w.Bias[other]))
		for i, term := range t.terms {
			learned := w.Values[i][c]
			for j := range t.dimensions() {
				learned += t.vectors[i][j] * w.Values[len(t.terms)+j][c]
			}
			weight := hundredths(t.options.Sharpness * (t.options.Trust*e.Terms[term] + t.scales[i]*learned))
			if math.Abs(weight) < t.options.LeastWeight {
				delete(e.Terms, term)
			} else {
				e.Terms[term] = weight
			}
		}
	}
}

func hundredths(x float64) float64 { return math.Round(100*x) / 100 }
