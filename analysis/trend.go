package analysis

import (
	"math"

	"candor/stats"
)

// trendOver fills rows with the trend over their columns.
func trendOver(rows []Row, samples [][]stats.Sample, options CompareOptions) {
	for i, t := range stats.Trends(samples, options.Stats) {
		row := &rows[i]
		row.Change, row.Interval, row.P, row.Tau = t.Slope, t.Interval, t.P, t.Tau
		row.PerCall = row.PerCall || t.Calls && t.N >= stats.MinUnits
	}
}

// StandingRow says where the latest column of a trend stands.
type StandingRow struct {
	By               *Dimension
	Group            string
	Metric           *Metric
	Latest, Previous stats.Value
	N                [2]int      // answers in the previous and the latest column
	Move             stats.Value // latest less previous
	Interval         stats.Interval
	P, Q             stats.Value
	Shown            bool
	// Among the group's own earlier columns, those in which it has an answer.
	Standing stats.Standing
}

// Warning says why the move has no interval, or no test either.
func (s *StandingRow) Warning() Warning {
	switch {
	case s.P.Defined && s.Interval.Defined:
		return ""
	case s.P.Defined:
		return NoInterval
	case min(s.N[0], s.N[1]) < stats.MinUnits:
		return FewAnswers
	}
	return NoVariation
}

// Size is the move in halves of its interval, 0 without one: what makes moves of
// different metrics comparable.
func (s *StandingRow) Size() float64 {
	if !s.Interval.Defined || s.Interval.High <= s.Interval.Low {
		return 0
	}
	return 2 * math.Abs(s.Move.Value) / (s.Interval.High - s.Interval.Low)
}

// LargestMove gives the standing with the largest move of a dimension, nil when
// none has an interval.
func (c *Comparison) LargestMove(by *Dimension) *StandingRow {
	var largest *StandingRow
	for i := range c.Standings {
		if s := &c.Standings[i]; s.By == by && s.Size() > 0 && (largest == nil || s.Size() > largest.Size()) {
			largest = s
		}
	}
	return largest
}

// standings compares a group's latest column with the one before and with all
// earlier ones. A group that is absent from the latest has none.
func standingsOf(g groupOf, options CompareOptions) []StandingRow {
	last := len(g.sides) - 1
	if g.sides[last].Len() == 0 {
		return nil
	}
	var previous, latest []stats.Sample
	for _, m := range options.Metrics {
		previous, latest = append(previous, g.sides[last-1].Sample(m)), append(latest, g.sides[last].Sample(m))
	}
	rows := make([]StandingRow, len(options.Metrics))
	for i, c := range stats.CompareAll(previous, latest, options.Stats) {
		var earlier []float64
		for k := range last {
			if v := g.sides[k].Sample(options.Metrics[i]).Value(); v.Defined {
				earlier = append(earlier, v.Value)
			}
		}
		rows[i] = StandingRow{By: g.by, Group: g.key, Metric: options.Metrics[i], Latest: c.Values[1], Previous: c.Values[0],
			N: c.N, Move: c.Change, Interval: c.Interval, P: c.P}
		if c.Values[1].Defined {
			rows[i].Standing = stats.Stand(c.Values[1].Value, earlier)
		}
	}
	return rows
}
