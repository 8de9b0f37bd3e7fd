package report

import (
	"candor/analysis"
	"candor/internal/table"
)

// expectedJSON is a value drawn towards what is usual, and how much of it is the
// value itself.
type expectedJSON struct {
	Value  float64 `json:"value"`
	Weight float64 `json:"weight"`
}

// usualColumns say in files what is usual of these metrics for groups as large, and
// what to expect where a group's own value says little; null where the norms tell
// nothing.
func usualColumns[R any](by *analysis.Dimension, metrics []*analysis.Metric, o Options, group func(R) *analysis.Group) []table.Column[R] {
	return []table.Column[R]{
		{Name: "usual", Omit: o.Norms == nil, Cell: func(r R) table.Cell {
			usual := map[string]any{}
			for _, m := range metrics {
				if u, ok := o.Norms.OfGroup(group(r), by, m); ok {
					usual[m.Name] = u
				}
			}
			return objectCell(usual)
		}},
		{Name: "expected", Omit: o.Norms == nil, Cell: func(r R) table.Cell {
			expected := map[string]any{}
			for _, m := range metrics {
				if v, weight := o.Norms.Expected(group(r), by, m); v.Defined {
					expected[m.Name] = expectedJSON{v.Value, weight}
				}
			}
			return objectCell(expected)
		}},
	}
}

func objectCell(fields map[string]any) table.Cell {
	if len(fields) == 0 {
		return table.Missing()
	}
	return table.As("", fields)
}
