// Package parquetrows reads the rows of Parquet files. Package transcript, which
// makes turns of them, does not import it, since it is heavy: hand its function
// Lines to it as Options.Rows.
package parquetrows

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/parquet-go/parquet-go"
)

// Limits of one file. What is written is some times larger than the file, which
// is compressed.
const (
	mostColumns = 1000
	mostText    = 512 << 20 // bytes of JSON
)

// Lines gives the rows as JSON Lines, an object a row with the columns as keys,
// lists and groups as JSON has them. The error says what is wrong with the file:
// it is broken, or larger than the limits.
func Lines(file []byte) (lines string, err error) {
	defer func() { // the library panics at some broken files
		if r := recover(); r != nil {
			lines, err = "", errBroken
		}
	}()
	f, err := parquet.OpenFile(bytes.NewReader(file), int64(len(file)), parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return "", fmt.Errorf("%w: %v", errBroken, err)
	}
	schema := f.Schema()
	if n := len(schema.Columns()); n > mostColumns {
		return "", fmt.Errorf("the table has %d columns, more than %d", n, mostColumns)
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	for _, group := range f.RowGroups() {
		if err := groupLines(schema, group, encoder, &out); err != nil {
			return "", err
		}
	}
	return out.String(), nil
}

var (
	errBroken = errors.New("the Parquet file is broken")
	errLarge  = fmt.Errorf("the rows of the Parquet file take more than %d MiB", mostText>>20)
)

// groupLines writes the rows of one group.
func groupLines(schema *parquet.Schema, group parquet.RowGroup, encoder *json.Encoder, out *bytes.Buffer) error {
	rows := group.Rows()
	defer rows.Close()
	buffer := make([]parquet.Row, 64)
	for {
		n, err := rows.ReadRows(buffer)
		for _, row := range buffer[:n] {
			var record any
			if err := schema.Reconstruct(&record, row); err != nil {
				return fmt.Errorf("%w: %v", errBroken, err)
			}
			if err := encoder.Encode(plain(record)); err != nil {
				return fmt.Errorf("%w: %v", errBroken, err)
			}
			if out.Len() > mostText {
				return errLarge
			}
		}
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return fmt.Errorf("%w: %v", errBroken, err)
		case n == 0:
			return errBroken
		}
	}
}

// listOf unwraps a list as Parquet has it, a group of a repeated group of elements.
func listOf(group map[string]any) (items []any, ok bool) {
	list, ok := group["list"].([]any)
	if !ok || len(group) > 1 {
		return nil, false
	}
	for _, item := range list {
		wrapped, ok := item.(map[string]any)
		if !ok || len(wrapped) != 1 {
			return nil, false
		}
		for _, element := range wrapped {
			items = append(items, element)
		}
	}
	return items, true
}

// plain writes bytes as the text that they are, also within lists and groups.
func plain(value any) any {
	switch v := value.(type) {
	case []byte:
		return string(v)
	case map[string]any:
		if items, ok := listOf(v); ok {
			return plain(items)
		}
		for key, inner := range v {
			v[key] = plain(inner)
		}
	case []any:
		for i, inner := range v {
			v[i] = plain(inner)
		}
	}
	return value
}
