package transcript

import (
	"slices"
	"strings"

	"candor/transcript/call"
	"candor/transcript/draft"
	"candor/transcript/source"
)

var errNotWritten = draft.Mismatch("nothing that candor convert wrote")

// readWritten reads back what candor convert writes.
func readWritten(src *source.Source) ([]*draft.Draft, error) {
	mark := strings.Index(src.Text, call.WrittenMark)
	if mark < 0 {
		return nil, errNotWritten
	}
	r := writtenReader{src: src, text: src.Builder(), markdown: mark > 0 && src.Text[mark-1] == '*'}
	for i, from := range src.Lines {
		to := len(src.Text)
		if i+1 < len(src.Lines) {
			to = src.Lines[i+1] - 1
		}
		if to > from && src.Text[to-1] == '\r' {
			to--
		}
		r.line(from, to)
	}
	r.flush()
	r.drafts = slices.DeleteFunc(r.drafts, func(d *draft.Draft) bool { return len(d.Call.Turns) == 0 })
	if len(r.drafts) == 0 {
		return nil, errNotWritten
	}
	return r.drafts, nil
}

// writtenReader goes through the lines.
type writtenReader struct {
	src      *source.Source
	drafts   []*draft.Draft
	markdown bool
	title    string    // the last line that may be a call's id
	turn     call.Turn // being read
	begin    int
	breaks   int // ends of lines since the last words
	text     *source.Builder
	asked    writtenQuestion
	marks    map[string]bool
}

// writtenQuestion is what was asked last.
type writtenQuestion struct {
	asker call.Speaker
	text  string
}

func (r *writtenReader) line(from, to int) {
	line := r.src.Text[from:to]
	emphasis := ""
	if r.markdown {
		emphasis = "*"
	}
	if rest, ok := strings.CutPrefix(line, emphasis+call.WrittenMark); ok {
		r.call(r.plain(strings.TrimSuffix(rest, emphasis)))
		return
	}
	if title, ok := strings.CutPrefix(line, "# "); ok && r.markdown {
		r.flush()
		r.title = r.plain(title)
		return
	}
	if section := writtenSection(line); section != "" {
		r.flush()
		r.turn.Section = section
		return
	}
	if name, label, ok := r.name(line); ok {
		r.flush()
		r.speak(name, label)
		r.begin = from
		return
	}
	switch indented := strings.HasPrefix(line, call.WrittenIndent); {
	case line == "":
		r.breaks++
	case r.markdown:
		r.say(from, to)
	case indented:
		r.say(from+len(call.WrittenIndent), to)
	default:
		r.flush()
		r.title = line
	}
}

// plain undoes Markdown's escapes.
func (r *writtenReader) plain(s string) string {
	if !r.markdown {
		return s
	}
	plain := (&source.Source{Text: s, Lines: []int{0}}).Builder()
	copyMarkdown(plain, 0, len(s))
	return string(plain.Text)
}

// call begins a call of which rest is known.
func (r *writtenReader) call(rest string) {
	r.flush()
	d := draft.New(r.src)
	d.Told, d.Paired = true, true
	_, known := labelled(rest, "company", "ticker", "period", "date")
	d.Call = call.Call{ID: r.title, Company: known[0], Ticker: known[1], Period: known[2], Date: known[3]}
	r.drafts = append(r.drafts, d)
	r.turn, r.asked = call.Turn{}, writtenQuestion{}
}

func writtenSection(line string) call.Section {
	for section, heading := range call.WrittenSections {
		if line == "## "+heading || line == "== "+heading+" ==" {
			return section
		}
	}
	return ""
}

// name reads a line that says who speaks next.
func (r *writtenReader) name(line string) (name, label string, ok bool) {
	if r.markdown {
		line, begins := strings.CutPrefix(line, "**")
		name, label, ok = strings.Cut(line, "** (")
		label, ends := strings.CutSuffix(label, ")")
		return r.plain(name), r.plain(label), ok && begins && ends
	}
	if line, ends := strings.CutSuffix(line, "):"); ends && !strings.HasPrefix(line, call.WrittenIndent) {
		for _, role := range [...]call.Role{call.Executive, call.Analyst, call.Operator, call.InvestorRelations, call.Unknown} {
			mark := " (" + writtenRole(role)
			if i := strings.Index(line, mark); i >= 0 {
				return line[:i], line[i+len(" ("):], true
			}
		}
	}
	return "", "", false
}

func writtenRole(r call.Role) string { return strings.ReplaceAll(string(r), "_", " ") }

// speak begins a turn.
func (r *writtenReader) speak(name, label string) {
	if name == call.WrittenNameless {
		name = ""
	}
	head, known := labelled(label, "title", "firm")
	marks := strings.Split(head, "; ")
	r.turn.Speaker = call.Speaker{Name: name, Role: call.Role(strings.ReplaceAll(marks[0], " ", "_")), Title: known[0], Firm: known[1]}
	r.marks = map[string]bool{}
	for _, mark := range marks[1:] {
		r.marks[mark] = true
	}
}

// say adds a line of what is said.
func (r *writtenReader) say(from, to int) {
	if len(r.text.Text) > 0 {
		r.text.Join(strings.Repeat("\n", r.breaks))
	}
	r.breaks = 1
	if !r.markdown {
		r.text.Copy(from, to)
		return
	}
	if backslashes := to - from - len(strings.TrimRight(r.src.Text[from:to], `\`)); backslashes%2 == 1 {
		to-- // the line goes on
	}
	copyMarkdown(r.text, from, to)
}

// flush ends the turn that is being read.
func (r *writtenReader) flush() {
	said := r.text
	r.text, r.breaks = r.src.Builder(), 0
	if len(r.drafts) == 0 || r.turn.Speaker.Role == "" {
		return
	}
	d := r.drafts[len(r.drafts)-1]
	turns := len(d.Call.Turns)
	d.Add(r.turn.Speaker, r.turn.Section, r.begin, said)
	if len(d.Call.Turns) > turns {
		r.pair(&d.Call.Turns[turns])
	}
	r.turn.Speaker = call.Speaker{}
}

// pair gives the turn what it answers, as its label tells.
func (r *writtenReader) pair(t *call.Turn) {
	t.Trivial = r.marks[call.WrittenTrivial]
	switch {
	case r.marks[call.WrittenReads]:
		r.asked = writtenQuestion{text: t.Text}
	case t.Speaker.Role == call.Analyst && r.marks[call.WrittenContinued]:
		r.asked.text += "\n\n" + t.Text
	case t.Speaker.Role == call.Analyst:
		r.asked = writtenQuestion{t.Speaker, t.Text}
	case (t.Speaker.Role == call.Executive || t.Speaker.Role == call.InvestorRelations) && !r.marks[call.WrittenUnasked]:
		t.Asker, t.AskerFirm, t.Question = r.asked.asker.Name, r.asked.asker.Firm, r.asked.text
	}
}

// labelled reads "head; key: value; key: value" with the keys in their order,
// none of which need be there.
func labelled(s string, keys ...string) (head string, values []string) {
	values = make([]string, len(keys))
	for i := len(keys) - 1; i >= 0; i-- {
		if at := strings.Index(s, "; "+keys[i]+": "); at >= 0 {
			s, values[i] = s[:at], s[at+len("; : ")+len(keys[i]):]
		}
	}
	return s, values
}
