package score

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"math"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"candor/score/polarity"
	"candor/text"
)

// trainingExamples are sentences in which a few words and directions decide.
func trainingExamples() []Example {
	var examples []Example
	for _, subject := range []string{"Sales", "Margins", "Orders", "Earnings", "Volumes"} {
		for _, where := range []string{"in the north", "in the south", "abroad", "at home", "last quarter"} {
			examples = append(examples,
				Rated(subject+" rose and we are thriving "+where+".", 2),
				Rated(subject+" fell and we are floundering "+where+".", -1),
				Rated("We report on "+strings.ToLower(subject)+" by segment "+where+".", 0))
		}
	}
	return examples
}

func trainedFile(t testing.TB) []byte {
	t.Helper()
	o := DefaultTraining()
	o.Vectors = 4
	o.Penalty = 0.001
	o.Without = []Part{PolarityPart} // so that the words decide
	data, err := Train(trainingExamples(), o)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestTrain(t *testing.T) {
	data := trainedFile(t)
	if !bytes.Equal(data, trainedFile(t)) {
		t.Fatal("the same examples gave another model")
	}
	m, err := parseModel(string(data), "mine")
	if err != nil {
		t.Fatal(err)
	}
	if a := m.Training(); a.Examples != 75 || math.Abs(a.Shares[0]-1.0/3) > 1e-9 {
		t.Errorf("trained on %+v, want 75 examples, a third of each label", a)
	}
	for s, want := range map[string]Label{
		"We are thriving in the west.":     Positive,
		"We are floundering in the west.":  Negative,
		"We report on assets by segment.":  Neutral,
		"Prepayments rose in the north.":   Positive,
		"Orders fell in the south and we.": Negative,
	} {
		if got := m.Score(Input{Answer: text.New(s)}); got.Label != want {
			t.Errorf("%q: %+v, want %s", s, got, want)
		}
	}
}

func TestTrainRefuses(t *testing.T) {
	for _, examples := range [][]Example{nil, {Rated("up", 1), Rated("up again", 1)}} {
		if _, err := Train(examples, DefaultTraining()); err == nil || !strings.Contains(err.Error(), "nothing to learn") {
			t.Errorf("%d examples: error %v, want that there is nothing to learn", len(examples), err)
		}
	}
}

func TestWithout(t *testing.T) {
	for _, part := range Parts() {
		o := DefaultTraining()
		o.Without = []Part{part}
		o.Vectors = 4
		m, err := TrainModel(trainingExamples(), o)
		if err != nil {
			t.Fatalf("%s: %v", part, err)
		}
		if s := m.Score(Input{Answer: text.New("We are thriving.")}); !s.Scored {
			t.Errorf("without %s: not scored", part)
		}
	}
}

func TestVoted(t *testing.T) {
	// Votes 1, 1 and -1: the mean is 1/3.
	e := Voted("x", 1.0/3)
	if want := [3]float64{0, 2.0 / 3, 1.0 / 3}; math.Abs(e.Target[1]-want[1]) > 1e-12 || math.Abs(e.Target[2]-want[2]) > 1e-12 || e.Target[0] != 0 {
		t.Errorf("%v, want %v", e.Target, want)
	}
}

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
		if !got.Scored || got.Label != Neutral || math.Abs(got.Score) > 0.2 || got.Neutral > 0.7 {
			t.Errorf("%q: %+v, want neutral, without being sure", s, got)
		}
	}
	for _, s := range []string{"", " ", "...", "[indiscernible]"} {
		if got := Finance().Score(Input{Answer: text.New(s)}); got != (Sentiment{}) {
			t.Errorf("%q: %+v, want no score", s, got)
		}
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
	const most = 3 << 20
	if len(financeFile) > most {
		t.Errorf("%d bytes, want at most %d", len(financeFile), most)
	}
	polarity.Default() // loads once for all that use it
	best := time.Hour
	for range 5 {
		start := time.Now()
		if _, err := parseModel(financeFile, "finance"); err != nil {
			t.Fatal(err)
		}
		best = min(best, time.Since(start))
	}
	if best > 10*time.Millisecond {
		t.Errorf("loads in %v, want 10 ms at most", best)
	}
	if v := Finance().Version(); !strings.HasPrefix(v, "finance-1+") {
		t.Errorf("version %q", v)
	}
}

// reseal gives a changed model file the checksum of its content.
func reseal(data []byte) string {
	binary.LittleEndian.PutUint32(data[8:], crc32.Checksum(data[12:], crc32.MakeTable(crc32.Castagnoli)))
	return string(data)
}

func TestDamagedModels(t *testing.T) {
	whole := trainedFile(t)
	changed := bytes.Clone(whole)
	changed[len(changed)/2] ^= 1
	future := bytes.Clone(whole)
	future[7] = 9
	longer := append(bytes.Clone(whole), 0)
	full := bytes.Clone(whole)
	for name, c := range map[string]struct{ data, want string }{
		"empty":         {"", "not a model"},
		"another file":  {`{"text":"no model"}`, "not a model"},
		"only a magic":  {"candorM\x01", "too early"},
		"a changed bit": {string(changed), "checksum"},
		"a new format":  {string(future), "model format 9"},
		"more":          {reseal(longer), "more in the model file"},
		"cut":           {reseal(bytes.Clone(whole[:len(whole)-9])), "too early"},
		"cut in header": {reseal(bytes.Clone(full[:20])), "too early"},
	} {
		if m, err := parseModel(c.data, "x"); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, error %v, want %q", name, m, err, c.want)
		}
	}
}

func TestOpenModel(t *testing.T) {
	file := write(t, "my.model", string(trainedFile(t)))
	if got := open(t, "model:"+file); got.Name() != "model:"+file || !strings.HasPrefix(got.Version(), "model-1+") {
		t.Errorf("named %q, version %q", got.Name(), got.Version())
	}
	bad := write(t, "bad.model", "text")
	if _, err := OpenModel(bad); err == nil || !strings.HasPrefix(err.Error(), bad) {
		t.Errorf("error %v, want the file's name first", err)
	}
}

func FuzzParseModel(f *testing.F) {
	f.Add(trainedFile(f))
	f.Add([]byte("candorM\x01"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 12 && string(data[:7]) == modelKind.Magic {
			reseal(data)
		}
		m, err := parseModel(string(data), "fuzz")
		if err != nil {
			return
		}
		s := m.Score(Input{Answer: text.New("Sales rose, and we are unflounderingly well.")})
		if !s.Scored {
			t.Error("a model that reads does not score")
		}
	})
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
