package command

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"candor/analysis"
	"candor/directness"
	"candor/report"
	"candor/text"
)

// directnessReasons tell what was asked, what of it was found, and what moved
// the judgement; nothing for a turn that answers no question.
func directnessReasons(analyzer *analysis.Analyzer, r *analysis.Record) []report.Table {
	if r.Directness.Score == nil {
		return nil
	}
	found := analyzer.Detector.Find(r.Text)
	in := directness.Input{Question: text.New(r.Question), Answer: text.New(r.Text), Hedges: &found}
	tables := []report.Table{askedTable(in, r)}
	if reasons, logOdds := analyzer.Directness.Explain(in); len(reasons) > 0 {
		tables = append(tables, evadedTable(reasons, logOdds))
	}
	return tables
}

func askedTable(in directness.Input, r *analysis.Record) report.Table {
	t := report.Table{
		Name:  "asked",
		Title: fmt.Sprintf("Did it answer? %s, score %.2f", judgement(&r.Directness), *r.Directness.Score),
		Columns: []report.Column{
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
		t.Rows = append(t.Rows, []report.Cell{report.String("asked"), report.String(ask.Kind), report.String(found)})
	}
	for _, e := range r.Directness.Evidence {
		t.Rows = append(t.Rows, []report.Cell{report.String("in the answer"), report.String(string(e.Kind)), report.String(e.Text)})
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

func evadedTable(reasons []directness.Reason, logOdds float64) report.Table {
	t := report.Table{
		Name:  "directness",
		Title: "What moved the judgement",
		Columns: []report.Column{
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
		t.Rows = append(t.Rows, []report.Cell{report.Signed(r.Weight, 2), report.String(r.Text)})
	}
	if n := len(reasons) - shownContributions; n > 0 {
		t.Rows = append(t.Rows, []report.Cell{report.Signed(rest, 2), report.String(fmt.Sprintf("%d others", n))})
	}
	t.Rows = append(t.Rows, []report.Cell{report.Signed(logOdds, 2), report.String("sum")})
	return t
}
