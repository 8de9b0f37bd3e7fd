package transcript

import (
	"candor/transcript/call"
	"candor/transcript/naming"
	"strings"
	"unicode"
	"unicode/utf8"
)

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
			below = below || call.RoleNames[naming.Key(before)] == Operator
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
	if len(line) > longestListed || !plausibleName(entry.Name) || call.RoleNames[naming.Key(entry.Name)] == Operator || isHeading(line) {
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
		describe(&entry, part)
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
