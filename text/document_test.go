package text

import (
	"strings"
	"testing"
)

func TestTokens(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"I don't know.", "I|do|n't|know|."},
		{"We’d say it’s 12.5%, or $1,000.", "We|’d|say|it|’s|12.5|%|,|or|$|1,000|."},
		{"can't won't o'clock", "ca|n't|wo|n't|o'clock"},
		{"low- to mid-teens -- fine...", "low|-|to|mid|-|teens|--|fine|..."},
		{"we [indiscernible] Q1 and [ph]", "we|[indiscernible]|Q1|and|[ph]"},
		{"the '15 car, analysts' view", "the|'|15|car|,|analysts|'|view"},
		{"a [ that never closes", "a|[|that|never|closes"},
		{"caf\u00e9 \xff x", "caf\u00e9|\xff|x"},
		{"we\u02bcd \u02bc \u02bc15", "we|\u02bcd|\u02bc|\u02bc|15"},
	} {
		d := New(c.in)
		var got []string
		for i := range d.Tokens {
			got = append(got, d.At(i))
		}
		if g := strings.Join(got, "|"); g != c.want {
			t.Errorf("%q: got %s, want %s", c.in, g, c.want)
		}
	}
}

func TestIDs(t *testing.T) {
	d := New("Can't WON’T We'd")
	for i, want := range []string{"can", "n't", "will", "n't", "we", "'d"} {
		if d.Tokens[i].ID != WordID(want) {
			t.Errorf("token %d (%s) has not the id of %q", i, d.At(i), want)
		}
	}
}

func TestPlainID(t *testing.T) {
	for word, want := range map[string]string{"Don't": "dont", "can’t": "cant", "O'Brien's": "obriens", "we": "we", "": ""} {
		if PlainID(word) != WordID(want) {
			t.Errorf("%q has not the id of %q", word, want)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"Yes. It grew 2.5% in the U.S. market. Mr. Bean left! Why?", []string{"Yes.", "It grew 2.5% in the U.S. market.", "Mr. Bean left!", "Why?"}},
		{"It is sold in the U.S. We like that.", []string{"It is sold in the U.S.", "We like that."}},
		{"no stop\n\nnext", []string{"no stop", "next"}},
		{"He said \"no.\" Then he left", []string{"He said \"no.\"", "Then he left"}},
		{"Elon R. Musk spoke.", []string{"Elon R. Musk spoke."}},
	} {
		d := New(c.in)
		var got []string
		for _, s := range d.Sentences {
			got = append(got, d.Text[d.Tokens[s.First].Start:d.Tokens[s.Last-1].End])
		}
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// TestCarriesNothing marks what is skipped with < >, soft marks with ~ behind
// them, and what an aside takes up with { }.
func TestCarriesNothing(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"about uh 40", "about <uh> 40"},
		{"about, uh, 40", "about ,~ <uh ,> 40"},
		{"about uh, 40", "about <uh> ,~ 40"},
		{"about, um 40", "about ,~ <um> 40"},
		{"Uh, I think", "<Uh ,> I think"},
		{"Yes. Um -- we may", "Yes . <Um --> we may"},
		{"uh-huh, a", "uh - huh , a"},
		{"we, you know, may [ph] see", "we ,~ <you know ,> may <[ph]> see"},
		{"as you know, I mean it", "as you know ,~ <I mean> it"},
		{"do you know what I mean", "do you know what I mean"},
		{"a (ph) b (inaudible) c (late) d", "a <( ph )> b <( inaudible )> c ( late ) d"},
		{"we, we think I -- I may", "<we ,> we think <I --> I may"},
		{"it's, it's hard, it's hard", "<it 's ,> it 's hard , it 's hard"},
		{"about, uh, 40, it said, maybe", "about {,~ <uh ,> 40 {,} it said ,} maybe"},
		{"about about 4", "about about 4"},
		{"it is very, very hard", "it is very , very hard"},
		{"hard, as we said, to say", "hard {, as we said ,} to say"},
		{"hard -- as we said -- to say", "hard {-- as we said --} to say"},
		{"hard, as we said -- to say", "hard , as we said -- to say"},
		{"hard, as we said. To say, then", "hard , as we said . To say , then"},
		{"a, one two three four five six seven, b", "a , one two three four five six seven , b"},
		{"a, b, c, d", "a {, b {,} c ,} d"},
		{"mid-teens uh-", "mid - teens uh -"},
	} {
		d := New(c.in)
		var b strings.Builder
		skip, asides := 0, []int(nil)
		for i := range d.Tokens {
			tok := &d.Tokens[i]
			if i > 0 {
				b.WriteByte(' ')
			}
			if tok.Skip > 0 && skip == 0 {
				b.WriteByte('<')
				skip = int(tok.Skip)
			}
			if tok.Aside > 0 {
				b.WriteByte('{')
				asides = append(asides, i+int(tok.Aside)-1)
			}
			b.WriteString(d.At(i))
			if tok.Soft {
				b.WriteByte('~')
			}
			if skip > 0 {
				if skip--; skip == 0 {
					b.WriteByte('>')
				}
			}
			for _, end := range asides {
				if end == i {
					b.WriteByte('}')
				}
			}
		}
		if b.String() != c.want {
			t.Errorf("%q:\ngot  %s\nwant %s", c.in, b.String(), c.want)
		}
	}
}

func TestWords(t *testing.T) {
	for in, want := range map[string]int{"": 0, "Yes.": 1, "I don't know": 3, "low- to mid-teens growth of 5%": 6, "we [ph] -- go": 2} {
		if got := New(in).Words; got != want {
			t.Errorf("%q: %d words, want %d", in, got, want)
		}
	}
}

func FuzzDocument(f *testing.F) {
	f.Add("I don't know -- U.S. [ph] 1,000.")
	f.Add("n't 'd ’ \xff")
	f.Fuzz(func(t *testing.T, s string) {
		d := New(s)
		end := int32(0)
		for _, tok := range d.Tokens {
			if tok.Start < end || tok.End <= tok.Start || int(tok.End) > len(s) {
				t.Fatalf("token %+v after %d in %q", tok, end, s)
			}
			end = tok.End
		}
		for i, tok := range d.Tokens {
			if i+int(tok.Skip) > len(d.Tokens) || i+int(tok.Aside) > len(d.Tokens) {
				t.Fatalf("token %d of %d: %+v", i, len(d.Tokens), tok)
			}
		}
		next := 0
		for _, sentence := range d.Sentences {
			if sentence.First != next || sentence.Last <= sentence.First {
				t.Fatalf("sentence %+v, want it to start at %d", sentence, next)
			}
			next = sentence.Last
		}
		if next != len(d.Tokens) {
			t.Fatalf("sentences end at token %d of %d", next, len(d.Tokens))
		}
	})
}

func BenchmarkDocument(b *testing.B) {
	s := strings.Repeat("Well, I think it's a bit early for me to call 2015, but we've seen $1.2 billion -- sort of in line with our mid-teens target. ", 40)
	d := New(s)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		d.Reset(s)
	}
}
