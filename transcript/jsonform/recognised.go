package jsonform

import (
	"candor/transcript/source"
)

// What recognition of speech writes beside what was said: several guesses, the best
// first, which have the words, and may have the speaker; and marks of punctuation
// as pieces of their own.
var (
	guessKeys   = []string{"alternatives", "nbest"}
	guessedKeys = []string{"content", "display", "transcript", "text"}
)

// bestGuess is the first of the guesses at a piece.
func bestGuess(n node) node {
	for guess := range n.get(guessKeys...).items() {
		return guess
	}
	return node{}
}

// guessed is the text of the best guess; a list of words with speakers of their
// own is none.
func guessed(n node) node {
	text := bestGuess(n).get(guessedKeys...)
	if !text.isString() {
		return node{}
	}
	return text
}

// speakerOf is who speaks in a piece, as the file calls them.
func speakerOf(n node) node {
	if who := n.get(speakerKeys...); who.exists() {
		return who
	}
	return bestGuess(n).get("speaker", "speakertag", "speakerlabel")
}

// isMark tells whether a piece is a mark that belongs to the word before it.
func isMark(n node) bool {
	kind := n.get("type").str()
	return kind == "punctuation" || kind == "punct"
}

// isSpelledOut tells whether a list is of elements with values.
func isSpelledOut(n node) bool {
	for element := range n.items() {
		return element.get("value").isString()
	}
	return false
}

// spelledOut appends the elements of a speech that has them one by one, blanks
// among them.
func spelledOut(b *source.Builder, elements node) {
	for element := range elements.items() {
		element.get("value").copyTo(b, 0)
	}
}
