package source

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// DefaultMaxSize is the most bytes that one file may hold. The longest real call
// is under a megabyte; a JSONL of a hundred thousand answers is some 200 MB.
const DefaultMaxSize = 256 << 20

// Load reads all of r, at most maxSize bytes, and decodes it.
func Load(r io.Reader, name string, maxSize int64) (*Source, error) {
	if maxSize <= 0 {
		maxSize = DefaultMaxSize
	}
	maxSize = min(maxSize, math.MaxInt32-1) // offsets are kept in 32 bits
	tooLarge := fmt.Errorf("holds more than %d bytes, the most that one file may hold", maxSize)
	size := sizeOf(r)
	if size > maxSize {
		return nil, tooLarge
	}
	in, err := decompress(r)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	data, err := readAll(io.LimitReader(in, maxSize+1), size)
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, errors.New("the compressed data ends in the middle (truncated?)")
	case err != nil:
		return nil, err
	case int64(len(data)) > maxSize:
		return nil, tooLarge
	}
	if err := refuse(data); err != nil {
		return nil, err
	}
	return Decode(withoutComments(data), name)
}

// Sizes of the blocks in which files are read.
const (
	smallBlock = 1 << 15
	largeBlock = 1 << 20
)

// readAll reads in blocks that are joined once: at no time is there more than
// twice what was read. The first block has room for the expected size.
func readAll(r io.Reader, expected int64) (string, error) {
	first := min(max(expected+1, smallBlock), largeBlock)
	blocks := [][]byte{make([]byte, 0, first)}
	size := 0
	for {
		last := &blocks[len(blocks)-1]
		n, err := r.Read((*last)[len(*last):cap(*last)])
		*last = (*last)[:len(*last)+n]
		size += n
		if err == io.EOF {
			break
		}
		if err != nil {
			return "", err
		}
		if len(*last) == cap(*last) {
			blocks = append(blocks, make([]byte, 0, largeBlock))
		}
	}
	var all strings.Builder
	all.Grow(size)
	for i, b := range blocks {
		all.Write(b)
		blocks[i] = nil
	}
	return all.String(), nil
}

// sizeOf is how many bytes r will give, or 0 where it does not tell.
func sizeOf(r io.Reader) int64 {
	switch r := r.(type) {
	case interface{ Len() int }:
		return int64(r.Len())
	case interface{ Stat() (fs.FileInfo, error) }:
		if info, err := r.Stat(); err == nil && info.Mode().IsRegular() {
			return info.Size()
		}
	}
	return 0
}

// window is the most bytes that zstd may look back, that of its strongest level.
const window = 128 << 20

// decompress finds gzip and zstd by what they begin with. Members that follow
// one another are read as one.
func decompress(r io.Reader) (io.ReadCloser, error) {
	in := bufio.NewReader(r)
	head, err := in.Peek(4)
	if err != nil && err != io.EOF {
		return nil, err
	}
	switch {
	case IsCompressed(head) && head[0] == 0x1f:
		return gzip.NewReader(in)
	case IsCompressed(head):
		z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(window))
		if err != nil {
			return nil, err
		}
		return z.IOReadCloser(), nil
	}
	return io.NopCloser(in), nil
}

// UnpackedName is the name of what a compressed file holds.
func UnpackedName(name string) string {
	switch ext := filepath.Ext(name); strings.ToLower(ext) {
	case ".gz", ".gzip", ".zst", ".zstd":
		return strings.TrimSuffix(name, ext)
	}
	return name
}

func IsCompressed(data []byte) bool {
	head := string(data[:min(4, len(data))])
	return strings.HasPrefix(head, "\x1f\x8b") || head == "\x28\xb5\x2f\xfd"
}

// signatures are what files begin with that people mistake for transcripts.
var signatures = []struct{ begins, what string }{
	{"PK\x03\x04", "a zip archive"},
	{"\xd0\xcf\x11\xe0", "an old Word or Excel file: save it as text"},
	{`{\rtf`, "RTF: save it as text"},
	{"\x89PNG", "a PNG image"},
	{"\xff\xd8\xff", "a JPEG image"},
	{"GIF8", "a GIF image"},
	{"II*\x00", "a TIFF image"},
	{"MM\x00*", "a TIFF image"},
	{"RIFF", "a RIFF file (sound, film or image)"},
	{"ID3", "a sound file"},
	{"OggS", "a sound file"},
	{"fLaC", "a sound file"},
	{"7z\xbc\xaf", "a 7z archive"},
	{"Rar!", "a RAR archive"},
	{"BZh", "bzip2 data: unpack it first"},
	{"\xfd7zXZ\x00", "xz data: unpack it first"},
	{"SQLite format 3", "an SQLite database"},
	{"\x7fELF", "a program"},
	{"MZ\x90\x00", "a program"},
}

// refuse says what a file is that holds no text, where it says so itself.
func refuse(data string) error {
	for _, s := range signatures {
		if !strings.HasPrefix(data, s.begins) {
			continue
		}
		if s.begins == signatures[0].begins {
			return fmt.Errorf("%s, not the text of a transcript", zipped(data))
		}
		return fmt.Errorf("%s, not the text of a transcript", s.what)
	}
	if strings.HasPrefix(data[min(len(data), 4):], "ftyp") {
		return errors.New("a film or sound file, not the text of a transcript")
	}
	return nil
}

// zipped tells what an archive is by the name of the parts in it.
func zipped(data string) string {
	for _, kind := range [...]struct{ part, what string }{
		{"word/document.xml", "a Word file (docx): save it as text"},
		{"xl/workbook.xml", "an Excel file (xlsx): save the transcript as text"},
		{"ppt/presentation.xml", "a PowerPoint file (pptx)"},
		{"application/vnd.oasis.opendocument", "an OpenDocument file: save it as text"},
		{"application/epub+zip", "an EPUB book"},
	} {
		if strings.Contains(data, kind.part) {
			return kind.what
		}
	}
	return "a zip archive: unpack it first"
}

// withoutComments blanks, byte for byte, the comments that are meant for candor
// itself, as "<!-- candor:allow modal as agreed -->" is: nobody says them. One that
// is not closed is none.
func withoutComments(data string) string {
	var b strings.Builder
	done := 0
	for at := 0; ; {
		open := strings.Index(data[at:], "<!--")
		if open < 0 {
			break
		}
		open += at
		length := strings.Index(data[open:], "-->")
		if length < 0 {
			break
		}
		at = open + length + len("-->")
		if strings.HasPrefix(strings.TrimLeft(data[open+len("<!-"):at], "- \t\r\n"), "candor:") {
			b.WriteString(data[done:open])
			b.WriteString(Blank(data[open:at]))
			done = at
		}
	}
	if done == 0 {
		return data
	}
	b.WriteString(data[done:])
	return b.String()
}

// longestExtension is the most bytes of a file's extension, with its dot.
const longestExtension = len(".ndjson")

// BaseName is the file's name without folders and extension; stdin is "stdin".
func BaseName(name string) string {
	if name == "-" {
		return "stdin"
	}
	base := filepath.Base(UnpackedName(name))
	ext := filepath.Ext(base)
	if len(ext) > longestExtension || ext == base || strings.ContainsAny(ext, "- ") {
		return base // a dot within the name: "Acme-Inc.-ACM-2021-Q3"
	}
	return strings.TrimSuffix(base, ext)
}

// Blank replaces all but line breaks by spaces, byte for byte.
func Blank(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c != '\n' && c != '\r' {
			b[i] = ' '
		}
	}
	return string(b)
}
