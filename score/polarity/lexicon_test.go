package polarity

import (
	"reflect"
	"strings"
	"testing"

	"candor/internal/phrase"
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
	e, err := New(mustSources(t))
	if err != nil {
		t.Fatal(err)
	}
	if string(e.Compact()) != compiled {
		t.Error("lexicon.bin is not what lexicon/*.yaml gives: run go generate")
	}
	opened, err := open(compiled)
	if err != nil {
		t.Fatal(err)
	}
	for i := range e.rules {
		for _, c := range e.rules[i].conditions() {
			if *c != nil {
				(*c).benchmark = false // its words are in the set
			}
		}
	}
	if !reflect.DeepEqual(e, opened) {
		t.Error("the engine that is opened is not the one that was written")
	}
	for i := 0; i < len(compiled); i += 997 {
		if _, err := open(compiled[:i]); err == nil {
			t.Errorf("no error for %d of %d bytes", i, len(compiled))
		}
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

// TestDirectionExamples: an example's direction word must take part in a
// finding; the sign follows from what moves and is tested in TestDirections.
func TestDirectionExamples(t *testing.T) {
	for _, entry := range mustSources(t).Directions {
		if len(entry.Examples) < 2 {
			t.Errorf("%q has %d examples, want two", entry.Phrase, len(entry.Examples))
		}
		for _, x := range entry.Examples {
			sentence, start, end := unmark(t, x)
			if strengthAt(Default(), sentence, start, end) == 0 {
				t.Errorf("%q: %q has no finding", entry.Phrase, x)
			}
		}
	}
}

// forms gives the words of each form of a phrase.
func forms(written string) []string {
	var all []string
	for one := range strings.SplitSeq(written, ";") {
		sofar := []string{""}
		for _, position := range strings.Fields(one) {
			inner, optional := strings.CutPrefix(position, "(")
			var next []string
			for _, s := range sofar {
				if optional {
					next = append(next, s)
				}
				for word := range strings.SplitSeq(strings.TrimSuffix(inner, ")"), "|") {
					for _, f := range phrase.Inflect(word) {
						next = append(next, strings.TrimSpace(s+" "+f))
					}
				}
			}
			sofar = next
		}
		all = append(all, sofar...)
	}
	return all
}

// TestQuantitiesMoveBothWays puts each quantity without conditions into "The X
// rose" and "The X fell".
func TestQuantitiesMoveBothWays(t *testing.T) {
	sign := map[string]float64{"good": 1, "bad": -1, "neither": 0}
	for _, q := range mustSources(t).Quantities {
		if q.Previous != "" || q.Next != "" || q.Near != "" || q.Follows != "" || q.Precedes != "" {
			continue
		}
		for _, form := range forms(q.Phrase) {
			up, down := analyze("The "+form+" rose.").Net(), analyze("The "+form+" fell.").Net()
			want := sign[q.Rising]
			if up*want < 0 || down*want > 0 || (up == 0) != (want == 0) || (down == 0) != (want == 0) {
				t.Errorf("%q: rising %.2f, falling %.2f, want it %s to rise", form, up, down, q.Rising)
			}
		}
	}
}

func TestNoPhraseIsInBothPoles(t *testing.T) {
	l := mustSources(t)
	seen := make(map[string]Entry)
	for _, entry := range append(l.Lexicon, l.Events...) {
		condition := strings.Join([]string{entry.Next, entry.Previous, entry.Follows, entry.Precedes, entry.Near}, "\x00")
		for _, form := range forms(entry.Phrase) {
			if other, ok := seen[form+"\x00"+condition]; ok && other.Strength*entry.Strength < 0 {
				t.Errorf("%q is in %q and in %q", form, other.Phrase, entry.Phrase)
			}
			seen[form+"\x00"+condition] = entry
		}
	}
}

func TestEntriesAreUnique(t *testing.T) {
	l := mustSources(t)
	for _, list := range [][]Entry{l.Lexicon, l.Events, l.Directions, l.Quantities, l.Modifiers} {
		seen := make(map[string]bool)
		for _, entry := range list {
			if seen[entry.key()] {
				t.Errorf("%q stands twice", entry.Phrase)
			}
			seen[entry.key()] = true
		}
	}
}

func TestLoadErrorsHaveAPlace(t *testing.T) {
	for _, c := range []struct{ yaml, want string }{
		{"lexicon:\n  - {phrase: \"\", strength: 1}\n", "own.yaml:2:6: an entry has no phrase"},
		{"lexicon:\n  - {phrase: good, strength: 9}\n", "own.yaml:2:6: "},
		{"lexicon:\n  - {phrase: good, strenght: 1}\n", "own.yaml:2:20: "},
		{"lexicon:\n  - {phrase: \"a (b\", strength: 1}\n", "own.yaml:2:6: "},
		{"wrong:\n  - {phrase: a}\n", "own.yaml:1:1: unknown field"},
		{"directions:\n  - {phrase: wobble, way: sideways, pos: verb}\n", "own.yaml:2:6: "},
		{"lexicon: 5\n", "own.yaml:1:10: int was used where sequence"},
		{"- 1\n", "own.yaml:1:1: sequence was used where mapping"},
		{"lexicon: [\n", "own.yaml:"},
		{"lexicon:\n  - 5\n", "own.yaml:2:5: "},
		{"lexicon:\n  - {}\n", "own.yaml:2:5: an entry has no phrase"},
		{"lexicon:\n  - {phrase: good, strength: -9}\n", "own.yaml:2:6: "},
		{"lexicon:\n  - {phrase: good, alone: 9}\n", "own.yaml:2:6: "},
		{"lexicon:\n  - {phrase: good, denied: 9}\n", "own.yaml:2:6: "},
		{"lexicon:\n  - {phrase: \"a b c d e f g h i j k l m\", strength: 1}\n", "own.yaml:2:6: "},
		{"lexicon:\n  - {phrase: \"a|b|c|d|e|f|g|h a|b|c|d|e|f|g|h a|b|c|d|e|f|g|h a|b|c|d|e|f|g|h a|b\", strength: 1}\n", "own.yaml:2:6: "},
	} {
		_, err := Load(strings.NewReader(c.yaml), "own.yaml")
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.yaml, err, c.want)
		}
	}
}

func TestOwnEntriesReplace(t *testing.T) {
	own, err := Load(strings.NewReader("lexicon:\n  - {phrase: zorbing, strength: -1}\n  - {phrase: headwind+, pos: noun, strength: 2}\n"), "own.yaml")
	if err != nil {
		t.Fatal(err)
	}
	e, err := New(mustSources(t).Merge(own))
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]float64{"zorbing": -1, "headwind": 2} {
		if got := strengthAt(e, word, 0, len(word)); got != want {
			t.Errorf("%s: %v, want %v", word, got, want)
		}
	}
	if l, err := Load(strings.NewReader(""), "empty"); err != nil || len(l.Lexicon) > 0 {
		t.Errorf("empty file: %v, %v", l, err)
	}
}
