package command

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"candor/report"
	"candor/topic"
)

func newTopics(a *app) *cobra.Command {
	var out output
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
			taxonomy, err := a.taxonomy(file)
			if err != nil {
				return err
			}
			d := report.Document{Head: []string{fmt.Sprintf("%d topics, taxonomy %s", len(taxonomy.Topics()), taxonomy.Version())}}
			if name == "" {
				d.Tables = []report.Table{topicsTable(taxonomy.Topics())}
				return a.write(&d, &out)
			}
			for i := range taxonomy.Topics() {
				if t := &taxonomy.Topics()[i]; t.Name == name {
					d.Head = []string{fmt.Sprintf("%s: %s", t.Name, t.Covers), fmt.Sprintf("Without any term: %g", t.Bias)}
					d.Tables = []report.Table{termsTable(t)}
					return a.write(&d, &out)
				}
			}
			return fmt.Errorf("--topic %s: want one of %s", name, strings.Join(taxonomy.Names(), ", "))
		},
	}
	addOutputFlags(c, &out, report.Text, report.Markdown, report.CSV, report.JSON)
	c.Flags().StringVar(&file, "topics", "", "YAML `file` that adds topics or replaces them")
	c.Flags().StringVar(&name, "topic", "", "list the terms of this `topic`")
	return c
}

// taxonomy gives the built-in taxonomy, or what the file makes of it.
func (a *app) taxonomy(file string) (*topic.Taxonomy, error) {
	if file == "" {
		return topic.Default(), nil
	}
	in, err := a.open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return topic.Load(in, filepath.ToSlash(file))
}

// termsShown is how many terms the table of topics shows of each.
const termsShown = 8

func topicsTable(topics []topic.Definition) report.Table {
	t := report.Table{
		Name: "topics",
		Columns: []report.Column{
			{Name: "topic", Head: "TOPIC"},
			{Name: "terms", Head: "TERMS", Right: true},
			{Name: "strongest", Head: "STRONGEST", Shrink: true},
			{Name: "covers", Head: "COVERS", Shrink: true, Optional: true},
			{Name: "bias"},
		},
	}
	for i := range topics {
		d := &topics[i]
		var strongest []string
		for _, term := range d.Terms[:min(termsShown, len(d.Terms))] {
			if term.Weight > 0 {
				strongest = append(strongest, term.Text)
			}
		}
		t.Rows = append(t.Rows, []report.Cell{
			report.String(d.Name), report.Int(len(d.Terms)), report.String(strings.Join(strongest, ", ")),
			report.String(d.Covers), report.Float(d.Bias, 2),
		})
	}
	return t
}

func termsTable(d *topic.Definition) report.Table {
	t := report.Table{
		Name: "terms",
		Columns: []report.Column{
			{Name: "term", Head: "TERM"},
			{Name: "weight", Head: "WEIGHT", Right: true},
			{Name: "forms", Head: "ALSO", Shrink: true},
		},
	}
	for _, term := range d.Terms {
		t.Rows = append(t.Rows, []report.Cell{
			report.String(term.Text), report.Signed(term.Weight, 2), report.String(strings.Join(term.Forms, ", ")),
		})
	}
	return t
}
