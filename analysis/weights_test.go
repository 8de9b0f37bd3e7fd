package analysis

import (
	"math"
	"testing"

	"candor/topic"
)

// Three answers of 50 words: about demand alone (0.9), about demand and costs
// (0.6 and 0.3), about costs alone (0.5).
func weighted() []*Record {
	records := []*Record{answer(Call{ID: "a"}, "Ann", 0.5, 1), answer(Call{ID: "a"}, "Ann", -0.4, 2), answer(Call{ID: "b"}, "Bob", 0.1, 0)}
	records[0].Topics = []topic.Topic{{Name: "demand", Weight: 0.9}}
	records[1].Topics = []topic.Topic{{Name: "demand", Weight: 0.6}, {Name: "costs", Weight: 0.3}}
	records[2].Topics = []topic.Topic{{Name: "costs", Weight: 0.5}}
	return records
}

func TestGroupByTopicWeighs(t *testing.T) {
	groups := GroupBy(weighted(), ByTopic)
	if len(groups) != 2 || groups[0].Key != "demand" || groups[0].Len() != 2 || groups[1].Len() != 2 {
		t.Fatalf("groups %+v", groups)
	}
	demand := &groups[0]
	// 0.9 x 50 + 0.6 x 50 words; sentiment (0.9 x 0.5 - 0.6 x 0.4) / 1.5; hedges (0.9 + 0.6 x 2) / 75 words.
	for name, c := range map[string][2]float64{
		"words":     {demand.Words(), 75},
		"sentiment": {value(demand, "sentiment"), 0.21 / 1.5},
		"hedges":    {value(demand, "hedges_per_100_words"), 100 * 2.1 / 75},
	} {
		if math.Abs(c[0]-c[1]) > 1e-9 {
			t.Errorf("%s of demand %g, want %g", name, c[0], c[1])
		}
	}
	for _, g := range GroupBy(weighted(), BySpeaker) {
		if g.Sum(func(*Record) float64 { return 1 }) != float64(g.Len()) {
			t.Errorf("%s: weights are not ones", g.Key)
		}
	}
}

func value(g *Group, metric string) float64 {
	return g.Sample(MetricNamed(metric)).Value().Value
}

func TestComparisonByTopicWeighs(t *testing.T) {
	var o Answers
	o.Add(weighted())
	opts := options("sentiment")
	opts.By = []*Dimension{ByTopic}
	c, err := Compare(byCall(&o), opts)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range c.Rows {
		if r.By == ByTopic && r.Group == "demand" && (math.Abs(r.Values[0].Value-0.14) > 1e-9 || r.N[0] != 2 || r.N[1] != 0) {
			t.Errorf("demand %+v, want 0.14 of 2 answers", r)
		}
	}
	// As columns: demand has answers 0 and 1, costs 1 and 2 with (-0.4 x 0.3 + 0.1 x 0.5) / 0.8.
	columns := ColumnsBy(&o, ByTopic)
	if len(columns) != 2 || columns[1].Label != "costs" || columns[1].Answers() != 2 {
		t.Fatalf("columns %+v", columns)
	}
	if got := columns[1].group.Sample(opts.Metrics[0]).Value().Value; math.Abs(got-(-0.07/0.8)) > 1e-9 {
		t.Errorf("costs %g, want %g", got, -0.07/0.8)
	}
}
