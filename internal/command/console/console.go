// Package console is what all commands share: the streams, the flags by which
// files are named and read and results are written, and files read side by side
// in order.
package console

import (
	"errors"
	"fmt"
	"io"
	"sync/atomic"

	"candor/analysis"
	"candor/norms"
)

// ErrReported ends the command with status 2; each error was printed when it came.
var ErrReported = errors.New("errors were reported")

// Console is what all commands share: where they read and write.
type Console struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	// Revise is the analyzers', for tests of what is printed that no model shall move.
	Revise func(*analysis.Record)
	// Norms take the place of the built-in ones where they are set, for such tests too.
	Norms *norms.Norms

	Look Look

	programs []io.Closer // that score
	paging   atomic.Bool

	unfinished unfinished
}

// Report prints an error, or each of several joined ones, on a line of its own.
func (a *Console) Report(err error) {
	var several interface{ Unwrap() []error }
	if errors.As(err, &several) {
		for _, e := range several.Unwrap() {
			a.Report(e)
		}
		return
	}
	fmt.Fprintf(a.Stderr, "candor: %s\n", Clean(Plain(err)))
}
