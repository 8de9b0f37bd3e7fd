package layout

import (
	"strings"
	"unicode"

	"candor/transcript/call"
	"candor/transcript/cue"
	"candor/transcript/naming"
	"candor/transcript/people"
)

// learn counts how the file writes the words of the names.
func (s *nameScan) learn(all ...[]nameMark) {
	for _, marks := range all {
		for _, m := range marks {
			for _, word := range nameWords(m.speaker.Name) {
				s.words.Want(word)
				s.words.Want(strings.ToLower(word))
				s.words.Want(capitalised(word))
			}
		}
	}
	s.words.Count(s.src.Text)
}

// nameWords are the words of a name without the marks around them; one that has
// lost its blanks is cut at the capitals.
func nameWords(name string) []string {
	words := strings.Fields(name)
	for i, word := range words {
		words[i] = strings.Trim(word, ".,'’\"()")
	}
	if len(words) == 1 {
		words = append(words, camelWords(words[0])...)
	}
	return words
}

// capitalised writes a word that is all capitals as a name is written in a text.
func capitalised(word string) string {
	begins := true
	return strings.Map(func(r rune) rune {
		if !begins {
			r = unicode.ToLower(r)
		}
		begins = r == '-' || r == '\'' || r == '’'
		return r
	}, word)
}

// camelWords cuts "PhilA.Winslow" into "Phil", "A." and "Winslow"; nil where nothing is to cut.
func camelWords(word string) []string {
	var parts []string
	start, before := 0, rune(0)
	for i, r := range word {
		if unicode.IsUpper(r) && (unicode.IsLower(before) || before == '.') {
			parts = append(parts, word[start:i])
			start = i
		}
		before = r
	}
	if start == 0 {
		return nil
	}
	return append(parts, word[start:])
}

// confirm keeps the marks whose names are names: those of the list, of a role,
// with a title, or that come again; a word that the text also writes small
// ("Revenue: ...") is none. A name that stands once and without a colon must be
// mentioned elsewhere, and where there is a list, in full.
func (s *nameScan) confirm(marks []nameMark, colon bool) []nameMark {
	count := map[string]int{}
	families := map[string]bool{} // of those whom a title shows to be people
	for _, m := range marks {
		count[naming.Key(m.speaker.Name)]++
		if m.titled {
			families[naming.Key(naming.Surname(m.speaker.Name))] = true
		}
	}
	alone := 0
	for _, m := range marks {
		if m.text == s.lines[m.last].To {
			alone++
		}
	}
	s.inlineWords = 4*alone < len(marks)
	verdict := map[string]bool{}
	kept := marks[:0]
	for _, m := range marks {
		key := naming.Key(m.speaker.Name)
		ok, known := verdict[key]
		if !known {
			ok = colon && families[key] || s.isName(m, count[key], colon)
			verdict[key] = ok
		}
		if ok {
			m.speaker.Name = s.spelling(m.speaker.Name)
			kept = append(kept, m)
		}
	}
	return kept
}

func (s *nameScan) isName(m nameMark, count int, colon bool) bool {
	name := m.speaker.Name
	if m.titled || people.RoleOf(call.Speaker{Name: name}) != "" || s.isListed(name) || isAnonymous(name) {
		return true
	}
	described := m.speaker.Title != "" || m.speaker.Firm != ""
	if !colon && len(s.roster) > 0 && !described && s.same[s.at(m.line)] == 1 && !s.mentionedWhole(name) {
		return false // a reader's vote or another piece of the page below the call
	}
	if colon && count == 1 && !described && !s.isListed(name) && s.isSubheading(m) {
		return false
	}
	several := strings.IndexByte(name, ' ') > 0 || s.isGlued(name)
	return several && (count > 2 || s.isCalledUpon(name)) || (several && (colon || s.isGlued(name) || s.mentioned(name)) || count > 1) && !s.writtenSmall(name)
}

// isSubheading tells a heading within somebody's words ("Balance Sheet:") from a
// name: it stands on a line of its own where names do not, and nobody is called so
// elsewhere; or it is made of the words of such headings.
func (s *nameScan) isSubheading(m nameMark) bool {
	if s.isCalledUpon(m.speaker.Name) {
		return false
	}
	for word := range strings.FieldsSeq(strings.ToLower(m.speaker.Name)) {
		if !cue.Subheading.Has(word) {
			return s.inlineWords && m.text == s.lines[m.last].To && !s.mentionedWhole(m.speaker.Name)
		}
	}
	return true
}

// isAnonymous recognises what a transcriber calls a voice without a name.
func isAnonymous(name string) bool {
	switch key := naming.Key(name); key {
	case "male", "female", "speaker", "malespeaker", "femalespeaker", "man", "woman":
		return true
	default:
		return strings.HasPrefix(key, "unidentified") || strings.HasPrefix(key, "unknown")
	}
}

// mentioned tells whether the text has the first or the last word of a name
// elsewhere: people are thanked, called upon and announced.
func (s *nameScan) mentioned(name string) bool {
	words := nameWords(name)
	for _, word := range [...]string{words[0], words[len(words)-1]} {
		if s.words[word] > 1 || word != capitalised(word) && s.words[capitalised(word)] > 0 {
			return true
		}
	}
	return false
}

// isGlued tells whether a name has lost its blanks: the text has its first and
// last parts as words.
func (s *nameScan) isGlued(name string) bool {
	parts := camelWords(name)
	return len(parts) > 0 && !strings.Contains(name, " ") && s.words[parts[0]] > 0 && s.words[parts[len(parts)-1]] > 0
}

// mostLooks bounds the names of one call that the whole text is searched for.
const mostLooks = 64

// mentionedWhole tells whether the text has the whole name elsewhere.
func (s *nameScan) mentionedWhole(name string) bool {
	if !s.mentioned(name) || s.looks == mostLooks {
		return false
	}
	s.looks++
	return strings.Count(s.src.Text, name) > 1
}

// isCalledUpon tells whether the text announces a name, introduces it with a title,
// or thanks or addresses who is called by its first word.
func (s *nameScan) isCalledUpon(name string) bool {
	if s.isAnnounced(name) {
		return true
	}
	if s.called == nil {
		s.called = calledUpon(s.src.Text)
	}
	given, _, _ := strings.Cut(name, " ")
	return s.called[given] || s.called[name+", "]
}

// calledUpon gives the words behind which somebody is thanked or addressed, and,
// with ", " behind each, what may be the name of who is introduced: as many words
// as names have.
func calledUpon(text string) map[string]bool {
	called := map[string]bool{}
	for _, words := range cue.Addresses.Entries() {
		for rest := text; ; {
			_, after, found := strings.Cut(rest, words)
			if !found {
				break
			}
			name := after[:len(after)-len(strings.TrimLeftFunc(after, inName))]
			called[name] = true
			called[strings.TrimRight(name, ".'’-")] = true
			rest = after
		}
	}
	for _, words := range cue.Introduces.Entries() {
		for from := 0; ; from += len(words) {
			at := strings.Index(text[from:], words)
			if at < 0 {
				break
			}
			from += at
			before := text[max(0, from-people.LongestName):from]
			for n, end := 0, len(before); n < wordsOfNames && end >= 0; n++ {
				end = strings.LastIndexAny(before[:end], " \n")
				called[before[end+1:]+", "] = true
			}
		}
	}
	return called
}

// wordsOfNames is how many words the longest name has that is looked for.
const wordsOfNames = 5

// inName tells whether a name goes on with r.
func inName(r rune) bool { return unicode.IsLetter(r) || strings.ContainsRune(".'’-", r) }

// writtenSmall tells whether the words of the name are no name's, because the text
// has them in lower case. People are called Post and Long: of several words two
// may speak for the name, or one if somebody of that name is announced.
func (s *nameScan) writtenSmall(name string) bool {
	small, other := 0, 0
	for _, word := range nameWords(name) {
		lower := strings.ToLower(word)
		switch {
		case len(lower) < 3 || cue.Particle.Has(lower):
		case s.words[lower] > 0:
			small++
		default:
			other++
		}
	}
	return small > 0 && other < 2 && (other == 0 || !s.isAnnounced(name))
}

// isAnnounced tells whether the text has "from Jane Post with", as operators say.
func (s *nameScan) isAnnounced(name string) bool {
	if s.looks == mostLooks {
		return false
	}
	s.looks++
	if strings.ToUpper(name) == name {
		words := strings.Fields(name)
		for i, word := range words {
			words[i] = capitalised(word)
		}
		name = strings.Join(words, " ")
	}
	text := s.src.Text
	for range mostLooks {
		before, after, found := strings.Cut(text, name)
		if !found {
			return false
		}
		before = strings.TrimRight(before, " \n")
		if isLink(before[strings.LastIndexAny(before, " \n")+1:]) && isLink(people.FirstWord(strings.TrimLeft(after, " ,\n"))) {
			return true
		}
		text = after
	}
	return false
}

func isLink(word string) bool {
	switch word {
	case "from", "of", "with", "to", "is", "at", "by":
		return true
	}
	return false
}

// spelling gives a name as the list of participants writes it where the mark has
// lost its blanks, or only capitals; without a list a name without blanks is
// parted where the text has its parts as words.
func (s *nameScan) spelling(name string) string {
	listed, found := call.Speaker{}, false
	if !strings.Contains(name, " ") || strings.ToUpper(name) == name {
		listed, found = s.directory().Find(name)
	}
	if found && naming.Key(listed.Name) == naming.Key(name) {
		return listed.Name
	}
	if s.isGlued(name) {
		return strings.Join(camelWords(name), " ")
	}
	return name
}
