package table

import (
	"bytes"
	"fmt"
	"io"
)

// Format is an output format.
type Format string

const (
	Text     Format = "text"
	Markdown Format = "markdown"
	CSV      Format = "csv"
	JSON     Format = "json"
	HTML     Format = "html"
)

// Formats lists all formats in the order in which help shows them.
var Formats = [...]Format{Text, Markdown, CSV, JSON, HTML}

// Write renders d. width is the number of columns that a text table may take; 0
// is no limit. It fails only when w does, or with an unknown format.
func (d *Document) Write(w io.Writer, format Format, width int) error {
	var b bytes.Buffer
	var err error
	switch format {
	case Text:
		err = d.text(&b, width)
	case Markdown:
		err = d.markdown(&b)
	case CSV:
		d.csv(&b)
	case JSON:
		err = d.json(&b)
	case HTML:
		err = d.WritePage(&b, Page{})
	default:
		err = fmt.Errorf("unknown format %q", format)
	}
	if err != nil {
		return err
	}
	_, err = w.Write(b.Bytes())
	return err
}
