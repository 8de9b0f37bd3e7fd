package wording

import (
	"bytes"
	"math"
	"reflect"
	"strings"
	"testing"

	"candor/transcript/call"
)

func TestCounts(t *testing.T) {
	c := NewCounts("Jo Ray")
	c.Add("Thank you, Jo. The new new plant's running, uh, well at 40 percent, Jo's plant. We don't stop.")
	want := map[string]int{"the": 1, "new": 2, "plant's": 1, "running": 1, "well": 1, "at": 1, "percent": 1, "plant": 1, "we": 1, "don't": 1, "stop": 1,
		"the new": 1, "new new": 1, "new plant's": 1, "plant's running": 1, "well at": 1, "we don't": 1, "don't stop": 1}
	for term, n := range want {
		if c.terms[term] != n {
			t.Errorf("%q %d times, want %d", term, c.terms[term], n)
		}
	}
	for _, term := range []string{"thank", "jo", "jo's", "40", "percent jo's", "at percent"} {
		if c.terms[term] > 0 {
			t.Errorf("%q is counted", term)
		}
	}
}

// The arithmetic of Monroe, Colaresi and Quinn for two sides of 1,000 words that say a
// word 30 and 10 times, without a background: expected 500 x 40 / 2,000 = 10.
func TestDistinctive(t *testing.T) {
	side := func(n int, other string, m int) *Counts {
		c := NewCounts()
		c.terms = map[string]int{"tariff": n, other: m}
		c.totals = [2]int{1000, 1}
		return c
	}
	a, b := side(30, "capacity", 4), side(10, "demand", 4)
	want := (math.Log(40.0/(1000+500-40)) - math.Log(20.0/(1000+500-20))) / math.Sqrt(1/40.0+1/1460.0+1/20.0+1/1480.0)
	got := Distinctive(a, b, nil, 10)
	if len(got) != 1 || got[0].Text != "tariff" || math.Abs(got[0].Z-want) > 1e-9 || got[0].Counts != [2]int{30, 10} {
		t.Errorf("%+v, want tariff at %g", got, want)
	}
	if got := Distinctive(b, a, nil, 10); len(got) != 0 {
		t.Errorf("the other way %+v", got)
	}
}

func TestPairsAndTheirWords(t *testing.T) {
	got := strongest([]Term{{"tariff", [2]int{10, 0}, 5}, {"the tariff", [2]int{8, 0}, 6}, {"tariff costs", [2]int{4, 0}, 3}, {"costs", [2]int{9, 0}, 2.5}, {"copper", [2]int{3, 0}, 2}}, 3)
	// "tariff" is told by "the tariff" in 8 of 10; "tariff costs" has a word of it.
	if want := []string{"the tariff", "costs", "copper"}; len(got) != 3 || got[0].Text != want[0] || got[1].Text != want[1] || got[2].Text != want[2] {
		t.Errorf("%+v, want %v", got, want)
	}
}

func TestBackground(t *testing.T) {
	var g Gatherer
	for i := range 4 {
		c := NewCounts()
		c.Add("The boats ran well this year.")
		if i == 0 {
			c.Add("A quay sank.")
		}
		g.Add(c)
	}
	var b bytes.Buffer
	if err := g.Background().Write(&b); err != nil {
		t.Fatal(err)
	}
	again, err := Read(bytes.NewReader(b.Bytes()), "a.words")
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(again, g.Background()) || again.Count("boats") != 4 || again.Count("boats ran") != 4 || again.Count("quay") != 0 || again.Calls != 4 || again.Totals[0] != 27 {
		t.Errorf("read back: %d calls, totals %v, boats %d, quay %d", again.Calls, again.Totals, again.Count("boats"), again.Count("quay"))
	}
	for n := range b.Len() {
		if _, err := Read(bytes.NewReader(b.Bytes()[:n]), "a.words"); err == nil || !strings.HasPrefix(err.Error(), "a.words: ") {
			t.Fatalf("cut at %d: %v", n, err)
		}
	}
}

// Of 1,000 words 20 are quays, of a million usually 1,000: expected 500 / 1,000 = .5.
func TestUnusual(t *testing.T) {
	usual := &Background{Calls: 9, Totals: [2]int{2_000_000, 1_000_000}, counts: map[uint32]int{hash("quay"): 2000, hash("boat"): 40_000}}
	c := NewCounts()
	c.terms, c.totals = map[string]int{"quay": 20, "boat": 20}, [2]int{1000, 900}
	y, x := 20+500*2000.5/2e6, 2000+500*2000.5/2e6
	want := (math.Log(y/(1500-y)) - math.Log(x/(2_000_500-x))) / math.Sqrt(1/y+1/(1500-y)+1/x+1/(2_000_500-x))
	got := Unusual(c, usual, 9)
	if len(got) != 1 || got[0].Text != "quay" || math.Abs(got[0].Z-want) > 1e-9 || got[0].Counts != [2]int{20, 1000} {
		t.Errorf("%+v, want quay at %g, and usually 1,000 in a million", got, want)
	}
}

func TestBuiltIn(t *testing.T) {
	if b := Default(); b.Calls < 1000 || b.Count("revenue") < 1000 || b.Count("in the") < 1000 {
		t.Errorf("%d calls, revenue %d, in the %d", b.Calls, b.Count("revenue"), b.Count("in the"))
	}
}

func sentences(lines ...string) []Sentence {
	var out []Sentence
	for i, line := range lines {
		turn := call.Turn{Text: line, Speaker: call.Speaker{Name: "Ann"}, Places: call.Places{{Line: int32(i + 1), Column: 1}}}
		out = append(out, Sentences(&turn)...)
	}
	return out
}

func TestAgain(t *testing.T) {
	before := sentences("The northern line carried more boats than it ever has.", "We expect the new quay to open in the spring.", "Fares were flat in the quarter, we think.",
		"Thank you all for joining us today.", "We did well.", "Crews are hard to find in the south.")
	now := sentences("The northern line carried more boats than it ever has.", "The northern line carried more boats than it ever has.", "We expect the new quay to open in the summer.",
		"Fares rose a little, and then fell, in the quarter.")
	r := Again(before, now)
	// Of ten words of the quay's sentence nine stand in order; of the fares' four of nine do.
	if r.Sentences != 4 || r.Exactly != 2 || r.Nearly != 1 || len(r.New) != 1 || r.Share() != 0.75 {
		t.Errorf("%+v", r)
	}
	if len(r.Dropped) != 2 || !strings.HasPrefix(r.Dropped[0].Text, "Fares were flat") || r.Dropped[1].Line != 6 {
		t.Errorf("dropped %+v", r.Dropped)
	}
	if got, want := Marked(r.Reworded[0][0].Text, r.Reworded[0][1].Text), "We expect the new quay to open in the [-spring.-] {+summer.+}"; got != want {
		t.Errorf("marked %q, want %q", got, want)
	}
	if none := Again(nil, nil); none.Share() != 0 || len(none.New) != 0 {
		t.Errorf("of nothing: %+v", none)
	}
}

// What is looked at grows with the calls, not with their square: sentences that share
// their pairs of words with very many others are not looked up.
func TestAgainGrowth(t *testing.T) {
	many := make([]string, 3000)
	for i := range many {
		many[i] = "We expect the new quay to open in the spring, number " + strings.Repeat("x", i%7) + "y."
	}
	s := sentences(many...)
	x := indexOf(s)
	for pair, of := range x.pairs {
		if len(of) > postings+1 {
			t.Errorf("%v is looked up in %d sentences", pair, len(of))
		}
	}
	if r := Again(s, s); r.Exactly != len(s) {
		t.Errorf("%d of %d are the same", r.Exactly, len(s))
	}
}

func FuzzRead(f *testing.F) {
	var b bytes.Buffer
	if err := (&Background{Calls: 1, Totals: [2]int{3, 2}, counts: map[uint32]int{7: 2}}).Write(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) { _, _ = Read(bytes.NewReader(data), "f.words") })
}
