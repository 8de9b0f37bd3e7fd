package layout

import (
	"strings"

	"candor/transcript/call"
	"candor/transcript/draft"
	"candor/transcript/naming"
	"candor/transcript/people"
	"candor/transcript/source"
)

// readCallStreet reads the text of PDFs by FactSet CallStreet: between rules of
// dots a name with "Q" or "A" at the right and title and firm below it, or marks
// within the text, "<Q - Jane Doe - Acme Capital>: How is demand?".
func readCallStreet(src *source.Source) *draft.Draft {
	if !hasLetters(src) {
		return nil
	}
	s := newNameScan(src)
	s.listed = s.bodyStart()
	scan := callStreetScan{stackedScan{nameScan: s, cells: s.listedCells(), below: map[string]int{}}}
	marks, sure := scan.marks()
	if sure < fewestMarked {
		return nil
	}
	s.roster = nil // the marks tell more, and without columns
	return s.draft(marks)
}

// hasLetters is a quick look: without angle marks, and lines that are or end in
// "Q" or "A", nobody is marked.
func hasLetters(src *source.Source) bool {
	for _, line := range src.Spans() {
		s := src.Text[line.From:line.To]
		if s == "" {
			continue
		}
		last := len(s) - 1
		angle := last > 0 && (s[0] == '<' || s[0] == '[') && strings.IndexByte("QA ", s[1]) >= 0
		if angle || (s[last] == 'Q' || s[last] == 'A') && (last == 0 || s[last-1] == ' ' || s[last-1] == '\t') {
			return true
		}
	}
	return false
}

// fewestMarked is how many speakers must be marked as asking or answering.
const fewestMarked = 2

type callStreetScan struct{ stackedScan }

// marks finds the names; sure counts those that say who asks and who answers.
func (s *callStreetScan) marks() (marks []nameMark, sure int) {
	ruled := false // a rule, a part's heading or a letter came last
	letter := call.Role("")
	for i := s.next(s.listed); i < len(s.lines); i = s.next(i + 1) {
		line := s.at(i)
		if m, ok := s.angleMark(i); ok {
			marks = append(marks, m)
			sure++
			ruled, letter, i = false, "", m.last
			continue
		}
		if role, ok := people.QaLetter(line); ok {
			ruled, letter = true, role
			s.page.lines[i] = true
			continue
		}
		if isRule(line) || people.IsHeading(line) {
			ruled, letter = true, ""
			continue
		}
		m, ok := s.mark(i, ruled, letter)
		ruled, letter = false, ""
		if !ok {
			continue
		}
		if m.speaker.Role != "" {
			sure++
		}
		marks = append(marks, m)
		i = m.last
	}
	return marks, sure
}

// mark reads the name on line i, if it is one: behind a rule, with a letter
// beside it, or before a colon.
func (s *callStreetScan) mark(i int, ruled bool, letter call.Role) (nameMark, bool) {
	line := s.at(i)
	if call.RoleNamed(line) == call.Operator {
		return nameMark{line: i, last: i, speaker: call.Speaker{Name: people.Clean(line)}, text: s.lines[i].To}, true
	}
	if colon := people.NameColon(line); colon > 0 && call.RoleNamed(line[:colon]) != "" {
		return nameMark{line: i, last: i, speaker: call.Speaker{Name: people.Clean(line[:colon])}, text: s.skipTime(s.lines[i].From+colon+1, s.lines[i].To)}, true
	}
	name := line
	if cells := people.Columns(line); len(cells) == 2 {
		if role, ok := people.QaLetter(cells[1]); ok {
			name, letter, ruled = cells[0], role, true
		}
	} else if before, last, ok := cutLast(line); ok && (ruled || s.cells[naming.Key(before)]) && people.IsPureName(before) {
		if role, ok := people.QaLetter(last); ok {
			name, letter, ruled = before, role, true
		}
	}
	k := s.next(i + 1)
	if role, ok := s.letterAt(k); ok && letter == "" && people.IsPureName(name) {
		letter, ruled = role, true
		s.page.lines[k] = true
	}
	speaker := people.Parse(name)
	told := people.IsTold(speaker) && speaker.Title != "" // "Jane Doe, Chief Executive Officer" in the prepared part
	if !ruled && (told || s.cells[naming.Key(name)] && people.IsPureName(name) && s.description(i) > i) && s.afterSentence(i) {
		ruled = true
	}
	if !ruled || !people.MayName(speaker) || source.EndsSentence(name) && !people.EndsAsName(name) {
		return nameMark{}, false
	}
	m := nameMark{line: i, last: i, speaker: speaker, text: s.lines[i].To}
	if speaker.Title == "" && speaker.Firm == "" {
		if last := s.description(i); last > i {
			m.last, m.text = last, s.lines[last].To
			below := s.joined(i+1, last)
			if before, word, ok := cutLast(below); ok && letter == "" {
				if role, ok := people.QaLetter(word); ok {
					below, letter = strings.TrimSpace(before), role
				}
			}
			people.DescribeBelow(&m.speaker, below)
		} else if letter == "" && !s.cells[naming.Key(name)] {
			return nameMark{}, false
		}
	}
	if role, ok := s.letterAt(s.next(m.last + 1)); ok && letter == "" {
		letter = role
		m.last = s.next(m.last + 1)
		m.text = s.lines[m.last].To
	}
	// Beside the name of an analyst stands Q, beside everybody else's A.
	if m.speaker.Role = letter; letter == call.Executive && people.RoleOf(call.Speaker{Title: m.speaker.Title}) == call.InvestorRelations {
		m.speaker.Role = call.InvestorRelations
	}
	return m, true
}

// afterSentence tells whether the words before line i are at an end.
func (s *callStreetScan) afterSentence(i int) bool {
	for i--; i >= 0; i-- {
		if !s.skipped(i) {
			return source.EndsSentence(s.at(i))
		}
	}
	return true
}

func (s *callStreetScan) letterAt(i int) (call.Role, bool) {
	if i == len(s.lines) {
		return "", false
	}
	return people.QaLetter(s.at(i))
}

// cutLast parts the last word from a line.
func cutLast(line string) (before, last string, found bool) {
	i := strings.LastIndexByte(line, ' ')
	if i < 0 {
		return line, "", false
	}
	return line[:i], line[i+1:], true
}

// angleMark reads the mark that begins on line i and may end on the next.
func (s *callStreetScan) angleMark(i int) (nameMark, bool) {
	last := i
	if line := s.at(i); line[0] == '<' && strings.IndexByte(line, '>') < 0 && i+1 < len(s.lines) {
		last++
	}
	from := s.lines[i].From
	speaker, n := angleMark(s.src.Text[from:s.lines[last].To])
	if n == 0 {
		return nameMark{}, false
	}
	return nameMark{line: i, last: last, speaker: speaker, text: from + n, titled: true}, true
}

// angleMark reads "<Q - Jane Doe - Acme Capital>: " at the start of a text and
// gives its length, or 0.
func angleMark(line string) (call.Speaker, int) {
	if line == "" || line[0] != '<' && line[0] != '[' || len(line) < 4 {
		return call.Speaker{}, 0
	}
	end := strings.IndexAny(line[:min(len(line), people.LongestName)], ">]")
	if end < 0 {
		return call.Speaker{}, 0
	}
	parts := people.SplitDashes(people.Clean(line[1:end]))
	role, ok := people.QaLetter(parts[0])
	if !ok || len(parts) < 2 || !people.MayName(call.Speaker{Name: parts[1]}) {
		return call.Speaker{}, 0
	}
	speaker := call.Speaker{Name: people.Clean(parts[1]), Role: role}
	for _, part := range parts[2:] {
		people.Describe(&speaker, part)
	}
	rest := line[end+1:]
	return speaker, len(line) - len(strings.TrimLeft(rest, ": "))
}
