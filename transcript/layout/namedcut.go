package layout

import (
	"strings"

	"candor/transcript/apart"
	"candor/transcript/call"
	"candor/transcript/captions"
	"candor/transcript/cue"
	"candor/transcript/draft"
	"candor/transcript/facts"
	"candor/transcript/naming"
	"candor/transcript/people"
	"candor/transcript/source"
)

// draft cuts the file at the marks.
func (s *nameScan) draft(marks []nameMark) *draft.Draft {
	d := draft.New(s.src)
	d.Roster = s.titledRoster(marks)
	marks = s.beforeList(marks)
	d.Call.Turns = make([]call.Turn, 0, len(marks)+1)
	above := ""
	s.dateAbove(d, min(marks[0].line, titleLines))
	for i := 0; i < min(marks[0].line, titleLines); i++ {
		line := strings.Trim(s.at(i), "#* ")
		if cells := people.Columns(line); len(cells) > 0 {
			facts.CompanyAbove(d, above, cells[0])
			above = cells[0]
		}
		facts.Title(d, line)
		if entry, ok := titleFirst(s.at(i)); ok {
			d.Roster = append(d.Roster, entry)
		}
	}
	c := cutter{scan: s, draft: d, hyphens: source.FindHyphens(s.src, s.lines), begin: -1}
	c.start(call.Speaker{}, 0)
	next := 0
	for i := 0; i < len(s.lines); i++ {
		for next < len(marks) && marks[next].line < i {
			next++ // within a name that is broken at the end of a line
		}
		if next < len(marks) && marks[next].line == i {
			m := marks[next]
			next++
			if m.time != "" && m.speaker.Name == c.speaker.Name {
				c.turn.Blank() // recognised speech, cut by time
			} else {
				c.start(m.speaker, s.lines[i].From)
			}
			c.turn.Line(m.text, s.lines[m.last].To)
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
	s.times(d.Call.Turns, marks)
	return d
}

// times tells of each turn when it begins, in seconds from the first of those that
// times of the day stand beside.
func (s *nameScan) times(turns []call.Turn, marks []nameMark) {
	const latest = 3600 // that a recording's first words come
	at := map[int]float64{}
	first := 0.0
	for i, m := range marks {
		seconds, ok := captions.Moment(strings.Trim(m.time, "()[]"))
		if i == 0 && seconds > latest {
			first = seconds
		}
		if ok && seconds >= first {
			at[s.src.Line(s.lines[m.line].From)] = seconds - first
		}
	}
	for i := range turns {
		turns[i].Time = at[turns[i].Line]
	}
}

// dateAbove takes the call's date from the lines above it, unless one is labelled so.
func (s *nameScan) dateAbove(d *draft.Draft, end int) {
	var lines []string
	for i := range end {
		facts.Fill(&d.Call.Date, facts.HeldOn(s.at(i)))
	}
	for i := range end {
		line := strings.Trim(s.at(i), "#* ")
		if facts.Labelled(&d.Call, line) {
			continue
		}
		lines = append(lines, line)
	}
	facts.Fill(&d.Call.Date, facts.CallDate(lines))
}

// titledRoster is the list of participants as the names in the call show it: "Jane
// Doe Acme, Inc. - CFO" is Jane Doe; and who is listed as an executive without a
// title, and has that of investor relations beside the words, is of it.
func (s *nameScan) titledRoster(marks []nameMark) []call.Speaker {
	if len(s.roster) == 0 {
		return nil
	}
	titles := map[string]string{}
	for _, m := range marks {
		if key := naming.Key(m.speaker.Name); m.speaker.Title != "" || titles[key] == "" {
			titles[key] = m.speaker.Title
		}
	}
	for i := range s.roster {
		entry := &s.roster[i]
		for end := strings.LastIndexByte(entry.Name, ' '); end > 0; end = strings.LastIndexByte(entry.Name[:end], ' ') {
			if _, speaks := titles[naming.Key(entry.Name[:end])]; speaks {
				entry.Name = entry.Name[:end] // the firm stands right behind
				break
			}
		}
		title := titles[naming.Key(entry.Name)]
		if entry.Role == call.Executive && entry.Title == "" && people.RoleOf(call.Speaker{Name: entry.Name, Title: title}) == call.InvestorRelations {
			entry.Role, entry.Title = call.InvestorRelations, title
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
		_, listed := people.ListHeadingLine(line)
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
	draft   *draft.Draft
	hyphens source.Hyphens
	section call.Section
	turn    *source.Prose
	speaker call.Speaker
	begin   int  // offset at which the turn begins; -1 before the first
	last    bool // nobody is named any more
	closed  bool // the last speaker has said goodbye
	goesOn  bool // the last line is no sentence's end
	small   bool // it is the publisher's small print
}

// start ends the turn before and begins that of speaker at an offset of the source.
func (c *cutter) start(speaker call.Speaker, begin int) {
	c.flush()
	c.speaker, c.begin, c.closed, c.small = speaker, begin, false, false
	s := c.scan
	c.turn = &source.Prose{Builder: s.src.Builder(), Markdown: s.markdown, Paragraphs: !s.wrapped && !s.markdown, Hyphens: c.hyphens}
}

// flush ends a turn. What stands before the first name may be the rest of a
// question, unless a list of participants does.
func (c *cutter) flush() {
	if c.begin < 0 {
		return
	}
	if c.speaker.Name != "" || c.begin == 0 && c.scan.listed == 0 {
		c.draft.Add(c.speaker, c.section, c.begin, c.turn.Builder)
		return
	}
	if !c.small {
		c.draft.LeaveOut(c.begin, string(c.turn.Text))
	}
}

// line takes a line that is no speaker's name.
func (c *cutter) line(i int) {
	s := c.scan
	content := s.at(i)
	if i < s.listed {
		return
	}
	if part, ok := people.Heading(content); ok && (!s.markdown || isDressed(content)) {
		c.start(call.Speaker{}, s.lines[i].To)
		c.small = part == "" && isPublishers(content)
		if part != "" {
			c.section = part
		}
		return
	}
	switch {
	case content == "":
		c.turn.Blank()
		c.goesOn = false
	case s.page.lines[i], isRule(content), apart.IsTime(content):
		c.turn.PageBreak()
	case isDirection(content):
		c.start(call.Speaker{}, s.lines[i].To)
	default:
		from := s.lines[i].From
		if s.markdown && strings.HasPrefix(content, "> ") {
			from += len("> ")
		}
		c.turn.Line(from, s.lines[i].To)
		c.closed = c.closed || c.last && saysGoodbye(content)
		c.goesOn = !source.EndsSentence(content)
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
	if _, listed := people.ListHeadingLine(content); listed || isPublishers(content) {
		return true
	}
	if !c.closed || c.goesOn || saysGoodbye(content) || strings.Contains(strings.ToLower(content), "thank") {
		return false
	}
	return people.RoleOf(c.speaker) == call.Operator || len(content) < source.ShortLine && !source.EndsSentence(content)
}

// drop leaves out everything from line i on.
func (c *cutter) drop(i int) {
	s := c.scan
	var sentences strings.Builder
	for k := i; k < len(s.lines); k++ {
		if line := s.at(k); !s.page.lines[k] && (len(line) > source.ShortLine || source.EndsSentence(line)) && !people.IsTold(people.Parse(line)) {
			sentences.WriteString(line + " ")
		}
	}
	c.draft.LeaveOut(s.lines[i].From, sentences.String())
}

// saysGoodbye recognises an operator's last words.
func saysGoodbye(line string) bool {
	return cue.Goodbye.In(strings.ToLower(line))
}

// isPublishers recognises what publishers put below a transcript.
func isPublishers(line string) bool {
	lower := strings.ToLower(people.Unspaced(line[:min(len(line), 100)]))
	return cue.PublisherBegins.Begins(lower) || cue.PublisherLine.Has(strings.Trim(lower, " *#:.")) ||
		strings.HasPrefix(lower, "more ") && strings.HasSuffix(lower, " analysis")
}

// isRule recognises lines of "=", "-", "_", "*" or dots.
func isRule(line string) bool { return len(line) > 2 && strings.Trim(line, "=-_*~. ") == "" }

// isDirection recognises what stands for an operator's words: "(Operator Direction.)".
func isDirection(line string) bool {
	return strings.HasPrefix(line, "(") && strings.HasSuffix(line, ")") && len(line) < 60 &&
		strings.Contains(strings.ToLower(line), "operator")
}
