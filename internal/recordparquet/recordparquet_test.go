package recordparquet

import (
	"bytes"
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"candor/analysis"
	"candor/transcript"
)

func records(t *testing.T) []analysis.Record {
	t.Helper()
	file, err := os.Open("../../testdata/calls/meridian-2024-q3.md")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	calls, err := transcript.Read(file, "meridian-2024-q3.md")
	if err != nil {
		t.Fatal(err)
	}
	return analysis.Default().Records(calls[0])
}

// written writes records in pieces of so many bytes.
func written(t *testing.T, records []analysis.Record, piece int) []byte {
	t.Helper()
	var lines, out bytes.Buffer
	for i := range records {
		if err := json.NewEncoder(&lines).Encode(&records[i]); err != nil {
			t.Fatal(err)
		}
	}
	w := NewWriter(&out)
	for lines.Len() > 0 {
		if _, err := w.Write(lines.Next(piece)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// What was written is read back, each field of each record, and the same records give
// the same bytes however they come.
func TestWriter(t *testing.T) {
	all := records(t)
	all[0].Extra = map[string]string{"gvkey": "1234"}
	all[0].Page, all[0].Time = 3, 12.5
	file := written(t, all, 1000)
	if again := written(t, all, 7); !bytes.Equal(file, again) {
		t.Error("in other pieces other bytes")
	}
	rows, err := parquet.Read[row](bytes.NewReader(file), int64(len(file)))
	if err != nil || len(rows) != len(all) {
		t.Fatalf("%d rows of %d records, %v", len(rows), len(all), err)
	}
	hedges, judged := 0, 0
	for i := range rows {
		want, got := rowOf(&all[i]), rows[i]
		clear := func(r *row) { // nothing and none are one
			if len(r.Extra) == 0 {
				r.Extra = nil
			}
		}
		clear(&want)
		clear(&got)
		a, _ := json.Marshal(want)
		b, _ := json.Marshal(got)
		if a, b := strings.ReplaceAll(string(a), "null", "[]"), strings.ReplaceAll(string(b), "null", "[]"); a != b {
			t.Fatalf("row %d:\ngot  %s\nwant %s", i, b, a)
		}
		hedges += len(got.Hedges)
		for _, h := range got.Hedges {
			if got.Text[h.Start:h.End] != h.Text {
				t.Errorf("%s: %q stands at %d, want %q", got.ID, got.Text[h.Start:h.End], h.Start, h.Text)
			}
		}
		if got.Directness != nil {
			judged++
		}
	}
	if hedges == 0 || judged == 0 || rows[0].Extra["gvkey"] != "1234" || *rows[0].Page != 3 || *rows[0].Time != 12.5 {
		t.Errorf("%d hedges, %d judged, first row %+v", hedges, judged, rows[0])
	}
}

// A record has no field without a column of its name.
func TestAllFieldsAreColumns(t *testing.T) {
	columns := map[string]bool{}
	for _, path := range parquet.SchemaOf(row{}).Columns() {
		columns[path[0]] = true
	}
	record := reflect.TypeFor[analysis.Record]()
	for i := range record.NumField() {
		name, _, _ := strings.Cut(record.Field(i).Tag.Get("json"), ",")
		if name != "-" && !columns[name] {
			t.Errorf("no column %s", name)
		}
	}
}

func TestWriterFails(t *testing.T) {
	w := NewWriter(new(bytes.Buffer))
	if _, err := w.Write([]byte("{\n")); err == nil {
		t.Error("half a record is taken")
	}
	w = NewWriter(new(bytes.Buffer))
	if _, err := w.Write([]byte("{")); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err == nil {
		t.Error("a line that does not end is taken")
	}
	var none bytes.Buffer
	w = NewWriter(&none)
	if err := w.Close(); err != nil || none.Len() == 0 {
		t.Errorf("a file without rows: %d bytes, %v", none.Len(), err)
	}
}
