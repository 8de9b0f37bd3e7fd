package console

import (
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress is a bar on a terminal's stderr, with the rate and the time that is
// left, for work that takes over a second.
type progress struct {
	bar *progressbar.ProgressBar // nil: nothing is shown
}

func (a *Console) newProgress(files int) progress {
	f, ok := a.Stderr.(*os.File)
	if !ok || files < 2 || !term.IsTerminal(int(f.Fd())) {
		return progress{}
	}
	return progress{progressbar.NewOptions(files, progressbar.OptionSetWriter(&lateWriter{f, time.Now().Add(time.Second)}),
		progressbar.OptionSetDescription("reading"), progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString("files"),
		progressbar.OptionSetPredictTime(true), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(),
		progressbar.OptionSetRenderBlankState(false))}
}

func (p progress) step() {
	if p.bar != nil {
		p.bar.Add(1) // a bar that cannot be drawn is no reason to stop
	}
}

// clear takes the bar away before a message, and in the end.
func (p progress) clear() {
	if p.bar != nil {
		p.bar.Clear()
	}
}

// lateWriter drops what is written before a time.
type lateWriter struct {
	w    io.Writer
	from time.Time
}

func (l *lateWriter) Write(b []byte) (int, error) {
	if time.Now().Before(l.from) {
		return len(b), nil
	}
	return l.w.Write(b)
}
