package evaluation

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"candor/score"
	"candor/stats"
)

func read(t *testing.T, content string, fields ...string) *Labelled {
	t.Helper()
	l := new(Labelled)
	if err := l.Read(strings.NewReader(content), "answers.jsonl", fields); err != nil {
		t.Fatal(err)
	}
	return l
}

func TestReadAnswers(t *testing.T) {
	for name, c := range map[string]struct {
		content string
		fields  []string
		want    []Answer
	}{
		"a number and a call": {
			`{"id":"a#1","call":"q4","text":"Up.","question":"How?","sentiment":-2}`, SentimentFields,
			[]Answer{{ID: "a#1", Call: "q4", Text: "Up.", Question: "How?", Rating: -2}},
		},
		"two readings, and a call from the id": {
			"\ufeff" + `{"id":"q4#1","text":"Up.","ratings":[1,2],"label":"positive"}` + "\n\n", SentimentFields,
			[]Answer{{ID: "q4#1", Call: "q4", Text: "Up.", Rating: 1.5, Label: score.Positive}},
		},
		"labels, and no call": {
			`{"text":"Up.","label":"positive"}` + "\n" + `{"text":"Down.","label":"negative"}`, SentimentFields,
			[]Answer{{Call: "answers.jsonl:1", Text: "Up.", Rating: 1, Label: score.Positive}, {Call: "answers.jsonl:2", Text: "Down.", Rating: -1, Label: score.Negative}},
		},
		"company, quarter and year, and a field inside another": {
			`{"company":"X","quarter":"Q1","year":2020,"text":"Up.","votes":{"specific":[0,1,2,2]}}`, []string{"votes.specific"},
			[]Answer{{Call: `"X" "Q1" 2020`, Text: "Up.", Rating: 1.25}},
		},
		"a record of candor": {
			`{"id":"1","call":{"id":"q4","company":""},"text":"Up.","mine":1}` + "\n" + `{"text":"No.","mine":null}`, []string{"mine"},
			[]Answer{{ID: "1", Call: "q4", Text: "Up.", Rating: 1}},
		},
	} {
		if got := read(t, c.content, c.fields...); !reflect.DeepEqual(got.Answers, c.want) {
			t.Errorf("%s: got %+v, want %+v", name, got.Answers, c.want)
		}
	}
	if l := read(t, `{"text":"Up.","mine":null}`+"\n"+`{"text":"No.","mine":1}`, "mine"); l.Skipped != 1 {
		t.Errorf("%d answers skipped, want 1", l.Skipped)
	}
}

func TestReadErrors(t *testing.T) {
	for content, want := range map[string]string{
		"":               "f: no judged answers",
		`{"text":"Up."}`: `f:1: no field "sentiment", "ratings", "label" with what readers judged`,
		`{"text":"Up.","label":2}` + "\n" + `{"text":"Up."}`: `f:2: no field "label"`,
		"\n" + `{"text":"Up.","label":"good"}`:               `f:2: field "label": "good" is no number, list of numbers or label`,
		`{"text":"Up.","ratings":[]}`:                        `f:1: field "ratings": [] is no number`,
		`{"sentiment":1}`:                                    `f:1: no "text"`,
		`{"text":7,"sentiment":1}`:                           `f:1: json: cannot unmarshal number`,
		`{"text":"Up.","sentiment":1}` + "\n" + `{"text":`:   `f:2: unexpected end of JSON input`,
		`["text"]`: `f:1: json: cannot unmarshal array`,
	} {
		err := new(Labelled).Read(strings.NewReader(content), "f", SentimentFields)
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: error %v, want %s", content, err, want)
		}
	}
}

func TestNeutral(t *testing.T) {
	for _, c := range []struct {
		content, field string
		want           float64
	}{
		{`{"text":"a","optimistic":0}` + "\n" + `{"text":"b","optimistic":2}`, "optimistic", 1},
		{`{"text":"a","stars":1}` + "\n" + `{"text":"b","stars":5}`, "stars", 3},
		{`{"text":"a","tone":-1}` + "\n" + `{"text":"b","tone":3}`, "tone", 0},
		{`{"text":"a","sentiment":1}` + "\n" + `{"text":"b","sentiment":2}`, "sentiment", 0},
		{`{"text":"a","mine":"neutral"}` + "\n" + `{"text":"b","mine":"positive"}`, "mine", 0},
	} {
		l := read(t, c.content, c.field)
		if got := l.Neutral(); got != c.want {
			t.Errorf("%s: neutral is %v, want %v", c.content, got, c.want)
		}
		if got := l.Around(c.want)[0].Rating; got != l.Answers[0].Rating-c.want {
			t.Errorf("%s: the first rating is %v around %v", c.content, got, c.want)
		}
	}
}

// lookup scores an answer with what its text says.
type lookup map[string]score.Sentiment

func (lookup) Name() string                           { return "lookup" }
func (lookup) Version() string                        { return "lookup" }
func (l lookup) Score(in score.Input) score.Sentiment { return l[in.Answer.Text] }

func TestSentiment(t *testing.T) {
	answers := []Answer{
		{Call: "a", Text: "bad", Rating: -1},
		{Call: "a", Text: "good", Rating: 2},
		{Call: "b", Text: "good", Rating: 0},
		{Call: "b", Text: "odd", Rating: 0},
	}
	scorer := lookup{
		"bad":  {Scored: true, Score: -0.5, Label: score.Negative, Negative: 0.7, Neutral: 0.1, Positive: 0.2},
		"good": {Scored: true, Score: 0.5, Label: score.Positive, Negative: 0.2, Neutral: 0.1, Positive: 0.7},
	}
	results, err := Sentiment(answers, []Candidate{{Name: "x", Scorer: scorer}}, 0, stats.DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	got := results[0]
	if got.Scorer != "x" || got.Answers != 4 || got.NotScored != 1 {
		t.Errorf("got %+v", got)
	}
	want := map[string]float64{
		Accuracy:    3. / 4,
		MacroF1:     (1 + 2./3 + 2./3) / 3,
		WeightedF1:  (1*1 + 2*2./3 + 1*2./3) / 4,
		Rho:         3.75 / 4.5, // of ranks 1 3.5 3.5 2 and 1 4 2.5 2.5
		AUCNegative: 1,
		AUCPositive: 1,
		ECE:         (0.7 + 0.7 + 0.7 - 2) / 3, // one bin, and "odd" has no probability
		ECENegative: (0.3 + 2*0.2) / 3,         // 0.7 where all are, twice 0.2 where none is
		ECENeutral:  3 * (1./3 - 0.1) / 3,      // three times 0.1 where one of three is
		ECEPositive: (0.2 + 2*0.2) / 3,         // 0.2 where none is, twice 0.7 where half are
	}
	for _, m := range got.Measures {
		if w := want[m.Name]; !m.Value.Defined || m.Value.Value < w-1e-9 || m.Value.Value > w+1e-9 {
			t.Errorf("%s is %+v, want %v", m.Name, m.Value, w)
		}
		if m.Interval.Defined {
			t.Errorf("%s has an interval over 2 calls", m.Name)
		}
	}
}

// No call may be on both sides of a split, and every answer is measured once.
func TestCrossValidation(t *testing.T) {
	var answers []Answer
	for i := range 60 {
		answers = append(answers, Answer{Call: string(rune('a' + i%17)), Text: "Yes.", Rating: float64(i%3 - 1)})
	}
	measured := 0
	spy := Candidate{Name: "spy", Train: func(train []Answer) (score.Scorer, error) {
		seen := map[string]bool{}
		for _, a := range train {
			seen[a.Call] = true
		}
		for _, a := range answers {
			if !seen[a.Call] {
				measured++
			}
		}
		if len(seen) < 17-17/5-1 || len(seen) > 17-17/5 {
			t.Errorf("trained on %d of 17 calls in one of 5 folds", len(seen))
		}
		return lookup{}, nil
	}}
	if _, err := Sentiment(answers, []Candidate{spy}, 5, stats.DefaultOptions()); err != nil {
		t.Fatal(err)
	}
	if measured != len(answers) {
		t.Errorf("%d answers were of calls held out, want each of %d once", measured, len(answers))
	}
}

func TestCrossValidationErrors(t *testing.T) {
	answers := []Answer{{Call: "a", Text: "x"}, {Call: "a", Text: "y"}, {Call: "b", Text: "z"}}
	for _, folds := range []int{-1, 1, 3} {
		if _, err := Sentiment(answers, []Candidate{Majority()}, folds, stats.DefaultOptions()); err == nil {
			t.Errorf("%d folds of 2 calls: no error", folds)
		}
	}
	failing := Candidate{Name: "f", Train: func([]Answer) (score.Scorer, error) { return nil, errors.New("no data") }}
	if _, err := Sentiment(answers, []Candidate{failing}, 2, stats.DefaultOptions()); err == nil || err.Error() != "f: no data" {
		t.Errorf("error %v, want f: no data", err)
	}
}

func TestMajority(t *testing.T) {
	answers := []Answer{{Call: "a", Text: "x", Rating: -1}, {Call: "b", Text: "y", Rating: -2}, {Call: "c", Text: "z", Rating: 1}}
	results, err := Sentiment(answers, []Candidate{Majority()}, 0, stats.DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	if c := results[0].Confusion; c[negative][negative] != 2 || c[positive][negative] != 1 {
		t.Errorf("confusion %v, want everything negative", c)
	}
}

// Readers who are asked again may settle on another label than the sign of their mean.
func TestLabelBesideRatings(t *testing.T) {
	l := read(t, `{"text":"a","ratings":[0,1],"label":"neutral"}`+"\n"+`{"text":"b","ratings":[0,1]}`, SentimentFields...)
	if a, b := l.Answers[0].class(), l.Answers[1].class(); a != neutral || b != positive {
		t.Errorf("classes %d and %d, want neutral and positive", a, b)
	}
	l = read(t, `{"text":"a","mine":1,"label":"neutral"}`, "mine")
	if l.Answers[0].class() != positive {
		t.Error("a label counts although another field was named")
	}
}

func TestCandidates(t *testing.T) {
	candidates, err := Candidates("imdb, majority", nil)
	if err != nil || len(candidates) != 2 || candidates[0].Name != "imdb" || candidates[1].Name != "majority" {
		t.Errorf("got %v, error %v", candidates, err)
	}
	if _, err := Candidates("imdb,,", nil); err == nil {
		t.Error("an empty name is no error")
	}
}
