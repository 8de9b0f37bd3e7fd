package layout

import (
	"strings"

	"candor/transcript/call"
	"candor/transcript/draft"
	"candor/transcript/naming"
	"candor/transcript/people"
	"candor/transcript/source"
)

// readCapIQ reads the text of PDFs by S&P Capital IQ, and of others that put each
// speaker's title or firm on a line of its own below the name:
//
//	Jane Doe
//	Chief Financial Officer
//	Thank you, and good morning.
func readCapIQ(src *source.Source) *draft.Draft {
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
		if _, ok := people.ListHeadingLine(line); ok {
			list, body, since = true, 0, 0
		}
		if list && body == 0 && (call.RoleNamed(line) == call.Operator || len(line) > 2*source.ShortLine && people.Stops(line) && !isRule(line)) {
			break // the call begins without a heading
		}
		if part, ok := people.Heading(line); ok && part != "" && list && body == 0 {
			body = i
		}
	}
	return body
}

// listedCells are the pieces of the lines above the body, columns taken apart.
func (s *nameScan) listedCells() map[string]bool {
	cells := map[string]bool{}
	for i := range min(s.listed, len(s.lines)) {
		for _, cell := range people.Columns(s.at(i)) {
			cells[naming.Key(cell)] = true
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
		if k := s.next(i + 1); k < len(s.lines) && people.IsPureName(s.at(i)) {
			s.below[s.at(i)+"\n"+s.at(k)]++
		}
	}
}

func (s *stackedScan) marks() []nameMark {
	var marks []nameMark
	known := map[string]bool{}
	for i := s.next(s.listed); i < len(s.lines); i = s.next(i + 1) {
		line := s.at(i)
		if !people.IsPureName(line) {
			continue
		}
		m := nameMark{line: i, last: i, speaker: call.Speaker{Name: people.Clean(line)}, text: s.lines[i].To}
		key := naming.Key(line)
		if last := s.description(i); last > i {
			m.last, m.text = last, s.lines[last].To
			people.DescribeBelow(&m.speaker, s.joined(i+1, last))
			known[key] = true
		} else if call.RoleNamed(key) == "" && !s.cells[key] && !known[key] {
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
		if next == len(s.lines) || !goesOnBelow(s.at(k)) && !isDivision(s.at(next)) || !people.IsLabel(s.at(next)) || people.IsSentence(s.at(next)) {
			break
		}
		k = next
	}
	return k
}

func (s *stackedScan) isDescription(i, k int) bool {
	line := s.at(k)
	if role := call.RoleNamed(line); role != "" {
		return role == call.Analyst && people.IsTitle(line) || role == call.RoleNamed(s.at(i)) && line != s.at(i) // no turn, for the one above would be empty
	}
	if !people.IsLabel(line) || people.IsSentence(line) || people.IsBare(line) && !people.IsTitle(line) {
		return false
	}
	return s.cells[naming.Key(line)] || s.below[s.at(i)+"\n"+line] > 1 || people.NamesFirm(line) || people.IsTitle(line) && people.InTitleCase(line)
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
