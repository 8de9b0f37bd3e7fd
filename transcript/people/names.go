package people

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/transcript/call"
	"candor/transcript/cue"
	"candor/transcript/naming"
)

// MayBeginName is a quick look at a line: false where parseSpeaker's name is
// none, for it has a word in small letters or too many words.
func MayBeginName(s string) bool {
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
			if 'a' <= c && c <= 'z' && !IsSmallInName(FirstWord(s[i:]), words) {
				return false
			}
		case c == ',' || c == ';':
			return true
		}
	}
	return words > 0
}

// FirstWord is what stands before the first blank, comma or long dash.
func FirstWord(s string) string {
	if i := strings.IndexByte(s, ' '); i >= 0 {
		s = s[:i]
	}
	s, _, _ = strings.Cut(s, "--")
	return strings.TrimSuffix(s, ",")
}

// mostNameWords is the most words that a name has.
const mostNameWords = 6

// Parse reads what a file writes of a speaker: "Name", "Name - Firm,
// Division", "Name -- Title", "Name - Firm - Title", "Name, Title", "Name (Title)",
// "Name [Title, Firm]", "Name | Title | Firm", "Q (Name, Firm)", "Analyst (Name)",
// "Name (Executives)", "Name [Q]".
func Parse(s string) call.Speaker {
	s = strings.ReplaceAll(Clean(s), " | ", " - ")
	if before, note, found := strings.Cut(s, " {"); found && strings.HasSuffix(note, "}") {
		s = before // "{BIO 1234567 <GO>}"
	}
	parts := SplitDashes(s)
	if i := strings.IndexAny(s, "/;"); len(parts) == 1 && i > 0 {
		name, rest := s[:i], strings.TrimSpace(s[i+1:])
		if strings.Contains(name, " ") && Plausible(name) && !strings.Contains(name, ",") && !IsTitle(name) && rest != "" && unicode.IsUpper([]rune(rest)[0]) {
			parts = []string{name, rest} // "Jane Doe/CFO", "Jane Doe; CFO"
		}
	}
	role := call.Role("")
	if letter, ok := QaLetter(parts[0]); ok && len(parts) > 1 {
		role, parts = letter, parts[1:] // "Q - Jane Doe"
	}
	name := parts[0]
	var rest []string
	if name = naming.WithoutNotes(name); strings.IndexByte(name, '(') > 0 || strings.IndexByte(name, '[') > 0 {
		i := strings.IndexAny(name, "([")
		inside := strings.TrimRight(name[i+1:], " )]")
		name = strings.TrimSpace(name[:i])
		if r := call.RoleNamed(name); r != "" && namesPerson(inside) {
			sp := Parse(inside)
			sp.Role = r
			return sp
		}
		if class, ok := classNamed(inside); ok {
			role = class
		} else {
			rest = append(rest, inside)
		}
	}
	if before, after, found := strings.Cut(name, ", "); found && !naming.IsSuffix(after) {
		name = before
		rest = append(rest, after)
	}
	name, title := splitTitle(withoutAddress(name))
	sp := call.Speaker{Name: name, Role: role}
	if title != "" {
		DescribeBelow(&sp, strings.Join(append([]string{title}, rest...), ", "))
		rest = nil
	}
	for _, part := range append(rest, parts[1:]...) {
		Describe(&sp, part)
	}
	return sp
}

// withoutAddress leaves "Mr." and the like out of a name of several words.
func withoutAddress(name string) string {
	first, rest, _ := strings.Cut(name, " ")
	if cue.Address.Has(strings.ToLower(strings.TrimSuffix(first, "."))) && strings.Contains(strings.TrimSpace(rest), " ") {
		return strings.TrimSpace(rest)
	}
	return name
}

// namesPerson tells whether what stands in brackets behind a role is who has it.
func namesPerson(s string) bool {
	name, _, described := strings.Cut(s, ", ")
	return Plausible(name) && (described || strings.Contains(name, " ") && !NamesFirm(name) && !IsTitle(name))
}

// classNamed reads what stands in brackets behind a name and is no title: the
// heading of a list of people, or the letter of who asks, who answers, who presents.
func classNamed(s string) (call.Role, bool) {
	if role, ok := QaLetter(s); ok || s == "M" {
		return role, true
	}
	if role, ok := ListHeading(s); ok {
		return role, true
	}
	return ListHeading(s + "s") // "Corporate Participant"
}

// splitTitle cuts "Jane Doe Chief Financial Officer", where nothing separates name
// and title, at the first word that titles begin with.
func splitTitle(s string) (name, title string) {
	for at, n := strings.IndexByte(s, ' '), 1; at > 0; n++ {
		if word := FirstWord(s[at+1:]); cue.TitleFirst.Has(strings.ToLower(word)) && unicode.IsUpper(rune(word[0])) {
			if rest := s[at+1:]; n > 1 && (rest != word || word == strings.ToUpper(word) || word == "Analyst") && IsTitle(rest) && IsLabel(rest) {
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

// Describe files one part of a name line under title or firm.
func Describe(s *call.Speaker, part string) {
	part = strings.TrimSpace(part)
	title, firm, found := strings.Cut(part, ", ")
	switch {
	case part == "":
	case found && s.Title == "" && s.Firm == "" && Words(title).Has("analyst") && !IsTitle(firm):
		s.Title, s.Firm = title, firm
	case s.Title == "" && IsTitle(part):
		s.Title = part
	case s.Firm == "":
		s.Firm = part
	case s.Title == "":
		s.Title = part
	case IsTitle(part):
		s.Title += ", " + part
	}
}

// Clean drops Markdown's and HTML's dress, and every kind of white space but one blank.
func Clean(s string) string {
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

// SplitDashes cuts at dashes that stand between blanks, and at long ones.
func SplitDashes(s string) []string {
	if strings.IndexByte(s, '-') < 0 && !strings.Contains(s, "—") && !strings.Contains(s, "–") {
		return []string{strings.TrimSpace(s)}
	}
	var parts []string
	start := 0
	for i := 0; i < len(s); {
		n := DashAt(s, i)
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

// DashAt gives the length of the separating dash at i, or 0.
func DashAt(s string, i int) int {
	switch {
	case strings.HasPrefix(s[i:], "--"), strings.HasPrefix(s[i:], "—"):
		_, n := utf8.DecodeRuneInString(s[i:])
		if s[i] == '-' {
			n = 2
		}
		return n
	case i > 0 && strings.HasPrefix(s[i:], "– "):
		return len("– ")
	case strings.HasPrefix(s[i:], " - "), strings.HasPrefix(s[i:], " – "):
		_, n := utf8.DecodeRuneInString(s[i+1:])
		return n + 2
	}
	return 0
}

// IsSmallInName tells whether a word may be small at its position, from 1, within a name: "Jo van Ray",
// "Unknown speaker".
func IsSmallInName(word string, position int) bool {
	if position == 1 { // of a family's name alone
		return cue.Particle.Has(word) && !cue.Bare.Has(word) && len(word) > 1 && word != "of" || strings.IndexAny(word, "-'’") > 0 && strings.ToLower(word) != word
	}
	return cue.SmallInName.Has(word) || cue.Particle.Has(word) || strings.ToLower(word) != word // "d'Orgeval", "al-Rashid"
}

// Plausible tells whether s may be what a person in a call is called: one
// to six words with capitals, no figures, no mark that ends a sentence.
func Plausible(s string) bool {
	if s == "" || len(s) > 60 {
		return false
	}
	if IsCode(s) {
		return true
	}
	words := 0
	for word := range strings.FieldsSeq(s) {
		if words++; words > mostNameWords || !plausibleNameWord(word, words) {
			return false
		}
	}
	return words > 0 && !IsHeading(s)
}

// IsCode recognises what recognition of speech calls those whose names it does
// not know: "SPEAKER_00", "Speaker 1", "spk_2".
func IsCode(s string) bool {
	word := strings.TrimRight(s, "0123456789")
	if word == s {
		return false
	}
	switch strings.ToLower(strings.TrimRight(word, " _-#")) {
	case "speaker", "spk", "spkr", "person", "participant", "voice", "channel", "talker":
		return true
	}
	return false
}

func plausibleNameWord(word string, position int) bool {
	if position > 1 && IsNumber(word) {
		return true // "Analyst 2"
	}
	first := true
	for _, r := range word {
		switch {
		case unicode.IsLetter(r):
			if first && unicode.IsLower(r) && !IsSmallInName(word, position) {
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

func IsNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// RunsOn tells whether a text has three lower-case words in a row, as sentences
// have ("Operator, I think we have time"), and names, titles and firms have not.
func RunsOn(s string) bool {
	row := 0
	for word := range strings.FieldsSeq(s) {
		if first, _ := utf8.DecodeRuneInString(word); !unicode.IsLower(first) {
			row = 0
		} else if row++; row == 3 {
			return !IsTitle(s)
		}
	}
	return false
}
