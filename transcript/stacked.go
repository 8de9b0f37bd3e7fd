package transcript

import (
	"candor/transcript/call"
	"candor/transcript/naming"
	"strings"
	"unicode"
)

// readCapIQ reads the text of PDFs by S&P Capital IQ, and of others that put each
// speaker's title or firm on a line of its own below the name:
//
//	Jane Doe
//	Chief Financial Officer
//	Thank you, and good morning.
func readCapIQ(src *source) *draft {
	s := newNameScan(src)
	s.listed = s.bodyStart() // the list is read with the rest where no heading ends it
	stack := stackedScan{nameScan: s, cells: s.listedCells(), below: map[string]int{}}
	stack.countPairs()
	marks := stack.marks()
	titled := map[string]bool{}
	for _, m := range marks {
		if m.last > m.line {
			titled[naming.Key(m.speaker.Name)] = true
		}
	}
	if len(titled) < fewestStacked || isOneWordALine(src) {
		return nil
	}
	inline := s.inline()
	if s.learn(inline); len(marks) < len(s.confirm(inline, true)) {
		return nil
	}
	s.roster = nil // the body tells more, and without columns
	return s.draft(marks)
}

// fewestStacked is how many people must have a title below their names; two
// headings may be one above the other anywhere.
const fewestStacked = 3

// bodyStart is the line of the first part's heading below the list of
// participants, or 0 where there is no list. A table of contents has the same
// words above the list.
func (s *nameScan) bodyStart() int {
	list, body, since := false, 0, 0 // since: lines from the list's heading
	for i := s.next(0); i < len(s.lines) && since <= rosterWithin; i = s.next(i + 1) {
		line := s.at(i)
		since++
		if _, ok := listHeading(line); ok {
			list, body, since = true, 0, 0
		}
		if list && body == 0 && (call.RoleNames[naming.Key(line)] == Operator || len(line) > 2*shortLine && stops(line) && !isRule(line)) {
			break // the call begins without a heading
		}
		if part, ok := heading(line); ok && part != "" && list && body == 0 {
			body = i
		}
	}
	return body
}

// listedCells are the pieces of the lines above the body, columns taken apart.
func (s *nameScan) listedCells() map[string]bool {
	cells := map[string]bool{}
	for i := range min(s.listed, len(s.lines)) {
		for _, cell := range columns(s.at(i)) {
			cells[naming.Key(cell)] = true
		}
	}
	return cells
}

// columns takes apart what two blanks or more, or a tab, separate on a line.
func columns(line string) []string {
	var cells []string
	for _, cell := range strings.Split(strings.ReplaceAll(line, "\t", "  "), "  ") {
		if cell = strings.TrimSpace(cell); cell != "" {
			cells = append(cells, cell)
		}
	}
	return cells
}

// stackedScan looks for names with titles below them.
type stackedScan struct {
	*nameScan
	cells map[string]bool // what the list of participants holds
	below map[string]int  // how often a name stands above a line
}

// countPairs counts which lines that may be names stand above which others.
func (s *stackedScan) countPairs() {
	for i := s.next(s.listed); i < len(s.lines); i = s.next(i + 1) {
		if k := s.next(i + 1); k < len(s.lines) && isPureName(s.at(i)) {
			s.below[s.at(i)+"\n"+s.at(k)]++
		}
	}
}

// isPureName tells whether a line may be a name and nothing else.
func isPureName(line string) bool {
	if line == "" || len(line) > longestName || !mayBeginName(line) {
		return false
	}
	sp := parseSpeaker(line)
	return sp.Title == "" && sp.Firm == "" && mayName(sp) && !isBare(line) && (!endsSentence(line) || endsAsName(line))
}

// endsAsName tells whether a name may end so, although it ends in a full stop: in a
// suffix or an initial.
func endsAsName(line string) bool {
	last := line[strings.LastIndexByte(line, ' ')+1:]
	return naming.IsSuffix(naming.Surname(line)) || len(last) == 2 && 'A' <= last[0] && last[0] <= 'Z' && last != line
}

func (s *stackedScan) marks() []nameMark {
	var marks []nameMark
	known := map[string]bool{}
	for i := s.next(s.listed); i < len(s.lines); i = s.next(i + 1) {
		line := s.at(i)
		if !isPureName(line) {
			continue
		}
		m := nameMark{line: i, last: i, speaker: Speaker{Name: cleanName(line)}, text: s.lines[i].to}
		key := naming.Key(line)
		if last := s.description(i); last > i {
			m.last, m.text = last, s.lines[last].to
			describeBelow(&m.speaker, s.joined(i+1, last))
			known[key] = true
		} else if call.RoleNames[key] == "" && !s.cells[key] && !known[key] {
			continue
		}
		marks = append(marks, m)
		i = m.last
	}
	return marks
}

// joined gives the lines from one to another as one.
func (s *nameScan) joined(from, to int) string {
	var parts []string
	for i := from; i <= to; i++ {
		if !s.skipped(i) {
			parts = append(parts, s.at(i))
		}
	}
	return strings.Join(parts, " ")
}

// mostBelow is how many lines a title or firm has at most.
const mostBelow = 3

// description gives the last line of the title or firm below the name on line i,
// or i where none is.
func (s *stackedScan) description(i int) int {
	k := s.next(i + 1)
	if k == len(s.lines) || !s.isDescription(i, k) {
		return i
	}
	for n := 1; n < mostBelow; n++ {
		next := s.next(k + 1)
		if next == len(s.lines) || !goesOnBelow(s.at(k)) && !isDivision(s.at(next)) || !isLabel(s.at(next)) || isSentence(s.at(next)) {
			break
		}
		k = next
	}
	return k
}

func (s *stackedScan) isDescription(i, k int) bool {
	line := s.at(k)
	if role := call.RoleNames[naming.Key(line)]; role != "" {
		return role == Analyst && isTitle(line) // no turn, for the one above would be empty
	}
	if !isLabel(line) || isSentence(line) || isBare(line) && !isTitle(line) {
		return false
	}
	return s.cells[naming.Key(line)] || s.below[s.at(i)+"\n"+line] > 1 || namesFirm(line) || isTitle(line) && inTitleCase(line)
}

// isSentence tells prose from a title or a firm.
func isSentence(line string) bool { return len(line) > longestName || stops(line) }

// stops tells whether a line ends as sentences do; titles and firms may end in
// "Inc." and "U.S."
func stops(line string) bool {
	last := line[strings.LastIndexByte(line, ' ')+1:]
	return endsSentence(line) && !isCompanyWord(strings.Trim(last, ".)]")) && strings.Count(last, ".") < 2
}

// inTitleCase tells whether the words of a line begin with capitals, as those of
// titles do, but for the small ones.
func inTitleCase(line string) bool {
	for word := range strings.FieldsSeq(line) {
		if len(word) > 4 && unicode.IsLower([]rune(word)[0]) {
			return false
		}
	}
	return true
}

// goesOnBelow tells whether a title or a firm is not complete at the line's end.
func goesOnBelow(line string) bool {
	for _, end := range [...]string{"&", ",", " and", " of", "-", "–", "/"} {
		if strings.HasSuffix(line, end) {
			return true
		}
	}
	return false
}

func isDivision(line string) bool {
	switch strings.ToLower(line) {
	case "division", "research division", "research", "inc., research division", "llc, research division":
		return true
	}
	return false
}

// namesFirm recognises banks and brokers by what they call themselves.
func namesFirm(s string) bool {
	if strings.Contains(strings.ToLower(s), "research division") {
		return true
	}
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' || r == '.' }) {
		if isCompanyWord(word) {
			return true
		}
	}
	return false
}

func isCompanyWord(word string) bool {
	switch strings.ToLower(word) {
	case "inc", "llc", "corp", "corporation", "ltd", "limited", "plc", "llp", "lp", "l.p", "co", "company", "ag", "sa", "nv", "n.v", "s.a",
		"securities", "capital", "markets", "partners", "bank", "research", "advisors", "associates", "group", "incorporated",
		"holdings", "trust", "gmbh", "se", "ab", "asa", "spa", "s.p.a":
		return true
	}
	return false
}

// describeBelow files the line below a name: "Chief Financial Officer", "Acme
// Securities, Research Division", "Analyst, Acme Securities LLC", "Vice President
// of Sales, Acme, Inc."
func describeBelow(s *Speaker, line string) {
	line = strings.NewReplacer(" • ", ", ", " | ", ", ", " · ", ", ").Replace(cleanName(line))
	parts := strings.Split(line, ", ")
	switch {
	case len(parts) > 1 && titleWords(parts[0]).has("analyst"):
		s.Title, s.Firm = parts[0], strings.Join(parts[1:], ", ")
		return
	case !isTitle(parts[0]) || strings.Contains(strings.ToLower(line), "research division"):
		if isTitle(line) && !namesFirm(line) {
			s.Title = line
		} else {
			s.Firm = line
		}
		return
	case !namesFirm(line):
		s.Title = line
		return
	}
	// The firm is the last part, and what belongs to its name ("Acme, Inc.").
	cut := len(parts) - 1
	for cut > 1 && isCompanyWord(strings.Trim(parts[cut], ".")) {
		cut--
	}
	if cut == 0 || isTitle(parts[cut]) && !namesFirm(parts[cut]) {
		s.Title = line
		return
	}
	s.Title, s.Firm = strings.Join(parts[:cut], ", "), strings.Join(parts[cut:], ", ")
}
