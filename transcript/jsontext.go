package transcript

import (
	"candor/transcript/naming"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"
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
			c.warn(c.src.line(text.from()), "little-of-text", fmt.Sprintf("the speeches are only %d %% of the text that stands here without speakers", 100*spoken/size))
			return
		}
	}
}

// readText reads strings that follow one another, with headings where a section
// begins.
func (c *jsonCall) readText(texts []jsonText) bool {
	inner := readWords(c.decoded(texts))
	if inner == nil {
		return false
	}
	told, roster := c.call, c.roster
	c.draft = inner
	c.roster = append(roster, inner.roster...)
	keep(&c.call, told)
	return true
}

// readWords reads what stood in a string: a web page, JSON once more, or text;
// nil if nobody speaks.
func readWords(words *source) *draft {
	if strings.TrimFunc(words.text, isBlank) == "" {
		return nil
	}
	if file := words.json(); file != nil && len(file.roots) > 0 {
		inner := jsonCall{draft: newDraft(words)}
		if inner.read(file.roots[0]); len(inner.call.Turns) > 0 {
			return inner.draft
		}
	}
	if looksLikeHTML(words) || containsAny(words.text, "<br", "</p>", "</strong>") > 0 {
		if d := readPage(words); d != nil {
			return d
		}
	}
	return readText(onLines(words))
}

// addSections reads the section that the file has as a string, beside a list of
// speeches for the other one.
func (c *jsonCall) addSections(lists []speechList) {
	for _, section := range [...]Section{Prepared, QA} {
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
		turns := inner.call.Turns
		for k := range turns {
			turns[k].Section = section
		}
		if section == Prepared {
			c.call.Turns = append(turns, c.call.Turns...)
		} else {
			c.call.Turns = append(c.call.Turns, turns...)
		}
	}
}

// onLines puts speakers on lines of their own in a call that is one line:
// "... for the numbers. Jane Doe: Thank you. ..." A name begins a sentence at
// least once; then it may also stand behind words without a full stop.
func onLines(words *source) *source {
	if strings.Contains(words.text, "\n") {
		return words
	}
	names := map[string]bool{}
	for start, end := range colons(words.text) {
		if name := words.text[start:end]; endsSentence(words.text[max(0, start-4):start]) && !endsInInitial(words.text[:start]) {
			names[name] = names[name] || !holdsSentence(name) && mayName(parseSpeaker(name))
		}
	}
	var out decoder
	done, named := 0, 0 // how far it is copied, and the last name's end
	for start, end := range colons(words.text) {
		if start > named && end > named && names[words.text[start:end]] {
			out.copy(words, done, start-1)
			out.put("\n", words.byteOf(start-1))
			done, named = start, end
		}
	}
	if done == 0 {
		return words
	}
	out.copy(words, done, len(words.text))
	return out.source(words)
}

// holdsSentence tells "Thanks Bill. Jane Doe" from "Jane A. Doe Jr.".
func holdsSentence(name string) bool {
	for word := range strings.FieldsSeq(name) {
		if len(word) > len("A.") && !naming.IsSuffix(word) && endsSentence(word) && !strings.HasSuffix(name, word) {
			return true
		}
	}
	return false
}

// endsInInitial tells "Jane A. " from the end of a sentence.
func endsInInitial(text string) bool {
	text = strings.TrimRight(text, " ")
	n := len(text)
	return n > 1 && text[n-1] == '.' && 'A' <= text[n-2] && text[n-2] <= 'Z' && (n == 2 || text[n-3] == ' ' || text[n-3] == '.')
}

// colons yields, for each colon, the stretches before it that could be a name,
// with title and firm: from the beginning of each of the last words, longest first.
func colons(text string) iter.Seq2[int, int] {
	return func(yield func(start, end int) bool) {
		for end := 0; end < len(text); end++ {
			if text[end] != ':' {
				continue
			}
			for start := max(0, end-longestName); start < end; start++ {
				if start > 0 && text[start-1] != ' ' || text[start] == ' ' {
					continue
				}
				if !yield(start, end) {
					return
				}
			}
		}
	}
}

// decoded gives the strings as a source of lines.
func (c *jsonCall) decoded(texts []jsonText) *source {
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
	return out.source(c.src)
}

var (
	startKeys = []string{"startchar", "startoffset", "charstart", "startindex"}
	endKeys   = []string{"endchar", "endoffset", "charend", "endindex"}
)

// cutSpeeches reads a text with a table of who speaks from which character to
// which: {"text", "speaker_sections": [{"name", "start_char", "end_char"}]}.
func (c *jsonCall) cutSpeeches(n node, depth int) bool {
	text := n.get("text", "transcript", "content")
	for _, table := range n.members() {
		items := collectItems(table)
		if text.isString() && len(items) > 0 && items[0].get(startKeys...).exists() {
			return c.cut(c.decoded([]jsonText{{text, ""}}), items)
		}
		if depth > 0 && table.isObject() && c.cutSpeeches(table, depth-1) {
			return true
		}
	}
	return false
}

func (c *jsonCall) cut(words *source, sections []node) bool {
	characters, at := 0, 0 // how many stand before a byte of the text
	seek := func(n node) bool {
		target, ok := n.whole()
		for ; ok && characters < target && at < len(words.text); characters++ {
			_, size := utf8.DecodeRuneInString(words.text[at:])
			at += size
		}
		return ok && characters == target
	}
	for _, section := range sections {
		begins := seek(section.get(startKeys...))
		from := at
		if !begins || !seek(section.get(endKeys...)) {
			c.call.Turns = nil
			return false
		}
		s := c.speaker(section)
		line := words.trim(from, at)
		if rest, named := strings.CutPrefix(words.text[line.from:line.to], s.Name+":"); named {
			line = words.trim(line.to-len(rest), line.to)
		}
		p := paragraphs{builder: words.builder()}
		for paragraph := range strings.SplitSeq(words.text[line.from:line.to], "\n") {
			p.copy(line.from, line.from+len(paragraph))
			p.broken = true
			line.from += len(paragraph) + 1
		}
		c.add(s, "", from, p.builder)
	}
	return len(c.call.Turns) > 0
}

// keep prefers what a file tells of the call to what its text does.
func keep(c *Call, told Call) {
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
