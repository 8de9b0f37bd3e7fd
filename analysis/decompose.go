package analysis

import (
	"slices"

	"candor/stats"
)

// Composition says how much of a change between two columns comes from topics or
// speakers having the floor more or less, how much from tone within them, and how
// much from those that only one of the columns has.
type Composition struct {
	From, To string // labels of the columns
	By       *Dimension
	Metric   *Metric
	Parts    []string // groups, in the order of Decomposition.Parts
	stats.Decomposition
}

// compositionsOf decomposes the change from each column to the next, of many only
// the last one and that from the first to the last, where they have parts in
// common.
func compositionsOf(columns []Column, options CompareOptions) []Composition {
	last := len(columns) - 1
	var steps [][2]int
	for i := range last {
		steps = append(steps, [2]int{i, i + 1})
	}
	if len(steps) > mostSteps {
		steps = [][2]int{{0, last}, {last - 1, last}}
	}
	var out []Composition
	var of [][2]int
	for _, m := range options.Metrics {
		if !m.Decomposed {
			continue
		}
		for _, by := range []*Dimension{ByTopic, BySpeaker} {
			for _, s := range steps {
				out = append(out, Composition{From: columns[s[0]].Label, To: columns[s[1]].Label, By: by, Metric: m})
				of = append(of, s)
			}
		}
	}
	inParallel(len(out), func(i int) {
		out[i].decompose(&columns[of[i][0]].group, &columns[of[i][1]].group, options.Stats.Level)
	})
	return slices.DeleteFunc(out, func(c Composition) bool { return !c.common() })
}

// common tells whether both columns have a part in common. Without one, as
// between the CEO and the CFO by speaker, there is no tone within to compare.
func (c *Composition) common() bool {
	return slices.ContainsFunc(c.Decomposition.Parts, func(p stats.Part) bool { return p.Values[0].Defined && p.Values[1].Defined })
}

func (c *Composition) decompose(from, to *Group, level float64) {
	index := map[string]int{}
	partsOf := func(g *Group) []int {
		parts := make([]int, len(g.units))
		for k, u := range g.units {
			key := g.of.Key(u.answer, c.By)
			part, ok := index[key]
			if !ok {
				part = len(c.Parts)
				index[key] = part
				c.Parts = append(c.Parts, key)
			}
			parts[k] = part
		}
		return parts
	}
	partsA, partsB := partsOf(from), partsOf(to)
	c.Decomposition = stats.Decompose(from.Sample(c.Metric), to.Sample(c.Metric), partsA, partsB, len(c.Parts), level)
}
