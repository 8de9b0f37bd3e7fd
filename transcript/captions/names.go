package captions

import (
	"html"
	"strings"

	"candor/transcript/call"
	"candor/transcript/people"
	"candor/transcript/source"
)

// labelOf cuts the name from a line of a cue: "<v Jane Doe>Thank", ">> JANE DOE: Thank",
// "[SPEAKER_01]: Thank", "- Jane Doe: Thank". Marked is a name that is one
// whatever it looks like; "" is somebody else than before.
func (c *captions) labelOf(text string) (name string, words int, marked bool) {
	if voice, _, found := strings.Cut(text, ">"); found && (strings.HasPrefix(voice, "<v ") || strings.HasPrefix(voice, "<v.")) {
		_, name, _ = strings.Cut(voice, " ")
		return captionName(name), len(voice) + 1, true
	}
	if name, n := squareName(text); c.square && name != "" {
		return captionName(name), n, true
	}
	rest := text
	for _, arrow := range [...]string{"&gt;", ">"} {
		for strings.HasPrefix(rest, arrow) {
			rest = strings.TrimLeft(rest[len(arrow):], " ")
			marked = true
		}
	}
	dash := strings.TrimLeft(strings.TrimPrefix(rest, "- "), " ")
	colon := people.NameColon(dash)
	at := len(text) - len(dash) + colon + 1
	switch {
	case colon > 0 && IsCode(strings.Trim(dash[:colon], "[]() ")):
		return captionName(strings.Trim(dash[:colon], "[]() ")), at, true
	case colon > 0 && people.MayName(people.Parse(captionName(dash[:colon]))):
		return captionName(dash[:colon]), at, len(dash) < len(text)
	case marked:
		return "", len(text) - len(rest), true
	}
	return "", 0, false
}

// squareName reads "[Jane Doe] " or "- [Jane Doe] " before words, and gives its length.
func squareName(text string) (name string, length int) {
	rest := strings.TrimLeft(strings.TrimPrefix(text, "- "), " ")
	name, words, found := strings.Cut(strings.TrimPrefix(rest, "["), "] ")
	if !found || rest == "" || rest[0] != '[' || !people.MayName(people.Parse(name)) {
		return "", 0
	}
	return name, len(text) - len(words)
}

// numberedName gives where the name stands in the line above a cue's time, which
// has its number and, of some meetings, who speaks: 12 "Jane Doe" (1234).
func numberedName(src *source.Source, line source.Span) source.Span {
	number, rest, found := strings.Cut(src.Text[line.From:line.To], " \"")
	name, _, closed := strings.Cut(rest, "\"")
	if !found || !closed || name == "" || !people.IsNumber(number) {
		return source.Span{}
	}
	from := line.From + len(number) + len(" \"")
	return source.Span{From: from, To: from + len(name)}
}

// captionName is a name without entities and tags.
func captionName(s string) string {
	return strings.Join(strings.Fields(html.UnescapeString(strings.Trim(s, " []"))), " ")
}

// IsCode recognises what recognition of speech calls those whose names it does
// not know: "SPEAKER_00", "S1", "A".
func IsCode(s string) bool {
	if len(s) > 1 && (s[0] == 'S' || s[0] == 's') && people.IsNumber(s[1:]) {
		return true
	}
	return people.IsCode(s) || len(s) == 1 && 'A' <= s[0] && s[0] <= 'Z'
}

// Names reads the names that a meeting's software writes: "Doe, Jane" where others
// are written so too, "Jane Doe (Guest)" and "Jane Doe (Acme)".
func Names(known map[string]bool) map[string]call.Speaker {
	commas, plain := 0, 0
	for name := range known {
		if _, _, found := strings.Cut(bareName(name), ", "); found {
			commas++
		} else if strings.Contains(name, " ") && bareName(name) == name { // guests come from elsewhere
			plain++
		}
	}
	names := map[string]call.Speaker{"": {Name: "Unknown Speaker"}}
	for name := range known {
		if name == "" {
			continue
		}
		s := call.Speaker{Name: bareName(name)}
		bare, firm, _ := strings.Cut(strings.TrimSuffix(s.Name, ")"), " (")
		if last, first, found := strings.Cut(bare, ", "); found && commas > plain && !strings.Contains(first, ",") {
			s.Name, s.Firm = first+" "+last, firm
		} else if people.MayName(people.Parse(s.Name)) {
			s = people.Parse(s.Name)
			s.Name = bareName(s.Name)
		}
		names[name] = s
	}
	return names
}

// bareName is a name without what a meeting's software adds in brackets.
func bareName(name string) string {
	for strings.HasSuffix(name, ")") {
		i := strings.LastIndexByte(name, '(')
		if i <= 0 || !isBadge(name[i+1:len(name)-1]) {
			break
		}
		name = strings.TrimSpace(name[:i])
	}
	return name
}

// isBadge recognises what software of meetings puts in brackets behind a name.
func isBadge(s string) bool {
	switch strings.ToLower(s) {
	case "guest", "external", "unverified", "host", "co-host", "presenter", "organizer", "organiser", "me", "you", "he/him", "she/her", "they/them":
		return true
	}
	return false
}
