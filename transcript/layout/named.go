package layout

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/transcript/apart"
	"candor/transcript/call"
	"candor/transcript/captions"
	"candor/transcript/cue"
	"candor/transcript/draft"
	"candor/transcript/naming"
	"candor/transcript/people"
	"candor/transcript/source"
)

// readNamed reads plain text in which a speaker's name stands before the words
// ("Jane Doe, CFO: Thank you.") or alone on the line above them ("Jane Doe",
// "Jane Doe - Acme, Inc.", "Jane Doe--Chief Financial Officer"), with or without
// a list of participants on top. Of the two it takes the way that marks more turns.
func readNamed(src *source.Source) *draft.Draft {
	for _, put := range [...]func(*source.Source) *source.Source{apart.Numbers, apart.Titles, apart.Lines} {
		if words := put(src); words != nil {
			src = words
		}
	}
	scan := newNameScan(src)
	marks := scan.behindEntries(scan.fromOpening(scan.plain()))
	if len(marks) > 0 && isOneWordALine(src) {
		if joined := joinWords(src); joined != nil {
			return readNamed(joined)
		}
	}
	if labelled := apart.Labels(src, 2*len(marks)+1); labelled != nil {
		scan = newNameScan(labelled)
		marks = scan.plain()
	}
	if len(marks) == 0 || len(marks) == 1 && people.RoleOf(marks[0].speaker) == "" {
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
	all := slices.Clone(inline)
	most, others := s.confirm(inline, true), s.unlisted(s.confirm(bare, false))
	if s.isOnePerLine(most) {
		most = all
	}
	if len(others) > len(most) {
		most, others = others, most
	}
	if len(others) == 0 {
		return most
	}
	known := map[string]bool{}
	for _, m := range most {
		known[naming.Key(m.speaker.Name)] = true
	}
	var same []nameMark
	for _, m := range others {
		pure := m.speaker.Title+m.speaker.Firm == ""
		alone := m.text == s.lines[m.line].To && strings.HasSuffix(s.at(m.line), ":")
		if m.titled || alone || known[naming.Key(m.speaker.Name)] && pure || call.RoleNamed(m.speaker.Name) == call.Operator || s.isListed(m.speaker.Name) {
			same = append(same, m)
		}
	}
	return merge(most, same)
}

// nameMark is a line that names the next speaker; its text begins at offset text.
type nameMark struct {
	line    int
	last    int // the line on which the text begins
	speaker call.Speaker
	text    int
	titled  bool   // has a title that tells the role
	time    string // that stands beside it
}

// nameScan looks for the names in a file, line by line.
type nameScan struct {
	src         *source.Source
	lines       []source.Span
	page        furniture
	roster      []call.Speaker
	found       *people.Directory // of roster, once it is read
	listed      int               // lines before it are the list of participants
	wrapped     bool
	markdown    bool         // names and headings are dressed, "\\$" is "$"
	words       source.Usage // how the file writes the words of names
	judged      map[string]verdict
	same        map[string]int          // how many lines are exactly this one that may be a name
	inlineWords bool                    // words stand on the line of the name, of most names
	looks       int                     // how often the whole text was searched for a name
	called      map[string]bool         // see calledUpon
	timed       map[string]call.Speaker // the names on lines of their own with a time
}

// wrapLength is the longest line that an editor or converter breaks a text into.
const wrapLength = 200

func newNameScan(src *source.Source) *nameScan {
	s := &nameScan{src: src, lines: src.Spans(), wrapped: true, words: source.Usage{}, same: map[string]int{}, judged: map[string]verdict{}}
	for _, line := range s.lines {
		if line.To-line.From > wrapLength && !isCopyright(src.Text[line.From:line.To]) {
			s.wrapped = false
		}
	}
	s.page = furnitureOf(src)
	s.readTimed()
	s.readRoster()
	s.listed = max(s.listed, s.bodyStart(), s.wholeStart())
	return s
}

func (s *nameScan) at(i int) string { return s.src.Text[s.lines[i].From:s.lines[i].To] }

// skipped tells whether line i holds nothing of the call.
func (s *nameScan) skipped(i int) bool { return s.lines[i].From == s.lines[i].To || s.page.lines[i] }

// next gives the first line from i on that holds something; len(s.lines) if none does.
func (s *nameScan) next(i int) int {
	for i < len(s.lines) && s.skipped(i) {
		i++
	}
	return i
}

// inline finds the marks of the form "Name, Title: text".
func (s *nameScan) inline() []nameMark {
	var marks []nameMark
	for i := s.listed; i < len(s.lines); i++ {
		if s.page.lines[i] {
			continue
		}
		line := s.lines[i]
		text := s.src.Text[line.From:line.To]
		colon := people.NameColon(text)
		if n := capitalName(text); n > 0 {
			colon = n
		}
		if colon < 1 {
			continue
		}
		name, time := untimed(unmarked(text[:colon]))
		begin := s.skipTime(line.From+colon+1, line.To)
		if role, ok := people.QaLetter(name); ok && people.IsPureName(s.src.Text[begin:line.To]) { // "Q: Jane Doe", and the words below
			sp := call.Speaker{Name: people.Clean(s.src.Text[begin:line.To]), Role: role}
			marks = append(marks, nameMark{line: i, last: i, speaker: sp, text: line.To, titled: true})
			continue
		}
		if s.listsPeople(name, s.src.Text[begin:line.To]) {
			continue
		}
		if i > s.listed && s.wrapped && call.RoleNamed(name) == "" {
			if above := s.at(i - 1); continuesName(above) && people.MayBeginName(above) {
				if sp := people.Parse(above + " " + name); people.MayName(sp) && people.IsTold(sp) {
					marks = append(marks, nameMark{line: i - 1, last: i, speaker: sp, text: begin, titled: true})
					continue
				}
			}
		}
		if !people.MayBeginName(name) && !s.listsLine(name) {
			continue
		}
		if v := s.judge(name); v.named {
			marks = append(marks, nameMark{i, i, v.speaker, begin, v.told, time})
		}
	}
	return marks
}

// capitalName gives the place of the full stop behind a name in capitals that
// begins a line: "CHAIR DOE.  Good afternoon." Without one it is 0.
func capitalName(text string) int {
	name, rest, found := strings.Cut(text[:min(len(text), people.LongestName)], ". ")
	if found && cue.Honorific.Has(strings.ToLower(name)) { // "MS. DOE. Good afternoon."
		surname, behind, more := strings.Cut(rest, ". ")
		name, rest, found = name+". "+surname, behind, more
	}
	last := name[strings.LastIndexByte(name, ' ')+1:]
	if !found || strings.TrimSpace(rest) == "" || strings.ToUpper(name) != name || last == name || len(last) < 3 || naming.IsSuffix(last) || !people.IsPureName(name) {
		return 0
	}
	return len(name)
}

// verdict is what a piece of a line says if it is taken for a speaker.
type verdict struct {
	speaker     call.Speaker
	named, told bool // mayName and isTold
}

// judge reads a name once, however often it stands in the file.
func (s *nameScan) judge(name string) verdict {
	if v, known := s.judged[name]; known {
		return v
	}
	v := verdict{speaker: people.Parse(name)}
	v.named = people.MayName(v.speaker) || s.lists(v.speaker) || people.IsTagged(name) && people.Plausible(v.speaker.Name)
	if entry, ok := s.reversedLabel(name); ok {
		v = verdict{speaker: entry, named: true}
	}
	v.told = v.named && (people.IsTold(v.speaker) || people.IsTagged(name) || people.IsCode(name))
	if len(s.judged) < mostJudged {
		s.judged[name] = v
	}
	return v
}

// lists tells whether the list of participants has exactly this name, be it
// "Lynn Good" or "bell hooks".
func (s *nameScan) lists(sp call.Speaker) bool {
	if len(s.roster) == 0 || sp.Name == "" || !people.IsLabel(sp.Title) || !people.IsLabel(sp.Firm) {
		return false
	}
	return s.directory().Has(sp.Name)
}

// continuesName tells whether a line may be the beginning of a name with title
// and firm that goes on below.
func continuesName(line string) bool {
	name, _, found := strings.Cut(line, ", ")
	return found && !source.EndsSentence(line) && !strings.ContainsAny(name, "0123456789")
}

// untimed drops the time that some transcripts put beside a name: "Jane Doe
// (00:12:31)", "[12:31] Jane Doe", "[Jane Doe] 12:31:05".
func untimed(name string) (rest, time string) {
	for _, word := range [...]string{name[strings.LastIndexByte(name, ' ')+1:], strings.SplitN(name, " ", 2)[0]} {
		if apart.IsTime(word) {
			name = strings.Trim(strings.Replace(name, word, "", 1), " -–—|")
			if people.IsNote(name) {
				name = name[1 : len(name)-1]
			}
			return name, word
		}
	}
	return name, ""
}

// readTimed reads the names of a meeting's software, each on a line with a time:
// "Doe, Jane   0:03", "Jane Doe (Guest)  1:02".
func (s *nameScan) readTimed() {
	known, lines := map[string]bool{}, 0
	for i := range s.lines {
		if line := s.at(i); len(line) <= people.LongestName && !s.skipped(i) {
			if name, time := untimed(line); time != "" && people.MayBeginName(name) && !people.Stops(name) {
				known[name] = true
				lines++
			}
		}
	}
	if lines >= fewestTimed && len(known) < lines {
		s.timed = captions.Names(known)
	}
}

// fewestTimed is how many lines of a name and a time make the notes of a meeting.
const fewestTimed = 3

// unmarked drops what lists and captions put before a name: ">> Jane Doe", "12. Jane Doe".
func unmarked(name string) string {
	name = strings.TrimLeft(name, ">•· ")
	name = name[questionNumber(name):]
	if number, rest, found := strings.Cut(name, ". "); found && people.IsNumber(number) {
		return rest
	}
	if people.IsNote(name) && name[0] == '[' {
		return name[1 : len(name)-1] // "[Jane Doe]: text"
	}
	return name
}

// skipTime gives where a turn's words begin: behind blanks, Markdown's asterisks and a time.
func (s *nameScan) skipTime(from, to int) int {
	trim := func() { from = to - len(strings.TrimLeft(s.src.Text[from:to], " *\u00a0\t")) }
	trim()
	if word, _, _ := strings.Cut(s.src.Text[from:to], " "); apart.IsTime(word) {
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
		if s.skipped(i) || len(line) > people.LongestName || !(people.MayBeginName(line) && !people.IsGreeting(line) || s.listsLine(line)) {
			continue
		}
		content := strings.TrimLeft(line, "# ")
		name, time := untimed(content)
		v := s.judge(name)
		if met, ok := s.timed[name]; ok && time != "" {
			v = verdict{speaker: met, named: true}
		}
		sp := v.speaker
		described := sp.Title != "" || sp.Firm != ""
		if !v.named || !described && strings.HasSuffix(line, ".") && !people.EndsAsName(line) || strings.HasSuffix(line, ":") {
			continue
		}
		if _, reversed := titleFirst(line); reversed || people.NameColon(line) > 0 || described && people.Stops(line) && !people.EndsAsName(line) {
			continue
		}
		if k := s.next(i + 1); k < min(len(s.lines), titleLines) && isCallTitle(s.at(k)) {
			continue // the company, not a person
		}
		s.same[line]++
		last := i
		if i+1 < len(s.lines) && time == "" && apart.IsTime(s.at(i+1)) {
			last, time = i+1, s.at(i+1)
		}
		marks = append(marks, nameMark{i, last, sp, s.lines[last].To, (described || people.IsCode(sp.Name)) && v.told, time})
	}
	kept := marks[:0]
	for _, m := range marks {
		if s.same[s.at(m.line)] > 1 || !s.inProse(m.line, m.speaker.Title+m.speaker.Firm != "") {
			kept = append(kept, m)
		}
	}
	return kept
}

// listsLine is a quick look whether a line is, or begins with, a name of the list.
func (s *nameScan) listsLine(line string) bool {
	if len(s.roster) == 0 || len(line) > people.LongestListed || people.Stops(line) && !people.EndsAsName(line) {
		return false
	}
	name, _ := untimed(line)
	return s.lists(people.Parse(name))
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
	if above := s.at(i - 1); len(above) < source.ShortLine || source.EndsSentence(above) || strings.HasSuffix(above, "-") || strings.HasSuffix(above, "—") {
		return false
	}
	if described || i+1 == len(s.lines) || s.skipped(i+1) {
		return described
	}
	first, _ := utf8.DecodeRuneInString(s.at(i + 1))
	return unicode.IsLower(first)
}

func (s *nameScan) isListed(name string) bool {
	_, found := s.directory().Find(name)
	return found
}

// directory is that of the list of participants as far as it is read.
func (s *nameScan) directory() *people.Directory {
	if s.found == nil || len(s.found.List) != len(s.roster) {
		s.found = people.NewDirectory(s.roster, nil)
	}
	return s.found
}

// mostJudged bounds the names of one file whose reading is kept.
const mostJudged = 500
