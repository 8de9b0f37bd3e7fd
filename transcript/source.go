package transcript

import (
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// DefaultMaxSize is the most bytes that one file may hold. The longest real call
// is under a megabyte; a JSONL of a hundred thousand answers is some 200 MB.
const DefaultMaxSize = 256 << 20

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
	warning *Warning
	pdfText func([]byte) (string, error) // reads PDFs; nil where nobody does

	// origin gives the byte of the file that each byte of text came from, and
	// starts the bytes at which the file's lines begin. Both are nil where text is
	// the file but for skipped bytes, those of a byte order mark.
	origin  []int32
	starts  []int
	skipped int
}

var (
	errEmpty  = errors.New("the file is empty")
	errBinary = errors.New("binary data, not the text of a transcript")
)

// load reads all of r, at most maxSize bytes, and decodes it.
func load(r io.Reader, name string, maxSize int64) (*source, error) {
	if maxSize <= 0 {
		maxSize = DefaultMaxSize
	}
	var all strings.Builder
	n, err := io.Copy(&all, io.LimitReader(r, maxSize+1))
	if err != nil {
		return nil, err
	}
	if n > maxSize {
		return nil, fmt.Errorf("larger than %d bytes, the most that one file may hold", maxSize)
	}
	return decode(WithoutAllowComments(all.String()), name)
}

// decode finds the encoding: UTF-8 or UTF-16 by the byte order mark, else UTF-8
// if it is that, else Windows-1252, the one old texts from the web are in.
func decode(data, name string) (*source, error) {
	s := &source{name: name, text: data}
	switch {
	case isPDF(data):
		s.raw = true
		return s, nil
	case strings.HasPrefix(data, "\xef\xbb\xbf"):
		s.text, s.skipped = data[3:], 3
	case strings.HasPrefix(data, "\xff\xfe"), strings.HasPrefix(data, "\xfe\xff"):
		s.fromUTF16(data)
	}
	if strings.TrimFunc(s.text, isBlank) == "" {
		return nil, errEmpty
	}
	if strings.IndexByte(s.text, 0) >= 0 {
		return nil, errBinary
	}
	if !utf8.ValidString(s.text) {
		if err := s.repair(); err != nil {
			return nil, err
		}
	}
	s.findLines()
	return s, nil
}

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
	if s.origin != nil && s.starts == nil {
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

func (s *source) fromUTF16(data string) {
	low, high := 0, 1
	if data[0] == 0xfe {
		low, high = 1, 0
	}
	unit := func(i int) rune { return rune(data[i+low]) | rune(data[i+high])<<8 }
	d := decoder{origin: make([]int32, 0, len(data)/2)}
	for i := 2; i+1 < len(data); i += 2 {
		r, at := unit(i), i
		if utf16.IsSurrogate(r) && i+3 < len(data) {
			if pair := utf16.DecodeRune(r, unit(i+2)); pair != utf8.RuneError {
				r = pair
				i += 2
			}
		}
		d.write(r, at)
	}
	s.text, s.origin = string(d.text), d.origin
}

// repair decodes what is no valid UTF-8. More broken than whole sequences mean
// that it never was UTF-8.
func (s *source) repair() error {
	whole, broken, control, first := 0, 0, 0, -1
	for i, r := range s.text {
		_, size := utf8.DecodeRuneInString(s.text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			broken++
			if first < 0 {
				first = i
			}
		case size > 1:
			whole++
		case r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f':
			control++
		}
	}
	if (broken+control)*5 > len(s.text) {
		return errBinary
	}
	base, d := s.skipped, decoder{origin: make([]int32, 0, len(s.text)+broken)}
	if whole >= broken {
		line := 1 + strings.Count(s.text[:first], "\n")
		s.warning = &Warning{line, fmt.Sprintf("%d bytes are no valid UTF-8 and were replaced", broken)}
		for i, r := range s.text {
			d.write(r, base+i)
		}
	} else {
		for i := 0; i < len(s.text); i++ {
			d.write(charmap.Windows1252.DecodeByte(s.text[i]), base+i)
		}
	}
	s.text, s.origin = string(d.text), d.origin
	return nil
}

// decoder collects decoded text with the origin of its bytes.
type decoder struct {
	text   []byte
	origin []int32
}

func (d *decoder) write(r rune, origin int) {
	before := len(d.text)
	d.text = utf8.AppendRune(d.text, r)
	for range len(d.text) - before {
		d.origin = append(d.origin, int32(origin))
	}
}

// put appends what stands for the byte of the file at origin.
func (d *decoder) put(s string, origin int) {
	for _, r := range s {
		d.write(r, origin)
	}
}

// copy appends the text of src from one offset to another.
func (d *decoder) copy(src *source, from, to int) {
	d.text = append(d.text, src.text[from:to]...)
	for i := from; i < to; i++ {
		d.origin = append(d.origin, int32(src.byteOf(i)))
	}
}

// source is what has been decoded, as a source of the same file.
func (d *decoder) source(of *source) *source {
	s := &source{name: of.name, text: string(d.text), warning: of.warning, origin: d.origin, starts: of.starts}
	if s.starts == nil {
		s.starts = of.fileLines()
	}
	s.findLines()
	return s
}

// byteOf gives the byte of the file that offset of the text came from.
func (s *source) byteOf(offset int) int {
	switch {
	case s.origin == nil:
		return s.skipped + offset
	case offset < len(s.origin):
		return int(s.origin[offset])
	case len(s.origin) == 0:
		return 0
	}
	return int(s.origin[len(s.origin)-1]) + 1
}

// line gives the file's line that offset is on, from 1.
func (s *source) line(offset int) int {
	lines := s.lines
	if s.origin != nil {
		offset, lines = s.byteOf(offset), s.starts
	}
	return sort.Search(len(lines), func(i int) bool { return lines[i] > offset })
}

// place gives line and column of the byte at offset.
func (s *source) place(offset int) Place {
	line := s.line(offset)
	start := 0
	switch {
	case s.origin != nil:
		start = s.starts[line-1]
	case line > 1:
		start = s.byteOf(s.lines[line-1])
	}
	return Place{line, s.byteOf(offset) - start + 1}
}

// builder puts a turn's text together from pieces of the source.
type builder struct {
	src  *source
	text []byte
	runs Places
	next int // offset in the source right behind what was copied last; -1 at the start
}

func (s *source) builder() *builder { return &builder{src: s, next: -1} }

// copy appends src.text[from:to].
func (b *builder) copy(from, to int) {
	if from >= to {
		return
	}
	if b.src.origin == nil {
		if from != b.next || b.src.text[from-1] == '\n' {
			b.mark(from)
		}
		b.text = append(b.text, b.src.text[from:to]...)
		b.next = to
		return
	}
	for i := from; i < to; i++ {
		if i == from || b.src.origin[i] != b.src.origin[i-1]+1 {
			b.mark(i)
		}
		b.text = append(b.text, b.src.text[i])
	}
	b.next = to
}

// put appends bytes that the source writes otherwise, or not at all: they
// stand for what is at offset from.
func (b *builder) put(s string, from int) {
	b.mark(from)
	b.text = append(b.text, s...)
	b.next = -1
}

// join appends a separator between two pieces.
func (b *builder) join(separator string) {
	b.text = append(b.text, separator...)
	b.next = -1
}

func (b *builder) mark(from int) {
	if n := len(b.runs); n > 0 && b.runs[n-1].Offset == len(b.text) {
		b.runs = b.runs[:n-1]
	}
	b.runs = append(b.runs, Run{len(b.text), b.src.place(from)})
}
