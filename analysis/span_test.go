package analysis

import (
	"strings"
	"testing"

	"candor/transcript"
)

// Both kinds of offsets lead to the text that is claimed, also where characters
// take several bytes.
func TestSpans(t *testing.T) {
	const source = "**Ann Lee**, Analyst, First Bank\nHow is demand in Zürich – and when do you report?\n\n" +
		"**Bo Ray**, CEO\n“Größe” matters – I think it’s 5 € more or less. We’ll talk about that “next” week, maybe – it might be 😀 weak.\n"
	calls, err := transcript.Read(strings.NewReader(source), "c.md")
	if err != nil {
		t.Fatal(err)
	}
	spans := 0
	for _, r := range Default().Records(calls[0]) {
		characters := []rune(r.Text)
		check := func(s Span, text string) {
			spans++
			if got := r.Text[s.Start:s.End]; got != text {
				t.Errorf("bytes %d to %d are %q, want %q", s.Start, s.End, got, text)
			}
			if got := string(characters[s.CharStart:s.CharEnd]); got != text {
				t.Errorf("characters %d to %d are %q, want %q", s.CharStart, s.CharEnd, got, text)
			}
		}
		for _, h := range r.Hedges {
			check(h.Span, h.Text)
		}
		for _, d := range r.Deflections {
			check(d.Span, d.Text)
		}
		for _, e := range r.Directness.Evidence {
			check(e.Span, e.Text)
		}
		for _, s := range r.Sentences {
			check(s.Span, r.Text[s.Start:s.End])
		}
	}
	if spans < 5 {
		t.Errorf("%d spans were found", spans)
	}
}
