package evaluation

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"candor/stats"
	"candor/topic"
)

func TestTopics(t *testing.T) {
	taxonomy, err := topic.Load(strings.NewReader("replace: true\ntopics:\n- {name: a, terms: {apple: 3}}\n- {name: b, terms: {berry: 3}}\n"), "t.yaml")
	if err != nil {
		t.Fatal(err)
	}
	e := Topics(taxonomy, []TopicAnswer{
		{Text: "An apple.", Topics: []string{"a"}},                // right
		{Text: "An apple.", Topics: []string{"b", "a"}},           // right, not the best
		{Text: "A berry.", Topics: []string{"a"}},                 // wrong
		{Text: "An apple, a berry.", Topics: []string{"a"}},       // right, the second topic too many
		{Text: "A stone.", Topics: []string{"mineral", "c", "d"}}, // other: wrong, of an unknown topic
	}, stats.DefaultOptions())
	if e.First != 3 || e.Accuracy() != 0.6 {
		t.Errorf("%d first topics accepted, accuracy %g; want 3, 0.6", e.First, e.Accuracy())
	}
	if e.Commonest != 4 {
		t.Errorf("the commonest topic is accepted %d times, want a 4 times", e.Commonest)
	}
	if want := (Counts{Matched: 3, Found: 6, Annotated: 1 + 2 + 1 + 1 + 2}); e.All != want {
		t.Errorf("all topics %+v, want %+v", e.All, want)
	}
	want := []TopicCounts{
		{Topic: "a", Found: 3, Matched: 3, Annotated: 3, Recalled: 2},
		{Topic: "b", Found: 1, Matched: 0, Annotated: 1, Recalled: 1},
		{Topic: "other", Found: 1},
		{Topic: "mineral", Annotated: 1},
	}
	if !reflect.DeepEqual(e.ByTopic, want) {
		t.Errorf("by topic %+v, want %+v", e.ByTopic, want)
	}
	if want := []TopicConfusion{{"a", "b", 1}, {"mineral", "other", 1}}; !reflect.DeepEqual(e.Confusion, want) {
		t.Errorf("confusion %+v, want %+v", e.Confusion, want)
	}
}

func TestReadTopics(t *testing.T) {
	answers, err := ReadTopics(strings.NewReader("{\"id\":\"q3#1\",\"text\":\"x\",\"topics\":[\"a\"]}\n\n{\"text\":\"y\",\"topics\":null}\n"), "f.jsonl")
	want := []TopicAnswer{{ID: "q3#1", Call: "q3", Text: "x", Topics: []string{"a"}}, {Call: "f.jsonl:3", Text: "y"}}
	if err != nil || !reflect.DeepEqual(answers, want) {
		t.Errorf("%+v, %v, want %+v", answers, err, want)
	}
	if sorted := Sorted(answers); !reflect.DeepEqual(sorted, want[:1]) {
		t.Errorf("sorted %+v", sorted)
	}
	for in, want := range map[string]string{
		"{\"text\":\"x\",\"topics\":[\"a\"]}\n{": "f.jsonl:2:",
		"{\"topics\":[\"a\"]}":                   `f.jsonl:1: no "text"`,
	} {
		if _, err := ReadTopics(strings.NewReader(in), "f.jsonl"); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s", in, err, want)
		}
	}
}

// The built-in taxonomy keeps what it has reached, on invented answers and,
// where they are at hand, on held-out ones.
func TestBuiltInTopics(t *testing.T) {
	for _, c := range []struct {
		file  string
		least float64
	}{
		{"../testdata/gold/topics.jsonl", 0.85},
		{"../testdata/gold/topics-companies.jsonl", 0.75},
		{"../../shared/gold/topics-dev.jsonl", 0.82},
	} {
		in, err := os.Open(c.file)
		if os.IsNotExist(err) && strings.Contains(c.file, "shared") {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		answers, err := ReadTopics(in, c.file)
		in.Close()
		if err != nil {
			t.Fatal(err)
		}
		e := Topics(topic.Default(), answers, stats.DefaultOptions())
		if e.Accuracy() < c.least {
			t.Errorf("%s: accuracy %.3f, want %.2f", c.file, e.Accuracy(), c.least)
		}
		if n, accepted := e.Over(0.8); share(accepted, n) < 0.8 {
			t.Errorf("%s: %d of %d first topics with a weight over 0.8 accepted", c.file, accepted, n)
		}
	}
}
