package transcript

import "candor/transcript/call"

import "candor/transcript/naming"

import "strings"

// readCallStreet reads the text of PDFs by FactSet CallStreet: between rules of
// dots a name with "Q" or "A" at the right and title and firm below it, or marks
// within the text, "<Q - Jane Doe - Acme Capital>: How is demand?".
func readCallStreet(src *source) *draft {
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
func hasLetters(src *source) bool {
	for _, line := range src.spans() {
		s := src.text[line.from:line.to]
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
	letter := Role("")
	for i := s.next(s.listed); i < len(s.lines); i = s.next(i + 1) {
		line := s.at(i)
		if m, ok := s.angleMark(i); ok {
			marks = append(marks, m)
			sure++
			ruled, letter, i = false, "", m.last
			continue
		}
		if role, ok := qaLetter(line); ok {
			ruled, letter = true, role
			s.page.lines[i] = true
			continue
		}
		if isRule(line) || isHeading(line) {
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
func (s *callStreetScan) mark(i int, ruled bool, letter Role) (nameMark, bool) {
	line := s.at(i)
	if call.RoleNames[naming.Key(line)] == Operator {
		return nameMark{line: i, last: i, speaker: Speaker{Name: cleanName(line)}, text: s.lines[i].to}, true
	}
	if colon := nameColon(line); colon > 0 && call.RoleNames[naming.Key(line[:colon])] != "" {
		return nameMark{line: i, last: i, speaker: Speaker{Name: cleanName(line[:colon])}, text: s.skipTime(s.lines[i].from+colon+1, s.lines[i].to)}, true
	}
	name := line
	if cells := columns(line); len(cells) == 2 {
		if role, ok := qaLetter(cells[1]); ok {
			name, letter, ruled = cells[0], role, true
		}
	} else if before, last, ok := cutLast(line); ok && (ruled || s.cells[naming.Key(before)]) && isPureName(before) {
		if role, ok := qaLetter(last); ok {
			name, letter, ruled = before, role, true
		}
	}
	k := s.next(i + 1)
	if role, ok := s.letterAt(k); ok && letter == "" && isPureName(name) {
		letter, ruled = role, true
		s.page.lines[k] = true
	}
	speaker := parseSpeaker(name)
	told := isTold(speaker) && speaker.Title != "" // "Jane Doe, Chief Executive Officer" in the prepared part
	if !ruled && (told || s.cells[naming.Key(name)] && isPureName(name) && s.description(i) > i) && s.afterSentence(i) {
		ruled = true
	}
	if !ruled || !mayName(speaker) || endsSentence(name) && !endsAsName(name) {
		return nameMark{}, false
	}
	m := nameMark{line: i, last: i, speaker: speaker, text: s.lines[i].to}
	if speaker.Title == "" && speaker.Firm == "" {
		if last := s.description(i); last > i {
			m.last, m.text = last, s.lines[last].to
			below := s.joined(i+1, last)
			if before, word, ok := cutLast(below); ok && letter == "" {
				if role, ok := qaLetter(word); ok {
					below, letter = strings.TrimSpace(before), role
				}
			}
			describeBelow(&m.speaker, below)
		} else if letter == "" && !s.cells[naming.Key(name)] {
			return nameMark{}, false
		}
	}
	if role, ok := s.letterAt(s.next(m.last + 1)); ok && letter == "" {
		letter = role
		m.last = s.next(m.last + 1)
		m.text = s.lines[m.last].to
	}
	// Beside the name of an analyst stands Q, beside everybody else's A.
	if m.speaker.Role = letter; letter == Executive && roleByDescription(Speaker{Title: m.speaker.Title}) == InvestorRelations {
		m.speaker.Role = InvestorRelations
	}
	return m, true
}

// afterSentence tells whether the words before line i are at an end.
func (s *callStreetScan) afterSentence(i int) bool {
	for i--; i >= 0; i-- {
		if !s.skipped(i) {
			return endsSentence(s.at(i))
		}
	}
	return true
}

func (s *callStreetScan) letterAt(i int) (Role, bool) {
	if i == len(s.lines) {
		return "", false
	}
	return qaLetter(s.at(i))
}

// cutLast parts the last word from a line.
func cutLast(line string) (before, last string, found bool) {
	i := strings.LastIndexByte(line, ' ')
	if i < 0 {
		return line, "", false
	}
	return line[:i], line[i+1:], true
}

// qaLetter reads "Q" and "A".
func qaLetter(cell string) (Role, bool) {
	switch cell {
	case "Q":
		return Analyst, true
	case "A":
		return Executive, true
	}
	return "", false
}

// angleMark reads the mark that begins on line i and may end on the next.
func (s *callStreetScan) angleMark(i int) (nameMark, bool) {
	last := i
	if line := s.at(i); line[0] == '<' && strings.IndexByte(line, '>') < 0 && i+1 < len(s.lines) {
		last++
	}
	from := s.lines[i].from
	speaker, n := angleMark(s.src.text[from:s.lines[last].to])
	if n == 0 {
		return nameMark{}, false
	}
	return nameMark{line: i, last: last, speaker: speaker, text: from + n, titled: true}, true
}

// angleMark reads "<Q - Jane Doe - Acme Capital>: " at the start of a text and
// gives its length, or 0.
func angleMark(line string) (Speaker, int) {
	if line == "" || line[0] != '<' && line[0] != '[' || len(line) < 4 {
		return Speaker{}, 0
	}
	end := strings.IndexAny(line[:min(len(line), longestName)], ">]")
	if end < 0 {
		return Speaker{}, 0
	}
	parts := splitDashes(cleanName(line[1:end]))
	role, ok := qaLetter(parts[0])
	if !ok || len(parts) < 2 || !mayName(Speaker{Name: parts[1]}) {
		return Speaker{}, 0
	}
	speaker := Speaker{Name: cleanName(parts[1]), Role: role}
	for _, part := range parts[2:] {
		describe(&speaker, part)
	}
	rest := line[end+1:]
	return speaker, len(line) - len(strings.TrimLeft(rest, ": "))
}
