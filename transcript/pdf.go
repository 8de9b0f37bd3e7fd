package transcript

import (
	"candor/transcript/call"
	"candor/transcript/draft"
	"candor/transcript/layout"
	"candor/transcript/source"
	"errors"
)

var errPDF = errors.New("a PDF: convert it to text first (pdftotext -layout call.pdf call.txt)")

// readPDF reads the words that Options.PDFText finds in a PDF as the text that
// they are; lines and columns are those of that text.
func readPDF(src *source.Source) ([]*draft.Draft, error) {
	if src.PdfText == nil {
		return nil, &call.Error{File: src.Name, Err: errPDF}
	}
	text, err := src.PdfText([]byte(src.Text))
	if err != nil {
		return nil, &call.Error{File: src.Name, Err: err}
	}
	words, err := source.Decode(text, src.Name)
	if err != nil {
		return nil, &call.Error{File: src.Name, Err: err}
	}
	d := layout.ReadText(words)
	if d == nil {
		return nil, &call.Error{File: src.Name, Err: draft.ErrNoSpeakers}
	}
	return []*draft.Draft{d}, nil
}

// notRaw is why the reader of another kind of file does not read this one.
var notRaw = map[bool]error{true: draft.Mismatch("it is a PDF"), false: draft.Mismatch("it is no PDF")}
