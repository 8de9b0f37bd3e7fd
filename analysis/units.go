package analysis

import (
	"errors"

	"candor/directness"
	"candor/stats"
)

// Directness is counted by exchange, not by turn: what one withholds a colleague
// may tell. By speaker, role and topic the unit is what one speaker says in an
// exchange. The answers keep both, each with what it is judged as.

// unitKind says by what directness is counted.
type unitKind int

const (
	byExchange unitKind = iota
	byPart
	numUnits
	byTurn = numUnits // as any other metric
)

// judgedUnits are the units of one kind that the answers are of.
type judgedUnits struct {
	of    []int32  // of each answer: the number of its unit, -1 where it is not judged
	sums  []column // of each judged metric: what is counted of each answer's unit
	count int32
	open  map[string]int32 // units of the exchange that was added last, by id
}

// judgedMetrics are counted by such units.
var judgedMetrics = []*Metric{MeanDirectness, ShareDirect, SharePartial, ShareEvaded}

// addUnits appends a record, which stands beside the others of its exchange.
func (a *Answers) addUnits(r *Record) {
	whole, score, label := r.together()
	whole += " " + r.Call.ID + " " + r.Call.Source
	if label != "" && whole != a.exchange { // what is not judged may stand within an exchange
		a.exchange = whole
		clear(a.units[byExchange].open)
		clear(a.units[byPart].open)
	}
	a.units[byExchange].add("", score, label)
	_, score, label = r.inPart()
	a.units[byPart].add(r.Speaker, score, label)
}

// add appends an answer of the unit id.
func (u *judgedUnits) add(id string, score *float64, label directness.Label) {
	number := int32(-1)
	if label != "" {
		var known bool
		if number, known = u.open[id]; !known {
			if u.open == nil {
				u.open = map[string]int32{}
			}
			number = u.count
			u.open[id] = number
			u.count++
		}
	}
	u.append(number, func(k int) float64 {
		if label == "" {
			return 0
		}
		return judgedMetrics[k].judged(score, label)
	})
}

func (u *judgedUnits) append(number int32, value func(k int) float64) {
	if u.sums == nil {
		u.sums = make([]column, len(judgedMetrics))
	}
	u.of = append(u.of, number)
	for k := range judgedMetrics {
		u.sums[k].add(value(k))
	}
}

// copyUnits appends answer i of other, whose units are numbered from first on.
func (a *Answers) copyUnits(other *Answers, i int, first [numUnits]int32) {
	for kind := range a.units {
		from := &other.units[kind]
		number := from.of[i]
		if number >= 0 {
			number += first[kind]
		}
		a.units[kind].append(number, func(k int) float64 { return from.sums[k].at(i) })
		a.units[kind].count = first[kind] + from.count
	}
}

// unitCounts counts the units of each kind.
func (a *Answers) unitCounts() (n [numUnits]int32) {
	for kind := range n {
		n[kind] = a.units[kind].count
	}
	return n
}

// termsOf gives the number of the unit of answer i among its call's and what is
// counted of it, nil where the answer is not judged. next is one more than the
// number of the call's first unit, 0 as long as none was asked for.
func (u *judgedUnits) termsOf(i int, next *int32) []float64 {
	if u.of[i] < 0 {
		return nil
	}
	if *next == 0 {
		*next = u.of[i] + 1
	}
	terms := []float64{float64(u.of[i] + 1 - *next)}
	for k := range judgedMetrics {
		terms = append(terms, u.sums[k].at(i))
	}
	return terms
}

// addTerms appends an answer by what termsOf gave; first is the number of its call's
// first unit.
func (u *judgedUnits) addTerms(terms []float64, first int32) error {
	if len(terms) == 0 {
		u.append(-1, func(int) float64 { return 0 })
		return nil
	}
	number := int32(terms[0])
	if len(terms) != 1+len(judgedMetrics) || float64(number) != terms[0] || number < 0 {
		return errors.New("an answer whose exchange is not told")
	}
	u.append(first+number, func(k int) float64 { return terms[1+k] })
	u.count = max(u.count, first+number+1)
	return nil
}

// CountBy says that the groups that Split makes are those of a dimension, or with nil
// that each is one answer.
func (g *Group) CountBy(d *Dimension) {
	switch d {
	case nil:
		g.unit = byTurn
	case BySpeaker, ByRole, ByTopic:
		g.unit = byPart
	}
}

// judgedIndex gives the place of m among judgedMetrics.
func judgedIndex(m *Metric) int {
	for i, judged := range judgedMetrics {
		if m == judged {
			return i
		}
	}
	return -1
}

// CountedAt gives for each answer of the group the one at which Sample counts it: of
// directness the first of its exchange, or of its speaker's part of one, else itself.
// It is -1 where the answer is not judged.
func (g *Group) CountedAt(m *Metric) []int {
	at := make([]int, len(g.units))
	if m.judged == nil || g.unit == byTurn {
		for i := range at {
			at[i] = i
		}
		return at
	}
	first := map[int32]int{}
	for i, answer := range g.units {
		number := g.of.units[g.unit].of[answer.answer]
		if number < 0 {
			at[i] = -1
			continue
		}
		if _, known := first[number]; !known {
			first[number] = i
		}
		at[i] = first[number]
	}
	return at
}

// judgedSample is Sample of a judged metric: a unit's terms stand at its first
// answer, by the largest weight of its answers, and the others count 0.
func (g *Group) judgedSample(m *Metric, s *stats.Sample) {
	u, k := &g.of.units[g.unit], judgedIndex(m)
	for i, at := range g.CountedAt(m) {
		if answer := g.units[i]; at >= 0 && answer.weight > s.Denominators[at] {
			s.Denominators[at] = answer.weight
			s.Numerators[at] = answer.weight * u.sums[k].at(answer.answer)
		}
	}
}

// Judged counts the group's exchanges, or speakers' parts of these, by their label.
func (g *Group) Judged() (direct, partial, evaded int) {
	of := func(m *Metric) (n int) {
		for _, x := range g.Sample(m).Numerators {
			if x > 0 {
				n++
			}
		}
		return n
	}
	return of(ShareDirect), of(SharePartial), of(ShareEvaded)
}
