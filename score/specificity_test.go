package score

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"candor/text"
)

func TestSpecificity(t *testing.T) {
	model := DefaultSpecificity()
	concrete := model.Score(text.New("In the third quarter of 2019 we opened 14 stores in Ohio and Texas, at a cost of $3.2 million each, and sales there grew 12% to $48 million by December."))
	general := model.Score(text.New("We feel good about things, and we will see how it goes from here and do what we can."))
	if concrete < general+0.2 {
		t.Errorf("%v for figures, dates and names, %v for general words", concrete, general)
	}
	if got := model.Score(text.New(" -- ")); got != 0 {
		t.Errorf("without words: %v, want 0", got)
	}
	for _, in := range []string{"Yes.", strings.Repeat("$5 million in March 2019. ", 500), strings.Repeat("well ", 500)} {
		if got := model.Score(text.New(in)); !(got >= 0 && got <= 1) {
			t.Errorf("%.30q: %v is not in [0, 1]", in, got)
		}
	}
}

// The same pooled counts must not leak from one text into the next.
func TestSpecificityIsRepeatable(t *testing.T) {
	model, doc := DefaultSpecificity(), text.New("We opened 14 stores in Ohio.")
	want := model.Score(doc)
	for range 3 {
		model.Score(text.New("Something else, and much longer, about 3% of other things."))
		if got := model.Score(doc); got != want {
			t.Fatalf("%v, then %v", want, got)
		}
	}
}

func TestShapeOf(t *testing.T) {
	doc := text.New("In May, I met Ann Lee of Acme twice. Sales rose 5% to $2 million in March 2019? Yes.")
	different := 17
	words := float64(doc.Words)
	want := [shapeFeatures]float64{
		math.Log1p(words), words / 80,
		math.Log1p(3), 3 / words, // 5, 2, 2019
		math.Log1p(3),            // % $ million
		math.Log1p(1),            // March; "May" may be the verb
		math.Log1p(4), 4 / words, // May Ann Lee Acme: neither "I" nor what begins a sentence
		math.Log1p(1), // million
		math.Log1p(17),
		math.Log1p(1),
	}
	if got := shapeOf(doc, different); got != want {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

// trainingSet has texts that are rated by the share of their words that is "five".
func trainingSet() (docs []*text.Document, ratings []float64) {
	for i := range 40 {
		five := i % 5
		docs = append(docs, text.New(strings.Repeat("five ", five)+strings.Repeat("thing ", 4-five)+fmt.Sprint("w", i)))
		ratings = append(ratings, float64(five)/4)
	}
	return docs, ratings
}

func TestTrainSpecificity(t *testing.T) {
	docs, ratings := trainingSet()
	model, err := TrainSpecificity(docs, ratings)
	if err != nil {
		t.Fatal(err)
	}
	low, high := model.Score(text.New("thing thing thing thing")), model.Score(text.New("five five five five"))
	if !(high > low) {
		t.Errorf("%v for what is rated high, %v for what is rated low", high, low)
	}
	// With a free intercept the mean prediction is the mean rating.
	sum := 0.0
	for _, d := range docs {
		sum += model.Score(d)
	}
	if got, want := sum/40, 0.5; math.Abs(got-want) > 1e-9 {
		t.Errorf("mean score %v, want %v", got, want)
	}
	again, _ := TrainSpecificity(docs, ratings)
	if *again != *model {
		t.Error("the same texts give another model")
	}
}

// Ridge regression by its definition: the gradient of the loss is 0.
func TestSolveRidge(t *testing.T) {
	docs, ratings := trainingSet()
	counts := new(wordCounts)
	var rows []specificityRow
	for _, d := range docs {
		rows = append(rows, newSpecificityRow(d, counts))
	}
	standardise(rows)
	dual, err := solveRidge(rows, ratings)
	if err != nil {
		t.Fatal(err)
	}
	// The residual of row i is ridge times its dual weight.
	kernel := centredKernel(rows)
	for i := range rows {
		predicted := 0.5
		for j := range rows {
			predicted += kernel.At(i, j) * dual[j]
		}
		if got, want := ratings[i]-predicted, specificityRidge*dual[i]; math.Abs(got-want) > 1e-9 {
			t.Fatalf("row %d: residual %v, want %v", i, got, want)
		}
	}
}

func TestTrainSpecificityErrors(t *testing.T) {
	one := []*text.Document{text.New("Yes.")}
	if _, err := TrainSpecificity(one, []float64{1}); err == nil {
		t.Error("one text is no error")
	}
	if _, err := TrainSpecificity(append(one, one[0]), []float64{1}); err == nil {
		t.Error("a missing rating is no error")
	}
	if _, err := TrainSpecificity(append(one, one[0]), []float64{1, math.NaN()}); err == nil {
		t.Error("NaN is no error")
	}
}

func TestSpecificityBinary(t *testing.T) {
	b, err := DefaultSpecificity().MarshalBinary()
	if err != nil || !bytes.Equal(b, specificityModel) {
		t.Errorf("the embedded model is written back otherwise, error %v", err)
	}
	for _, broken := range [][]byte{nil, []byte("x"), b[:len(b)-1], append([]byte("x"), b...)} {
		if err := new(Specificity).UnmarshalBinary(broken); err == nil {
			t.Errorf("%d bytes are no error", len(broken))
		}
	}
}

func BenchmarkSpecificity(b *testing.B) {
	doc := text.New(strings.Repeat("In the third quarter we opened 14 stores in Ohio, at a cost of $3.2 million each, and we feel good. ", 20))
	b.SetBytes(int64(len(doc.Text)))
	b.ReportAllocs()
	for b.Loop() {
		DefaultSpecificity().Score(doc)
	}
}
