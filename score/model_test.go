package score

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"strings"
	"sync"
	"testing"

	"candor/text"
)

func TestFinance(t *testing.T) {
	for s, want := range map[string]Label{
		"Operating profit rose to EUR 14.2 million from EUR 9.1 million a year before.":                            Positive,
		"Net sales fell by 9 % and the loss widened to EUR 2 million.":                                             Negative,
		"The annual meeting will be held in Turku on 3 April.":                                                     Neutral,
		"It was a record quarter, demand is very strong, and our margins expanded again.":                          Positive,
		"Frankly we were disappointed: orders declined, we lost a large customer and pricing is under pressure.":   Negative,
		"That number includes the three sites that we listed in the release, and I'll let Dana take the tax rate.": Neutral,
	} {
		s, got := s, Finance().Score(Input{Answer: text.New(s)})
		if got.Label != want {
			t.Errorf("%q: %+v, want %s", s, got, want)
		}
		if sum := got.Negative + got.Neutral + got.Positive; math.Abs(sum-1) > 1e-9 || got.Score != got.Positive-got.Negative {
			t.Errorf("%q: %+v does not add up", s, got)
		}
	}
}

func TestOneWord(t *testing.T) {
	for _, s := range []string{"Yes.", "No.", "Great.", "Terrible!", "Absolutely", "Loss", "7"} {
		got := Finance().Score(Input{Answer: text.New(s)})
		if !got.Scored || got.Label != Neutral || math.Abs(got.Score) > 0.5 {
			t.Errorf("%q: %+v, want neutral", s, got)
		}
	}
	for _, s := range []string{"", " ", "...", "[indiscernible]"} {
		if got := Finance().Score(Input{Answer: text.New(s)}); got != (Sentiment{}) {
			t.Errorf("%q: %+v, want no score", s, got)
		}
	}
}

// What says nothing of the business carries nothing, and what is said twice
// says nothing new.
func TestSentences(t *testing.T) {
	const plain = "Margins expanded again and demand is very strong. Freight costs rose."
	want := Finance().Score(Input{Answer: text.New(plain)})
	for _, s := range []string{
		"Thank you. " + plain, plain + " Thank you. Next question, please.", plain + " Does that answer your question?",
		strings.ReplaceAll(plain, " again", ", uh, again"), strings.ReplaceAll(plain, "again", "again [ph]"),
	} {
		answer := text.New(s)
		got, sentences := Finance().Sentences(Input{Answer: answer}, nil)
		if got != want {
			t.Errorf("%q: %+v, want %+v", s, got, want)
		}
		if len(sentences) != len(answer.Sentences) {
			t.Fatalf("%q: %d sentences, want %d", s, len(sentences), len(answer.Sentences))
		}
		for i, sentence := range sentences {
			first, last := answer.Tokens[answer.Sentences[i].First], answer.Tokens[answer.Sentences[i].Last-1]
			if sentence.Start != int(first.Start) || sentence.End != int(last.End) {
				t.Errorf("%q: sentence %d at %d-%d, want %d-%d", s, i, sentence.Start, sentence.End, first.Start, last.End)
			}
			courtesy := strings.ContainsAny(s[sentence.Start:sentence.End], "?") || strings.Contains(s[sentence.Start:sentence.End], "Thank") || strings.Contains(s[sentence.Start:sentence.End], "Next")
			if sentence.Procedure != courtesy || courtesy && (sentence.Label != Neutral || sentence.Score != 0) {
				t.Errorf("%q: %+v", s[sentence.Start:sentence.End], sentence)
			}
		}
	}
	if got := Finance().Score(Input{Answer: text.New("Thank you very much.")}); got.Label != Neutral || got.Score != 0 || !got.Scored {
		t.Errorf("thanks alone: %+v", got)
	}
}

// TestLength guards against the fault that long texts go to the extremes: what
// is said ten times as often at ten times the length is no more.
func TestLength(t *testing.T) {
	for _, plain := range []string{
		"We sell through dealers in most states, and the plants in Ohio and Texas supply them by rail. ",
		"Demand was strong in the north, and we raised prices. Freight costs went up again, so margins fell a bit. ",
	} {
		answer := Finance().Score(Input{Answer: text.New(strings.Repeat(plain, 16))})
		speech := Finance().Score(Input{Answer: text.New(strings.Repeat(plain, 160))})
		if math.Abs(answer.Score-speech.Score) > 0.1 {
			t.Errorf("%q: 16 times %+v, 160 times %+v", plain, answer, speech)
		}
	}
}

func TestExplainAddsUp(t *testing.T) {
	s := "Costs did not come down, and if demand softened further we wouldn't hit 12 %; still, a floorish quarter."
	in := Input{Answer: text.New(s)}
	contributions, decision := Finance().Explain(in)
	sum := 0.0
	for _, c := range contributions {
		sum += c.Weight
		if c.Start < 0 || c.End < c.Start || c.End > len(s) {
			t.Errorf("%+v is outside the text", c)
		}
		if c.Reason == "" {
			t.Errorf("%+v has no reason", c)
		}
	}
	got := Finance().Score(in)
	if want := math.Log(got.Positive / got.Negative); math.Abs(sum-decision) > 1e-9 || math.Abs(decision-want) > 1e-3 {
		t.Errorf("contributions add up to %g, decision %g, log-odds %g", sum, decision, want)
	}
	if c, d := Finance().Explain(Input{Answer: text.New("")}); c != nil || d != 0 {
		t.Errorf("empty text: %v, %g", c, d)
	}
}

func TestFinanceIsSafeForConcurrentUse(t *testing.T) {
	in := Input{Answer: text.New("Margins improved although freight costs rose and one customer left.")}
	want := Finance().Score(in)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				if got := Finance().Score(in); got != want {
					t.Errorf("%+v, want %+v", got, want)
				}
			}
		})
	}
	wg.Wait()
}

func TestEmbeddedModel(t *testing.T) {
	const most = 6 << 20
	if len(financeFile) > most {
		t.Errorf("%d bytes, want at most %d", len(financeFile), most)
	}
	if allocations := testing.AllocsPerRun(5, func() {
		if _, err := ReadModel(financeFile, "finance"); err != nil {
			t.Fatal(err)
		}
	}); allocations > 50 {
		t.Errorf("%g allocations to load: the model is not read in place", allocations)
	}
	if v := Finance().Version(); !strings.HasPrefix(v, "finance-2+") {
		t.Errorf("version %q", v)
	}
}

// benchmarkTexts are real answers where they are at hand, else an invented one.
func benchmarkTexts(b *testing.B) []*text.Document {
	invented := strings.Repeat("Well, I think margins improved a bit, but freight costs rose $1.2 million and we don't see that easing before the third quarter. ", 5)
	data, err := os.ReadFile("../../shared/data/answers/train.jsonl")
	if err != nil {
		b.Log("real answers are absent: an invented one instead")
		return []*text.Document{text.New(invented)}
	}
	var docs []*text.Document
	for line := range bytes.Lines(data) {
		var row struct{ Text string }
		if err := json.Unmarshal(line, &row); err != nil {
			b.Fatal(err)
		}
		if docs = append(docs, text.New(row.Text)); len(docs) == 1000 {
			break
		}
	}
	return docs
}

func BenchmarkFinance(b *testing.B) {
	docs := benchmarkTexts(b)
	bytes := 0
	for _, d := range docs {
		bytes += len(d.Text)
	}
	m := Finance()
	d := new(text.Document)
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	for b.Loop() {
		for i := range docs {
			d.Reset(docs[i].Text)
			m.Score(Input{Answer: d})
		}
	}
}
