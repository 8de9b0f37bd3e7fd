package transcript

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// readNamed reads plain text in which a speaker's name stands before the words
// ("Jane Doe, CFO: Thank you.") or alone on the line above them ("Jane Doe",
// "Jane Doe - Acme, Inc.", "Jane Doe--Chief Financial Officer"), with or without
// a list of participants on top. Of the two it takes the way that marks more turns.
func readNamed(src *source) *draft {
	scan := newNameScan(src)
	inline, bare := scan.inline(), scan.bare()
	marks := inline
	if len(bare) > len(inline) {
		marks = bare
	}
	if len(marks) > 0 && isOneWordALine(src) {
		if joined := joinWords(src); joined != nil {
			return readNamed(joined)
		}
	}
	if len(marks) == 0 || len(marks) == 1 && roleByDescription(marks[0].speaker) == "" {
		return nil
	}
	return scan.draft(marks)
}

// nameMark is a line that names the next speaker; its text begins at offset text.
type nameMark struct {
	line    int
	last    int // the line on which the text begins
	speaker Speaker
	text    int
	titled  bool // has a title that tells the role
}

// nameScan looks for the names in a file, line by line.
type nameScan struct {
	src     *source
	lines   []span
	roster  []Speaker
	listed  int // lines before it are the list of participants
	wrapped bool
}

// wrapLength is the longest line that an editor or converter breaks a text into.
const wrapLength = 200

func newNameScan(src *source) *nameScan {
	s := &nameScan{src: src, wrapped: true}
	for line := range src.all() {
		s.lines = append(s.lines, line)
		if line.to-line.from > wrapLength {
			s.wrapped = false
		}
	}
	s.readRoster()
	return s
}

func (s *nameScan) at(i int) string { return s.src.text[s.lines[i].from:s.lines[i].to] }

// readRoster reads "Company Participants", "Executives", "Conference Call
// Participants", "Analysts" and the lines of names below.
func (s *nameScan) readRoster() {
	role, inside := Role(""), false
	for i := range s.lines {
		line := s.at(i)
		if line == "" {
			continue
		}
		if r, ok := rosterHeading(line); ok {
			role, inside = r, true
			s.listed = i + 1
			continue
		}
		if !inside {
			if i > 200 {
				return
			}
			continue
		}
		entry := parseSpeaker(strings.TrimLeft(line, "*• "))
		if len(line) > 150 || !plausibleName(entry.Name) || roleNames[nameKey(entry.Name)] == Operator || isHeading(line) {
			return
		}
		if entry.Title == "" && entry.Firm == "" && !strings.HasPrefix(line, "*") && s.textFollows(i) {
			return
		}
		entry.Role = role
		if byTitle := roleByDescription(Speaker{Name: entry.Name, Title: entry.Title}); role == Executive && byTitle == InvestorRelations {
			entry.Role = byTitle
		}
		s.roster = append(s.roster, entry)
		s.listed = i + 1
	}
}

func rosterHeading(line string) (Role, bool) {
	switch strings.ToLower(strings.Trim(line, " *#:")) {
	case "executives", "company participants", "corporate participants", "company representatives", "corporate speakers", "management":
		return Executive, true
	case "analysts", "conference call participants", "conference call participiants", "other participants":
		return Analyst, true
	case "call participants", "participants":
		return "", true
	}
	return "", false
}

// textFollows tells whether prose stands in the next line that is not empty.
func (s *nameScan) textFollows(i int) bool {
	for k := i + 1; k < len(s.lines); k++ {
		if line := s.at(k); line != "" {
			return endsSentence(line) || len(line) > 80
		}
	}
	return false
}

// longestName is the most bytes that a name with title and firm has.
const longestName = 160

// inline finds the marks of the form "Name, Title: text".
func (s *nameScan) inline() []nameMark {
	var marks []nameMark
	for i := s.listed; i < len(s.lines); i++ {
		line := s.lines[i]
		text := s.src.text[line.from:line.to]
		colon := strings.IndexByte(text[:min(len(text), longestName)], ':')
		if colon < 1 || strings.HasPrefix(text[colon:], "://") {
			continue
		}
		begin := line.from + colon + 1
		begin += len(text[colon+1:]) - len(strings.TrimLeft(text[colon+1:], " *\u00a0\t"))
		// The name with title and firm may begin on the line above.
		if i > s.listed && s.wrapped && strings.Contains(s.at(i-1), ", ") && !endsSentence(s.at(i-1)) {
			if sp := parseSpeaker(s.at(i-1) + " " + text[:colon]); mayName(sp) && isTold(sp) {
				marks = append(marks, nameMark{i - 1, i, sp, begin, true})
				continue
			}
		}
		if sp := parseSpeaker(text[:colon]); mayName(sp) {
			marks = append(marks, nameMark{i, i, sp, begin, isTold(sp)})
		}
	}
	return s.confirm(marks, true)
}

// bare finds the marks that are lines of their own.
func (s *nameScan) bare() []nameMark {
	var marks []nameMark
	for i := s.listed; i < len(s.lines); i++ {
		line := s.at(i)
		if line == "" || len(line) > longestName || isBare(line) {
			continue
		}
		sp := parseSpeaker(line)
		described := sp.Title != "" || sp.Firm != ""
		if !mayName(sp) || !described && strings.HasSuffix(line, ".") && !isNameSuffix(surname(line)) || strings.HasSuffix(line, ":") {
			continue
		}
		if len(s.roster) > 0 && !described && strings.Count(s.src.text, line) == 1 && !s.isListed(sp.Name) {
			continue // a reader's vote or another piece of the page below the call
		}
		marks = append(marks, nameMark{i, i, sp, s.lines[i].to, described && isTold(sp)})
	}
	// A name above a name is an entry of a list.
	kept := marks[:0]
	for k, m := range marks {
		if k+1 == len(marks) || s.proseBetween(m.line, marks[k+1].line) {
			kept = append(kept, m)
		}
	}
	return s.confirm(kept, false)
}

func (s *nameScan) proseBetween(from, to int) bool {
	for i := from + 1; i < to; i++ {
		if s.at(i) != "" {
			return true
		}
	}
	return false
}

func (s *nameScan) isListed(name string) bool {
	_, found := lookUp(s.roster, name)
	return found
}

// isTold tells whether the title tells the role.
func isTold(sp Speaker) bool {
	return roleByDescription(Speaker{Name: sp.Name, Title: sp.Title}) != ""
}

// mayName tells whether sp could be a speaker's name.
func mayName(sp Speaker) bool {
	return plausibleName(sp.Name) && !isBare(sp.Name) && !isPageNumber(sp.Name) && isLabel(sp.Title) && isLabel(sp.Firm)
}

// isLabel tells a title or a firm from the rest of a sentence.
func isLabel(s string) bool {
	if s == "" {
		return true
	}
	first, _ := utf8.DecodeRuneInString(s)
	return !unicode.IsLower(first) && len(s) < 120 && !strings.ContainsAny(s, "?!") && !isNumber(s) && !namesCall(s)
}

// confirm keeps the marks whose names are names: those of the list, of a role,
// with a title, or that come again; a word that the text also writes small
// ("Revenue: ...") is none. A name that stands once and without a colon must be
// mentioned elsewhere.
func (s *nameScan) confirm(marks []nameMark, colon bool) []nameMark {
	count := map[string]int{}
	for _, m := range marks {
		count[nameKey(m.speaker.Name)]++
	}
	verdict := map[string]bool{}
	kept := marks[:0]
	for _, m := range marks {
		key := nameKey(m.speaker.Name)
		ok, known := verdict[key]
		if !known {
			words := len(strings.Fields(m.speaker.Name))
			ok = m.titled || roleByDescription(Speaker{Name: m.speaker.Name}) != "" || s.isListed(m.speaker.Name) ||
				words > 1 && count[key] > 2 || (words > 1 && (colon || s.mentioned(m.speaker.Name)) || count[key] > 1) && !s.writtenSmall(m.speaker.Name)
			verdict[key] = ok
		}
		if ok {
			kept = append(kept, m)
		}
	}
	return kept
}

// mentioned tells whether the text has the first or the last word of a name
// elsewhere: people are thanked, called upon and announced.
func (s *nameScan) mentioned(name string) bool {
	words := strings.Fields(name)
	return strings.Count(s.src.text, words[0]) > 1 || strings.Count(s.src.text, words[len(words)-1]) > 1
}

// writtenSmall tells whether the text has a word of the name in lower case.
func (s *nameScan) writtenSmall(name string) bool {
	for word := range strings.FieldsSeq(name) {
		small := strings.ToLower(strings.Trim(word, ".,'’"))
		if len(small) < 3 || particles[small] {
			continue
		}
		for at := 0; ; {
			i := strings.Index(s.src.text[at:], small)
			if i < 0 {
				break
			}
			at += i
			end := at + len(small)
			if at > 0 && !letterAt(s.src.text, at-1) && (end == len(s.src.text) || !letterAt(s.src.text, end)) {
				return true
			}
			at = end
		}
	}
	return false
}

func letterAt(s string, i int) bool {
	return s[i] >= 0x80 || unicode.IsLetter(rune(s[i])) || s[i] == '@' || s[i] == '.' && i+1 < len(s) && unicode.IsLetter(rune(s[i+1]))
}

// draft cuts the file at the marks.
func (s *nameScan) draft(marks []nameMark) *draft {
	d := newDraft(s.src)
	d.roster = s.roster
	heads := runningHeads(s.src)
	for i := 0; i < min(marks[0].line, titleLines); i++ {
		d.titled(s.at(i))
	}
	section := Section("")
	turn := s.prose()
	speaker, begin := Speaker{}, 0
	flush := func() {
		if speaker.Name != "" || len(d.call.Turns) == 0 && s.listed == 0 && marks[0].line > 0 && begin == 0 {
			d.add(speaker, section, begin, turn.builder)
		}
		turn = s.prose()
	}
	next, skip := 0, -1
	for i, line := range s.lines {
		if next < len(marks) && marks[next].line == i {
			m := marks[next]
			next++
			flush()
			speaker, begin = m.speaker, line.from
			turn.line(m.text, s.lines[m.last].to)
			skip = m.last
			continue
		}
		if i <= skip {
			continue
		}
		content := s.src.text[line.from:line.to]
		if part, ok := heading(content); ok {
			flush()
			speaker, begin = Speaker{}, line.from
			if part != "" {
				section = part
			}
			continue
		}
		switch {
		case content == "":
			turn.blank()
		case isFurniture(content, heads), isRule(content):
			turn.pageBreak()
		case isDirection(content):
			flush()
			speaker, begin = Speaker{}, line.from
		default:
			turn.line(line.from, line.to)
		}
	}
	flush()
	return d
}

func (s *nameScan) prose() *prose {
	return &prose{builder: s.src.builder(), paragraphs: !s.wrapped}
}

// isRule recognises lines of "=", "-", "_" or "*".
func isRule(line string) bool { return len(line) > 2 && strings.Trim(line, "=-_*~ ") == "" }

// isDirection recognises what stands for an operator's words: "(Operator Direction.)".
func isDirection(line string) bool {
	return strings.HasPrefix(line, "(") && strings.HasSuffix(line, ")") && len(line) < 60 &&
		strings.Contains(strings.ToLower(line), "operator")
}

// isOneWordALine recognises what some converters make of a PDF.
func isOneWordALine(src *source) bool {
	words, lines := 0, 0
	for line := range src.all() {
		if line.from == line.to {
			continue
		}
		lines++
		if strings.IndexByte(src.text[line.from:line.to], ' ') < 0 {
			words++
		}
	}
	return lines > 100 && words*10 > lines*9
}

// joinWords puts such a text on lines again, a new one before what a colon
// follows within a sentence's first words.
func joinWords(src *source) *source {
	var out decoder
	sentence := 0 // offset in out where the sentence begins
	words := 0    // of it
	for line := range src.all() {
		word := src.text[line.from:line.to]
		if word == "" || isPageNumber(word) {
			continue
		}
		if len(out.text) > 0 {
			out.write(' ', src.byteOf(line.from))
		}
		if words == 0 {
			sentence = len(out.text)
		}
		out.copy(src, line.from, line.to)
		words++
		switch {
		case strings.HasSuffix(word, ":") && words < 14 && sentence > 0:
			out.text[sentence-1] = '\n'
			words = 0
		case strings.HasSuffix(word, ".") && len(word) > 2, strings.HasSuffix(word, "?"), strings.HasSuffix(word, "!"):
			words = 0
		}
	}
	return out.source(src)
}
