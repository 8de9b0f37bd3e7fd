// Package training fits the models of package directness to what readers judged.
// Nothing that only judges imports it.
package training

import (
	"fmt"
	"math"
	"slices"

	"candor/directness"
	"candor/directness/internal/pair"
	"candor/internal/learn"
	"candor/internal/model"
	"candor/text"
)

// Example is a turn and its question, which readers have judged.
type Example struct {
	Question, Answer string
	Place            directness.Place
	// Target are the shares of readers who found it evaded, partial, direct, and
	// nothing to judge; they add up to 1.
	Target [NumTargets]float64
	// NotForNothing keeps the example out of what is learnt about turns with nothing
	// to judge: it is not known whether it is one.
	NotForNothing bool
}

// The indices of Example.Target; the first three are those of directness.Labels.
const (
	Evaded = iota
	Partial
	Direct
	Nothing
	NumTargets
)

const numClasses = len(directness.Labels)

// Options are best taken from Default: it may grow.
type Options struct {
	// Penalty is the factor of half the sum of the squared weights.
	Penalty float64
	// Iterations of L-BFGS at most.
	Iterations int
	// InExchange, Alone and Soft are how much an example counts that was read with
	// its exchange, by itself, or whose target is a model's probabilities.
	InExchange, Alone, Soft float64
	// Raise is added to the logits of turns whose exchange is known: on calls that it
	// has not seen a model is too sure of the commonest label. With Default's the
	// probabilities of unseen calls add up to how frequent the labels are there.
	Raise Raise
	// MayLose is the share of answers in calls that may be taken for nothing to judge.
	MayLose float64
	// Seed of the start of the word vectors.
	Seed uint64
	// Source is kept in the model, to say what it was trained on.
	Source string
	// Without leaves out parts of the model, to see what they are worth.
	Without []Part
}

// Raise is what is added to the logits of evaded and partial, against direct.
type Raise struct{ Evaded, Partial float64 }

// Part of the model that can be left out.
type Part string

// Words are the terms of the answer and the question; the others are groups of measures.
const Words Part = "words"

// Parts lists what Options.Without takes.
func Parts() []Part {
	return []Part{Words, Part(pair.Evidence), Part(pair.Overlap), Part(pair.Question), Part(pair.Exchange)}
}

// Default is how the built-in model is trained, chosen by cross-validation.
func Default() Options {
	return Options{Penalty: 2, Iterations: 50, InExchange: 3, Alone: 0.5, Soft: 0.3, MayLose: 0.03, Seed: 1,
		Raise: Raise{Evaded: 0.7, Partial: 0.6}}
}

const (
	leastTexts   = 5   // with a stem that has a vector
	leastPairs   = 20  // with a term
	measureScale = 0.1 // of a measure's standard deviation: smaller ones are penalised more
	knownScale   = 3   // of whether the exchange is known, which is all but free
	termScale    = 1.0 / 6
)

// Train fits a model to examples and returns its file's content; the same
// examples and options give the same bytes. It fails where no example is of one of
// the labels.
func Train(examples []Example, o Options) ([]byte, error) {
	t := &trainer{options: o}
	if err := t.read(examples); err != nil {
		return nil, err
	}
	return t.fit()
}

// TrainJudge is Train and reading the model.
func TrainJudge(examples []Example, o Options) (*directness.Judge, error) {
	data, err := Train(examples, o)
	if err != nil {
		return nil, err
	}
	return directness.Parse(string(data))
}

// document is an example with its texts read.
type document struct {
	in     directness.Input
	target [NumTargets]float64
	noted  bool // counts for what is nothing to judge
}

type trainer struct {
	options   Options
	about     directness.Training
	documents []document
	vectors   pair.Vectors
	measures  columns // of the pairs
	turn      columns // of the turns
	terms     *learn.Vocabulary
	rows      []learn.Row // of the pairs that are judged
	turnRows  []learn.Row
}

func (t *trainer) read(examples []Example) error {
	for _, e := range examples {
		d := document{directness.Input{Question: text.New(e.Question), Answer: text.New(e.Answer), Place: e.Place}, e.Target, !e.NotForNothing}
		if d.in.Question.Words > 0 && d.in.Answer.Words > 0 {
			t.documents = append(t.documents, d)
		}
	}
	if err := t.count(); err != nil {
		return err
	}
	t.learnVectors()
	t.readPairs()
	return nil
}

// count finds the shares of the labels, among the examples read in their exchange
// where there are any: those are the natural ones.
func (t *trainer) count() error {
	var all, known [numClasses]float64
	for _, d := range t.documents {
		for c := range numClasses {
			all[c] += d.target[c]
			if d.in.Place.Known {
				known[c] += d.target[c]
			}
		}
	}
	for c, n := range all {
		if n == 0 {
			return fmt.Errorf("no example is %s: there is nothing to learn", directness.Labels[c])
		}
	}
	if known == [numClasses]float64{} {
		known = all
	}
	sum := known[Evaded] + known[Partial] + known[Direct]
	for c, n := range known {
		t.about.Shares[c] = math.Round(n/sum*1e6) / 1e6
	}
	t.about.Source, t.about.Examples = t.options.Source, len(t.documents)
	t.about.Penalty, t.about.Seed = t.options.Penalty, t.options.Seed
	for _, part := range t.options.Without {
		t.about.Without = append(t.about.Without, string(part))
	}
	return nil
}

// learnVectors finds the stems' vectors and how rare they are, in questions and answers.
func (t *trainer) learnVectors() {
	v := learn.NewVocabulary()
	var sequences [][]int32
	isStem := map[model.Key]bool{}
	for _, doc := range t.documents {
		for _, d := range []*text.Document{doc.in.Question, doc.in.Answer} {
			var sequence []int32
			for i := range d.Tokens {
				k := pair.Word(&d.Tokens[i])
				if s, ok := pair.StemOf(d, i); ok {
					k = model.Key(s)
					isStem[k] = true
				} else if d.Tokens[i].Kind == text.Punct {
					continue
				}
				sequence = append(sequence, v.Number(k))
			}
			v.CountNumbers(sequence, 1)
			sequences = append(sequences, sequence)
		}
	}
	found := learn.WordVectors(sequences, v.Size(), pair.Dimensions, 1, t.options.Seed)
	texts := float64(len(sequences))
	t.vectors = pair.Vectors{Of: map[pair.Stem]pair.WordVector{}, Unknown: float64(float32(math.Log(texts)))}
	for i, k := range v.Keys {
		if !isStem[k] || v.Texts[i] < leastTexts {
			continue
		}
		w := pair.WordVector{Rarity: float64(float32(math.Log(texts / float64(1+v.Texts[i]))))}
		var bytes [pair.Dimensions]byte
		for j, x := range found[i] {
			bytes[j] = byte(int8(math.Round(x * math.MaxInt8)))
		}
		w.At = string(bytes[:])
		t.vectors.Of[pair.Stem(k)] = w
	}
}

// readPairs takes the measures and the terms of all documents.
func (t *trainer) readPairs() {
	t.measures.names, t.turn.names = pair.MeasureNames()
	all := learn.NewVocabulary()
	var terms [][]learn.Feature
	words := !slices.Contains(t.options.Without, Words)
	for _, d := range t.documents {
		p := pair.Read(d.in)
		p.Measure(&t.vectors)
		if !p.IsProcedure() && d.noted {
			t.turn.rows = append(t.turn.rows, slices.Clone(p.Turn.Values))
			t.turnRows = append(t.turnRows, learn.Row{Target: []float64{1 - d.target[Nothing], d.target[Nothing]}, Weight: t.turnWeight(&d)})
		}
		if share := 1 - d.target[Nothing]; share >= leastJudged {
			t.measures.rows = append(t.measures.rows, slices.Clone(p.Measures.Values))
			target := []float64{d.target[Evaded] / share, d.target[Partial] / share, d.target[Direct] / share}
			t.rows = append(t.rows, learn.Row{Target: target, Weight: t.weight(&d)})
			var own []learn.Feature
			for of := pair.Part(0); words && of < pair.NumParts; of++ {
				var keys []model.Key
				n := p.EachTerm(of, func(k model.Key) { keys = append(keys, k) })
				own = append(own, all.Count(keys, termScale*pair.PartScale[of]/pair.Damped(n))...)
			}
			terms = append(terms, own)
		}
		p.Release()
	}
	t.measures.standardise(t.leftOut)
	t.turn.standardise(func(string) bool { return false })
	t.measures.addTo(t.rows)
	t.turn.addTo(t.turnRows)
	t.terms = all.Keep(leastPairs)
	for i := range terms {
		for _, f := range t.terms.Renumber(terms[i], all) {
			f.Value *= t.rarity(f.Index)
			f.Index += len(t.measures.names)
			t.rows[i].Features = append(t.rows[i].Features, f)
		}
	}
}

// leastJudged is the least probability of being an answer with which an example
// counts for what sort of answer it is.
const leastJudged = 0.5

func (t *trainer) weight(d *document) float64 {
	switch {
	case !isLabel(d.target):
		return t.options.Soft
	case d.in.Place.Known:
		return t.options.InExchange
	}
	return t.options.Alone
}

func (t *trainer) turnWeight(d *document) float64 {
	if d.in.Place.Known {
		return 1
	}
	return aloneTurn
}

// aloneTurn is how much a turn counts, for whether there is anything to judge, of
// which it is not known where it stands.
const aloneTurn = 0.2

// isLabel says whether a target is one reader's.
func isLabel(target [NumTargets]float64) bool { return slices.Max(target[:]) == 1 }

// rarity is the smoothed inverse document frequency of a term.
func (t *trainer) rarity(term int) float64 {
	return math.Log(float64(len(t.rows)+1)/float64(t.terms.Texts[term]+1)) + 1
}

// leftOut says whether a measure belongs to a part that is left out.
func (t *trainer) leftOut(name string) bool {
	return slices.Contains(t.options.Without, Part(pair.GroupOf(name)))
}

func (t *trainer) fit() ([]byte, error) {
	w, err := learn.Fit(t.rows, len(t.measures.names)+t.terms.Size(), numClasses, learn.Options{Penalty: t.options.Penalty, Iterations: t.options.Iterations})
	if err != nil {
		return nil, err
	}
	nothing, err := t.fitNothing()
	if err != nil {
		return nil, err
	}
	return t.encode(w, nothing)
}

// nothingWeights tell whether there is anything to judge.
type nothingWeights struct {
	bias   float64
	values []float64 // by measure of the turn
}

// fitNothing learns what there is nothing to judge in, and sets the bias so that no
// more answers are lost than MayLose of those that were read in their exchange.
func (t *trainer) fitNothing() (nothingWeights, error) {
	out := nothingWeights{values: make([]float64, len(t.turn.names))}
	n := 0.0
	for _, r := range t.turnRows {
		n += r.Target[1]
	}
	if n == 0 { // then procedure alone is not judged
		out.bias = -math.MaxFloat32
		return out, nil
	}
	w, err := learn.Fit(t.turnRows, len(t.turn.names), 2, learn.Options{Penalty: nothingPenalty, Iterations: t.options.Iterations})
	if err != nil {
		return out, err
	}
	out.bias = w.Bias[1] - w.Bias[0]
	for j := range out.values {
		out.values[j] = w.Values[j][1] - w.Values[j][0]
	}
	out.bias = t.threshold(&out)
	for j, factor := range t.turn.factor {
		out.values[j] *= factor
	}
	return out, nil
}

// threshold gives the bias with which no more answers in calls are lost than MayLose.
func (t *trainer) threshold(w *nothingWeights) float64 {
	var answers []float64 // the logits of those that are
	for _, r := range t.turnRows {
		if r.Target[1] > 0 || r.Weight == aloneTurn {
			continue
		}
		z := w.bias
		for _, f := range r.Features {
			z += w.values[f.Index] * f.Value
		}
		answers = append(answers, z)
	}
	if len(answers) == 0 {
		return w.bias
	}
	slices.Sort(answers)
	return w.bias - answers[int(float64(len(answers)-1)*(1-t.options.MayLose))]
}

const nothingPenalty = 0.3

// columns are measures, with what makes them comparable.
type columns struct {
	names  []string
	rows   [][]float64
	mean   []float64
	factor []float64 // 0 for a measure that never varies or is left out
}

func (c *columns) standardise(leftOut func(string) bool) {
	n := float64(len(c.rows))
	c.mean, c.factor = make([]float64, len(c.names)), make([]float64, len(c.names))
	for j, name := range c.names {
		sum, squares := 0.0, 0.0
		for i := range c.rows {
			sum += c.rows[i][j]
			squares += c.rows[i][j] * c.rows[i][j]
		}
		c.mean[j] = float64(float32(sum / n))
		if variance := squares/n - c.mean[j]*c.mean[j]; variance > 1e-9 && !leftOut(name) {
			c.factor[j] = measureScale / math.Sqrt(variance)
			if name == pair.KnownPlace {
				c.factor[j] = knownScale
			}
		}
	}
}

func (c *columns) addTo(rows []learn.Row) {
	for i := range c.rows {
		for j, x := range c.rows[i] {
			if c.factor[j] != 0 {
				rows[i].Features = append(rows[i].Features, learn.Feature{Index: j, Value: (x - c.mean[j]) * c.factor[j]})
			}
		}
	}
}
