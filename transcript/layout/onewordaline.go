package layout

import (
	"strings"

	"candor/transcript/people"
	"candor/transcript/source"
)

// isOneWordALine recognises what some converters make of a PDF.
func isOneWordALine(src *source.Source) bool {
	words, lines := 0, 0
	for line := range src.All() {
		if line.From == line.To {
			continue
		}
		lines++
		if strings.IndexByte(src.Text[line.From:line.To], ' ') < 0 {
			words++
		}
	}
	return lines > 100 && words*10 > lines*9
}

// joinWords puts such a text on lines again, a new one before what a colon
// follows within a sentence's first words.
func joinWords(src *source.Source) *source.Source {
	var out source.Decoder
	sentence := 0 // offset in out where the sentence begins
	words := 0    // of it
	for line := range src.All() {
		word := src.Text[line.From:line.To]
		if word == "" || people.IsPageNumber(word) {
			continue
		}
		if len(out.Text) > 0 {
			out.Write(' ', src.ByteOf(line.From-1)) // the end of the line before
		}
		if words == 0 {
			sentence = len(out.Text)
		}
		out.Copy(src, line.From, line.To)
		words++
		switch {
		case strings.HasSuffix(word, ":") && words < 14 && sentence > 0:
			out.Text[sentence-1] = '\n'
			words = 0
		case strings.HasSuffix(word, ".") && len(word) != 2, strings.HasSuffix(word, "?"), strings.HasSuffix(word, "!"):
			words = 0
		}
	}
	return out.Source(src)
}
