package transcript

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"candor/transcript/call"
	"candor/transcript/check"
	"candor/transcript/draft"
	"candor/transcript/infer"
	"candor/transcript/jsonform"
	"candor/transcript/layout"
	"candor/transcript/source"
)

// ErrNoSpeakers is what Read says of a file in which no one speaks, by errors.Is
// also of one in which most text belongs to nobody.
var ErrNoSpeakers = draft.ErrNoSpeakers

// Format is a way in which transcripts are written.
type Format = draft.Format

// Options of reading. The zero value finds everything out from the content.
type Options struct {
	Format  string        // the Name of one of Formats; "" finds it out
	MaxSize int64         // most bytes of a file, decompressed; 0 stands for DefaultMaxSize
	Aliases *call.Aliases // who is who under several names; nil for nobody
	// PDFText gives the text of a PDF, lines as they are printed and a form feed
	// between pages, as package pdftext does; without it a PDF is an error.
	PDFText func(file []byte) (string, error)
	// Rows gives the rows of a Parquet file as JSON Lines, as package parquetrows
	// does; without it a Parquet file is an error.
	Rows func(file []byte) (string, error)
	// Columns names the columns of a table that have no usual name, by what they
	// hold: "text", "speaker", …
	Columns map[string]string
}

// Read is ReadWith with the zero Options.
func Read(r io.Reader, name string) ([]*call.Call, error) { return ReadWith(r, name, Options{}) }

// ReadWith reads what r holds; name is the file's, for errors, for Call.Source
// and Call.ID. A file of answers, and an array of transcripts, may hold several
// calls. An error is an *Error, or several joined; the calls read in spite of it
// come with it.
func ReadWith(r io.Reader, name string, o Options) ([]*call.Call, error) {
	if o.Format == DraftFormat.Name {
		c, err := ReadDraft(r, name, o.MaxSize)
		if err != nil {
			return nil, err
		}
		return []*call.Call{c}, nil
	}
	candidates, err := readersOf(o.Format)
	if err != nil {
		return nil, err
	}
	src, err := source.Load(r, name, o.MaxSize)
	if err != nil {
		return nil, &call.Error{File: name, Err: err}
	}
	src.Forced, src.PdfText = o.Format != "", o.PDFText
	src.RowsText, src.Columns = o.Rows, o.Columns
	why := ErrNoSpeakers
	for _, reader := range candidates {
		if reader.Raw != src.Raw {
			if src.Forced {
				why = fmt.Errorf("not in the format %s: %w", reader.Name, notRaw(src, reader.Name))
			}
			continue
		}
		drafts, err := reader.Read(src)
		var other draft.Mismatch
		if errors.As(err, &other) {
			if src.Forced {
				why = fmt.Errorf("not in the format %s: %w", reader.Name, other)
			}
			continue
		}
		var calls []*call.Call
		errs := []error{err}
		for _, d := range drafts {
			d.Call.Format = reader.Name
			err := infer.Finish(d, o.Aliases)
			if err == nil {
				err = check.Draft(d)
			}
			if err != nil {
				errs = append(errs, &call.Error{File: name, Line: d.Line(), Err: err})
				continue
			}
			calls = append(calls, &d.Call)
		}
		return calls, errors.Join(errs...)
	}
	return nil, &call.Error{File: name, Err: why}
}

// DraftFormat is what ReadDraft reads. No content tells it: it has to be named.
var DraftFormat = Format{Name: "draft", Description: "drafts in Markdown or text: remarks, sheets of \"Q:\" and \"A:\"; only where it is named"}

// Formats are all that can be read, in the order in which Read tries them, and
// DraftFormat.
func Formats() []Format {
	formats := make([]Format, len(readers), len(readers)+1)
	for i, r := range readers {
		formats[i] = r.Format
	}
	return append(formats, DraftFormat)
}

// readers are in order of trial: those that ask most of a file come first.
var readers = append([]draft.Reader{
	{Format: Format{Name: "converted", Description: "Markdown or text that candor convert wrote"}, Read: readWritten},
	{Format: Format{Name: "table", Description: "tables of turns, answers or calls: CSV and TSV"}, Read: jsonform.ReadTable},
	draft.One("html", "web pages: definition lists, bold or headed names", layout.HTML, "no web page in which anybody speaks"),
	{Format: Format{Name: "jsonl", Description: "answers: JSON Lines or a JSON array of objects with \"text\""}, Read: jsonform.ReadRecords},
	{Format: Format{Name: "pdf", Description: "PDF: its text, in one of the formats below"}, Read: readPDF, Raw: true},
	{Format: Format{Name: "parquet", Description: "Parquet: tables of turns, answers or calls"}, Read: readParquet, Raw: true},
	{Format: Format{Name: "json", Description: "JSON of publishers and interfaces"}, Read: jsonform.Read},
}, layout.TextReaders...)

// readersOf gives the reader of a format, or all for "".
func readersOf(format string) ([]draft.Reader, error) {
	if format == "" {
		return readers, nil
	}
	for i, r := range readers {
		if r.Name == format {
			return readers[i : i+1], nil
		}
	}
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	return nil, fmt.Errorf("unknown format %q; known are %s", format, strings.Join(names, ", "))
}
