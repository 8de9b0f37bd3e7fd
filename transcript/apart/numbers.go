package apart

import (
	"strings"

	"candor/transcript/source"
)

// mostOnPage is the highest number that lines of a page have, and fewestNumbered how
// many lines must have one.
const (
	mostOnPage     = 60
	fewestNumbered = 20
)

// Numbers leaves out the numbers before the lines of a page, as reporters of
// courts and committees print them. It gives nil where most lines have none.
func Numbers(src *source.Source) *source.Source {
	var numbers []source.Span
	lines, last := 0, 0
	for line := range src.All() {
		text := src.Text[line.From:line.To]
		if text == "" {
			continue
		}
		lines++
		rest := strings.TrimLeft(text, "0123456789")
		figures := text[:len(text)-len(rest)]
		n := 0
		for _, c := range figures[:min(len(figures), 3)] {
			n = 10*n + int(c-'0')
		}
		if n == 0 || n > mostOnPage || !strings.HasPrefix(rest, "  ") && !strings.HasPrefix(rest, "\t") && rest != "" || n != last+1 && n != 1 {
			continue
		}
		last = n
		numbers = append(numbers, source.Span{From: line.From, To: line.From + len(figures)})
	}
	if len(numbers) < fewestNumbered || 10*len(numbers) < 8*lines {
		return nil
	}
	var out source.Decoder
	done := 0
	for _, n := range numbers {
		out.Copy(src, done, n.From)
		done = n.To
	}
	out.Copy(src, done, len(src.Text))
	return out.Source(src)
}
