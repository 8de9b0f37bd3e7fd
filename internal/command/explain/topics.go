package explain

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
	type evidence struct {
		topic.Evidence
		of topic.Topic
		in *text.Document
	}
	question, answer := text.New(r.Question), text.New(r.Text)
	var rows []evidence
	for _, of := range r.Topics {
		found := taxonomy.Explain(question, answer, of.Name)
		for _, e := range found[:min(evidenceShown, len(found))] {
			if e.Adds <= 0 {
				break
			}
			in := answer
			if e.Question {
				in = question
			}
			rows = append(rows, evidence{e, of, in})
		}
	}
	return table.Of("topics", "Terms of the topics", []table.Column[evidence]{
		{Name: "topic", Head: "TOPIC", Cell: func(e evidence) table.Cell { return table.String(e.of.Name) }},
		{Name: "weight", Head: "WEIGHT", Right: true, Cell: func(e evidence) table.Cell { return table.Float(e.of.Weight, 2) }},
		{Name: "term", Head: "TERM", Cell: func(e evidence) table.Cell { return table.String(e.Term) }},
		{Name: "in", Head: "IN", Cell: func(e evidence) table.Cell {
			if e.Question {
				return table.String("question")
			}
			return table.String("answer")
		}},
		{Name: "text", Head: "TEXT", Shrink: true, Cell: func(e evidence) table.Cell {
			var uses []string
			for _, use := range e.Uses {
				uses = append(uses, e.in.Text[use.Start:use.End])
			}
			return table.String(strings.Join(uses, ", "))
		}},
		{Name: "adds", Head: "ADDS", Right: true, Cell: func(e evidence) table.Cell { return table.Signed(e.Adds, 2) }},
	}, rows).Keyed(2)
}
