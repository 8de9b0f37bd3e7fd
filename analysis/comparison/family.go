package comparison

import (
	"slices"

	"candor/analysis"
	"candor/stats"
)

// correct fills in q over the family of tests, which is all that is printed
// (Yekutieli 2008, "Hierarchical false discovery rate-controlling methodology").
// First stand the metrics that are no part of another, over all answers; below
// each that is shown its parts, and its groups, a family each dimension. Each
// family is corrected after Benjamini and Hochberg. Where nothing is so,
// anything is shown in at most a share alpha of comparisons.
func (c *Comparison) correct() {
	c.correctFindings(func(r *Row) *Finding { return &r.Finding })
	c.correctFindings(func(r *Row) *Finding { return &r.Differ })
	standings := make([]Row, len(c.Standings)) // the same family, of other tests
	for i := range c.Standings {
		s := &c.Standings[i]
		standings[i] = Row{By: s.By, Group: s.Group, Metric: s.Metric, Finding: s.Finding}
	}
	if !c.Baseline { // there the rows have these tests
		c.correctRows(standings, func(r *Row) *Finding { return &r.Finding })
	}
	for i := range c.Standings {
		c.Standings[i].Finding = standings[i].Finding
	}
}

func (c *Comparison) correctFindings(of func(*Row) *Finding) { c.correctRows(c.Rows, of) }

func (c *Comparison) correctRows(rows []Row, of func(*Row) *Finding) {
	// The root is what has no parent among the metrics compared: over all answers,
	// or where each group is compared with the others, over these.
	at := analysis.Together
	if c.Each != nil {
		at = c.Options.By[0]
	}
	pick := func(wanted func(*Row) bool) []*Row {
		var out []*Row
		for i := range rows {
			if wanted(&rows[i]) {
				out = append(out, &rows[i])
			}
		}
		return out
	}
	var below func(family []*Row)
	below = func(family []*Row) {
		ps := make([]stats.Value, len(family))
		for i, r := range family {
			ps[i] = of(r).P
		}
		for i, q := range stats.BenjaminiHochberg(ps) {
			f := of(family[i])
			f.Q, f.Shown = q, q.Defined && q.Value <= c.Options.Alpha
		}
		for _, parent := range family {
			if !of(parent).Shown {
				continue
			}
			if parts := pick(func(r *Row) bool {
				return r.By == parent.By && r.Group == parent.Group && c.parent(r.Metric) == parent.Metric
			}); len(parts) > 0 {
				below(parts)
			}
			if parent.By != analysis.Together {
				continue
			}
			for _, by := range c.Options.By {
				if groups := pick(func(r *Row) bool { return r.By == by && by != analysis.Together && r.Metric == parent.Metric }); len(groups) > 0 && c.Each == nil {
					belowGroups(groups, of, c.Options.Alpha)
				}
			}
		}
	}
	below(pick(func(r *Row) bool { return r.By == at && c.parent(r.Metric) == nil }))
}

// belowGroups corrects the groups of one metric, which have no families below:
// a metric's parts over a group stand below these parts over all answers.
func belowGroups(groups []*Row, of func(*Row) *Finding, alpha float64) {
	ps := make([]stats.Value, len(groups))
	for i, r := range groups {
		ps[i] = of(r).P
	}
	for i, q := range stats.BenjaminiHochberg(ps) {
		f := of(groups[i])
		f.Q, f.Shown = q, q.Defined && q.Value <= alpha
	}
}

// parent is the nearest metric that m is a part of among those compared, nil
// for none.
func (c *Comparison) parent(m *analysis.Metric) *analysis.Metric {
	for p := m.Part; p != nil; p = p.Part {
		if slices.Contains(c.Options.Metrics, p) {
			return p
		}
	}
	return nil
}
