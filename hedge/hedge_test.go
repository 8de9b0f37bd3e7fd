package hedge_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"candor/hedge"
	"candor/text"
)

func ExampleDetector_Find() {
	s := "I think we may sell about 40 barges, but don't hold me to it. We don't disclose margins."
	r := hedge.Default().Find(s)
	for _, h := range r.Hedges {
		fmt.Printf("%s: %s (%s, %.1f)\n", h.Category, s[h.Start:h.End], h.Cue, h.Weight)
	}
	for _, d := range r.Deflections {
		fmt.Printf("deflection: %s\n", s[d.Start:d.End])
	}
	// Output:
	// epistemic: I think (i-think, 0.4)
	// modal: may (may, 0.5)
	// approximator: about (about, 0.2)
	// disclaimer: don't hold me to it (dont-hold-me-to-it, 1.0)
	// deflection: We don't disclose margins
}

// TestNothing: the zero and the odd text.
func TestNothing(t *testing.T) {
	for _, s := range []string{"", " ", "\x00\xff\xfe", "n't", "'d", "[", "\u2028"} {
		if r := hedge.Default().Find(s); len(r.Hedges)+len(r.Deflections) > 0 {
			t.Errorf("%q: found %v", s, r)
		}
	}
}

// TestObjects: a deflection takes in what is withheld, up to the end of the noun phrase.
func TestObjects(t *testing.T) {
	many := strings.Repeat(" very", 30)
	for s, want := range map[string]string{
		"We don't break out the cost-per-unit number.":           "We don't break out the cost-per-unit number",
		"We don't break out the cost - it is early.":             "We don't break out the cost",
		"We don't break out the cost -it is early.":              "We don't break out the cost",
		"We don't break out the cost- it is early.":              "We don't break out the cost",
		"We don't break out the partners' share.":                "We don't break out the partners' share",
		"We don't break out the 45 %, but it is fine.":           "We don't break out the 45 %",
		"We don't break out the R&D/sales split.":                "We don't break out the R&D/sales split",
		"We don't break out the $5 figure.":                      "We don't break out the $5 figure",
		"We don't break out a +5 margin.":                        "We don't break out a +5 margin",
		"We don't break out a + b margin.":                       "We don't break out a",
		"We don't break out the share (or the mix).":             "We don't break out the share",
		"We don't break out the share":                           "We don't break out the share",
		"We don't break out the share,":                          "We don't break out the share",
		"We don't break out the share because it moves.":         "We don't break out the share",
		"We don't break out the" + many + " exact number of it.": "We don't break out the" + many[:5*23],
	} {
		r := hedge.Default().Find(s)
		if len(r.Deflections) != 1 || s[r.Deflections[0].Start:r.Deflections[0].End] != want {
			t.Errorf("%q: got %v, want %q", s, r.Deflections, want)
		}
	}
}

// TestOverlaps: the longest cue at a place counts once, and a deflection takes
// in the hedging words within it.
func TestOverlaps(t *testing.T) {
	for s, want := range map[string]string{
		"it's a little bit too early to tell":     "a little bit too early to tell",
		"I think we'll probably sell nine":        "I think|probably",
		"I think it's fair to say it froze":       "I think|it's fair to say",
		"we don't generally give guidance, maybe": "maybe",
		"It’s low- to mid-teens, I’d say":         "low- to mid-|I’d say",
	} {
		var got []string
		for _, h := range hedge.Default().Find(s).Hedges {
			got = append(got, s[h.Start:h.End])
		}
		if g := strings.Join(got, "|"); g != want {
			t.Errorf("%q: got %s, want %s", s, g, want)
		}
	}
}

func TestStrength(t *testing.T) {
	r := hedge.Default().Find("I think we may sell about nine") // 0.4 + 0.5 + 0.2
	if got := hedge.Strength(r.Hedges); got < 1.1-1e-9 || got > 1.1+1e-9 {
		t.Errorf("strength %v, want 1.1", got)
	}
	if got := hedge.Strength(nil); got != 0 {
		t.Errorf("strength of nothing is %v", got)
	}
}

func TestExtend(t *testing.T) {
	base := hedge.BuiltIn()
	extended, err := base.Extend("ours.yaml", []byte(`
words:
  boat: [ferry, barge]
phrases:
  small-boat: "(small|little) {boat}"
cues:
  - id: rain-or-shine
    category: conditional
    weight: 0.5
    patterns: ["[come rain or shine]", "[{small-boat} permitting]"]
    unless: ["never _"]
  - id: probably
    category: modal
    weight: 0.9
    patterns: ["[probably]"]
off: [sort-of]
`))
	if err != nil {
		t.Fatal(err)
	}
	d := hedge.NewDetector(extended)
	s := "Come rain or shine, it is sort of done, maybe, probably, little ferry permitting. Never come rain or shine."
	var got []string
	for _, h := range d.Find(s).Hedges {
		got = append(got, fmt.Sprintf("%s %s %v", s[h.Start:h.End], h.Cue, h.Weight))
	}
	want := []string{"Come rain or shine rain-or-shine 0.5", "probably probably 0.9", "little ferry permitting rain-or-shine 0.5"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if extended.Version() == base.Version() || !strings.HasPrefix(base.Version(), "1.0+") || len(base.Version()) != len("1.0+1f2e3d4c") {
		t.Errorf("versions %s and %s", base.Version(), extended.Version())
	}
	if base.Version() != hedge.Default().Version() || len(base.Cues()) != len(hedge.BuiltIn().Cues()) {
		t.Error("extending changed the built-in lexicon")
	}
}

// TestCuesOfCues: what stands for a cue's exceptions goes with it, where it is switched
// off and where a file says it anew; what this file adds to it stays.
func TestCuesOfCues(t *testing.T) {
	ids := func(l *hedge.Lexicon) string {
		var out []string
		for _, c := range l.Cues() {
			if c.ID == "would" || c.Of == "would" || c.ID == "ours" {
				out = append(out, c.ID)
			}
		}
		return strings.Join(out, " ")
	}
	builtIn := ids(hedge.BuiltIn())
	if len(strings.Fields(builtIn)) < 2 {
		t.Fatalf("%q: want would, and what is of it", builtIn)
	}
	const would = "  - {id: would, category: modal, weight: 0.5, patterns: [\"[would]\"]}\n"
	const ours = "  - {id: ours, of: would, category: none, patterns: [\"[would like]\"]}\n"
	for source, want := range map[string]string{
		"off: [would]":                 "",
		"cues:\n" + would:              "would",
		"cues:\n" + would + ours:       "would ours",
		"cues:\n" + ours:               builtIn + " ours",
		"off: [might]\ncues:\n" + ours: builtIn + " ours",
	} {
		l, err := hedge.BuiltIn().Extend("ours.yaml", []byte(source))
		if err != nil {
			t.Fatal(err)
		}
		if got := ids(l); got != want {
			t.Errorf("%q leaves %q, want %q", source, got, want)
		}
	}
}

// TestSuggestions: every cue that marks something says what to do about it, and a
// user's file may say it otherwise, of a cue, a category or a kind.
func TestSuggestions(t *testing.T) {
	base := hedge.BuiltIn()
	for _, c := range base.Cues() {
		if (c.Suggest == "") != (c.Category == hedge.NoHedge) {
			t.Errorf("%s:%d: cue %s suggests %q", c.File, c.Line, c.ID, c.Suggest)
		}
	}
	extended, err := base.Extend("ours.yaml", []byte(`
suggest: {might: say when, conditional: name the condition, defers: name the day}
cues:
  - {id: rain-or-shine, category: conditional, weight: 0.5, patterns: ["[come rain or shine]"]}
  - {id: next-week, category: deflection, kind: defers, patterns: ["[ask next week]"]}
  - {id: thaw, category: conditional, weight: 0.5, suggest: watch the river, patterns: ["[thaws]"]}
`))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, c := range extended.Cues() {
		got[c.ID] = c.Suggest
	}
	for cue, want := range map[string]string{"might": "say when", "rain-or-shine": "name the condition", "next-week": "name the day", "thaw": "watch the river",
		"could": "say what it takes for it to happen, or give the range"} {
		if got[cue] != want {
			t.Errorf("%s suggests %q, want %q", cue, got[cue], want)
		}
	}
	// What is found is the same, and so is the version.
	said, err := base.Extend("ours.yaml", []byte("suggest: {might: say when}\n"))
	plain, err2 := base.Extend("ours.yaml", nil)
	if err != nil || err2 != nil || said.Version() != plain.Version() {
		t.Errorf("with suggestions alone the version is %s, without %s (%v, %v)", said.Version(), plain.Version(), err, err2)
	}
}

// TestLexiconErrors: what is wrong in a user's file is named with its place.
func TestLexiconErrors(t *testing.T) {
	for source, want := range map[string]string{
		"cues:\n  - id: a\n    category: modal\n    weight: 0.5\n    patterns: [\"[a\"]":                `f.yaml:5:19: pattern "[a": [ is not closed`,
		"cues:\n  - id: a\n    category: modal\n    weight: 2\n    patterns: [a]":                       `f.yaml:2:9: cue "a": weight 2 is not in (0, 1]`,
		"cues:\n  - id: a\n    category: modal\n    weight: 0\n    patterns: [a]":                       `f.yaml:2:9: cue "a": weight 0 is not in (0, 1]`,
		"cues:\n  - id: a\n    category: modal\n    weight: .nan\n    patterns: [a]":                    `f.yaml:2:9: cue "a": weight NaN is not in (0, 1]`,
		"cues:\n  - id: a\n    category: modal\n    weight: 1\n    kind: declines\n    patterns: [a]":   `f.yaml:5:11: cue "a": a deflection's kind is one of`,
		"cues:\n  - id: a\n    category: deflection\n    kind: sulks\n    patterns: [a]":                `f.yaml:4:11: cue "a": a deflection's kind is one of`,
		"cues:\n  - id: a\n    category: none\n    kind: declines\n    patterns: [a]":                   `f.yaml:4:11: cue "a": a deflection's kind is one of`,
		"cues:\n  - id: a\n    category: mood\n    weight: 1\n    patterns: [a]":                        `f.yaml:3:15: cue "a": no category is called "mood"`,
		"cues:\n  - id: a\n    category: modal\n    weight: 1":                                          `f.yaml:2:9: cue "a" has no patterns`,
		"cues:\n  - id: a\n    category: modal\n    weight: 1\n    patterns: [\"[{boat} a]\"]":          `f.yaml:5:16: pattern "[{boat} a]": no word class, phrase, shape or predicate is called "boat"`,
		"cues:\n  - id: a\n    category: modal\n    weight: 1\n    patterns: [\"[{start} a]\"]":         `f.yaml:5:16: pattern "[{start} a]": {start} takes no token and may stand outside the brackets only`,
		"cues:\n  - id: a\n    category: modal\n    weight: 1\n    patterns: [\"[a? b?]\"]":             `f.yaml:5:24: pattern "[a? b?]": what is marked may not be empty`,
		"cues:\n  - id: a\n    category: modal\n    weight: 1\n    patterns: [a]\n    unless: [\"b\"]":  `f.yaml:6:16: pattern "b": a condition needs _ where the marked part stands`,
		"cues:\n  - id: a\n    category: modal\n    weight: 1\n    patterns: [a]\n    unles: [\"b _\"]": `f.yaml:6:5: unknown field "unles"`,
		"suggest: {moddal: say when}":        `f.yaml:1:19: suggest: no cue, category or kind of deflection is called "moddal"`,
		"off: [nothing]":                     `f.yaml:1:7: no cue has the id "nothing"`,
		"words:\n  boat: [two words]":        `f.yaml:2:10: "two words" is not one token`,
		"words:\n  boat: [\"{boat}\"]":       `f.yaml:2:10: no word class is called "boat", or it contains itself`,
		"phrases:\n  boat: \"a {boat}\"":     `f.yaml:2:9: a phrase contains itself`,
		"cues:\n  - id: a\n   category: b\n": `f.yaml:3:`,
		"cues: 3":                            `f.yaml:1:7: `,
	} {
		_, err := hedge.BuiltIn().Extend("f.yaml", []byte(source))
		var at *hedge.LexiconError
		if !errors.As(err, &at) || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q:\ngot  %v\nwant %s", source, err, want)
		}
	}
	if _, err := hedge.BuiltIn().Extend("empty.yaml", nil); err != nil {
		t.Errorf("an empty file: %v", err)
	}
}

func TestConcurrent(t *testing.T) {
	d := hedge.Default()
	const s = "I think it may freeze, and we don't disclose it. It's sort of hard to say, about 9 or so."
	want := d.Find(s)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 50 {
				if got := d.Find(s); !reflect.DeepEqual(got, want) {
					t.Errorf("got %v, want %v", got, want)
					return
				}
			}
		})
	}
	group.Wait()
}

// TestNoAllocation: once memory has grown, nothing is allocated.
func TestNoAllocation(t *testing.T) {
	d := hedge.Default()
	doc := text.New(strings.Repeat("I think it may freeze, and we don't disclose it. It's sort of hard to say, about 9 or so. ", 20))
	var r hedge.Result
	d.Detect(doc, &r)
	if n := testing.AllocsPerRun(100, func() { d.Detect(doc, &r) }); n > 20 { // the pool may be emptied in between, and is under -race; there are 520 tokens
		t.Errorf("%v allocations a run", n)
	}
}

func FuzzDetector(f *testing.F) {
	for _, s := range []string{
		"I think we may sell about 40 barges, but don't hold me to it.",
		"We’d say it’s low- to mid-teens -- or so. We don't break that out.",
		"n't 'd [ph] would\xff if \n\n kind of",
		"a little bit of a a little bit too early to really say",
	} {
		f.Add(s)
	}
	d := hedge.Default()
	f.Fuzz(func(t *testing.T, s string) {
		r := d.Find(s)
		doc := text.New(s)
		starts, ends := map[int]bool{}, map[int]bool{}
		for _, token := range doc.Tokens {
			starts[int(token.Start)], ends[int(token.End)] = true, true
		}
		type span struct{ start, end int }
		var hedges, deflections []span
		for _, h := range r.Hedges {
			hedges = append(hedges, span{h.Start, h.End})
			if h.Cue == "" || h.Rule == "" || h.Weight <= 0 || h.Weight > 1 {
				t.Fatalf("hedge %+v in %q", h, s)
			}
		}
		for _, x := range r.Deflections {
			deflections = append(deflections, span{x.Start, x.End})
		}
		taken := map[int]bool{}
		for _, list := range [][]span{hedges, deflections} {
			end := 0
			for _, sp := range list {
				if sp.start < end || sp.end <= sp.start || sp.end > len(s) || !starts[sp.start] || !ends[sp.end] {
					t.Fatalf("span %v after %d in %q", sp, end, s)
				}
				end = sp.end
				for i := sp.start; i < sp.end; i++ {
					if taken[i] {
						t.Fatalf("byte %d of %q is in two spans", i, s)
					}
					taken[i] = true
				}
				if utf8.ValidString(s) && !utf8.ValidString(s[sp.start:sp.end]) {
					t.Fatalf("span %v cuts a character of %q", sp, s)
				}
			}
		}
		if again := d.Find(s); !reflect.DeepEqual(r, again) {
			t.Fatalf("%q: first %v, then %v", s, r, again)
		}
	})
}
