package features

import (
	"encoding/binary"
	"errors"
	"math"

	"candor/internal/model"
	"candor/text"
)

// WordBuckets is how many columns words are hashed to.
const WordBuckets = 1 << 13

// ShapeFeatures is the number of features that ShapeOf gives.
const ShapeFeatures = 11

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

// ShapeOf puts each count of what makes a text concrete on a scale on which more
// of it adds less and less. different is the number of different words.
func ShapeOf(doc *text.Document, different int) [ShapeFeatures]float64 {
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
	return [ShapeFeatures]float64{
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

// WordCounts counts the words of a text by bucket.
type WordCounts struct {
	times [WordBuckets]uint32
	Seen  []uint16 // the buckets that are not 0, in order of appearance
}

// Count replaces the counts by those of doc.
func (c *WordCounts) Count(doc *text.Document) {
	for _, b := range c.Seen {
		c.times[b] = 0
	}
	c.Seen = c.Seen[:0]
	for i := range doc.Tokens {
		t := &doc.Tokens[i]
		if t.Kind != text.Word {
			continue
		}
		b := uint16(t.ID % WordBuckets)
		if c.times[b] == 0 {
			c.Seen = append(c.Seen, b)
		}
		c.times[b]++
	}
}

// Weight damps the repetition of a word.
func (c *WordCounts) Weight(bucket uint16) float64 { return math.Log1p(float64(c.times[bucket])) }

// Norm is the Euclidean length of the weights, at least that of one word.
func (c *WordCounts) Norm() float64 {
	sum := 0.0
	for _, b := range c.Seen {
		sum += c.Weight(b) * c.Weight(b)
	}
	return max(math.Sqrt(sum), math.Ln2)
}

// Specificity is a linear model of the shape of a text and of its words.
type Specificity struct {
	Bias  float64
	Shape [ShapeFeatures]float64
	Words [WordBuckets]int8
	Scale float64 // of Words
}

// Score gives what the model says of a text whose words are counted in c.
func (s *Specificity) Score(doc *text.Document, c *WordCounts) float64 {
	x := s.Bias
	for i, f := range ShapeOf(doc, len(c.Seen)) {
		x += s.Shape[i] * f
	}
	words := 0.0
	for _, b := range c.Seen {
		words += c.Weight(b) * float64(s.Words[b])
	}
	return x + s.Scale*words/c.Norm()
}

// The body of a specificity model's file, all numbers little-endian: float64s of
// the bias, the scale and the weights of the shape, and a byte for each bucket of
// words.
var specificityKind = model.Kind{Magic: "candorS", Version: 1}

// Encode writes a model file.
func (s *Specificity) Encode() ([]byte, error) {
	var b []byte
	for _, x := range append([]float64{s.Bias, s.Scale}, s.Shape[:]...) {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(x))
	}
	for _, w := range s.Words {
		b = append(b, byte(w))
	}
	return specificityKind.Seal(struct{}{}, b)
}

// DecodeSpecificity reads what Encode writes.
func DecodeSpecificity(data string) (*Specificity, error) {
	r, _, err := specificityKind.Open(data, &struct{}{})
	if err != nil {
		return nil, err
	}
	s := &Specificity{Bias: r.Float64(), Scale: r.Float64()}
	for i := range s.Shape {
		s.Shape[i] = r.Float64()
	}
	words := r.Take(WordBuckets)
	if len(words) < WordBuckets {
		return nil, errors.Join(r.Close(), errors.New("no specificity model of this version"))
	}
	for i := range s.Words {
		s.Words[i] = int8(words[i])
	}
	return s, r.Close()
}
