package score

import (
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"candor/text"

	"github.com/cdipaolo/goml/base"
	goml "github.com/cdipaolo/goml/text"
	"github.com/cdipaolo/sentiment"
)

func write(t *testing.T, name, content string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

func open(t *testing.T, spec string) Scorer {
	t.Helper()
	s, err := Open(spec)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestOpen(t *testing.T) {
	for spec, want := range map[string]string{
		"":            `unknown scorer ""`,
		"bert":        `unknown scorer "bert", want one of `,
		"imdb:x":      `scorer "imdb" takes no file`,
		"lm":          `scorer "lm" needs a file: lm:FILE`,
		"lm:":         `scorer "lm" needs a file: lm:FILE`,
		"lm:none.csv": "none.csv",
		"nb:none":     "none",
		"labels:none": "none",
	} {
		if s, err := Open(spec); s != nil || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, error %v, want %q", spec, s, err, want)
		}
	}
	for _, line := range strings.Split(strings.TrimSpace(Usage()), "\n") {
		if usage := strings.Fields(line)[0]; !strings.Contains(usage, ":") && open(t, usage).Name() != usage {
			t.Errorf("scorer %q is named %q", usage, open(t, usage).Name())
		}
	}
}

// Invented rows in the columns of the 2023 edition.
const masterDictionary = `Word,Seq_num,Word Count,Word Proportion,Average Proportion,Std Dev,Doc Count,Negative,Positive,Uncertainty,Litigious,Strong_Modal,Weak_Modal,Constraining,Complexity,Syllables,Source
ABLE,1,10,0.1,0.1,0.1,5,0,2009,0,0,0,0,0,0,2,own
BREACH,2,10,0.1,0.1,0.1,5,2009,0,0,2009,0,0,0,0,1,own
GAIN,3,10,0.1,0.1,0.1,5,0,2009,0,0,0,0,0,0,1,own
MAY,4,10,0.1,0.1,0.1,5,0,0,2009,0,0,2009,0,0,1,own
MUST,5,10,0.1,0.1,0.1,5,0,0,0,0,2009,0,2011,0,1,own
LATE,6,10,0.1,0.1,0.1,5,-2020,0,0,0,0,0,0,0,1,own
TABLE,7,10,0.1,0.1,0.1,5,0,0,0,0,0,0,0,0,2,own
`

func TestLoughranMcDonald(t *testing.T) {
	lm, err := OpenLoughranMcDonald(write(t, "lm.csv", masterDictionary))
	if err != nil {
		t.Fatal(err)
	}
	d := text.New("We may gain, and were able to gain; we must not breach it. It was late, it may.")
	if got, want := lm.Tone(d), (Tone{Negative: 1, Positive: 3, Uncertainty: 2, Litigious: 1, StrongModal: 1, WeakModal: 2, Constraining: 1}); got != want {
		t.Errorf("tone %+v, want %+v", got, want)
	}
	for _, c := range []struct {
		in   string
		want Sentiment
	}{
		{d.Text, Sentiment{Scored: true, Score: (3. - 1) / (3 + 1), Label: Positive}},
		{"A breach.", Sentiment{Scored: true, Score: -1, Label: Negative}},
		{"A gain and a breach.", Sentiment{Scored: true, Score: 0, Label: Neutral}},
		{"The table may be late.", Sentiment{}},
		{"", Sentiment{}},
	} {
		if got := lm.Score(Input{Answer: text.New(c.in)}); got != c.want {
			t.Errorf("%q: %+v, want %+v", c.in, got, c.want)
		}
	}
}

func TestLabels(t *testing.T) {
	want := map[string]Sentiment{
		"a": {Scored: true, Score: -0.25, Label: Negative},
		"b": {Scored: true, Score: 0.1, Label: Neutral},
		"c": {Scored: true, Score: 1, Label: Positive},
		"d": {},
	}
	for name, content := range map[string]string{
		"labels.jsonl": `{"id":"a","score":-0.25}` + "\n\n" + `{"id":"b","score":0.1,"label":"neutral","by":"x"}` + "\n" + `{"id":"c","label":"positive"}`,
		"labels.csv":   "\ufeffid,Score,label,note\na,-0.25,,\nb,0.1,neutral,\"two\nlines\"\nc,,positive,\n",
	} {
		labels := open(t, "labels:"+write(t, name, content))
		for id, s := range want {
			if got := labels.Score(Input{ID: id, Answer: text.New("Yes.")}); got != s {
				t.Errorf("%s: %s is %+v, want %+v", name, id, got, s)
			}
		}
	}
}

// A model that a user has trained must score alike, whichever package saved it.
func TestNaiveBayes(t *testing.T) {
	stream := make(chan base.TextDatapoint, 3)
	errs := make(chan error)
	model := goml.NewNaiveBayes(stream, 2, base.OnlyWords)
	model.Output = io.Discard
	go model.OnlineLearn(errs)
	stream <- base.TextDatapoint{X: "growth growth don't", Y: 1}
	stream <- base.TextDatapoint{X: "decline growth", Y: 0}
	close(stream)
	for err := range errs {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := model.PersistToFile(dir + "/goml.json"); err != nil {
		t.Fatal(err)
	}
	models := sentiment.Models{"de": model}
	if err := sentiment.PersistToFile(models, dir+"/sentiment.json"); err != nil {
		t.Fatal(err)
	}
	// Three words; three tokens in positive texts, two in negative ones.
	odds := map[string]float64{
		"growth":  math.Log((2+1)/(3+3.)) - math.Log((1+1)/(2+3.)),
		"decline": math.Log((0+1)/(3+3.)) - math.Log((1+1)/(2+3.)),
		"dont":    math.Log((1+1)/(3+3.)) - math.Log((0+1)/(2+3.)),
	}
	for _, file := range []string{"goml.json", "sentiment.json"} {
		nb := open(t, "nb:"+filepath.Join(dir, file))
		for in, want := range map[string]float64{
			"Growth!":             odds["growth"],
			"Decline":             odds["decline"],
			"we don’t":            odds["dont"],
			"decline, not growth": (odds["growth"] + odds["decline"]) / 2,
		} {
			if got := nb.Score(Input{Answer: text.New(in)}); math.Abs(got.Score-math.Tanh(want)) > 1e-12 {
				t.Errorf("%s: %q is %+v, want %v", file, in, got, math.Tanh(want))
			}
		}
		if got := nb.Score(Input{Answer: text.New("unknown")}); got.Scored {
			t.Errorf("%s: an unknown word is scored %+v", file, got)
		}
	}
}

func TestBadFiles(t *testing.T) {
	for _, c := range []struct{ spec, content, want string }{
		{"lm", "", ":1: no heading"},
		{"lm", "Word,Positive\nGAIN,2009\n", `:1: no column "Negative" in the heading`},
		{"lm", "Word,Negative,Positive\nGAIN,0,2009\nLOSS,yes,0\n", `:3: Negative is "yes", want a year or 0`},
		{"lm", "Word,Negative,Positive\nGAIN,0\n", ":2: wrong number of fields"},
		{"lm", "Word,Negative,Positive\nTABLE,0,0\n", ": no word is in any list"},
		{"labels", "", ":1: no heading"},
		{"labels", "id,score\n", ": no scores"},
		{"labels", "id,score\na,0\nb,high\n", `:3: score "high" is not a number`},
		{"labels", "id,score\na,NaN\n", ":2: score NaN is not in [-1, 1]"},
		{"labels", "name,score\na,0\n", `:1: no column "id" in the heading`},
		{"labels", "id,score\na,0\n\nb,1\na,1\n", `:5: id "a" is in line 2 too`},
		{"labels", `{"id":"a","score":2}`, ":1: score 2 is not in [-1, 1]"},
		{"labels", `{"id":"a","score":1}` + "\n" + `{"id":"b"}`, `:2: id "b" has neither score nor label`},
		{"labels", `{"id":"a","label":"good"}`, `:1: label "good", want negative, neutral or positive`},
		{"labels", `{"id":"a","score":1}` + "\n" + `{"id":"b",`, ":2: unexpected end of JSON input"},
		{"labels", `{"score":1}`, ":1: no id"},
		{"nb", "{\n\n]", ":3: invalid character"},
		{"nb", "{}", `no "words", and no model of language "en"`},
		{"nb", "null", `no "words", and no model of language "en"`},
		{"nb", `{"words":{}}`, ": a model without words"},
		{"nb", `{"words":{"good":{"Count":[1,2,3]}}}`, `: "good" has counts in 3 classes, want 2: negative, positive`},
		{"nb", `{"words":{"good":{"Count":[-1,2]}}}`, ": json: cannot unmarshal"},
	} {
		file := write(t, c.spec, c.content)
		if s, err := Open(c.spec + ":" + file); s != nil || err == nil || !strings.HasPrefix(err.Error(), file) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s with %q: %v, error %v, want %s%s", c.spec, c.content, s, err, file, c.want)
		}
	}
}
