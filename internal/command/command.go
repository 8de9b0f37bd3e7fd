// Package command is the candor command: one file for each of its commands,
// which holds its flags, what it calls and what it prints.
package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"syscall"

	"github.com/spf13/cobra"

	"candor/internal/command/console"
	"candor/internal/command/usage"
)

// Exit statuses.
const (
	done       = 0
	gateFailed = 1
	cannotDo   = 2 // usage, input, I/O
)

// errGateFailed ends the command with status 1, its verdict being printed already.
var errGateFailed = errors.New("the gate failed")

// Run is the program: it carries out args and returns the exit status.
func Run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	return run(ctx, args, &console.Console{Stdin: stdin, Stdout: stdout, Stderr: stderr})
}

func run(ctx context.Context, args []string, a *console.Console) int {
	debug.SetGCPercent(400) // most runs are over before a collection pays
	root := newRoot(a)
	root.SetIn(a.Stdin)
	root.SetOut(a.Stdout)
	root.SetErr(a.Stderr)
	args, err := usage.WithDefault(root, "report", args)
	if err == nil {
		err = usage.Ambiguous(args)
	}
	if err == nil {
		root.SetArgs(args)
		err = root.ExecuteContext(ctx)
	}
	if closing := a.Close(); err == nil {
		err = closing
	} else if closing != nil {
		a.Report(closing)
	}
	switch {
	case err == nil, errors.Is(err, syscall.EPIPE):
		return done
	case errors.Is(err, errGateFailed):
		return gateFailed
	case errors.Is(err, context.Canceled):
		a.Report(errors.New("interrupted"))
	case !errors.Is(err, console.ErrReported):
		a.Report(err)
	}
	return cannotDo
}

func newRoot(a *console.Console) *cobra.Command {
	root := &cobra.Command{
		Use:   "candor [command] FILE...",
		Short: "Score how positive and how hedged executives' answers on earnings calls are",
		Long: `Candor reads earnings-call transcripts and scores each executive's answer: how
positive it is, and how much it hedges ("I think", "sort of", "don't hold me
to it"); then per speaker, per topic and per call.

"candor FILE..." is "candor report FILE...". A file "-" is standard input.

Exit status: 0 done, 1 the gate failed, 2 the work could not be done.`,
		Example: `  candor call.md
  candor compare q1.md q2.md q3.md q4.md
  candor gate drafts/*.md`,
		SuggestionsMinimumDistance: 2,
		SilenceUsage:               true,
		SilenceErrors:              true,
	}
	root.AddCommand(commands(a)...)
	a.Look.AddFlags(root.PersistentFlags())
	root.PersistentPreRunE = func(*cobra.Command, []string) error { return a.Look.Check() }
	var version bool
	root.Flags().BoolVar(&version, "version", false, "print the versions of candor, its models and its lexicons")
	root.RunE = func(c *cobra.Command, _ []string) error {
		if version {
			_, err := fmt.Fprint(a.Stdout, versions())
			return err
		}
		return c.Help()
	}
	usage.Install(root)
	return root
}
