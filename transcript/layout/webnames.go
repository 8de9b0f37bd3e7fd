package layout

import (
	"bytes"
	"html"
	"strings"

	"candor/transcript/people"
)

// longestElement is the most bytes of the tag and the words of a title.
const longestElement = 1000

// titleFollows tells whether the line so far is a name, right behind which the
// element that is opened holds the title or the firm: <span>Jane Doe</span><span>CFO</span>.
func (p *pageReader) titleFollows() bool {
	tail := p.out.Text[max(0, len(p.out.Text)-people.LongestName):]
	line := string(tail[bytes.LastIndexByte(tail, '\n')+1:])
	if p.blank || line == "" || strings.HasSuffix(line, " ") || !strings.Contains(line, " ") || len(line) == people.LongestName {
		return false
	}
	element := p.src.Text[p.at:min(len(p.src.Text), p.at+longestElement)]
	_, behind, found := strings.Cut(element, ">")
	text, _, _ := strings.Cut(behind, "<")
	text = strings.TrimSpace(html.UnescapeString(text))
	return found && (people.IsTitle(text) || people.NamesFirm(text)) && people.IsLabel(text) && people.IsPureName(strings.Trim(line, "*"))
}
