package people

import (
	"strings"
	"unicode"

	"candor/transcript/cue"
)

// SaysYesOrNo tells whether a bare text is an answer.
func SaysYesOrNo(text string) bool {
	for word := range strings.FieldsFuncSeq(strings.ToLower(text), notLetter) {
		if cue.BareAnswer.Has(word) {
			return true
		}
	}
	return false
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }

// IsGreeting tells whether a line that may be a name is a bare text all the same:
// "Thanks Tom", not "Lynn Good", whose family's name is a word.
func IsGreeting(line string) bool {
	first, _, _ := strings.Cut(line, " ")
	return IsBare(line) && (first == line || strings.ContainsAny(line, ",.!") || cue.Bare.Has(strings.ToLower(first)))
}

// IsBare tells whether the text is nothing but a greeting, thanks or an
// acknowledgement: up to eight words, all of that kind but for one name.
func IsBare(text string) bool {
	if len(text) > 80 || strings.IndexByte(text, '?') >= 0 {
		return false
	}
	n, names := 0, 0 // words, and those among them that may be names
	for word := range strings.FieldsFuncSeq(text, notLetter) {
		if n++; n > 8 {
			return false
		}
		lower := strings.ReplaceAll(strings.ToLower(word), "’", "'")
		if cue.Bare.Has(lower) {
			continue
		}
		if !unicode.IsUpper([]rune(word)[0]) {
			return false
		}
		if names++; names > 2 {
			return false
		}
	}
	return n > names && !strings.ContainsAny(text, "0123456789%$")
}
