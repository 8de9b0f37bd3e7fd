package features

import (
	"math"
	"testing"

	"candor/text"
)

func TestShapeOf(t *testing.T) {
	doc := text.New("In May, I met Ann Lee of Acme twice. Sales rose 5% to $2 million in March 2019? Yes.")
	different := 17
	words := float64(doc.Words)
	want := [ShapeFeatures]float64{
		math.Log1p(words), words / 80,
		math.Log1p(3), 3 / words, // 5, 2, 2019
		math.Log1p(3),            // % $ million
		math.Log1p(1),            // March; "May" may be the verb
		math.Log1p(4), 4 / words, // May Ann Lee Acme: neither "I" nor what begins a sentence
		math.Log1p(1), // million
		math.Log1p(17),
		math.Log1p(1),
	}
	if got := ShapeOf(doc, different); got != want {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}
