package score

import (
	_ "embed"
	"fmt"
	"os"
	"strings"
	"sync"

	"candor/internal/procedure"
	"candor/score/internal/features"
	"candor/text"
)

// Model is a trained Scorer. It judges sentences and makes an answer's sentiment
// of theirs, or judges whole texts, as it was trained. It is read-only.
type Model struct {
	name, version string
	about         Training
	weights       *features.Model
}

// Training says what a model was made from.
type Training struct {
	Source    string     `json:"source,omitempty"`
	Examples  int        `json:"examples"`
	Sentences int        `json:"sentences,omitempty"` // judged ones
	Shares    [3]float64 `json:"shares"`              // of negative, neutral and positive
	Penalty   float64    `json:"penalty"`
	Balance   float64    `json:"balance,omitempty"`
	Seed      uint64     `json:"seed"`
	Without   []string   `json:"without,omitempty"`
}

// financeFile is made by the command that docs/sentiment.md gives.
//
//go:embed finance.model
var financeFile string

// Finance returns the default scorer: a model trained on sentences and answers of
// executives in earnings calls, labelled after what an attentive investor hears.
var Finance = sync.OnceValue(func() *Model {
	m, err := ReadModel(financeFile, "finance")
	if err != nil {
		panic("embedded finance model: " + err.Error()) // a test reads it
	}
	m.version = strings.Replace(m.version, "model", "finance", 1)
	return m
})

// OpenModel reads a model that candor train has written.
func OpenModel(file string) (*Model, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	m, err := ReadModel(string(data), "model:"+file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return m, nil
}

// ReadModel reads the content of a model file, of which it keeps data, and makes
// a scorer of that name.
func ReadModel(data, name string) (*Model, error) {
	m := &Model{name: name}
	weights, sum, err := features.Decode(data, &m.about)
	if err != nil {
		return nil, err
	}
	m.weights, m.version = weights, fmt.Sprintf("model-2+%08x", sum)
	return m, nil
}

// Name returns "finance" for the built-in model, "model:FILE" for another.
func (m *Model) Name() string { return m.name }

// Version changes with the model.
func (m *Model) Version() string { return m.version }

// Training says what the model was made from.
func (m *Model) Training() Training { return m.about }

// BySentence says whether the model judges sentences.
func (m *Model) BySentence() bool { return m.weights.Answers != nil }

// work is what one answer needs while it is scored.
type work struct {
	reader, question *features.Reader
	kinds            []procedure.Kind
	answer           features.Answer
	enters           []bool // the answer, of its sentences
	sentences        []Sentence
}

var works = sync.Pool{New: func() any {
	return &work{reader: features.NewReader(), question: features.NewReader()}
}}

// Score gives the sentiment of in.Answer. A text without words is not scored.
func (m *Model) Score(in Input) Sentiment {
	w := works.Get().(*work)
	defer works.Put(w)
	s, sentences := m.sentences(w, in, w.sentences[:0])
	w.sentences = sentences
	return s
}

// Sentences implements SentenceScorer. A model of whole texts gives none.
func (m *Model) Sentences(in Input, into []Sentence) (Sentiment, []Sentence) {
	w := works.Get().(*work)
	defer works.Put(w)
	return m.sentences(w, in, into)
}

func (m *Model) sentences(w *work, in Input, into []Sentence) (Sentiment, []Sentence) {
	d := in.Answer
	if d.Words == 0 {
		return Sentiment{}, into
	}
	w.reader.Reset(d)
	defer w.reader.Release()
	if m.weights.Answers == nil {
		return sentimentOf(m.weights.Logits(w.reader, w.reader.Unit(0, len(d.Sentences))), noEmphasis), into
	}
	into = m.judge(w, d, into)
	if len(w.answer.Judged) == 0 {
		return nothingSaid, into
	}
	var measures [features.NumMeasures]float64
	features.Measures(&measures, w.answer.Judged, w.reader.Spoken(), w.ask(in.Question))
	return sentimentOf(m.weights.Answers.Logits(&measures), m.weights.Answers.Emphasis), into
}

// judge appends the document's sentences to into, and sets w.answer to those
// that enter its sentiment.
func (m *Model) judge(w *work, d *text.Document, into []Sentence) []Sentence {
	w.kinds = procedure.Sentences(d, w.kinds[:0])
	w.enters = w.enters[:0]
	w.answer.Reset()
	for i, s := range d.Sentences {
		sentence := Sentence{
			Start: int(d.Tokens[s.First].Start), End: int(d.Tokens[s.Last-1].End),
			Procedure: w.kinds[i].Is(), Sentiment: nothingSaid,
		}
		enters := false
		if !sentence.Procedure {
			u := w.reader.Unit(i, i+1)
			sentence.Sentiment = sentimentOf(m.weights.Logits(w.reader, u), features.SentenceEmphasis)
			p := features.Pair{Negative: sentence.Negative, Positive: sentence.Positive}
			enters = w.answer.Add(u.Hash, features.Judged{P: p, Words: u.Words})
		}
		w.enters = append(w.enters, enters)
		into = append(into, sentence)
	}
	return into
}

// ask says what a question, which may be nil, spoke of.
func (w *work) ask(question *text.Document) features.Spoken {
	if question == nil {
		return features.Spoken{}
	}
	w.question.Reset(question)
	defer w.question.Release()
	return w.question.Spoken()
}

// nothingSaid is the sentiment of what says nothing of the business.
var nothingSaid = Sentiment{Scored: true, Label: Neutral, Neutral: 1}

// noEmphasis labels by the most probable.
var noEmphasis = features.Pair{Negative: 1, Positive: 1}

// sentimentOf makes a sentiment of logits.
func sentimentOf(z, emphasis features.Pair) Sentiment {
	p := z.Probabilities()
	s := Sentiment{Scored: true, Negative: p[0], Neutral: p[1], Positive: p[2], Score: p[2] - p[0]}
	negative, positive := s.Negative*emphasis.Negative, s.Positive*emphasis.Positive
	switch {
	case negative > s.Neutral && negative > positive && s.Score < 0: // no emphasis turns the sign
		s.Label = Negative
	case positive > s.Neutral && s.Score > 0:
		s.Label = Positive
	default:
		s.Label = Neutral
	}
	return s
}
