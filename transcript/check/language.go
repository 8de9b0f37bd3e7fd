package check

import (
	"errors"
	"strings"
	"unicode"

	"candor/transcript/call"
)

var (
	errScript  = errors.New("most letters are not Latin: candor reads English only")
	errEnglish = errors.New("the words are not English: candor reads English only")
)

// Bounds of what is English. Nearly half of the words of a call are among the most
// frequent ones of the language, of any other language a few.
const (
	fewestLetters = 200
	fewestWords   = 120
	leastEnglish  = 15 // in a hundred words
)

// frequent are the most frequent words of English speech that no other language
// of the alphabet has among its own.
var frequent = func() map[string]bool {
	words := map[string]bool{}
	for word := range strings.FieldsSeq(`the and of to that we in is our for have with are this as it you be was will on so from has can what which
		your about there more think they would been were year just how or at if but out their all not when some other into than these very now up by`) {
		words[word] = true
	}
	return words
}()

// language refuses a call in another script or language.
func language(c *call.Call) error {
	latin, other, words, english := 0, 0, 0, 0
	for i := range c.Turns {
		for word := range strings.FieldsFuncSeq(c.Turns[i].Text, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' }) {
			words++
			if frequent[strings.ToLower(word)] {
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
