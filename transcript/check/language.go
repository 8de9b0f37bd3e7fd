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
)

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
