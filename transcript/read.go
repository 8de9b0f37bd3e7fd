package transcript

import (
	"errors"
	"fmt"
	"io"
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

// Read reads what r holds, in any known format; name is the file's, for errors,
// for Call.Source and as a hint. A JSONL file of answers may hold several calls.
// An error is an *Error, or several joined; the calls read in spite of it come with it.
func Read(r io.Reader, name string) ([]*Call, error) {
	return nil, &Error{File: name, Err: errors.New("no known format")}
}
