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

// Order says in which order the columns of a comparison stand.
type Order string

const (
	OrderAuto   Order = "auto"   // by date or period where all columns tell one, else as given
	OrderGiven  Order = "given"  // as on the command line
	OrderDate   Order = "date"   // by Call.Date
	OrderPeriod Order = "period" // by Call.Period
	OrderName   Order = "name"   // by label
)

// Test names the test of a score's difference between two columns.
type Test string

const (
	Permutation Test = "permutation"  // of the studentised difference of means
	MannWhitney Test = "mann-whitney" // of ranks, for scores; rates are tested by permutation
)

// CompareOptions say what is compared. Start from DefaultCompareOptions.
type CompareOptions struct {
	By      []Dimension // a table each, after the one over all answers
	Metrics []int       // index in Metrics
	Alpha   float64     // a difference is shown at q <= Alpha
	Test    Test
	Stats   stats.Options
	Aliases *call.Aliases // who is who, where a profile meets calls; may be nil
}

// DefaultCompareOptions compares the metrics that say something different each,
// by speaker and by topic, at alpha 0.05.
func DefaultCompareOptions() CompareOptions {
	o := CompareOptions{By: []Dimension{"speaker", "topic"}, Alpha: 0.05, Test: Permutation, Stats: stats.DefaultOptions()}
	for i := range Metrics {
		switch Metrics[i].Name {
		case "share_positive", "hedge_strength", "directness", "share_partial":
		default:
			o.Metrics = append(o.Metrics, i)
		}
	}
	return o
}

// Column is one thing compared: a call, or several together.
type Column struct {
	Label string
	Calls []Call // in order of the input
	side  side
}

// Answers counts the column's answers.
func (c *Column) Answers() int { return len(c.side) }

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
	By      Dimension // "call" for all answers
	Group   string    // "" for all answers
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

	observations *Observations
}

// Presence names a group that comes or goes.
type Presence struct {
	By     Dimension
	Group  string
	N      []int // answers in each column
	Came   bool  // absent from the first column, there in the last
	Absent []string
}

// Columns arranges observations in columns by label, in the order of the labels'
// first occurrence. label gives "" for an observation to leave out.
func Columns(o *Observations, label func(*Observation) string) []Column {
	return columnsOf(o, func(of *Observation) []Weighted { return []Weighted{{label(of), 1}} })
}

// ColumnsBy arranges observations in columns by a dimension; by topic each is in
// the columns of all its topics, by their weights. Those without a value are left
// out.
func ColumnsBy(o *Observations, d Dimension) []Column {
	return columnsOf(o, func(of *Observation) []Weighted { return o.Values(of, d) })
}

func columnsOf(o *Observations, labels func(*Observation) []Weighted) []Column {
	var columns []Column
	index := map[string]int{}
	for i := range o.All {
		for _, label := range labels(&o.All[i]) {
			if label.Key == "" {
				continue
			}
			c, ok := index[label.Key]
			if !ok {
				c = len(columns)
				index[label.Key] = c
				columns = append(columns, Column{Label: label.Key})
			}
			columns[c].side = append(columns[c].side, unit{i, label.Weight})
		}
	}
	for c := range columns {
		last := -1
		for _, u := range columns[c].side {
			if call := o.All[u.index].Call; call != last && !slices.Contains(columns[c].Calls, o.Calls[call]) {
				columns[c].Calls = append(columns[c].Calls, o.Calls[call])
				last = call
			}
		}
	}
	return columns
}

// Sort orders columns and says by what. It is an error when an order is asked
// for that not all columns tell.
func Sort(columns []Column, order Order) (Order, error) {
	key := map[Order]func(*Column) string{
		OrderDate:   func(c *Column) string { return columnKey(c, func(call *Call) string { return call.Date }) },
		OrderPeriod: func(c *Column) string { return columnKey(c, func(call *Call) string { return call.Period }) },
		OrderName:   func(c *Column) string { return c.Label },
	}
	told := func(by Order) bool {
		return !slices.ContainsFunc(columns, func(c Column) bool { return key[by](&c) == "" })
	}
	switch order {
	case OrderGiven:
		return order, nil
	case OrderAuto:
		order = OrderGiven
		for _, by := range []Order{OrderDate, OrderPeriod} {
			if told(by) {
				order = by
				break
			}
		}
		if order == OrderGiven {
			return order, nil
		}
	case OrderDate, OrderPeriod, OrderName:
		for i := range columns {
			if key[order](&columns[i]) == "" {
				return order, fmt.Errorf("%s tells no %s", columns[i].Label, order)
			}
		}
	default:
		return order, fmt.Errorf("unknown order %q; known: auto, given, date, period, name", order)
	}
	slices.SortStableFunc(columns, func(a, b Column) int { return cmp.Compare(key[order](&a), key[order](&b)) })
	return order, nil
}

// columnKey is the least value of a column's calls, "" when one has none.
func columnKey(c *Column, value func(*Call) string) string {
	least := ""
	for i := range c.Calls {
		v := value(&c.Calls[i])
		if v == "" {
			return ""
		}
		if least == "" || v < least {
			least = v
		}
	}
	return least
}

// groupOf is one group's observations in each column.
type groupOf struct {
	by    Dimension
	key   string
	sides []side
	words float64
}

// groups splits the columns by a dimension, most words first; by "call" it is
// all answers in one, by topic an answer is in several by their weights.
func (o *Observations) groups(columns []Column, by Dimension) []groupOf {
	words := slices.IndexFunc(Metrics, func(m Metric) bool { return m.Name == "words_per_answer" })
	var groups []groupOf
	index := map[string]int{}
	for c := range columns {
		for _, u := range columns[c].side {
			values := []Weighted{{"", 1}}
			if by != "call" {
				values = o.Values(&o.All[u.index], by)
			}
			for _, v := range values {
				g, ok := index[v.Key]
				if !ok {
					g = len(groups)
					index[v.Key] = g
					groups = append(groups, groupOf{by: by, key: v.Key, sides: make([]side, len(columns))})
				}
				weight := u.weight * v.Weight
				groups[g].sides[c] = append(groups[g].sides[c], unit{u.index, weight})
				groups[g].words += weight * o.All[u.index].terms[words].numerator
			}
		}
	}
	slices.SortFunc(groups, func(a, b groupOf) int { return cmp.Or(cmp.Compare(b.words, a.words), cmp.Compare(a.key, b.key)) })
	return groups
}

// Compare compares columns, two or more. Three or more make a trend and must be
// in their order. The work is spread over the processors; the result does
// not depend on their number.
func Compare(o *Observations, columns []Column, options CompareOptions) (*Comparison, error) {
	if len(columns) < 2 {
		return nil, fmt.Errorf("need two calls to compare, have %d", len(columns))
	}
	c := &Comparison{Columns: columns, Options: options, observations: o}
	var groups []groupOf
	for _, by := range append([]Dimension{"call"}, options.By...) {
		groups = append(groups, o.groups(columns, by)...)
	}
	rows := make([][]Row, len(groups))
	standings := make([][]StandingRow, len(groups))
	inParallel(len(groups), func(i int) {
		rows[i] = o.compareGroup(groups[i], options)
		if c.Trends() {
			standings[i] = o.standings(groups[i], options)
		}
	})
	c.Rows, c.Standings = slices.Concat(rows...), slices.Concat(standings...)
	c.correct()
	for _, g := range groups {
		if p, changed := presence(g, columns); changed {
			c.Changes = append(c.Changes, p)
		}
	}
	c.Compositions = o.compositions(columns, options)
	c.PerCall = slices.ContainsFunc(c.Rows, func(r Row) bool { return r.PerCall })
	return c, nil
}

// CompareEach compares each of several columns, which have no order, with all the
// others together: a row's values are those of the others and of the column
// itself. by is what the columns are the values of. The rows are one table, and
// q is corrected over it.
func CompareEach(o *Observations, columns []Column, by Dimension, options CompareOptions) (*Comparison, error) {
	if len(columns) < 2 {
		return nil, fmt.Errorf("need two groups to compare, have %d", len(columns))
	}
	options.By = []Dimension{by}
	c := &Comparison{Columns: []Column{{Label: "others"}, {Label: "itself"}}, Each: columns, Options: options, observations: o}
	rows := make([][]Row, len(columns))
	inParallel(len(columns), func(i int) {
		var others side
		for k := range columns {
			if k != i {
				others = append(others, columns[k].side...)
			}
		}
		rows[i] = o.compareGroup(groupOf{by: by, key: columns[i].Label, sides: []side{others, columns[i].side}}, options)
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
func (o *Observations) compareGroup(g groupOf, options CompareOptions) []Row {
	// Calls are the units where every column has enough of them.
	perCall := !slices.ContainsFunc(g.sides, func(s side) bool { return o.calls(s) < stats.MinUnits })
	samples := make([][]stats.Sample, len(options.Metrics)) // by metric and column
	rows := make([]Row, len(options.Metrics))
	for i, m := range options.Metrics {
		row := Row{By: g.by, Group: g.key, Metric: &Metrics[m], PerCall: perCall}
		for _, s := range g.sides {
			answers := o.sample(s, m, false)
			row.Values, row.N = append(row.Values, answers.Value()), append(row.N, answers.N())
			if perCall {
				answers = o.sample(s, m, true)
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
		if row.Metric.Rate() {
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
	case !row.Metric.Rate():
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
	for _, by := range append([]Dimension{"call"}, c.Options.By...) {
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
	p := Presence{By: g.by, Group: g.key, Came: len(g.sides[0]) == 0}
	for i, s := range g.sides {
		p.N = append(p.N, len(s))
		if len(s) == 0 {
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
