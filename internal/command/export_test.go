package command

import (
	"context"
	"io"

	"candor/analysis"
	"candor/internal/command/console"
	"candor/norms"
)

// RunRevised is Run with scores that revise changes, and what is usual of such; nil
// for the built-in norms.
func RunRevised(ctx context.Context, revise func(*analysis.Record), usual *norms.Norms, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	return run(ctx, args, &console.Console{Stdin: stdin, Stdout: stdout, Stderr: stderr, Revise: revise, Norms: usual})
}
