package comparison

import (
	"candor/analysis"
	"cmp"
	"errors"
	"slices"
)

// WithBaseline compares calls with the calls of a profile, which loses those that
// are among them; same names these. The profile's calls count as the earlier ones.
func WithBaseline(p *analysis.Profile, calls *analysis.Answers, options Options) (c *Comparison, same []string, err error) {
	var both analysis.Answers
	both.Append(calls)
	fresh := len(both.Calls)
	both.AppendCalls(&p.Answers, func(call analysis.Call) bool {
		again := slices.ContainsFunc(calls.Calls, call.Same)
		if again && !slices.Contains(same, call.ID) {
			same = append(same, call.ID)
		}
		return !again
	})
	both.Unite(options.Aliases)
	columns := analysis.Columns(&both, func(call int) string {
		if call < fresh {
			return "calls"
		}
		return "baseline"
	})
	slices.SortFunc(columns, func(a, b analysis.Column) int { return cmp.Compare(a.Label, b.Label) })
	if len(columns) < 2 {
		return nil, same, errors.New("the baseline holds no call but those to compare")
	}
	c, err = compareColumns(columns, options, true)
	return c, same, err
}
