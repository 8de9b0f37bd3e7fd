package layout

import (
	"slices"
	"strings"

	"candor/transcript/call"
	"candor/transcript/draft"
	"candor/transcript/naming"
	"candor/transcript/people"
	"candor/transcript/source"
)

// readBold reads Markdown in which the speakers' names are bold, or headings, on
// lines of their own, as converters make it from the PDFs of S&P Capital IQ:
//
//	## **Adam Jonas - Morgan Stanley, Research Division**
//	## Jane Doe, CFO
//	__Jane Doe__
//
// with the text in paragraphs below. "**Name:** text" on one line is read too.
// Page breaks that cut a paragraph are healed and what is printed on every page
// is dropped.
func readBold(src *source.Source) *draft.Draft {
	s := newNameScan(src)
	s.markdown = true
	above, before := s.dressed()
	s.learn(above, before)
	marks := merge(s.confirmBold(above), s.confirm(before, true))
	if len(marks) == 0 {
		marks = s.runIn()
	}
	if len(marks) == 0 {
		return nil
	}
	if plain := len(newNameScan(src).plain()); 5*len(marks) < 4*plain || len(marks) < fewTurns && len(marks) < plain {
		return nil // what is bold there is no name
	}
	return s.draft(marks)
}

// fewTurns is under how many turns bold lines may be something else than names;
// titleLines how many lines on top may tell what call it is.
const (
	fewTurns   = 8
	titleLines = 40
)

// dressed finds the names that are bold or headings: those above the text, and
// those before it on the same line.
func (s *nameScan) dressed() (above, before []nameMark) {
	for i := s.listed; i < len(s.lines); i++ {
		if s.skipped(i) {
			continue
		}
		line, last := s.lines[i], i
		if i+1 < len(s.lines) && opensBold(s.at(i)) && strings.HasSuffix(s.at(i+1), "**") {
			last++ // the name is broken at the end of the line
			line.To = s.lines[last].To
		}
		sp, text, ok := dressedName(s.src, line)
		if !ok {
			continue
		}
		m := nameMark{line: i, last: last, speaker: sp, text: s.skipTime(text, line.To), titled: people.IsTold(sp)}
		if m.text < line.To {
			before = append(before, m)
			continue
		}
		s.readBelow(&m)
		above = append(above, m)
	}
	return above, before
}

// readBelow takes the title from the line below a name, "*Chief Executive Officer*".
func (s *nameScan) readBelow(m *nameMark) {
	k := s.next(m.last + 1)
	if k == len(s.lines) || m.speaker.Title+m.speaker.Firm != "" {
		return
	}
	line := s.at(k)
	label := strings.Trim(line, "*_")
	if label == line || !people.IsTitle(label) && k > m.last+1 || !people.IsLabel(label) || people.IsSentence(label) {
		return
	}
	people.DescribeBelow(&m.speaker, label)
	m.last, m.text, m.titled = k, s.lines[k].To, people.IsTold(m.speaker)
}

// Fewest turns and people that names at the head of their own paragraphs mark: two
// or three bold words are emphasis.
const (
	fewestRunIn       = 4
	fewestRunInPeople = 2
)

// runIn finds "**Jane Doe** Thank you.": names that recur, or are mentioned elsewhere.
func (s *nameScan) runIn() []nameMark {
	var marks []nameMark
	count := map[string]int{}
	for i := s.listed; i < len(s.lines); i++ {
		inside, bold := strings.CutPrefix(s.at(i), "**")
		inside, after, found := strings.Cut(inside, "**")
		if after = strings.TrimSpace(after); !bold || !found || after == "" || len(inside) > longestBold {
			continue
		}
		if sp := people.Parse(inside); people.MayName(sp) {
			marks = append(marks, nameMark{line: i, last: i, speaker: sp, text: s.lines[i].To - len(after), titled: people.IsTold(sp)})
			count[naming.Key(sp.Name)]++
		}
	}
	s.learn(marks)
	kept, people := marks[:0], map[string]bool{}
	for _, m := range marks {
		key := naming.Key(m.speaker.Name)
		name := m.speaker.Name
		if m.titled || (count[key] > 1 || strings.Contains(name, " ") && s.mentioned(name)) && !s.writtenSmall(name) {
			kept = append(kept, m)
			people[key] = true
		}
	}
	if len(kept) < fewestRunIn || len(people) < fewestRunInPeople {
		return nil
	}
	return kept
}

// opensBold tells whether a line begins in bold and does not end it.
func opensBold(line string) bool {
	return strings.HasPrefix(strings.TrimLeft(line, "# "), "**") && strings.Count(line, "**") == 1
}

// confirmBold keeps the names above the text. One that is only a heading must be
// confirmed as one in plain text is; one in bold need not be mentioned elsewhere.
func (s *nameScan) confirmBold(marks []nameMark) []nameMark {
	count := map[string]int{}
	for _, m := range marks {
		count[naming.Key(m.speaker.Name)]++
	}
	plain := map[string]bool{}
	for _, m := range s.confirm(slices.Clone(marks), false) {
		plain[naming.Key(m.speaker.Name)] = true
	}
	var kept []nameMark
	for _, m := range marks {
		name := m.speaker.Name
		described := m.speaker.Title != "" || m.speaker.Firm != ""
		bold := strings.ContainsAny(s.at(m.line), "*_") || len(plain) >= fewestStacked // headings are names here
		if plain[naming.Key(name)] || bold && (described || count[naming.Key(name)] > 1 || strings.Contains(name, " ") && !s.writtenSmall(name)) {
			m.speaker.Name = s.spelling(name)
			kept = append(kept, m)
		}
	}
	return kept
}

// merge joins two lists of marks in the order of their lines.
func merge(a, b []nameMark) []nameMark {
	switch {
	case len(a) == 0:
		return b
	case len(b) == 0:
		return a
	}
	marks := make([]nameMark, 0, len(a)+len(b))
	for len(a)+len(b) > 0 {
		if len(b) == 0 || len(a) > 0 && a[0].line < b[0].line {
			marks, a = append(marks, a[0]), a[1:]
		} else {
			marks, b = append(marks, b[0]), b[1:]
		}
	}
	return marks
}

// longestBold is the most bytes that a name in bold has, its title and firm included.
const longestBold = 200

// dressedName reads "**Name - Firm**", "## **Name** -- Title", "## Name, Title",
// "**Name:** text" and "**Name** (Title): text"; the words begin at offset text.
func dressedName(s *source.Source, line source.Span) (speaker call.Speaker, text int, ok bool) {
	at := line.From
	for at < line.To && (s.Text[at] == '#' || s.Text[at] == ' ') {
		at++
	}
	if bullet := s.Text[at:line.To]; len(bullet) > 1 && bullet[1] == ' ' && strings.IndexByte("-*+>", bullet[0]) >= 0 {
		at += 2
	}
	at += questionNumber(s.Text[at:line.To])
	content := s.Text[at:line.To]
	if len(content) < 2 {
		return call.Speaker{}, 0, false
	}
	name, text := content, line.To
	if mark := content[:2]; mark == "**" || mark == "__" {
		inside, after, found := strings.Cut(content[2:], mark)
		if !found || len(inside) > longestBold {
			return call.Speaker{}, 0, false
		}
		after = strings.TrimLeft(after, "0123456789") // of the speaker, in a vendor's list
		name, text = inside, line.To-len(strings.TrimLeft(after, ": "))
		colon := people.NameColon(after)
		switch {
		case strings.HasSuffix(strings.TrimSpace(name), ":") || strings.TrimSpace(after) == "" || colon == 0:
		case colon > 0 && colon < people.LongestName && strings.HasPrefix(strings.TrimLeft(after, " *_"), "(") || colon > 0 && after[0] == ',':
			name += strings.Trim(after[:colon], "*_ ")
			text = line.To - len(strings.TrimLeft(after[colon:], ": "))
		case len(content) <= longestBold && people.IsNote(strings.Trim(after, " *_:")):
			name, text = name+" ("+strings.Trim(after, " *_:()")+")", line.To
		case len(content) <= longestBold && beginsWithDash(after):
			name, text = name+after, line.To
		default:
			return call.Speaker{}, 0, false
		}
	} else if at == line.From || s.Text[line.From] != '#' || len(content) > people.LongestName {
		return call.Speaker{}, 0, false
	}
	speaker = people.Parse(name)
	return speaker, text, people.MayName(speaker)
}

// questionNumber is the length of "Q12  ", as committees number their questions.
func questionNumber(line string) int {
	number := strings.TrimLeft(strings.TrimPrefix(line, "Q"), "0123456789")
	rest := strings.TrimLeft(number, ".: \t\u00a0")
	if n := len(line) - len(number); line == "" || line[0] != 'Q' || n < len("Q1") || n > len("Q1000") || rest == number {
		return 0
	}
	return len(line) - len(rest)
}

// isDressed tells whether a line is set off as a heading.
func isDressed(s string) bool {
	return strings.HasPrefix(s, "#") || strings.HasPrefix(s, "**") || strings.HasPrefix(s, "__") || len(s) < 40
}

// beginsWithDash tells whether title or firm follow a name: " -- CFO", " - Acme Capital".
func beginsWithDash(after string) bool {
	return people.DashAt(after, 0) != 0 || people.DashAt(strings.TrimLeft(after, " "), 0) != 0
}
