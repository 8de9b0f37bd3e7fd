package draft

import (
	"fmt"
	"strings"

	"candor/transcript/call"
	"candor/transcript/source"
)

// Draft is a call as a format's parser hands it over: turns whose speakers are
// called as the file calls them. Roles, sections and questions that the file
// does not tell are still empty; finish infers them.
type Draft struct {
	Src    *source.Source
	Call   call.Call
	Stamp  string         // the day on which a page says that it was made: the call's where nothing else tells
	Roster []call.Speaker // the file's list of participants
	Told   bool           // the file tells roles and sections: nothing is inferred but questions
	Paired bool           // it tells what answers what, too
	Outs   int            // words that stand outside of all turns
	Empty  []int          // the lines of names with nothing below
}

func New(src *source.Source) *Draft { return &Draft{Src: src} }

// Add appends a turn that begins at offset begin of the source. Turns without
// text are dropped: a name with nothing said.
func (d *Draft) Add(s call.Speaker, section call.Section, begin int, text *source.Builder) {
	if strings.TrimSpace(string(text.Text)) == "" {
		if s.Name != "" {
			d.Empty = append(d.Empty, text.Src.Line(begin))
		}
		return
	}
	d.Call.Turns = append(d.Call.Turns, call.Turn{
		Index:   len(d.Call.Turns),
		Section: section,
		Speaker: s,
		Text:    string(text.Text),
		Line:    text.Src.Line(begin),
		Places:  text.Runs,
	})
}

func (d *Draft) Warn(line int, code, text string) {
	d.Call.Warnings = append(d.Call.Warnings, call.Warning{Code: code, Line: line, Text: text})
}

// Line is where the first turn stands, of a call among others in its file; else 0.
func (d *Draft) Line() int {
	if d.Call.ID == source.BaseName(d.Src.Name) || len(d.Call.Turns) == 0 {
		return 0
	}
	return d.Call.Turns[0].Line
}

// LeaveOut says that words which begin at an offset of the source are nobody's.
func (d *Draft) LeaveOut(begin int, words string) {
	n := len(strings.Fields(words))
	if d.Outs += n; n >= FewWords {
		d.Warn(d.Src.Line(begin), "left-out", fmt.Sprintf("%d words that nobody is named for are left out", n))
	}
}

// FewWords is how many words may stand outside of the call, as titles and marks of
// a page do, before they are worth a warning.
const FewWords = 30
