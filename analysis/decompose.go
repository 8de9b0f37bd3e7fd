package analysis

import (
	"slices"

	"candor/stats"
)

// Composition says how much of a change between two columns comes from other
// topics or speakers having the floor, and how much from tone within them.
type Composition struct {
	From, To string // labels of the columns
	By       Dimension
	Metric   *Metric
	Parts    []string // groups, in the order of Terms.Parts
	stats.Decomposition
}

// composed are the metrics whose changes are decomposed, where they are compared.
var composed = []string{"sentiment", "share_negative", "hedges_per_100_words", "deflections_per_answer"}

// compositions decomposes the change from each column to the next, where they
// have parts in common.
func (o *Observations) compositions(columns []Column, options CompareOptions) []Composition {
	var out []Composition
	for _, m := range options.Metrics {
		if !slices.Contains(composed, Metrics[m].Name) {
			continue
		}
		for _, by := range []Dimension{"topic", "speaker"} {
			for i := 1; i < len(columns); i++ {
				out = append(out, Composition{From: columns[i-1].Label, To: columns[i].Label, By: by, Metric: &Metrics[m]})
			}
		}
	}
	at := func(label string) *Column {
		return &columns[slices.IndexFunc(columns, func(c Column) bool { return c.Label == label })]
	}
	inParallel(len(out), func(i int) { o.decompose(&out[i], at(out[i].From), at(out[i].To), options.Stats) })
	return slices.DeleteFunc(out, func(c Composition) bool { return !c.common() })
}

// common tells whether both columns have a part in common. Without one, as
// between the CEO and the CFO by speaker, there is no tone within to compare.
func (c *Composition) common() bool {
	return slices.ContainsFunc(c.Decomposition.Parts, func(p stats.Part) bool { return p.Values[0].Defined && p.Values[1].Defined })
}

func (o *Observations) decompose(c *Composition, from, to *Column, opts stats.Options) {
	index := map[string]int{}
	partsOf := func(s side) []int {
		parts := make([]int, len(s))
		for k, u := range s {
			key := o.Key(&o.All[u.index], c.By)
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
	m := slices.IndexFunc(Metrics, func(m Metric) bool { return m.Name == c.Metric.Name })
	partsA, partsB := partsOf(from.side), partsOf(to.side)
	c.Decomposition = stats.Decompose(o.sample(from.side, m, false), o.sample(to.side, m, false), partsA, partsB, len(c.Parts), opts)
}
