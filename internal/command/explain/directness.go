package explain

import (
	"fmt"

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
	in := directness.Input{Question: text.New(r.Question), Answer: text.New(r.Text), Hedges: &found, Place: r.Place}
	tables := []table.Table{askedTable(in, r)}
	if reasons, logOdds := analyzer.Directness.Explain(in); len(reasons) > 0 {
		tables = append(tables, evadedTable(reasons, logOdds))
	}
	return tables
}

func askedTable(in directness.Input, r *analysis.Record) table.Table {
	type part struct{ what, kind, found string }
	var parts []part
	for _, ask := range directness.Asked(in) {
		found := "not found"
		switch {
		case ask.Found():
			found = r.Text[ask.Start:ask.End]
		case ask.Kind == "open":
			found = "not looked for"
		}
		parts = append(parts, part{"asked", askedWords[ask.Kind], found})
	}
	for _, e := range r.Directness.Evidence {
		parts = append(parts, part{"in the answer", directness.Words(e.Kind), e.Text})
	}
	return table.Of("asked", fmt.Sprintf("Did it answer? %s, score %.2f", judgement(&r.Directness), *r.Directness.Score), []table.Column[part]{
		{Name: "what", Head: "WHAT", Cell: func(p part) table.Cell { return table.String(p.what) }},
		{Name: "kind", Head: "KIND", Cell: func(p part) table.Cell { return table.String(p.kind) }},
		{Name: "found", Head: "FOUND", Shrink: true, Cell: func(p part) table.Cell { return table.String(p.found) }},
	}, parts)
}

// askedWords say what a question asks for.
var askedWords = map[string]string{"number": "a number", "date": "a date or span of time", "whether": "yes or no", "cause": "a cause", "list": "which ones", "open": "to talk about it"}

func judgement(d *analysis.Directness) string {
	switch {
	case d.Label == "":
		return "Nothing to judge"
	case d.Kind == "":
		return string(d.Label)
	}
	return string(d.Label) + ", " + directness.Words(d.Kind)
}

func evadedTable(reasons []directness.Reason, logOdds float64) table.Table {
	causes := make([]moved, len(reasons))
	for i, r := range reasons {
		causes[i].weight, causes[i].reason = r.Weight, r.Text
	}
	return movedTable("directness", "What moved the judgement", causes, logOdds, false).
		With("Weights add to the log-odds of evaded against direct: above 0 speaks for evaded.")
}
