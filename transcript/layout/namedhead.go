package layout

import (
	"strings"

	"candor/transcript/call"
	"candor/transcript/cue"
	"candor/transcript/facts"
	"candor/transcript/people"
	"candor/transcript/source"
)

// listsPeople reads "MANAGEMENT: MR. JON DOE – CEO" and "Moderator: Jane Doe": the
// head of a document says who takes part.
func (s *nameScan) listsPeople(label, rest string) bool {
	role := call.RoleNamed(label)
	if _, list := people.ListHeading(label); !list && role != call.Operator {
		return false
	}
	entry := people.Parse(rest)
	if !people.MayName(entry) || people.Stops(rest) || entry.Title+entry.Firm == "" && !(people.IsPureName(rest) && strings.Contains(rest, " ")) {
		return false
	}
	if role == call.Executive {
		s.roster = append(s.roster, entry)
	}
	return true
}

// isOnePerLine tells whether nearly every line begins with a name and a colon: then
// what stands so in the others is a name too, whatever it looks like.
func (s *nameScan) isOnePerLine(marks []nameMark) bool {
	lines := 0
	for i := s.listed; i < len(s.lines); i++ {
		if !s.skipped(i) {
			lines++
		}
	}
	return len(marks) > fewestStacked && 10*len(marks) >= 9*lines
}

// behindEntries leaves out what stands as names do above the first speaker: entries
// of a list whose title goes on below, and the title of who has signed a letter.
func (s *nameScan) behindEntries(marks []nameMark) []nameMark {
	for len(marks) > fewestStacked && marks[0].text == s.lines[marks[0].last].To {
		m := marks[0]
		below := strings.TrimSpace(s.src.Text[m.text:s.lines[marks[1].line].From])
		signed := people.IsTitle(m.speaker.Name) && call.RoleNamed(m.speaker.Name) == "" && s.same[s.at(m.line)] == 1
		if !signed && !(m.titled && len(below) < source.ShortLine && !source.EndsSentence(below)) {
			break
		}
		marks = marks[1:]
	}
	return marks
}

// fromOpening leaves out the labels of a cover page or a letter: what stands with a
// colon before an operator opens the call, unless somebody has said several sentences there.
func (s *nameScan) fromOpening(marks []nameMark) []nameMark {
	for k, m := range marks {
		if call.RoleNamed(m.speaker.Name) != call.Operator {
			continue
		}
		end := min(len(s.src.Text), m.text+people.LongestName)
		if !cue.Opening.In(strings.ToLower(s.src.Text[m.text:end])) {
			return marks
		}
		for b := range k {
			said := s.src.Text[marks[b].text:s.lines[marks[b+1].line].From]
			if strings.Count(said, ". ")+strings.Count(said, ".\n") > 2 {
				return marks
			}
		}
		return marks[k:]
	}
	return marks
}

// wholeStart is the line of a page's heading of the whole transcript, or 0.
func (s *nameScan) wholeStart() int {
	for i := range s.lines {
		if line := s.at(i); len(line) < people.LongestHeading && cue.HeadsWhole.Has(strings.ToLower(strings.Trim(people.Clean(line), " .:#*-="))) {
			return i
		}
	}
	return 0
}

// titleFirst reads a line of a list that has the title before the name: "Chief
// Executive Officer — Jane Doe".
func titleFirst(line string) (call.Speaker, bool) {
	if len(line) > people.LongestListed {
		return call.Speaker{}, false
	}
	parts := people.SplitDashes(line)
	if len(parts) != 2 || call.RoleNamed(parts[0]) != "" || !people.IsTitle(parts[0]) || !people.Plausible(parts[1]) || people.IsTitle(parts[1]) {
		return call.Speaker{}, false
	}
	entry := call.Speaker{Name: people.Clean(parts[1]), Title: people.Clean(parts[0])}
	entry.Role = people.RoleOf(entry)
	return entry, true
}

// reversedLabel reads a label that has the title before the name: "Chief Executive
// Officer - Jane Doe", "CEO Jane Doe", "Analyst Jon Orr".
func (s *nameScan) reversedLabel(label string) (call.Speaker, bool) {
	if entry, ok := titleFirst(label); ok && strings.Contains(entry.Name, " ") && !people.NamesFirm(entry.Name) {
		return entry, true
	}
	title, name, found := strings.Cut(people.Clean(label), " ")
	if parts := people.SplitDashes(people.Clean(label)); len(parts) == 2 {
		title, name = parts[0], parts[1]
	}
	role := call.RoleNamed(title)
	if !found || !strings.Contains(name, " ") || !people.IsPureName(name) || people.IsTitle(name) || people.NamesFirm(name) {
		return call.Speaker{}, false
	}
	switch {
	case role == call.Analyst && s.isAnnounced(name):
		return call.Speaker{Name: name, Role: role}, true
	case len(title) <= len("CEO") && strings.ToUpper(title) == title && people.IsTitle(title):
		entry := call.Speaker{Name: name, Title: title}
		entry.Role = people.RoleOf(entry)
		return entry, true
	}
	return call.Speaker{}, false
}

// isCallTitle recognises "Q1 2032 Earnings Call" and the day below it.
func isCallTitle(line string) bool {
	return len(line) < facts.LongestTitle && !source.EndsSentence(line) && (people.NamesCall(line) && !people.RunsOn(line) || len(line) < source.ShortLine && facts.DateIn(line) != "")
}
