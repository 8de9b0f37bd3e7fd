package console

import (
	"bytes"
	"testing"
	"time"
)

func TestProgress(t *testing.T) {
	p := progress{files: 40, done: 10}
	if got, want := p.line(4*time.Second), "reading: 10 of 40 files, 2/s, 12s left"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	var b bytes.Buffer
	quick := progress{w: &b, files: 3, start: time.Now().Add(time.Hour)}
	quick.step()
	quick.clear()
	if b.Len() > 0 {
		t.Errorf("quick work shows %q", b.String())
	}
	slow := progress{w: &b, files: 3, start: time.Now().Add(-time.Hour)}
	slow.step()
	slow.clear()
	if got := b.String(); got[:len(clearLine)] != clearLine || got[len(got)-len(clearLine):] != clearLine {
		t.Errorf("slow work shows %q", got)
	}
}
