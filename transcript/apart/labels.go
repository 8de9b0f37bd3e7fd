// Package apart puts apart what a text has run together: who speaks and what is said,
// the numbers of lines and the lines. Each of its functions gives a text in which
// names stand before a colon, with the places of the one it came from; or nil where
// the text is not written so.
package apart

import (
	"cmp"
	"strings"

	"candor/transcript/call"
	"candor/transcript/captions"
	"candor/transcript/people"
	"candor/transcript/source"
)

// Labels puts a colon behind names with which paragraphs begin and that a
// time, brackets or a dash part from the words:
//
//	Speaker 1    00:00:12    Thank you.
//	[00:12.000 --> 00:15.000] [SPEAKER_01] Thank you.
//	[Jane Doe, CFO] Thank you.
//	Jane Doe — Thank you.
//
// It gives nil where most paragraphs begin otherwise, or fewer than so many do.
func Labels(src *source.Source, atLeast int) *source.Source {
	var found []label
	paragraphs, open, names := 0, true, map[string]bool{}
	gaps := strings.Count(src.Text, "\n\n") > fewestGaps
	for line := range src.All() {
		text := src.Text[line.From:line.To]
		begins := open || !gaps
		if open = text == ""; open || !begins || len(text) < source.ShortLine && people.NameColon(text) < 0 && !startsWithTime(text) {
			continue
		}
		paragraphs++
		l, ok := labelAt(text)
		if !ok {
			continue
		}
		names[text[l.name.From:l.name.To]] = true
		for _, s := range [...]*source.Span{&l.name, &l.time, &l.words} {
			s.From, s.To = s.From+line.From, s.To+line.From
		}
		l.line = line.From
		found = append(found, l)
	}
	if len(found) < atLeast || len(names) < fewestNames && !(names["Q"] && names["A"]) || len(names) == len(found) || 10*len(found) < 6*paragraphs {
		return nil
	}
	var out source.Decoder
	done := 0
	for _, l := range found {
		out.Copy(src, done, l.line)
		first, second, before := l.name, l.time, ""
		if l.time.To > 0 && l.time.From < l.name.From {
			first, second, before = l.time, l.name, " "
		}
		out.Copy(src, first.From, first.To)
		if second.From < second.To {
			out.Put(cmp.Or(before, " ["), src.ByteOf(second.From))
			out.Copy(src, second.From, second.To)
		}
		if before == "" && second.From < second.To {
			out.Put("]", src.ByteOf(second.To))
		}
		out.Put(": ", src.ByteOf(l.words.From))
		done = l.words.From
	}
	out.Copy(src, done, len(src.Text))
	return out.Source(src)
}

// fewestNames is how many names make a way of writing them; fewestGaps how many
// empty lines make paragraphs.
const (
	fewestNames = 3
	fewestGaps  = 4
)

// label is how a paragraph begins: where the line does, and where name, time and
// words stand.
type label struct {
	line              int
	name, time, words source.Span
}

// startsWithTime tells whether a line begins with a time, be it in brackets.
func startsWithTime(text string) bool { _, end := timeAt(text, 0); return end > 0 }

// timeAt reads a time, or that from which to which, that stands at an offset, and
// gives where it ends, its brackets included; end is 0 where none does.
func timeAt(text string, at int) (time source.Span, end int) {
	from := at
	if at < len(text) && strings.IndexByte("([", text[at]) >= 0 {
		at++
	}
	end = at
	for end < len(text) && strings.IndexByte("0123456789:.,", text[end]) >= 0 {
		end++
	}
	if _, ok := captions.Moment(strings.TrimRight(text[at:end], ".,")); !ok {
		return source.Span{}, 0
	}
	time = source.Span{From: at, To: end}
	for _, to := range [...]string{" --> ", " - ", " – ", "-", "–"} {
		if rest, found := strings.CutPrefix(text[end:], to); found {
			more := len(rest) - len(strings.TrimLeft(rest, "0123456789:.,"))
			if _, ok := captions.Moment(rest[:more]); ok {
				end += len(to) + more
				break
			}
		}
	}
	if at > from {
		if end == len(text) || strings.IndexByte(")]", text[end]) < 0 {
			return source.Span{}, 0
		}
		end++
	}
	return time, end
}

// labelAt reads the label with which a paragraph begins.
func labelAt(text string) (label, bool) {
	const parts = " \t\u00a0,;|-–—>"
	var l label
	at := 0
	time, end := timeAt(text, 0)
	if l.time = time; end > 0 {
		at = len(text) - len(strings.TrimLeft(text[end:], parts))
	}
	if at == len(text) {
		return l, false
	}
	if n := numberedLetter(text); n > 0 {
		return l.ends(text, 0, 1, n)
	}
	if closing := closingOf(text[at]); closing != 0 {
		return l.bracketed(text, at, closing)
	}
	for i := at; i < min(len(text), people.LongestName); i++ {
		switch {
		case text[i] == ':' && end > 0:
			return l.ends(text, at, i, i+1) // the time stands before it
		case (text[i] == ' ' || text[i] == '\t') && end == 0 && startsWithTime(text[i+1:]):
			time, end := timeAt(text, i+1)
			l.time = time
			return l.ends(text, at, i, end)
		case text[i] == '\t' && end == 0:
			return l.ends(text, at, i, i+1)
		case text[i] == ' ' && end == 0 && parted(text[i:]) > 0:
			name := people.Clean(text[at:i])
			if !strings.Contains(name, " ") && call.RoleNamed(name) == "" {
				return l, false
			}
			return l.ends(text, at, i, i+parted(text[i:]))
		case strings.HasPrefix(text[i:], ">>") && end == 0:
			return l.ends(text, at, i, i+2)
		}
	}
	return l, false
}

// numberedLetter is the length of "Q1. " and "A12: ", or 0.
func numberedLetter(text string) int {
	if _, ok := people.QaLetter(text[:1]); !ok {
		return 0
	}
	rest := strings.TrimLeft(strings.TrimPrefix(text[1:], "."), "0123456789")
	n := len(text) - len(rest)
	if !people.IsNumber(strings.Trim(text[1:n], ".")) || len(rest) < 2 || strings.IndexByte(".:)", rest[0]) < 0 || rest[1] != ' ' {
		return 0
	}
	return n + 1
}

// parted is the length of what may stand between a name and words: a dash or a bar.
func parted(text string) int {
	for _, mark := range [...]string{" — ", " – ", " - ", " | ", " -- "} {
		if strings.HasPrefix(text, mark) {
			return len(mark)
		}
	}
	return 0
}

func closingOf(open byte) byte {
	switch open {
	case '[':
		return ']'
	case '<':
		return '>'
	case '{':
		return '}'
	}
	return 0
}

// bracketed reads "[Jane Doe] " and "<<Jane Doe>>: " at an offset.
func (l label) bracketed(text string, at int, closing byte) (label, bool) {
	open := text[at]
	for at < len(text) && text[at] == open {
		at++
	}
	end := strings.IndexByte(text[at:min(len(text), at+people.LongestName)], closing)
	if end < 0 {
		return l, false
	}
	end += at
	rest := strings.TrimLeft(text[end:], string(closing))
	return l.ends(text, at, end, len(text)-len(rest))
}

// ends completes a label whose name stands from one offset to another, and whose
// words begin behind a third.
func (l label) ends(text string, from, to, words int) (label, bool) {
	name := strings.TrimRight(text[from:to], " \t\u00a0,;|-–—")
	l.name = source.Span{From: from, To: from + len(name)}
	rest := strings.TrimLeft(text[words:], " \t\u00a0:;|-–—")
	l.words = source.Span{From: len(text) - len(rest), To: len(text)}
	return l, rest != "" && (people.MayBeginName(name) || people.IsCode(name)) && people.MayName(people.Parse(name))
}

// IsTime recognises "00:12", "(1:02:31)", "[00:12]" and "00:00:12.345 --> 00:00:15.000".
func IsTime(word string) bool {
	_, end := timeAt(word, 0)
	return end == len(word) && end >= len("0:12")
}
