package score_test

import (
	"math"
	"testing"

	"candor/score"
	"candor/text"
)

func TestComplexity(t *testing.T) {
	for _, c := range []struct {
		text string
		want float64
	}{
		{"", 0},
		{"...", 0},
		{"We do.", 0}, // 4.71*5/2 + 0.5*2 - 21.43 is below 0: letters are 4, words 2
		// 6 words, 43 letters, one sentence
		{"Margins improved considerably during the quarter.", 4.71*43/6 + 3 - 21.43},
		// The same in two sentences of three words.
		{"Margins improved considerably. During the quarter.", max(4.71*43/6+1.5-21.43, 0)},
		{"Überschüsse wachsen beträchtlich.", max(4.71*30/3+1.5-21.43, 0)}, // letters, not bytes
		{"We don't.", 0},
	} {
		if got := score.Complexity(text.New(c.text)); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%q: %v, want %v", c.text, got, c.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		text  string
		words int
		want  int
	}{
		{"", 0, 0},
		{"We sold 12.5 million units in 2024, up 3rd time.", 10, 3},
		{"Twelve percent in Q1.", 4, 0}, // in words, and a quarter's name
	} {
		d := text.New(c.text)
		if got := score.Numbers(d); got != c.want || d.Words != c.words {
			t.Errorf("%q: %d of %d, want %d of %d", c.text, got, d.Words, c.want, c.words)
		}
	}
}
