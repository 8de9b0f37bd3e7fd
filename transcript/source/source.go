package source

import (
	"sort"
	"strings"
	"unicode/utf8"

	"candor/transcript/call"
)

// Source is a text in UTF-8 and where each byte of it stood in its file: the file
// as it was, decoded, or what one can read of it (the words of a web page, a
// string of a JSON file).
type Source struct {
	Name    string
	Text    string
	Parsed  any    // what a reader of the file has found, for the next one
	Forced  bool   // the format is told, not found out
	Raw     bool   // text is the file's bytes, which are no text
	Lines   []int  // offsets in text where its lines begin
	trimmed []Span // what spans has found
	Page    any    // what the layouts have found
	Warning *call.Warning
	PdfText func([]byte) (string, error) // reads PDFs; nil where nobody does
	// RowsText gives the rows of a Parquet file as JSON Lines; nil where nobody does.
	RowsText func([]byte) (string, error)
	Columns  map[string]string // names of a table's columns by what they hold

	// pieces give the byte of the file that each byte of text came from, and
	// starts the bytes at which the file's lines begin. Both are nil where text is
	// the file but for skipped bytes, those of a byte order mark.
	pieces  []piece
	starts  []int
	skipped int
}

// piece says that the text at an offset came from a byte of the file, and what
// follows, until the next piece, from each step bytes on: one, two where UTF-16
// holds ASCII, none where one sign became several bytes.
type piece struct{ at, from, step int32 }

// Forget drops what the readers have found, so that it takes no memory beside
// what is inferred from the turns.
func (s *Source) Forget() { s.Parsed, s.trimmed, s.Page = nil, nil, nil }

func (s *Source) findLines() {
	s.Lines = append(make([]int, 0, 1+strings.Count(s.Text, "\n")), 0)
	for at := 0; ; {
		i := strings.IndexByte(s.Text[at:], '\n')
		if i < 0 {
			break
		}
		at += i + 1
		s.Lines = append(s.Lines, at)
	}
	if s.pieces != nil && s.starts == nil {
		s.starts = s.fileLines()
	}
}

// fileLines gives the bytes of the file at which the lines of text begin. The
// first line begins at the first byte, a byte order mark included.
func (s *Source) fileLines() []int {
	starts := make([]int, len(s.Lines))
	for i := 1; i < len(starts); i++ {
		starts[i] = s.ByteOf(s.Lines[i])
	}
	return starts
}

// pieceAt is the piece that offset is in.
func (s *Source) pieceAt(offset int) int {
	return sort.Search(len(s.pieces), func(i int) bool { return int(s.pieces[i].at) > offset }) - 1
}

func (p piece) byteOf(offset int) int { return int(p.from) + (offset-int(p.at))*int(p.step) }

// ByteOf gives the byte of the file that offset of the text came from.
func (s *Source) ByteOf(offset int) int {
	if s.pieces == nil {
		return s.skipped + offset
	}
	if i := s.pieceAt(offset); i >= 0 {
		return s.pieces[i].byteOf(offset)
	}
	return 0
}

// Line gives the file's line that offset is on, from 1.
func (s *Source) Line(offset int) int {
	if s.pieces == nil {
		return after(s.Lines, offset)
	}
	return after(s.starts, s.ByteOf(offset))
}

// after is how many of the starts are not behind offset.
func after(starts []int, offset int) int {
	return sort.Search(len(starts), func(i int) bool { return starts[i] > offset })
}

// placeOf gives line and column of a byte of the file; line is of it.
func (s *Source) placeOf(at, line int) call.Place {
	start := 0
	switch {
	case s.pieces != nil:
		start = s.starts[line-1]
	case line > 1:
		start = s.skipped + s.Lines[line-1]
	}
	return call.Place{Line: line, Column: at - start + 1}
}

// Decoder collects decoded text with the origin of its bytes.
type Decoder struct {
	Text   []byte
	pieces []piece
}

// from says that the text from here on comes from a byte of the file.
func (d *Decoder) from(origin, step int) { d.fromAt(len(d.Text), origin, step) }

func (d *Decoder) fromAt(at, origin, step int) {
	if n := len(d.pieces); n > 0 {
		last := d.pieces[n-1]
		if int(last.step) == step && last.byteOf(at) == origin {
			return
		}
		if int(last.at) == at {
			d.pieces = d.pieces[:n-1]
		}
	}
	d.pieces = append(d.pieces, piece{int32(at), int32(origin), int32(step)})
}

// Write appends a sign that one byte of the file stands for.
func (d *Decoder) Write(r rune, origin int) {
	step := 1
	if r >= utf8.RuneSelf {
		step = 0
	}
	d.from(origin, step)
	d.Text = utf8.AppendRune(d.Text, r)
}

// Put appends what stands for the byte of the file at origin.
func (d *Decoder) Put(s string, origin int) {
	d.from(origin, 0)
	d.Text = append(d.Text, s...)
}

// Copy appends the text of src from one offset to another.
func (d *Decoder) Copy(src *Source, from, to int) {
	for from < to {
		end, step := to, 1
		if src.pieces != nil {
			i := src.pieceAt(from)
			step = int(src.pieces[i].step)
			if i+1 < len(src.pieces) {
				end = min(to, int(src.pieces[i+1].at))
			}
		}
		d.from(src.ByteOf(from), step)
		d.Text = append(d.Text, src.Text[from:end]...)
		from = end
	}
}

// Cut takes text out again.
func (d *Decoder) Cut(from, to int) {
	var kept []piece
	for i, p := range d.pieces {
		end := len(d.Text)
		if i+1 < len(d.pieces) {
			end = int(d.pieces[i+1].at)
		}
		switch {
		case int(p.at) >= to:
			kept = append(kept, piece{p.at - int32(to-from), p.from, p.step})
		case end > to:
			if int(p.at) < from {
				kept = append(kept, p)
			}
			kept = append(kept, piece{int32(from), int32(p.byteOf(to)), p.step})
		case int(p.at) < from:
			kept = append(kept, p)
		}
	}
	d.pieces = kept
	d.Text = append(d.Text[:from], d.Text[to:]...)
}

// Source is what has been decoded, as a source of the same file.
func (d *Decoder) Source(of *Source) *Source {
	s := &Source{Name: of.Name, Text: string(d.Text), Warning: of.Warning, pieces: d.pieces, starts: of.starts}
	if s.pieces == nil {
		s.pieces = []piece{{}}
	}
	if s.starts == nil {
		s.starts = of.fileLines()
	}
	s.findLines()
	return s
}
