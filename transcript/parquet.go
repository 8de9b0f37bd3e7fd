package transcript

import (
	"errors"
	"strings"

	"candor/transcript/call"
	"candor/transcript/draft"
	"candor/transcript/jsonform"
	"candor/transcript/source"
)

var errParquet = errors.New("a Parquet file: write it as CSV or JSON Lines first")

// readParquet reads the rows that Options.Rows finds in a Parquet file as those of
// a table. Lines are rows, from 1, and columns those of the row as JSON.
func readParquet(src *source.Source) ([]*draft.Draft, error) {
	if !source.IsParquet(src.Text) {
		return nil, draft.Mismatch("it is no Parquet file")
	}
	if src.RowsText == nil {
		return nil, &call.Error{File: src.Name, Err: errParquet}
	}
	lines, err := src.RowsText([]byte(src.Text))
	if err != nil {
		return nil, &call.Error{File: src.Name, Err: err}
	}
	if strings.TrimSpace(lines) == "" {
		return nil, &call.Error{File: src.Name, Err: errors.New("a table without rows")}
	}
	rows, err := source.Decode(lines, src.Name)
	if err != nil {
		return nil, &call.Error{File: src.Name, Err: err}
	}
	rows.Columns = src.Columns
	return jsonform.ReadRows(rows)
}
