package training

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"candor/text"
	"candor/topic"
	"candor/topic/internal/taxonomy"
)

// start knows mines and drugs, and believes falsely that trials are about mines.
const start = `version: "s"
topics:
- name: mining
  covers: ore
  terms: {mine: 2, trial: 1}
- name: drugs
  terms: {drug: 2}
`

// examples: in ten calls each, tonnes go with mining and trials with drugs.
func examples() []Example {
	var out []Example
	for i := range 20 {
		call := fmt.Sprint("call ", i)
		out = append(out,
			Example{Call: call, Question: "What about Halvard?", Answer: "The mine gave more tonnes than Halvard thought.", Topics: []string{"mining"}},
			Example{Call: call, Question: "And how?", Answer: "Trials began, dosing goes on.", Topics: []string{"drugs"}},
			Example{Call: call, Answer: "Dosing and trials, trials and dosing."})
	}
	return append(out, Example{Call: "call 0", Answer: "Rareness is rare, rareness of rareness.", Topics: []string{topic.Other}})
}

func train(t *testing.T, change func(*Options)) (*topic.Taxonomy, []byte) {
	t.Helper()
	o := Default()
	o.Vectors, o.Penalty = 2, 0.01
	change(&o)
	data, err := Train([]byte(start), "start.yaml", examples(), o)
	if err != nil {
		t.Fatal(err)
	}
	return load(t, string(data)), data
}

func load(t *testing.T, yaml string) *topic.Taxonomy {
	t.Helper()
	taxonomy, err := topic.Load(strings.NewReader(yaml), "user.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return taxonomy
}

func weightOf(t *topic.Taxonomy, name, term string) float64 {
	for _, d := range t.Topics() {
		for _, of := range d.Terms {
			if d.Name == name && of.Text == term {
				return of.Weight
			}
		}
	}
	return 0
}

func TestTrain(t *testing.T) {
	taxonomy, data := train(t, func(*Options) {})
	if want := []string{"mining", "drugs", topic.Other}; !slices.Equal(taxonomy.Names(), want) {
		t.Fatalf("topics %v, want %v", taxonomy.Names(), want)
	}
	for _, c := range []struct {
		topic, term string
		sign        float64
	}{
		{"mining", "mine", 1}, {"mining", "tonnes", 1}, // given, found
		{"drugs", "trials", 1}, {"drugs", "dosing", 1}, // what was believed of trials gives way
		{"mining", "halvard", 0}, {"mining", "rareness", 0}, {topic.Other, "rareness", 0}, // a name; of one call
		{"drugs", "and", 0},
	} {
		if w := weightOf(taxonomy, c.topic, c.term); c.sign == 0 && w != 0 || c.sign*w < 0 || c.sign != 0 && w == 0 {
			t.Errorf("%s of %s weighs %g, want the sign %g", c.term, c.topic, w, c.sign)
		}
	}
	if got := taxonomy.Assign(nil, text.New("A trial.")); got[0].Name != "drugs" {
		t.Errorf("a further form of trials: %v", got)
	}
	if _, again := train(t, func(*Options) {}); !bytes.Equal(again, data) {
		t.Error("the same examples give another file")
	}
}

// With a penalty that lets nothing move, the weights are those chosen by hand.
func TestTrainHoldsToTheStart(t *testing.T) {
	taxonomy, _ := train(t, func(o *Options) { o.Penalty, o.Trust, o.Sharpness, o.Vectors = 1e9, 0.5, 3, 0 })
	if w := weightOf(taxonomy, "drugs", "drug"); w != 2*0.5*3 {
		t.Errorf("drug weighs %g, want 2 x 0.5 x 3", w)
	}
	if w := weightOf(taxonomy, "mining", "tonnes"); w != 0 {
		t.Errorf("tonnes weigh %g, want 0", w)
	}
}

// What a trained file says of topics with odd names is read back.
func TestTrainedFileIsRead(t *testing.T) {
	f := &taxonomy.File{Version: "v \"1\"", Forms: map[string][]string{"no": {"yes", "on"}},
		Topics: []*taxonomy.Entry{{Name: "null", Covers: "a: b #c\té", Bias: -1.5, Terms: map[string]float64{"no": 2, "r d": -0.5, "401k plan": 1}}, {Name: "- x"}}}
	taxonomy := load(t, string(yaml(f)))
	want := []topic.Definition{
		{Name: "null", Covers: "a: b #c\té", Bias: -1.5, Terms: []topic.Term{{Text: "no", Weight: 2, Forms: []string{"yes", "on"}}, {Text: "401k plan", Weight: 1}, {Text: "r d", Weight: -0.5}}},
		{Name: "- x"}, {Name: topic.Other, Covers: "nothing fits"},
	}
	got := taxonomy.Topics()
	got[1].Terms = nil
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestTrainErrors(t *testing.T) {
	o := Default()
	o.Vectors = 0
	for _, c := range []struct {
		start    string
		examples []Example
		want     string
	}{
		{start, nil, "no examples"},
		{start, []Example{{Answer: "A mine."}}, "no examples"},
		{start, []Example{{Answer: "A mine.", Topics: []string{"weather"}}}, `topic "weather" is not among those to train`},
		{"topics: 1\n", examples(), "start.yaml:1:9: topics is not a list"},
		{"topics:\n- name: a\n", []Example{{Answer: "A mine.", Topics: []string{"a"}}}, "no terms"},
	} {
		if _, err := Train([]byte(c.start), "start.yaml", c.examples, o); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want %q", err, c.want)
		}
	}
	_, err := Train([]byte("- a"), "start.yaml", examples(), o)
	var e *topic.Error
	if !errors.As(err, &e) || e.Line != 1 {
		t.Errorf("%v is not an Error with a line", err)
	}
}

func TestStem(t *testing.T) {
	for _, family := range []string{
		"price prices pricing priced", "margin margins", "acquire acquired acquiring", "shipment shipments",
		"company companies", "ramp ramping ramped", "plan planned planning", "sell selling", "tax taxes",
	} {
		words := strings.Fields(family)
		for _, w := range words[1:] {
			if stem(w) != stem(words[0]) {
				t.Errorf("%s has the stem %s, %s %s", words[0], stem(words[0]), w, stem(w))
			}
		}
	}
	for _, pair := range [][2]string{{"business", "busy"}, {"gas", "gate"}, {"basis", "base"}, {"operating", "operations"}} {
		if stem(pair[0]) == stem(pair[1]) {
			t.Errorf("%s and %s have one stem", pair[0], pair[1])
		}
	}
}

// The terms that training begins with are a taxonomy of their own, with the
// built-in topics.
func TestStart(t *testing.T) {
	taxonomy := load(t, "replace: true\n"+string(startFile))
	if !slices.Equal(taxonomy.Names(), topic.Default().Names()) {
		t.Errorf("topics %v, want %v", taxonomy.Names(), topic.Default().Names())
	}
	if got := taxonomy.Assign(nil, text.New("Our R&D goes on, and M&A can wait for more R&D.")); got[0].Name != "product" {
		t.Errorf("R&D is about %v", got)
	}
}
