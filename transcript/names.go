package transcript

import (
	"candor/transcript/naming"
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mayBeginName is a quick look at a line: false where parseSpeaker's name is
// none, for it has a word in small letters or too many words.
func mayBeginName(s string) bool {
	words, start := 0, true
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ' ' || c == '\t':
			start = true
		case c >= utf8.RuneSelf || strings.IndexByte("-(&\\*_[|", c) >= 0:
			return true // a dash, a bracket, a bar or a dress: it takes more than a look
		case start:
			start = false
			if words++; words > mostNameWords {
				return false
			}
			if 'a' <= c && c <= 'z' && (words == 1 || !isSmallInName(firstWord(s[i:]))) {
				return false
			}
		case c == ',':
			return true
		}
	}
	return words > 0
}

func firstWord(s string) string {
	if i := strings.IndexByte(s, ' '); i >= 0 {
		s = s[:i]
	}
	return strings.TrimSuffix(s, ",")
}

// mostNameWords is the most words that a name has.
const mostNameWords = 6

// parseSpeaker reads what a file writes of a speaker: "Name", "Name - Firm,
// Division", "Name -- Title", "Name - Firm - Title", "Name, Title", "Name (Title)",
// "Name [Title, Firm]", "Name | Title | Firm", "Q (Name, Firm)".
func parseSpeaker(s string) Speaker {
	s = strings.ReplaceAll(cleanName(s), " | ", " - ")
	parts := splitDashes(s)
	role := Role("")
	if letter, ok := qaLetter(parts[0]); ok && len(parts) > 1 {
		role, parts = letter, parts[1:] // "Q - Jane Doe"
	}
	name := parts[0]
	var rest []string
	if name = naming.WithoutNotes(name); strings.IndexByte(name, '(') > 0 || strings.IndexByte(name, '[') > 0 {
		i := strings.IndexAny(name, "([")
		inside := strings.TrimRight(name[i+1:], " )]")
		name = strings.TrimSpace(name[:i])
		if letter, ok := qaLetter(name); ok {
			sp := parseSpeaker(inside)
			sp.Role = letter
			return sp
		}
		rest = append(rest, inside)
	}
	if before, after, found := strings.Cut(name, ", "); found && !naming.IsSuffix(after) {
		name = before
		rest = append(rest, after)
	}
	name, title := splitTitle(name)
	sp := Speaker{Name: name, Role: role}
	if title != "" {
		describeBelow(&sp, strings.Join(append([]string{title}, rest...), ", "))
		rest = nil
	}
	for _, part := range append(rest, parts[1:]...) {
		describe(&sp, part)
	}
	return sp
}

// splitTitle cuts "Jane Doe Chief Financial Officer", where nothing separates name
// and title, at the first word that titles begin with.
func splitTitle(s string) (name, title string) {
	for at, n := strings.IndexByte(s, ' '), 1; at > 0; n++ {
		switch word := firstWord(s[at+1:]); word {
		case "Chief", "President", "Vice", "Senior", "Executive", "Director", "Managing", "CEO", "CFO", "COO", "CTO", "SVP", "EVP", "VP", "Chairman", "Analyst":
			if rest := s[at+1:]; n > 1 && (rest != word || word == strings.ToUpper(word) || word == "Analyst") && isTitle(rest) && isLabel(rest) {
				return s[:at], rest
			}
		}
		next := strings.IndexByte(s[at+1:], ' ')
		if next < 0 {
			break
		}
		at += 1 + next
	}
	return s, ""
}

// describe files one part of a name line under title or firm.
func describe(s *Speaker, part string) {
	part = strings.TrimSpace(part)
	title, firm, found := strings.Cut(part, ", ")
	switch {
	case part == "":
	case found && s.Title == "" && s.Firm == "" && titleWords(title).has("analyst") && !isTitle(firm):
		s.Title, s.Firm = title, firm
	case s.Title == "" && isTitle(part):
		s.Title = part
	case s.Firm == "":
		s.Firm = part
	case s.Title == "":
		s.Title = part
	case isTitle(part):
		s.Title += ", " + part
	}
}

// cleanName drops Markdown's and HTML's dress, and every kind of white space but one blank.
func cleanName(s string) string {
	if isClean(s) {
		return strings.TrimRight(s, " :")
	}
	if strings.ContainsAny(s, "&\\*_") {
		s = html.UnescapeString(s)
		s = strings.NewReplacer(`\`, "", "**", "", "__", "").Replace(s)
	}
	return strings.TrimRight(strings.Join(strings.Fields(s), " "), " :")
}

// isClean tells whether cleanName has nothing to do but at the end.
func isClean(s string) bool {
	before := byte(' ')
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf || c < ' ' || c == ' ' && before == ' ' || c == '&' || c == '\\' || c == '*' || c == '_' {
			return false
		}
		before = c
	}
	return true
}

// splitDashes cuts at dashes that stand between blanks, and at long ones.
func splitDashes(s string) []string {
	if strings.IndexByte(s, '-') < 0 && !strings.Contains(s, "—") && !strings.Contains(s, "–") {
		return []string{strings.TrimSpace(s)}
	}
	var parts []string
	start := 0
	for i := 0; i < len(s); {
		n := dashAt(s, i)
		if n == 0 {
			i++
			continue
		}
		parts = append(parts, strings.TrimSpace(s[start:i]))
		i += n
		start = i
	}
	return append(parts, strings.TrimSpace(s[start:]))
}

// dashAt gives the length of the separating dash at i, or 0.
func dashAt(s string, i int) int {
	switch {
	case strings.HasPrefix(s[i:], "--"), strings.HasPrefix(s[i:], "—"):
		_, n := utf8.DecodeRuneInString(s[i:])
		if s[i] == '-' {
			n = 2
		}
		return n
	case strings.HasPrefix(s[i:], " - "), strings.HasPrefix(s[i:], " – "):
		_, n := utf8.DecodeRuneInString(s[i+1:])
		return n + 2
	}
	return 0
}

// isSmallInName tells whether a word may be small within a name: "Jo van Ray",
// "Unknown speaker".
func isSmallInName(word string) bool {
	switch word {
	case "speaker", "analyst", "participant", "executive", "attendee", "shareholder", "caller", "representative":
		return true
	}
	return naming.Particles[word]
}

// plausibleName tells whether s may be what a person in a call is called: one
// to six words with capitals, no figures, no mark that ends a sentence.
func plausibleName(s string) bool {
	if s == "" || len(s) > 60 {
		return false
	}
	words := 0
	for word := range strings.FieldsSeq(s) {
		if words++; words > mostNameWords || !plausibleNameWord(word, words) {
			return false
		}
	}
	return words > 0 && !isHeading(s)
}

func plausibleNameWord(word string, position int) bool {
	if position > 1 && isNumber(word) {
		return true // "Analyst 2"
	}
	first := true
	for _, r := range word {
		switch {
		case unicode.IsLetter(r):
			if first && !unicode.IsUpper(r) && !unicode.IsTitle(r) && !(position > 1 && isSmallInName(word)) {
				return false
			}
		case first && r != '"' && r != '\'' && r != '“' && r != '(' && r != '[':
			return false
		case strings.ContainsRune("?!;:/=<>|$%#0123456789", r):
			return false
		}
		first = false
	}
	return true
}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// headings that stand where a name could, with the section that begins there.
var headings = map[string]Section{
	"presentation": Prepared, "prepared remarks": Prepared, "management discussion section": Prepared,
	"management discussion": Prepared, "opening remarks": Prepared, "presentation section": Prepared,
	"corporate speakers": "", "participants": "", "call participants": "", "executives": "", "analysts": "",
	"corporate participants": "", "conference call participants": "", "conference call participiants": "",
	"other participants": "", "company participants": "", "company representatives": "", "table of contents": "",
	"contents": "", "disclaimer": "", "copyright": "", "definitions": "", "body": "", "editors": "", "end of transcript": "",
	"question and answer": QA, "questions and answers": QA, "question-and-answer session": QA,
	"question and answer session": QA, "questions & answers": QA, "question & answer": QA, "q&a": QA, "q & a": QA,
	"q&a session": QA, "question and answer section": QA, "questions and answers session": QA, "q and a": QA,
	"question-and-answer": QA, "questionandanswer": QA, "questionsandanswers": QA, "questions": QA, "q&a portion": QA,
	"corporateparticipants": "", "conferencecallparticipants": "", "full conference call transcript": Prepared,
	"attendees": "", "disclosures": "",
}

// longestHeading is the most bytes that one of headings has on its line, dress included.
const longestHeading = 60

// heading recognises the headings of a transcript's parts.
func heading(s string) (section Section, ok bool) {
	first, _ := utf8.DecodeRuneInString(s)
	if len(s) > longestHeading || unicode.IsLower(first) || strings.HasSuffix(s, ".") {
		return "", false // the end of a sentence
	}
	section, ok = headings[strings.ToLower(strings.Trim(unspaced(cleanName(s)), " .:#*-="))]
	return section, ok
}

func isHeading(s string) bool { _, ok := heading(s); return ok }

// unspaced closes up a heading whose letters stand apart: "P R E S E N T A T I O N".
func unspaced(s string) string {
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

// runsOn tells whether a text has three lower-case words in a row, as sentences
// have ("Operator, I think we have time"), and names, titles and firms have not.
func runsOn(s string) bool {
	row := 0
	for word := range strings.FieldsSeq(s) {
		if first, _ := utf8.DecodeRuneInString(word); !unicode.IsLower(first) {
			row = 0
		} else if row++; row == 3 {
			return !isTitle(s)
		}
	}
	return false
}

// containsAny counts the phrases that s contains.
func containsAny(s string, phrases ...string) int {
	n := 0
	for _, phrase := range phrases {
		if strings.Contains(s, phrase) {
			n++
		}
	}
	return n
}
