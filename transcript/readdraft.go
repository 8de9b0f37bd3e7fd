package transcript

import (
	"errors"
	"html"
	"io"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

var errNoProse = errors.New("no prose: only headings, code, links or tables")

// ReadDraft reads prose in Markdown, without speakers: prepared remarks, or
// answers that are prepared for questions. Each headed section becomes one turn
// of a nameless executive, and so does each paragraph of a draft without
// headings; a heading that asks ("What about margins?") is the section's
// question. Headings, code, links with their text, images, tables, HTML,
// comments and front matter are no prose and are left out. The error is an
// *Error; a draft without prose is one.
func ReadDraft(r io.Reader, name string) (*Call, error) {
	src, err := load(r, name, 0)
	if err != nil {
		return nil, &Error{File: name, Err: err}
	}
	d := draftReader{draft: newDraft(src)}
	d.read()
	call := &d.draft.call
	if len(call.Turns) == 0 {
		return nil, &Error{File: name, Err: errNoProse}
	}
	call.ID, call.Source = baseName(name), name
	return call, nil
}

// draftReader turns the blocks of a Markdown document into turns.
type draftReader struct {
	draft    *draft
	headed   bool // turns are sections, not paragraphs
	question string
	text     *builder // of the turn that is being read; nil before its first block
	begin    int
}

func (d *draftReader) read() {
	markdown := []byte(withoutFrontMatter(d.draft.src.text))
	root := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(text.NewReader(markdown))
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		d.headed = d.headed || n.Kind() == ast.KindHeading
	}
	d.blocks(root)
	d.endTurn()
}

func (d *draftReader) blocks(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n.Kind() {
		case ast.KindHeading:
			d.endTurn()
			d.question = questionIn(d.heading(n))
		case ast.KindParagraph, ast.KindTextBlock:
			d.paragraph(n)
		case ast.KindBlockquote, ast.KindList, ast.KindListItem:
			d.blocks(n)
		}
	}
}

func (d *draftReader) paragraph(n ast.Node) {
	if d.text == nil {
		d.text = d.draft.src.builder()
		d.begin = -1
	}
	before := len(d.text.text)
	if before > 0 {
		d.text.join("\n\n")
	}
	start := len(d.text.text)
	d.inlines(n)
	if len(d.text.text) == start { // nothing but links or code
		d.text.text = d.text.text[:before]
	}
	if !d.headed {
		d.endTurn()
	}
}

func (d *draftReader) inlines(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			d.copy(n.Segment.Start, n.Segment.Stop)
			if n.SoftLineBreak() || n.HardLineBreak() {
				d.text.put(" ", n.Segment.Stop)
			}
		case *ast.String:
			// Made by extensions, without a place in the source.
		case *ast.Link, *ast.Image, *ast.AutoLink, *ast.CodeSpan, *ast.RawHTML:
		default: // emphasis and its like
			d.inlines(n)
		}
	}
}

// copy appends source text.
func (d *draftReader) copy(from, to int) {
	if d.begin < 0 && from < to {
		d.begin = from
	}
	d.text.copyMarkdown(from, to)
}

// copyMarkdown appends source text with its escapes and entities resolved.
func (b *builder) copyMarkdown(from, to int) {
	source := b.src.text
	for i := from; i < to; {
		next := i + strings.IndexAny(source[i:to], `\&`)
		if next < i {
			next = to
		}
		b.copy(i, next)
		i = next
		if i == to {
			return
		}
		if source[i] == '\\' {
			if i+1 < to && isPunctuation(source[i+1]) {
				i++
			}
			b.copy(i, i+1)
			i++
			continue
		}
		end := strings.IndexByte(source[i:min(to, i+longestEntity)], ';')
		if entity := source[i : i+end+1]; end > 0 && html.UnescapeString(entity) != entity {
			b.put(html.UnescapeString(entity), i)
			i += end + 1
			continue
		}
		b.copy(i, i+1)
		i++
	}
}

func isPunctuation(c byte) bool {
	return '!' <= c && c <= '/' || ':' <= c && c <= '@' || '[' <= c && c <= '`' || '{' <= c && c <= '~'
}

// endTurn closes the section or paragraph that is being read.
func (d *draftReader) endTurn() {
	if d.text == nil {
		return
	}
	turns := len(d.draft.call.Turns)
	if d.begin >= 0 {
		d.draft.add(Speaker{Role: Executive}, Draft, d.begin, d.text)
	}
	if len(d.draft.call.Turns) > turns {
		turn := &d.draft.call.Turns[turns]
		turn.Question, turn.Trivial = d.question, isBare(turn.Text)
	}
	d.text = nil
}

// heading gives the words of a heading.
func (d *draftReader) heading(n ast.Node) string {
	outer := d.text
	d.text = d.draft.src.builder()
	d.inlines(n)
	words := string(d.text.text)
	d.text = outer
	return strings.TrimSpace(words)
}

// questionIn gives the question that a heading asks, "" if it asks none.
func questionIn(heading string) string {
	for _, mark := range []string{"Q:", "Q.", "Question:"} {
		if rest, ok := strings.CutPrefix(heading, mark); ok {
			return strings.TrimSpace(rest)
		}
	}
	if strings.HasSuffix(heading, "?") {
		return heading
	}
	return ""
}

// withoutFrontMatter blanks a leading YAML block between lines of three
// hyphens, and keeps all offsets.
func withoutFrontMatter(s string) string {
	first, rest, ok := strings.Cut(s, "\n")
	if !ok || strings.TrimRight(first, " \r") != "---" {
		return s
	}
	for at := len(first) + 1; rest != ""; {
		line, after, _ := strings.Cut(rest, "\n")
		at += len(line) + 1
		if closing := strings.TrimRight(line, " \r"); closing == "---" || closing == "..." {
			at = min(at, len(s))
			return blank(s[:at]) + s[at:]
		}
		rest = after
	}
	return s
}

// blank replaces all but line breaks by spaces, byte for byte.
func blank(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c != '\n' && c != '\r' {
			b[i] = ' '
		}
	}
	return string(b)
}
