package analysis_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"candor/analysis"
	"candor/transcript"
	"candor/transcript/call"
)

func readCalls(t *testing.T, file string) ([]byte, []*call.Call) {
	t.Helper()
	source, err := os.ReadFile(file)
	if err != nil {
		t.Skip(err)
	}
	calls, err := transcript.Read(bytes.NewReader(source), filepath.Base(file))
	if err != nil {
		t.Fatal(err)
	}
	return source, calls
}

// spansInSource checks that the text at each finding's offsets, and at its line
// and column in the source, is the finding. A finding over a line break of the
// source is compared up to it. It returns how many findings it saw.
func spansInSource(t *testing.T, source []byte, records []analysis.Record) int {
	t.Helper()
	lines := strings.Split(string(source), "\n")
	n := 0
	check := func(r *analysis.Record, start, end, line, column int, found string) {
		n++
		if r.Text[start:end] != found {
			t.Errorf("%s: text at %d:%d is %q, want %q", r.ID, start, end, r.Text[start:end], found)
		}
		if line < 1 || line > len(lines) || column < 1 || column > len(lines[line-1]) {
			t.Errorf("%s: %q at %d:%d is outside the source", r.ID, found, line, column)
			return
		}
		at := lines[line-1][column-1:]
		if len(at) > len(found) {
			at = at[:len(found)]
		}
		if !strings.HasPrefix(found, strings.TrimRight(at, "\r")) {
			t.Errorf("%s: source at %d:%d is %q, want %q", r.ID, line, column, at, found)
		}
	}
	for i := range records {
		r := &records[i]
		for _, h := range r.Hedges {
			check(r, h.Start, h.End, h.Line, h.Column, h.Text)
		}
		for _, d := range r.Deflections {
			check(r, d.Start, d.End, d.Line, d.Column, d.Text)
		}
		for _, e := range r.Directness.Evidence {
			check(r, e.Start, e.End, e.Line, e.Column, e.Text)
		}
	}
	return n
}

func TestSpansStandInTheSource(t *testing.T) {
	own, err := filepath.Glob("../testdata/calls/*.md")
	if err != nil {
		t.Fatal(err)
	}
	shared, err := filepath.Glob("../../shared/calls/*.md")
	if err != nil {
		t.Fatal(err)
	}
	a := analysis.Default()
	for _, file := range append(own, shared...) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			source, calls := readCalls(t, file)
			n := 0
			for _, call := range calls {
				n += spansInSource(t, source, a.Records(call))
			}
			t.Logf("%d findings", n)
			if strings.Contains(file, "meridian") && n < 40 {
				t.Errorf("only %d findings", n)
			}
		})
	}
}

// The records of score are an input format: scored again they are the same but
// for the places, which are now those in the file of records.
func TestRecordsComeBackTheSame(t *testing.T) {
	_, calls := readCalls(t, "../testdata/calls/meridian-2024-q3.md")
	a := analysis.Default()
	first := a.Records(calls[0])
	var lines bytes.Buffer
	encoder := json.NewEncoder(&lines)
	for i := range first {
		if err := encoder.Encode(&first[i]); err != nil {
			t.Fatal(err)
		}
	}
	again, err := transcript.Read(&lines, "saved.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	if len(again) != 1 {
		t.Fatalf("%d calls, want 1", len(again))
	}
	second := a.Records(again[0])
	if len(second) != len(first) {
		t.Fatalf("%d records, want %d", len(second), len(first))
	}
	for i := range first {
		got, want := second[i], first[i]
		if len(got.Hedges) != len(want.Hedges) {
			t.Errorf("%s: %d hedges, want %d", want.ID, len(got.Hedges), len(want.Hedges))
		}
		got.Hedges, want.Hedges, got.Deflections, want.Deflections = nil, nil, nil, nil
		got.Directness.Evidence, want.Directness.Evidence = nil, nil
		got.Line, got.Call.Source = want.Line, want.Call.Source
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s came back as\n%+v\nwant\n%+v", want.ID, got, want)
		}
	}
}

func TestDeterministic(t *testing.T) {
	_, calls := readCalls(t, "../testdata/calls/meridian-2024-q3.md")
	a := analysis.Default()
	first, _ := json.Marshal(a.Records(calls[0]))
	for range 20 {
		again, _ := json.Marshal(analysis.Default().Records(calls[0]))
		if !bytes.Equal(first, again) {
			t.Fatal("records differ from run to run")
		}
	}
}
