package text

import (
	"strings"
	"testing"
)

// ids lists kinds and IDs, without places.
func ids(s string) (of []Token) {
	for _, t := range New(s).Tokens {
		of = append(of, Token{ID: t.ID, Kind: t.Kind})
	}
	return of
}

// What is lost on the way from a mouth to a file changes no token.
func TestLost(t *testing.T) {
	for _, c := range []struct{ as, plain string }{
		{"We dont think it cant be done, and Im sure theyre right.", "We don't think it can't be done, and I'm sure they're right."},
		{"Thats what youve seen, it wont and itll do.", "That's what you've seen, it won't and it'll do."},
		{"We don&#39;t, they&rsquo;re and it&#x2019;s &quot;fine&quot; &mdash; R&amp;D&nbsp;too.", "We don't, they’re and it’s \"fine\" — R&D\u00a0too."},
		{"I think its a good year and its not over.", "I think it's a good year and it's not over."},
		{"AT&T; and R&D are two &#5; names &unknown; here &", "AT&T; and R&D are two &#5; names &unknown; here &"},
	} {
		got, want := ids(c.as), ids(c.plain)
		if len(got) != len(want) {
			t.Errorf("%q: %d tokens, want %d", c.as, len(got), len(want))
			continue
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%q: token %d %q is not like %q", c.as, i, New(c.as).At(i), New(c.plain).At(i))
			}
		}
	}
	if d := New("Its margins were well above, and we lost its contract."); len(d.Tokens) != 12 {
		t.Errorf("%d tokens: what may be another word is taken apart", len(d.Tokens))
	}
	d := New("We dont.")
	if d.At(1) != "do" || d.At(2) != "nt" {
		t.Errorf("places %q and %q", d.At(1), d.At(2))
	}
}

func sentencesOf(s string) (of []string) {
	d := New(s)
	for _, s := range d.Sentences {
		of = append(of, d.Text[d.Tokens[s.First].Start:d.Tokens[s.Last-1].End])
	}
	return of
}

func TestSentencesWithoutCapitals(t *testing.T) {
	const s = "sales rose 5.5 percent in the u.s. market last year. margins, e.g. in ohio, fell approx. two points. so what"
	want := strings.ToLower("Sales rose 5.5 percent in the U.S. market last year.|Margins, e.g. in Ohio, fell approx. two points.|So what")
	if got := strings.Join(sentencesOf(s), "|"); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

func TestSentencesWithoutStops(t *testing.T) {
	clause := "demand was strong in all of our regions through the quarter "
	lower := strings.Repeat(clause+"and we raised our prices again as we had said so the margins came up with it but ", 4) + "we are not done"
	got := sentencesOf(lower)
	if len(got) != 10 {
		t.Errorf("%d sentences: %q", len(got), got)
	}
	for _, s := range got[1:] {
		if !strings.HasPrefix(s, "and we") && !strings.HasPrefix(s, "so the") && !strings.HasPrefix(s, "but ") {
			t.Errorf("a sentence begins %q", s)
		}
	}
	upper := strings.Repeat("Demand in Ohio was strong We raised our prices again as I had said The margins came up with it ", 5)
	if got := sentencesOf(upper); len(got) != 11 {
		t.Errorf("%d sentences: %q", len(got), got)
	}
	// A long sentence with its stop stays whole.
	whole := "We grew " + strings.Repeat("and we grew more than that ", 9) + "this year."
	if got := sentencesOf(whole); len(got) != 1 {
		t.Errorf("%d sentences: %q", len(got), got)
	}
}
