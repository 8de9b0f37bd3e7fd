package analysis

import (
	"slices"

	"candor/stats"
)

// Composition says how much of a change between two columns comes from other
// topics or speakers having the floor, and how much from tone within them.
type Composition struct {
	From, To string // labels of the columns
	By       *Dimension
	Metric   *Metric
	Parts    []string // groups, in the order of Terms.Parts
	stats.Decomposition
}

// compositions decomposes the change from each column to the next, where they
// have parts in common.
func compositionsOf(columns []Column, options CompareOptions) []Composition {
	var out []Composition
	for _, m := range options.Metrics {
		if !m.Decomposed {
			continue
		}
		for _, by := range []*Dimension{ByTopic, BySpeaker} {
			for i := 1; i < len(columns); i++ {
				out = append(out, Composition{From: columns[i-1].Label, To: columns[i].Label, By: by, Metric: m})
			}
		}
	}
	at := func(label string) *Group {
		return &columns[slices.IndexFunc(columns, func(c Column) bool { return c.Label == label })].group
	}
	inParallel(len(out), func(i int) { out[i].decompose(at(out[i].From), at(out[i].To), options.Stats) })
	return slices.DeleteFunc(out, func(c Composition) bool { return !c.common() })
}

// common tells whether both columns have a part in common. Without one, as
// between the CEO and the CFO by speaker, there is no tone within to compare.
func (c *Composition) common() bool {
	return slices.ContainsFunc(c.Decomposition.Parts, func(p stats.Part) bool { return p.Values[0].Defined && p.Values[1].Defined })
}

func (c *Composition) decompose(from, to *Group, opts stats.Options) {
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
	c.Decomposition = stats.Decompose(from.Sample(c.Metric), to.Sample(c.Metric), partsA, partsB, len(c.Parts), opts)
}
