package analysis

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"candor/transcript/call"
)

// ReadSaved gives to each, one after the other, the records that candor wrote
// (score --format jsonl), as they are, without scoring them anew. When the input
// is something else, its first object being without "sentiment" or "words",
// nothing is given to each and rest is the whole input again; else rest is nil.
// Errors name file and line; the good records are read nevertheless.
func ReadSaved(r io.Reader, name string, each func(*Record)) (rest io.Reader, err error) {
	in := bufio.NewReaderSize(r, 1<<16)
	var problems []error
	var blank []byte // before the first object
	saved := false
	for number := 1; ; number++ {
		line, readError := in.ReadBytes('\n')
		switch {
		case len(bytes.TrimSpace(line)) == 0:
			if !saved {
				blank = append(blank, line...)
			}
		case saved || isSaved(line):
			saved = true
			if err := giveSaved(line, each); err != nil {
				problems = append(problems, &call.Error{File: name, Line: number, Err: err})
			}
		default:
			return io.MultiReader(bytes.NewReader(blank), bytes.NewReader(line), in), nil
		}
		switch {
		case readError == io.EOF && !saved:
			return bytes.NewReader(blank), nil
		case readError == io.EOF:
			return nil, errors.Join(problems...)
		case readError != nil:
			return nil, fmt.Errorf("%s: %w", name, readError)
		}
	}
}

func giveSaved(line []byte, each func(*Record)) error {
	var record Record
	if err := json.Unmarshal(line, &record); err != nil {
		return err
	}
	if !isSaved(line) {
		return errors.New(`a record without "sentiment" or "words" among scored ones`)
	}
	each(&record)
	return nil
}

func isSaved(line []byte) bool {
	var fields struct {
		Sentiment json.RawMessage `json:"sentiment"`
		Words     json.RawMessage `json:"words"`
	}
	return json.Unmarshal(line, &fields) == nil && fields.Sentiment != nil && fields.Words != nil
}
