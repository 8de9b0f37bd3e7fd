package comparison

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"testing"

	"candor/analysis"
	"candor/hedge"
	"candor/topic"
)

// answer makes a scored record of 50 words with so many hedges.
func answer(call analysis.Call, speaker string, sentiment float64, hedges int) *analysis.Record {
	return &analysis.Record{Call: call, Speaker: speaker, Words: 50, Specificity: 0.5, Sentiment: analysis.Sentiment{Score: &sentiment},
		Hedges: slices.Repeat([]analysis.Hedge{{Category: hedge.Modal}}, hedges)}
}

// observations makes calls of as many answers as each; value gives the sentiment
// of answer i of call c.
func observations(calls, each int, value func(c, i int) float64) *analysis.Answers {
	var o analysis.Answers
	for c := range calls {
		call := analysis.Call{ID: fmt.Sprintf("call-%02d", c), Company: "Acme", Period: fmt.Sprintf("2023-Q%d", c%4+1)}
		var records []*analysis.Record
		for i := range each {
			records = append(records, answer(call, "Ann", value(c, i), i%3))
		}
		o.Add(records)
	}
	return &o
}

func options(metrics ...string) Options {
	o := DefaultOptions()
	o.By, o.Metrics = nil, nil
	o.Stats.Permutations = 200
	for _, name := range metrics {
		o.Metrics = append(o.Metrics, analysis.MetricNamed(name))
	}
	return o
}

func byCall(o *analysis.Answers) []analysis.Column {
	return analysis.Columns(o, func(call int) string { return o.Calls[call].ID })
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
	columns := analysis.Columns(o, func(call int) string {
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
	c, err := CompareEach(byCall(o), analysis.ByCall, options("sentiment"))
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
	if _, err := CompareEach(byCall(o)[:1], analysis.ByCall, options("sentiment")); err == nil {
		t.Error("one group is compared")
	}
}

func TestPresence(t *testing.T) {
	o := observations(3, 6, func(c, i int) float64 { return float64(i) / 10 })
	o.Add([]*analysis.Record{answer(o.Calls[2], "Bo", 0.1, 0)})
	opts := options("sentiment")
	opts.By = []*analysis.Dimension{analysis.BySpeaker}
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
	opts.By = []*analysis.Dimension{analysis.BySpeaker}
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

func TestComparisonByTopicWeighs(t *testing.T) {
	var o analysis.Answers
	// Three answers of 50 words: about demand alone (0.9), about demand and costs
	// (0.6 and 0.3), about costs alone (0.5).
	records := []*analysis.Record{answer(analysis.Call{ID: "a"}, "Ann", 0.5, 1), answer(analysis.Call{ID: "a"}, "Ann", -0.4, 2), answer(analysis.Call{ID: "b"}, "Bob", 0.1, 0)}
	records[0].Topics = []topic.Topic{{Name: "demand", Weight: 0.9}}
	records[1].Topics = []topic.Topic{{Name: "demand", Weight: 0.6}, {Name: "costs", Weight: 0.3}}
	records[2].Topics = []topic.Topic{{Name: "costs", Weight: 0.5}}
	o.Add(records)
	opts := options("sentiment")
	opts.By = []*analysis.Dimension{analysis.ByTopic}
	c, err := Compare(byCall(&o), opts)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range c.Rows {
		if r.By == analysis.ByTopic && r.Group == "demand" && (math.Abs(r.Values[0].Value-0.14) > 1e-9 || r.N[0] != 2 || r.N[1] != 0) {
			t.Errorf("demand %+v, want 0.14 of 2 answers", r)
		}
	}
	// As columns: demand has answers 0 and 1, costs 1 and 2 with (-0.4 x 0.3 + 0.1 x 0.5) / 0.8.
	columns := analysis.ColumnsBy(&o, analysis.ByTopic)
	if len(columns) != 2 || columns[1].Label != "costs" || columns[1].Answers() != 2 {
		t.Fatalf("columns %+v", columns)
	}
	if got := columns[1].Group.Sample(opts.Metrics[0]).Value().Value; math.Abs(got-(-0.07/0.8)) > 1e-9 {
		t.Errorf("costs %g, want %g", got, -0.07/0.8)
	}
}
