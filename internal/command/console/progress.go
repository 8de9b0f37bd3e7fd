package console

import (
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/term"
)

// progress is a line on a terminal's stderr that tells how many files are read,
// the rate and the time that is left, for work that takes over a second.
type progress struct {
	w            io.Writer // nil: nothing is shown
	files, done  int
	start, shown time.Time
}

func (a *Console) newProgress(files int) *progress {
	f, ok := a.Stderr.(*os.File)
	if !ok || files < 2 || !term.IsTerminal(int(f.Fd())) {
		return &progress{}
	}
	return &progress{w: f, files: files, start: time.Now()}
}

// Lines are drawn after the first second, ten a second.
const (
	progressDelay = time.Second
	progressPause = 100 * time.Millisecond
)

func (p *progress) step() {
	if p.w == nil {
		return
	}
	p.done++
	now := time.Now()
	if now.Sub(p.start) < progressDelay || now.Sub(p.shown) < progressPause {
		return
	}
	p.shown = now
	fmt.Fprint(p.w, clearLine+p.line(now.Sub(p.start))) // a line that cannot be drawn is no reason to stop
}

func (p *progress) line(passed time.Duration) string {
	rate := float64(p.done) / passed.Seconds()
	left := time.Duration(float64(p.files-p.done) / rate * float64(time.Second)).Round(time.Second)
	return fmt.Sprintf("reading: %d of %d files, %.0f/s, %s left", p.done, p.files, rate, left)
}

const clearLine = "\r\x1b[K"

// clear takes the line away before a message, and in the end.
func (p *progress) clear() {
	if p.w != nil && !p.shown.IsZero() {
		fmt.Fprint(p.w, clearLine)
	}
}
