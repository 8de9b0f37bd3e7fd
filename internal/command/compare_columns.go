package command

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"candor/analysis"
	"candor/analysis/comparison"
)

// arrange puts the answers in columns and compares these.
func (f *comparing) arrange(o *observed, args []string) (*comparison.Comparison, string, error) {
	if f.group == "" && len(o.repeated) > 0 {
		return nil, "", fmt.Errorf("%s is named twice", o.repeated[0])
	}
	var columns []analysis.Column
	by, _ := analysis.DimensionNamed(f.group) // checked already
	if f.group != "" {
		columns = analysis.ColumnsBy(&o.Answers, by)
	} else {
		columns = analysis.Columns(&o.Answers, f.labels(o, args))
	}
	if f.only != "" {
		var err error
		if columns, err = only(columns, strings.Split(f.only, ",")); err != nil {
			return nil, "", err
		}
	}
	if len(columns) < 2 {
		what := "call"
		if f.group != "" {
			what = f.group
		}
		names := ""
		if len(columns) == 1 {
			names = ": " + columns[0].Label
		}
		return nil, "", fmt.Errorf("nothing to compare: found %d %s%s", len(columns), what, names)
	}
	ranked := f.group == "" || by == analysis.ByPeriod || by == analysis.ByCall
	if !ranked && len(columns) > 2 {
		comparison, err := comparison.CompareEach(columns, by, f.options)
		return comparison, "Each " + f.group + " against all the others together.", err
	}
	if f.group == "" {
		labelByPeriod(columns)
	}
	ordering := ""
	if ranked && (len(columns) > 2 || len(args) == 1 || f.order != string(analysis.OrderAuto)) {
		order, err := analysis.Sort(columns, analysis.Order(f.order))
		if err != nil {
			return nil, "", fmt.Errorf("--order: %w", err)
		}
		ordering = "In order of " + string(order) + "."
		if order == analysis.OrderGiven {
			ordering = "In the order given."
		}
		if n := companies(columns); f.group == "" && n > 1 && len(columns) > 2 {
			ordering += fmt.Sprintf(" These are calls of %d companies: a trend may say no more than which of them come when.", n)
		}
	}
	comparison, err := comparison.Compare(columns, f.options)
	return comparison, ordering, err
}

func companies(columns []analysis.Column) int {
	names := map[string]bool{}
	for i := range columns {
		for _, call := range columns[i].Calls {
			names[call.Issuer()] = true
		}
	}
	return len(names)
}

// labels says how observations are put in columns.
func (f *comparing) labels(o *observed, args []string) func(call int) string {
	if len(args) > 1 {
		names := make([]string, len(args))
		for i, arg := range args {
			base := filepath.Base(arg)
			names[i] = strings.TrimSuffix(base, filepath.Ext(base))
		}
		names = distinct(names, args)
		return func(call int) string { return names[o.argument[call]] }
	}
	var names, sources []string
	for _, call := range o.Calls {
		names, sources = append(names, call.ID), append(sources, call.Source)
	}
	names = distinct(names, sources)
	return func(call int) string { return names[call] }
}

// distinct gives the names, those that are not the only ones of their kind
// replaced with the longer ones.
func distinct(names, longer []string) []string {
	count := map[string]int{}
	for _, name := range names {
		count[name]++
	}
	out := slices.Clone(names)
	for i, name := range names {
		if count[name] > 1 {
			out[i] = longer[i]
		}
	}
	return out
}

// labelByPeriod names columns "2023-Q1" where they hold calls of one company and
// each a period of its own: tables stay narrow.
func labelByPeriod(columns []analysis.Column) {
	seen := map[string]bool{}
	company := columns[0].Calls[0].Issuer()
	if company == "" {
		return
	}
	for i := range columns {
		period := columns[i].Calls[0].Period
		if period == "" || seen[period] {
			return
		}
		seen[period] = true
		for _, call := range columns[i].Calls {
			if call.Period != period || call.Issuer() != company {
				return
			}
		}
	}
	for i := range columns {
		columns[i].Label = columns[i].Calls[0].Period
	}
}

func labels(columns []analysis.Column) string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Label
	}
	return strings.Join(names, ", ")
}

func only(columns []analysis.Column, names []string) ([]analysis.Column, error) {
	var out []analysis.Column
	for _, name := range names {
		i := slices.IndexFunc(columns, func(c analysis.Column) bool { return strings.EqualFold(c.Label, strings.TrimSpace(name)) })
		if i < 0 {
			return nil, fmt.Errorf("--only: no %q among %s", name, labels(columns))
		}
		out = append(out, columns[i])
	}
	return out, nil
}
