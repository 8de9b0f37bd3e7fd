package command

import (
	"context"
	"io"

	"candor/analysis"
	"candor/internal/command/console"
)

// RunRevised is Run with scores that revise changes.
func RunRevised(ctx context.Context, revise func(*analysis.Record), args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	return run(ctx, args, &console.Console{Stdin: stdin, Stdout: stdout, Stderr: stderr, Revise: revise})
}
