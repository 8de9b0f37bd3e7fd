package transcript

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"candor/transcript/call"
)

// TestReadings reads every file of testdata/readings, archives of small files
// each of which turns on one condition, and compares all that is read with the
// file of the same name and ".want" behind it. -update writes those.
func TestReadings(t *testing.T) {
	archives, err := filepath.Glob("testdata/readings/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no readings: %v", err)
	}
	for _, path := range archives {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var inputs []txtar.File
		want := map[string]string{}
		for _, f := range archive.Files {
			if name, expected := strings.CutSuffix(f.Name, ".want"); expected {
				want[name] = string(f.Data)
			} else {
				inputs = append(inputs, f)
			}
		}
		got := &txtar.Archive{Comment: archive.Comment}
		for _, f := range inputs {
			calls, err := Read(bytes.NewReader(f.Data), f.Name[strings.LastIndexByte(f.Name, '/')+1:])
			read := reading(calls, err)
			got.Files = append(got.Files, f, txtar.File{Name: f.Name + ".want", Data: []byte(read)})
			if read != want[f.Name] && !*update {
				t.Errorf("%s: %s\n%s\nis read as\n%s\nwant\n%s", path, f.Name, f.Data, read, want[f.Name])
			}
		}
		if *update {
			if err := os.WriteFile(path, txtar.Format(got), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// reading writes everything that was read, a line for each turn.
func reading(calls []*call.Call, err error) string {
	var b strings.Builder
	for _, c := range calls {
		fmt.Fprintf(&b, "call %s", c.Format)
		for _, f := range [...]struct{ name, value string }{{"id", c.ID}, {"company", c.Company}, {"ticker", c.Ticker}, {"period", c.Period}, {"date", c.Date}} {
			if f.value != "" && f.value != "case" {
				fmt.Fprintf(&b, "; %s %s", f.name, f.value)
			}
		}
		if c.Inferred {
			b.WriteString("; inferred")
		}
		b.WriteString("\n")
		question := ""
		for i := range c.Turns {
			t := &c.Turns[i]
			fmt.Fprintf(&b, "%d %s %s", t.Line, t.Section, t.Speaker.Role)
			if t.Trivial {
				b.WriteString(" trivial")
			}
			fmt.Fprintf(&b, " [%s", t.Speaker.Name)
			for _, f := range [...]struct{ name, value string }{{"title", t.Speaker.Title}, {"firm", t.Speaker.Firm}, {"asker", t.Asker}, {"of", t.AskerFirm}} {
				if f.value != "" {
					fmt.Fprintf(&b, "; %s %s", f.name, f.value)
				}
			}
			b.WriteString("]")
			if t.Question != "" && t.Question != question {
				fmt.Fprintf(&b, " %q ->", t.Question)
			}
			question = t.Question
			fmt.Fprintf(&b, " %q\n", t.Text)
		}
		for _, w := range c.Warnings {
			fmt.Fprintf(&b, "warning %d %s: %s\n", w.Line, w.Code, w.Text)
		}
	}
	if err != nil {
		fmt.Fprintf(&b, "error %v\n", err)
	}
	return b.String()
}
