package excerpt

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"candor/analysis"
	"candor/directness"
	"candor/hedge"
	"candor/score"
	"candor/topic"
	"candor/transcript/call"
)

// A call of usual size: 35 turns of some 150 words, four hedges each.
const (
	turnsOfCall = 35
	hedgesOf    = 4
)

func callRecords(number int) []analysis.Record {
	chance := rand.New(rand.NewPCG(1, uint64(number)))
	id := fmt.Sprintf("company-%d-2020-q1", number)
	var records []analysis.Record
	for i := range turnsOfCall {
		x, d := chance.Float64()*2-1, chance.Float64()
		r := analysis.Record{
			ID: fmt.Sprintf("%s#%d", id, 2*i), Call: analysis.Call{ID: id, Company: fmt.Sprintf("Company %d", number), Source: id + ".txt"}, Index: 2 * i, Line: 10 + 2*i,
			Section: call.QA, Speaker: fmt.Sprintf("Speaker %d", number*3+i%3), Role: call.Executive, Asker: fmt.Sprintf("Analyst %d", (number+i)%200), AskerFirm: "A bank",
			Question: strings.Repeat("How is it? ", 20), Text: fmt.Sprintf("Answer %d of %d ", i, number) + strings.Repeat("and so on and on ", 60), Words: 100 + i,
			Procedure: i%9 == 0, Sentiment: analysis.Sentiment{Score: &x, Label: score.Positive, Scorer: "finance"},
			Sentences: []analysis.Sentence{{Label: score.Positive}, {Label: score.Negative}}, Specificity: d, Strength: 2,
			Topics: []topic.Topic{{Name: "demand", Weight: 0.6}, {Name: "costs", Weight: 0.3}},
		}
		for h := range hedgesOf {
			r.Hedges = append(r.Hedges, analysis.Hedge{Text: []string{"I think", "about", "sort of", "maybe"}[h], Cue: fmt.Sprint("cue", h), Category: hedge.Categories[h], Weight: 0.5})
		}
		if !r.Procedure {
			r.Directness = analysis.Directness{Score: &d, Label: directness.Labels[i%len(directness.Labels)]}
		}
		records = append(records, r)
	}
	return records
}

func kept(calls, most int) *analysis.Answers {
	all := new(analysis.Answers)
	for n := range calls {
		one := new(analysis.Answers)
		one.AddTurns(callRecords(n), QuoteOf)
		all.Append(one)
		if most > 0 {
			Trim(all, call.QA, most)
		}
	}
	return all
}

// TestHeld counts the bytes that a report keeps of calls: numbers, and a bounded
// number of texts.
func TestHeld(t *testing.T) {
	const few, many, most, allowed = 60, 240, 13, 16 << 10
	small, large := kept(few, most), kept(many, most)
	perCall := (sizeOf(large) - sizeOf(small)) / (many - few)
	t.Logf("%d bytes a call", perCall)
	if perCall > allowed {
		t.Errorf("%d bytes are kept of a call, more than %d", perCall, allowed)
	}
	if n := large.Quotes(); n > fewQuotes+8*most+turnsOfCall {
		t.Errorf("%d quotes are kept", n)
	}
	if whole := sizeOf(kept(few, 0)); whole <= sizeOf(small) {
		t.Errorf("%d bytes with all quotes, %d with few", whole, sizeOf(small))
	}
}

// TestTrimKeepsWhatIsShown holds the answers that a report quotes against those of
// one that forgets nothing.
func TestTrimKeepsWhatIsShown(t *testing.T) {
	const calls, most = 120, 13
	trimmed, whole := kept(calls, most), kept(calls, 0)
	if trimmed.Quotes() >= whole.Quotes() {
		t.Fatal("nothing was forgotten")
	}
	counted, want := analysis.CountedTurns(trimmed.Turns(), call.QA), Quotable(analysis.CountedTurns(whole.Turns(), call.QA), most)
	if len(want) != 4*most {
		t.Fatalf("%d answers are quoted, want %d", len(want), 4*most)
	}
	for i, r := range Quotable(counted, most) {
		if r.ID() != want[i].ID() || r.Quote() != want[i].Quote() || r.Quote().Text == "" {
			t.Errorf("%d: %s %q, want %s %q", i, r.ID(), r.Quote().Text, want[i].ID(), want[i].Quote().Text)
		}
	}
}

// sizeOf counts the bytes that v leads to, what is reserved in slices too. A map
// counts as its keys and values and a half more.
func sizeOf(v any) int {
	seen := map[uintptr]bool{}
	var size func(reflect.Value) int
	size = func(v reflect.Value) (n int) {
		switch v.Kind() {
		case reflect.Pointer:
			if v.IsNil() || seen[v.Pointer()] {
				return 0
			}
			seen[v.Pointer()] = true
			return int(v.Type().Elem().Size()) + size(v.Elem())
		case reflect.String:
			return v.Len()
		case reflect.Slice:
			n = v.Cap() * int(v.Type().Elem().Size())
			for i := range v.Len() {
				n += size(v.Index(i))
			}
		case reflect.Array:
			for i := range v.Len() {
				n += size(v.Index(i))
			}
		case reflect.Struct:
			for i := range v.NumField() {
				n += size(v.Field(i))
			}
		case reflect.Map:
			n = v.Len() * int(v.Type().Key().Size()+v.Type().Elem().Size()) * 3 / 2
			for it := v.MapRange(); it.Next(); {
				n += size(it.Key()) + size(it.Value())
			}
		}
		return n
	}
	return size(reflect.ValueOf(v))
}

func TestAround(t *testing.T) {
	const s = "Sure. We don't break out the split, as you know. As I have said on many a call before this one today, we can't tell yet how it ends. Next."
	for words, want := range map[string]string{
		"don't break out": "… We don't break out the split, as you know.",
		"can't tell":      "… can't tell yet how it ends.",
		"Sure":            "Sure.",
	} {
		at := strings.Index(s, words)
		if got := around(s, at, at+len(words)); got != want {
			t.Errorf("%q is quoted as %q, want %q", words, got, want)
		}
	}
	if got := around("So.", 2, 9); got != "So." {
		t.Errorf("a place outside of the text: %q", got)
	}
}
