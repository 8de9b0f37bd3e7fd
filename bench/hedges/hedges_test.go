package main

import (
	"reflect"
	"strings"
	"testing"

	"candor/evaluation"
)

func TestFirstArray(t *testing.T) {
	got, err := firstArray("// a list\nvar x = [\n  'a bit',\n  \"don't know\", 'it\\'s'\n];\nvar y = ['no'];")
	if want := []string{"a bit", "don't know", "it's"}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	for _, script := range []string{"", "var x = 3", "var x = [1]"} {
		if got, err := firstArray(script); err == nil {
			t.Errorf("%q: got %q, want an error", script, got)
		}
	}
}

// The longest entry wins, in any case, and not within a word.
func TestFind(t *testing.T) {
	l := newList("l", []string{"about", "just about", "may"})
	s := "JUST about, about; mayor may"
	var got []string
	for _, span := range l.find(s) {
		if s[span.Start:span.End] != span.Text {
			t.Errorf("%+v is not its text", span)
		}
		got = append(got, span.Text)
	}
	if want := []string{"JUST about", "about", "may"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Of two hedges "may" finds one, and a month besides: 1 of 2 right, 1 of 2 found.
func TestCompare(t *testing.T) {
	s := "It may rain, perhaps in May."
	answers := []evaluation.HedgeAnswer{{Text: s, Hedges: []evaluation.Span{{Start: 3, End: 6, Text: "may"}, {Start: 13, End: 20, Text: "perhaps"}}}}
	l := newList("l", []string{"may"})
	if got, want := compare(answers, l.find).Overlap, (evaluation.Counts{Matched: 1, Found: 2, Annotated: 2}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got := compare(answers, detect).Overlap; got.Matched != 2 || got.Found != 2 {
		t.Errorf("candor: %+v, want both hedges and no month", got)
	}
}

func TestMissingList(t *testing.T) {
	if _, err := readList(t.TempDir(), sources[0]); err == nil || !strings.Contains(err.Error(), "peers/install.sh") {
		t.Errorf("%v, want it to say what installs the list", err)
	}
}
