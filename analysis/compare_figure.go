package analysis

import (
	"slices"

	"candor/stats"
)

// Series is one group's value of a metric in each column.
type Series struct {
	Group     string
	Estimates []stats.Estimate // a column each; undefined where the group has no answer
}

// Series gives a metric by group, at most so many groups, most words first.
func (c *Comparison) Series(by Dimension, metric *Metric, most int) []Series {
	m := metricIndex(metric)
	groups := c.observations.groups(c.Columns, by)
	var out []Series
	for _, g := range groups[:min(most, len(groups))] {
		s := Series{Group: g.key}
		for _, answers := range g.sides {
			s.Estimates = append(s.Estimates, c.estimate(answers, m))
		}
		out = append(out, s)
	}
	return out
}

// Cross is a metric over all columns together, by two dimensions.
type Cross struct {
	Rows, Columns []string           // most words first
	Cells         [][]stats.Estimate // by row and column; N 0 where there is no answer
}

// Cross crosses two dimensions, at most so many groups of each.
func (c *Comparison) Cross(rows, columns Dimension, metric *Metric, most int) Cross {
	m := metricIndex(metric)
	whole := c.together()
	across := c.observations.groups(whole, columns)
	across = across[:min(most, len(across))]
	var out Cross
	for _, g := range across {
		out.Columns = append(out.Columns, g.key)
	}
	down := c.observations.groups(whole, rows)
	for _, g := range down[:min(most, len(down))] {
		out.Rows = append(out.Rows, g.key)
		cells := make([]stats.Estimate, len(across))
		for j := range across {
			var both side
			for _, u := range g.sides[0] {
				for _, v := range c.observations.Values(&c.observations.All[u.index], columns) {
					if v.Key == across[j].key {
						both = append(both, unit{u.index, u.weight * v.Weight})
					}
				}
			}
			cells[j] = c.estimate(both, m)
		}
		out.Cells = append(out.Cells, cells)
	}
	return out
}

// together is one column of all columns' answers.
func (c *Comparison) together() []Column {
	var all side
	for i := range c.Columns {
		all = append(all, c.Columns[i].side...)
	}
	return []Column{{side: all}}
}

func (c *Comparison) estimate(answers side, metric int) stats.Estimate {
	return stats.Ratio(c.observations.sample(answers, metric, false), c.Options.Stats)
}

func metricIndex(metric *Metric) int {
	return slices.IndexFunc(Metrics, func(m Metric) bool { return m.Name == metric.Name })
}
