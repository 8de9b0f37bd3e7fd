package transcript

import "strings"

// readCaptions reads WebVTT and SubRip, as meeting software writes what it has
// recognised: cues of some seconds, with the name before the words of each, or
// in a voice tag:
//
//	00:00:12.000 --> 00:00:15.000
//	<v Jane Doe>Thank you, and
//
// The cues of one speaker behind one another are one turn.
func readCaptions(src *source) *draft {
	lines := src.spans()
	c := captions{src: src}
	cues := 0
	for i, line := range lines {
		if !isCueTime(src.text[line.from:line.to]) {
			continue
		}
		cues++
		for k := i + 1; k < len(lines) && lines[k].from < lines[k].to; k++ {
			c.line(lines[k])
		}
	}
	if cues < fewestCues {
		return nil
	}
	return readNamed(c.out.source(src))
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
	src     *source
	out     decoder
	speaker string
}

// line takes a line of a cue.
func (c *captions) line(line span) {
	text := c.src.text[line.from:line.to]
	name, words := "", line
	if voice, after, found := strings.Cut(text, ">"); found && strings.HasPrefix(voice, "<v") {
		_, name, _ = strings.Cut(voice, " ")
		words.from = line.to - len(after)
	} else if colon := nameColon(text); colon > 0 && mayName(parseSpeaker(text[:colon])) {
		name = text[:colon]
		words.from += colon + 1
	}
	switch {
	case name != "" && name != c.speaker:
		c.speaker = name
		at := line.from + strings.Index(text, name)
		if len(c.out.text) > 0 {
			c.out.put("\n\n", c.src.byteOf(at))
		}
		c.out.copy(c.src, at, at+len(name))
		c.out.put(": ", c.src.byteOf(at))
	case len(c.out.text) > 0:
		c.out.put(" ", c.src.byteOf(line.from))
	}
	c.untagged(c.src.trim(words.from, words.to))
}

// untagged copies what is no tag: "<i>", "</v>", "<00:12.000>".
func (c *captions) untagged(words span) {
	for words.from < words.to {
		text := c.src.text[words.from:words.to]
		open := strings.IndexByte(text, '<')
		end := strings.IndexByte(text[max(open, 0):], '>')
		if open < 0 || end < 0 {
			c.out.copy(c.src, words.from, words.to)
			return
		}
		c.out.copy(c.src, words.from, words.from+open)
		words.from += open + end + 1
	}
}
