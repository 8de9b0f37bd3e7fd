package evaluation

import (
	"slices"

	"candor/score"
	"candor/stats"
)

// fewestOfCall is how many labelled answers a call needs to have a mean.
const fewestOfCall = 8

// ByCall says what a call's figures are worth, which no interval over its answers
// tells: how they go with those of readers of the same answers.
type ByCall struct {
	Calls, Answers int // of calls with fewestOfCall answers or more
	Figures        []CallFigure
}

// CallFigure is one figure of calls, by the scorer and by readers.
type CallFigure struct {
	Name string // "sentiment", "share_negative", "share_positive"
	// Said and Read are the means over calls.
	Said, Read stats.Value
	// Readers' sentiment is the mean of their labels as -1, 0 and 1.
	// Correlation is that of the calls' figures; Slope the readers' difference for
	// one of 1 by the scorer, Kept the scorer's for one of 1 by the readers: below
	// 1, differences come out smaller than they are.
	Correlation, Slope, Kept Measure
}

// byCall compares the calls' means.
func byCall(answers []Answer, scored []score.Sentiment, calls []int, opts stats.Options) ByCall {
	n := 0
	for _, c := range calls {
		n = max(n, c+1)
	}
	type sums struct{ said, read [3]float64 }
	of, counts := make([]sums, n), make([]float64, n)
	for i, a := range answers {
		predicted := neutral
		if scored[i].Scored {
			predicted = slices.Index(Labels[:], scored[i].Label)
		}
		s := &of[calls[i]]
		counts[calls[i]]++
		s.said[0] += scored[i].Score
		s.read[0] += float64(a.class() - 1)
		s.said[1] += indicator(predicted == negative)
		s.read[1] += indicator(a.class() == negative)
		s.said[2] += indicator(predicted == positive)
		s.read[2] += indicator(a.class() == positive)
	}
	var out ByCall
	var said, read [3][]float64
	for c, k := range counts {
		if k < fewestOfCall {
			continue
		}
		out.Calls++
		out.Answers += int(k)
		for f := range said {
			said[f], read[f] = append(said[f], of[c].said[f]/k), append(read[f], of[c].read[f]/k)
		}
	}
	units := make([]int, out.Calls)
	for i := range units {
		units[i] = i
	}
	for f, name := range []string{"sentiment", "share_negative", "share_positive"} {
		lines := func(weights []float64) []stats.Value {
			slope, correlation := stats.Line(said[f], read[f], weights)
			kept, _ := stats.Line(read[f], said[f], weights)
			return []stats.Value{correlation, slope, kept}
		}
		values, intervals := lines(nil), stats.ClusterIntervals(units, lines, opts)
		out.Figures = append(out.Figures, CallFigure{name, stats.Moments(said[f]).Mean, stats.Moments(read[f]).Mean,
			Measure{"correlation", values[0], intervals[0]}, Measure{"slope", values[1], intervals[1]}, Measure{"kept", values[2], intervals[2]}})
	}
	return out
}
