package analysis

import (
	"cmp"
	"slices"

	"gonum.org/v1/gonum/floats"

	"candor/stats"
)

// Group is some of the answers: those with one value in a dimension, those of
// one column of a comparison, or those of both.
type Group struct {
	Key   string // "" where the answers do not tell, and for all of them
	of    *Answers
	units []unit
	unit  unitKind // by which directness is counted
}

// unit is an answer and how much of it is in a group: 1, but by topic the
// weight of the topic.
type unit struct {
	answer int
	weight float64
}

// All gives all answers in one group.
func (a *Answers) All() Group {
	g := Group{of: a, units: make([]unit, a.Len())}
	for i := range g.units {
		g.units[i] = unit{i, 1}
	}
	return g
}

// Split divides a group by what values says of each answer, in order of first
// occurrence.
func (g *Group) Split(values func(answer int) []Weighted) []Group {
	index := map[string]int{}
	var groups []Group
	for _, u := range g.units {
		for _, v := range values(u.answer) {
			i, ok := index[v.Key]
			if !ok {
				i = len(groups)
				index[v.Key] = i
				groups = append(groups, Group{Key: v.Key, of: g.of, unit: g.unit})
			}
			groups[i].units = append(groups[i].units, unit{u.answer, u.weight * v.Weight})
		}
	}
	return groups
}

// Parts divides a group by a dimension, in order of first occurrence; by topic an
// answer is in several by their weights.
func (g *Group) Parts(d *Dimension) []Group {
	return g.Split(func(answer int) []Weighted { return g.of.valuesOf(answer, d) })
}

// None is a group of none of these answers.
func (g *Group) None() Group { return Group{of: g.of} }

// Places gives each answer's place among parts by a dimension, of which index holds
// those that are known; it adds the others.
func (g *Group) Places(d *Dimension, index map[string]int) []int {
	places := make([]int, len(g.units))
	for k, u := range g.units {
		key := g.of.Key(u.answer, d)
		place, known := index[key]
		if !known {
			place = len(index)
			index[key] = place
		}
		places[k] = place
	}
	return places
}

// By divides a group by a dimension, most words first, equal ones by key. By
// topic an answer is in the group of each of its topics, and counts there by the
// topic's weight.
func (g *Group) By(d *Dimension) []Group {
	groups := g.Parts(d)
	words := make(map[string]float64, len(groups))
	for i := range groups {
		groups[i].CountBy(d)
		words[groups[i].Key] = groups[i].Words()
	}
	slices.SortFunc(groups, func(a, b Group) int {
		return cmp.Or(cmp.Compare(words[b.Key], words[a.Key]), cmp.Compare(a.Key, b.Key))
	})
	return groups
}

// GroupBy groups records; see Group.By.
func GroupBy(records []*Record, d *Dimension) []Group {
	all := AnswersOf(records).All()
	return all.By(d)
}

// Len counts the group's answers.
func (g *Group) Len() int { return len(g.units) }

// Records gives the records of the group, in order; only answers that AnswersOf
// made have them.
func (g *Group) Records() []*Record {
	records := make([]*Record, len(g.units))
	for i, u := range g.units {
		records[i] = g.of.records[u.answer]
	}
	return records
}

// Sum adds up what of says of the answers, each by its weight.
func (g *Group) Sum(of func(Answer) float64) float64 {
	sum := 0.0
	for _, u := range g.units {
		sum += u.weight * of(Answer{g.of, u.answer})
	}
	return sum
}

// Words counts the words of the answers, each by its weight.
func (g *Group) Words() float64 {
	sum := 0.0
	for _, u := range g.units {
		sum += u.weight * g.of.bases[perWord.at].at(u.answer)
	}
	return sum
}

// Single gives the value in a dimension that all answers of the group have, of their
// topics the first; ok is false where they differ, and for a group without answers.
func (g *Group) Single(d *Dimension) (key string, ok bool) {
	for i, u := range g.units {
		k := g.of.Key(u.answer, d)
		if i > 0 && k != key {
			return "", false
		}
		key = k
	}
	return key, len(g.units) > 0
}

// callIndices gives the calls that the answers are of, in order of first occurrence.
func (g *Group) callIndices() []int32 {
	var calls []int32
	seen := map[int32]bool{}
	for _, u := range g.units {
		if call := g.of.call[u.answer]; !seen[call] {
			seen[call] = true
			calls = append(calls, call)
		}
	}
	return calls
}

// Calls counts the calls that the answers are of.
func (g *Group) Calls() int { return len(g.callIndices()) }

// CallOf gives the call that the group's first answer is of, of a group that is not
// empty.
func (g *Group) CallOf() *Call { return &g.of.Calls[g.of.call[g.units[0].answer]] }

func (g *Group) callsOf() []Call {
	var calls []Call
	for _, i := range g.callIndices() {
		calls = append(calls, g.of.Calls[i])
	}
	return calls
}

// EachCall divides a group by call, in order of first occurrence.
func (g *Group) EachCall() []Group {
	var groups []Group
	at := map[int32]int{}
	for _, u := range g.units {
		call := g.of.call[u.answer]
		i, ok := at[call]
		if !ok {
			i = len(groups)
			at[call] = i
			groups = append(groups, Group{of: g.of, unit: g.unit})
		}
		groups[i].units = append(groups[i].units, u)
	}
	return groups
}

// Union puts groups together, at least one.
func Union(groups []Group) Group {
	all := Group{of: groups[0].of, unit: groups[0].unit}
	for _, g := range groups {
		all.units = append(all.units, g.units...)
	}
	return all
}

// Sample gives the answers' terms of a metric to the statistics, one unit an
// answer, numerator and denominator by its weight. Directness is counted by
// exchange, or by speaker's part of one: of its answers one counts.
func (g *Group) Sample(m *Metric) stats.Sample {
	s := stats.Sample{Numerators: make([]float64, len(g.units)), Denominators: make([]float64, len(g.units)), Per: m.Scale, Form: m.form()}
	if len(g.units) == 0 {
		return s
	}
	if m.judged != nil && g.unit != byTurn {
		g.judgedSample(m, &s)
		return s
	}
	sums, base := &g.of.sums[m.at], &g.of.bases[m.Per.at]
	for i, u := range g.units {
		s.Numerators[i], s.Denominators[i] = u.weight*sums.at(u.answer), u.weight*base.at(u.answer)
	}
	return s
}

// CallSample is Sample with one unit a call, its answers summed up.
func (g *Group) CallSample(m *Metric) stats.Sample {
	calls := stats.Sample{Per: m.Scale, Form: m.form()}
	for _, call := range g.EachCall() {
		answers := call.Sample(m)
		calls.Numerators = append(calls.Numerators, floats.Sum(answers.Numerators))
		calls.Denominators = append(calls.Denominators, floats.Sum(answers.Denominators))
	}
	return calls
}

// Estimate is a metric of a group with its interval.
type Estimate struct {
	stats.Estimate      // N counts answers
	Calls          int  // that the answers are of
	PerCall        bool // the calls are the units: the interval is of calls like these, else of these calls' answers only
}

// Estimate estimates a metric of the group. From six calls on the calls are the
// units.
func (g *Group) Estimate(m *Metric, level float64) Estimate {
	sample := g.Sample(m)
	e := Estimate{Calls: g.Calls()}
	if e.Calls >= stats.MinUnits {
		if calls := g.CallSample(m); calls.N() >= stats.MinUnits {
			e.PerCall = true
			e.Estimate = calls.Estimate(level)
			e.N = sample.N()
			return e
		}
	}
	e.Estimate = sample.Estimate(level)
	return e
}

// SharedCalls counts the calls that both groups have answers of.
func SharedCalls(a, b *Group) int {
	in := map[int32]bool{}
	for _, call := range a.callIndices() {
		in[call] = true
	}
	shared := 0
	for _, call := range b.callIndices() {
		if in[call] {
			shared++
		}
	}
	return shared
}

// Strata gives the call of each of the group's answers.
func (g *Group) Strata() []int {
	strata := make([]int, len(g.units))
	for i, u := range g.units {
		strata[i] = int(g.of.call[u.answer])
	}
	return strata
}

// AlignedSamples are the call samples of two groups, a unit being the same call in
// both: 0 over 0 where a call has no answer of one.
func AlignedSamples(a, b *Group, m *Metric) (first, second stats.Sample) {
	at := map[int32]int{}
	for _, call := range append(a.callIndices(), b.callIndices()...) {
		if _, known := at[call]; !known {
			at[call] = len(at)
		}
	}
	aligned := func(g *Group) stats.Sample {
		s := stats.Sample{Numerators: make([]float64, len(at)), Denominators: make([]float64, len(at)), Per: m.Scale, Form: m.form()}
		answers := g.Sample(m)
		for i, u := range g.units {
			k := at[g.of.call[u.answer]]
			s.Numerators[k] += answers.Numerators[i]
			s.Denominators[k] += answers.Denominators[i]
		}
		return s
	}
	return aligned(a), aligned(b)
}
