package layout

import (
	"strings"

	"candor/transcript/call"
	"candor/transcript/draft"
	"candor/transcript/facts"
	"candor/transcript/people"
	"candor/transcript/source"
)

// readStreetEvents reads the text form of StreetEvents: headings between rules of
// "=", and above each turn, between rules of "-",
//
//	Jane Doe,  Acme Inc - CFO    [12]
func readStreetEvents(src *source.Source) *draft.Draft {
	if !strings.Contains(src.Text, "\n----") {
		return nil
	}
	lines := make([]source.Span, 0, len(src.Lines))
	for line := range src.All() {
		lines = append(lines, line)
	}
	at := func(i int) string { return src.Text[lines[i].From:lines[i].To] }
	d := draft.New(src)
	p := streetEvents{draft: d}
	p.flush()
	for i := range lines {
		line := at(i)
		switch {
		case line == "":
			p.text.Blank()
		case isRule(line):
		case i > 0 && i+1 < len(lines) && strings.HasPrefix(at(i-1), "---") && strings.HasPrefix(at(i+1), "---"):
			p.flush()
			p.speaker, p.begin = numberedName(line), lines[i].From
		case i > 0 && i+1 < len(lines) && strings.HasPrefix(at(i-1), "===") && strings.HasPrefix(at(i+1), "==="):
			p.flush()
			p.speaker = call.Speaker{}
			p.role, _ = people.ListHeading(line)
			if s, ok := people.Heading(line); ok && s != "" {
				p.section = s
			}
		case p.speaker.Name != "":
			untagged(p.text, lines[i].From, lines[i].To)
		case p.role != "" && strings.HasPrefix(line, "* "):
			d.Roster = append(d.Roster, call.Speaker{Name: people.Clean(line[2:]), Role: p.role})
		case p.role != "" && len(d.Roster) > 0:
			describeListed(&d.Roster[len(d.Roster)-1], line)
		case p.section == "" && len(d.Call.Turns) == 0:
			facts.Title(d, line)
		}
	}
	p.flush()
	if len(d.Call.Turns) == 0 {
		return nil
	}
	return d
}

// streetEvents is where the reading stands.
type streetEvents struct {
	draft   *draft.Draft
	speaker call.Speaker
	role    call.Role // of the list that is being read
	section call.Section
	begin   int
	text    *source.Prose
}

func (p *streetEvents) flush() {
	if p.speaker.Name != "" {
		p.draft.Add(p.speaker, p.section, p.begin, p.text.Builder)
	}
	p.text = &source.Prose{Builder: p.draft.Src.Builder()}
}

// numberedName reads "Jane Doe,  Acme Inc - CFO    [12]"; what has no number and is
// no name either names nobody.
func numberedName(line string) call.Speaker {
	numbered := false
	if open := strings.LastIndexByte(line, '['); open >= 0 && people.IsNumber(strings.TrimSuffix(line[open+1:], "]")) {
		line, numbered = line[:open], true
	}
	name, rest, found := strings.Cut(line, ",  ")
	if before, after, single := strings.Cut(line, ", "); !found && single && strings.Contains(after, " - ") {
		name, rest, found = before, after, true
	}
	s := call.Speaker{Name: people.Clean(name)}
	if !numbered && !people.Plausible(s.Name) {
		return call.Speaker{}
	}
	if found {
		describeListed(&s, rest)
	}
	return s
}

// describeListed reads "Acme Inc - CFO, EVP": firm and title, one of them or none.
func describeListed(s *call.Speaker, line string) {
	firm, title, _ := strings.Cut(" "+strings.TrimSpace(line)+" ", " - ")
	s.Firm, s.Title = people.Clean(firm), people.Clean(title)
	if role := people.RoleOf(call.Speaker{Name: s.Name, Title: s.Title}); s.Role == call.Executive && role == call.InvestorRelations {
		s.Role = role
	}
}

// untagged appends a line without the "<Sync id=... time=.../>" of some files.
func untagged(p *source.Prose, from, to int) {
	text := p.Src.Text
	for {
		open := strings.Index(text[from:to], "<Sync")
		if open < 0 {
			break
		}
		end := strings.IndexByte(text[from+open:to], '>')
		if end < 0 {
			break
		}
		addPiece(p, from, from+open)
		from += open + end + 1
	}
	addPiece(p, from, to)
	p.Gap = source.EmptyLine
}

// piece appends a part of a line.
func addPiece(p *source.Prose, from, to int) {
	part := p.Src.Trim(from, to)
	p.Line(part.From, part.To)
	p.Gap = source.None
}
