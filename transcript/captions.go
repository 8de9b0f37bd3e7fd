package transcript

import "strings"

// readCaptions reads WebVTT and SubRip, as meeting software writes what it has
// recognised: cues of some seconds, with the name before the words of each, above
// them, or in a voice tag:
//
//	00:00:12.000 --> 00:00:15.000
//	<v Jane Doe>Thank you, and
//
// The cues of one speaker behind one another are one turn.
func readCaptions(src *source) *draft {
	lines := src.spans()
	var cues []int // the lines of their times
	named := 0
	for i, line := range lines {
		if isCueTime(src.text[line.from:line.to]) {
			cues = append(cues, i)
			if i+2 < len(lines) && lines[i+2].from < lines[i+2].to && isPureName(src.text[lines[i+1].from:lines[i+1].to]) {
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
			c.name(lines[first].from, src.text[lines[first].from:lines[first].to])
			first++
		}
		for k := first; k < len(lines) && lines[k].from < lines[k].to && !isCueTime(src.text[lines[k].from:lines[k].to]); k++ {
			c.line(lines[k])
		}
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
	name, words := "", line // "Jane Doe:", or only the name
	if voice, after, found := strings.Cut(text, ">"); found && strings.HasPrefix(voice, "<v") {
		_, name, _ = strings.Cut(voice, " ")
		words.from = line.to - len(after)
	} else if colon := nameColon(text); colon > 0 && mayName(parseSpeaker(text[:colon])) {
		name = text[:colon+1]
		words.from += colon + 1
	}
	if name != "" {
		c.name(line.from+strings.Index(text, name), name)
	}
	if words = c.src.trim(words.from, words.to); words.from == words.to {
		return
	}
	if n := len(c.out.text); n > 0 && c.out.text[n-1] != '\n' {
		c.out.put(" ", c.src.byteOf(words.from))
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
	if len(c.out.text) > 0 {
		c.out.put("\n\n", c.src.byteOf(at))
	}
	c.out.copy(c.src, at, at+len(name))
	if !strings.HasSuffix(name, ":") {
		c.out.put("\n", c.src.byteOf(at))
	}
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
