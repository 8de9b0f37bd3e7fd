package command

import (
	"strings"

	"candor/analysis"
	"candor/internal/table"
	"candor/text"
	"candor/topic"
)

// evidenceShown is how many terms of each topic are shown.
const evidenceShown = 5

// topicsEvidenceTable shows the terms that speak most for the topics of a record,
// as they stand in its question and answer. It is empty where none occurs.
func topicsEvidenceTable(taxonomy *topic.Taxonomy, r *analysis.Record) table.Table {
	t := table.Table{
		Name:  "topics",
		Title: "Terms of the topics",
		Keys:  2,
		Columns: []table.Column{
			{Name: "topic", Head: "TOPIC"},
			{Name: "weight", Head: "WEIGHT", Right: true},
			{Name: "term", Head: "TERM"},
			{Name: "in", Head: "IN"},
			{Name: "text", Head: "TEXT", Shrink: true},
			{Name: "adds", Head: "ADDS", Right: true},
		},
	}
	question, answer := text.New(r.Question), text.New(r.Text)
	for _, of := range r.Topics {
		evidence := taxonomy.Explain(question, answer, of.Name)
		for _, e := range evidence[:min(evidenceShown, len(evidence))] {
			if e.Adds <= 0 {
				break
			}
			in, place := answer, "answer"
			if e.Question {
				in, place = question, "question"
			}
			var uses []string
			for _, use := range e.Uses {
				uses = append(uses, in.Text[use.Start:use.End])
			}
			t.Rows = append(t.Rows, []table.Cell{
				table.String(of.Name), table.Float(of.Weight, 2), table.String(e.Term), table.String(place),
				table.String(strings.Join(uses, ", ")), table.Signed(e.Adds, 2),
			})
		}
	}
	return t
}
