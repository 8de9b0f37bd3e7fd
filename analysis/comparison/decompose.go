package comparison

import (
	"slices"

	"candor/analysis"
	"candor/stats"
)

// Composition says how much of a change between two columns comes from topics or
// speakers having the floor more or less, how much from tone within them, and how
// much from those that only one of the columns has.
type Composition struct {
	From, To string // labels of the columns
	By       *analysis.Dimension
	Metric   *analysis.Metric
	Parts    []string // groups, in the order of Decomposition.Parts
	stats.Decomposition
}

// compositionsOf decomposes the change from each column to the next, of many only
// the last one and that from the first to the last, where they have parts in
// common.
func compositionsOf(columns []analysis.Column, options Options) []Composition {
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
		for _, by := range []*analysis.Dimension{analysis.ByTopic, analysis.BySpeaker} {
			for _, s := range steps {
				out = append(out, Composition{From: columns[s[0]].Label, To: columns[s[1]].Label, By: by, Metric: m})
				of = append(of, s)
			}
		}
	}
	inParallel(len(out), func(i int) {
		out[i].decompose(&columns[of[i][0]].Group, &columns[of[i][1]].Group, options.Stats.Level)
	})
	return slices.DeleteFunc(out, func(c Composition) bool { return !c.common() })
}

// common tells whether both columns have a part in common. Without one, as
// between the CEO and the CFO by speaker, there is no tone within to compare.
func (c *Composition) common() bool {
	return slices.ContainsFunc(c.Decomposition.Parts, func(p stats.Part) bool { return p.Values[0].Defined && p.Values[1].Defined })
}

func (c *Composition) decompose(from, to *analysis.Group, level float64) {
	index := map[string]int{}
	partsA, partsB := from.Places(c.By, index), to.Places(c.By, index)
	c.Parts = make([]string, len(index))
	for key, place := range index {
		c.Parts[place] = key
	}
	c.Decomposition = stats.Decompose(from.Sample(c.Metric), to.Sample(c.Metric), partsA, partsB, len(c.Parts), level)
}
