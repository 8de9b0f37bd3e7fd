package render

import (
	"fmt"
	"strings"

	"candor/gate"
	"candor/internal/table"
)

// Explain tells for each rule what it measured, on how much, and against what.
func Explain(v *gate.Verdict) *table.Document {
	d := &table.Document{Title: "candor gate --explain"}
	for i, r := range v.Rules() {
		d.Tables = append(d.Tables, explainRule(v, i+1, r))
	}
	return d
}

func explainRule(v *gate.Verdict, number int, r gate.RuleOutcome) table.Table {
	t := table.Table{Name: "rule_" + r.ID, Title: fmt.Sprintf("rule %d, %s (%s): %s", number, r.ID, r.Severity, r.Requires), Columns: []table.Column{
		{Name: "group", Head: strings.ToUpper(string(r.Scope)), Shrink: true}, {Name: "file", Head: "FILE", Shrink: true, Optional: true},
		{Name: "value", Head: "VALUE", Right: true}, {Name: "answers", Head: "ANSWERS", Right: true},
		{Name: "baseline", Head: "BASELINE", Right: true}, {Name: "of", Head: "OF"}, {Name: "result", Head: "RESULT"}, {Name: "note", Head: "NOTE"}}}
	compared, noted := false, false
	for i := range v.Checks {
		c := &v.Checks[i]
		if c.Rule != r.ID {
			continue
		}
		value := table.Missing()
		if c.Value != nil {
			value = table.Float(*c.Value, 2)
		}
		baseline, of := table.Missing(), ""
		if c.Against != nil {
			compared = true
			baseline, of = table.Float(c.Against.Value, 2), fmt.Sprintf("%s, %d answers", c.Against.Of, c.Against.Answers)
		}
		noted = noted || c.Note != ""
		t.Rows = append(t.Rows, []table.Cell{table.String(c.Group), table.String(c.File), value, table.Int(c.Answers),
			baseline, table.String(of), table.String(string(c.Status)), table.String(c.Note)})
	}
	if len(t.Rows) == 0 {
		t.Notes = append(t.Notes, "measured 0 answers")
	}
	if !noted {
		t.Columns = t.Columns[:7]
	}
	if !compared {
		t.Columns = append(t.Columns[:4:4], t.Columns[6:]...)
	}
	for i, row := range t.Rows {
		if !compared {
			row = append(row[:4:4], row[6:]...)
		}
		t.Rows[i] = row[:len(t.Columns)]
	}
	return t
}
