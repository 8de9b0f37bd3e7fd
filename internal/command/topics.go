package command

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"candor/internal/command/console"
	"candor/internal/table"
	"candor/topic"
)

func newTopics(a *console.Console) *cobra.Command {
	var out console.Output
	var file, name string
	c := &cobra.Command{
		Use:   "topics",
		Short: "List the topics that answers are sorted into, or one topic's terms",
		Long: `Topics lists the taxonomy: each topic, what it covers, and the terms that speak
for it most. --topic lists all terms of one topic with their weights, those
below zero speaking against it, and the further forms that count as the term.

--topics FILE adds topics and terms, or replaces the taxonomy ("replace: true"):

  topics:
  - name: mining
    covers: ore, mines, grades
    terms:
      ore grade: 3      # three settles most answers, one is a hint
      mine: 2
  forms:
    mine: [mines]`,
		Example: `  candor topics
  candor topics --topic guidance
  candor topics --topics ours.yaml --format csv`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, args []string) error {
			taxonomy, err := a.Taxonomy(file)
			if err != nil {
				return err
			}
			d := table.Document{Head: []string{fmt.Sprintf("%d topics, taxonomy %s", len(taxonomy.Topics()), taxonomy.Version())}}
			if name == "" {
				d.Tables = []table.Table{topicsTable(taxonomy.Topics())}
				return a.Write(&d, &out)
			}
			for i := range taxonomy.Topics() {
				if t := &taxonomy.Topics()[i]; t.Name == name {
					d.Head = []string{fmt.Sprintf("%s: %s", t.Name, t.Covers), fmt.Sprintf("Without any term: %g", t.Bias)}
					d.Tables = []table.Table{termsTable(t)}
					return a.Write(&d, &out)
				}
			}
			return fmt.Errorf("--topic %s: want one of %s", name, strings.Join(taxonomy.Names(), ", "))
		},
	}
	console.AddOutputFlags(c, &out, table.Text, table.Markdown, table.CSV, table.JSON)
	c.Flags().StringVar(&file, "topics", "", "YAML `file` that adds topics or replaces them")
	c.Flags().StringVar(&name, "topic", "", "list the terms of this `topic`")
	return c
}

// termsShown is how many terms the table of topics shows of each.
const termsShown = 8

func topicsTable(topics []topic.Definition) table.Table {
	type definition = topic.Definition
	return table.Of("topics", "", []table.Column[definition]{
		{Name: "topic", Head: "TOPIC", Cell: func(d definition) table.Cell { return table.String(d.Name) }},
		{Name: "terms", Head: "TERMS", Right: true, Cell: func(d definition) table.Cell { return table.Int(len(d.Terms)) }},
		{Name: "strongest", Head: "STRONGEST", Shrink: true, Cell: func(d definition) table.Cell {
			var strongest []string
			for _, term := range d.Terms[:min(termsShown, len(d.Terms))] {
				if term.Weight > 0 {
					strongest = append(strongest, term.Text)
				}
			}
			return table.String(strings.Join(strongest, ", "))
		}},
		{Name: "covers", Head: "COVERS", Shrink: true, Optional: true, Cell: func(d definition) table.Cell { return table.String(d.Covers) }},
		{Name: "bias", Cell: func(d definition) table.Cell { return table.Float(d.Bias, 2) }},
	}, topics)
}

func termsTable(d *topic.Definition) table.Table {
	return table.Of("terms", "", []table.Column[topic.Term]{
		{Name: "term", Head: "TERM", Cell: func(t topic.Term) table.Cell { return table.String(t.Text) }},
		{Name: "weight", Head: "WEIGHT", Right: true, Cell: func(t topic.Term) table.Cell { return table.Signed(t.Weight, 2) }},
		{Name: "forms", Head: "ALSO", Shrink: true, Cell: func(t topic.Term) table.Cell { return table.String(strings.Join(t.Forms, ", ")) }},
	}, d.Terms)
}
