package command

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"candor/analysis"
	"candor/directness"
	"candor/internal/table"
	"candor/text"
)

// directnessReasons tell what was asked, what of it was found, and what moved
// the judgement; nothing for a turn that answers no question.
func directnessReasons(analyzer *analysis.Analyzer, r *analysis.Record) []table.Table {
	if r.Directness.Score == nil {
		return nil
	}
	found := analyzer.Detector.Find(r.Text)
	in := directness.Input{Question: text.New(r.Question), Answer: text.New(r.Text), Hedges: &found}
	tables := []table.Table{askedTable(in, r)}
	if reasons, logOdds := analyzer.Directness.Explain(in); len(reasons) > 0 {
		tables = append(tables, evadedTable(reasons, logOdds))
	}
	return tables
}

func askedTable(in directness.Input, r *analysis.Record) table.Table {
	t := table.Table{
		Name:  "asked",
		Title: fmt.Sprintf("Did it answer? %s, score %.2f", judgement(&r.Directness), *r.Directness.Score),
		Columns: []table.Column{
			{Name: "what", Head: "WHAT"},
			{Name: "kind", Head: "KIND"},
			{Name: "found", Head: "FOUND", Shrink: true},
		},
	}
	names := map[string]string{"number": "a figure", "amount": "a figure", "time": "a date or span of time", "cause": "a cause", "whether": "a yes or no"}
	for _, ask := range directness.Asked(in) {
		found := "not looked for"
		switch {
		case ask.Found:
			found = names[ask.Kind]
		case ask.Checked:
			found = "not " + names[ask.Kind]
		}
		t.Rows = append(t.Rows, []table.Cell{table.String("asked"), table.String(ask.Kind), table.String(found)})
	}
	for _, e := range r.Directness.Evidence {
		t.Rows = append(t.Rows, []table.Cell{table.String("in the answer"), table.String(string(e.Kind)), table.String(e.Text)})
	}
	return t
}

func judgement(d *analysis.Directness) string {
	switch {
	case d.Label == "":
		return "Nothing to judge"
	case d.Kind == "":
		return string(d.Label)
	}
	return string(d.Label) + ", " + string(d.Kind)
}

func evadedTable(reasons []directness.Reason, logOdds float64) table.Table {
	t := table.Table{
		Name:  "directness",
		Title: "What moved the judgement",
		Columns: []table.Column{
			{Name: "weight", Head: "WEIGHT", Right: true},
			{Name: "reason", Head: "REASON"},
		},
		Notes: []string{"Weights add to the log-odds of evaded against direct: above 0 speaks for evaded."},
	}
	slices.SortStableFunc(reasons, func(x, y directness.Reason) int { return cmp.Compare(math.Abs(y.Weight), math.Abs(x.Weight)) })
	rest := 0.0
	for i, r := range reasons {
		if i >= shownContributions {
			rest += r.Weight
			continue
		}
		t.Rows = append(t.Rows, []table.Cell{table.Signed(r.Weight, 2), table.String(r.Text)})
	}
	if n := len(reasons) - shownContributions; n > 0 {
		t.Rows = append(t.Rows, []table.Cell{table.Signed(rest, 2), table.String(fmt.Sprintf("%d others", n))})
	}
	t.Rows = append(t.Rows, []table.Cell{table.Signed(logOdds, 2), table.String("sum")})
	return t
}
