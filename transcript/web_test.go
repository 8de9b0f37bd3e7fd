package transcript

import (
	"strings"
	"testing"
)

// Terms without text, or at the very start, are no speakers.
func TestEmptyTerms(t *testing.T) {
	for _, page := range []string{"<dt ><dt ><dt >0", "<dl><dt></dt><dd>a</dd><dt></dt><dd>b</dd><dt></dt><dd>c</dd></dl>", "<dt>Bo Lind<dt>Bo Lind<dt>Bo Lind"} {
		if calls, err := Read(strings.NewReader(page), "x"); err == nil {
			t.Errorf("%q is read as %+v", page, calls[0].Turns)
		}
	}
}

func FuzzHTML(f *testing.F)         { fuzzReader(f, "html", "web-*") }
func FuzzStreetEvents(f *testing.F) { fuzzReader(f, "streetevents", "streetevents-*") }
