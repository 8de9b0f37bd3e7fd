package people

import (
	"candor/transcript/call"
	"strings"
	"unicode"
	"unicode/utf8"
)

// headings that stand where a name could, with the section that begins there.
var headings = map[string]call.Section{
	"presentation": call.Prepared, "prepared remarks": call.Prepared, "management discussion section": call.Prepared,
	"management discussion": call.Prepared, "opening remarks": call.Prepared, "presentation section": call.Prepared,
	"corporate speakers": "", "participants": "", "call participants": "", "executives": "", "analysts": "",
	"corporate participants": "", "conference call participants": "", "conference call participiants": "",
	"other participants": "", "company participants": "", "company representatives": "", "table of contents": "",
	"contents": "", "disclaimer": "", "copyright": "", "definitions": "", "body": "", "editors": "", "end of transcript": "",
	"question and answer": call.QA, "questions and answers": call.QA, "question-and-answer session": call.QA,
	"question and answer session": call.QA, "questions & answers": call.QA, "question & answer": call.QA, "q&a": call.QA, "q & a": call.QA,
	"q&a session": call.QA, "question and answer section": call.QA, "questions and answers session": call.QA, "q and a": call.QA,
	"question-and-answer": call.QA, "questionandanswer": call.QA, "questionsandanswers": call.QA, "questions": call.QA, "q&a portion": call.QA,
	"corporateparticipants": "", "conferencecallparticipants": "", "full conference call transcript": call.Prepared,
	"attendees": "", "disclosures": "",
}

// longestHeading is the most bytes that one of headings has on its line, dress included.
const longestHeading = 60

// Heading recognises the headings of a transcript's parts.
func Heading(s string) (section call.Section, ok bool) {
	first, _ := utf8.DecodeRuneInString(s)
	if len(s) > longestHeading || unicode.IsLower(first) || strings.HasSuffix(s, ".") {
		return "", false // the end of a sentence
	}
	section, ok = headings[strings.ToLower(strings.Trim(Unspaced(Clean(s)), " .:#*-="))]
	return section, ok
}

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

func ListHeading(line string) (call.Role, bool) {
	if len(line) > longestHeading {
		return "", false
	}
	switch strings.ToLower(strings.Trim(Unspaced(line), " *#:")) {
	case "executives", "company participants", "corporate participants", "company representatives", "corporate speakers",
		"management", "management participants", "corporateparticipants", "company speakers":
		return call.Executive, true
	case "analysts", "conference call participants", "conference call participiants", "other participants", "conferencecallparticipants",
		"analyst participants", "sell-side analysts", "investors":
		return call.Analyst, true
	case "call participants", "participants", "attendees", "speakers":
		return "", true
	}
	return "", false
}
