package people

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/transcript/call"
	"candor/transcript/cue"
)

// LongestHeading is the most bytes that one of headings has on its line, dress included.
const LongestHeading = 60

// Heading recognises the headings of a transcript's parts.
func Heading(s string) (section call.Section, ok bool) {
	first, _ := utf8.DecodeRuneInString(s)
	if len(s) > LongestHeading || unicode.IsLower(first) || strings.HasSuffix(s, ".") {
		return "", false // the end of a sentence
	}
	switch s = strings.ToLower(strings.Trim(Unspaced(Clean(s)), " .:#*-=")); {
	case cue.HeadsPrepared.Has(s):
		return call.Prepared, true
	case cue.HeadsQA.Has(s):
		return call.QA, true
	}
	return "", cue.HeadsOther.Has(s)
}

// IsHeading tells whether it is one.
func IsHeading(s string) bool { _, ok := Heading(s); return ok }

// Unspaced closes up a heading whose letters stand apart: "P R E S E N T A T I O N".
func Unspaced(s string) string {
	for _, word := range strings.Fields(s) {
		if utf8.RuneCountInString(word) > 1 {
			return s
		}
	}
	if strings.Count(s, " ") < 5 {
		return s
	}
	return strings.ReplaceAll(s, " ", "")
}

// ListHeadingLine recognises the heading of a list of participants and whose list it
// is; a small letter begins the rest of a sentence.
func ListHeadingLine(line string) (call.Role, bool) {
	if first, _ := utf8.DecodeRuneInString(line); unicode.IsLower(first) {
		return "", false
	}
	return ListHeading(line)
}

// ListHeading recognises it in any case.
func ListHeading(line string) (call.Role, bool) {
	if len(line) > LongestHeading {
		return "", false
	}
	switch line = strings.ToLower(strings.Trim(Unspaced(line), " *#:")); {
	case cue.ListsExecutives.Has(line):
		return call.Executive, true
	case cue.ListsAnalysts.Has(line):
		return call.Analyst, true
	}
	return "", cue.ListsBoth.Has(line)
}
