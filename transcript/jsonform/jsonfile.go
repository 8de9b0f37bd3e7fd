package jsonform

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"candor/transcript/call"
	"candor/transcript/source"
)

// jsonFile is what a file holds that begins as JSON does.
type jsonFile struct {
	Roots []node // one value, or one a line
	lines bool
	err   error // says what of it is no JSON
}

// ValuesIn gives the values of the file; nil where it is no JSON. Two readers ask for it.
func ValuesIn(s *source.Source) *jsonFile {
	found, known := s.Parsed.(*jsonFile)
	if !known {
		found = readValues(s)
		s.Parsed = found
	}
	if len(found.Roots) == 0 && found.err == nil {
		return nil
	}
	return found
}

func readValues(s *source.Source) *jsonFile {
	body := s.Trim(0, len(s.Text))
	if !beginsJSON(s.Text[body.From:body.To]) {
		return &jsonFile{}
	}
	doc := newDocument(s, s.Text[body.From:body.To])
	if !hasLinesExtension(s.Name) {
		root, err := doc.parse(body.From, body.To)
		if err == nil {
			return &jsonFile{Roots: []node{root}}
		}
		if !holdsLines(s.Text[body.From:body.To]) {
			return &jsonFile{err: err}
		}
	}
	f := &jsonFile{lines: true}
	var errs lineErrors
	for line := range s.All() {
		if line.From == line.To {
			continue
		}
		root, err := doc.parse(line.From, line.To)
		if err != nil {
			errs.add(err)
			continue
		}
		f.Roots = append(f.Roots, root)
	}
	f.err = errs.join(s.Name)
	return f
}

// lineErrors collects what is wrong with the lines of a file, the first ones in full.
type lineErrors struct {
	errs []error
	more int
}

// MostErrors is how many lines are told of in full.
const MostErrors = 20

func (e *lineErrors) add(err error) {
	if len(e.errs) == MostErrors {
		e.more++
		return
	}
	e.errs = append(e.errs, err)
}

// join is all of them as one; nil for none.
func (e *lineErrors) join(file string) error {
	if e.more > 0 {
		return errors.Join(append(e.errs, &call.Error{File: file, Err: fmt.Errorf("%d more lines cannot be read", e.more)})...)
	}
	return errors.Join(e.errs...)
}

func hasLinesExtension(name string) bool {
	ext := strings.ToLower(filepath.Ext(source.UnpackedName(name)))
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
