package transcript

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// source is a text in UTF-8 and where each byte of it stood in its file: the file
// as it was, decoded, or what one can read of it (the words of a web page, a
// string of a JSON file).
type source struct {
	name    string
	text    string
	values  *jsonFile // what json has found
	forced  bool      // the format is told, not found out
	raw     bool      // text is the file's bytes, which are no text
	lines   []int     // offsets in text where its lines begin
	trimmed []span    // what spans has found
	onPages furniture // what furniture has found
	warning *Warning
	pdfText func([]byte) (string, error) // reads PDFs; nil where nobody does

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

// forget drops what the readers have found, so that it takes no memory beside
// what is inferred from the turns.
func (s *source) forget() { s.values, s.trimmed, s.onPages = nil, nil, furniture{} }

func (s *source) findLines() {
	s.lines = append(make([]int, 0, 1+strings.Count(s.text, "\n")), 0)
	for at := 0; ; {
		i := strings.IndexByte(s.text[at:], '\n')
		if i < 0 {
			break
		}
		at += i + 1
		s.lines = append(s.lines, at)
	}
	if s.pieces != nil && s.starts == nil {
		s.starts = s.fileLines()
	}
}

// fileLines gives the bytes of the file at which the lines of text begin. The
// first line begins at the first byte, a byte order mark included.
func (s *source) fileLines() []int {
	starts := make([]int, len(s.lines))
	for i := 1; i < len(starts); i++ {
		starts[i] = s.byteOf(s.lines[i])
	}
	return starts
}

// pieceAt is the piece that offset is in.
func (s *source) pieceAt(offset int) int {
	return sort.Search(len(s.pieces), func(i int) bool { return int(s.pieces[i].at) > offset }) - 1
}

func (p piece) byteOf(offset int) int { return int(p.from) + (offset-int(p.at))*int(p.step) }

// byteOf gives the byte of the file that offset of the text came from.
func (s *source) byteOf(offset int) int {
	if s.pieces == nil {
		return s.skipped + offset
	}
	if i := s.pieceAt(offset); i >= 0 {
		return s.pieces[i].byteOf(offset)
	}
	return 0
}

// line gives the file's line that offset is on, from 1.
func (s *source) line(offset int) int {
	if s.pieces == nil {
		return after(s.lines, offset)
	}
	return after(s.starts, s.byteOf(offset))
}

// after is how many of the starts are not behind offset.
func after(starts []int, offset int) int {
	return sort.Search(len(starts), func(i int) bool { return starts[i] > offset })
}

// placeOf gives line and column of a byte of the file; line is of it.
func (s *source) placeOf(at, line int) Place {
	start := 0
	switch {
	case s.pieces != nil:
		start = s.starts[line-1]
	case line > 1:
		start = s.skipped + s.lines[line-1]
	}
	return Place{Line: line, Column: at - start + 1}
}

// decoder collects decoded text with the origin of its bytes.
type decoder struct {
	text   []byte
	pieces []piece
}

// from says that the text from here on comes from a byte of the file.
func (d *decoder) from(origin, step int) { d.fromAt(len(d.text), origin, step) }

func (d *decoder) fromAt(at, origin, step int) {
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

// write appends a sign that one byte of the file stands for.
func (d *decoder) write(r rune, origin int) {
	step := 1
	if r >= utf8.RuneSelf {
		step = 0
	}
	d.from(origin, step)
	d.text = utf8.AppendRune(d.text, r)
}

// put appends what stands for the byte of the file at origin.
func (d *decoder) put(s string, origin int) {
	d.from(origin, 0)
	d.text = append(d.text, s...)
}

// copy appends the text of src from one offset to another.
func (d *decoder) copy(src *source, from, to int) {
	for from < to {
		end, step := to, 1
		if src.pieces != nil {
			i := src.pieceAt(from)
			step = int(src.pieces[i].step)
			if i+1 < len(src.pieces) {
				end = min(to, int(src.pieces[i+1].at))
			}
		}
		d.from(src.byteOf(from), step)
		d.text = append(d.text, src.text[from:end]...)
		from = end
	}
}

// source is what has been decoded, as a source of the same file.
func (d *decoder) source(of *source) *source {
	s := &source{name: of.name, text: string(d.text), warning: of.warning, pieces: d.pieces, starts: of.starts}
	if s.pieces == nil {
		s.pieces = []piece{{}}
	}
	if s.starts == nil {
		s.starts = of.fileLines()
	}
	s.findLines()
	return s
}
