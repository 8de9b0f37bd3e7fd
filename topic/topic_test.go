package topic

import (
	"errors"
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"candor/text"
)

// small is a taxonomy whose scores can be worked out by hand.
const small = `replace: true
version: "t"
topics:
- name: mining
  covers: ore and mines
  bias: 0.5
  terms: {ore grade: 3, mine: 2, trial: -1}
- name: drugs
  terms: {trial: 2, phase three trial: 4}
forms:
  mine: [mines]
  trial: [trials]
`

func load(t *testing.T, yaml string) *Taxonomy {
	t.Helper()
	taxonomy, err := Load(strings.NewReader(yaml), "user.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return taxonomy
}

// share is the softmax of the first score among all.
func share(scores ...float64) float64 {
	sum := 0.0
	for _, s := range scores {
		sum += math.Exp(s)
	}
	return math.Exp(scores[0]) / sum
}

func TestAssign(t *testing.T) {
	taxonomy := load(t, small)
	ln2, ln3 := math.Ln2, math.Log(3)
	for _, c := range []struct {
		name, question, answer string
		want                   []Topic
	}{
		{"nothing", "", "", []Topic{{Other, 1}}},
		{"no term", "Why?", "It rained.", []Topic{{Other, 1}}},
		{"one term", "", "The MINE is open.", []Topic{{"mining", share(0.5+2*ln2, 0, 0)}}},
		{"a form counts as its term", "", "A mine, two mines.", []Topic{{"mining", share(0.5+2*ln3, 0, 0)}}},
		{"question and answer count apart", "The mine?", "The mine.", []Topic{{"mining", share(0.5+4*ln2, 0, 0)}}},
		{"the longest term only", "", "A phase three trial.", []Topic{{"drugs", share(4*ln2, 0.5, 0)}}},
		{"forms within a term, hyphens as spaces", "", "Phase-three trials.", []Topic{{"drugs", share(4*ln2, 0.5, 0)}}},
		{"a term begun only", "", "A phase three mine.", []Topic{{"mining", share(0.5+2*ln2, 0, 0)}}},
		{"two topics", "The trial?", "The mine.", []Topic{
			{"mining", share(0.5+2*ln2-ln2, 2*ln2, 0)}, {"drugs", share(2*ln2, 0.5+2*ln2-ln2, 0)}}},
	} {
		got := taxonomy.Assign(text.New(c.question), text.New(c.answer))
		slices.SortFunc(c.want, func(a, b Topic) int { return int(math.Copysign(1, b.Weight-a.Weight)) })
		if len(got) != len(c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
			continue
		}
		for i := range got {
			if got[i].Name != c.want[i].Name || math.Abs(got[i].Weight-c.want[i].Weight) > 1e-12 {
				t.Errorf("%s: got %v, want %v", c.name, got, c.want)
			}
		}
	}
	if got := taxonomy.Assign(nil, text.New("The mine.")); got[0].Name != "mining" {
		t.Errorf("without a question: %v", got)
	}
}

func TestUserFileAddsToTheBuiltIn(t *testing.T) {
	answer := text.New("The bitcoin wallets are our backlog.")
	if got := Default().Assign(nil, answer); got[0].Name != "demand" {
		t.Fatalf("built in: %v, want demand first", got)
	}
	taxonomy := load(t, "topics:\n- name: crypto\n  terms: {bitcoin: 8}\n- name: demand\n  terms: {backlog: 0}\n")
	if got := taxonomy.Assign(nil, answer); got[0].Name != "crypto" {
		t.Errorf("with the user's topics: %v, want crypto first", got)
	}
	if got, want := len(taxonomy.Names()), len(Default().Names())+1; got != want {
		t.Errorf("%d topics, want %d", got, want)
	}
	for _, d := range taxonomy.Topics() {
		for _, term := range d.Terms {
			if d.Name == "demand" && term.Text == "backlog" {
				t.Error("backlog is still a term of demand")
			}
		}
	}
	if taxonomy.Version() == Default().Version() {
		t.Error("the version does not tell the user's taxonomy from the built-in")
	}
	if got := Default().Assign(nil, answer); got[0].Name != "demand" {
		t.Errorf("loading a user's file has changed the built-in taxonomy: %v", got)
	}
}

func TestReplace(t *testing.T) {
	if got, want := load(t, small).Names(), []string{"mining", "drugs", Other}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestLoadErrors(t *testing.T) {
	for _, c := range []struct{ yaml, want string }{
		{"", "user.yaml: not one YAML document"},
		{"- a", "user.yaml:1:1: the taxonomy is not a mapping"},
		{"replace: true", "user.yaml:1:8: no topics"},
		{"replace: 1\n", "user.yaml:1:10: replace is neither"},
		{"topic: []\n", `user.yaml:1:1: "topic" is no key of the taxonomy`},
		{"topics: 3\n", "user.yaml:1:9: topics is not a list"},
		{"topics:\n- covers: x\n", "a topic without a name"},
		{"topics:\n- name: a\n- name: a\n", `user.yaml:3:9: the name "a" is empty or stands there twice`},
		{"topics:\n- name: a\n  terms:\n    b: much\n", `user.yaml:4:8: weight of "b" is "much"`},
		{"topics:\n- name: a\n  terms:\n    b: .nan\n", `user.yaml:4:8: weight of "b"`},
		{"topics:\n- name: a\n  bias: 1e9\n", `user.yaml:3:9: bias is "1e9"`},
		{"topics:\n- name: a\n  terms:\n    b + c: 1\n", `user.yaml:4:5: "+" in "b + c" is no word`},
		{"topics:\n- name: a\n  terms:\n    \"--\": 1\n", `"--" in "--" is no word`},
		{"topics:\n- name: a\n  terms:\n    b-c: 1\n    B c: 2\n", `user.yaml:5:5: "B c" is the same term as another: "b c"`},
		{"forms:\n  a: b\n", `user.yaml:2:6: the forms of "a" are not a list`},
		{"forms:\n  xa b: [c]\n", `user.yaml:2:3: "xa b" is not a single word`},
		{"forms:\n  xa: [xb]\n  xc: [xb]\n", `user.yaml:3:8: "xb" is a form of "xa" already`},
		{"forms:\n  xa: [xb]\n  xb: [xc]\n", `user.yaml:3:3: "xb" is itself a form of "xa"`},
		{"topics: [\n", "user.yaml:"},
	} {
		_, err := Load(strings.NewReader(c.yaml), "user.yaml")
		var e *Error
		if !errors.As(err, &e) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: got %v, want %q", c.yaml, err, c.want)
		}
	}
}

// The built-in taxonomy has the names that issues, records and docs use, and
// no two of its words share an ID.
func TestBuiltIn(t *testing.T) {
	want := strings.Fields("demand production product pricing-margin costs cash-capital guidance geography regulation-safety partners-supply competition acquisitions people macro other")
	if got := Default().Names(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	words := map[text.ID]string{}
	for _, d := range Default().Topics() {
		if d.Covers == "" || len(d.Terms) < 50 {
			t.Errorf("%s covers %q with %d terms", d.Name, d.Covers, len(d.Terms))
		}
		for _, term := range d.Terms {
			for _, w := range append(strings.Fields(term.Text), term.Forms...) {
				if other, ok := words[text.WordID(w)]; ok && other != w {
					t.Errorf("%q and %q share an ID", w, other)
				}
				words[text.WordID(w)] = w
			}
		}
	}
	if b := Default().Topics()[len(want)-1].Bias; b != 0 {
		t.Errorf("other has bias %g, want 0", b)
	}
}

func TestDeterministicAndConcurrent(t *testing.T) {
	question, answer := text.New("How do orders and gross margin look?"), text.New("The backlog grew, and pricing held in China and Europe.")
	want := Default().Assign(question, answer)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 100 {
				if got := Default().Assign(question, answer); !reflect.DeepEqual(got, want) {
					t.Errorf("got %v, want %v", got, want)
					return
				}
			}
		})
	}
	wait.Wait()
	if a, b := load(t, small).Version(), load(t, small).Version(); a != b {
		t.Errorf("versions of the same file: %s and %s", a, b)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(small, "A phase three trial in the mine.")
	f.Add("topics:\n- name: a\n  terms: {\"401k plan\": 1, o'clock: -2}\n", "the 401k plan")
	f.Add("forms: {a: [b, b]}\ntopics: []", "a b")
	f.Fuzz(func(t *testing.T, yaml, answer string) {
		if !strings.Contains(yaml, "replace: true") {
			yaml = "replace: true\n" + yaml // starting from the built-in one is slow and shows nothing more
		}
		taxonomy, err := Load(strings.NewReader(yaml), "f.yaml")
		if err != nil {
			if !strings.HasPrefix(err.Error(), "f.yaml:") {
				t.Fatalf("error without the file: %v", err)
			}
			return
		}
		topics := taxonomy.Assign(nil, text.New(answer))
		sum := 0.0
		for _, topic := range topics {
			if !slices.Contains(taxonomy.Names(), topic.Name) || !(topic.Weight > 0) {
				t.Fatalf("%+v of %v", topic, taxonomy.Names())
			}
			sum += topic.Weight
		}
		if n := len(topics); n < 1 || n > 2 || sum > 1+1e-9 {
			t.Fatalf("%d topics, weights adding up to %g", n, sum)
		}
	})
}
