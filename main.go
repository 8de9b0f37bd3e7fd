// Candor reads earnings-call transcripts and scores each executive's answer:
// how positive it is, and how much it hedges.
package main

import (
	"os"

	"candor/internal/command"
)

func main() { os.Exit(command.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
