package transcript

import (
	"fmt"
	"slices"
	"strings"
)

// readStrings reads a transcript that is one string, a list of strings, or one
// string a section. It is read as text is, or as a web page; the longest is
// tried first, and no more than a few.
func (c *jsonCall) readStrings() {
	const trials = 4
	var whole [][]jsonText
	var parts []jsonText
	inParts := 0
	for _, text := range c.texts {
		whole = append(whole, []jsonText{text})
		if text.section != "" {
			parts = append(parts, text)
			inParts += len(text.raw())
		}
	}
	slices.SortStableFunc(whole, func(a, b []jsonText) int { return len(b[0].raw()) - len(a[0].raw()) })
	if len(parts) > 1 && 10*inParts > 9*len(whole[0][0].raw()) {
		whole = slices.Insert(whole, 0, parts)
	}
	for _, texts := range whole[:min(len(whole), trials)] {
		if c.readText(texts) {
			return
		}
	}
}

// compareWithTexts warns where the file has the whole call in a string and only
// a part of it in speeches.
func (c *jsonCall) compareWithTexts() {
	spoken := 0
	for i := range c.call.Turns {
		spoken += len(c.call.Turns[i].Text)
	}
	for _, text := range c.texts {
		if size := len(text.raw()); 10*spoken < 9*size && spoken > 0 {
			c.warn(c.src.line(text.from()), fmt.Sprintf("the speeches are only %d %% of the text that stands here without speakers", 100*spoken/size))
			return
		}
	}
}

// readText reads strings that follow one another, with headings where a section
// begins.
func (c *jsonCall) readText(texts []jsonText) bool {
	var out decoder
	for i, text := range texts {
		at := c.src.byteOf(text.from())
		if i > 0 {
			out.put("\n\n", at)
			if text.section == QA && texts[i-1].section != QA {
				out.put("Question-and-Answer Session\n\n", at)
			}
		}
		sink := decoderSink{c.src, &out}
		if text.isString() {
			text.copyTo(sink, 0)
		}
		for item := range text.items() {
			item.copyTo(sink, 0)
			out.put("\n", c.src.byteOf(item.from()))
		}
	}
	words := out.source(c.src)
	if strings.TrimFunc(words.text, isBlank) == "" {
		return false
	}
	inner := readHTML(words)
	if inner == nil {
		inner = readText(words)
	}
	if inner == nil {
		return false
	}
	told, roster := c.call, c.roster
	c.draft = inner
	c.roster = append(roster, inner.roster...)
	c.call.keep(told)
	return true
}

// keep prefers what a file tells of the call to what its text does.
func (c *Call) keep(told Call) {
	for _, field := range [...]struct {
		to   *string
		from string
	}{{&c.Company, told.Company}, {&c.Ticker, told.Ticker}, {&c.Period, told.Period}, {&c.Date, told.Date}} {
		if field.from != "" {
			*field.to = field.from
		}
	}
}

// decoderSink writes a string's pieces to a decoder.
type decoderSink struct {
	src *source
	out *decoder
}

func (d decoderSink) copy(from, to int) { d.out.copy(d.src, from, to) }

func (d decoderSink) put(s string, from int) { d.out.put(s, d.src.byteOf(from)) }
