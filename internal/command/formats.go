package command

import (
	"github.com/spf13/cobra"

	"candor/internal/command/console"
	"candor/internal/table"
	"candor/transcript"
)

func newFormats(a *console.Console) *cobra.Command {
	var out console.Output
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
			type format = transcript.Format
			t := table.Of("formats", "", []table.Column[format]{
				{Name: "format", Head: "FORMAT", Cell: func(f format) table.Cell { return table.String(f.Name) }},
				{Name: "description", Head: "WHAT IT IS", Shrink: true, Cell: func(f format) table.Cell { return table.String(f.Description) }},
			}, transcript.Formats())
			return a.Write(&table.Document{Tables: []table.Table{t}}, &out)
		},
	}
	console.AddOutputFlags(c, &out, table.Text, table.Markdown, table.CSV, table.JSON)
	return c
}
