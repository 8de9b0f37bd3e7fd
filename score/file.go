package score

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"strings"
)

// readVersioned reads a file whole, and gives the scorer made from it a version
// that changes with the content.
func readVersioned(scorer, file string) (data []byte, version string, err error) {
	data, err = os.ReadFile(file)
	if err != nil {
		return nil, "", err
	}
	return bytes.TrimPrefix(data, []byte("\ufeff")), fmt.Sprintf("%s+%08x", scorer, crc32.ChecksumIEEE(data)), nil
}

// lineError names the place of what is wrong in a file: "path:line: reason".
func lineError(file string, line int, err error) error {
	return fmt.Errorf("%s:%d: %w", file, line, err)
}

// csvTable is the rows of a CSV file with a heading, by column names in any case.
type csvTable struct {
	file    string
	reader  *csv.Reader
	columns map[string]int
	row     []string
}

func openCSVTable(file string, data []byte, needed ...string) (*csvTable, error) {
	t := &csvTable{file: file, reader: csv.NewReader(bytes.NewReader(data)), columns: map[string]int{}}
	t.reader.ReuseRecord = true
	heading, err := t.reader.Read()
	if err == io.EOF {
		return nil, lineError(file, 1, errors.New("no heading"))
	} else if err != nil {
		return nil, t.place(err)
	}
	for i, name := range heading {
		t.columns[strings.ToLower(strings.TrimSpace(name))] = i
	}
	for _, name := range needed {
		if _, ok := t.columns[strings.ToLower(name)]; !ok {
			return nil, lineError(file, 1, fmt.Errorf("no column %q in the heading", name))
		}
	}
	return t, nil
}

// each calls use for each row, and places its error.
func (t *csvTable) each(use func() error) error {
	for {
		var err error
		if t.row, err = t.reader.Read(); err == io.EOF {
			return nil
		} else if err != nil {
			return t.place(err)
		}
		if err := use(); err != nil {
			return lineError(t.file, t.line(), err)
		}
	}
}

// place moves the place that package csv puts into its message to the front.
func (t *csvTable) place(err error) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return lineError(t.file, parse.Line, parse.Err)
	}
	return err
}

// get returns the row's cell in a column, "" where there is no such column.
func (t *csvTable) get(column string) string {
	i, ok := t.columns[strings.ToLower(column)]
	if !ok {
		return ""
	}
	return strings.TrimSpace(t.row[i])
}

// line returns the line on which the row begins.
func (t *csvTable) line() int {
	line, _ := t.reader.FieldPos(0)
	return line
}
