package jsonform

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/transcript/call"
	"candor/transcript/cue"
	"candor/transcript/draft"
	"candor/transcript/layout"
	"candor/transcript/source"
)

// readStrings reads a transcript that is one string, a list of strings, or one
// string a section. It is read as text is, or as a web page; the longest is
// tried first, and no more than a few.
func (c *JsonCall) readStrings() {
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
func (c *JsonCall) compareWithTexts() {
	spoken := c.spoken()
	for _, text := range c.texts {
		if size := len(text.raw()); 10*spoken < 9*size && spoken > 0 {
			c.Warn(c.Src.Line(text.from()), "little-of-text", fmt.Sprintf("the speeches are only %d %% of the text that stands here without speakers", 100*spoken/size))
			return
		}
	}
}

// readText reads strings that follow one another, with headings where a section
// begins.
func (c *JsonCall) readText(texts []jsonText) bool {
	inner := readWords(c.decoded(texts))
	if inner == nil {
		return false
	}
	told, roster := c.Call, c.Roster
	c.Draft = inner
	c.Roster = append(roster, inner.Roster...)
	keep(&c.Call, told)
	return true
}

// readWords reads what stood in a string: a web page, JSON once more, or text;
// nil if nobody speaks.
func readWords(words *source.Source) *draft.Draft {
	if strings.TrimFunc(words.Text, source.IsBlank) == "" {
		return nil
	}
	if file := ValuesIn(words); file != nil && len(file.Roots) > 0 {
		inner := JsonCall{Draft: draft.New(words)}
		if inner.read(file.Roots[0]); len(inner.Call.Turns) > 0 {
			return inner.Draft
		}
	}
	if layout.LooksLikeHTML(words) || cue.Count(words.Text, "<br", "</p>", "</strong>") > 0 {
		if d := layout.Page(words); d != nil {
			return d
		}
	}
	return layout.ReadText(words)
}

// addSections reads the section that the file has as a string, beside a list of
// speeches for the other one.
func (c *JsonCall) addSections(lists []speechList) {
	for _, section := range [...]call.Section{call.Prepared, call.QA} {
		if slices.ContainsFunc(lists, func(l speechList) bool { return l.section == section || l.section == "" }) {
			continue
		}
		i := slices.IndexFunc(c.texts, func(text jsonText) bool { return text.section == section })
		if i < 0 {
			continue
		}
		inner := readWords(c.decoded(c.texts[i : i+1]))
		if inner == nil {
			continue // compareWithTexts tells of it
		}
		turns := inner.Call.Turns
		for k := range turns {
			turns[k].Section = section
		}
		if section == call.Prepared {
			c.Call.Turns = append(turns, c.Call.Turns...)
		} else {
			c.Call.Turns = append(c.Call.Turns, turns...)
		}
	}
}

// decoded gives the strings as a source of lines.
func (c *JsonCall) decoded(texts []jsonText) *source.Source {
	var out source.Decoder
	for i, text := range texts {
		at := c.Src.ByteOf(text.from())
		if i > 0 {
			out.Put("\n\n", at)
			if text.section == call.QA && texts[i-1].section != call.QA {
				out.Put("Question-and-Answer Session\n\n", at)
			}
		}
		sink := decoderSink{c.Src, &out}
		if text.isString() {
			text.copyTo(sink, 0)
		}
		for item := range text.items() {
			item.copyTo(sink, 0)
			out.Put("\n", c.Src.ByteOf(item.from()))
		}
	}
	return out.Source(c.Src)
}

var (
	startKeys = []string{"startchar", "startoffset", "charstart", "startindex"}
	endKeys   = []string{"endchar", "endoffset", "charend", "endindex"}
)

// cutSpeeches reads a text with a table of who speaks from which character to
// which: {"text", "speaker_sections": [{"name", "start_char", "end_char"}]}.
func (c *JsonCall) cutSpeeches(n node, depth int) bool {
	text := n.get("text", "transcript", "content")
	for _, table := range n.members() {
		items := collectItems(table)
		if text.isString() && len(items) > 0 && items[0].get(startKeys...).exists() {
			c.Call.Turns = c.Call.Turns[:0]
			contradiction := c.cut(c.decoded([]jsonText{{text, ""}}), items)
			if contradiction != "" {
				c.Call.Turns = nil
				c.Warn(c.Src.Line(table.from()), "characters-contradicted", "the table of characters "+contradiction+": it is left out")
			}
			return contradiction == ""
		}
		if depth > 0 && table.isObject() && c.cutSpeeches(table, depth-1) {
			return true
		}
	}
	return false
}

// cut cuts the text at the characters that the sections tell, and says what of the
// words contradicts them: "" for nothing.
func (c *JsonCall) cut(words *source.Source, sections []node) (contradiction string) {
	characters, at := 0, 0 // how many stand before a byte of the text
	seek := func(n node) bool {
		target, ok := n.whole()
		for ; ok && characters < target && at < len(words.Text); characters++ {
			_, size := utf8.DecodeRuneInString(words.Text[at:])
			at += size
		}
		return ok && characters == target
	}
	covered, within := 0, 0
	for _, section := range sections {
		begins := seek(section.get(startKeys...))
		from := at
		if !begins || !seek(section.get(endKeys...)) {
			return "does not fit the text"
		}
		if covered += at - from; cutsWord(words.Text, from) || cutsWord(words.Text, at) {
			within++
		}
		s := c.speaker(section)
		line := words.Trim(from, at)
		line = words.Trim(line.From+labelBefore(words.Text[line.From:line.To], s.Name), line.To)
		p := paragraphs{Builder: words.Builder()}
		for paragraph := range strings.SplitSeq(words.Text[line.From:line.To], "\n") {
			p.Copy(line.From, line.From+len(paragraph))
			p.broken = true
			line.From += len(paragraph) + 1
		}
		c.Add(s, "", from, p.Builder)
	}
	switch {
	case 2*covered < len(words.Text):
		return "covers less than half of the text"
	case 4*within > len(sections):
		return "cuts words in two"
	case len(c.Call.Turns) == 0:
		return "is empty"
	}
	return ""
}

// cutsWord tells whether an offset is within a word.
func cutsWord(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at:])
	return unicode.IsLetter(before) && unicode.IsLetter(after)
}

// labelBefore is the length of the name that a speech begins with: "Jane Doe: ",
// "[Jane Doe]: ", "**Jane Doe:** ", or the name on a line of its own.
func labelBefore(text, name string) int {
	rest, found := strings.CutPrefix(strings.TrimLeft(text, " *[("), name)
	if !found || name == "" {
		return 0
	}
	rest = strings.TrimLeft(rest, "])* ")
	for _, mark := range [...]string{":", "\n", `\n`} {
		if strings.HasPrefix(rest, mark) {
			return len(text) - len(strings.TrimLeft(rest[len(mark):], "* "))
		}
	}
	return 0
}

// keep prefers what a file tells of the call to what its text does.
func keep(c *call.Call, told call.Call) {
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
	src *source.Source
	out *source.Decoder
}

func (d decoderSink) Copy(from, to int) { d.out.Copy(d.src, from, to) }

func (d decoderSink) Put(s string, from int) { d.out.Put(s, d.src.ByteOf(from)) }
