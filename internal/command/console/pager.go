package console

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"

	"golang.org/x/term"

	"github.com/spf13/pflag"
)

// Look holds the flags that say how results look on a terminal. All commands
// have them.
type Look struct {
	colour  string
	noPager bool
}

// AddFlags adds --color and --no-pager.
func (l *Look) AddFlags(f *pflag.FlagSet) {
	f.StringVar(&l.colour, "color", "auto", "`when` to colour: auto (a terminal without NO_COLOR), always, never")
	f.BoolVar(&l.noPager, "no-pager", false, "do not show on a terminal through CANDOR_PAGER, PAGER or less")
}

// colours are the values of --color.
var colours = []string{"auto", "always", "never"}

// Check refuses values that the flags do not know.
func (l *Look) Check() error {
	if l.colour != "" && !slices.Contains(colours, l.colour) {
		return fmt.Errorf("--color %s: want one of %s", l.colour, strings.Join(colours, ", "))
	}
	return nil
}

// IsTerminal tells whether standard output is a terminal.
func (a *Console) IsTerminal() bool {
	_, is := a.terminal()
	return is
}

// terminal is stdout where that is one.
func (a *Console) terminal() (*os.File, bool) {
	f, ok := a.Stdout.(*os.File)
	return f, ok && term.IsTerminal(int(f.Fd()))
}

// Colour says whether results are coloured: as --color says, else on a terminal,
// and not where NO_COLOR is set (no-color.org).
func (a *Console) Colour(o *Output) bool {
	switch a.Look.colour {
	case "always":
		return true
	case "never":
		return false
	}
	_, terminal := a.terminal()
	return terminal && o.File == "" && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// pager is the command line that shows results on a terminal, "" for none.
func (a *Console) pager() string {
	if _, terminal := a.terminal(); !terminal || a.Look.noPager || os.Getenv("TERM") == "dumb" {
		return ""
	}
	for _, name := range []string{"CANDOR_PAGER", "PAGER"} {
		if line, set := os.LookupEnv(name); set {
			if line == "cat" {
				return ""
			}
			return line
		}
	}
	if _, err := exec.LookPath("less"); err != nil {
		return ""
	}
	return "less"
}

// Show calls write with what shows text for reading: a pager on a terminal, as
// git does, else where WriteTo writes. A pager that is left early is no error.
func (a *Console) Show(o *Output, write func(io.Writer) error) error {
	line := ""
	if o.File == "" {
		line = a.pager()
	}
	if line == "" {
		return a.WriteTo(o.File, write)
	}
	pager := exec.Command("sh", "-c", line)
	pager.Stdout, pager.Stderr = a.Stdout, a.Stderr
	pager.Env = os.Environ()
	if _, set := os.LookupEnv("LESS"); !set {
		pager.Env = append(pager.Env, "LESS=FRX") // ends by itself where all fits, passes colours, leaves the text
	}
	in, err := pager.StdinPipe()
	if err == nil {
		err = pager.Start()
	}
	if err != nil {
		return a.WriteTo(o.File, write)
	}
	a.paging.Store(true)
	defer a.paging.Store(false)
	writing := cmp.Or(write(in), in.Close())
	ended := pager.Wait()
	switch {
	case errors.Is(writing, syscall.EPIPE): // it was left early
		return nil
	case writing != nil:
		return writing
	case ended != nil:
		return fmt.Errorf("the pager %q failed: %w", line, ended)
	}
	return nil
}

// Paging tells whether a pager has the terminal: Ctrl-C is then for it.
func (a *Console) Paging() bool { return a.paging.Load() }
