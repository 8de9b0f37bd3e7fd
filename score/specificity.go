package score

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"errors"
	"math"
	"sync"

	"candor/text"
)

// Specificity says how concrete a text is: figures, dates and names against
// general words. It is a linear model of the shape of a text and of its words,
// trained on what readers said (TrainSpecificity), and read-only.
type Specificity struct {
	bias  float64
	shape [shapeFeatures]float64
	words [wordBuckets]int8
	scale float64 // of words
}

//go:embed specificity.model
var specificityModel []byte

var defaultSpecificity = sync.OnceValues(func() (*Specificity, error) {
	s := new(Specificity)
	return s, s.UnmarshalBinary(specificityModel)
})

// DefaultSpecificity gives the built-in model. It was trained on the votes of
// three raters each on 2,158 answers of SubjECTive-QA (Pardawala et al., NeurIPS
// 2024, CC BY 4.0); internal/trainspecificity makes it.
func DefaultSpecificity() *Specificity {
	s, err := defaultSpecificity()
	if err != nil {
		panic(err) // the embedded file is broken, which a test would have shown
	}
	return s
}

// Score gives how concrete doc is, from 0 to 1; 0 for a text without words.
func (s *Specificity) Score(doc *text.Document) float64 {
	if doc.Words == 0 {
		return 0
	}
	c := countsPool.Get().(*wordCounts)
	defer countsPool.Put(c)
	c.count(doc)
	x := s.bias
	for i, f := range shapeOf(doc, len(c.seen)) {
		x += s.shape[i] * f
	}
	words := 0.0
	for _, b := range c.seen {
		words += c.weight(b) * float64(s.words[b])
	}
	return min(max(x+s.scale*words/c.norm(), 0), 1)
}

// wordBuckets is how many columns words are hashed to.
const wordBuckets = 1 << 13

// shapeFeatures is the number of features that shapeOf gives.
const shapeFeatures = 11

var (
	measureWords = [...]string{"percent", "%", "$", "€", "£", "basis", "points", "bps", "thousand", "million", "billion", "dozen", "half", "double"}
	dateWords    = [...]string{"january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
		"monday", "tuesday", "wednesday", "thursday", "friday", "q1", "q2", "q3", "q4", "h1", "h2",
		"day", "days", "week", "weeks", "month", "months", "quarter", "quarters", "year", "years", "yesterday", "today", "tomorrow"}
)

// concrete is what a word that makes a text concrete is; 0 is any other word.
type concrete uint8

const (
	isMeasure concrete = 1 + iota
	isDate
)

var concreteWords = func() text.Index[text.ID, concrete] {
	of := map[text.ID]concrete{}
	for _, w := range measureWords {
		of[text.WordID(w)] = isMeasure
	}
	for _, w := range dateWords {
		of[text.WordID(w)] = isDate
	}
	return text.NewIndex(of)
}()

var idI = text.WordID("i")

// longWord is from how many bytes on a word is a long one.
const longWord = 7

// shapeOf puts each count of what makes a text concrete on a scale on which more
// of it adds less and less. different is the number of different words.
func shapeOf(doc *text.Document, different int) [shapeFeatures]float64 {
	var figures, measures, dates, names, long, questions float64
	for _, s := range doc.Sentences {
		for i := s.First; i < s.Last; i++ {
			t := &doc.Tokens[i]
			kind := concreteWords.Find(t.ID)
			switch {
			case t.Kind == text.Number:
				figures++
			case kind == isMeasure:
				measures++
			case kind == isDate:
				dates++
			case t.Kind == text.Word && t.Capital && i > s.First && t.ID != idI:
				names++
			case t.Kind == text.Punct && doc.Text[t.Start] == '?':
				questions++
			}
			if t.Kind == text.Word && t.End-t.Start >= longWord {
				long++
			}
		}
	}
	words := float64(doc.Words)
	return [shapeFeatures]float64{
		math.Log1p(words),
		min(words, 80) / 80, // an answer of 80 words has room for all it needs
		math.Log1p(figures),
		figures / words,
		math.Log1p(measures),
		math.Log1p(dates),
		math.Log1p(names),
		names / words,
		math.Log1p(long),
		math.Log1p(float64(different)),
		math.Log1p(questions),
	}
}

// wordCounts counts the words of a text by bucket.
type wordCounts struct {
	times [wordBuckets]uint32
	seen  []uint16 // the buckets that are not 0, in order of appearance
}

var countsPool = sync.Pool{New: func() any { return new(wordCounts) }}

// count replaces the counts by those of doc.
func (c *wordCounts) count(doc *text.Document) {
	for _, b := range c.seen {
		c.times[b] = 0
	}
	c.seen = c.seen[:0]
	for i := range doc.Tokens {
		t := &doc.Tokens[i]
		if t.Kind != text.Word {
			continue
		}
		b := uint16(t.ID % wordBuckets)
		if c.times[b] == 0 {
			c.seen = append(c.seen, b)
		}
		c.times[b]++
	}
}

// weight damps the repetition of a word.
func (c *wordCounts) weight(bucket uint16) float64 { return math.Log1p(float64(c.times[bucket])) }

// norm is the Euclidean length of the weights, at least that of one word.
func (c *wordCounts) norm() float64 {
	sum := 0.0
	for _, b := range c.seen {
		sum += c.weight(b) * c.weight(b)
	}
	return max(math.Sqrt(sum), math.Ln2)
}

// specificityMagic begins a model's binary form.
const specificityMagic = "candor specificity 1\n"

// MarshalBinary writes the model: bias, scale and shape weights as big-endian
// float64, then a byte for each bucket of words.
func (s *Specificity) MarshalBinary() ([]byte, error) {
	b := []byte(specificityMagic)
	for _, x := range append([]float64{s.bias, s.scale}, s.shape[:]...) {
		b = binary.BigEndian.AppendUint64(b, math.Float64bits(x))
	}
	for _, w := range s.words {
		b = append(b, byte(w))
	}
	return b, nil
}

// UnmarshalBinary reads what MarshalBinary writes.
func (s *Specificity) UnmarshalBinary(b []byte) error {
	rest, ok := bytes.CutPrefix(b, []byte(specificityMagic))
	if !ok || len(rest) != 8*(2+shapeFeatures)+wordBuckets {
		return errors.New("no specificity model of this version")
	}
	float := func() float64 {
		x := math.Float64frombits(binary.BigEndian.Uint64(rest))
		rest = rest[8:]
		return x
	}
	s.bias, s.scale = float(), float()
	for i := range s.shape {
		s.shape[i] = float()
	}
	for i := range s.words {
		s.words[i] = int8(rest[i])
	}
	return nil
}
