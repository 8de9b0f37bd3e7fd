package comparison

import (
	"strconv"
	"strings"
	"time"

	"candor/analysis"
	"candor/stats"
)

// daysOfQuarter is the mean length of a quarter of a year.
const daysOfQuarter = 365.2425 / 4

// timesOf says when columns were, in quarters, and what a step of time is called.
// It goes by the dates of their calls, else by their periods ("2023-Q1"); where
// not all tell one, or the columns are in another order, each is a step.
func timesOf(columns []analysis.Column) (at []float64, step string) {
	for _, of := range []func(*analysis.Call) (float64, bool){dateOf, periodOf} {
		if at, ok := timesBy(columns, of); ok {
			return at, "quarter"
		}
	}
	at = make([]float64, len(columns))
	for i := range at {
		at[i] = float64(i)
	}
	return at, "call"
}

func timesBy(columns []analysis.Column, of func(*analysis.Call) (float64, bool)) (at []float64, ok bool) {
	for i := range columns {
		sum := 0.0
		for k := range columns[i].Calls {
			t, ok := of(&columns[i].Calls[k])
			if !ok {
				return nil, false
			}
			sum += t
		}
		at = append(at, sum/float64(len(columns[i].Calls)))
		if i > 0 && at[i] <= at[i-1] {
			return nil, false
		}
	}
	return at, true
}

func dateOf(c *analysis.Call) (float64, bool) {
	t, err := time.Parse(time.DateOnly, c.Date)
	return float64(t.Unix()) / (24 * 3600) / daysOfQuarter, err == nil
}

func periodOf(c *analysis.Call) (float64, bool) {
	year, quarter, ok := strings.Cut(c.Period, "-Q")
	y, errYear := strconv.Atoi(year)
	q, errQuarter := strconv.Atoi(quarter)
	return float64(4*y + q), ok && errYear == nil && errQuarter == nil
}

// trend compares three sides or more.
func (g *groupOf) trend(at []float64, options Options) []Row {
	rows := g.rows(options)
	perCall := true
	for k := range g.sides {
		perCall = perCall && g.sides[k].Calls() >= stats.MinUnits
	}
	for i := range rows {
		row := &rows[i]
		samples := make([]stats.Sample, len(g.sides))
		for k := range g.sides {
			if perCall {
				samples[k] = g.sides[k].CallSample(row.Metric)
			} else {
				samples[k] = g.sides[k].Sample(row.Metric)
			}
		}
		t := stats.TrendOf(samples, at, options.Stats.Level)
		row.Change, row.Interval, row.P, row.Tau = t.Slope, t.Interval, t.P, t.Tau
		row.Differ.P = t.Differ
		row.PerCall = perCall || t.P.Defined
		row.effect(samples[0], samples[len(samples)-1], options)
		switch {
		case row.P.Defined:
		case t.N < stats.FewestTrend && row.Differ.P.Defined:
			row.Warning = FewCalls
		case t.N < 2:
			row.Warning = FewAnswers
		default:
			row.Warning = NoVariation
		}
	}
	return rows
}

// StandingRow says where the latest column of a trend, or the calls held against
// a baseline, stand among the earlier calls.
type StandingRow struct {
	By               *analysis.Dimension
	Group            string
	Metric           *analysis.Metric
	Latest, Previous stats.Value // of a baseline Previous is the mean of its calls
	N                [2]int      // answers in the previous and the latest column
	Move             stats.Value // latest less previous
	// Finding is that the latest is unlike the earlier ones, taken as a further
	// draw from them; not tested below six.
	Finding
	analysis.Norm
}

// standings hold a group's latest column against all earlier ones, or against
// the calls of a baseline. A group that is absent from the latest has none.
func (g *groupOf) standings(baseline bool, options Options) []StandingRow {
	last := len(g.sides) - 1
	if g.sides[last].Len() == 0 || last == 1 && !baseline {
		return nil
	}
	earlier := g.sides[:last]
	if baseline {
		earlier = g.sides[0].EachCall()
	}
	rows := make([]StandingRow, len(options.Metrics))
	for i, m := range options.Metrics {
		latest, previous := g.sides[last].Sample(m), g.sides[last-1].Sample(m)
		row := StandingRow{By: g.by, Group: g.key, Metric: m, Latest: latest.Value(), Previous: previous.Value(), N: [2]int{previous.N(), latest.N()},
			Norm: analysis.NormOf(earlier, &g.sides[last], g.by, m, options.Norms.PriorOf)}
		if baseline {
			row.Previous = row.Usual.Mean
		}
		if row.Latest.Defined && row.Previous.Defined {
			row.Move = stats.Value{Value: row.Latest.Value - row.Previous.Value, Defined: true}
		}
		if row.Latest.Defined {
			row.P, _ = stats.Against(row.Latest.Value, 1, row.Norm.Earlier, options.Stats.Level)
		}
		rows[i] = row
	}
	return rows
}

// againstBaseline compares the calls of the second side with those of the first,
// a draw from these like each of them.
func (g *groupOf) againstBaseline(options Options) []Row {
	rows := g.rows(options)
	earlier, latest := g.sides[0].EachCall(), g.sides[1].EachCall()
	for i := range rows {
		row := &rows[i]
		row.PerCall = true
		before, now := analysis.ValuesOf(earlier, row.Metric), analysis.ValuesOf(latest, row.Metric)
		mean := stats.Moments(before).Mean
		row.Values[0] = mean
		if len(now) == 1 { // else the mean of the calls, which is what is tested
			row.Values[1] = stats.Value{Value: now[0], Defined: true}
		} else {
			row.Values[1] = stats.Moments(now).Mean
		}
		if mean.Defined && row.Values[1].Defined {
			row.Change = stats.Value{Value: row.Values[1].Value - mean.Value, Defined: true}
			row.P, row.Interval = stats.Against(row.Values[1].Value, len(now), before, options.Stats.Level)
			if row.Metric.Kind == analysis.Rate && mean.Value > 0 {
				row.Effect = stats.Value{Value: row.Values[1].Value / mean.Value, Defined: true}
			}
		}
		switch {
		case row.P.Defined:
		case len(before) < stats.MinUnits:
			row.Warning = FewEarlier
		default:
			row.Warning = NoVariation
		}
	}
	return rows
}
