// Package training makes the models that package score runs.
//
// A model of sentences (Train, where examples have judged sentences) is made in
// four steps. Terms and balances of all sentences are weighed by Descend; so are
// those of all but one fold, for each fold in turn, which tells what the model
// says of sentences of calls that it has not seen. On these the probabilities are
// brought to the frequencies of the natural examples, the rule that makes an
// answer of its sentences is learned, and the same is done to its probabilities.
// A model of whole texts is the first step alone.
package training

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"candor/internal/learn"
	"candor/score"
	"candor/score/internal/features"
)

// Sentence is a judged sentence of an example.
type Sentence struct {
	Start, End int        // bytes, half-open
	Target     [3]float64 // how probable readers find negative, neutral and positive
}

// Example is a judged text.
type Example struct {
	Text, Question string
	Target         [3]float64 // how probable readers find negative, neutral and positive; all 0 where only sentences are judged
	Weight         float64    // how much it counts; 0 stands for 1
	Sentences      []Sentence // in order, where they are judged
	// Soft: the judgements are a model's. They teach sentences, and answers not.
	Soft bool
	// Natural: it was not chosen for its sentiment, so that labels are as
	// frequent as in calls.
	Natural bool
	// Group numbers what must not be divided between folds: calls.
	Group int
}

func (e *Example) weight() float64 {
	if e.Weight == 0 {
		return 1
	}
	return e.Weight
}

// Rated gives the example of a text with a rating whose neutral is 0.
func Rated(text string, rating float64) Example {
	e := Example{Text: text}
	switch {
	case rating < 0:
		e.Target[0] = 1
	case rating > 0:
		e.Target[2] = 1
	default:
		e.Target[1] = 1
	}
	return e
}

// Part of the model that can be left out.
type Part string

const (
	WordPart     Part = "words"
	PairPart     Part = "pairs"
	TriplePart   Part = "triples"
	FindingPart  Part = "findings"
	BalancePart  Part = "balances"
	LengthPart   Part = "length"
	PolarityPart Part = "polarity" // findings and balances
)

// Parts lists what Options.Without takes.
func Parts() []Part {
	return []Part{WordPart, PairPart, TriplePart, FindingPart, BalancePart, LengthPart, PolarityPart}
}

// Options of Train, best taken from Defaults: they may grow.
type Options struct {
	// Penalty is the factor of half the sum of the squared weights; 0 for what
	// suits sentences, or whole texts.
	Penalty float64
	// Balance weighs the classes of whole texts: by the reciprocal of their share
	// to this power, so that 0 takes them as they are and at 1 all count the same.
	Balance float64
	// Seed of the order in which examples are gone through.
	Seed uint64
	// Source is kept in the model, to say what it was trained on.
	Source string
	// Without leaves out parts of the model, to see what they are worth.
	Without []Part
}

// Defaults suit answers.
func Defaults() Options { return Options{Balance: 0.5, Seed: 1} }

func (o *Options) has(p Part) bool {
	if (p == FindingPart || p == BalancePart) && slices.Contains(o.Without, PolarityPart) {
		return false
	}
	return !slices.Contains(o.Without, p)
}

// settings are what is chosen by cross-validation for a kind of unit.
type settings struct {
	penalty, smoothing, rate float64
	leastUnits, mostTerms    int     // with a term, and terms
	steps                    int     // at least, together in all epochs
	balance                  float64 // standard deviation that balances are brought to
}

var (
	forSentences = settings{penalty: 0.5, smoothing: 4, rate: 0.6, leastUnits: 3, mostTerms: 340_000, balance: 0.1}
	forTexts     = settings{penalty: 1, smoothing: 10, rate: 0.3, leastUnits: 3, mostTerms: 340_000, steps: 300_000, balance: 0.1}
)

const (
	epochs    = 5 // at least
	termScale = 1.0 / 6
	folds     = 4
)

// Train fits a model to examples and returns its file's content, which
// score.ReadModel reads: a model of sentences where any example has judged
// sentences, else one of whole texts. The same examples and options give the same
// bytes. It fails on fewer than two classes.
func Train(examples []Example, o Options) ([]byte, error) {
	t := newTrainer(examples, o)
	if err := t.weigh(); err != nil {
		return nil, err
	}
	t.read()
	all, err := t.fit(func(*Example) bool { return true })
	if err != nil {
		return nil, err
	}
	m := &features.Model{Smoothing: t.smoothing}
	if t.bySentence {
		if m.Answers, err = t.answers(all); err != nil {
			return nil, err
		}
	}
	return m.Encode(t.about, t.put(m, all))
}

// TrainModel is Train and reading the model.
func TrainModel(examples []Example, o Options) (*score.Model, error) {
	data, err := Train(examples, o)
	if err != nil {
		return nil, err
	}
	return score.ReadModel(string(data), "model")
}

type trainer struct {
	settings
	options    Options
	about      score.Training
	bySentence bool
	examples   []Example

	reader   *features.Reader
	unitKeys []features.Key

	keys      []features.Key // the vocabulary
	rarity    []float64      // by vocabulary
	balances  features.Balances
	rows      learn.Sparse // of the units: terms, and behind them balances
	units     []unit
	outcomes  []learn.Outcome // of the units
	firstUnit []int           // of each example, and the number of all
}

func newTrainer(examples []Example, o Options) *trainer {
	t := &trainer{options: o, examples: examples, settings: forTexts, reader: features.NewReader()}
	for i := range examples {
		t.about.Sentences += len(examples[i].Sentences)
	}
	if t.bySentence = t.about.Sentences > 0; t.bySentence {
		t.settings = forSentences
	}
	if o.Penalty > 0 {
		t.penalty = o.Penalty
	}
	t.about.Source, t.about.Examples, t.about.Penalty, t.about.Seed = o.Source, len(examples), t.penalty, o.Seed
	for _, p := range o.Without {
		t.about.Without = append(t.about.Without, string(p))
	}
	return t
}

// weigh finds the classes' shares, and weighs the targets of whole texts by them.
func (t *trainer) weigh() error {
	var shares [3]float64
	total := 0.0
	for i := range t.examples {
		for c, p := range t.examples[i].Target {
			shares[c] += p * t.examples[i].weight()
			total += p * t.examples[i].weight()
		}
	}
	present := 0
	for c := range shares {
		if shares[c] > 0 {
			present++
			shares[c] /= total
		}
	}
	if present < 2 {
		return errors.New("all examples have the same label: there is nothing to learn")
	}
	t.about.Shares = shares
	if t.bySentence {
		return nil
	}
	t.about.Balance = t.options.Balance
	var factor [3]float64
	mean := 0.0
	for c, share := range shares {
		if share > 0 {
			factor[c] = math.Pow(share, -t.options.Balance)
			mean += share * factor[c]
		}
	}
	t.examples = slices.Clone(t.examples)
	for i := range t.examples {
		for c := range factor {
			t.examples[i].Target[c] *= factor[c] / mean
		}
	}
	return nil
}

// fit weighs the features on the units of the examples that are wanted.
func (t *trainer) fit(wanted func(*Example) bool) (*fitted, error) {
	outcomes := slices.Clone(t.outcomes)
	n := 0
	for u := range outcomes {
		if !wanted(&t.examples[t.units[u].example]) {
			outcomes[u].Weight = 0
		} else if outcomes[u].Weight > 0 {
			n++
		}
	}
	o := learn.Descent{Penalty: t.penalty, Rate: t.rate, Epochs: max(epochs, t.steps/max(n, 1)), Seed: t.options.Seed}
	w, bias, err := learn.Descend(&t.rows, len(t.keys)+features.NumBalances, outcomes, o)
	if err != nil {
		return nil, fmt.Errorf("sentiment: %w", err)
	}
	return &fitted{w, bias}, nil
}

// fitted are the weights of the units' features.
type fitted struct {
	weights []learn.Against
	bias    learn.Against
}

// logits of a unit.
func (t *trainer) logits(f *fitted, unit int) learn.Against {
	z := f.bias
	for i := t.rows.Start[unit]; i < t.rows.Start[unit+1]; i++ {
		w, v := f.weights[t.rows.Index[i]], float64(t.rows.Value[i])
		z[0] += w[0] * v
		z[1] += w[1] * v
	}
	return z
}

// put sets a model's weights of the balances and gives those of the terms, as the
// model uses them.
func (t *trainer) put(m *features.Model, f *fitted) map[features.Key]features.Pair {
	m.Bias = pairOf(f.bias, 1)
	for j := range m.Balances {
		m.Balances[j] = pairOf(f.weights[len(t.keys)+j], t.balances[j])
	}
	terms := make(map[features.Key]features.Pair, len(t.keys))
	for i, k := range t.keys {
		terms[k] = pairOf(f.weights[i], t.rarity[i]*termScale)
	}
	return terms
}

func pairOf(w learn.Against, factor float64) features.Pair {
	return features.Pair{Negative: w[0] * factor, Positive: w[1] * factor}
}
