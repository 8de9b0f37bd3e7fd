package command

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"candor/hedge"
	"candor/internal/command/console"
	"candor/internal/table"
)

func newLexicon(a *console.Console) *cobra.Command {
	var out console.Output
	var lexicon, category, id string
	c := &cobra.Command{
		Use:   "lexicon",
		Short: "List the hedge cues, or show one with its patterns and examples",
		Long: `Lexicon lists the cues that the hedge detector knows: id, category, weight (how
strongly the cue hedges, in (0, 1]) and an example. Cues of the category
"deflection" mark withheld answers; those of "none" keep words from other cues.

--id shows one cue wholly: its patterns, the conditions on what stands beside
it ("_" is the cue), examples and counterexamples, what to do about it, and where
it is defined.`,
		Example: `  candor lexicon --category disclaimer
  candor lexicon --id could
  candor lexicon --lexicon ours.yaml --format csv`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, args []string) error {
			known, err := a.Lexicon(lexicon)
			if err != nil {
				return err
			}
			cues, err := selectCues(known.Cues(), category, id)
			if err != nil {
				return err
			}
			d := table.Document{Head: []string{fmt.Sprintf("%d cues, lexicon %s", len(cues), known.Version())}}
			if id != "" {
				d.Head = nil
				d.Tables = []table.Table{cueTable(&cues[0])}
			} else {
				d.Tables = []table.Table{cuesTable(cues)}
			}
			return a.Write(&d, &out)
		},
	}
	console.AddOutputFlags(c, &out, table.Text, table.Markdown, table.CSV, table.JSON)
	c.Flags().StringVar(&lexicon, "lexicon", "", "YAML `file` that adds hedge cues or switches some off")
	c.Flags().StringVar(&category, "category", "", "only this `category`")
	c.Flags().StringVar(&id, "id", "", "only the cue with this `id`, wholly")
	return c
}

func selectCues(cues []hedge.Cue, category, id string) ([]hedge.Cue, error) {
	kept := slices.Clone(cues)
	kept = slices.DeleteFunc(kept, func(c hedge.Cue) bool {
		return category != "" && string(c.Category) != category || id != "" && c.ID != id
	})
	if len(kept) > 0 {
		return kept, nil
	}
	if id != "" {
		return nil, fmt.Errorf("no cue has the id %q; \"candor lexicon\" lists them", id)
	}
	known := []string{}
	for _, c := range cues {
		if !slices.Contains(known, string(c.Category)) {
			known = append(known, string(c.Category))
		}
	}
	return nil, fmt.Errorf("--category %s: want one of %s", category, strings.Join(known, ", "))
}

func cuesTable(cues []hedge.Cue) table.Table {
	return table.Of("cues", "", []table.Column[hedge.Cue]{
		{Name: "id", Head: "CUE", Cell: func(c hedge.Cue) table.Cell { return table.String(c.ID) }},
		{Name: "category", Head: "CATEGORY", Cell: func(c hedge.Cue) table.Cell { return table.String(string(c.Category)) }},
		{Name: "weight", Head: "WEIGHT", Right: true, Cell: func(c hedge.Cue) table.Cell { return table.NonZero(c.Weight, 2) }},
		{Name: "patterns", Head: "PATTERNS", Right: true, Cell: func(c hedge.Cue) table.Cell { return table.Int(len(c.Patterns)) }},
		{Name: "example", Head: "EXAMPLE", Shrink: true, Cell: func(c hedge.Cue) table.Cell {
			if len(c.Examples) == 0 {
				return table.String("")
			}
			return table.String(c.Examples[0])
		}},
		{Name: "source", Cell: func(c hedge.Cue) table.Cell { return table.String(c.Source) }},
		{Name: "suggest", Cell: func(c hedge.Cue) table.Cell { return table.String(c.Suggest) }},
	}, cues)
}

// cueTable shows one cue, a row for each thing that belongs to it.
func cueTable(c *hedge.Cue) table.Table {
	type field struct{ name, value string }
	var fields []field
	add := func(name string, values ...string) {
		for _, v := range values {
			fields = append(fields, field{name, v})
		}
	}
	add("category", string(c.Category))
	if c.Weight > 0 {
		add("weight", fmt.Sprint(c.Weight))
	}
	add("source", c.Source)
	if c.Note != "" {
		add("note", c.Note)
	}
	if c.Suggest != "" {
		add("what to do", c.Suggest)
	}
	add("defined in", fmt.Sprintf("%s:%d", c.File, c.Line))
	add("pattern", c.Patterns...)
	add("only", c.Only...)
	add("unless", c.Unless...)
	add("example", c.Examples...)
	add("not", c.Counterexamples...)
	return table.Of("cue", "", []table.Column[field]{
		{Name: "field", Head: "CUE", Cell: func(f field) table.Cell { return table.String(f.name) }},
		{Name: "value", Head: c.ID, Cell: func(f field) table.Cell { return table.String(f.value) }},
	}, fields)
}
