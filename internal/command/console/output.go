package console

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/term"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"candor/internal/harmless"
	"candor/internal/table"
)

// Clean keeps control characters of file names and transcripts from the terminal.
func Clean(s string) string { return harmless.Clean(s) }

// defaultWidth is the width of tables where there is no terminal to ask.
const defaultWidth = 80

// Output holds the flags that say in which form and where results go.
type Output struct {
	Format string
	File   string
	Width  int
}

// AddOutputFlags adds --format, --output and --width; formats are those that
// the command knows, the first being the default.
func AddOutputFlags(c *cobra.Command, o *Output, formats ...table.Format) {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = string(f)
	}
	inGroup(c, GroupOutput, func(f *pflag.FlagSet) {
		f.StringVar(&o.Format, "format", names[0], "output `format`: "+strings.Join(names, ", "))
		f.StringVarP(&o.File, "output", "o", "", "write to `file`, whole or not at all, instead of standard output; compressed where it ends in .gz or .zst")
		f.IntVar(&o.Width, "width", -1, "`columns` for text tables, 0 for no limit (default: the terminal's, else 80; a file has no limit)")
	})
	Values(c, "format", names...)
	c.PreRunE = func(*cobra.Command, []string) error {
		if !slices.Contains(names, o.Format) {
			return fmt.Errorf("--format %s: want one of %s", o.Format, strings.Join(names, ", "))
		}
		return nil
	}
}

// Write renders d as the flags say.
func (a *Console) Write(d *table.Document, o *Output) error {
	write := func(w io.Writer) error { return d.Write(w, table.Format(o.Format), a.TableWidth(o)) }
	if table.Format(o.Format) != table.Text {
		return a.WriteTo(o.File, write)
	}
	d.Colour = a.Colour(o)
	return a.Show(o, write)
}

func (a *Console) TableWidth(o *Output) int {
	switch {
	case o.Width >= 0:
		return o.Width
	case o.File != "":
		return 0
	}
	if f, terminal := a.terminal(); terminal {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 0 {
			return width
		}
	}
	if width, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && width > 0 {
		return width
	}
	return defaultWidth
}

// Footnotes are the warnings that a document repeats: what goes to a file or in a
// form for other programs is read without stderr, a text beneath it is not.
func (a *Console) Footnotes(o *Output, warnings []string) []string {
	if o.File == "" && table.Format(o.Format) == table.Text {
		return nil
	}
	return warnings
}
