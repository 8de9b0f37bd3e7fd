package polarity

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"candor/text"
)

func analyze(s string) *Result {
	var r Result
	Default().Analyze(text.New(s), &r)
	return &r
}

func TestDirections(t *testing.T) {
	for _, c := range []struct {
		text string
		want float64 // its sign
	}{
		{"Costs fell.", 1}, {"Margins fell.", -1}, {"Losses narrowed.", 1}, {"The loss widened.", -1},
		{"There was a rise in sales.", 1}, {"We saw a 5 % rise in costs.", -1},
		{"Costs came down.", 1}, {"Sales came down.", -1}, {"Costs are up 3 percent.", -1},
		{"Sales were lower than last year.", -1}, {"Our expenses were lower than last year.", 1},
		{"We paid down two hundred million of debt.", 1},
		{"The decline in sales slowed.", 1}, {"We saw slower growth.", -1},
		{"The share capital increased.", 0}, {"It increased its holding to 12 % of the votes.", 0},
		{"Sales fell less than before.", 1}, {"It was less favorable.", -1}, {"It is more difficult.", -1},
		{"Order intake in the Lifts segment increased.", 1}, {"Costs exceeded the plan.", -1}, {"Demand exceeded the supply.", 1},
	} {
		if got := analyze(c.text).Net(); got*c.want < 0 || (got == 0) != (c.want == 0) {
			t.Errorf("%q: net %.2f, want the sign of %v", c.text, got, c.want)
		}
	}
}

func TestComparisons(t *testing.T) {
	for _, c := range []struct {
		text string
		want float64
	}{
		{"Profit was EUR 9.6 mn, compared with EUR 7.0 mn.", 1},
		{"Profit was EUR 7.0 mn, compared with EUR 9.6 mn.", -1},
		{"Profit was EUR 950,000, versus EUR 1.2 mn.", -1},
		{"Costs were EUR 4 mn against EUR 5 mn.", 1},
		{"The loss was EUR 1 mn, compared to a loss of EUR 3 mn.", 1},
		{"The loss was EUR 3 mn, compared to a profit of EUR 1 mn.", -1},
		{"A profit of EUR 2 mn compares with a loss of EUR 1 mn.", 1},
		{"It turned from a loss of EUR 5 mn to a profit of EUR 2 mn.", 1},
		{"Sales were EUR 31.0 mn (EUR 27.8 mn).", 1},
		{"Sales were EUR 31.0 mn (USD 41.8 mn).", 0},
		{"The margin went from 11.4 % to 12.9 %.", 1},
		{"Sales were EUR 5 mn, compared with 12 %.", 0},
		{"Sales were EUR 5 mn in 2009.", 0},
	} {
		if got := analyze(c.text).Net(); got*c.want < 0 || (got == 0) != (c.want == 0) {
			t.Errorf("%q: net %.2f, want the sign of %v", c.text, got, c.want)
		}
	}
}

func TestScopes(t *testing.T) {
	find := func(s string) Finding {
		t.Helper()
		r := analyze(s)
		if len(r.Findings) == 0 {
			t.Fatalf("%q: no finding", s)
		}
		return r.Findings[0]
	}
	plain := find("We saw softness.")
	if f := find("We didn't see any softness."); !f.Negated || f.Strength != plain.Strength*negatedNegative {
		t.Errorf("negated: %+v, plain %+v", f, plain)
	}
	if f := find("If we saw softness, we would act."); !f.Hypothetical || f.Strength != plain.Strength*hypothetical {
		t.Errorf("condition: %+v", f)
	}
	if f := find("Is there softness?"); !f.Hypothetical {
		t.Errorf("question: %+v", f)
	}
	if f := find("We saw slight softness."); f.Strength != plain.Strength*0.6 {
		t.Errorf("slight: %+v, want 0.6 of %v", f, plain.Strength)
	}
	if f := find("We saw softness, but orders rose."); f.Strength != plain.Strength*outweighed {
		t.Errorf("before but: %+v", f)
	}
	if f := find("We mitigated the softness."); f.Strength != plain.Strength*-0.5 {
		t.Errorf("undone: %+v", f)
	}
}

func TestFindingsStandWhereTheySay(t *testing.T) {
	s := "Well, sales rose 5 %. Our unit costs came down, and we won a big order in Riga."
	want := []string{"sales rose", "unit costs came down", "won"}
	var got []string
	for i, f := range analyze(s).Findings {
		got = append(got, s[f.Start:f.End])
		if i < 1 && f.Sentence != 0 || i > 0 && f.Sentence != 1 {
			t.Errorf("%q is in sentence %d", got[i], f.Sentence)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestNet(t *testing.T) {
	if got := analyze("").Net(); got != 0 {
		t.Errorf("empty: %v", got)
	}
	r := Result{Findings: []Finding{{Strength: 2}, {Strength: -1}}}
	if got, want := r.Net(), (2.0-1)/(2+1+2); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestNames(t *testing.T) {
	e := Default()
	for _, entry := range []int{-1, e.Entries()} {
		if name := e.Name(entry); name != "" {
			t.Errorf("entry %d is %q", entry, name)
		}
	}
}

func TestClassesAreNumberedOnce(t *testing.T) {
	seen := make(map[string]bool)
	for c := range NumClasses {
		seen[ClassName(c)] = true
	}
	if len(seen) != NumClasses {
		t.Errorf("%d names for %d classes", len(seen), NumClasses)
	}
	f := Finding{Kind: Event, Strength: -1.2, Negated: true}
	if got := ClassName(f.Class()); got != "event-negative-strong-negated" {
		t.Error(got)
	}
	f = Finding{Kind: Trend, Strength: 1.2}
	if got := ClassName(f.Class()); got != "trend-positive-strong" {
		t.Error(got)
	}
}

// sentences reads the labelled sentences of a domain and part.
func sentences(t *testing.T, domain, part string) (texts, labels []string) {
	t.Helper()
	f, err := os.Open("../../testdata/gold/sentiment-sentences.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for sc := bufio.NewScanner(f); sc.Scan(); {
		var s struct{ Text, Label, Domain, Part string }
		if err := json.Unmarshal(sc.Bytes(), &s); err != nil {
			t.Fatal(err)
		}
		if s.Domain == domain && s.Part == part {
			texts, labels = append(texts, s.Text), append(labels, s.Label)
		}
	}
	return texts, labels
}

// TestSentences holds the share of right labels above a floor a little below
// what was reached; docs/polarity.md has the figures.
func TestSentences(t *testing.T) {
	for _, c := range []struct {
		domain, part string
		floor        float64
	}{{"news", "develop", 0.96}, {"call", "develop", 0.92}, {"news", "held-out", 0.93}, {"call", "held-out", 0.80}} {
		texts, labels := sentences(t, c.domain, c.part)
		right := 0
		for i, s := range texts {
			net, label := analyze(s).Net(), "neutral"
			switch {
			case net >= Band:
				label = "positive"
			case net <= -Band:
				label = "negative"
			}
			if label == labels[i] {
				right++
			} else if c.part == "develop" {
				t.Logf("%s, want %s (%.2f): %s", label, labels[i], net, s)
			}
		}
		share := float64(right) / float64(len(texts))
		t.Logf("%s %s: %d of %d, %.3f", c.domain, c.part, right, len(texts), share)
		if share < c.floor {
			t.Errorf("%s %s: %.3f right, want at least %.2f", c.domain, c.part, share, c.floor)
		}
	}
}

func TestAnalyzeIsConcurrentAndDeterministic(t *testing.T) {
	texts, _ := sentences(t, "news", "develop")
	d := text.New(strings.Join(texts, " "))
	var want Result
	Default().Analyze(d, &want)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			var r Result
			for range 20 {
				Default().Analyze(d, &r)
				if !slices.Equal(r.Findings, want.Findings) {
					t.Error("findings differ")
					return
				}
			}
		})
	}
	wg.Wait()
}

func TestAnalyzeDoesNotAllocate(t *testing.T) {
	texts, _ := sentences(t, "news", "develop")
	d := text.New(strings.Join(texts, " "))
	var r Result
	Default().Analyze(d, &r)
	if n := testing.AllocsPerRun(20, func() { Default().Analyze(d, &r) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzAnalyze(f *testing.F) {
	f.Add("Profit rose to EUR 5 mn from EUR 4 mn (3 %), but we didn't see costs fall?")
	f.Add("up down from to 1 2 ( not if, offset by 9")
	f.Add("n't \xff — ; -5 %")
	f.Fuzz(func(t *testing.T, s string) {
		d := text.New(s)
		var r Result
		Default().Analyze(d, &r)
		start := 0
		for _, x := range r.Findings {
			if x.Start >= x.End || x.End > len(s) || x.Start != int(d.Tokens[x.First].Start) || x.End != int(d.Tokens[x.Last-1].End) {
				t.Fatalf("span %+v in %q", x, s)
			}
			sentence := d.Sentences[x.Sentence]
			if x.First < sentence.First || x.Last > sentence.Last {
				t.Fatalf("%+v leaves its sentence in %q", x, s)
			}
			if c := x.Class(); c < 0 || c >= NumClasses {
				t.Fatalf("class %d", c)
			}
			if x.Start < start {
				t.Fatalf("%+v is out of order in %q", x, s)
			}
			start = x.Start
		}
		if n := r.Net(); n < -1 || n > 1 || n != n {
			t.Fatalf("net %v", n)
		}
	})
}

func BenchmarkAnalyze(b *testing.B) {
	s := strings.Repeat("Well, I think revenue was up about 5% against $1.2 billion last year, and although freight costs rose, we didn't see any softness. "+
		"So we feel good about the second half, and the team is working through the details with our customers in each of the regions. ", 40)
	d := text.New(s)
	e := Default()
	var r Result
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		e.Analyze(d, &r)
	}
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		if _, err := open(compiled); err != nil {
			b.Fatal(err)
		}
	}
}
