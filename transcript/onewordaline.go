package transcript

import "strings"

// isOneWordALine recognises what some converters make of a PDF.
func isOneWordALine(src *source) bool {
	words, lines := 0, 0
	for line := range src.all() {
		if line.from == line.to {
			continue
		}
		lines++
		if strings.IndexByte(src.text[line.from:line.to], ' ') < 0 {
			words++
		}
	}
	return lines > 100 && words*10 > lines*9
}

// joinWords puts such a text on lines again, a new one before what a colon
// follows within a sentence's first words.
func joinWords(src *source) *source {
	var out decoder
	sentence := 0 // offset in out where the sentence begins
	words := 0    // of it
	for line := range src.all() {
		word := src.text[line.from:line.to]
		if word == "" || isPageNumber(word) {
			continue
		}
		if len(out.text) > 0 {
			out.write(' ', src.byteOf(line.from-1)) // the end of the line before
		}
		if words == 0 {
			sentence = len(out.text)
		}
		out.copy(src, line.from, line.to)
		words++
		switch {
		case strings.HasSuffix(word, ":") && words < 14 && sentence > 0:
			out.text[sentence-1] = '\n'
			words = 0
		case strings.HasSuffix(word, ".") && len(word) != 2, strings.HasSuffix(word, "?"), strings.HasSuffix(word, "!"):
			words = 0
		}
	}
	return out.source(src)
}
