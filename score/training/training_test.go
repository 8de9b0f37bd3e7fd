package training

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"candor/internal/learn"
	"candor/score"
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

// bySentence joins texts of one sentence to answers of one to three, whose
// sentiment is theirs.
func bySentence() []Example {
	var examples []Example
	of := trainingExamples()
	for i := range of {
		var e Example
		sum := 0.0
		for _, part := range []*Example{&of[i], &of[(i+3)%len(of)], &of[(i+6)%len(of)]}[:i/3%3+1] {
			start := len(e.Text)
			e.Text += part.Text
			e.Sentences = append(e.Sentences, Sentence{start, len(e.Text), part.Target})
			e.Text += " "
			sum += part.Target[2] - part.Target[0]
		}
		e.Target, e.Group, e.Natural = Rated("", sum).Target, i, true
		examples = append(examples, e)
	}
	return examples
}

func trainedFile(t testing.TB, examples []Example) []byte {
	t.Helper()
	o := Defaults()
	o.Penalty = 0.001
	o.Without = []Part{PolarityPart} // so that the words decide
	data, err := Train(examples, o)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestTrain(t *testing.T) {
	for name, examples := range map[string][]Example{"texts": trainingExamples(), "sentences": bySentence()} {
		data := trainedFile(t, examples)
		if !bytes.Equal(data, trainedFile(t, examples)) {
			t.Fatalf("%s: the same examples gave another model", name)
		}
		m, err := score.ReadModel(string(data), "mine")
		if err != nil {
			t.Fatal(err)
		}
		if a := m.Training(); a.Examples != 75 || a.Sentences != map[string]int{"texts": 0, "sentences": 147}[name] {
			t.Errorf("%s: trained on %+v, want 75 examples", name, a)
		}
		if m.BySentence() != (name == "sentences") {
			t.Errorf("%s: by sentence %v", name, m.BySentence())
		}
		for s, want := range map[string]score.Label{
			"We are thriving in the west.":    score.Positive,
			"We are floundering in the west.": score.Negative,
			"We report on assets by segment.": score.Neutral,
		} {
			if got := m.Score(score.Input{Answer: text.New(s)}); got.Label != want {
				t.Errorf("%s: %q: %+v, want %s", name, s, got, want)
			}
		}
	}
}

func TestTrainRefuses(t *testing.T) {
	for _, examples := range [][]Example{nil, {Rated("up", 1), Rated("up again", 1)}} {
		if _, err := Train(examples, Defaults()); err == nil || !strings.Contains(err.Error(), "nothing to learn") {
			t.Errorf("%d examples: error %v, want that there is nothing to learn", len(examples), err)
		}
	}
}

func TestWithout(t *testing.T) {
	for _, part := range Parts() {
		o := Defaults()
		o.Without = []Part{part}
		m, err := TrainModel(trainingExamples(), o)
		if err != nil {
			t.Fatalf("%s: %v", part, err)
		}
		if s := m.Score(score.Input{Answer: text.New("We are thriving.")}); !s.Scored {
			t.Errorf("without %s: not scored", part)
		}
	}
}

// Half of a sentence and more decides which judged sentence it is.
func TestAlign(t *testing.T) {
	d := text.New("We grew. Costs rose.")
	up, down := [3]float64{0, 0, 1}, [3]float64{1, 0, 0}
	for _, c := range []struct {
		sentences []Sentence
		want      [2][3]float64
	}{
		{[]Sentence{{0, 8, up}, {9, 20, down}}, [2][3]float64{up, down}},
		{[]Sentence{{0, 5, up}, {5, 20, down}}, [2][3]float64{up, down}}, // 5 of 8 bytes
		{[]Sentence{{0, 4, up}}, [2][3]float64{}},                        // 4 of 8: not more than half
		{[]Sentence{{0, 20, down}}, [2][3]float64{down, down}},
		{nil, [2][3]float64{}},
	} {
		got := align(d, &Example{Target: up, Sentences: c.sentences})
		if [2][3]float64(got) != c.want {
			t.Errorf("%v: %v, want %v", c.sentences, got, c.want)
		}
	}
	if got := align(text.New("We grew."), &Example{Target: up}); got[0] != up {
		t.Errorf("a text of one sentence: %v", got)
	}
}

// Without a single feature that tells, the calibrated probabilities are the shares
// of the outcomes: 50, 100 and 150 of 300.
func TestCalibrate(t *testing.T) {
	z := make([]learn.Against, 300)
	outcomes := make([]learn.Outcome, len(z))
	for i := range outcomes {
		outcomes[i] = learn.Outcome{Weight: 1}
		outcomes[i].P[min(2, (i+50)/100)] = 1
		if i >= 150 {
			outcomes[i].P = [3]float64{0, 0, 1}
		}
		z[i] = learn.Against{0.5, 0.5}
	}
	c, err := calibrate(z, outcomes)
	if err != nil {
		t.Fatal(err)
	}
	p := pairOf(c.of(z[0]), 1).Probabilities()
	for class, want := range []float64{50. / 300, 100. / 300, 150. / 300} {
		if math.Abs(p[class]-want) > 0.005 {
			t.Errorf("class %d: %.3f, want %.3f", class, p[class], want)
		}
	}
	if c, err := calibrate(nil, nil); err != nil || c.of(learn.Against{1, 2}) != (learn.Against{1, 2}) {
		t.Errorf("without judgements: %+v, %v", c, err)
	}
}

// reseal gives a changed model file the checksum of its content.
func reseal(data []byte) string {
	binary.LittleEndian.PutUint32(data[8:], crc32.Checksum(data[12:], crc32.MakeTable(crc32.Castagnoli)))
	return string(data)
}

func TestDamagedModels(t *testing.T) {
	whole := trainedFile(t, bySentence())
	changed := bytes.Clone(whole)
	changed[len(changed)/2] ^= 1
	future := bytes.Clone(whole)
	future[7] = 9
	longer := append(bytes.Clone(whole), 0)
	for name, c := range map[string]struct{ data, want string }{
		"empty":         {"", "not a model"},
		"another file":  {`{"text":"no model"}`, "not a model"},
		"only a magic":  {"candorM\x01", "too early"},
		"a changed bit": {string(changed), "checksum"},
		"a new format":  {string(future), "model format 9"},
		"more":          {reseal(longer), "more in the model file"},
		"cut":           {reseal(bytes.Clone(whole[:len(whole)-9])), "too early"},
		"cut in header": {reseal(bytes.Clone(whole[:20])), "too early"},
	} {
		if m, err := score.ReadModel(c.data, "x"); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, error %v, want %q", name, m, err, c.want)
		}
	}
}

func TestOpenModel(t *testing.T) {
	file := filepath.Join(t.TempDir(), "my.model")
	if err := os.WriteFile(file, trainedFile(t, trainingExamples()), 0o600); err != nil {
		t.Fatal(err)
	}
	m, err := score.Open("model:" + file)
	if err != nil || m.Name() != "model:"+file || !strings.HasPrefix(m.Version(), "model-2+") {
		t.Errorf("%v, error %v", m, err)
	}
	bad := filepath.Join(t.TempDir(), "bad.model")
	if err := os.WriteFile(bad, []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := score.OpenModel(bad); err == nil || !strings.HasPrefix(err.Error(), bad) {
		t.Errorf("error %v, want the file's name first", err)
	}
}

// What explains a score adds up to it, for models of either kind.
func TestExplainAddsUp(t *testing.T) {
	in := score.Input{Answer: text.New("Sales rose in the north. We are floundering abroad, and orders fell. Thank you."), Question: text.New("Did sales fall?")}
	for name, examples := range map[string][]Example{"texts": trainingExamples(), "sentences": bySentence()} {
		m, err := TrainModel(examples, Defaults())
		if err != nil {
			t.Fatal(err)
		}
		contributions, decision := m.Explain(in)
		sum := 0.0
		for _, c := range contributions {
			sum += c.Weight
		}
		s := m.Score(in)
		if want := math.Log(s.Positive / s.Negative); math.Abs(sum-decision) > 1e-9 || math.Abs(decision-want) > 1e-9 {
			t.Errorf("%s: parts add up to %g, decision %g, log-odds %g", name, sum, decision, want)
		}
	}
}

func FuzzReadModel(f *testing.F) {
	f.Add(trainedFile(f, trainingExamples()))
	f.Add(trainedFile(f, bySentence()))
	f.Add([]byte("candorM\x02"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 12 && string(data[:7]) == "candorM" {
			reseal(data)
		}
		m, err := score.ReadModel(string(data), "fuzz")
		if err != nil {
			return
		}
		if s := m.Score(score.Input{Answer: text.New("Sales rose, and we are unflounderingly well.")}); !s.Scored {
			t.Error("a model that reads does not score")
		}
	})
}
