package analysis

import (
	"cmp"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"candor/stats"
	"candor/transcript/call"
)

// Test names the test of a score's difference between two columns.
type Test string

const (
	Permutation Test = "permutation"  // of the studentised difference of means
	MannWhitney Test = "mann-whitney" // of ranks, for scores; rates are tested by permutation
)

// CompareOptions say what is compared. Start from DefaultCompareOptions.
type CompareOptions struct {
	By      []*Dimension // a table each, after the one over all answers
	Metrics []*Metric
	Alpha   float64 // a difference is shown at q <= Alpha
	Test    Test
	Stats   stats.Options
	Aliases *call.Aliases // who is who, where a profile meets calls; may be nil
}

// DefaultCompareOptions compares the metrics that say something different each,
// by speaker and by topic, at alpha 0.05.
func DefaultCompareOptions() CompareOptions {
	o := CompareOptions{By: []*Dimension{BySpeaker, ByTopic}, Alpha: 0.05, Test: Permutation, Stats: stats.DefaultOptions()}
	for _, m := range Metrics {
		if m.Compared {
			o.Metrics = append(o.Metrics, m)
		}
	}
	return o
}

// Warning says why a row has no interval, or no test either.
type Warning string

const (
	FewAnswers  Warning = "fewer than 6 answers"
	NoVariation Warning = "no variation"
	// NoInterval is given where there is a test: resampling equal values gives
	// the same value each time, which is no measure of what it might have been.
	NoInterval Warning = "all answers of one call have the same value: a test, but no interval"
)

// Row compares one metric of one group between the columns.
type Row struct {
	By      *Dimension // Together for all answers
	Group   string     // "" for all answers
	Metric  *Metric
	Values  []stats.Value // a column each
	N       []int         // answers that count
	PerCall bool          // calls were the units of inference, not answers

	// Change is that of the second column from the first, with two columns, and
	// the slope per column with more.
	Change   stats.Value
	Interval stats.Interval
	// Effect is a rate ratio for rates, else Cliff's delta, of the last column
	// against the first.
	Effect         stats.Value
	EffectInterval stats.Interval
	P, Q           stats.Value
	Shown          bool
	Tau            stats.Value // Kendall's, with three columns or more
	Warning        Warning     // "" for none
}

// Comparison is what compare found.
type Comparison struct {
	Columns      []Column
	Options      CompareOptions
	Rows         []Row
	Standings    []StandingRow
	Compositions []Composition
	Changes      []Presence
	PerCall      bool // some rows have calls as units
	// Baseline is set where the first column holds the calls of a profile.
	Baseline bool
	// Each holds the groups where each is compared with all the others: the
	// columns are then "others" and "itself".
	Each []Column
}

// Presence names a group that comes or goes.
type Presence struct {
	By     *Dimension
	Group  string
	N      []int // answers in each column
	Came   bool  // absent from the first column, there in the last
	Absent []string
}

// groupOf is one group's answers in each column.
type groupOf struct {
	by    *Dimension
	key   string
	sides []Group
}

// groupsOf splits the columns by a dimension, most words first; by topic an
// answer is in several groups by their weights.
func groupsOf(columns []Column, by *Dimension) []groupOf {
	of := columns[0].group.of
	var groups []groupOf
	words := map[string]float64{}
	index := map[string]int{}
	for c := range columns {
		for _, side := range columns[c].group.Split(func(answer int) []Weighted { return of.valuesOf(answer, by) }) {
			g, ok := index[side.Key]
			if !ok {
				g = len(groups)
				index[side.Key] = g
				groups = append(groups, groupOf{by, side.Key, slices.Repeat([]Group{{of: of}}, len(columns))})
			}
			groups[g].sides[c] = side
			words[side.Key] += side.Words()
		}
	}
	slices.SortFunc(groups, func(a, b groupOf) int {
		return cmp.Or(cmp.Compare(words[b.key], words[a.key]), cmp.Compare(a.key, b.key))
	})
	return groups
}

// Compare compares columns, two or more. Three or more make a trend and must be
// in their order. The work is spread over the processors; the result does
// not depend on their number.
func Compare(columns []Column, options CompareOptions) (*Comparison, error) {
	if len(columns) < 2 {
		return nil, fmt.Errorf("need two calls to compare, have %d", len(columns))
	}
	c := &Comparison{Columns: columns, Options: options}
	var groups []groupOf
	for _, by := range append([]*Dimension{Together}, options.By...) {
		groups = append(groups, groupsOf(columns, by)...)
	}
	rows := make([][]Row, len(groups))
	standings := make([][]StandingRow, len(groups))
	inParallel(len(groups), func(i int) {
		rows[i] = compareGroup(groups[i], options)
		if c.Trends() {
			standings[i] = standingsOf(groups[i], options)
		}
	})
	c.Rows, c.Standings = slices.Concat(rows...), slices.Concat(standings...)
	c.correct()
	for _, g := range groups {
		if p, changed := presence(g, columns); changed {
			c.Changes = append(c.Changes, p)
		}
	}
	c.Compositions = compositionsOf(columns, options)
	c.PerCall = slices.ContainsFunc(c.Rows, func(r Row) bool { return r.PerCall })
	return c, nil
}

// CompareEach compares each of several columns, which have no order, with all the
// others together: a row's values are those of the others and of the column
// itself. by is what the columns are the values of. The rows are one table, and
// q is corrected over it.
func CompareEach(columns []Column, by *Dimension, options CompareOptions) (*Comparison, error) {
	if len(columns) < 2 {
		return nil, fmt.Errorf("need two groups to compare, have %d", len(columns))
	}
	options.By = []*Dimension{by}
	c := &Comparison{Columns: []Column{{Label: "others"}, {Label: "itself"}}, Each: columns, Options: options}
	rows := make([][]Row, len(columns))
	inParallel(len(columns), func(i int) {
		var others []Group
		for k := range columns {
			if k != i {
				others = append(others, columns[k].group)
			}
		}
		rows[i] = compareGroup(groupOf{by: by, key: columns[i].Label, sides: []Group{union(others), columns[i].group}}, options)
	})
	c.Rows = slices.Concat(rows...)
	c.correct()
	c.PerCall = slices.ContainsFunc(c.Rows, func(r Row) bool { return r.PerCall })
	return c, nil
}

// Trends tells whether rows are trends over the columns.
func (c *Comparison) Trends() bool { return len(c.Columns) > 2 }

func inParallel(n int, do func(i int)) {
	var group sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range n {
		slots <- struct{}{}
		group.Go(func() {
			do(i)
			<-slots
		})
	}
	group.Wait()
}

// compareGroup makes a row for each metric.
func compareGroup(g groupOf, options CompareOptions) []Row {
	// Calls are the units where every column has enough of them.
	perCall := !slices.ContainsFunc(g.sides, func(s Group) bool { return s.Calls() < stats.MinUnits })
	samples := make([][]stats.Sample, len(options.Metrics)) // by metric and column
	rows := make([]Row, len(options.Metrics))
	for i, m := range options.Metrics {
		row := Row{By: g.by, Group: g.key, Metric: m, PerCall: perCall}
		for k := range g.sides {
			answers := g.sides[k].Sample(m)
			row.Values, row.N = append(row.Values, answers.Value()), append(row.N, answers.N())
			if perCall {
				answers = g.sides[k].callSample(m)
			}
			samples[i] = append(samples[i], answers)
		}
		rows[i] = row
	}
	if len(g.sides) == 2 {
		comparePair(rows, samples, options)
	} else {
		trendOver(rows, samples, options)
	}
	for i := range rows {
		row := &rows[i]
		effect(row, samples[i][0], samples[i][len(g.sides)-1], options)
		switch {
		case row.P.Defined && !row.Interval.Defined:
			row.Warning = NoInterval
		case row.P.Defined:
		case usable(row.N) < len(g.sides) && usable(row.N) < 3:
			row.Warning = FewAnswers
		default:
			row.Warning = NoVariation
		}
	}
	return rows
}

// usable counts the columns with enough answers.
func usable(n []int) int {
	count := 0
	for _, k := range n {
		if k >= stats.MinUnits {
			count++
		}
	}
	return count
}

func comparePair(rows []Row, samples [][]stats.Sample, options CompareOptions) {
	first, second := make([]stats.Sample, len(rows)), make([]stats.Sample, len(rows))
	for i := range rows {
		first[i], second[i] = samples[i][0], samples[i][1]
	}
	for i, c := range stats.CompareAll(first, second, options.Stats) {
		row := &rows[i]
		row.Change, row.Interval, row.P = c.Change, c.Interval, c.P
		if row.Metric.Kind == Rate {
			row.Effect, row.EffectInterval = c.Ratio, c.RatioInterval
		} else if options.Test == MannWhitney {
			row.P = stats.MannWhitney(first[i].Values(), second[i].Values())
		}
	}
}

// effect gives scores their Cliff's delta, and a trend's rates their ratio; a
// and b have the units of the test.
func effect(row *Row, a, b stats.Sample, options CompareOptions) {
	switch {
	case row.Metric.Kind != Rate:
		e := stats.CliffsDelta(a.Values(), b.Values(), options.Stats.Level)
		row.Effect, row.EffectInterval = e.Value, e.Interval
	case !row.Effect.Defined:
		if from, to := a.Value(), b.Value(); from.Defined && to.Defined && from.Value > 0 {
			row.Effect = stats.Value{Value: to.Value / from.Value, Defined: true}
		}
	}
}

// correct fills in q over each table: the rows of one dimension.
func (c *Comparison) correct() {
	for _, by := range append([]*Dimension{Together}, c.Options.By...) {
		var rows []*Row
		var ps []stats.Value
		for i := range c.Rows {
			if r := &c.Rows[i]; r.By == by {
				rows, ps = append(rows, r), append(ps, r.P)
			}
		}
		for i, q := range stats.BenjaminiHochberg(ps) {
			rows[i].Q = q
			rows[i].Shown = q.Defined && q.Value <= c.Options.Alpha
		}
		var standings []*StandingRow
		ps = nil
		for i := range c.Standings {
			if s := &c.Standings[i]; s.By == by {
				standings, ps = append(standings, s), append(ps, s.P)
			}
		}
		for i, q := range stats.BenjaminiHochberg(ps) {
			standings[i].Q = q
			standings[i].Shown = q.Defined && q.Value <= c.Options.Alpha
		}
	}
}

// presence says where a group has no answers, if anywhere.
func presence(g groupOf, columns []Column) (Presence, bool) {
	p := Presence{By: g.by, Group: g.key, Came: g.sides[0].Len() == 0}
	for i, s := range g.sides {
		p.N = append(p.N, s.Len())
		if s.Len() == 0 {
			p.Absent = append(p.Absent, columns[i].Label)
		}
	}
	return p, len(p.Absent) > 0
}

func (p Presence) String() string {
	name := p.Group
	if name == "" {
		name = "(not named)"
	}
	return fmt.Sprintf("%s %s: no answers in %s", p.By, name, strings.Join(p.Absent, ", "))
}
