package analysis

import (
	"fmt"
	"testing"

	"candor/stats"
)

// What is known of others makes an expectation from one earlier call on; where it knows
// of no variance, the earlier calls alone do, from three on.
func TestNormOfKnown(t *testing.T) {
	call := func(name string, scores ...float64) Group {
		var records []*Record
		for i, score := range scores {
			records = append(records, &Record{ID: fmt.Sprint(name, i), Call: Call{ID: name}, Words: 10, Sentiment: Sentiment{Score: &score}})
		}
		return AnswersOf(records).All()
	}
	latest := call("latest", 0.1, 0.5)
	knows := func(p stats.Prior) Known {
		return func(*Group, *Dimension, *Metric) (stats.Prior, bool) { return p, true }
	}
	one := []Group{call("a", 0.2, 0.3, 0.4)}
	three := append(one, call("b", 0.1, 0.2, 0.6), call("c", 0.3, 0.5, 0.4))
	known := stats.Prior{Mean: 0.2, Variance: 0.04, Unit: 0.1}
	if n := NormOf(one, &latest, BySpeaker, MeanSentiment, nil); n.Expected.Defined {
		t.Errorf("one earlier call alone makes one expect %+v", n.Expected)
	}
	n := NormOf(one, &latest, BySpeaker, MeanSentiment, knows(known))
	want, weight := known.After([]stats.Sample{one[0].Sample(MeanSentiment)}).Expected(latest.Sample(MeanSentiment))
	if !n.Expected.Defined || n.Expected != want || n.Weight != weight {
		t.Errorf("with what is known %+v, want %+v", n.Expected, want)
	}
	known.Variance = 0
	if got, alone := NormOf(three, &latest, BySpeaker, MeanSentiment, knows(known)), NormOf(three, &latest, BySpeaker, MeanSentiment, nil); !alone.Expected.Defined || got.Expected != alone.Expected {
		t.Errorf("without a known variance %+v, want %+v", got.Expected, alone.Expected)
	}
}
