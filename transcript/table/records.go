package table

import (
	"encoding/json"
	"fmt"
	"strings"

	"candor/transcript/source"
)

// Header gives the cells of the first row; nil for an empty table.
func (d Dialect) Header(text string) ([]string, error) {
	for row, err := range d.Rows(text) {
		if err != nil {
			return nil, err
		}
		return d.Values(text, row), nil
	}
	return nil, nil
}

// Values are what the cells of a row say.
func (d Dialect) Values(text string, row []Cell) []string {
	values := make([]string, len(row))
	for i, c := range row {
		values[i] = d.Value(text, c)
	}
	return values
}

// Records writes a table as JSON Lines, an object a row with the columns as keys,
// every byte of whose strings knows its place in the table. Columns without a name
// are left out; skip is how many rows are no records. Rows may lack cells at their
// end; one that has more than there are columns is an *Error.
func (d Dialect) Records(src *source.Source, columns []string, skip int) (*source.Source, error) {
	keys := make([]string, len(columns))
	for i, name := range columns {
		if name != "" {
			key, _ := json.Marshal(name) // a string always can be
			keys[i] = string(key) + `:"`
		}
	}
	var out source.Decoder
	n := 0
	for row, err := range d.Rows(src.Text) {
		if err != nil {
			return nil, err
		}
		if n++; n <= skip {
			continue
		}
		origin := src.ByteOf(row[0].From)
		open := "{"
		for i, c := range row {
			if i >= len(columns) && strings.TrimSpace(src.Text[c.From:c.To]) != "" {
				return nil, &Error{row[0].From, fmt.Errorf("the row has %d cells, the table %d columns", len(row), len(columns))}
			}
			if i >= len(columns) || keys[i] == "" {
				continue
			}
			out.Put(open+keys[i], origin)
			for from, to := range d.Segments(src.Text, c) {
				escape(&out, src, from, to)
			}
			origin = src.ByteOf(c.To)
			out.Put(`"`, origin)
			open = ","
		}
		if open == "{" {
			out.Put(open, origin)
		}
		out.Put("}\n", origin)
	}
	return out.Source(src), nil
}

// escape copies text as JSON's strings have it.
func escape(out *source.Decoder, src *source.Source, from, to int) {
	for i := from; i < to; i++ {
		c := src.Text[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		out.Copy(src, from, i)
		if from = i + 1; c >= ' ' {
			out.Put(`\`+string(rune(c)), src.ByteOf(i))
		} else {
			out.Put(fmt.Sprintf(`\u%04x`, c), src.ByteOf(i))
		}
	}
	out.Copy(src, from, to)
}
