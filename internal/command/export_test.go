package command

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"candor/analysis"
	"candor/internal/command/console"
	"candor/norms"
)

// RunRevised is Run with scores that revise changes, and what is usual of such; nil
// for the built-in norms.
func RunRevised(ctx context.Context, revise func(*analysis.Record), usual *norms.Norms, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	return run(ctx, args, &console.Console{Stdin: stdin, Stdout: stdout, Stderr: stderr, Revise: revise, Norms: usual})
}

// Root is the command with all below it.
func Root() *cobra.Command {
	root := newRoot(&console.Console{Stdout: io.Discard, Stderr: io.Discard})
	root.InitDefaultCompletionCmd()
	return root
}
