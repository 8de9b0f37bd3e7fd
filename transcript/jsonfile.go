package transcript

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
)

// jsonFile is what a file holds that begins as JSON does.
type jsonFile struct {
	roots []node // one value, or one a line
	lines bool
	err   error // says what of it is no JSON
}

// json gives the values of the file; nil where it is no JSON. Two readers ask for it.
func (s *source) json() *jsonFile {
	if s.values == nil {
		s.values = s.readValues()
	}
	if len(s.values.roots) == 0 && s.values.err == nil {
		return nil
	}
	return s.values
}

func (s *source) readValues() *jsonFile {
	body := s.trim(0, len(s.text))
	if !beginsJSON(s.text[body.from:body.to]) {
		return &jsonFile{}
	}
	doc := newDocument(s, s.text[body.from:body.to])
	if !hasLinesExtension(s.name) {
		root, err := doc.parse(body.from, body.to)
		if err == nil {
			return &jsonFile{roots: []node{root}}
		}
		if !holdsLines(s.text[body.from:body.to]) {
			return &jsonFile{err: err}
		}
	}
	f := &jsonFile{lines: true}
	var errs lineErrors
	for line := range s.all() {
		if line.from == line.to {
			continue
		}
		root, err := doc.parse(line.from, line.to)
		if err != nil {
			errs.add(err)
			continue
		}
		f.roots = append(f.roots, root)
	}
	f.err = errs.join(s.name)
	return f
}

// lineErrors collects what is wrong with the lines of a file, the first ones in full.
type lineErrors struct {
	errs []error
	more int
}

// mostErrors is how many lines are told of in full.
const mostErrors = 20

func (e *lineErrors) add(err error) {
	if len(e.errs) == mostErrors {
		e.more++
		return
	}
	e.errs = append(e.errs, err)
}

// join is all of them as one; nil for none.
func (e *lineErrors) join(file string) error {
	if e.more > 0 {
		return errors.Join(append(e.errs, &Error{File: file, Err: fmt.Errorf("%d more lines cannot be read", e.more)})...)
	}
	return errors.Join(e.errs...)
}

func hasLinesExtension(name string) bool {
	ext := strings.ToLower(filepath.Ext(unpackedName(name)))
	return ext == ".jsonl" || ext == ".ndjson"
}

// beginsJSON tells an object or an array from a text that begins with "[Operator Instructions]".
func beginsJSON(text string) bool {
	if text == "" {
		return false
	}
	first := strings.TrimLeft(text[1:], " \t\r\n")
	switch {
	case text[0] == '{':
		return first != "" && strings.IndexByte(`"}`, first[0]) >= 0
	case text[0] == '[':
		return first != "" && strings.IndexByte(`{["]`, first[0]) >= 0
	}
	return false
}

// holdsLines tells JSON Lines, some of them broken perhaps, from a broken value.
func holdsLines(text string) bool {
	first, rest, found := strings.Cut(text, "\n")
	second, _, _ := strings.Cut(rest, "\n")
	return found && (json.Valid([]byte(first)) || text[0] == '{' && strings.HasPrefix(second, "{") && json.Valid([]byte(second)))
}
