package table

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"

	"candor/internal/harmless"
)

func (d *Document) markdown(b *bytes.Buffer) error {
	if d.Title != "" {
		fmt.Fprintf(b, "# %s\n", harmless.EscapeMarkdown(d.Title))
	}
	for _, line := range d.Head {
		fmt.Fprintf(b, "\n%s\n", harmless.EscapeMarkdown(line))
	}
	if len(d.Warnings) > 0 {
		b.WriteByte('\n')
	}
	for i, warning := range d.Warnings {
		fmt.Fprintf(b, "%d. %s\n", i+1, harmless.EscapeMarkdown(warning))
	}
	for i := range d.Tables {
		t := &d.Tables[i]
		if t.Title != "" {
			fmt.Fprintf(b, "\n## %s\n", harmless.EscapeMarkdown(t.Title))
		}
		b.WriteByte('\n')
		for _, line := range t.lines {
			fmt.Fprintf(b, "%s  \n", harmless.EscapeMarkdown(strings.TrimSpace(line)))
		}
		if t.lines != nil {
			continue
		}
		if err := t.draw(b, block{columns: t.shown()}, tablewriter.WithRenderer(renderer.NewMarkdown()), harmless.EscapeMarkdown, false); err != nil {
			return err
		}
		for _, note := range t.Notes {
			fmt.Fprintf(b, "\n%s\n", harmless.EscapeMarkdown(note))
		}
	}
	return nil
}

func (t *Table) shown() []int {
	var columns []int
	for i, c := range t.columns {
		if c.Head != "" {
			columns = append(columns, i)
		}
	}
	return columns
}
