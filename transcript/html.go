package transcript

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// looksLikeHTML recognises a page, or a piece of one, by its first tag.
func looksLikeHTML(src *source) bool {
	head := strings.ToLower(src.text[:min(len(src.text), 4096)])
	body := strings.TrimSpace(head)
	return strings.HasPrefix(body, "<!doctype html") || strings.HasPrefix(body, "<html") ||
		strings.HasPrefix(body, "<") && containsAny(head, "<p", "<div", "<dt", "<body", "<span") > 0
}

// readHTML makes of a page what readBold reads: its words, a paragraph a line,
// bold where the page is bold or names a term of a definition list.
func readHTML(src *source) *draft {
	if !looksLikeHTML(src) {
		return nil
	}
	page := pageReader{src: src, tokens: html.NewTokenizer(strings.NewReader(src.text))}
	page.read()
	d := readText(page.out.source(src))
	if d != nil {
		d.titled(page.title)
	}
	return d
}

// pageReader turns tags into lines.
type pageReader struct {
	src    *source
	tokens *html.Tokenizer
	at     int // offset of the current token
	out    decoder
	title  string
	hidden atom.Atom // the element whose text is not shown; 0 outside of one
	bold   int       // how many bold elements are open
	marked bool      // the bold text has its asterisks
	list   place     // in the definition list that holds the call, where the page has one
	blank  bool      // white space came last
}

func (p *pageReader) read() {
	for {
		kind := p.tokens.Next()
		size := len(p.tokens.Raw())
		switch kind {
		case html.ErrorToken:
			return
		case html.TextToken:
			switch text := p.src.text[p.at : p.at+size]; {
			case p.hidden == atom.Title:
				p.title = html.UnescapeString(text)
			case p.hidden == 0 && (p.list != between || isHeading(strings.TrimSpace(text))):
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
	if tag == atom.Dt || tag == atom.Dd && p.list != before {
		p.list = within
	}
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
	if p.list == within && (tag == atom.Dd || tag == atom.Dl) {
		p.list = between
	}
}

// describesName tells whether the line so far is a bold name and the rest of its
// paragraph, behind the break that is read, the title or firm of who has it.
func (p *pageReader) describesName() bool {
	line := string(p.out.text[bytes.LastIndexByte(p.out.text, '\n')+1:])
	name, bold := strings.CutPrefix(line, "**")
	if name = strings.TrimSuffix(name, "**"); !bold || !plausibleName(name) {
		return false
	}
	rest := p.src.text[p.at:min(len(p.src.text), p.at+longestParagraph)]
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
		described := cleanName(label.String())
		return len(described) < longestName && isLabel(described) && (isTitle(described) || strings.Contains(described, " ") && !endsSentence(described) && !isBare(described))
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
	if n := len(p.out.text); n > 0 && p.out.text[n-1] != '\n' || newline == "\n\n" && n > 1 && p.out.text[n-2] != '\n' {
		p.put(newline)
	}
}

func (p *pageReader) put(s string) {
	for _, r := range s {
		p.out.write(r, p.src.byteOf(p.at))
	}
}

// text appends what a text token shows: white space folded, entities resolved.
func (p *pageReader) text(from, to int) {
	s := p.src.text
	for from < to {
		if r, n := utf8.DecodeRuneInString(s[from:to]); isBlank(r) {
			p.blank = true
			from += n
			continue
		}
		p.beforeWord(from)
		end := from
		for end < to && s[end] != '&' {
			r, n := utf8.DecodeRuneInString(s[end:to])
			if isBlank(r) {
				break
			}
			end += n
		}
		p.out.copy(p.src, from, end)
		if from = end; from < to && s[from] == '&' {
			from += p.entity(from, to)
		}
	}
}

// beforeWord puts the blank and the asterisks that stand before a word.
func (p *pageReader) beforeWord(from int) {
	if n := len(p.out.text); p.blank && n > 0 && p.out.text[n-1] != '\n' {
		p.out.write(' ', p.src.byteOf(from-1))
	}
	p.blank = false
	if p.bold > 0 && !p.marked {
		p.put("**")
		p.marked = true
	}
}

// longestEntity is that of the names that people use: "&CounterClockwiseContourIntegral;" is longer.
const longestEntity = 10

// entity appends the character that the reference at from stands for and gives
// the reference's length.
func (p *pageReader) entity(from, to int) int {
	s := p.src.text[from:min(to, from+longestEntity)]
	end := strings.IndexByte(s, ';') + 1
	if end == 0 {
		end = 1
	}
	for _, r := range html.UnescapeString(s[:end]) {
		if isBlank(r) {
			p.blank = true
			continue
		}
		if p.blank {
			p.beforeWord(from)
		}
		p.out.write(r, p.src.byteOf(from))
	}
	return end
}
