package layout

import (
	"candor/transcript/draft"
	"candor/transcript/people"
	"candor/transcript/source"
	"strings"
)

// readCaptions reads WebVTT and SubRip, as meeting software writes what it has
// recognised: cues of some seconds, with the name before the words of each, above
// them, or in a voice tag:
//
//	00:00:12.000 --> 00:00:15.000
//	<v Jane Doe>Thank you, and
//
// The cues of one speaker behind one another are one turn.
func readCaptions(src *source.Source) *draft.Draft {
	lines := src.Spans()
	var cues []int // the lines of their times
	named := 0
	for i, line := range lines {
		if isCueTime(src.Text[line.From:line.To]) {
			cues = append(cues, i)
			if i+2 < len(lines) && lines[i+2].From < lines[i+2].To && people.IsPureName(src.Text[lines[i+1].From:lines[i+1].To]) {
				named++
			}
		}
	}
	if len(cues) < fewestCues {
		return nil
	}
	c := captions{src: src}
	for _, i := range cues {
		first := i + 1
		if 2*named > len(cues) && first < len(lines) {
			c.name(lines[first].From, src.Text[lines[first].From:lines[first].To])
			first++
		}
		for k := first; k < len(lines) && lines[k].From < lines[k].To && !isCueTime(src.Text[lines[k].From:lines[k].To]); k++ {
			c.line(lines[k])
		}
	}
	return readNamed(c.out.Source(src))
}

// fewestCues is how many times of cues a file of captions has.
const fewestCues = 3

// isCueTime recognises "00:00:12.000 --> 00:00:15.000", and what may follow it.
func isCueTime(line string) bool {
	from, to, found := strings.Cut(line, "-->")
	to = strings.TrimSpace(to)
	return found && isMoment(strings.TrimSpace(from)) && isMoment(strings.SplitN(to, " ", 2)[0])
}

// isMoment recognises "00:12.000", "00:00:12,000" and "0:12".
func isMoment(s string) bool {
	return len(s) >= 4 && strings.IndexByte(s, ':') > 0 && strings.Trim(s, "0123456789:.,") == ""
}

// captions puts the words of cues on a line for each speaker.
type captions struct {
	src     *source.Source
	out     source.Decoder
	speaker string
}

// line takes a line of a cue.
func (c *captions) line(line source.Span) {
	text := c.src.Text[line.From:line.To]
	name, words := "", line // "Jane Doe:", or only the name
	if voice, after, found := strings.Cut(text, ">"); found && strings.HasPrefix(voice, "<v") {
		_, name, _ = strings.Cut(voice, " ")
		words.From = line.To - len(after)
	} else if colon := nameColon(text); colon > 0 && people.MayName(people.Parse(text[:colon])) {
		name = text[:colon+1]
		words.From += colon + 1
	}
	if name != "" {
		c.name(line.From+strings.Index(text, name), name)
	}
	if words = c.src.Trim(words.From, words.To); words.From == words.To {
		return
	}
	if n := len(c.out.Text); n > 0 && c.out.Text[n-1] != '\n' {
		c.out.Put(" ", c.src.ByteOf(words.From))
	}
	c.untagged(words)
}

// name begins the line of who speaks, whose name stands at an offset, unless that
// one has spoken before.
func (c *captions) name(at int, name string) {
	if name == c.speaker {
		return
	}
	c.speaker = name
	if len(c.out.Text) > 0 {
		c.out.Put("\n\n", c.src.ByteOf(at))
	}
	c.out.Copy(c.src, at, at+len(name))
	if !strings.HasSuffix(name, ":") {
		c.out.Put("\n", c.src.ByteOf(at))
	}
}

// untagged copies what is no tag: "<i>", "</v>", "<00:12.000>".
func (c *captions) untagged(words source.Span) {
	for words.From < words.To {
		text := c.src.Text[words.From:words.To]
		open := strings.IndexByte(text, '<')
		end := strings.IndexByte(text[max(open, 0):], '>')
		if open < 0 || end < 0 {
			c.out.Copy(c.src, words.From, words.To)
			return
		}
		c.out.Copy(c.src, words.From, words.From+open)
		words.From += open + end + 1
	}
}
