package command

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/term"

	"github.com/spf13/cobra"

	"candor/internal/harmless"
	"candor/internal/table"
)

// clean keeps control characters of file names and transcripts from the terminal.
func clean(s string) string { return harmless.Clean(s) }

// defaultWidth is the width of tables where there is no terminal to ask.
const defaultWidth = 80

// output holds the flags that say in which form and where results go.
type output struct {
	format string
	file   string
	width  int
}

// addOutputFlags adds --format, --output and --width; formats are those that
// the command knows, the first being the default.
func addOutputFlags(c *cobra.Command, o *output, formats ...table.Format) {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = string(f)
	}
	c.Flags().StringVar(&o.format, "format", names[0], "output `format`: "+strings.Join(names, ", "))
	c.Flags().StringVarP(&o.file, "output", "o", "", "write to `file`, whole or not at all, instead of standard output")
	c.Flags().IntVar(&o.width, "width", -1, "columns for text tables, 0 for no limit (default: the terminal's; 80 where there is none; no limit for a file)")
	c.PreRunE = func(*cobra.Command, []string) error {
		if !slices.Contains(names, o.format) {
			return fmt.Errorf("--format %s: want one of %s", o.format, strings.Join(names, ", "))
		}
		return nil
	}
}

// write renders d as the flags say.
func (a *app) write(d *table.Document, o *output) error {
	return a.writeTo(o.file, func(w io.Writer) error {
		return d.Write(w, table.Format(o.format), a.tableWidth(o))
	})
}

func (a *app) tableWidth(o *output) int {
	switch {
	case o.width >= 0:
		return o.width
	case o.file != "":
		return 0
	}
	if f, ok := a.stdout.(*os.File); ok {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 0 {
			return width
		}
	}
	if width, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && width > 0 {
		return width
	}
	return defaultWidth
}

// colour says whether colours may be written to stdout: to a terminal, and not
// where NO_COLOR is set (no-color.org).
func (a *app) colour(o *output) bool {
	f, ok := a.stdout.(*os.File)
	return ok && o.file == "" && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && term.IsTerminal(int(f.Fd()))
}

// writeTo calls write with standard output, or where file is named with a
// temporary file beside it that takes its place once all is written.
func (a *app) writeTo(file string, write func(io.Writer) error) error {
	if file == "" || file == "-" {
		return write(a.stdout)
	}
	temporary, err := os.CreateTemp(filepath.Dir(file), ".candor-*")
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", file, err)
	}
	defer os.Remove(temporary.Name()) // fails, as it should, once it is renamed
	err = write(temporary)
	if closeErr := temporary.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Chmod(temporary.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(temporary.Name(), file)
	}
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", file, err)
	}
	return nil
}

// writeRead writes what read makes of the files that it reads. Where some cannot
// be read the others are written nevertheless; where none can, nothing is.
func (a *app) writeRead(file string, read func(io.Writer) error) error {
	var reading error
	err := a.writeTo(file, func(w io.Writer) error {
		counted := &countingWriter{w: w}
		reading = read(counted)
		if errors.Is(reading, errReported) && counted.any {
			return nil
		}
		return reading
	})
	return cmp.Or(err, reading)
}

// countingWriter knows whether anything was written.
type countingWriter struct {
	w   io.Writer
	any bool
}

func (c *countingWriter) Write(b []byte) (int, error) {
	c.any = c.any || len(b) > 0
	return c.w.Write(b)
}

// writeBytes writes b as writeTo does.
func (a *app) writeBytes(file string, b []byte) error {
	return a.writeTo(file, func(w io.Writer) error {
		_, err := io.Copy(w, bytes.NewReader(b))
		return err
	})
}
