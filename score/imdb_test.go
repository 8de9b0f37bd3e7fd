package score

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"candor/text"

	"github.com/cdipaolo/sentiment"
)

// The table must say of every word what the package's own model says of it.
func TestIMDbTableAgreesWithRestore(t *testing.T) {
	models, err := sentiment.Restore()
	if err != nil {
		t.Fatal(err)
	}
	model := models[sentiment.English]
	data, err := model.Words.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	var words map[string]struct{ Count [2]uint64 }
	if err := json.Unmarshal(data, &words); err != nil {
		t.Fatal(err)
	}
	var total [2]uint64
	for _, w := range words {
		total[0] += w.Count[0]
		total[1] += w.Count[1]
	}
	table := openCountTable(imdbTable)
	if len(words) != 117448 || table.len() != len(words) {
		t.Fatalf("the table has %d words, the model %d, want 117448", table.len(), len(words))
	}
	for word, w := range words {
		want := math.Log(float64(w.Count[1]+1)/float64(total[1]+117448)) -
			math.Log(float64(w.Count[0]+1)/float64(total[0]+117448))
		if got, known := table.logOdds(text.WordID(word)); !known || got != want {
			t.Fatalf("%q: log-odds %v (known: %v), want %v", word, got, known, want)
		}
	}
}

// Counts of the package's model, negative and positive, and its totals.
const (
	negativeTotal = 2255415 + 117448
	positiveTotal = 2319738 + 117448
)

var (
	greatOdds = math.Log(6295./positiveTotal) - math.Log(2602./negativeTotal)
	weakOdds  = math.Log(219./positiveTotal) - math.Log(518./negativeTotal)
	dontOdds  = math.Log(3323./positiveTotal) - math.Log(5175./negativeTotal)
)

func TestIMDb(t *testing.T) {
	for _, c := range []struct {
		in    string
		want  float64
		label Label
	}{
		{"Great.", math.Tanh(greatOdds), Positive},
		{"WEAK", math.Tanh(weakOdds), Negative},
		{"great\nweak", math.Tanh((greatOdds + weakOdds) / 2), Neutral},
		{"great-weak ebitda", math.Tanh((greatOdds + weakOdds) / 2), Neutral}, // "ebitda" is unknown
		{"Don't", math.Tanh(dontOdds), Negative},
		{"don’t", math.Tanh(dontOdds), Negative},
		{"dont", math.Tanh(dontOdds), Negative},
		{strings.Repeat("great ", 400), math.Tanh(greatOdds), Positive}, // length is no evidence
	} {
		got := IMDb().Score(Input{Answer: text.New(c.in)})
		if !got.Scored || math.Abs(got.Score-c.want) > 1e-12 || got.Label != c.label {
			t.Errorf("%.40q: %+v, want %v %s", c.in, got, c.want, c.label)
		}
	}
}

func TestIMDbWithoutKnownWords(t *testing.T) {
	for _, in := range []string{"", "12.5%", "Ebitda tailwinds!", "[ph] -- no up"} {
		if got := IMDb().Score(Input{Answer: text.New(in)}); got != (Sentiment{}) {
			t.Errorf("%q: %+v, want not scored", in, got)
		}
	}
}

func TestIMDbExplains(t *testing.T) {
	in := Input{Answer: text.New("Great ebitda, but we don't see 5% weak spots.")}
	contributions, decision := IMDb().Explain(in)
	sum := 0.0
	for _, c := range contributions {
		if at := strings.ToLower(in.Answer.Text[c.Start:c.End]); at != c.Reason {
			t.Errorf("the text at [%d, %d) is %q, want %q", c.Start, c.End, at, c.Reason)
		}
		sum += c.Weight
	}
	if len(contributions) != 6 { // great but don't see weak spots
		t.Errorf("%d contributions, want 6: %+v", len(contributions), contributions)
	}
	if score := IMDb().Score(in).Score; math.Abs(sum-decision) > 1e-12 || math.Abs(math.Tanh(decision)-score) > 1e-12 {
		t.Errorf("weights add up to %v, decision %v, score %v", sum, decision, score)
	}
}

func ExampleIMDb() {
	answer := text.New("Strong growth, and a great team.")
	s := IMDb().Score(Input{Answer: answer})
	fmt.Printf("%+.2f %s\n", s.Score, s.Label)
	// Output: +0.48 positive
}

func BenchmarkIMDb(b *testing.B) {
	d := text.New(strings.Repeat("Well, I don't think demand was weak -- it's a great market and revenue grew 12.5%. ", 40))
	scorer := IMDb()
	b.SetBytes(int64(len(d.Text)))
	b.ReportAllocs()
	for b.Loop() {
		scorer.Score(Input{Answer: d})
	}
}

func BenchmarkIMDbOpen(b *testing.B) {
	for b.Loop() {
		openCountTable(imdbTable)
	}
}
