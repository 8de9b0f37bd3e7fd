package phrase

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"candor/text"
)

// testNames are the classes and phrases of the tests.
func testNames(tb testing.TB) Names {
	tb.Helper()
	n, err := Names{}.Extend([]Section{{File: "words.yaml",
		Words: map[string][]String{
			"I": at("i", "we"), "adv": at("just", "really", "{-ly}"), "mine": at("{I}", "you"), "rise": at("rise~"),
		},
		Phrases: map[string]String{"hedge": {Value: "{I} {adv}* (think|guess)"}, "long": {Value: "{hedge} so"}},
	}})
	if err != nil {
		tb.Fatal(err)
	}
	return n
}

func at(values ...string) []String {
	var out []String
	for i, v := range values {
		out = append(out, String{v, i + 1, 1})
	}
	return out
}

// entry reads "pattern / pattern ! unless ! unless : only".
func entry(tb testing.TB, n Names, s string) Entry {
	tb.Helper()
	s, only, hasOnly := strings.Cut(s, " : ")
	parts := strings.Split(s, " ! ")
	var e Entry
	var errs [3]error
	e.Patterns, errs[0] = n.Patterns("t.yaml", at(strings.Split(parts[0], " / ")...))
	e.Unless, errs[1] = n.Conditions("t.yaml", at(parts[1:]...))
	if hasOnly {
		e.Only, errs[2] = n.Conditions("t.yaml", at(strings.Split(only, " : ")...))
	}
	if err := errors.Join(errs[:]...); err != nil {
		tb.Fatal(err)
	}
	return e
}

// found gives what a program marks in s, each as "entry.pattern text".
func found(p *Program, s string) string {
	m := p.Scan(text.New(s))
	defer m.Release()
	var out []string
	for i := 0; i < m.Len(); {
		x, ok := m.Longest(i)
		if !ok {
			i++
			continue
		}
		start, end := m.Span(x.First, x.Last)
		out = append(out, fmt.Sprintf("%d.%d %s", x.Entry, x.Pattern, s[start:end]))
		i = x.Last
	}
	return strings.Join(out, " | ")
}

// TestLanguage: one case for each thing that the notation can say.
func TestLanguage(t *testing.T) {
	n := testNames(t)
	for _, c := range []struct{ entries, in, want string }{
		{"frost", "Frost, a frost", "0.0 Frost | 0.0 frost"},
		{"don't know", "I don't know; not known", "0.0 don't know"},
		{"(a|an) frost", "a frost, an frost, the frost", "0.0 a frost | 0.0 an frost"},
		{"a (very|more so)? frost", "a frost a very frost a more so frost a more frost", "0.0 a frost | 0.0 a very frost | 0.0 a more so frost"},
		{"a very* frost", "a frost a very very very frost a very very very very frost", "0.0 a frost | 0.0 a very very very frost"},
		{"cost+", "cost costs costed", "0.0 cost | 0.0 costs"},
		{"play+", "play plays plaies", "0.0 play | 0.0 plays"},
		{"{if} [frost]", "If we look, frost.", "0.0 frost"},
		{"rally~", "rally rallies rallied rallying", "0.0 rally | 0.0 rallies | 0.0 rallied | 0.0 rallying"},
		{"cut~~", "cut cuts cutted cutting", "0.0 cut | 0.0 cuts | 0.0 cutted | 0.0 cutting"},
		{"{rise}", "rises rose", "0.0 rises"},
		{"{mine} win", "you win we win they win", "0.0 you win | 0.0 we win"},
		{"{hedge}", "I really truly think", "0.0 I really truly think"},
		{"{long} / {hedge}", "we guess so, we guess not", "0.0 we guess so | 0.1 we guess"},
		{"{number} {year}", "12 2014 2014 2014 2014 12", "0.0 12 2014 | 0.0 2014 2014"},
		{"{word} {-ly} {-ed} {-ing} {-er}", "go badly failed going over", "0.0 go badly failed going over"},
		{"{capital} x", "Ox x ox x", "0.0 Ox x"},
		{`"," {mark} "$"`, "a,;$", "0.0 ,;$"},
		{"a [frost] here", "a frost here, a frost there, frost here", "0.0 frost"},
		{"[frost] !here", "frost here, frost", "0.0 frost"},
		{"!a [frost]", "a frost, the frost, frost", "0.0 frost | 0.0 frost"},
		{"{start} [frost]", "Frost is. A frost", "0.0 Frost"},
		{"[frost] {end}", "frost is frost. The frost", "0.0 frost | 0.0 frost"},
		{"{question} [frost]", "Frost? Frost.", "0.0 Frost"},
		{"{if} [frost]", "If so, frost. Frost if so. I'm not sure if frost. If you look, frost. If anything, frost.", "0.0 frost"},
		{"{if-later} [frost]", "If so, frost. Frost if so.", "0.0 Frost"},
		{"[frost] ... melts", "frost that is long melts; frost, it melts; frost one two three four five six seven eight nine melts", "0.0 frost"},
		{"frost ! a _ ! _ melts", "a frost, frost melts, the frost", "0.0 frost"},
		{"frost : the _ : _ here", "a frost, the frost, a frost here", "0.0 frost | 0.0 frost"},
		{"frost ! a _ : _ here", "a frost here, the frost here", "0.0 frost"},
		{"a frost;a frost;a frost here", "a frost, a frost here", "0.0 a frost | 2.0 a frost here"},
		{"a {word}? {word}?;a frost", "a frost", "0.0 a frost"},
	} {
		var entries []Entry
		for _, e := range strings.Split(c.entries, ";") {
			entries = append(entries, entry(t, n, e))
		}
		if got := found(Compile(n, entries), c.in); got != c.want {
			t.Errorf("%s in %q:\ngot  %s\nwant %s", c.entries, c.in, got, c.want)
		}
	}
}

// TestCarriesNothing: fillers, notes and asides hide nothing, neither in what is
// marked nor beside it, and no more than they are is passed over.
func TestCarriesNothing(t *testing.T) {
	n := testNames(t)
	for _, c := range []struct{ entry, in, want string }{
		{"hard to say", "hard uh to, um, say", "0.0 hard uh to, um, say"},
		{"hard to say", "hard, as we said, to say", "0.0 hard, as we said, to say"},
		{"hard to say", "hard, to say", ""},
		{"hard to say", "hard, as we said. Then, to say", ""},
		{"hard to say", "hard [ph] you know to say", "0.0 hard [ph] you know to say"},
		{"hard to say", "hard to, to say", "0.0 hard to, to say"},
		{"[hard] to say", "hard, as we said, to, uh, say", "0.0 hard"},
		{"not [hard]", "not, as we said, hard", "0.0 hard"},
		{"not [hard]", "not, hard", ""},
		{`"," [hard]`, "not, uh, hard", "0.0 hard"},
		{"{start} [hard]", "Uh, hard. Um hard", "0.0 hard | 0.0 hard"},
		{"hard", "It is hard, as we said, hard", "0.0 hard | 0.0 hard"},
		{"hard ! _ to", "hard, uh, to", ""},
		{"hard", "uh. [ph] um", ""},
	} {
		if got := found(Compile(n, []Entry{entry(t, n, c.entry)}), c.in); got != c.want {
			t.Errorf("%s in %q:\ngot  %s\nwant %s", c.entry, c.in, got, c.want)
		}
	}
}

func TestClass(t *testing.T) {
	n := testNames(t)
	p := Compile(n, nil, "adv", "none", "hedge")
	m := p.Scan(text.New("we really mostly think"))
	defer m.Release()
	var got []bool
	for i := range m.Len() {
		got = append(got, m.Is(i, p.Class("adv")))
		if m.Is(i, p.Class("none")) || m.Is(i, p.Class("unknown")) {
			t.Errorf("token %d is in an empty class", i)
		}
	}
	if !m.Is(0, p.Class("hedge")) || m.Is(1, p.Class("hedge")) {
		t.Error("a phrase holds where it does not stand, or the other way")
	}
	if want := []bool{false, true, true, false}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestErrors: what is wrong with a pattern, a class or a phrase is named with its place.
func TestErrors(t *testing.T) {
	n := testNames(t)
	for source, want := range map[string]string{
		"[a":         `f.yaml:7:6: pattern "[a": [ is not closed`,
		"{a":         `f.yaml:7:4: pattern "{a": { is not closed`,
		"(a":         `f.yaml:7:6: pattern "(a": ( is not closed`,
		"(a|)":       `f.yaml:7:7: pattern "(a|)": an alternative is empty; write (a|b)? instead`,
		`"a`:         `f.yaml:7:4: pattern "\"a": " is not closed`,
		"a )":        `f.yaml:7:6: pattern "a )": ) is out of place`,
		"?":          `f.yaml:7:4: pattern "?": ? is out of place`,
		"[a?]":       `f.yaml:7:8: pattern "[a?]": what is marked may not be empty`,
		"[a !b]":     `f.yaml:7:3: pattern "[a !b]": ! may stand outside the brackets only`,
		"[(a|!b) c]": `f.yaml:7:3: pattern "[(a|!b) c]": ! may stand outside the brackets only`,
		"{what} a":   `f.yaml:7:3: pattern "{what} a": no word class, phrase, shape or predicate is called "what"`,
		"[{end} a]":  `f.yaml:7:3: pattern "[{end} a]": {end} takes no token and may stand outside the brackets only`,
	} {
		_, err := n.Patterns("f.yaml", []String{{source, 7, 3}})
		var located *Error
		if !errors.As(err, &located) || err.Error() != want {
			t.Errorf("%s: got %v, want %s", source, err, want)
		}
	}
	if _, err := n.Conditions("f.yaml", at("a b")); err == nil || !strings.Contains(err.Error(), "needs _") {
		t.Errorf("a condition without _: %v", err)
	}
	for name, s := range map[string]Section{
		`f:1:1: "two words" is not one token`:                       {Words: map[string][]String{"x": at("two words")}},
		`f:1:1: no word class is called "y", or it contains itself`: {Words: map[string][]String{"x": at("{y}")}},
		`f:1:1: no word class is called "x", or it contains itself`: {Words: map[string][]String{"x": at("{x}")}},
		`f:1:1: a phrase contains itself`:                           {Phrases: map[string]String{"x": at("a {x}")[0]}},
		`f:1:1: a phrase has no brackets`:                           {Phrases: map[string]String{"x": at("a [b]")[0]}},
	} {
		s.File = "f"
		if _, err := n.Extend([]Section{s}); err == nil || err.Error() != name {
			t.Errorf("got %v, want %s", err, name)
		}
	}
}

// TestCompact: what is loaded finds what was compiled.
func TestCompact(t *testing.T) {
	n := testNames(t)
	p := Compile(n, []Entry{entry(t, n, "{hedge} / a [{number}] !b ! {if} _ : _ ... c"), entry(t, n, "{word} {-ly}")}, "adv")
	data := string(p.Compact([]byte("one")))
	again, about, err := Load(data)
	if err != nil || about != "one" {
		t.Fatalf("%q, %v", about, err)
	}
	const s = "We think a 4 uh c, go badly. If a 4 c."
	if got, want := found(again, s), found(p, s); got != want || want != "0.0 We think | 0.1 4 | 1.0 go badly" {
		t.Errorf("got %s, want %s", got, want)
	}
	if string(again.Compact([]byte("one"))) != data {
		t.Error("the loaded program is another one")
	}
	for i := range data {
		if _, _, err := Load(data[:i]); err == nil {
			t.Errorf("%d of %d bytes are read", i, len(data))
		}
	}
}

func TestTerms(t *testing.T) {
	terms := NewTerms(map[string][]string{"margin": {"margins"}})
	for i, s := range []string{"gross margin", "margin", "mid market", "gross margins", "gross margin rate"} {
		if got, want := terms.Add(s), []int32{0, 1, 2, 0, 3}[i]; got != want {
			t.Errorf("%s is term %d, want %d", s, got, want)
		}
	}
	terms.Seal()
	for s, want := range map[string]string{
		"Gross margins, mid-market":          "0@0 2@3",
		"gross, uh, margin":                  "0@0",
		"gross, really, margin":              "1@4",
		"gross margin rates":                 "0@0",
		"gross margin rate":                  "3@0",
		"the gross":                          "",
		"mid & market gross you know margin": "2@0 0@3",
	} {
		d := text.New(s)
		var got []string
		for i := 0; i < len(d.Tokens); {
			term, next := terms.Match(d, i)
			if term >= 0 {
				got = append(got, fmt.Sprintf("%d@%d", term, i))
			}
			i = next
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: got %v, want %s", s, got, want)
		}
	}
}

func FuzzPattern(f *testing.F) {
	for _, s := range []string{"{I} (a|b c)? [x* \"$\"] !y", "a ... b~", "_", "(((a", "[]", "a+ ~~ _"} {
		f.Add(s, "a b c")
	}
	n := testNames(f)
	f.Fuzz(func(t *testing.T, s, in string) {
		if strings.Count(s, "(")+strings.Count(s, "*")+strings.Count(s, "?") > 12 {
			return // what a user writes to wait for
		}
		e := Entry{}
		var err error
		if e.Patterns, err = n.Patterns("f", at(s)); err != nil {
			var located *Error
			if !errors.As(err, &located) {
				t.Fatalf("%v", err)
			}
			return
		}
		found(Compile(n, []Entry{e}), in)
	})
}
