package layout

import (
	"bytes"
	"cmp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"candor/transcript/call"
	"candor/transcript/cue"
	"candor/transcript/draft"
	"candor/transcript/facts"
	"candor/transcript/people"
	"candor/transcript/source"
)

// LooksLikeHTML recognises a page, or a piece of one, by its first tag.
func LooksLikeHTML(src *source.Source) bool {
	head := strings.ToLower(src.Text[:min(len(src.Text), 4096)])
	body := strings.TrimSpace(head)
	return strings.HasPrefix(body, "<!doctype html") || strings.HasPrefix(body, "<html") ||
		strings.HasPrefix(body, "<") && cue.Count(head, "<p", "<div", "<dt", "<body", "<span") > 0
}

// HTML makes of a page what readBold reads: its words, a paragraph a line,
// bold where the page is bold or names a term of a definition list.
func HTML(src *source.Source) *draft.Draft {
	if !LooksLikeHTML(src) {
		return nil
	}
	return Page(src)
}

// Page is readHTML of what is known to have tags.
func Page(src *source.Source) *draft.Draft {
	page := pageReader{src: src, tokens: html.NewTokenizer(strings.NewReader(src.Text))}
	page.out.Text = make([]byte, 0, len(src.Text)) // what is shown is less than the page
	page.read()
	words := page.out.Source(src)
	d := page.definitionList(words)
	if d == nil {
		d = ReadText(words)
	}
	if d == nil || len(d.Call.Turns) == 0 {
		return nil
	}
	facts.Title(d, page.title)
	return d
}

// pageReader turns tags into lines.
type pageReader struct {
	src    *source.Source
	tokens *html.Tokenizer
	at     int // offset of the current token
	out    source.Decoder
	title  string
	hidden atom.Atom     // the element whose text is not shown; 0 outside of one
	bold   int           // how many bold elements are open
	marked bool          // the bold text has its asterisks
	list   place         // in the definition list that holds the call, where the page has one
	terms  []source.Span // of that list, in out.text
	blank  bool          // white space came last
	cells  []int         // where in out the cells of the table row that is read begin
}

func (p *pageReader) read() {
	for {
		kind := p.tokens.Next()
		size := len(p.tokens.Raw())
		switch kind {
		case html.ErrorToken:
			p.endTerm()
			return
		case html.TextToken:
			switch text := p.src.Text[p.at : p.at+size]; {
			case p.hidden == atom.Title:
				p.title = html.UnescapeString(text)
			case p.hidden == 0 && (p.list != between || people.IsHeading(strings.TrimSpace(text))):
				p.text(p.at, p.at+size)
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := p.tokens.TagName()
			p.open(atom.Lookup(name), kind)
		case html.EndTagToken:
			name, _ := p.tokens.TagName()
			p.close(atom.Lookup(name))
		}
		p.at += size
	}
}

// place is where in a definition list the reader is. What stands between the
// speeches of such a list, and behind the last, is of the page and not of the call.
type place uint8

const (
	before place = iota // of the list, or in a page without one
	within              // a term or what it is followed by
	between
)

func isHidden(tag atom.Atom) bool {
	switch tag {
	case atom.Script, atom.Style, atom.Title, atom.Noscript, atom.Nav, atom.Svg, atom.Template, atom.Button, atom.Select, atom.Footer:
		return true
	}
	return false
}

func isBold(tag atom.Atom) bool {
	switch tag {
	case atom.Strong, atom.B, atom.Dt, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

func isInline(tag atom.Atom) bool {
	switch tag {
	case atom.Span, atom.A, atom.I, atom.Em, atom.U, atom.Strong, atom.B, atom.Sub, atom.Sup, atom.Font, atom.Small,
		atom.Mark, atom.Abbr, atom.Cite, atom.Q, atom.S, atom.Code, atom.Time, atom.Label, 0:
		return true
	}
	return false
}

func (p *pageReader) open(tag atom.Atom, kind html.TokenType) {
	switch {
	case p.hidden != 0:
		return
	case isHidden(tag) && kind == html.StartTagToken:
		p.hidden = tag
		return
	case kind == html.StartTagToken && isInline(tag) && p.titleFollows():
		p.put(" - ")
	case tag == atom.Time:
		p.put(" ")
	case tag == atom.Br && p.describesName():
		p.endBold()
		p.put(" - ")
	case tag == atom.Br:
		p.breakLine("\n")
	case !isInline(tag):
		p.breakLine("\n\n")
	}
	if isBold(tag) && kind == html.StartTagToken {
		p.bold++
	}
	switch {
	case tag == atom.Tr:
		p.cells = p.cells[:0]
	case tag == atom.Td:
		p.cells = append(p.cells, len(p.out.Text))
	case tag == atom.Dt:
		p.endTerm()
		p.list = within
		p.terms = append(p.terms, source.Span{From: len(p.out.Text), To: -1})
	case tag == atom.Dd && p.list != before:
		p.endTerm()
		p.list = within
	}
}

// endTerm ends the term that is open, if one is.
func (p *pageReader) endTerm() {
	if p.inTerm() {
		p.endBold()
		p.terms[len(p.terms)-1].To = len(p.out.Text)
	}
}

func (p *pageReader) inTerm() bool {
	return len(p.terms) > 0 && p.terms[len(p.terms)-1].To < 0
}

// fewTerms is under how many terms a definition list holds something else.
const fewTerms = 3

// definitionList reads a page whose speakers are the terms of a list, what they
// say the definitions; nil where the list is none of that kind.
func (p *pageReader) definitionList(words *source.Source) *draft.Draft {
	if len(p.terms) < fewTerms {
		return nil
	}
	d := draft.New(words)
	for line := range words.All() {
		if line.From >= p.terms[0].From {
			break
		}
		facts.Title(d, words.Text[line.From:line.To])
	}
	section, names := call.Section(""), 0
	for i, term := range p.terms {
		end := len(words.Text)
		if i+1 < len(p.terms) {
			end = p.terms[i+1].From
		}
		speaker := termSpeaker(words.Text[term.From:term.To])
		if people.Plausible(speaker.Name) {
			names++
		}
		text := &source.Prose{Builder: words.Builder(), Paragraphs: true}
		for _, line := range words.LinesWithin(term.To, end) {
			if part, ok := people.Heading(words.Text[line.From:line.To]); ok {
				d.Add(speaker, section, term.From, text.Builder)
				section, text = cmp.Or(part, section), &source.Prose{Builder: words.Builder(), Paragraphs: true}
				continue
			}
			text.Line(line.From, line.To)
		}
		d.Add(speaker, section, term.From, text.Builder)
	}
	if 2*names < len(p.terms) || len(d.Call.Turns) == 0 {
		return nil
	}
	return d
}

// termSpeaker reads a term. It names a speaker however it is written.
func termSpeaker(term string) call.Speaker {
	s := people.Parse(term)
	if name := people.Clean(term); !people.Plausible(s.Name) && len(name) < people.LongestName {
		s = call.Speaker{Name: name}
	}
	return s
}

func (p *pageReader) close(tag atom.Atom) {
	if p.hidden != 0 {
		if tag == p.hidden {
			p.hidden = 0
		}
		return
	}
	if isBold(tag) && p.bold > 0 {
		if p.bold--; p.bold == 0 {
			p.endBold()
		}
	}
	if !isInline(tag) && tag != atom.Br {
		p.breakLine("\n\n")
	}
	switch tag {
	case atom.Dt:
		p.endTerm()
	case atom.Tr:
		p.onlyEnglish()
	}
	if p.list == within && (tag == atom.Dd || tag == atom.Dl) {
		p.list = between
	}
}

// describesName tells whether the line so far is a bold name and the rest of its
// paragraph, behind the break that is read, the title or firm of who has it.
func (p *pageReader) describesName() bool {
	line := string(p.out.Text[bytes.LastIndexByte(p.out.Text, '\n')+1:])
	name, bold := strings.CutPrefix(line, "**")
	if name = strings.TrimSuffix(name, "**"); !bold || !people.Plausible(name) {
		return false
	}
	rest := p.src.Text[p.at:min(len(p.src.Text), p.at+longestParagraph)]
	var label strings.Builder
	for tokens := html.NewTokenizer(strings.NewReader(rest)); ; {
		switch tokens.Next() {
		case html.TextToken:
			label.Write(tokens.Text())
			continue
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			if tag, _ := tokens.TagName(); isInline(atom.Lookup(tag)) || label.Len() == 0 {
				continue
			}
		}
		described := people.Clean(label.String())
		return len(described) < people.LongestName && people.IsLabel(described) && !people.Stops(described) && (people.IsTitle(described) || strings.Contains(described, " ") && !source.EndsSentence(described) && !people.IsBare(described))
	}
}

// longestParagraph is within how many bytes a paragraph of a name must end.
const longestParagraph = 1000

func (p *pageReader) endBold() {
	if p.marked {
		p.put("**")
		p.marked = false
	}
}

// breakLine ends a line; bold text does not go on across lines.
func (p *pageReader) breakLine(newline string) {
	p.endBold()
	p.blank = false
	if n := len(p.out.Text); n > 0 && p.out.Text[n-1] != '\n' || newline == "\n\n" && n > 1 && p.out.Text[n-2] != '\n' {
		p.put(newline)
	}
}

// put appends what the page shows by other means at the tag that is read, or at
// the last byte of a page that ends early.
func (p *pageReader) put(s string) { p.putAt(s, min(p.at, len(p.src.Text)-1)) }

func (p *pageReader) putAt(s string, at int) {
	for _, r := range s {
		p.out.Write(r, p.src.ByteOf(at))
	}
}

// text appends what a text token shows: white space folded, entities resolved.
func (p *pageReader) text(from, to int) {
	s := p.src.Text
	for from < to {
		if r, n := utf8.DecodeRuneInString(s[from:to]); source.IsBlank(r) {
			p.blank = true
			from += n
			continue
		}
		p.beforeWord(from)
		end := from
		for end < to && s[end] != '&' {
			r, n := utf8.DecodeRuneInString(s[end:to])
			if source.IsBlank(r) {
				break
			}
			end += n
		}
		p.out.Copy(p.src, from, end)
		if from = end; from < to && s[from] == '&' {
			from += p.entity(from, to)
		}
	}
}

// beforeWord puts the blank and the asterisks that stand before a word.
func (p *pageReader) beforeWord(from int) {
	if n := len(p.out.Text); p.blank && n > 0 && p.out.Text[n-1] != '\n' {
		p.out.Write(' ', p.src.ByteOf(from-1))
	}
	p.blank = false
	if p.bold > 0 && !p.marked && (p.list == before || p.inTerm()) {
		p.putAt("**", from)
		p.marked = true
	}
}

// longestEntity is that of the names that people use: "&CounterClockwiseContourIntegral;" is longer.
const longestEntity = 10

// entityLetters are what the names and numbers of entities are made of.
const entityLetters = "#0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

// entity appends the character that the reference at from stands for and gives
// the reference's length.
func (p *pageReader) entity(from, to int) int {
	s := p.src.Text[from:min(to, from+longestEntity)]
	end := 1
	for end < len(s) && strings.IndexByte(entityLetters, s[end]) >= 0 {
		end++
	}
	if end == len(s) || s[end] != ';' {
		end = 1 // a mere "&"
	} else {
		end++
	}
	for _, r := range html.UnescapeString(s[:end]) {
		if source.IsBlank(r) {
			p.blank = true
			continue
		}
		if p.blank {
			p.beforeWord(from)
		}
		p.out.Write(r, p.src.ByteOf(from))
	}
	return end
}
