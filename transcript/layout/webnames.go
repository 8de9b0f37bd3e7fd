package layout

import (
	"bytes"
	"html"
	"strings"

	"candor/transcript/people"
)

// titleFollows tells whether the line so far is a name, right behind which the
// element that is opened holds the title or the firm: <span>Jane Doe</span><span>CFO</span>.
func (p *pageReader) titleFollows() bool {
	line := string(p.out.Text[bytes.LastIndexByte(p.out.Text, '\n')+1:])
	if p.blank || line == "" || strings.HasSuffix(line, " ") || !strings.Contains(line, " ") || len(line) > people.LongestName {
		return false
	}
	_, behind, found := strings.Cut(p.src.Text[p.at:], ">")
	text, _, _ := strings.Cut(behind, "<")
	text = strings.TrimSpace(html.UnescapeString(text))
	return found && (people.IsTitle(text) || people.NamesFirm(text)) && people.IsLabel(text) && people.IsPureName(strings.Trim(line, "*"))
}
