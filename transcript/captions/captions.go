// Package captions reads WebVTT and SubRip, as meeting software and recognition of
// speech write them.
package captions

import (
	"html"
	"slices"
	"strconv"
	"strings"

	"candor/transcript/call"
	"candor/transcript/draft"
	"candor/transcript/people"
	"candor/transcript/source"
)

// Read reads cues of some seconds, with the name before the words of each, above
// them, or in a voice tag:
//
//	00:00:12.000 --> 00:00:15.000
//	<v Jane Doe>Thank you, and
//
// The cues of one speaker behind one another are one turn. Where the file marks
// its names (a voice tag, arrows, the codes of recognition), what they look like
// is not asked; else asText reads its words, a line a speaker, as those of a text.
// It gives nil for a file of anything else.
func Read(src *source.Source, asText func(*source.Source) *draft.Draft) *draft.Draft {
	cues := findCues(src)
	if len(cues) < fewestCues {
		return nil
	}
	c := captions{src: src, cues: cues}
	c.look()
	var d *draft.Draft
	if c.marked >= fewestMarks {
		d = c.read()
		d.Call.Inferred = slices.ContainsFunc(d.Call.Turns, func(t call.Turn) bool { return IsCode(t.Speaker.Name) })
	} else {
		d = asText(c.lines())
	}
	if d != nil {
		c.time(d.Call.Turns)
	}
	return d
}

// longestEntity is that of the names that people use.
const longestEntity = 10

const (
	fewestCues  = 3 // times that a file of captions has
	fewestMarks = 2 // marked names
)

// cue is the words that are shown at a time.
type cue struct {
	at    float64     // seconds
	who   source.Span // the name in its number's line: 12 "Jane Doe" (1234)
	line  int         // of its time
	lines []source.Span
}

// findCues gives the cues of the file. A cue ends at an empty line or at the next
// one's time, before which SubRip puts a number.
func findCues(src *source.Source) []cue {
	var cues []cue
	open, before := false, source.Span{}
	for i, line := range src.Spans() {
		text := src.Text[line.From:line.To]
		if at, ok := cueTime(text); ok {
			if n := len(cues); open && n > 0 {
				if last := len(cues[n-1].lines) - 1; last > 0 && people.IsNumber(src.Text[cues[n-1].lines[last].From:cues[n-1].lines[last].To]) {
					cues[n-1].lines = cues[n-1].lines[:last]
				}
			}
			cues = append(cues, cue{at: at, line: src.Line(src.Lines[i]), who: numberedName(src, before)})
			open = true
			continue
		}
		before = line
		if text == "" {
			open = false
		}
		if open {
			last := &cues[len(cues)-1]
			last.lines = append(last.lines, line)
		}
	}
	return cues
}

// cueTime reads "00:00:12.000 --> 00:00:15.000", and what may follow it.
func cueTime(line string) (seconds float64, ok bool) {
	from, to, found := strings.Cut(line, "-->")
	if !found {
		return 0, false
	}
	to, _, _ = strings.Cut(strings.TrimSpace(to), " ")
	if _, ok = Moment(to); !ok {
		return 0, false
	}
	return Moment(strings.TrimSpace(from))
}

// Moment reads "00:12.000", "00:00:12,000" and "0:12" as seconds.
func Moment(s string) (seconds float64, ok bool) {
	if len(s) < 4 || strings.IndexByte(s, ':') <= 0 || strings.Trim(s, "0123456789:.,") != "" {
		return 0, false
	}
	for part := range strings.SplitSeq(strings.ReplaceAll(s, ",", "."), ":") {
		value, err := strconv.ParseFloat(part, 64)
		if err != nil {
			return 0, false
		}
		seconds = 60*seconds + value
	}
	return seconds, true
}

// captions reads the words of cues.
type captions struct {
	src    *source.Source
	cues   []cue
	above  bool            // the name stands on a cue's first line
	rolls  bool            // a cue repeats the last line of the one before it
	square bool            // names stand in square brackets, no colon behind them
	marked int             // names that are marked as such
	known  map[string]bool // those
	spoken source.Decoder  // the words, a line a speaker
	who    string          // who speaks
}

// look finds out how the file names who speaks.
func (c *captions) look() {
	c.known = map[string]bool{}
	c.square = c.inSquares()
	above, rolls, before := 0, 0, ""
	for _, cue := range c.cues {
		if cue.who.To > 0 {
			c.marked++
			c.known[c.src.Text[cue.who.From:cue.who.To]] = true
		}
		for i, line := range cue.lines {
			text := c.src.Text[line.From:line.To]
			if i == 0 && len(cue.lines) > 1 && people.IsPureName(text) {
				above++
			}
			if i == 0 && before != "" && text == before {
				rolls++
			}
			if name, _, marked := c.labelOf(text); marked {
				c.marked++
				c.known[name] = true
			}
		}
		if n := len(cue.lines); n > 0 {
			before = c.src.Text[cue.lines[n-1].From:cue.lines[n-1].To]
		}
	}
	c.above, c.rolls = 2*above > len(c.cues), 2*rolls > len(c.cues)
	if c.marked == 0 && !c.above {
		c.lookAbove()
	}
}

// inSquares tells whether a third of the cues begin with names in square brackets,
// as few do with what is heard besides: "[Jane Doe] Thank you."
func (c *captions) inSquares() bool {
	names, people := 0, map[string]bool{}
	for _, cue := range c.cues {
		if len(cue.lines) == 0 {
			continue
		}
		if name, _ := squareName(c.src.Text[cue.lines[0].From:cue.lines[0].To]); name != "" {
			people[name] = true
			names++
		}
	}
	return 3*names > len(c.cues) && len(people) > 1
}

// lookAbove finds names of a meeting's software on the first lines of cues: "Doe,
// Jane", again and again.
func (c *captions) lookAbove() {
	uses := map[string]int{}
	for _, cue := range c.cues {
		if len(cue.lines) < 2 {
			continue
		}
		if text := c.src.Text[cue.lines[0].From:cue.lines[0].To]; reversed(bareName(text)) {
			uses[text]++
		}
	}
	total := 0
	for _, n := range uses {
		total += n
	}
	if 2*total <= len(c.cues) || len(uses) == total {
		return
	}
	c.above, c.marked = true, total
	for text := range uses {
		c.known[text] = true
	}
}

// reversed recognises a name that begins with that of the family: "van der Berg, Jan".
func reversed(s string) bool {
	last, first, found := strings.Cut(s, ", ")
	return found && !strings.Contains(first, ",") && people.IsPureName(first+" "+last)
}

// read makes turns of the cues in a file that marks its names.
func (c *captions) read() *draft.Draft {
	d := draft.New(c.src)
	names := Names(c.known)
	who, begin, text := call.Speaker{}, 0, c.src.Builder()
	flush := func() {
		d.Add(who, "", begin, text)
		text = c.src.Builder()
	}
	for name, words := range c.words {
		if s := names[name]; name != sameSpeaker && (s != who || len(d.Call.Turns) == 0 && len(text.Text) == 0) {
			flush()
			who, begin = s, words.From
		}
		if words.From == words.To {
			continue
		}
		if len(text.Text) > 0 {
			text.Join(" ")
		}
		c.untagged(text, words)
	}
	flush()
	return d
}

// sameSpeaker stands for whoever has spoken before.
const sameSpeaker = "\x00"

// words yields the words of the cues with the name that stands before them, or
// sameSpeaker. A line may hold several voices.
func (c *captions) words(yield func(name string, words source.Span) bool) {
	before := ""
	for _, cue := range c.cues {
		if name := c.src.Text[cue.who.From:cue.who.To]; name != "" && !yield(name, source.Span{From: cue.who.From, To: cue.who.From}) {
			return
		}
		for i, line := range cue.lines {
			text := c.src.Text[line.From:line.To]
			if c.rolls && i == 0 && text == before {
				continue
			}
			before = text
			if c.above && i == 0 && c.known[text] {
				if !yield(text, source.Span{From: line.From, To: line.From}) {
					return
				}
				continue
			}
			for from := 0; from < len(text); {
				end := len(text)
				if next := strings.Index(text[from+1:], "<v"); next >= 0 {
					end = from + 1 + next
				}
				name, words, marked := c.labelOf(text[from:end])
				if !marked && (name == "" || !c.known[name]) {
					name, words = sameSpeaker, 0
				}
				if !yield(name, c.src.Trim(line.From+from+words, line.From+end)) {
					return
				}
				from = end
			}
		}
	}
}

// lines gives the words with a line for each speaker, as a text has them.
func (c *captions) lines() *source.Source {
	before := ""
	for _, cue := range c.cues {
		for i, line := range cue.lines {
			text := c.src.Text[line.From:line.To]
			switch {
			case i == 0 && c.rolls && text == before:
			case i == 0 && c.above && len(cue.lines) > 1:
				c.name(line.From, text)
			default:
				c.line(line)
			}
			before = text
		}
	}
	return c.spoken.Source(c.src)
}

// line takes a line of a cue.
func (c *captions) line(line source.Span) {
	text := c.src.Text[line.From:line.To]
	words := line
	if colon := people.NameColon(text); colon > 0 && people.MayName(people.Parse(text[:colon])) {
		c.name(line.From, text[:colon+1])
		words = c.src.Trim(line.From+colon+1, line.To)
	}
	if words.From == words.To {
		return
	}
	if n := len(c.spoken.Text); n > 0 && c.spoken.Text[n-1] != '\n' {
		c.spoken.Put(" ", c.src.ByteOf(words.From))
	}
	c.untagged(spokenSink{c}, words)
}

// name begins the line of who speaks, whose name stands at an offset, unless that
// one has spoken before.
func (c *captions) name(at int, name string) {
	if name == c.who {
		return
	}
	c.who = name
	if len(c.spoken.Text) > 0 {
		c.spoken.Put("\n\n", c.src.ByteOf(at))
	}
	c.spoken.Copy(c.src, at, at+len(name))
	if !strings.HasSuffix(name, ":") {
		c.spoken.Put("\n", c.src.ByteOf(at))
	}
}

// untagged copies what is no tag: "<i>", "</v>", "<00:12.000>"; entities as what
// they stand for.
func (c *captions) untagged(to sink, words source.Span) {
	for from := words.From; from < words.To; {
		text := c.src.Text[from:words.To]
		mark := strings.IndexAny(text, "<&")
		if mark < 0 {
			to.Copy(from, words.To)
			return
		}
		to.Copy(from, from+mark)
		from, text = from+mark, text[mark:]
		if end := strings.IndexByte(text, '>'); text[0] == '<' && end > 0 {
			from += end + 1
			continue
		}
		if end := strings.IndexByte(text[:min(len(text), longestEntity)], ';'); text[0] == '&' && end > 0 {
			if sign := html.UnescapeString(text[:end+1]); sign != text[:end+1] {
				to.Put(sign, from)
				from += end + 1
				continue
			}
		}
		to.Copy(from, from+1)
		from++
	}
}

// time tells of each turn when it begins.
func (c *captions) time(turns []call.Turn) {
	next := 0
	for i := range turns {
		for next < len(c.cues) && c.cues[next].line <= turns[i].Line {
			next++
		}
		if next > 0 {
			turns[i].Time = c.cues[next-1].at
		}
	}
}

// sink takes words as they stand in the source, and what stands for others.
type sink interface {
	Copy(from, to int)
	Put(s string, from int)
}

// spokenSink appends to the words of the text.
type spokenSink struct{ *captions }

func (s spokenSink) Copy(from, to int) { s.spoken.Copy(s.src, from, to) }

func (s spokenSink) Put(words string, from int) { s.spoken.Put(words, s.src.ByteOf(from)) }
