package layout

import (
	"strings"
	"unicode"

	"candor/transcript/call"
	"candor/transcript/people"
	"candor/transcript/source"
)

// Bounds of the list of participants: within how many lines of the top it must
// begin, how long its lines are, and how many people it has at most.
const (
	rosterWithin = 200
	mostListed   = 1000
)

// readRoster reads "Company Participants", "Executives", "Conference Call
// Participants", "Analysts" and the lines of names below.
func (s *nameScan) readRoster() {
	role, inside := call.Role(""), false
	below := false // the call has begun: the list stands below it
	listed := func(end int) {
		if !below {
			s.listed = end
		}
	}
	for i := s.next(0); i < len(s.lines) && len(s.roster) < mostListed; i = s.next(i + 1) {
		line := s.at(i)
		if r, ok := people.ListHeadingLine(line); ok {
			role, inside = r, true
			listed(i + 1)
			continue
		}
		if !inside {
			if i > rosterWithin {
				return
			}
			before, _, _ := strings.Cut(line, ":")
			below = below || call.RoleNamed(before) == call.Operator
			continue
		}
		if names := namesInLine(line); len(names) > 0 {
			for _, name := range names {
				s.roster = append(s.roster, call.Speaker{Name: name, Role: role})
			}
			listed(i + 1)
			continue
		}
		entry, last, ok := s.rosterEntry(i)
		if !ok {
			return
		}
		entry.Role = role
		if byTitle := people.RoleOf(call.Speaker{Name: entry.Name, Title: entry.Title}); role == call.Executive && byTitle == call.InvestorRelations {
			entry.Role = byTitle
		}
		s.roster = append(s.roster, entry)
		listed(last + 1)
		i = last
	}
}

// fewestInLine is how many names on one line are a list of them, not a name and a firm.
const fewestInLine = 3

// namesInLine reads a list of names on one line: "Jane Doe, Jon Orr, Ann Lee".
func namesInLine(line string) []string {
	names := strings.Split(line, ", ")
	if len(names) < fewestInLine {
		return nil
	}
	for _, name := range names {
		if !strings.Contains(name, " ") || !people.IsPureName(name) || people.IsTitle(name) || people.NamesFirm(name) {
			return nil
		}
	}
	return names
}

// rosterEntry reads the entry that begins on line i and tells the line it ends on.
// A bullet's name may have its firm and title on the next line.
func (s *nameScan) rosterEntry(i int) (entry call.Speaker, last int, ok bool) {
	line := s.at(i)
	bullet := unmarked(strings.TrimLeft(line, "*•·-\t "))
	entry = people.Parse(inCells(bullet))
	if len(line) > people.LongestListed || !people.Plausible(entry.Name) && !(people.IsTitle(entry.Title) && isWords(entry.Name)) || call.RoleNamed(entry.Name) == call.Operator || people.IsHeading(line) {
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
	if _, headed := people.ListHeadingLine(below); headed || people.IsHeading(below) || len(below) > people.LongestListed || strings.TrimLeft(below, "*•·-\t ") != below {
		return entry, i, true
	}
	for _, part := range people.SplitDashes(people.Clean(below)) {
		people.Describe(&entry, part)
	}
	return entry, k, true
}

// isWords tells whether a name is written small by who bears it: "bell hooks".
func isWords(name string) bool {
	return strings.Count(name, " ") == 1 && !strings.ContainsFunc(name, func(r rune) bool { return r != ' ' && !unicode.IsLetter(r) })
}

// inCells puts dashes between the parts of an entry that semicolons, a tab or
// blanks separate: "Jane Doe; CFO; Acme, Inc."
func inCells(entry string) string {
	cells := strings.Split(entry, "; ")
	if len(cells) == 1 {
		cells = people.Columns(entry)
	}
	if len(cells) < 2 || len(cells) > 3 || !people.IsTitle(cells[1]) && !people.NamesFirm(cells[1]) {
		return entry
	}
	return strings.Join(cells, " - ")
}

// textFollows tells whether prose stands in the next line that is not empty. In a
// list that describes its people "Jane Doe - Acme, Inc." ends as a sentence does,
// and is none.
func (s *nameScan) textFollows(i int) bool {
	k := s.next(i + 1)
	if k == len(s.lines) {
		return false
	}
	below := s.at(k)
	if isDescribed(below) {
		above := i - 1
		for above >= 0 && s.at(above) == "" {
			above--
		}
		if above >= 0 {
			if _, heads := people.ListHeadingLine(s.at(above)); heads || isDescribed(s.at(above)) {
				return false
			}
		}
	}
	return source.EndsSentence(below) || len(below) > 80
}

// isDescribed tells whether a line is a name with a title or a firm.
func isDescribed(line string) bool {
	entry := people.Parse(line)
	return len(line) <= people.LongestListed && entry.Title+entry.Firm != "" && people.Plausible(entry.Name)
}
