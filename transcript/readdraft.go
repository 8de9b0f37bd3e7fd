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

	"candor/transcript/call"
	"candor/transcript/draft"
	"candor/transcript/people"
	"candor/transcript/source"
)

var errNoProse = errors.New("no prose: only headings, code, links or tables")

// ReadDraft reads prose in Markdown, without speakers: prepared remarks, or
// answers that are prepared for questions. Each headed section becomes one turn
// of a nameless executive, and so does each paragraph of a draft without
// headings; a heading that asks ("What about margins?") is the section's
// question. In a sheet of questions and answers lines begin "Q:" and "A:", and
// what stands from an A to the next Q is a turn. Headings, code, links with their text, images, tables, HTML,
// comments and front matter are no prose and are left out. The error is an
// *Error; a draft without prose is one.
//
// maxSize is the most bytes of a file, decompressed; 0 stands for
// source.DefaultMaxSize.
func ReadDraft(r io.Reader, name string, maxSize int64) (*call.Call, error) {
	src, err := source.Load(r, name, maxSize)
	if err != nil {
		return nil, &call.Error{File: name, Err: err}
	}
	d := draftReader{draft: draft.New(src)}
	d.read()
	c := &d.draft.Call
	if len(c.Turns) == 0 {
		return nil, &call.Error{File: name, Err: errNoProse}
	}
	c.ID, c.Source, c.Format = source.BaseName(name), name, DraftFormat.Name
	return c, nil
}

// draftReader turns the blocks of a Markdown document into turns.
type draftReader struct {
	draft    *draft.Draft
	headed   bool // turns are sections, not paragraphs
	sheet    bool // turns are answers, behind a line that begins "Q:"
	asking   bool // the words are the question's
	opening  bool // the next words are the first of their line
	question string
	text     *source.Builder // of the turn that is being read; nil before its first block
	begin    int
}

func (d *draftReader) read() {
	markdown := []byte(withoutFrontMatter(d.draft.Src.Text))
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
			d.sheet, d.asking = false, false
			d.question = questionIn(d.heading(n))
		case ast.KindParagraph, ast.KindTextBlock:
			d.paragraph(n)
		case ast.KindBlockquote, ast.KindList, ast.KindListItem:
			d.blocks(n)
		}
	}
}

func (d *draftReader) paragraph(n ast.Node) {
	d.ensure()
	before := len(d.text.Text)
	if before > 0 {
		d.text.Join("\n\n")
	}
	turn, start := d.text, len(d.text.Text)
	d.opening = true
	d.inlines(n)
	d.opening = false
	if d.text == turn && len(d.text.Text) == start { // nothing but links or code
		d.text.Text = d.text.Text[:before]
	}
	if !d.headed && !d.sheet {
		d.endTurn()
	}
}

// ensure begins a turn where none is being read.
func (d *draftReader) ensure() {
	if d.text == nil {
		d.text, d.begin = d.draft.Src.Builder(), -1
	}
}

func (d *draftReader) inlines(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			from, to := n.Segment.Start, n.Segment.Stop
			if d.opening {
				from = d.mark(from, to)
				d.opening = false
			}
			breaks := n.SoftLineBreak() || n.HardLineBreak()
			switch {
			case d.asking:
				d.question += d.draft.Src.Text[from:to]
				if breaks {
					d.question += " "
				}
			default:
				d.copy(from, to)
				if breaks {
					d.text.Put(" ", to)
				}
			}
			d.opening = breaks && d.sheet
		case *ast.String:
			// Made by extensions, without a place in the source.
		case *ast.Link, *ast.Image, *ast.AutoLink, *ast.CodeSpan, *ast.RawHTML:
		default: // emphasis and its like
			d.inlines(n)
		}
	}
}

// mark takes the "Q:" or "A:" that the words of a line begin with, and gives where
// they go on. Other words go on with what was before.
func (d *draftReader) mark(from, to int) int {
	words := d.draft.Src.Text[from:to]
	for _, m := range []struct {
		mark string
		asks bool
	}{{"Q:", true}, {"Question:", true}, {"A:", false}, {"Answer:", false}} {
		rest, ok := strings.CutPrefix(words, m.mark)
		if !ok || !m.asks && !d.sheet {
			continue
		}
		d.endTurn()
		d.ensure()
		d.sheet, d.asking = true, m.asks
		if m.asks {
			d.question = ""
		}
		return to - len(strings.TrimLeft(rest, " "))
	}
	return from
}

// copy appends source text.
func (d *draftReader) copy(from, to int) {
	if d.begin < 0 && from < to {
		d.begin = from
	}
	copyMarkdown(d.text, from, to)
}

// copyMarkdown appends source text with its escapes and entities resolved.
func copyMarkdown(b *source.Builder, from, to int) {
	text := b.Src.Text
	for i := from; i < to; {
		next := i + strings.IndexAny(text[i:to], `\&`)
		if next < i {
			next = to
		}
		b.Copy(i, next)
		i = next
		if i == to {
			return
		}
		if text[i] == '\\' {
			if i+1 < to && source.IsPunctuation(text[i+1]) {
				i++
			}
			b.Copy(i, i+1)
			i++
			continue
		}
		end := strings.IndexByte(text[i:min(to, i+mostEntity)], ';')
		if entity := text[i : i+end+1]; end > 0 && html.UnescapeString(entity) != entity {
			b.Put(html.UnescapeString(entity), i)
			i += end + 1
			continue
		}
		b.Copy(i, i+1)
		i++
	}
}

// endTurn closes the section or paragraph that is being read.
func (d *draftReader) endTurn() {
	if d.text == nil {
		return
	}
	turns := len(d.draft.Call.Turns)
	if d.begin >= 0 {
		d.draft.Add(call.Speaker{Role: call.Executive}, call.Draft, d.begin, d.text)
	}
	if len(d.draft.Call.Turns) > turns {
		turn := &d.draft.Call.Turns[turns]
		turn.Question, turn.Trivial = strings.TrimSpace(d.question), people.IsBare(turn.Text)
	}
	d.text = nil
}

// heading gives the words of a heading.
func (d *draftReader) heading(n ast.Node) string {
	outer := d.text
	d.text = d.draft.Src.Builder()
	d.inlines(n)
	words := string(d.text.Text)
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
			return source.Blank(s[:at]) + s[at:]
		}
		rest = after
	}
	return s
}

// mostEntity is the most bytes of a character reference that is resolved.
const mostEntity = 10
