package people

import (
	"candor/transcript/cue"
	"strings"
	"unicode"
)

func SaysYesOrNo(text string) bool {
	for word := range strings.FieldsFuncSeq(strings.ToLower(text), notLetter) {
		switch word {
		case "yes", "no", "yeah", "yep", "nope", "correct", "right", "exactly", "absolutely", "definitely", "sure", "certainly":
			return true
		}
	}
	return false
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }

// bareWords are the words that greetings, thanks and acknowledgements are made of.
var bareWords = cue.Set(`yes yeah yep no nope okay ok right exactly correct absolutely definitely sure certainly
	thanks thank you very much so hi hello hey good morning afternoon evening day great perfect excellent
	understood got it that's helpful fair enough alright all well oh mm hmm uh um welcome you're my pleasure
	appreciate the question for your thanks again please go ahead bye goodbye take care and bet`)

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
		if bareWords[lower] {
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
