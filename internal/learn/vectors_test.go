package learn

import (
	"math"
	"reflect"
	"testing"
)

// Words 0 and 1 stand between 4 and 5, words 2 and 3 between 6 and 7: vectors
// say that 0 is like 1 and unlike 2. Word 8 occurs once and has none.
func TestWordVectors(t *testing.T) {
	var texts [][]int32
	for range 10 {
		texts = append(texts, []int32{4, 0, 5}, []int32{4, 1, 5}, []int32{6, 2, 7}, []int32{6, 3, 7})
	}
	texts = append(texts, []int32{8})
	v := WordVectors(texts, 9, 2, 0.5, 1)
	for w := range 8 {
		if got := math.Sqrt(dot(v[w], v[w])); math.Abs(got-0.5) > 1e-9 {
			t.Errorf("word %d has a vector of length %g, want 0.5", w, got)
		}
	}
	if dot(v[8], v[8]) != 0 {
		t.Errorf("a rare word has the vector %v", v[8])
	}
	if like, unlike := dot(v[0], v[1]), dot(v[0], v[2]); like < 0.9*0.25 || unlike > 0.1*0.25 {
		t.Errorf("0 and 1 have the product %g, 0 and 2 %g", like, unlike)
	}
	if again := WordVectors(texts, 9, 2, 0.5, 1); !reflect.DeepEqual(again, v) {
		t.Error("a second run gives other vectors")
	}
	if none := WordVectors(texts, 9, 20, 0.5, 1); dot(none[0], none[0]) != 0 {
		t.Errorf("20 dimensions of 8 words: %v", none[0])
	}
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}
