package table

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"candor/internal/harmless"
)

// csv writes the tables one after another, each with its own head line and its
// name in the first column, an empty line between. A table without a name has no
// such column.
func (d *Document) csv(b *bytes.Buffer) {
	for i := range d.Tables {
		t := &d.Tables[i]
		if t.lines != nil {
			continue
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		var line []string
		if t.Name != "" {
			line = append(line, "table")
		}
		for _, c := range t.columns {
			if !c.TextOnly {
				line = append(line, c.Name)
			}
		}
		harmless.CSVLine(b, line)
		for _, row := range t.rows {
			if line = line[:0]; t.Name != "" {
				line = append(line, t.Name)
			}
			for j, c := range t.columns {
				if !c.TextOnly {
					line = append(line, csvValue(row[j].Value))
				}
			}
			harmless.CSVLine(b, line)
		}
	}
}

// csvValue writes full precision, and takes from text the power to start a
// formula in a spreadsheet.
func csvValue(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return harmless.CSVText(v)
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	}
	return harmless.CSVText(fmt.Sprint(v))
}

func (d *Document) json(b *bytes.Buffer) error {
	out := object{}
	if d.Title != "" {
		out = append(out, field{"title", d.Title})
	}
	if len(d.Warnings) > 0 {
		out = append(out, field{"warnings", d.Warnings})
	}
	for i := range d.Tables {
		t := &d.Tables[i]
		if t.lines != nil {
			continue
		}
		rows := make([]object, 0, len(t.rows))
		for _, row := range t.rows {
			var o object
			for j, c := range t.columns {
				if !c.TextOnly {
					o = append(o, field{c.Name, row[j].Value})
				}
			}
			rows = append(rows, o)
		}
		out = append(out, field{t.Name, rows})
		if len(t.Notes) > 0 {
			out = append(out, field{t.Name + "_notes", t.Notes})
		}
	}
	return WriteJSON(b, out)
}

// WriteJSON writes a value as indented JSON that is harmless to a terminal.
func WriteJSON(w io.Writer, value any) error {
	b, err := json.MarshalIndent(value, "", " ")
	if err != nil {
		return err
	}
	_, err = w.Write(append(harmless.EscapeJSON(b), '\n'))
	return err
}

// object is a JSON object that keeps the order of its fields.
type object []field

type field struct {
	Name  string
	Value any
}

func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, f := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(f.Name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(f.Value)
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}
