package infer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/transcript/call"
	"candor/transcript/cue"
	"candor/transcript/naming"
	"candor/transcript/people"
)

// Announced reads of an operator's words who asks next, and of which firm: "Your
// next question comes from the line of Ann Lee with Acme Capital." Both may be "".
func Announced(text string) (name, firm string) {
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		return "", ""
	}
	for _, words := range cue.Floor.Entries() {
		if strings.Contains(lower, words) { // much faster than LastIndex, and most are not there
			at := strings.LastIndex(lower, words)
			if name, firm = nameAndFirm(text[at+len(words):]); name != "" {
				return name, firm
			}
		}
	}
	if cue.SignOff.In(lower) {
		return "", ""
	}
	for _, words := range cue.FloorOrBack.Entries() {
		if at := strings.Index(lower, words); at >= 0 {
			if name, firm = nameAndFirm(text[at+len(words):]); firm != "" {
				return name, firm
			}
		}
	}
	if name, firm = nameAndFirm(text); firm != "" {
		return name, firm
	}
	return "", ""
}

// nameAndFirm reads "the line of Mr. Ben Orr with Hill Partners. Please go ahead."
func nameAndFirm(text string) (name, firm string) {
	words := strings.Fields(text[:min(len(text), people.LongestName)])
	for len(words) > 0 && (cue.Honorific.Has(strings.ToLower(strings.Trim(words[0], "."))) || slices.Contains([]string{"the", "line", "of", "at", "for"}, words[0])) {
		words = words[1:]
	}
	n := capitals(words)
	if n < 2 || n > 6 {
		return "", ""
	}
	return strings.Trim(strings.Join(words[:n], " "), ",.;:"), firmBehind(words[n-1:])
}

// capitals counts the words that begin a name: up to the first that is written
// small, or that a comma or a full stop ends.
func capitals(words []string) int {
	for i, word := range words {
		first, _ := utf8.DecodeRuneInString(word)
		switch {
		case !unicode.IsUpper(first) && !(i > 0 && cue.Particle.Has(word) && word != "of"):
			return i
		case strings.HasSuffix(word, ",") && !(i+1 < len(words) && naming.IsSuffix(strings.Trim(words[i+1], ","))), endsName(word):
			return i + 1
		}
	}
	return len(words)
}

// endsName tells whether the full stop behind a word ends the sentence.
func endsName(word string) bool {
	return strings.HasSuffix(word, "?") || strings.HasSuffix(word, ".") && len(word) > 3 && strings.Count(word, ".") == 1 && !naming.IsSuffix(word)
}

// firmBehind reads the firm that follows a name, whose last word words begins with.
func firmBehind(words []string) string {
	comma := strings.HasSuffix(words[0], ",")
	words = words[1:]
	switch {
	case len(words) > 0 && slices.Contains([]string{"with", "from", "of", "at", "for", "representing"}, words[0]):
		words = words[1:]
	case !comma:
		return ""
	}
	n := 0
	for n < len(words) && !startsSentence(words[n]) {
		first, _ := utf8.DecodeRuneInString(words[n])
		if !unicode.IsUpper(first) && !unicode.IsDigit(first) && !slices.Contains([]string{"of", "and", "&", "the", "for", "de"}, words[n]) {
			break
		}
		n++
		if word := words[n-1]; strings.HasSuffix(word, ",") && !suffixFollows(words[n:]) || endsName(word) && !people.IsFirmSuffix(word) || strings.HasSuffix(word, ".") && n < len(words) && startsSentence(words[n]) {
			break
		}
	}
	for n > 0 && words[n-1] == strings.ToLower(words[n-1]) && unicode.IsLower(rune(words[n-1][0])) {
		n--
	}
	return strings.Trim(strings.Join(words[:n], " "), ",.;: ")
}

func startsSentence(word string) bool { return cue.FloorSentence.Has(strings.ToLower(word)) }

func suffixFollows(words []string) bool { return len(words) > 0 && people.IsFirmSuffix(words[0]) }

// announcesItself recognises an operator's announcement that the file takes for
// somebody else's words.
func announcesItself(text string) bool {
	lower := strings.ToLower(text[:min(len(text), 40)])
	start, rest, _ := strings.Cut(lower, " ")
	order, rest, _ := strings.Cut(rest, " ")
	return slices.Contains([]string{"your", "our", "the"}, start) && slices.Contains([]string{"first", "next", "last", "final"}, order) &&
		strings.HasPrefix(rest, "question ") && cue.Count(rest, "comes from", "is from", "come from", "coming from") > 0
}

// applyAnnouncements gives the analysts the firm that the operator says they are
// of, and the answers to an analyst without a name the name that was announced:
// whose line it is, if not whose voice. Where the file has a list of participants,
// nobody is named otherwise than there.
func applyAnnouncements(turns []call.Turn, listed bool) {
	var name, firm string
	firms := map[string]string{}
	for i := range turns {
		t := &turns[i]
		switch {
		case t.Speaker.Role == call.Operator:
			name, firm = Announced(t.Text)
		case t.Speaker.Role == call.Analyst && t.Speaker.Firm == "" && firm != "" && !call.IsNobody(t.Speaker.Name) && (naming.Parse(name).MayBe(naming.Parse(t.Speaker.Name)) || standsIn(t.Text, name)):
			firms[t.Speaker.Name] = firm
		case call.IsNobody(t.Asker) && name != "" && !listed && naming.Key(name) != naming.Key(t.AskerFirm):
			t.Asker, t.AskerFirm = name, firm
		}
	}
	for i := range turns {
		t := &turns[i]
		if t.Speaker.Role == call.Analyst && t.Speaker.Firm == "" {
			t.Speaker.Firm = firms[t.Speaker.Name]
		}
		if t.AskerFirm == "" {
			t.AskerFirm = firms[t.Asker]
		}
	}
}

// standsIn tells whether an analyst says to be on the line for who was announced.
func standsIn(text, announced string) bool {
	words := strings.Fields(announced)
	if len(words) == 0 {
		return false
	}
	start := strings.ToLower(text[:min(len(text), people.LongestName)])
	return cue.Count(start, "on for "+strings.ToLower(words[0]), "in for "+strings.ToLower(words[0]), "line for "+strings.ToLower(words[0]), "behalf of "+strings.ToLower(words[0])) > 0
}

// announces tells whether an operator's words give somebody the floor to ask, and
// where the name may follow: they say so, or they name who speaks next and do
// not hand the call over.
func announces(text string, next call.Speaker) (after string, ok bool) {
	lower := strings.ToLower(text)
	name, _ := Announced(text)
	if name == "" && cue.SignOff.In(lower) {
		return "", false
	}
	for _, phrase := range cue.FloorGiven.Entries() {
		if i := strings.Index(lower, phrase); i >= 0 {
			return lower[i+len(phrase):], true
		}
	}
	if name != "" && next == (call.Speaker{}) {
		return lower, true
	}
	if !cue.FloorBack.In(lower) && names(lower, next) {
		return lower, true
	}
	return "", false
}

// names tells whether a text in lower case contains the speaker's naming.Surname.
func names(lower string, s call.Speaker) bool {
	last := naming.Surname(s.Name)
	return last != "" && strings.Contains(lower, last) && people.Words(lower).HasPhrase(strings.Join(people.Words(last), " "))
}

// lastWords is the most bytes at the end of remarks in which somebody is announced.
const lastWords = 250

// endsAnnouncing gives the name of who speaks next where the remarks of one of the
// company end with announcing that one's question; else "".
func endsAnnouncing(turns []call.Turn, of []*person, i int) string {
	if i+1 >= len(of) || of[i] == of[i+1] || of[i].Role == call.Operator || of[i].Role == call.Analyst || of[i+1].Role != "" {
		return ""
	}
	text := turns[i].Text
	if text = text[max(0, len(text)-lastWords):]; !strings.Contains(text, "question") {
		return ""
	}
	name, firm := Announced(text)
	if name == "" || firm == "" || !of[i+1].mayBe(naming.Parse(name)) {
		return ""
	}
	return name
}
