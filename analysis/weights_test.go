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
		if g.Sum(func(Answer) float64 { return 1 }) != float64(g.Len()) {
			t.Errorf("%s: weights are not ones", g.Key)
		}
	}
}

func value(g *Group, metric string) float64 {
	return g.Sample(MetricNamed(metric)).Value().Value
}
