package transcript

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// Error is a file that cannot be read as a call, or a line of it.
type Error struct {
	File string
	Line int // 1-based; 0 when it is about the whole file
	Err  error
}

func (e *Error) Error() string {
	if e.Line > 0 {
		return fmt.Sprintf("%s:%d: %v", e.File, e.Line, e.Err)
	}
	return fmt.Sprintf("%s: %v", e.File, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

// ErrNoSpeakers is what Read says of a file in which no one speaks, by errors.Is
// also of one in which most text belongs to nobody.
var ErrNoSpeakers = errors.New("no speaker marks: not a transcript in any known format")

// Options of reading. The zero value finds everything out from the content.
type Options struct {
	Format  string   // the Name of one of Formats; "" finds it out
	MaxSize int64    // most bytes of a file, decompressed; 0 stands for DefaultMaxSize
	Aliases *Aliases // who is who under several names; nil for nobody
	// PDFText gives the text of a PDF, lines as they are printed and a form feed
	// between pages, as package pdftext does; without it a PDF is an error.
	PDFText func(file []byte) (string, error)
}

// Read is ReadWith with the zero Options.
func Read(r io.Reader, name string) ([]*Call, error) { return ReadWith(r, name, Options{}) }

// ReadWith reads what r holds; name is the file's, for errors, for Call.Source
// and Call.ID. A file of answers, and an array of transcripts, may hold several
// calls. An error is an *Error, or several joined; the calls read in spite of it
// come with it.
func ReadWith(r io.Reader, name string, o Options) ([]*Call, error) {
	candidates, err := readersOf(o.Format)
	if err != nil {
		return nil, err
	}
	src, err := load(r, name, o.MaxSize)
	if err != nil {
		return nil, &Error{File: name, Err: err}
	}
	src.forced, src.pdfText = o.Format != "", o.PDFText
	why := ErrNoSpeakers
	for _, reader := range candidates {
		if reader.raw != src.raw {
			if src.forced {
				why = fmt.Errorf("not in the format %s: %w", reader.Name, notRaw[src.raw])
			}
			continue
		}
		drafts, err := reader.read(src)
		var other mismatch
		if errors.As(err, &other) {
			if src.forced {
				why = fmt.Errorf("not in the format %s: %w", reader.Name, other)
			}
			continue
		}
		var calls []*Call
		errs := []error{err}
		for _, d := range drafts {
			d.call.Format = reader.Name
			if err := d.finish(o); err != nil {
				errs = append(errs, &Error{File: name, Line: d.line(), Err: err})
				continue
			}
			calls = append(calls, &d.call)
		}
		return calls, errors.Join(errs...)
	}
	return nil, &Error{File: name, Err: why}
}

// Format is a way in which transcripts are written.
type Format struct {
	Name        string // for Options.Format, and in Call.Format
	Description string // what it is, in a few words
}

// Formats are all that can be read, in the order in which Read tries them.
func Formats() []Format {
	formats := make([]Format, len(readers))
	for i, r := range readers {
		formats[i] = r.Format
	}
	return formats
}

// reader reads one format.
type reader struct {
	Format
	// read gives the calls that the file holds. A mismatch is the error where the
	// file is of another format; any other error comes with what could be read.
	read func(*source) ([]*draft, error)
	raw  bool // it reads the bytes of a file that is no text
}

// mismatch says why a file is not of a format.
type mismatch string

func (m mismatch) Error() string { return string(m) }

// readers are in order of trial: those that ask most of a file come first.
var readers = append([]reader{
	{Format{"converted", "Markdown or text that candor convert wrote"}, readWritten, false},
	{Format{"html", "web pages: definition lists, bold or headed names"}, one(readHTML, "no web page in which anybody speaks"), false},
	{Format{"jsonl", "answers: JSON Lines or a JSON array of objects with \"text\""}, readRecords, false},
	{Format{"pdf", "PDF: its text, in one of the formats below"}, readPDF, true},
	{Format{"json", "JSON of publishers and interfaces"}, readJSON, false},
}, textReaders...)

// textReaders read lines of text, which the words of a web page and a string of
// a JSON file are as well.
var textReaders = []reader{
	{Format{"captions", "captions of meetings: WebVTT and SubRip with names"}, one(readCaptions, "no cues with names"), false},
	{Format{"streetevents", "StreetEvents text: rules of = and -, numbered names"}, one(readStreetEvents, "no numbered names between rules of -"), false},
	{Format{"markdown", "Markdown: bold names"}, one(readBold, "no line names a speaker in bold"), false},
	{Format{"callstreet", "text out of PDFs by FactSet CallStreet: <Q - Name> marks, or names between rules of dots"}, one(readCallStreet, "nobody is marked as asking or answering"), false},
	{Format{"capiq", "text out of PDFs by S&P Capital IQ: names with titles below them"}, one(readCapIQ, "fewer than three names with titles below them"), false},
	{Format{"text", "plain text: \"Name: text\", or the names above the text"}, one(readNamed, "no line names a speaker"), false},
}

// one makes a reader's function of one that gives a single call, or nil for the
// reason why.
func one(parse func(*source) *draft, why string) func(*source) ([]*draft, error) {
	return func(src *source) ([]*draft, error) {
		if d := parse(src); d != nil && len(d.call.Turns) > 0 {
			return []*draft{d}, nil
		}
		return nil, mismatch(why)
	}
}

// readText reads words that stood within another format; nil if nobody speaks.
func readText(words *source) *draft {
	for _, r := range textReaders {
		if drafts, err := r.read(words); err == nil && len(drafts) > 0 {
			return drafts[0]
		}
	}
	return nil
}

// readersOf gives the reader of a format, or all for "".
func readersOf(format string) ([]reader, error) {
	if format == "" {
		return readers, nil
	}
	names := make([]string, len(readers))
	for i, r := range readers {
		if names[i] = r.Name; r.Name == format {
			return readers[i : i+1], nil
		}
	}
	return nil, fmt.Errorf("unknown format %q; known are %s", format, strings.Join(names, ", "))
}
