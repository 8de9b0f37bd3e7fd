package score

import (
	"errors"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"

	"candor/internal/learn"
	"candor/score/polarity"
	"candor/text"
)

// Example is a text that readers have judged.
type Example struct {
	Text string
	// Target holds the shares of readers who found it negative, neutral and
	// positive; they add up to 1.
	Target [3]float64
	// Weight is how much the example counts; 0 stands for 1.
	Weight float64
}

// Rated is the Example of a text with one rating: negative below 0, positive
// above.
func Rated(s string, rating float64) Example {
	e := Example{Text: s}
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

// votesWeight was chosen by cross-validation: readers who vote agree less.
const votesWeight = 0.3

// Voted is the Example of a text with the mean of several readers' votes, from
// -1 to 1. It counts less than a rated one.
func Voted(s string, mean float64) Example {
	return Example{Text: s, Weight: votesWeight, Target: [3]float64{max(0, -mean), 1 - math.Abs(mean), max(0, mean)}}
}

// TrainingOptions are best taken from DefaultTraining: it may grow.
type TrainingOptions struct {
	// Penalty is the factor of half the sum of the squared weights.
	Penalty float64
	// Balance weighs the classes: by the reciprocal of their share to this
	// power, so that 0 takes them as they are and at 1 all count the same.
	Balance float64
	// Iterations of L-BFGS at most.
	Iterations int
	// Vectors is the number of dimensions of the word vectors; 0 for none.
	Vectors int
	// Seed of the start of the word vectors.
	Seed uint64
	// Source is kept in the model, to say what it was trained on.
	Source string
	// Without leaves out parts of the model, to see what they are worth.
	Without []Part
}

// Part of the model that can be left out.
type Part string

const (
	WordPart     Part = "words"
	PairPart     Part = "pairs"
	GramPart     Part = "letters"
	VectorPart   Part = "vectors"
	FindingPart  Part = "findings"
	BalancePart  Part = "balances"
	LengthPart   Part = "length"
	PolarityPart Part = "polarity" // findings and balances
)

// Parts lists what TrainingOptions.Without takes.
func Parts() []Part {
	return []Part{WordPart, PairPart, GramPart, VectorPart, FindingPart, BalancePart, LengthPart, PolarityPart}
}

func (o *TrainingOptions) has(p Part) bool {
	if (p == FindingPart || p == BalancePart) && slices.Contains(o.Without, PolarityPart) {
		return false
	}
	return !slices.Contains(o.Without, p)
}

// DefaultTraining takes the labels as they are.
func DefaultTraining() TrainingOptions {
	return TrainingOptions{Penalty: 2, Balance: 0.3, Iterations: 60, Vectors: 100, Seed: 1}
}

// FinanceTraining is how the finance model is trained, chosen by
// cross-validation on the training answers: negative answers, which are rare,
// count more, and length is no evidence.
func FinanceTraining() TrainingOptions {
	o := DefaultTraining()
	o.Balance = 0.7
	o.Without = []Part{LengthPart}
	return o
}

// Training says what a model was made from.
type Training struct {
	Source   string     `json:"source,omitempty"`
	Examples int        `json:"examples"`
	Shares   [3]float64 `json:"shares"` // of negative, neutral and positive
	Penalty  float64    `json:"penalty"`
	Balance  float64    `json:"balance"`
	Vectors  int        `json:"vectors"`
	Seed     uint64     `json:"seed"`
	Without  []Part     `json:"without,omitempty"`
}

// How rare a term may be, and how much the parts weigh against each other: a
// part with a smaller scale is penalised more.
const (
	leastTexts   = 3 // with a term
	leastWords   = 4 // with a gram
	termScale    = 1.0 / 6
	gramScale    = 0.7
	vectorScale  = 0.7
	balanceScale = 0.1 // of a balance's standard deviation
)

// Train fits a model to examples and returns its file's content; the same
// examples and options give the same bytes. It fails on fewer than two classes.
func Train(examples []Example, o TrainingOptions) ([]byte, error) {
	t, err := newTrainer(examples, o)
	if err != nil {
		return nil, err
	}
	weights, err := t.fit()
	if err != nil {
		return nil, err
	}
	return t.model(weights).encode()
}

// TrainModel is Train and reading the model.
func TrainModel(examples []Example, o TrainingOptions) (*Model, error) {
	data, err := Train(examples, o)
	if err != nil {
		return nil, err
	}
	return parseModel(string(data), "model")
}

// classes in the order of Example.Target.
const classes = 3

// logits and weights for the classes.
type triple [classes]float64

func (t *triple) add(u *triple, factor float64) {
	for c := range t {
		t[c] += u[c] * factor
	}
}

// trainingText is an example as the model sees it.
type trainingText struct {
	words     []learn.Feature // by vocabulary
	others    []learn.Feature // pairs and findings
	balances  balances
	certainty float64
	target    triple
	weight    float64
}

// trainer holds the examples and the layout of the weights: one triple each
// for the common words, the other terms, the grams, the vectors' dimensions,
// the balances, and the bias.
type trainer struct {
	options TrainingOptions
	about   Training
	texts   []trainingText

	vocabulary *learn.Vocabulary // of words
	others     *learn.Vocabulary // of pairs and findings
	grams      *learn.Vocabulary
	wordGrams  [][]learn.Feature
	vectors    [][]float64

	balanceFactor [numBalances]float64
}

func newTrainer(examples []Example, o TrainingOptions) (*trainer, error) {
	t := &trainer{options: o, texts: make([]trainingText, len(examples))}
	t.about = Training{Source: o.Source, Examples: len(examples), Penalty: o.Penalty, Balance: o.Balance, Vectors: o.Vectors, Seed: o.Seed, Without: o.Without}
	if err := t.weigh(examples); err != nil {
		return nil, err
	}
	t.read(examples)
	t.scaleBalances()
	return t, nil
}

// weigh sets targets and weights, and balances the classes.
func (t *trainer) weigh(examples []Example) error {
	var shares triple
	for i, e := range examples {
		w := e.Weight
		if w == 0 {
			w = 1
		}
		t.texts[i].target, t.texts[i].weight = e.Target, w
		shares.add(&t.texts[i].target, w)
	}
	total := floats.Sum(shares[:])
	present := 0
	for c := range shares {
		shares[c] /= total
		if shares[c] > 0 {
			present++
		}
	}
	if present < 2 {
		return errors.New("all examples have the same label: there is nothing to learn")
	}
	t.about.Shares = shares
	var factor triple
	mean := 0.0
	for c, share := range shares {
		if share > 0 {
			factor[c] = math.Pow(share, -t.options.Balance)
			mean += share * factor[c]
		}
	}
	for i := range t.texts {
		for c := range t.texts[i].target {
			t.texts[i].target[c] *= factor[c] / mean
		}
	}
	return nil
}

// read takes the terms and balances of all texts.
func (t *trainer) read(examples []Example) {
	engine := polarity.Default()
	entries := entryKeys(engine)
	words, others := learn.NewVocabulary(), learn.NewVocabulary()
	sequences := make([][]int32, len(examples))
	spelling := map[key]string{}
	var r polarity.Result
	var inText []key
	for i, e := range examples {
		d := text.Get(e.Text)
		engine.Analyze(d, &r)
		certain := evidence(d.Words)
		scale := termScale * certain / dampedRoot(len(d.Tokens))
		inText = inText[:0]
		var before key
		for j := range d.Tokens {
			w := wordKey(&d.Tokens[j])
			sequences[i] = append(sequences[i], words.Number(w))
			if _, known := spelling[w]; !known {
				spelling[w] = ""
				if d.Tokens[j].Kind == text.Word {
					spelling[w] = d.At(j)
				}
			}
			if j > 0 && t.options.has(PairPart) {
				inText = append(inText, pairKey(before, w))
			}
			before = w
		}
		if t.options.has(FindingPart) {
			for j := range r.Findings {
				entry, moved := findingKeys(entries, &r.Findings[j])
				inText = append(inText, entry, moved)
			}
		}
		tt := &t.texts[i]
		tt.certainty = certainty(d.Words)
		tt.words = words.CountNumbers(sequences[i], scale)
		tt.others = others.Count(inText, scale)
		if t.options.has(BalancePart) {
			tt.balances.fill(d, &r)
			if !t.options.has(LengthPart) {
				tt.balances[logWords] = 0
			}
			for j := range tt.balances {
				tt.balances[j] *= certain
			}
		}
		d.Release()
	}
	t.vocabulary = words
	t.others = others.Keep(leastTexts)
	for i := range t.texts {
		t.texts[i].others = t.others.Renumber(t.texts[i].others, others)
		weighRare(t.texts[i].words, words, len(examples))
		weighRare(t.texts[i].others, t.others, len(examples))
	}
	if t.options.has(GramPart) {
		t.readGrams(spelling)
	} else {
		t.grams = learn.NewVocabulary()
		t.wordGrams = make([][]learn.Feature, words.Size())
	}
	if t.options.Vectors > 0 && t.options.has(VectorPart) {
		t.vectors = learn.WordVectors(sequences, words.Size(), t.options.Vectors, vectorScale, t.options.Seed)
	}
}

// weighRare multiplies values with the inverse document frequency.
func weighRare(terms []learn.Feature, v *learn.Vocabulary, texts int) {
	for i := range terms {
		terms[i].Value *= rarity(texts, v.Texts[terms[i].Index])
	}
}

// rarity is the smoothed inverse document frequency.
func rarity(texts, with int) float64 {
	return math.Log(float64(texts+1)/float64(with+1)) + 1
}

func (t *trainer) readGrams(spelling map[key]string) {
	all := learn.NewVocabulary()
	t.wordGrams = make([][]learn.Feature, t.vocabulary.Size())
	for i, k := range t.vocabulary.Keys {
		var grams []key
		eachGram(spelling[k], func(g key) { grams = append(grams, g) })
		if spelling[k] == "" {
			grams = nil
		}
		t.wordGrams[i] = all.Count(grams, 1)
	}
	t.grams = all.Keep(leastWords)
	for i := range t.wordGrams {
		grams := t.grams.Renumber(t.wordGrams[i], all)
		for j := range grams {
			grams[j].Value = gramScale / math.Sqrt(float64(len(grams)))
		}
		t.wordGrams[i] = grams
	}
}

func (t *trainer) scaleBalances() {
	n := float64(len(t.texts))
	for j := range t.balanceFactor {
		sum, squares := 0.0, 0.0
		for i := range t.texts {
			v := t.texts[i].balances[j]
			sum += v
			squares += v * v
		}
		if variance := squares/n - sum*sum/n/n; variance > 1e-9 {
			t.balanceFactor[j] = balanceScale / math.Sqrt(variance)
		}
	}
	for i := range t.texts {
		for j := range t.balanceFactor {
			t.texts[i].balances[j] *= t.balanceFactor[j]
		}
	}
}

// layout cuts the flat weights into the parts.
type layout struct {
	words, others, grams, vectors, balances []triple
	bias                                    *triple
}

func (t *trainer) layout(flat []triple) layout {
	take := func(n int) []triple {
		part := flat[:n:n]
		flat = flat[n:]
		return part
	}
	return layout{take(t.vocabulary.Size()), take(t.others.Size()), take(t.grams.Size()), take(t.dimensions()), take(numBalances), &take(1)[0]}
}

func (t *trainer) dimensions() int {
	if t.vectors == nil {
		return 0
	}
	return len(t.vectors[0])
}

func (t *trainer) size() int {
	return t.vocabulary.Size() + t.others.Size() + t.grams.Size() + t.dimensions() + numBalances + 1
}

// wordWeight is all that weighs a word: itself if it is not rare, its letters,
// and what is used like it.
func (t *trainer) wordWeight(l *layout, word int) (w triple) {
	if t.own(word) {
		w = l.words[word]
	}
	for _, g := range t.wordGrams[word] {
		w.add(&l.grams[g.Index], g.Value)
	}
	if t.vectors != nil {
		for j, v := range t.vectors[word] {
			w.add(&l.vectors[j], v)
		}
	}
	return w
}

func (t *trainer) own(word int) bool {
	return t.vocabulary.Texts[word] >= leastTexts && t.options.has(WordPart)
}

// passBack adds the gradient of a word's weight to its parts'.
func (t *trainer) passBack(l *layout, word int, g *triple) {
	if t.own(word) {
		l.words[word].add(g, 1)
	}
	for _, gram := range t.wordGrams[word] {
		l.grams[gram.Index].add(g, gram.Value)
	}
	if t.vectors != nil {
		for j, v := range t.vectors[word] {
			l.vectors[j].add(g, v)
		}
	}
}

// loss returns the penalised cross-entropy, and its gradient in gradient.
func (t *trainer) loss(weights, gradient []triple) float64 {
	l, g := t.layout(weights), t.layout(gradient)
	words := make([]triple, t.vocabulary.Size())
	wordGradient := make([]triple, len(words))
	for i := range words {
		words[i] = t.wordWeight(&l, i)
	}
	sum := 0.0
	for i := range weights[:len(weights)-1] {
		for c, w := range weights[i] {
			sum += w * w * t.options.Penalty / 2
			gradient[i][c] = w * t.options.Penalty
		}
	}
	*g.bias = triple{}
	for i := range t.texts {
		e := &t.texts[i]
		var z triple
		z.add(l.bias, e.certainty)
		for _, w := range e.words {
			z.add(&words[w.Index], w.Value)
		}
		for _, w := range e.others {
			z.add(&l.others[w.Index], w.Value)
		}
		for j, v := range e.balances {
			z.add(&l.balances[j], v)
		}
		var delta triple
		sum += e.weight * learn.Loss(z[:], e.target[:], delta[:])
		floats.Scale(e.weight, delta[:])
		for _, w := range e.words {
			wordGradient[w.Index].add(&delta, w.Value)
		}
		for _, w := range e.others {
			g.others[w.Index].add(&delta, w.Value)
		}
		for j, v := range e.balances {
			g.balances[j].add(&delta, v)
		}
		g.bias.add(&delta, e.certainty)
	}
	for i := range wordGradient {
		t.passBack(&g, i, &wordGradient[i])
	}
	return sum
}

// fit minimises the loss.
func (t *trainer) fit() ([]triple, error) {
	weights, gradient := make([]triple, t.size()), make([]triple, t.size())
	spread := func(x []float64) {
		for i := range weights {
			copy(weights[i][:], x[i*classes:])
		}
	}
	found, err := learn.Minimize(t.size()*classes, t.options.Iterations, func(x, g []float64) float64 {
		spread(x)
		value := t.loss(weights, gradient)
		for i := range gradient {
			copy(g[i*classes:], gradient[i][:])
		}
		return value
	})
	if err != nil {
		return nil, err
	}
	spread(found)
	return weights, nil
}

// model collapses the weights into one for each term, as the file has them.
func (t *trainer) model(weights []triple) *modelData {
	l := t.layout(weights)
	n := len(t.texts)
	d := &modelData{about: t.about, bias: againstNeutral(l.bias, 1), terms: map[key]pair{}, grams: map[key]pair{}}
	rarest := 0.0
	for i, k := range t.vocabulary.Keys {
		w := t.wordWeight(&l, i)
		idf := rarity(n, t.vocabulary.Texts[i])
		rarest = max(rarest, idf)
		d.terms[k] = againstNeutral(&w, idf*termScale)
	}
	for i, k := range t.others.Keys {
		d.terms[k] = againstNeutral(&l.others[i], rarity(n, t.others.Texts[i])*termScale)
	}
	for i, k := range t.grams.Keys {
		d.grams[k] = againstNeutral(&l.grams[i], rarest*termScale*gramScale)
	}
	for i := range d.balances {
		d.balances[i] = againstNeutral(&l.balances[i], t.balanceFactor[i])
	}
	return d
}

func againstNeutral(w *triple, factor float64) pair {
	return pair{(w[0] - w[1]) * factor, (w[2] - w[1]) * factor}
}
