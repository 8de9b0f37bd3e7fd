package transcript

import (
	"errors"
	"strings"

	"candor/transcript/call"
	"candor/transcript/draft"
	"candor/transcript/layout"
	"candor/transcript/source"
)

var errPDF = errors.New("a PDF: convert it to text first (pdftotext -layout call.pdf call.txt)")

// readPDF reads the words that Options.PDFText finds in a PDF as the text that
// they are; lines and columns are those of that text.
func readPDF(src *source.Source) ([]*draft.Draft, error) {
	if !source.IsPDF(src.Text) {
		return nil, draft.Mismatch("it is no PDF")
	}
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
	tellPages(words, d.Call.Turns)
	return []*draft.Draft{d}, nil
}

// tellPages tells of each turn on which page it begins; form feeds part pages.
func tellPages(words *source.Source, turns []call.Turn) {
	page, line := 1, 0
	for i := range turns {
		for ; line < min(turns[i].Line, len(words.Lines)); line++ {
			end := len(words.Text)
			if line+1 < len(words.Lines) {
				end = words.Lines[line+1]
			}
			page += strings.Count(words.Text[words.Lines[line]:end], "\f")
		}
		turns[i].Page = page
	}
}

// notRaw is why the reader of another kind of file does not read this one.
func notRaw(src *source.Source, reader string) error {
	switch {
	case !src.Raw:
		return draft.Mismatch("it is no " + map[string]string{"pdf": "PDF", "parquet": "Parquet file"}[reader])
	case source.IsParquet(src.Text):
		return draft.Mismatch("it is a Parquet file")
	}
	return draft.Mismatch("it is a PDF")
}
