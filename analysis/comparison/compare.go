// Package comparison compares groups of answers: calls with each other, over time,
// with the calls of a profile, each with all others.
package comparison

import (
	"cmp"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"

	"candor/analysis"
	"candor/norms"
	"candor/stats"
	"candor/transcript/call"
)

// Test names the test of a score's difference between two columns.
type Test string

const (
	Permutation Test = "permutation"  // of the studentised difference of means
	MannWhitney Test = "mann-whitney" // of ranks, for scores; rates are tested by permutation
)

// mostGroups is how many groups of a dimension, those with the most words, are
// compared, and mostSteps how many columns have their changes decomposed step by
// step: what compare works and writes grows with the calls, not with their square.
const (
	mostGroups = 50
	mostSteps  = 12
)

// Options say what is compared. Start from DefaultOptions.
type Options struct {
	By      []*analysis.Dimension // a table each, after the one over all answers
	Metrics []*analysis.Metric
	Alpha   float64 // a difference is shown at q <= Alpha
	Test    Test
	Stats   stats.Options
	Aliases *call.Aliases // who is who, where a profile meets calls; may be nil
	Norms   *norms.Norms  // what is usual for groups as large; nil for nothing
}

// DefaultOptions compares the metrics that say something different each,
// by speaker and by topic, at alpha 0.05.
func DefaultOptions() Options {
	o := Options{By: []*analysis.Dimension{analysis.BySpeaker, analysis.ByTopic}, Alpha: 0.05, Test: Permutation, Stats: stats.DefaultOptions()}
	for _, m := range analysis.Metrics {
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
	// NoInterval is given where there is a test: equal values are no measure of
	// what they might have been.
	NoInterval Warning = "all answers of one call have the same value: a test, but no interval"
	FewCalls   Warning = "fewer than 5 calls"
	FewEarlier Warning = "fewer than 6 calls to compare with"
)

// Row compares one metric of one group between the columns.
type Row struct {
	By     *analysis.Dimension // Together for all answers
	Group  string              // "" for all answers
	Metric *analysis.Metric
	Values []stats.Value // a column each; of a baseline the mean of its calls' values
	N      []int         // answers that count
	// Norm is what the norms say of the last column's value, where Known.
	Norm    norms.Usual
	Known   bool
	PerCall bool // calls were the units of inference, not answers

	// Change is that of the second column from the first, with two columns, and
	// the slope per Comparison.Step with more.
	Change   stats.Value
	Interval stats.Interval
	// Effect is a rate ratio for rates, else Cliff's delta, of the last column
	// against the first.
	Effect         stats.Value
	EffectInterval stats.Interval
	Finding                    // that there is a change or a slope
	Differ         Finding     // that three columns or more differ at all
	Tau            stats.Value // Kendall's, with three columns or more
	Warning        Warning     // "" for none
}

// Finding is a test. Q is undefined where it was not made: its parent in the
// family of tests was not shown.
type Finding struct {
	P, Q  stats.Value
	Shown bool // Q is at most alpha
}

// Comparison is what compare found.
type Comparison struct {
	Columns      []analysis.Column
	Options      Options
	Rows         []Row
	Standings    []StandingRow
	Compositions []Composition
	Changes      []Presence
	Left         map[*analysis.Dimension]int // groups with fewer words than the others, left out
	Step         string                      // what a slope is per: "quarter", or "call"
	PerCall      bool                        // some rows have calls as units
	Paired       bool                        // the columns are of the same calls
	// Baseline is set where the first column holds the calls of a profile.
	Baseline bool
	// Each holds the groups where each is compared with all the others: the
	// columns are then "others" and "itself".
	Each []analysis.Column
}

// Presence names a group that comes or goes.
type Presence struct {
	By     *analysis.Dimension
	Group  string
	N      []int // answers in each column
	Came   bool  // absent from the first column, there in the last
	Absent []string
}

// groupOf is one group's answers in each column.
type groupOf struct {
	by    *analysis.Dimension
	key   string
	sides []analysis.Group
}

// groupsOf splits the columns by a dimension, most words first; by topic an
// answer is in several groups by their weights. It gives at most mostGroups, of
// those that wanted accepts, and says how many it leaves out.
func groupsOf(columns []analysis.Column, by *analysis.Dimension, wanted func(key string) bool) (groups []groupOf, left int) {
	split := make([][]analysis.Group, len(columns))
	words := map[string]float64{}
	for c := range columns {
		split[c] = columns[c].Group.Parts(by)
		for _, side := range split[c] {
			words[side.Key] += side.Words()
		}
	}
	keys := slices.DeleteFunc(slices.Collect(maps.Keys(words)), func(key string) bool { return wanted != nil && !wanted(key) })
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(cmp.Compare(words[b], words[a]), cmp.Compare(a, b)) })
	left = max(len(keys)-mostGroups, 0)
	index := map[string]int{}
	for i, key := range keys[:len(keys)-left] {
		index[key] = i
		groups = append(groups, groupOf{by, key, slices.Repeat([]analysis.Group{columns[0].Group.None()}, len(columns))})
	}
	for c := range split {
		for _, side := range split[c] {
			if g, ok := index[side.Key]; ok {
				groups[g].sides[c] = side
			}
		}
	}
	return groups, left
}

// tables are the dimensions that have a table each, all answers together first.
func (o *Options) tables() []*analysis.Dimension {
	return append([]*analysis.Dimension{analysis.Together}, o.By...)
}

// Compare compares columns, two or more. Three or more make a trend and must be
// in their order. The work is spread over the processors; the result does
// not depend on their number.
func Compare(columns []analysis.Column, options Options) (*Comparison, error) {
	return compareColumns(columns, options, false)
}

func compareColumns(columns []analysis.Column, options Options, baseline bool) (*Comparison, error) {
	if len(columns) < 2 {
		return nil, fmt.Errorf("need two calls to compare, have %d", len(columns))
	}
	c := &Comparison{Columns: columns, Options: options, Baseline: baseline, Left: map[*analysis.Dimension]int{}}
	var at []float64
	at, c.Step = timesOf(columns)
	var groups []groupOf
	for _, by := range options.tables() {
		var wanted func(string) bool
		if baseline { // of what the calls do not have there is nothing to compare
			wanted = keysOf(&columns[1].Group, by)
		}
		of, left := groupsOf(columns, by, wanted)
		groups = append(groups, of...)
		c.Left[by] = left
	}
	rows := make([][]Row, len(groups))
	standings := make([][]StandingRow, len(groups))
	inParallel(len(groups), func(i int) {
		g := groups[i]
		switch {
		case baseline:
			rows[i] = g.againstBaseline(options)
		case len(columns) > 2:
			rows[i] = g.trend(at, options)
		default:
			rows[i] = g.pair(options)
		}
		standings[i] = g.standings(baseline, options)
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
	c.Paired = len(columns) == 2 && !baseline && analysis.SharedCalls(&columns[0].Group, &columns[1].Group) > 0
	return c, nil
}

func keysOf(g *analysis.Group, by *analysis.Dimension) func(string) bool {
	known := map[string]bool{}
	for _, part := range g.Parts(by) {
		known[part.Key] = true
	}
	return func(key string) bool { return known[key] }
}

// CompareEach compares each of several columns, which have no order, with all the
// others together: a row's values are those of the others and of the column
// itself. by is what the columns are the values of. The rows are one table, and
// q is corrected over it.
func CompareEach(columns []analysis.Column, by *analysis.Dimension, options Options) (*Comparison, error) {
	if len(columns) < 2 {
		return nil, fmt.Errorf("need two groups to compare, have %d", len(columns))
	}
	options.By = []*analysis.Dimension{by}
	c := &Comparison{Columns: []analysis.Column{{Label: "others"}, {Label: "itself"}}, Each: columns, Options: options}
	rows := make([][]Row, len(columns))
	inParallel(len(columns), func(i int) {
		var others []analysis.Group
		for k := range columns {
			if k != i {
				others = append(others, columns[k].Group)
			}
		}
		g := groupOf{by: by, key: columns[i].Label, sides: []analysis.Group{analysis.Union(others), columns[i].Group}}
		rows[i] = g.pair(options)
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

// rows begins a row for each metric.
func (g *groupOf) rows(options Options) []Row {
	rows := make([]Row, len(options.Metrics))
	for i, m := range options.Metrics {
		rows[i] = Row{By: g.by, Group: g.key, Metric: m, Values: make([]stats.Value, 0, len(g.sides)), N: make([]int, 0, len(g.sides))}
		for k := range g.sides {
			s := g.sides[k].Sample(m)
			rows[i].Values, rows[i].N = append(rows[i].Values, s.Value()), append(rows[i].N, s.N())
		}
		if last := &g.sides[len(g.sides)-1]; last.Len() > 0 {
			rows[i].Norm, rows[i].Known = options.Norms.OfGroup(last, g.by, m)
		}
	}
	return rows
}

// pair compares two sides. Where both have answers of the same calls, they are
// compared within these: call by call from six on, else answers are dealt within
// calls. Of different calls the calls are the units where either side has six.
func (g *groupOf) pair(options Options) []Row {
	rows := g.rows(options)
	a, b := &g.sides[0], &g.sides[1]
	shared := analysis.SharedCalls(a, b)
	perCall := shared >= stats.MinUnits || shared == 0 && min(a.Calls(), b.Calls()) >= stats.MinUnits
	first, second := make([]stats.Sample, len(rows)), make([]stats.Sample, len(rows))
	for i := range rows {
		switch {
		case shared >= stats.MinUnits:
			first[i], second[i] = analysis.AlignedSamples(a, b, rows[i].Metric)
		case perCall:
			first[i], second[i] = a.CallSample(rows[i].Metric), b.CallSample(rows[i].Metric)
		default:
			first[i], second[i] = a.Sample(rows[i].Metric), b.Sample(rows[i].Metric)
		}
	}
	var compared []stats.Comparison
	switch {
	case shared >= stats.MinUnits:
		for i := range rows {
			compared = append(compared, stats.CompareClusters(first[i], second[i], options.Stats.Level))
		}
	case shared > 0:
		compared = stats.CompareAll(first, second, a.Strata(), b.Strata(), options.Stats)
	default:
		compared = stats.CompareAll(first, second, nil, nil, options.Stats)
	}
	for i, c := range compared {
		row := &rows[i]
		row.PerCall = perCall
		row.Change, row.Interval, row.P = c.Change, c.Interval, c.P
		if row.Metric.Kind == analysis.Rate {
			row.Effect, row.EffectInterval = c.Ratio, c.RatioInterval
		} else if options.Test == MannWhitney && shared == 0 {
			row.P = stats.MannWhitney(first[i].Values(), second[i].Values())
		}
		row.effect(first[i], second[i], options)
		row.warn()
	}
	return rows
}

// effect gives scores their Cliff's delta, and a trend's rates their ratio; a
// and b have the units of the test.
func (r *Row) effect(a, b stats.Sample, options Options) {
	switch {
	case r.Metric.Kind != analysis.Rate:
		e := stats.CliffsDelta(a.Values(), b.Values(), options.Stats.Level)
		r.Effect, r.EffectInterval = e.Value, e.Interval
	case !r.Effect.Defined:
		if from, to := a.Value(), b.Value(); from.Defined && to.Defined && from.Value > 0 {
			r.Effect = stats.Value{Value: to.Value / from.Value, Defined: true}
		}
	}
}

func (r *Row) warn() {
	usable := 0
	for _, k := range r.N {
		if k >= stats.MinUnits {
			usable++
		}
	}
	switch {
	case r.P.Defined && r.Interval.Defined:
	case r.P.Defined:
		r.Warning = NoInterval
	case usable < len(r.N) && usable < 3:
		r.Warning = FewAnswers
	default:
		r.Warning = NoVariation
	}
}

// presence says where a group has no answers, if anywhere.
func presence(g groupOf, columns []analysis.Column) (Presence, bool) {
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
	if n := len(p.N); len(p.Absent) > mostSteps {
		return fmt.Sprintf("%s %s: no answers in %d of %d", p.By, name, len(p.Absent), n)
	}
	return fmt.Sprintf("%s %s: no answers in %s", p.By, name, strings.Join(p.Absent, ", "))
}
