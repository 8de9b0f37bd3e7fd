package source

import (
	"unicode"
	"unicode/utf8"
)

// Usage counts how a file writes the words that somebody wants to know of. One
// pass over the text answers for all of them.
type Usage map[string]int

// Want asks for a word as it is written.
func (u Usage) Want(word string) {
	if word != "" {
		u[word] = 0
	}
}

// Count goes through the text. A word is a run of letters, figures and
// apostrophes; hyphens, dots and signs within an address or a compound join
// words to one ("long-term", "acme.com", "ir@acme.com").
func (u Usage) Count(text string) {
	if len(u) == 0 {
		return
	}
	var lengths [256]uint64 // by first byte: a bit for the length of each word that is wanted
	for word := range u {
		lengths[word[0]] |= 1 << min(len(word), 63)
	}
	for at := 0; at < len(text); {
		end := at
		for end < len(text) {
			if isWordByte[text[end]] {
				end++
				continue
			}
			if text[end] == ' ' {
				break
			}
			r, n := utf8.DecodeRuneInString(text[end:])
			if !isWordRune(r) && !(end > at && joinsWords(r) && wordFollows(text[end+n:])) {
				break
			}
			end += n
		}
		if end == at {
			_, n := utf8.DecodeRuneInString(text[at:])
			at += n
			continue
		}
		if lengths[text[at]]>>min(end-at, 63)&1 != 0 {
			if n, wanted := u[text[at:end]]; wanted {
				u[text[at:end]] = n + 1
			}
		}
		at = end
	}
}

// isWordByte holds for the bytes that are runes of words by themselves.
var isWordByte = func() (table [256]bool) {
	for c := range utf8.RuneSelf {
		table[c] = isWordRune(rune(c))
	}
	return table
}()

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '\'' || r == '’'
}

func joinsWords(r rune) bool { return r == '-' || r == '.' || r == '@' || r == '/' || r == '&' }

func wordFollows(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}
