package transcript

import "strings"

// readStreetEvents reads the text form of StreetEvents: headings between rules of
// "=", and above each turn, between rules of "-",
//
//	Jane Doe,  Acme Inc - CFO    [12]
func readStreetEvents(src *source) *draft {
	if !strings.Contains(src.text, "\n----") {
		return nil
	}
	lines := make([]span, 0, len(src.lines))
	for line := range src.all() {
		lines = append(lines, line)
	}
	at := func(i int) string { return src.text[lines[i].from:lines[i].to] }
	d := newDraft(src)
	p := streetEvents{draft: d}
	p.flush()
	for i := range lines {
		line := at(i)
		switch {
		case line == "":
			p.text.blank()
		case isRule(line):
		case i > 0 && i+1 < len(lines) && strings.HasPrefix(at(i-1), "---") && strings.HasPrefix(at(i+1), "---"):
			p.flush()
			p.speaker, p.begin = numberedName(line), lines[i].from
		case i > 0 && i+1 < len(lines) && strings.HasPrefix(at(i-1), "===") && strings.HasPrefix(at(i+1), "==="):
			p.flush()
			p.speaker = Speaker{}
			p.role, _ = rosterHeading(line)
			if s, ok := heading(line); ok && s != "" {
				p.section = s
			}
		case p.speaker.Name != "":
			p.text.untagged(lines[i].from, lines[i].to)
		case p.role != "" && strings.HasPrefix(line, "* "):
			d.roster = append(d.roster, Speaker{Name: cleanName(line[2:]), Role: p.role})
		case p.role != "" && len(d.roster) > 0:
			describeListed(&d.roster[len(d.roster)-1], line)
		case p.section == "" && len(d.call.Turns) == 0:
			d.titled(line)
		}
	}
	p.flush()
	if len(d.call.Turns) == 0 {
		return nil
	}
	return d
}

// streetEvents is where the reading stands.
type streetEvents struct {
	draft   *draft
	speaker Speaker
	role    Role // of the list that is being read
	section Section
	begin   int
	text    *prose
}

func (p *streetEvents) flush() {
	if p.speaker.Name != "" {
		p.draft.add(p.speaker, p.section, p.begin, p.text.builder)
	}
	p.text = &prose{builder: p.draft.src.builder()}
}

// numberedName reads "Jane Doe,  Acme Inc - CFO    [12]"; what has no number and is
// no name either names nobody.
func numberedName(line string) Speaker {
	numbered := false
	if open := strings.LastIndexByte(line, '['); open >= 0 && isNumber(strings.TrimSuffix(line[open+1:], "]")) {
		line, numbered = line[:open], true
	}
	name, rest, found := strings.Cut(line, ",  ")
	if before, after, single := strings.Cut(line, ", "); !found && single && strings.Contains(after, " - ") {
		name, rest, found = before, after, true
	}
	s := Speaker{Name: cleanName(name)}
	if !numbered && !plausibleName(s.Name) {
		return Speaker{}
	}
	if found {
		describeListed(&s, rest)
	}
	return s
}

// describeListed reads "Acme Inc - CFO, EVP": firm and title, one of them or none.
func describeListed(s *Speaker, line string) {
	firm, title, _ := strings.Cut(" "+strings.TrimSpace(line)+" ", " - ")
	s.Firm, s.Title = cleanName(firm), cleanName(title)
	if role := roleByDescription(Speaker{Name: s.Name, Title: s.Title}); s.Role == Executive && role == InvestorRelations {
		s.Role = role
	}
}

// untagged appends a line without the "<Sync id=... time=.../>" of some files.
func (p *prose) untagged(from, to int) {
	text := p.src.text
	for {
		open := strings.Index(text[from:to], "<Sync")
		if open < 0 {
			break
		}
		end := strings.IndexByte(text[from+open:to], '>')
		if end < 0 {
			break
		}
		p.piece(from, from+open)
		from += open + end + 1
	}
	p.piece(from, to)
	p.gap = emptyLine
}

// piece appends a part of a line.
func (p *prose) piece(from, to int) {
	part := p.src.trim(from, to)
	p.line(part.from, part.to)
	p.gap = none
}
