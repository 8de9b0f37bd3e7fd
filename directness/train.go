package directness

import (
	"fmt"
	"math"
	"slices"

	"candor/internal/learn"
	"candor/internal/model"
	"candor/text"
)

// Example is a pair of question and answer that a reader has judged.
type Example struct {
	Question, Answer string
	Label            Label
}

// TrainingOptions are best taken from DefaultTraining: it may grow.
type TrainingOptions struct {
	// Penalty is the factor of half the sum of the squared weights.
	Penalty float64
	// Iterations of L-BFGS at most.
	Iterations int
	// Emphasis multiplies the probabilities of evaded, partial and direct where
	// a label is chosen, so that rare labels are given often enough. It leaves
	// the probabilities as they are.
	Emphasis [numClasses]float64
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
	WordPart     Part = "words"    // terms of the answer and the question
	EvidencePart Part = "evidence" // what the cues find
	OverlapPart  Part = "overlap"  // shared words and vectors
	QuestionPart Part = "question" // what is asked
)

// Parts lists what TrainingOptions.Without takes.
func Parts() []Part { return []Part{WordPart, EvidencePart, OverlapPart, QuestionPart} }

// DefaultTraining is how the built-in model is trained, chosen by
// cross-validation on the training answers.
func DefaultTraining() TrainingOptions {
	return TrainingOptions{Penalty: 1, Iterations: 300, Emphasis: [numClasses]float64{3.5, 1.8, 1}, Seed: 1}
}

// Training says what a model was made from.
type Training struct {
	Source   string              `json:"source,omitempty"`
	Examples int                 `json:"examples"`
	Shares   [numClasses]float64 `json:"shares"` // of evaded, partial and direct
	Emphasis [numClasses]float64 `json:"emphasis"`
	Penalty  float64             `json:"penalty"`
	Seed     uint64              `json:"seed"`
	Without  []Part              `json:"without,omitempty"`
}

const (
	leastPairs   = 3   // with a term
	measureScale = 0.1 // of a measure's standard deviation: smaller ones are penalised more
	termScale    = 1.0 / 6
)

// Train fits a model to examples and returns its file's content; the same
// examples and options give the same bytes. Examples in which there is nothing
// to judge are left out. It fails where a label is missing.
func Train(examples []Example, o TrainingOptions) ([]byte, error) {
	t := &trainer{options: o}
	if err := t.read(examples); err != nil {
		return nil, err
	}
	return t.fit()
}

// TrainJudge is Train and reading the model.
func TrainJudge(examples []Example, o TrainingOptions) (*Judge, error) {
	data, err := Train(examples, o)
	if err != nil {
		return nil, err
	}
	return parse(string(data))
}

type trainer struct {
	options  TrainingOptions
	about    Training
	vectors  vectors
	measures [][]float64 // by example
	names    []string    // of the measures
	mean     []float64
	factor   []float64 // to standardise; 0 for a measure that never varies
	terms    *learn.Vocabulary
	rows     []learn.Row
	labels   []int
}

func (t *trainer) read(examples []Example) error {
	documents := make([]Input, 0, len(examples))
	for _, e := range examples {
		in := Input{Question: text.New(e.Question), Answer: text.New(e.Answer)}
		if in.Question.Words == 0 || in.Answer.Words == 0 {
			continue
		}
		class := slices.Index(Labels[:], e.Label)
		if class < 0 {
			return fmt.Errorf("%q is no label of directness", e.Label)
		}
		target := make([]float64, numClasses)
		target[class] = 1
		t.labels = append(t.labels, class)
		t.about.Shares[class]++
		documents = append(documents, in)
		t.rows = append(t.rows, learn.Row{Target: target})
	}
	n := float64(len(t.rows))
	for c, share := range t.about.Shares {
		if share == 0 {
			return fmt.Errorf("no example is %s: there is nothing to learn", Labels[c])
		}
		t.about.Shares[c] = math.Round(share/n*1e6) / 1e6
	}
	t.about.Source, t.about.Examples, t.about.Emphasis = t.options.Source, len(t.rows), t.options.Emphasis
	t.about.Penalty, t.about.Seed, t.about.Without = t.options.Penalty, t.options.Seed, t.options.Without
	t.learnVectors(documents)
	t.readMeasures(documents)
	t.readTerms(documents)
	return nil
}

// learnVectors finds the stems' vectors and how rare they are, in questions and answers.
func (t *trainer) learnVectors(documents []Input) {
	v := learn.NewVocabulary()
	var sequences [][]int32
	isStem := map[model.Key]bool{}
	for _, in := range documents {
		for _, d := range []*text.Document{in.Question, in.Answer} {
			var sequence []int32
			for i := range d.Tokens {
				k := key(&d.Tokens[i])
				if s, ok := stemOf(d, i); ok {
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
	found := learn.WordVectors(sequences, v.Size(), dimensions, 1, t.options.Seed)
	texts := float64(len(sequences))
	t.vectors = vectors{of: map[stem]wordVector{}, unknown: math.Log(texts)}
	for i, k := range v.Keys {
		if !isStem[k] || v.Texts[i] < leastPairs {
			continue
		}
		w := wordVector{rarity: float64(float32(math.Log(texts / float64(1+v.Texts[i]))))}
		var bytes [dimensions]byte
		for j, x := range found[i] {
			bytes[j] = byte(int8(math.Round(x * math.MaxInt8)))
		}
		w.at = string(bytes[:])
		t.vectors.of[stem(k)] = w
	}
}

func (t *trainer) readMeasures(documents []Input) {
	p := new(pair)
	p.measures.naming = true
	for _, in := range documents {
		p.read(in)
		p.measure(&t.vectors, &p.measures)
		t.measures = append(t.measures, slices.Clone(p.measures.values))
	}
	t.names = slices.Clone(p.measures.names)
	n := float64(len(t.measures))
	t.mean, t.factor = make([]float64, len(t.names)), make([]float64, len(t.names))
	for j := range t.names {
		sum, squares := 0.0, 0.0
		for i := range t.measures {
			sum += t.measures[i][j]
			squares += t.measures[i][j] * t.measures[i][j]
		}
		t.mean[j] = sum / n
		if variance := squares/n - t.mean[j]*t.mean[j]; variance > 1e-9 && !t.leftOut(t.names[j]) {
			t.factor[j] = measureScale / math.Sqrt(variance)
		}
	}
	for i := range t.measures {
		for j, x := range t.measures[i] {
			if t.factor[j] != 0 {
				t.rows[i].Features = append(t.rows[i].Features, learn.Feature{Index: j, Value: (x - t.mean[j]) * t.factor[j]})
			}
		}
	}
}

func (t *trainer) readTerms(documents []Input) {
	all := learn.NewVocabulary()
	terms := make([][]learn.Feature, len(documents))
	p := new(pair)
	if !slices.Contains(t.options.Without, WordPart) {
		for i, in := range documents {
			p.question, p.answer = in.Question, in.Answer
			p.read(in)
			for of := range numParts {
				var keys []model.Key
				n := p.eachTerm(of, func(k model.Key) { keys = append(keys, k) })
				terms[i] = append(terms[i], all.Count(keys, termScale*partScale[of]/damped(n))...)
			}
		}
	}
	t.terms = all.Keep(leastPairs)
	for i := range terms {
		for _, f := range t.terms.Renumber(terms[i], all) {
			f.Value *= t.rarity(f.Index)
			f.Index += len(t.names)
			t.rows[i].Features = append(t.rows[i].Features, f)
		}
	}
}

// rarity is the smoothed inverse document frequency of a term.
func (t *trainer) rarity(term int) float64 {
	return math.Log(float64(len(t.rows)+1)/float64(t.terms.Texts[term]+1)) + 1
}

func (t *trainer) fit() ([]byte, error) {
	trees, err := learn.Boost(t.columns(), t.labels, numClasses, learn.DefaultBoost())
	if err != nil {
		return nil, err
	}
	w, err := learn.Fit(t.rows, len(t.names)+t.terms.Size(), numClasses, learn.Options{Penalty: t.options.Penalty, Iterations: t.options.Iterations})
	if err != nil {
		return nil, err
	}
	against := func(x []float64, factor float64) pairOf {
		return pairOf{(x[evaded] - x[direct]) * factor, (x[partial] - x[direct]) * factor}
	}
	bias := against(w.Bias, 1)
	weights := make([]pairOf, len(t.names))
	for j := range t.names {
		weights[j] = against(w.Values[j], t.factor[j])
	}
	terms := map[model.Key]pairOf{}
	for i, k := range t.terms.Keys {
		terms[k] = against(w.Values[len(t.names)+i], termScale*t.rarity(i))
	}
	return t.encode(bias, weights, terms, trees)
}

// columns are the measures for the trees, those that are left out as 0.
func (t *trainer) columns() [][]float64 {
	for _, row := range t.measures {
		for j := range row {
			if t.factor[j] == 0 {
				row[j] = 0
			}
		}
	}
	return t.measures
}

// leftOut says whether a measure belongs to a part that is left out.
func (t *trainer) leftOut(name string) bool {
	return slices.Contains(t.options.Without, partOf(name))
}
