package check

import (
	"errors"
	"strings"
	"unicode"

	"candor/transcript/call"
	"candor/transcript/cue"
)

var (
	errScript  = errors.New("most letters are not Latin: candor reads English only")
	errEnglish = errors.New("the words are not English: candor reads English only")
)

// Bounds of what is English. Nearly half of the words of a call are among the most
// frequent ones of the language, of any other language a few.
const (
	fewestLetters = 200
	fewestWords   = 40
	leastEnglish  = 15 // in a hundred words
	fewestForeign = 12 // words of a paragraph
	mostForeign   = 10 // in a hundred words
)

// foreign warns of a call of which some is in another language, as where each
// paragraph stands in two.
func (w *warner) foreign() {
	words, others, first := 0, 0, 0
	for i := range w.Turns {
		for paragraph := range strings.SplitSeq(w.Turns[i].Text, "\n\n") {
			n, english := 0, 0
			for word := range strings.FieldsFuncSeq(paragraph, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' }) {
				if n++; cue.English.Has(strings.ToLower(word)) {
					english++
				}
			}
			if words += n; n >= fewestForeign && 100*english < leastEnglish*n {
				if others += n; first == 0 {
					first = w.Turns[i].Line
				}
			}
		}
	}
	if others >= fewestWords && 100*others > mostForeign*words {
		w.warn(first, "not-english", "%d %% of the words are of paragraphs that are not English", 100*others/words)
	}
}

// language refuses a call in another script or language.
func language(c *call.Call) error {
	latin, other, words, english := 0, 0, 0, 0
	for i := range c.Turns {
		for word := range strings.FieldsFuncSeq(c.Turns[i].Text, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' }) {
			words++
			if cue.English.Has(strings.ToLower(word)) {
				english++
			}
			for _, r := range word {
				if unicode.Is(unicode.Latin, r) {
					latin++
				} else if r != '\'' {
					other++
				}
			}
		}
	}
	switch {
	case latin+other >= fewestLetters && other > latin:
		return errScript
	case words >= fewestWords && 100*english < leastEnglish*words:
		return errEnglish
	}
	return nil
}
