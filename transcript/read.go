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

var errNoSpeakers = errors.New("no speaker marks: not a transcript in any known format")

// Read reads what r holds, in any known format, which it finds out from the
// content; name is the file's, for errors, for Call.Source and Call.ID. Up to
// 256 MiB are read. A JSONL file of answers may hold several calls.
// An error is an *Error, or several joined; the calls read in spite of it come with it.
func Read(r io.Reader, name string) ([]*Call, error) {
	src, err := load(r, name)
	if err != nil {
		return nil, &Error{File: name, Err: err}
	}
	if looksLikeRecords(src) {
		return readRecords(src)
	}
	for _, parse := range append([]func(*source) *draft{readHTML, readJSON, readStreetEvents}, textFormats...) {
		if d := parse(src); d != nil {
			return []*Call{d.finish()}, nil
		}
	}
	if body := src.trim(0, len(src.text)); src.text[body.from] == '{' || src.text[body.from] == '[' {
		if _, err := parseJSON(src, body.from, body.to); err != nil && strings.HasPrefix(src.text[body.from+1:], "\n") {
			return nil, err
		}
	}
	return nil, &Error{File: name, Err: errNoSpeakers}
}
