package command

import (
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress is a bar on a terminal's stderr, with the rate and the time that is
// left, for work that takes over a second.
type progress struct {
	bar   *progressbar.ProgressBar // nil: nothing is shown
	start time.Time
	count int
	shown bool
}

func (a *app) newProgress(files int) *progress {
	p := &progress{start: time.Now()}
	if f, ok := a.stderr.(*os.File); ok && files > 1 && term.IsTerminal(int(f.Fd())) {
		p.bar = progressbar.NewOptions(files, progressbar.OptionSetWriter(f), progressbar.OptionSetDescription("reading"),
			progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString("files"), progressbar.OptionSetPredictTime(true),
			progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(), progressbar.OptionSetRenderBlankState(false))
	}
	return p
}

func (p *progress) step() {
	p.count++
	if p.bar != nil && time.Since(p.start) > time.Second {
		p.shown = true
		p.bar.Set(p.count) // a bar that cannot be drawn is no reason to stop
	}
}

// clear takes the bar away before a message.
func (p *progress) clear() {
	if p.shown {
		p.bar.Clear()
	}
}

func (p *progress) done() { p.clear() }
