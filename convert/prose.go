package convert

import (
	"bytes"
	"cmp"
	"strings"

	"candor/internal/harmless"
	"candor/transcript/call"
)

// prose is how a call is written for people, as call.WrittenMark describes.
type prose struct {
	title, known, heading, name, label layout
	line                               func(string) string // makes a line of what is said harmless
	lineBreak                          string              // ends a line within a paragraph
	escape                             func(string) string // makes a name or title harmless
}

// layout is what stands before and after something.
type layout struct{ before, after string }

func (l layout) write(b *bytes.Buffer, s string) { b.WriteString(l.before + s + l.after) }

var markdown = prose{
	title: layout{"# ", "\n"}, known: layout{"*", "*\n"}, heading: layout{"## ", "\n"}, name: layout{"**", "**"}, label: layout{" (", ")\n"},
	line: escapeMarkdown, lineBreak: `\`, escape: escapeMarkdown,
}

var text = prose{
	title: layout{"", "\n"}, known: layout{"", "\n"}, heading: layout{"== ", " ==\n"}, name: layout{"", ""}, label: layout{" (", "):\n"},
	line: func(s string) string { return call.WrittenIndent + harmless.Clean(s) }, escape: harmless.Clean,
}

func (p prose) encode(c *call.Call) []byte {
	var b bytes.Buffer
	p.title.write(&b, p.escape(c.ID))
	b.WriteByte('\n')
	known := call.WrittenMark
	for _, field := range [...]struct{ name, value string }{
		{"company", c.Company}, {"ticker", c.Ticker}, {"period", c.Period}, {"date", c.Date},
	} {
		if field.value != "" {
			known += "; " + field.name + ": " + p.escape(field.value)
		}
	}
	p.known.write(&b, known)
	b.WriteByte('\n')
	section := call.Section("")
	wasAsked := false
	for _, t := range layOut(c) {
		if t.Section != section {
			section = t.Section
			p.heading.write(&b, call.WrittenSections[section])
			b.WriteByte('\n')
		}
		wasAsked = wasAsked || t.asks()
		p.name.write(&b, p.escape(nameOf(&t)))
		p.label.write(&b, p.escape(label(&t, wasAsked)))
		b.WriteByte('\n')
		p.say(&b, t.Text)
		b.WriteByte('\n')
	}
	return b.Bytes()
}

func nameOf(t *spoken) string {
	return cmp.Or(strings.TrimSpace(harmless.Printable(t.Speaker.Name)), call.WrittenNameless)
}

// label says what a turn is: "executive; title: CFO".
func label(t *spoken, wasAsked bool) string {
	s := strings.ReplaceAll(string(t.Speaker.Role), "_", " ")
	for _, mark := range [...]struct {
		name string
		is   bool
	}{
		{call.WrittenTrivial, t.Trivial},
		{call.WrittenContinued, t.continued},
		{call.WrittenReads, t.reads},
		{call.WrittenUnasked, wasAsked && answers(t.Speaker.Role) && t.question < 0 && !t.reads},
	} {
		if mark.is {
			s += "; " + mark.name
		}
	}
	if t.Speaker.Title != "" {
		s += "; title: " + t.Speaker.Title
	}
	if t.Speaker.Firm != "" {
		s += "; firm: " + t.Speaker.Firm
	}
	return s
}

func (p prose) say(b *bytes.Buffer, text string) {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i, line := range lines {
		if strings.TrimSpace(line) != "" {
			b.WriteString(p.line(line))
			if i+1 < len(lines) && strings.TrimSpace(lines[i+1]) != "" {
				b.WriteString(p.lineBreak)
			}
		}
		b.WriteByte('\n')
	}
}

// escapeMarkdown makes one line show as itself in Markdown, wherever it stands.
// The angle bracket is an entity, for a comment is none then for anybody.
func escapeMarkdown(s string) string {
	s = markdownMarks.Replace(harmless.Printable(s))
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	switch {
	case s == "":
	case strings.ContainsRune("-+=:~ ", rune(s[0])):
		s = escapeByte(s, 0)
	case digits > 0 && digits < len(s) && (s[digits] == '.' || s[digits] == ')'):
		s = escapeByte(s, digits)
	}
	if strings.HasSuffix(s, " ") {
		s = escapeByte(s, len(s)-1)
	}
	return s
}

func escapeByte(s string, i int) string {
	if s[i] == ' ' {
		return s[:i] + "&#32;" + s[i+1:]
	}
	return s[:i] + `\` + s[i:]
}

var markdownMarks = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", ">", `\>`,
	"&", `\&`, "#", `\#`, "|", `\|`, "$", `\$`, "~", `\~`)
