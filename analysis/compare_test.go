package analysis

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"

	"candor/hedge"
)

// answer makes a scored record of 50 words with so many hedges.
func answer(call Call, speaker string, sentiment float64, hedges int) *Record {
	return &Record{Call: call, Speaker: speaker, Words: 50, Specificity: 0.5, Sentiment: Sentiment{Score: &sentiment},
		Hedges: slices.Repeat([]Hedge{{Category: hedge.Modal}}, hedges)}
}

// observations makes calls of as many answers as each; value gives the sentiment
// of answer i of call c.
func observations(calls, each int, value func(c, i int) float64) *Answers {
	var o Answers
	for c := range calls {
		call := Call{ID: fmt.Sprintf("call-%02d", c), Company: "Acme", Period: fmt.Sprintf("2023-Q%d", c%4+1)}
		var records []*Record
		for i := range each {
			records = append(records, answer(call, "Ann", value(c, i), i%3))
		}
		o.Add(records)
	}
	return &o
}

func options(metrics ...string) CompareOptions {
	o := DefaultCompareOptions()
	o.By, o.Metrics = nil, nil
	o.Stats.Permutations = 200
	for _, name := range metrics {
		o.Metrics = append(o.Metrics, MetricNamed(name))
	}
	return o
}

func byCall(o *Answers) []Column {
	return Columns(o, func(call int) string { return o.Calls[call].ID })
}

func TestComparePair(t *testing.T) {
	// Sentiments 0, .1, ... .7, and .4 more: of the 64 pairs 4 are equal (i = j+4), 6 fall (3+2+1), 54 rise.
	o := observations(2, 8, func(c, i int) float64 { return float64(4*c+i) / 10 })
	c, err := Compare(byCall(o), options("sentiment", "hedges_per_100_words", "deflections_per_answer"))
	if err != nil {
		t.Fatal(err)
	}
	sentiment, hedges, deflections := c.Rows[0], c.Rows[1], c.Rows[2]
	if math.Abs(sentiment.Change.Value-0.4) > 1e-9 || !sentiment.Interval.Contains(0.4) || !sentiment.Shown || sentiment.Warning != "" {
		t.Errorf("sentiment %+v, want a shown change of 0.4", sentiment)
	}
	if want := (54.0 - 6) / 64; math.Abs(sentiment.Effect.Value-want) > 1e-9 {
		t.Errorf("Cliff's delta %g, want %g", sentiment.Effect.Value, want)
	}
	// 0+1+2+0+1+2+0+1 = 7 hedges in 400 words, in both.
	if math.Abs(hedges.Values[0].Value-1.75) > 1e-9 || hedges.Change.Value != 0 || hedges.Effect.Value != 1 || hedges.Shown {
		t.Errorf("hedges %+v, want 1.75 in both", hedges)
	}
	if deflections.P.Defined || deflections.Warning != NoVariation {
		t.Errorf("deflections %+v, want no variation", deflections)
	}
}

func TestCompareWarnings(t *testing.T) {
	few := observations(2, 5, func(c, i int) float64 { return float64(i) / 10 })
	c, err := Compare(byCall(few), options("sentiment"))
	if err != nil || c.Rows[0].Warning != FewAnswers || c.Rows[0].P.Defined || c.Rows[0].Interval.Defined {
		t.Errorf("five answers a call: %+v, %v", c.Rows[0], err)
	}
	constant := observations(2, 8, func(c, i int) float64 { return float64(c*i) / 10 })
	c, err = Compare(byCall(constant), options("sentiment"))
	if err != nil || c.Rows[0].Warning != NoInterval || !c.Rows[0].P.Defined {
		t.Errorf("a call of equal answers: %+v, %v", c.Rows[0], err)
	}
	if _, err := Compare(byCall(few)[:1], options("sentiment")); err == nil {
		t.Error("one column is compared")
	}
}

// TestCallsAsUnits has six calls a column: the test, the interval and Cliff's
// delta are all over these, not over their answers.
func TestCallsAsUnits(t *testing.T) {
	o := observations(12, 10, func(c, i int) float64 { return float64(c)/100 + float64(i%2) })
	columns := Columns(o, func(call int) string {
		if call < 6 {
			return "earlier"
		}
		return "later"
	})
	for _, test := range []Test{Permutation, MannWhitney} {
		opts := options("sentiment")
		opts.Test = test
		c, err := Compare(columns, opts)
		if err != nil {
			t.Fatal(err)
		}
		r := c.Rows[0]
		// Each later call lies above each earlier one, while their answers overlap.
		if !r.PerCall || !c.PerCall || r.Effect.Value != 1 || r.P.Value > 0.02 {
			t.Errorf("%s: %+v, want a delta of 1 between calls", test, r)
		}
		if test == MannWhitney && math.Abs(r.P.Value-2.0/924) > 1e-9 { // 2 of the 12!/(6! 6!) deals
			t.Errorf("Mann-Whitney's p %g, want 2/924", r.P.Value)
		}
	}
}

func TestCompareEach(t *testing.T) {
	o := observations(3, 8, func(c, i int) float64 { return []float64{0, 0, 0.5}[c] + float64(i)/50 })
	c, err := CompareEach(byCall(o), ByCall, options("sentiment"))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Rows) != 3 || len(c.Each) != 3 {
		t.Fatalf("%d rows of %d groups, want 3", len(c.Rows), len(c.Each))
	}
	// The others of the third are both at 0: +.5. Those of the first are at 0 and .5: -.25.
	for i, want := range []float64{-0.25, -0.25, 0.5} {
		if r := c.Rows[i]; math.Abs(r.Change.Value-want) > 1e-9 || r.N[0] != 16 || r.N[1] != 8 {
			t.Errorf("row %d: %+v, want a change of %g of 8 answers from 16", i, r, want)
		}
	}
	if !c.Rows[2].Shown || c.Rows[2].Q.Value < c.Rows[2].P.Value {
		t.Errorf("the third is not shown: %+v", c.Rows[2])
	}
	if _, err := CompareEach(byCall(o)[:1], ByCall, options("sentiment")); err == nil {
		t.Error("one group is compared")
	}
}

func TestSortColumns(t *testing.T) {
	o := observations(3, 1, func(c, i int) float64 { return 0 })
	for i, date := range []string{"2023-05-01", "2022-05-01", "2024-05-01"} {
		o.Calls[i].Date = date
	}
	o.callAt = nil
	for _, test := range []struct {
		order Order
		want  string
		by    Order
	}{
		{OrderAuto, "call-01 call-00 call-02", OrderDate}, {OrderGiven, "call-00 call-01 call-02", OrderGiven},
		{OrderPeriod, "call-00 call-01 call-02", OrderPeriod}, {OrderName, "call-00 call-01 call-02", OrderName},
	} {
		columns := byCall(o)
		by, err := Sort(columns, test.order)
		var got []string
		for _, c := range columns {
			got = append(got, c.Label)
		}
		if err != nil || by != test.by || strings.Join(got, " ") != test.want {
			t.Errorf("%s: %v by %s, %v; want %s by %s", test.order, got, by, err, test.want, test.by)
		}
	}
	o.Calls[1].Date = ""
	if _, err := Sort(byCall(o), OrderDate); err == nil || !strings.Contains(err.Error(), "call-01 tells no date") {
		t.Errorf("a call without a date is sorted by date: %v", err)
	}
	if by, err := Sort(byCall(o), OrderAuto); err != nil || by != OrderPeriod {
		t.Errorf("auto sorts by %s, %v; want by period where a date is missing", by, err)
	}
}

func TestPresence(t *testing.T) {
	o := observations(3, 6, func(c, i int) float64 { return float64(i) / 10 })
	o.Add([]*Record{answer(o.Calls[2], "Bo", 0.1, 0)})
	opts := options("sentiment")
	opts.By = []*Dimension{BySpeaker}
	c, err := Compare(byCall(o), opts)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Changes) != 1 || c.Changes[0].String() != "speaker Bo: no answers in call-00, call-01" || !c.Changes[0].Came {
		t.Errorf("changes %v, want that Bo came in the last call", c.Changes)
	}
}

func TestWorkersDoNotMatter(t *testing.T) {
	o := observations(4, 12, func(c, i int) float64 { return math.Sin(float64(13*c + i)) })
	opts := options("sentiment", "hedges_per_100_words")
	opts.By = []*Dimension{BySpeaker}
	var first string
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, workers := range []int{1, 2, 5} {
		runtime.GOMAXPROCS(workers)
		c, err := Compare(byCall(o), opts)
		if err != nil {
			t.Fatal(err)
		}
		got := fmt.Sprint(c.Rows, c.Standings, c.Compositions)
		for _, r := range c.Rows {
			got += fmt.Sprint(r.P, r.Q, r.Interval)
		}
		if first == "" {
			first = got
		}
		if got != first {
			t.Fatalf("with %d workers the result is another", workers)
		}
	}
}

func TestReadSaved(t *testing.T) {
	saved := "\n" + `{"id":"a","words":3,"sentiment":{"score":0.5}}` + "\n" + `{"id":` + "\n" + `{"id":"c","text":"x"}` + "\n" + `{"id":"d","words":4,"sentiment":{"score":null}}`
	var ids []string
	rest, err := ReadSaved(strings.NewReader(saved), "f.jsonl", func(r *Record) { ids = append(ids, r.ID) })
	if rest != nil || strings.Join(ids, " ") != "a d" {
		t.Errorf("read %v, rest %v; want a and d", ids, rest)
	}
	if err == nil || !strings.Contains(err.Error(), "f.jsonl:3: ") || !strings.Contains(err.Error(), "f.jsonl:4: ") {
		t.Errorf("error %v, want lines 3 and 4", err)
	}
	for _, other := range []string{"", "\n\n", "\n{\"text\":\"x\"}\n{\"text\":\"y\"}", "**Ann**\n\nHello."} {
		rest, err := ReadSaved(strings.NewReader(other), "f", func(*Record) { t.Error("a record is read") })
		if err != nil || rest == nil {
			t.Fatalf("%q: %v", other, err)
		}
		if again, _ := io.ReadAll(rest); string(again) != other {
			t.Errorf("%q: the rest is %q", other, again)
		}
	}
}

func FuzzReadSaved(f *testing.F) {
	f.Add([]byte(`{"id":"a","words":3,"sentiment":{"score":0.5}}`))
	f.Add([]byte("\n{\"words\":1,\"sentiment\":{}}\nnull\n"))
	f.Add([]byte("**Ann**"))
	f.Fuzz(func(t *testing.T, input []byte) {
		var o Answers
		rest, err := ReadSaved(bytes.NewReader(input), "f", func(r *Record) { o.Add([]*Record{r}) })
		if rest == nil {
			return
		}
		if again, _ := io.ReadAll(rest); err == nil && !bytes.Equal(again, input) {
			t.Errorf("the rest is %q", again)
		}
	})
}

func FuzzReadProfile(f *testing.F) {
	var p Profile
	p.Answers = *observations(2, 2, func(c, i int) float64 { return float64(i) })
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte(`{"version":1,"metrics":[],"calls":[{"answers":[{"terms":[[1,-1]]}]}]}`))
	f.Fuzz(func(t *testing.T, input []byte) {
		p, err := ReadProfile(bytes.NewReader(input), "f")
		if err != nil {
			return
		}
		// What was read can be written, and that be read again.
		var first, second bytes.Buffer
		if err := p.Write(&first); err != nil {
			t.Fatal(err)
		}
		again, err := ReadProfile(bytes.NewReader(first.Bytes()), "f")
		if err != nil {
			t.Fatal(err)
		}
		if err := again.Write(&second); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Errorf("written anew it differs: %v", err)
		}
	})
}
