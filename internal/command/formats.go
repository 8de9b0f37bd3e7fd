package command

import (
	"github.com/spf13/cobra"

	"candor/internal/table"
	"candor/transcript"
)

func newFormats(a *app) *cobra.Command {
	var out output
	c := &cobra.Command{
		Use:   "formats",
		Short: "List the formats in which transcripts are read",
		Long: `Formats lists the formats in which transcripts are read, in the order in which a
file is tried. The content decides, not the file's name; --input FORMAT, of all
commands that read calls, forces one.`,
		Example: `  candor formats
  candor formats --format json
  candor report --input text call.dat`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			t := table.Table{Name: "formats", Columns: []table.Column{
				{Name: "format", Head: "FORMAT"},
				{Name: "description", Head: "WHAT IT IS", Shrink: true},
			}}
			for _, f := range transcript.Formats() {
				t.Rows = append(t.Rows, []table.Cell{table.String(f.Name), table.String(f.Description)})
			}
			return a.write(&table.Document{Tables: []table.Table{t}}, &out)
		},
	}
	addOutputFlags(c, &out, table.Text, table.Markdown, table.CSV, table.JSON)
	return c
}
