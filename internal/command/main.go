package command

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"candor/internal/command/console"
)

// grace is how long a command may take to end by itself after a signal.
const grace = 500 * time.Millisecond

// Main is the program in its process: Run, which a signal ends within a second.
// What it was writing is taken away, and the process ends as by the signal. A
// second signal ends it at once.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &console.Console{Stdin: stdin, Stdout: stdout, Stderr: stderr}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	signals := make(chan os.Signal, 2)
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		if !signal.Ignored(s) { // nohup's, and a shell's for what runs in the background
			signal.Notify(signals, s)
		}
	}
	status := make(chan int, 1)
	go func() { status <- run(ctx, args, a) }()
	for {
		select {
		case code := <-status:
			return code
		case s := <-signals:
			if s == os.Interrupt && a.Paging() {
				continue // it is the pager's
			}
			cancel()
			select {
			case <-status:
			case <-signals:
			case <-time.After(grace):
				fmt.Fprintln(stderr, "candor: interrupted")
			}
			a.Abandon()
			return endBy(s)
		}
	}
}

// endBy ends the process as the signal does by itself, so that who started it
// knows; where that does not go it gives the status that shells tell of it.
func endBy(s os.Signal) int {
	signal.Reset(s)
	if self, err := os.FindProcess(os.Getpid()); err == nil && self.Signal(s) == nil {
		time.Sleep(grace)
	}
	if number, ok := s.(syscall.Signal); ok {
		return 128 + int(number)
	}
	return cannotDo
}
