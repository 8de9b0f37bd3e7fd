package score

import (
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

func TestReadSpecificity(t *testing.T) {
	whole := specificityFile
	for _, broken := range []string{"", "x", whole[:len(whole)-1], "x" + whole} {
		if _, err := ReadSpecificity(broken); err == nil {
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
