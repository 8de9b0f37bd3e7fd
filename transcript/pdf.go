package transcript

import (
	"errors"
	"strings"
)

var errPDF = errors.New("a PDF: convert it to text first (pdftotext -layout call.pdf call.txt)")

// isPDF recognises a PDF by its mark, which some programs put a few bytes in front of.
func isPDF(data string) bool {
	return strings.Contains(data[:min(len(data), 1024)], "%PDF-")
}

// readPDF reads the words that Options.PDFText finds in a PDF as the text that
// they are; lines and columns are those of that text.
func readPDF(src *source) ([]*draft, error) {
	if src.pdfText == nil {
		return nil, &Error{File: src.name, Err: errPDF}
	}
	text, err := src.pdfText([]byte(src.text))
	if err != nil {
		return nil, &Error{File: src.name, Err: err}
	}
	words, err := decode(text, src.name)
	if err != nil {
		return nil, &Error{File: src.name, Err: err}
	}
	d := readText(words)
	if d == nil {
		return nil, &Error{File: src.name, Err: ErrNoSpeakers}
	}
	return []*draft{d}, nil
}

// notRaw is why the reader of another kind of file does not read this one.
var notRaw = map[bool]error{true: mismatch("it is a PDF"), false: mismatch("it is no PDF")}
