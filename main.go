// Candor reads earnings-call transcripts and scores each executive's answer:
// how positive it is, and how much it hedges.
package main

import (
	"context"
	"os"
	"os/signal"

	"candor/internal/command"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := command.Run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
