package render

import (
	"fmt"
	"strings"

	"candor/gate"
	"candor/internal/table"
)

// Explain tells for each rule, or for the one that only names, what it measured,
// on how much, and against what; of one also what to do about what it finds.
func Explain(v *gate.Verdict, only string) *table.Document {
	d := &table.Document{Title: "candor gate --explain"}
	for i, r := range v.Rules() {
		if only != "" && r.ID != only {
			continue
		}
		t := explainRule(v, i+1, r)
		if only != "" {
			for _, line := range r.Help {
				t = t.With("help: " + line)
			}
		}
		d.Tables = append(d.Tables, t)
	}
	return d
}

func explainRule(v *gate.Verdict, number int, r gate.RuleOutcome) table.Table {
	type check = gate.Check
	var checks []check
	compared, noted := false, false
	for _, c := range v.Checks {
		if c.Rule == r.ID {
			compared, noted = compared || c.Against != nil, noted || c.Note != ""
			checks = append(checks, c)
		}
	}
	t := table.Of("rule_"+r.ID, fmt.Sprintf("rule %d, %s (%s): %s", number, r.ID, r.Severity, r.Requires), []table.Column[check]{
		{Name: "group", Head: strings.ToUpper(string(r.Scope)), Shrink: true, Cell: func(c check) table.Cell { return table.String(c.Group) }},
		{Name: "file", Head: "FILE", Shrink: true, Optional: true, Cell: func(c check) table.Cell { return table.String(c.File) }},
		{Name: "value", Head: "VALUE", Right: true, Cell: func(c check) table.Cell {
			if c.Value == nil {
				return table.Missing()
			}
			return table.Float(*c.Value, 2)
		}},
		{Name: "answers", Head: "ANSWERS", Right: true, Cell: func(c check) table.Cell { return table.Int(c.Answers) }},
		{Name: "baseline", Head: "BASELINE", Right: true, Omit: !compared, Cell: func(c check) table.Cell {
			if c.Against == nil {
				return table.Missing()
			}
			return table.Float(c.Against.Value, 2)
		}},
		{Name: "of", Head: "OF", Omit: !compared, Cell: func(c check) table.Cell {
			if c.Against == nil {
				return table.String("")
			}
			return table.String(fmt.Sprintf("%s, %d answers", c.Against.Of, c.Against.Answers))
		}},
		{Name: "result", Head: "RESULT", Cell: func(c check) table.Cell { return table.String(string(c.Status)) }},
		{Name: "note", Head: "NOTE", Omit: !noted, Cell: func(c check) table.Cell { return table.String(c.Note) }},
	}, checks)
	if len(checks) == 0 {
		t = t.With("measured 0 answers")
	}
	return t
}
