package training

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"candor/directness"
	"candor/text"
)

// invented are pairs of three kinds and turns with nothing to judge, over and over
// with other numbers.
func invented() []Example {
	var out []Example
	add := func(class int, place directness.Place, question, answer string) {
		e := Example{Question: question, Answer: answer, Place: place}
		e.Target[class] = 1
		out = append(out, e)
	}
	in := directness.Place{Known: true}
	last := directness.Place{Known: true, LastQuestion: true, LastTurn: true}
	for i := range 12 {
		add(Direct, in, "What was the margin?", fmt.Sprintf("The margin was %d percent in the quarter.", 30+i))
		add(Partial, in, "How much will you spend?", fmt.Sprintf("It should be lower, directionally, than in year %d.", i))
		add(Evaded, in, "How many ferries did you sell?", fmt.Sprintf("We don't disclose that for yard number %d.", i))
		add(Nothing, last, "How many ferries did you sell?", fmt.Sprintf("I am proud of all %d of our yards and their people.", i))
	}
	return out
}

func TestTrainLearns(t *testing.T) {
	o := Default()
	o.Iterations = 30
	data, err := Train(invented(), o)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Train(invented(), o)
	if err != nil || !bytes.Equal(data, again) {
		t.Errorf("the same examples give other bytes (%v)", err)
	}
	j, err := directness.Parse(string(data))
	if err != nil {
		t.Fatal(err)
	}
	place := directness.Place{Known: true}
	for _, c := range []struct {
		question, answer string
		want             directness.Label
	}{
		{"What was the margin?", "The margin was 17 percent in the quarter.", directness.Direct},
		{"How much will you spend?", "It should be lower, directionally, than last year.", directness.Partial},
		{"How many ferries did you sell?", "We don't disclose that for that yard.", directness.Evaded},
	} {
		if r := j.Judge(directness.Input{Question: text.New(c.question), Answer: text.New(c.answer), Place: place}); r.Label != c.want {
			t.Errorf("%q: %s, want %s", c.answer, r.Label, c.want)
		}
	}
	if about := j.Training(); about.Examples != 48 || about.Shares != [3]float64{0.333333, 0.333333, 0.333333} {
		t.Errorf("%+v", about)
	}
}

func TestTrainErrors(t *testing.T) {
	all := invented()
	for _, c := range []struct {
		examples []Example
		want     string
	}{
		{nil, "no example is evaded"},
		{all[:2], "no example is evaded"},
		{all[2:4], "no example is partial"},
	} {
		if _, err := Train(c.examples, Default()); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%d examples: %v, want %s", len(c.examples), err, c.want)
		}
	}
}

// A part that is left out weighs nothing.
func TestWithout(t *testing.T) {
	for _, part := range Parts() {
		o := Default()
		o.Iterations, o.Without = 10, []Part{part}
		j, err := TrainJudge(invented(), o)
		if err != nil {
			t.Fatal(err)
		}
		if w := j.Training().Without; len(w) != 1 || w[0] != string(part) {
			t.Errorf("%s: %v", part, w)
		}
	}
}

// What is raised is added to the log-odds against direct where the place is known.
func TestRaise(t *testing.T) {
	odds := func(raise Raise, known bool) float64 {
		o := Default()
		o.Iterations, o.Raise = 10, raise
		j, err := TrainJudge(invented(), o)
		if err != nil {
			t.Fatal(err)
		}
		r := j.Judge(directness.Input{Question: text.New("What was the margin?"), Answer: text.New("The margin was 17 percent in the quarter."), Place: directness.Place{Known: known}})
		return math.Log(r.Partial / r.Direct)
	}
	for known, want := range map[bool]float64{true: 0.5, false: 0} {
		if got := odds(Raise{Partial: 0.5}, known) - odds(Raise{}, known); math.Abs(got-want) > 1e-5 {
			t.Errorf("known %v: raised by %g, want %g", known, got, want)
		}
	}
}
