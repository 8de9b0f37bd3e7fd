package command

import (
	"github.com/spf13/cobra"

	"candor/internal/command/console"
	"candor/internal/table"
	"candor/transcript"
	"candor/transcript/cue"
)

func newFormats(a *console.Console) *cobra.Command {
	var out console.Output
	var cues bool
	c := &cobra.Command{
		Use:   "formats",
		Short: "List the formats in which transcripts are read",
		Long: `Formats lists the formats in which transcripts are read, in the order in which a
file is tried. The content decides, not the file's name; --input FORMAT, of all
commands that read calls, forces one. --cues prints the words by which they are
read; --cues FILE, of the same commands, adds to them.`,
		Example: `  candor formats
  candor formats --format json
  candor report --input text call.dat`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if cues {
				return a.WriteBytes(out.File, []byte(cue.Text()))
			}
			type format = transcript.Format
			t := table.Of("formats", "", []table.Column[format]{
				{Name: "format", Head: "FORMAT", Cell: func(f format) table.Cell { return table.String(f.Name) }},
				{Name: "description", Head: "WHAT IT IS", Shrink: true, Cell: func(f format) table.Cell { return table.String(f.Description) }},
			}, transcript.Formats())
			return a.Write(&table.Document{Tables: []table.Table{t}}, &out)
		},
	}
	c.Flags().BoolVar(&cues, "cues", false, "print the cues by which they are read, as a file of --cues holds more of them")
	console.AddOutputFlags(c, &out, table.Text, table.Markdown, table.CSV, table.JSON)
	return c
}
