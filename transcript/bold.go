package transcript

import "strings"

// readBold reads Markdown in which the speakers' names are bold lines of their
// own, as converters make it from the PDFs of S&P Capital IQ:
//
//	## **Adam Jonas - Morgan Stanley, Research Division**
//
// with the text in paragraphs below. "**Name:** text" on one line is read too.
// Page breaks that cut a paragraph are healed and what is printed on every page
// is dropped.
func readBold(src *source) *draft {
	marks := 0
	for line := range src.all() {
		if _, ok := src.boldSpeaker(line); ok {
			marks++
		}
	}
	if marks == 0 {
		return nil
	}
	d := newDraft(src)
	titles := 0
	heads := runningHeads(src)
	turn := &prose{builder: src.builder(), markdown: true}
	var speaker Speaker
	section := Section("")
	begin := 0
	flush := func(next int) {
		if speaker.Name != "" || len(d.call.Turns) == 0 {
			d.add(speaker, section, begin, turn.builder)
		}
		turn = &prose{builder: src.builder(), markdown: true}
		begin = next
	}
	for line := range src.all() {
		content := src.text[line.from:line.to]
		if titles++; speaker.Name == "" && titles < titleLines {
			d.titled(strings.Trim(content, "#* "))
		}
		if mark, ok := src.boldSpeaker(line); ok {
			flush(line.from)
			speaker = mark.speaker
			turn.line(mark.text, line.to)
			continue
		}
		if s, ok := heading(content); ok && isDressed(content) {
			flush(line.to)
			speaker = Speaker{}
			if s != "" {
				section = s
			}
			continue
		}
		switch {
		case content == "":
			turn.blank()
		case isFurniture(content, heads):
			turn.pageBreak()
		default:
			turn.line(line.from, line.to)
		}
	}
	flush(0)
	if len(d.call.Turns) < fewTurns {
		if other := readNamed(src); other != nil && len(other.call.Turns) > len(d.call.Turns) {
			return other // what is bold there is no name
		}
	}
	return d
}

// fewTurns is under how many turns bold lines may be something else than names;
// titleLines how many lines on top may tell what call it is.
const (
	fewTurns   = 8
	titleLines = 40
)

// boldMark is a line that names the next speaker.
type boldMark struct {
	speaker Speaker
	text    int // where the text begins on the same line
}

// boldSpeaker reads "**Name - Firm**", "## **Name**", "**Name:** text".
func (s *source) boldSpeaker(line span) (boldMark, bool) {
	at := line.from
	for at < line.to && (s.text[at] == '#' || s.text[at] == ' ') {
		at++
	}
	content := s.text[at:line.to]
	if !strings.HasPrefix(content, "**") {
		return boldMark{}, false
	}
	name, after, found := strings.Cut(content[2:], "**")
	if !found || len(name) > 200 {
		return boldMark{}, false
	}
	text := line.to - len(strings.TrimLeft(after, ": "))
	inline := strings.HasSuffix(strings.TrimSpace(name), ":") || strings.HasPrefix(strings.TrimSpace(after), ":")
	if !inline && strings.TrimSpace(after) != "" {
		if dashAt(after, 0) == 0 || len(content) > 200 {
			return boldMark{}, false
		}
		name, text = name+after, line.to
	}
	speaker := parseSpeaker(name)
	if !plausibleName(speaker.Name) {
		return boldMark{}, false
	}
	return boldMark{speaker, text}, true
}

// isDressed tells whether a line is set off as a heading.
func isDressed(s string) bool {
	return strings.HasPrefix(s, "#") || strings.HasPrefix(s, "**") || len(s) < 40
}
