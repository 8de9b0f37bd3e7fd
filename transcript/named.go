package transcript

import (
	"fmt"
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
	marks := scan.plain()
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

// plain finds the names in plain text: those that stand before the words or those
// above them, whichever are more, and of the other ones those of the same people,
// or with a title.
func (s *nameScan) plain() []nameMark {
	inline, bare := s.inline(), s.bare()
	s.learn(inline, bare)
	most, others := s.confirm(inline, true), s.unlisted(s.confirm(bare, false))
	if len(others) > len(most) {
		most, others = others, most
	}
	if len(others) == 0 {
		return most
	}
	known := map[string]bool{}
	for _, m := range most {
		known[nameKey(m.speaker.Name)] = true
	}
	var same []nameMark
	for _, m := range others {
		pure := m.speaker.Title+m.speaker.Firm == ""
		if m.titled || known[nameKey(m.speaker.Name)] && pure || roleNames[nameKey(m.speaker.Name)] == Operator || s.isListed(m.speaker.Name) {
			same = append(same, m)
		}
	}
	return merge(most, same)
}

// nameMark is a line that names the next speaker; its text begins at offset text.
type nameMark struct {
	line    int
	last    int // the line on which the text begins
	speaker Speaker
	text    int
	titled  bool // has a title that tells the role
	timed   bool // has a time beside it
}

// nameScan looks for the names in a file, line by line.
type nameScan struct {
	src      *source
	lines    []span
	page     furniture
	roster   []Speaker
	found    *directory // of roster, once it is read
	listed   int        // lines before it are the list of participants
	wrapped  bool
	markdown bool  // names and headings are dressed, "\\$" is "$"
	words    usage // how the file writes the words of names
	judged   map[string]verdict
	same     map[string]int // how many lines are exactly this one that may be a name
	looks    int            // how often the whole text was searched for a name
}

// wrapLength is the longest line that an editor or converter breaks a text into.
const wrapLength = 200

func newNameScan(src *source) *nameScan {
	s := &nameScan{src: src, lines: src.spans(), wrapped: true, words: usage{}, same: map[string]int{}, judged: map[string]verdict{}}
	for _, line := range s.lines {
		if line.to-line.from > wrapLength && !isCopyright(src.text[line.from:line.to]) {
			s.wrapped = false
		}
	}
	s.page = src.furniture()
	s.readRoster()
	s.listed = max(s.listed, s.bodyStart())
	return s
}

func (s *nameScan) at(i int) string { return s.src.text[s.lines[i].from:s.lines[i].to] }

// skipped tells whether line i holds nothing of the call.
func (s *nameScan) skipped(i int) bool { return s.lines[i].from == s.lines[i].to || s.page.lines[i] }

// next gives the first line from i on that holds something; len(s.lines) if none does.
func (s *nameScan) next(i int) int {
	for i < len(s.lines) && s.skipped(i) {
		i++
	}
	return i
}

// Bounds of the list of participants: within how many lines of the top it must
// begin, how long its lines are, and how many people it has at most.
const (
	rosterWithin  = 200
	longestListed = 150
	mostListed    = 1000
)

// readRoster reads "Company Participants", "Executives", "Conference Call
// Participants", "Analysts" and the lines of names below.
func (s *nameScan) readRoster() {
	role, inside := Role(""), false
	below := false // the call has begun: the list stands below it
	listed := func(end int) {
		if !below {
			s.listed = end
		}
	}
	for i := s.next(0); i < len(s.lines) && len(s.roster) < mostListed; i = s.next(i + 1) {
		line := s.at(i)
		if r, ok := listHeading(line); ok {
			role, inside = r, true
			listed(i + 1)
			continue
		}
		if !inside {
			if i > rosterWithin {
				return
			}
			before, _, _ := strings.Cut(line, ":")
			below = below || roleNames[nameKey(before)] == Operator
			continue
		}
		entry, last, ok := s.rosterEntry(i)
		if !ok {
			return
		}
		entry.Role = role
		if byTitle := roleByDescription(Speaker{Name: entry.Name, Title: entry.Title}); role == Executive && byTitle == InvestorRelations {
			entry.Role = byTitle
		}
		s.roster = append(s.roster, entry)
		listed(last + 1)
		i = last
	}
}

// rosterEntry reads the entry that begins on line i and tells the line it ends on.
// A bullet's name may have its firm and title on the next line.
func (s *nameScan) rosterEntry(i int) (entry Speaker, last int, ok bool) {
	line := s.at(i)
	bullet := strings.TrimLeft(line, "*•·-\t ")
	entry = parseSpeaker(inCells(bullet))
	if len(line) > longestListed || !plausibleName(entry.Name) || roleNames[nameKey(entry.Name)] == Operator || isHeading(line) {
		return entry, i, false
	}
	described := entry.Title != "" || entry.Firm != ""
	if !described && bullet == line && s.textFollows(i) {
		return entry, i, false
	}
	k := s.next(i + 1)
	if described || bullet == line || k == len(s.lines) {
		return entry, i, true
	}
	below := s.at(k)
	if _, headed := listHeading(below); headed || isHeading(below) || len(below) > longestListed || strings.TrimLeft(below, "*•·-\t ") != below {
		return entry, i, true
	}
	for _, part := range splitDashes(cleanName(below)) {
		entry.describe(part)
	}
	return entry, k, true
}

// inCells puts dashes between the parts of an entry that semicolons, a tab or
// blanks separate: "Jane Doe; CFO; Acme, Inc."
func inCells(entry string) string {
	cells := strings.Split(entry, "; ")
	if len(cells) == 1 {
		cells = columns(entry)
	}
	if len(cells) < 2 || len(cells) > 3 || !isTitle(cells[1]) && !namesFirm(cells[1]) {
		return entry
	}
	return strings.Join(cells, " - ")
}

// listHeading recognises the heading of a list of participants and whose list it
// is; a small letter begins the rest of a sentence.
func listHeading(line string) (Role, bool) {
	if first, _ := utf8.DecodeRuneInString(line); unicode.IsLower(first) {
		return "", false
	}
	return rosterHeading(line)
}

func rosterHeading(line string) (Role, bool) {
	if len(line) > longestHeading {
		return "", false
	}
	switch strings.ToLower(strings.Trim(unspaced(line), " *#:")) {
	case "executives", "company participants", "corporate participants", "company representatives", "corporate speakers",
		"management", "management participants", "corporateparticipants", "company speakers":
		return Executive, true
	case "analysts", "conference call participants", "conference call participiants", "other participants", "conferencecallparticipants",
		"analyst participants", "sell-side analysts", "investors":
		return Analyst, true
	case "call participants", "participants", "attendees", "speakers":
		return "", true
	}
	return "", false
}

// textFollows tells whether prose stands in the next line that is not empty.
func (s *nameScan) textFollows(i int) bool {
	k := s.next(i + 1)
	return k < len(s.lines) && (endsSentence(s.at(k)) || len(s.at(k)) > 80)
}

// longestName is the most bytes that a name with title and firm has.
const longestName = 200

// inline finds the marks of the form "Name, Title: text".
func (s *nameScan) inline() []nameMark {
	var marks []nameMark
	for i := s.listed; i < len(s.lines); i++ {
		if s.page.lines[i] {
			continue
		}
		line := s.lines[i]
		text := s.src.text[line.from:line.to]
		colon := nameColon(text)
		if colon < 1 {
			continue
		}
		name := untimed(unmarked(text[:colon]))
		begin := s.skipTime(line.from+colon+1, line.to)
		if role, ok := qaLetter(name); ok && isPureName(s.src.text[begin:line.to]) { // "Q: Jane Doe", and the words below
			sp := Speaker{Name: cleanName(s.src.text[begin:line.to]), Role: role}
			marks = append(marks, nameMark{line: i, last: i, speaker: sp, text: line.to, titled: true})
			continue
		}
		if strings.EqualFold(name, "moderator") && isPureName(s.src.text[begin:line.to]) {
			continue // a head says who leads the call
		}
		if i > s.listed && s.wrapped && roleNames[nameKey(name)] == "" {
			if above := s.at(i - 1); continuesName(above) && mayBeginName(above) {
				if sp := parseSpeaker(above + " " + name); mayName(sp) && isTold(sp) {
					marks = append(marks, nameMark{line: i - 1, last: i, speaker: sp, text: begin, titled: true})
					continue
				}
			}
		}
		if !mayBeginName(name) {
			continue
		}
		if v := s.judge(name); v.named {
			marks = append(marks, nameMark{i, i, v.speaker, begin, v.told, name != unmarked(text[:colon])})
		}
	}
	return marks
}

// verdict is what a piece of a line says if it is taken for a speaker.
type verdict struct {
	speaker     Speaker
	named, told bool // mayName and isTold
}

// judge reads a name once, however often it stands in the file.
func (s *nameScan) judge(name string) verdict {
	if v, known := s.judged[name]; known {
		return v
	}
	v := verdict{speaker: parseSpeaker(name)}
	v.named = mayName(v.speaker)
	v.told = v.named && isTold(v.speaker)
	if len(s.judged) < mostSpeakers {
		s.judged[name] = v
	}
	return v
}

// continuesName tells whether a line may be the beginning of a name with title
// and firm that goes on below.
func continuesName(line string) bool {
	name, _, found := strings.Cut(line, ", ")
	return found && !endsSentence(line) && !strings.ContainsAny(name, "0123456789")
}

// nameColon gives the place of the colon that ends a name, or -1; that within
// brackets ("Acme, Inc. (NASDAQ: ACM)"), a time of day or a web address ends none.
func nameColon(text string) int {
	for at := 0; at < min(len(text), longestName); {
		i := strings.IndexByte(text[at:min(len(text), longestName)], ':')
		if i < 0 {
			return -1
		}
		at += i
		if at > 0 && isFigure(text[at-1]) && at+1 < len(text) && isFigure(text[at+1]) {
			at++
			continue
		}
		if strings.HasPrefix(text[at:], "://") {
			return -1
		}
		if open := strings.LastIndexAny(text[:at], "(["); open >= 0 && !strings.ContainsAny(text[open:at], ")]") {
			at++
			continue
		}
		return at
	}
	return -1
}

func isFigure(b byte) bool { return '0' <= b && b <= '9' }

// untimed drops the time that some transcripts put beside a name: "Jane Doe
// (00:12:31)", "[12:31] Jane Doe", "[Jane Doe] 12:31:05".
func untimed(name string) string {
	for _, word := range [...]string{name[strings.LastIndexByte(name, ' ')+1:], strings.SplitN(name, " ", 2)[0]} {
		if isTime(word) {
			name = strings.TrimSpace(strings.Replace(name, word, "", 1))
			if isNote(name) {
				name = name[1 : len(name)-1]
			}
			return name
		}
	}
	return name
}

// unmarked drops what lists and captions put before a name: ">> Jane Doe", "12. Jane Doe".
func unmarked(name string) string {
	name = strings.TrimLeft(name, ">•· ")
	if number, rest, found := strings.Cut(name, ". "); found && isNumber(number) {
		return rest
	}
	return name
}

// isTime recognises "00:12", "(1:02:31)" and "[00:12]".
func isTime(word string) bool {
	word = strings.Trim(word, "()[]")
	return len(word) >= 4 && len(word) <= 8 && strings.IndexByte(word, ':') > 0 && isNumber(strings.ReplaceAll(word, ":", ""))
}

// skipTime gives where a turn's words begin: behind blanks, Markdown's asterisks and a time.
func (s *nameScan) skipTime(from, to int) int {
	trim := func() { from = to - len(strings.TrimLeft(s.src.text[from:to], " *\u00a0\t")) }
	trim()
	if word, _, _ := strings.Cut(s.src.text[from:to], " "); isTime(word) {
		from += len(word)
		trim()
	}
	return from
}

// bare finds the marks that are lines of their own.
func (s *nameScan) bare() []nameMark {
	var marks []nameMark
	for i := s.listed; i < len(s.lines); i++ {
		line := s.at(i)
		if s.skipped(i) || len(line) > longestName || !mayBeginName(line) || isBare(line) {
			continue
		}
		content := strings.TrimLeft(line, "# ")
		name := untimed(content)
		v := s.judge(name)
		sp := v.speaker
		described := sp.Title != "" || sp.Firm != ""
		if !v.named || !described && strings.HasSuffix(line, ".") && !endsAsName(line) || strings.HasSuffix(line, ":") {
			continue
		}
		if _, reversed := titleFirst(line); reversed || nameColon(line) > 0 || described && stops(line) && !endsAsName(line) {
			continue
		}
		if k := s.next(i + 1); k < min(len(s.lines), titleLines) && isCallTitle(s.at(k)) {
			continue // the company, not a person
		}
		s.same[line]++
		marks = append(marks, nameMark{i, i, sp, s.lines[i].to, described && v.told, name != content})
	}
	kept := marks[:0]
	for _, m := range marks {
		if s.same[s.at(m.line)] > 1 || !s.inProse(m.line, m.speaker.Title+m.speaker.Firm != "") {
			kept = append(kept, m)
		}
	}
	return kept
}

// isCallTitle recognises "Q1 2032 Earnings Call" and the day below it.
func isCallTitle(line string) bool {
	return len(line) < longestTitle && !endsSentence(line) && (namesCall(line) && !runsOn(line) || len(line) < shortLine && dateIn(line) != "")
}

// titleFirst reads a line of a list that has the title before the name: "Chief
// Executive Officer — Jane Doe".
func titleFirst(line string) (Speaker, bool) {
	if len(line) > longestListed {
		return Speaker{}, false
	}
	parts := splitDashes(line)
	if len(parts) != 2 || roleNames[nameKey(parts[0])] != "" || !isTitle(parts[0]) || !plausibleName(parts[1]) || isTitle(parts[1]) {
		return Speaker{}, false
	}
	entry := Speaker{Name: cleanName(parts[1]), Title: cleanName(parts[0])}
	entry.Role = roleByDescription(entry)
	return entry, true
}

// unlisted leaves out the names right above names: entries of a list.
func (s *nameScan) unlisted(marks []nameMark) []nameMark {
	kept := marks[:0]
	for k, m := range marks {
		if k+1 == len(marks) || s.next(m.line+1) != marks[k+1].line {
			kept = append(kept, m)
		}
	}
	return kept
}

// inProse tells whether line i is the middle of a paragraph that is broken at the
// ends of lines: no sentence ends above it, and it is more than a name, or below
// it a sentence goes on.
func (s *nameScan) inProse(i int, described bool) bool {
	if !s.wrapped || i == 0 || s.skipped(i-1) {
		return false
	}
	if above := s.at(i - 1); len(above) < shortLine || endsSentence(above) || strings.HasSuffix(above, "-") || strings.HasSuffix(above, "—") {
		return false
	}
	if described || i+1 == len(s.lines) || s.skipped(i+1) {
		return described
	}
	first, _ := utf8.DecodeRuneInString(s.at(i + 1))
	return unicode.IsLower(first)
}

func (s *nameScan) isListed(name string) bool {
	_, found := s.directory().find(name)
	return found
}

// directory is that of the list of participants as far as it is read.
func (s *nameScan) directory() *directory {
	if s.found == nil || len(s.found.list) != len(s.roster) {
		s.found = newDirectory(s.roster, nil)
	}
	return s.found
}

// isTold tells whether the title tells the role.
func isTold(sp Speaker) bool {
	return roleByDescription(Speaker{Name: sp.Name, Title: sp.Title}) != ""
}

// mayName tells whether sp could be a speaker's name.
func mayName(sp Speaker) bool {
	return plausibleName(sp.Name) && !namesCall(sp.Name) && !isNote(sp.Name) && !isBare(sp.Name) && !isPageNumber(sp.Name) && isLabel(sp.Title) && isLabel(sp.Firm) &&
		!isFirmSuffix(sp.Firm) // "Acme, Inc."
}

// isNote recognises "[Operator Closing Remarks]".
func isNote(s string) bool {
	return strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]") || strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")")
}

// isLabel tells a title or a firm from the rest of a sentence.
func isLabel(s string) bool {
	if s == "" {
		return true
	}
	first, _ := utf8.DecodeRuneInString(s)
	return !unicode.IsLower(first) && len(s) < longestListed && !strings.ContainsAny(s, "?!…%$") && !isNumber(s) && !namesCall(s) && !runsOn(s)
}

// learn counts how the file writes the words of the names.
func (s *nameScan) learn(all ...[]nameMark) {
	for _, marks := range all {
		for _, m := range marks {
			for _, word := range nameWords(m.speaker.Name) {
				s.words.want(word)
				s.words.want(strings.ToLower(word))
				s.words.want(capitalised(word))
			}
		}
	}
	s.words.count(s.src.text)
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
		count[nameKey(m.speaker.Name)]++
		if m.titled {
			families[nameKey(surname(m.speaker.Name))] = true
		}
	}
	verdict := map[string]bool{}
	kept := marks[:0]
	for _, m := range marks {
		key := nameKey(m.speaker.Name)
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
	if m.titled || roleByDescription(Speaker{Name: name}) != "" || s.isListed(name) || isAnonymous(name) {
		return true
	}
	described := m.speaker.Title != "" || m.speaker.Firm != ""
	if !colon && len(s.roster) > 0 && !described && s.same[s.at(m.line)] == 1 && !s.mentionedWhole(name) {
		return false // a reader's vote or another piece of the page below the call
	}
	several := strings.IndexByte(name, ' ') > 0 || s.isGlued(name)
	return several && count > 2 || (several && (colon || s.isGlued(name) || s.mentioned(name)) || count > 1) && !s.writtenSmall(name)
}

// isAnonymous recognises what a transcriber calls a voice without a name.
func isAnonymous(name string) bool {
	switch key := nameKey(name); key {
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
	return strings.Count(s.src.text, name) > 1
}

// writtenSmall tells whether the words of the name are no name's, because the text
// has them in lower case. People are called Post and Long: of several words two
// may speak for the name, or one if somebody of that name is announced.
func (s *nameScan) writtenSmall(name string) bool {
	small, other := 0, 0
	for _, word := range nameWords(name) {
		lower := strings.ToLower(word)
		switch {
		case len(lower) < 3 || particles[lower]:
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
	text := s.src.text
	for range mostLooks {
		before, after, found := strings.Cut(text, name)
		if !found {
			return false
		}
		before = strings.TrimRight(before, " \n")
		if isLink(before[strings.LastIndexAny(before, " \n")+1:]) && isLink(firstWord(strings.TrimLeft(after, " ,\n"))) {
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
	listed, found := Speaker{}, false
	if !strings.Contains(name, " ") || strings.ToUpper(name) == name {
		listed, found = s.directory().find(name)
	}
	if found && nameKey(listed.Name) == nameKey(name) {
		return listed.Name
	}
	if s.isGlued(name) {
		return strings.Join(camelWords(name), " ")
	}
	return name
}

// draft cuts the file at the marks.
func (s *nameScan) draft(marks []nameMark) *draft {
	d := newDraft(s.src)
	d.roster = s.titledRoster(marks)
	marks = s.beforeList(marks)
	d.call.Turns = make([]Turn, 0, len(marks)+1)
	above := ""
	for i := 0; i < min(marks[0].line, titleLines); i++ {
		line := strings.Trim(s.at(i), "#* ")
		if cells := columns(line); len(cells) > 0 {
			d.companyAbove(above, cells[0])
			above = cells[0]
		}
		d.titled(line)
		if entry, ok := titleFirst(s.at(i)); ok {
			d.roster = append(d.roster, entry)
		}
	}
	c := cutter{scan: s, draft: d, hyphens: findHyphens(s.src, s.lines), begin: -1}
	c.start(Speaker{}, 0)
	next := 0
	for i := 0; i < len(s.lines); i++ {
		for next < len(marks) && marks[next].line < i {
			next++ // within a name that is broken at the end of a line
		}
		if next < len(marks) && marks[next].line == i {
			m := marks[next]
			next++
			if m.timed && m.speaker.Name == c.speaker.Name {
				c.turn.blank() // recognised speech, cut by time
			} else {
				c.start(m.speaker, s.lines[i].from)
			}
			c.turn.line(m.text, s.lines[m.last].to)
			i, c.last = m.last, next == len(marks)
			continue
		}
		if next == len(marks) && c.ends(i) {
			if !isPublishers(s.at(i)) {
				c.drop(i)
			}
			break
		}
		c.line(i)
	}
	c.flush()
	return d
}

// titledRoster is the list of participants as the names in the call show it: "Jane
// Doe Acme, Inc. - CFO" is Jane Doe; and who is listed as an executive without a
// title, and has that of investor relations beside the words, is of it.
func (s *nameScan) titledRoster(marks []nameMark) []Speaker {
	if len(s.roster) == 0 {
		return nil
	}
	titles := map[string]string{}
	for _, m := range marks {
		if key := nameKey(m.speaker.Name); m.speaker.Title != "" || titles[key] == "" {
			titles[key] = m.speaker.Title
		}
	}
	for i := range s.roster {
		entry := &s.roster[i]
		for end := strings.LastIndexByte(entry.Name, ' '); end > 0; end = strings.LastIndexByte(entry.Name[:end], ' ') {
			if _, speaks := titles[nameKey(entry.Name[:end])]; speaks {
				entry.Name = entry.Name[:end] // the firm stands right behind
				break
			}
		}
		title := titles[nameKey(entry.Name)]
		if entry.Role == Executive && entry.Title == "" && roleByDescription(Speaker{Name: entry.Name, Title: title}) == InvestorRelations {
			entry.Role, entry.Title = InvestorRelations, title
		}
	}
	return s.roster
}

// beforeList leaves out the names of a list of participants that stands below the
// call, where a publisher puts it.
func (s *nameScan) beforeList(marks []nameMark) []nameMark {
	half := len(marks) / 2
	for i := s.next(marks[half].line); i < len(s.lines); i = s.next(i + 1) {
		line := s.at(i)
		_, listed := listHeading(line)
		if lower := strings.ToLower(line); !listed && !(strings.HasPrefix(lower, "duration:") && strings.HasSuffix(lower, "minutes")) {
			continue
		}
		for k := half + 1; k < len(marks); k++ {
			if marks[k].line > i {
				return marks[:k]
			}
		}
	}
	return marks
}

// cutter collects the lines of one speaker after another.
type cutter struct {
	scan    *nameScan
	draft   *draft
	hyphens hyphens
	section Section
	turn    *prose
	speaker Speaker
	begin   int  // offset at which the turn begins; -1 before the first
	last    bool // nobody is named any more
	closed  bool // the last speaker has said goodbye
	goesOn  bool // the last line is no sentence's end
	small   bool // it is the publisher's small print
}

// start ends the turn before and begins that of speaker at an offset of the source.
func (c *cutter) start(speaker Speaker, begin int) {
	c.flush()
	c.speaker, c.begin, c.closed, c.small = speaker, begin, false, false
	s := c.scan
	c.turn = &prose{builder: s.src.builder(), markdown: s.markdown, paragraphs: !s.wrapped && !s.markdown, hyphens: c.hyphens}
}

// flush ends a turn. What stands before the first name may be the rest of a
// question, unless a list of participants does.
func (c *cutter) flush() {
	if c.begin < 0 {
		return
	}
	if c.speaker.Name != "" || c.begin == 0 && c.scan.listed == 0 {
		c.draft.add(c.speaker, c.section, c.begin, c.turn.builder)
		return
	}
	if !c.small {
		c.draft.leaveOut(c.begin, string(c.turn.text))
	}
}

// line takes a line that is no speaker's name.
func (c *cutter) line(i int) {
	s := c.scan
	content := s.at(i)
	if i < s.listed {
		return
	}
	if part, ok := heading(content); ok && (!s.markdown || isDressed(content)) {
		c.start(Speaker{}, s.lines[i].to)
		c.small = part == "" && isPublishers(content)
		if part != "" {
			c.section = part
		}
		return
	}
	switch {
	case content == "":
		c.turn.blank()
		c.goesOn = false
	case s.page.lines[i], isRule(content):
		c.turn.pageBreak()
	case isDirection(content):
		c.start(Speaker{}, s.lines[i].to)
	default:
		c.turn.line(s.lines[i].from, s.lines[i].to)
		c.closed = c.closed || c.last && saysGoodbye(content)
		c.goesOn = !endsSentence(content)
	}
}

// ends tells whether line i, behind the last speaker's name, is no longer of the
// call: a publisher's words, a list of who took part, or what stands on the page
// below the operator's goodbye.
func (c *cutter) ends(i int) bool {
	content := c.scan.at(i)
	if c.scan.skipped(i) {
		return false
	}
	if _, listed := listHeading(content); listed || isPublishers(content) {
		return true
	}
	if !c.closed || c.goesOn || saysGoodbye(content) || strings.Contains(strings.ToLower(content), "thank") {
		return false
	}
	return roleByDescription(c.speaker) == Operator || len(content) < shortLine && !endsSentence(content)
}

// drop leaves out everything from line i on.
func (c *cutter) drop(i int) {
	s := c.scan
	var sentences strings.Builder
	for k := i; k < len(s.lines); k++ {
		if line := s.at(k); !s.page.lines[k] && (len(line) > shortLine || endsSentence(line)) && !isTold(parseSpeaker(line)) {
			sentences.WriteString(line + " ")
		}
	}
	c.draft.leaveOut(s.lines[i].from, sentences.String())
}

// fewWords is how many words may stand outside of the call, as titles and marks of
// a page do, before they are worth a warning.
const fewWords = 30

// leaveOut says that words which begin at an offset of the source are nobody's.
func (d *draft) leaveOut(begin int, words string) {
	n := len(strings.Fields(words))
	if d.outs += n; n >= fewWords {
		d.warn(d.src.line(begin), fmt.Sprintf("%d words that nobody is named for are left out", n))
	}
}

// saysGoodbye recognises an operator's last words.
func saysGoodbye(line string) bool {
	return containsAny(strings.ToLower(line), "disconnect", "conclude", "goodbye", "good-bye", "good bye", "end of today's", "have a great day",
		"have a good day", "have a wonderful day", "signoff", "this ends") > 0
}

// isPublishers recognises what publishers put below a transcript.
func isPublishers(line string) bool {
	lower := strings.ToLower(unspaced(line[:min(len(line), 100)]))
	for _, start := range [...]string{
		"duration:", "this article is a transcript", "this transcript may not", "this article represents the opinion", "transcript powered by",
		"copyright policy", "load-date:", "end of document", "all earnings call transcripts", "more from the motley fool",
		"read more current", "*stock advisor", "if you have any additional questions about our online transcripts",
		"all other use is prohibited", "the information contained in event transcripts", "the information herein is based on",
		"copyright", "these materials have been prepared", "[thomson financial reserves", "thomson reuters reserves",
		"refinitiv reserves", "this transcript is provided",
	} {
		if strings.HasPrefix(lower, start) {
			return true
		}
	}
	switch strings.Trim(lower, " *#:.") {
	case "disclaimer", "definitions", "end", "end of transcript", "related articles", "stocks mentioned", "about the author":
		return true
	}
	return strings.HasPrefix(lower, "more ") && strings.HasSuffix(lower, " analysis")
}

// isRule recognises lines of "=", "-", "_", "*" or dots.
func isRule(line string) bool { return len(line) > 2 && strings.Trim(line, "=-_*~. ") == "" }

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
			out.write(' ', src.byteOf(line.from-1)) // the end of the line before
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
		case strings.HasSuffix(word, ".") && len(word) != 2, strings.HasSuffix(word, "?"), strings.HasSuffix(word, "!"):
			words = 0
		}
	}
	return out.source(src)
}
