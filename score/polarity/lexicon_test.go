package polarity

import (
	"bytes"
	"strings"
	"testing"

	"candor/text"
)

func mustSources(t testing.TB) Lexicon {
	t.Helper()
	l, err := Sources()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestCompiledLexiconIsCurrent(t *testing.T) {
	want, err := mustSources(t).Compile()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, compiled) {
		t.Error("lexicon.json is not what lexicon/*.yaml gives: run go generate")
	}
}

// unmark takes the brackets out of an example.
func unmark(t *testing.T, example string) (sentence string, start, end int) {
	t.Helper()
	start = strings.IndexByte(example, '[')
	end = strings.IndexByte(example, ']') - 1
	if start < 0 || end <= start || strings.Count(example, "[") != 1 {
		t.Fatalf("%q: want one pair of brackets", example)
	}
	return strings.NewReplacer("[", "", "]", "").Replace(example), start, end
}

// strengthAt gives the summed strength of the findings that touch [start, end).
func strengthAt(e *Engine, sentence string, start, end int) float64 {
	var r Result
	e.Analyze(text.New(sentence), &r)
	sum := 0.0
	for _, f := range r.Findings {
		if f.Start < end && f.End > start {
			sum += f.Strength
		}
	}
	return sum
}

func TestExamples(t *testing.T) {
	e := Default()
	l := mustSources(t)
	for _, list := range [][]Entry{l.Lexicon, l.Events} {
		for _, entry := range list {
			if len(entry.Examples) < 2 {
				t.Errorf("%q has %d examples, want two", entry.Phrase, len(entry.Examples))
			}
			for _, x := range entry.Examples {
				sentence, start, end := unmark(t, x)
				if got := strengthAt(e, sentence, start, end); got*entry.Strength < 0 || (got == 0) != (entry.Strength == 0) {
					t.Errorf("%q: %q has %.2f, want the sign of %v", entry.Phrase, x, got, entry.Strength)
				}
			}
		}
	}
}
