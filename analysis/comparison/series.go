package comparison

import (
	"slices"

	"candor/analysis"
	"candor/stats"
)

// Series is one group's value of a metric in each column.
type Series struct {
	Group     string
	Others    int              // groups that are taken together here; 0 for one by itself
	Estimates []stats.Estimate // a column each; undefined where the group has no answer
}

// Series gives a metric by group, most words first: of more than so many groups
// all beyond are taken together in a last one.
func (c *Comparison) Series(by *analysis.Dimension, metric *analysis.Metric, most int) []Series {
	groups, left := groupsOf(c.Columns, by, nil)
	var out []Series
	shown := map[string]bool{}
	for _, g := range groups[:min(most, len(groups))] {
		shown[g.key] = true
		s := Series{Group: g.key}
		for k := range g.sides {
			s.Estimates = append(s.Estimates, c.estimate(&g.sides[k], metric))
		}
		out = append(out, s)
	}
	others := Series{Others: left + len(groups) - len(out)}
	if others.Others == 0 {
		return out
	}
	for k := range c.Columns {
		rest := []analysis.Group{c.Columns[k].Group.None()}
		for _, part := range c.Columns[k].Group.Parts(by) {
			if !shown[part.Key] {
				rest = append(rest, part)
			}
		}
		all := analysis.Union(rest)
		others.Estimates = append(others.Estimates, c.estimate(&all, metric))
	}
	return append(out, others)
}

// Cross is a metric over all columns together, by two dimensions.
type Cross struct {
	Rows, Columns []string           // most words first
	Cells         [][]stats.Estimate // by row and column; N 0 where there is no answer
}

// Cross crosses two dimensions, at most so many groups of each, those with the most
// words.
func (c *Comparison) Cross(rows, columns *analysis.Dimension, metric *analysis.Metric, mostRows, mostColumns int) Cross {
	whole := c.together()
	across, _ := groupsOf(whole, columns, nil)
	across = across[:min(mostColumns, len(across))]
	var out Cross
	for _, g := range across {
		out.Columns = append(out.Columns, g.key)
	}
	down, _ := groupsOf(whole, rows, nil)
	for _, g := range down[:min(mostRows, len(down))] {
		out.Rows = append(out.Rows, g.key)
		cells := make([]stats.Estimate, len(across))
		for _, part := range g.sides[0].Parts(columns) {
			if j := slices.Index(out.Columns, part.Key); j >= 0 {
				cells[j] = c.estimate(&part, metric)
			}
		}
		out.Cells = append(out.Cells, cells)
	}
	return out
}

// together is one column of all columns' answers.
func (c *Comparison) together() []analysis.Column {
	var all []analysis.Group
	for i := range c.Columns {
		all = append(all, c.Columns[i].Group)
	}
	return []analysis.Column{{Group: analysis.Union(all)}}
}

func (c *Comparison) estimate(answers *analysis.Group, metric *analysis.Metric) stats.Estimate {
	return answers.Estimate(metric, c.Options.Stats.Level).Estimate
}
