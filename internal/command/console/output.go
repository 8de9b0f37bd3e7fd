package console

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
	c.Flags().StringVar(&o.Format, "format", names[0], "output `format`: "+strings.Join(names, ", "))
	c.Flags().StringVarP(&o.File, "output", "o", "", "write to `file`, whole or not at all, instead of standard output")
	c.Flags().IntVar(&o.Width, "width", -1, "columns for text tables, 0 for no limit (default: the terminal's; 80 where there is none; no limit for a file)")
	c.PreRunE = func(*cobra.Command, []string) error {
		if !slices.Contains(names, o.Format) {
			return fmt.Errorf("--format %s: want one of %s", o.Format, strings.Join(names, ", "))
		}
		return nil
	}
}

// Write renders d as the flags say.
func (a *Console) Write(d *table.Document, o *Output) error {
	return a.WriteTo(o.File, func(w io.Writer) error {
		return d.Write(w, table.Format(o.Format), a.TableWidth(o))
	})
}

func (a *Console) TableWidth(o *Output) int {
	switch {
	case o.Width >= 0:
		return o.Width
	case o.File != "":
		return 0
	}
	if f, ok := a.Stdout.(*os.File); ok {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 0 {
			return width
		}
	}
	if width, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && width > 0 {
		return width
	}
	return defaultWidth
}

// Colour says whether colours may be written to stdout: to a terminal, and not
// where NO_COLOR is set (no-color.org).
func (a *Console) Colour(o *Output) bool {
	f, ok := a.Stdout.(*os.File)
	return ok && o.File == "" && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && term.IsTerminal(int(f.Fd()))
}

// WriteTo calls write with standard output, or where file is named with a
// temporary file beside it that takes its place once all is written.
func (a *Console) WriteTo(file string, write func(io.Writer) error) error {
	if file == "" || file == "-" {
		return write(a.Stdout)
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

// WriteRead writes what read makes of the files that it reads. Where some cannot
// be read the others are written nevertheless; where none can, nothing is.
func (a *Console) WriteRead(file string, read func(io.Writer) error) error {
	var reading error
	err := a.WriteTo(file, func(w io.Writer) error {
		counted := &countingWriter{w: w}
		reading = read(counted)
		if errors.Is(reading, ErrReported) && counted.any {
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

// WriteBytes writes b as writeTo does.
func (a *Console) WriteBytes(file string, b []byte) error {
	return a.WriteTo(file, func(w io.Writer) error {
		_, err := io.Copy(w, bytes.NewReader(b))
		return err
	})
}
