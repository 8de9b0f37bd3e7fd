package cue

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"candor/internal/phrase"
	"candor/text"
)

const list = `
words:
  fish: [cod, eel]
cues:
  - id: food/fish
    source: "invented"
    patterns: ["[fresh? {fish}]"]
    unless: ["no _"]
    examples: ["a [fresh cod]"]
    counterexamples: ["no cod"]
  - id: ship/any
    source: "invented"
    patterns: ["[(ship|boat)]"]
    examples: ["a [ship]"]
`

func TestFind(t *testing.T) {
	read, err := Read(phrase.Names{}, "list.yaml", []byte(list))
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := Load(string(read.Compact()))
	if err != nil {
		t.Fatal(err)
	}
	//       0    5   9    14  18
	const s = "The ship has fresh eel, no cod."
	want := []Found{{1, 1, 4, 8}, {0, 0, 13, 22}}
	for _, set := range []*Set{read, loaded} {
		if got := set.Find(text.New(s), nil); !reflect.DeepEqual(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
		if !reflect.DeepEqual(set.Kinds(), []string{"food", "ship"}) || set.Cues()[1].ID != "ship/any" || set.Hash() != read.Hash() {
			t.Errorf("%+v", set.about)
		}
	}
	if wrong := read.Check(); wrong != nil {
		t.Errorf("%q", wrong)
	}
}

func TestCheckTellsWhatIsWrong(t *testing.T) {
	bad := strings.NewReplacer("a [fresh cod]", "a [cod] and", "no cod", "an eel", `examples: ["a [ship]"]`, "").Replace(list)
	bad = strings.Replace(bad, "a [cod] and", "no [cod]", 1)
	set, err := Read(phrase.Names{}, "list.yaml", []byte(bad))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{`line 5: food/fish does not find "no [cod]"`, `line 5: food/fish finds "eel" in "an eel"`, "line 11: ship/any has no examples"}
	if got := set.Check(); !reflect.DeepEqual(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestReadErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"cues: [{id: fish, patterns: [cod]}]", `list.yaml:1:13: "fish" is no id of a kind and a name`},
		{"cues: [{id: food/fish, patterns: [\"(cod\"]}]", "list.yaml:1:40: pattern"},
		{"nothing: 1", "list.yaml:1:1:"},
	} {
		_, err := Read(phrase.Names{}, "list.yaml", []byte(c.text))
		var located *phrase.Error
		if !errors.As(err, &located) || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.text, err, c.want)
		}
	}
	if _, err := Load("x"); err == nil {
		t.Error("no error for what is no set")
	}
}
