package command

import (
	"github.com/spf13/cobra"

	"candor/report"
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
			t := report.Table{Name: "formats", Columns: []report.Column{
				{Name: "format", Head: "FORMAT"},
				{Name: "description", Head: "WHAT IT IS", Shrink: true},
			}}
			for _, f := range transcript.Formats() {
				t.Rows = append(t.Rows, []report.Cell{report.String(f.Name), report.String(f.Description)})
			}
			return a.write(&report.Document{Tables: []report.Table{t}}, &out)
		},
	}
	addOutputFlags(c, &out, report.Text, report.Markdown, report.CSV, report.JSON)
	return c
}
