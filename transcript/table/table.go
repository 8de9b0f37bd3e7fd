// Package table reads tables of characters: comma, tab, semicolon or bar
// separated values as RFC 4180 has them. It gives cells as places in the text, so
// that nothing is lost of where a word stood, and knows nothing of what the
// columns mean.
package table

import (
	"errors"
	"fmt"
	"iter"
	"strings"
)

// Limits of one table. A table of calls has some twenty columns, the longest cell
// holds a whole call of under a megabyte.
const (
	MostColumns = 1000
	LongestCell = 32 << 20 // bytes
)

// Dialect is how a table is written. The zero Dialect is no table.
type Dialect struct {
	Comma     byte // what separates cells
	Backslash bool // a quote within quotes is written \", not ""
}

// Cell is one cell: text[From:To], the quotes around it left out.
type Cell struct {
	From, To int
	Quoted   bool // quotes stand around it; within, a quote is written as two, or as \"
}

// Error is what is wrong with a table, at an offset of its text.
type Error struct {
	Offset int
	Err    error
}

func (e *Error) Error() string { return e.Err.Error() }

func (e *Error) Unwrap() error { return e.Err }

var (
	errOpen  = errors.New("a quote that opens here is never closed")
	errWide  = fmt.Errorf("the row has more than %d columns", MostColumns)
	errLarge = fmt.Errorf("the cell that begins here has more than %d MiB", LongestCell>>20)
)

// Rows yields the rows of text, empty lines left out. The slice is used again for
// the next row. An error, always an *Error, is the last that is yielded.
func (d Dialect) Rows(text string) iter.Seq2[[]Cell, error] {
	return func(yield func([]Cell, error) bool) {
		var row []Cell
		for at := 0; at < len(text); {
			var err error
			if row, at, err = d.row(text, at, row[:0]); err != nil {
				yield(nil, err)
				return
			}
			if len(row) == 1 && strings.TrimSpace(text[row[0].From:row[0].To]) == "" {
				continue
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

// row appends the cells of the row that begins at an offset, and gives the offset
// behind the row's end.
func (d Dialect) row(text string, at int, row []Cell) ([]Cell, int, error) {
	for {
		if len(row) == MostColumns {
			return nil, at, &Error{at, errWide}
		}
		c, err := d.cell(text, at)
		if err != nil {
			return nil, at, err
		}
		row = append(row, c)
		at = c.To
		if c.Quoted {
			at++
		}
		if at == len(text) {
			return row, at, nil
		}
		separator := text[at]
		at++
		switch separator {
		case '\r':
			if at < len(text) && text[at] == '\n' {
				at++
			}
			return row, at, nil
		case '\n':
			return row, at, nil
		}
	}
}

// cell reads the cell that begins at an offset.
func (d Dialect) cell(text string, at int) (Cell, error) {
	limit := text[at:min(len(text), at+LongestCell)]
	if strings.HasPrefix(limit, `"`) {
		if end := d.closing(limit); end > 0 {
			return Cell{at + 1, at + end, true}, nil
		}
		if len(limit) == LongestCell {
			return Cell{}, &Error{at, errLarge}
		}
		return Cell{}, &Error{at, errOpen}
	}
	end := strings.IndexAny(limit, string(d.Comma)+"\r\n")
	if end < 0 {
		if len(limit) == LongestCell {
			return Cell{}, &Error{at, errLarge}
		}
		end = len(limit)
	}
	return Cell{at, at + end, false}, nil
}

// closing is where the quote stands that closes the one which text begins with:
// a separator or the row's end follows it. Other single quotes are text.
func (d Dialect) closing(text string) int {
	for i := 1; i < len(text); i++ {
		next := strings.IndexByte(text[i:], '"')
		if next < 0 {
			return -1
		}
		i += next
		switch {
		case d.Backslash && text[i-1] == '\\':
		case i+1 == len(text):
			return i
		case text[i+1] == '"' && !d.Backslash:
			i++
		case text[i+1] == d.Comma, text[i+1] == '\r', text[i+1] == '\n':
			return i
		}
	}
	return -1
}

// Value is what a cell says.
func (d Dialect) Value(text string, c Cell) string {
	s := text[c.From:c.To]
	switch {
	case !c.Quoted:
		return strings.TrimSpace(s)
	case d.Backslash:
		return strings.ReplaceAll(s, `\"`, `"`)
	}
	return strings.ReplaceAll(s, `""`, `"`)
}

// Segments yields the stretches of text that a cell's value consists of.
func (d Dialect) Segments(text string, c Cell) iter.Seq2[int, int] {
	return func(yield func(from, to int) bool) {
		from := c.From
		escape := `""`
		if d.Backslash {
			escape = `\"`
		}
		for c.Quoted {
			i := strings.Index(text[from:c.To], escape)
			if i < 0 {
				break
			}
			if i > 0 && !yield(from, from+i) {
				return
			}
			if !yield(from+i+1, from+i+2) {
				return
			}
			from += i + 2
		}
		if from < c.To {
			yield(from, c.To)
		}
	}
}

// probe is how many rows Find looks at.
const probe = 50

// Find tells how a table is written: with the separator under which the first
// rows have most cells, always as many. Without one it gives the zero Dialect: a
// text in which no row has two cells, or rows differ.
func Find(text string) Dialect {
	head := text[:min(len(text), LongestCell)]
	backslash := strings.Contains(head, `\"`) && !strings.Contains(strings.ReplaceAll(head, `,"",`, ""), `""`)
	best, most := Dialect{}, 1
	for _, comma := range [...]byte{',', '\t', ';', '|'} {
		d := Dialect{comma, backslash}
		if n := d.width(text); n > most {
			best, most = d, n
		}
	}
	return best
}

// width is how many cells the first rows have; 0 where they differ.
func (d Dialect) width(text string) int {
	width, rows := 0, 0
	for row, err := range d.Rows(text) {
		switch {
		case err != nil && rows > 0 && !errors.Is(err, errOpen):
			return width // told when the rows are read
		case err != nil:
			return 0
		case rows == 0:
			width = len(row)
		case len(row) != width:
			return 0
		}
		if rows++; rows == probe {
			break
		}
	}
	return width
}
