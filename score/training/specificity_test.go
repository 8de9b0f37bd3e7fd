package training

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"candor/score"
	"candor/score/internal/features"
	"candor/text"
)

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
	data, err := Specificity(docs, ratings)
	if err != nil {
		t.Fatal(err)
	}
	model, err := score.ReadSpecificity(string(data))
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
	again, _ := Specificity(docs, ratings)
	if !bytes.Equal(again, data) {
		t.Error("the same texts give another model")
	}
}

// Ridge regression by its definition: the gradient of the loss is 0.
func TestSolveRidge(t *testing.T) {
	docs, ratings := trainingSet()
	counts := new(features.WordCounts)
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
	if _, err := Specificity(one, []float64{1}); err == nil {
		t.Error("one text is no error")
	}
	if _, err := Specificity(append(one, one[0]), []float64{1}); err == nil {
		t.Error("a missing rating is no error")
	}
	if _, err := Specificity(append(one, one[0]), []float64{1, math.NaN()}); err == nil {
		t.Error("NaN is no error")
	}
}
