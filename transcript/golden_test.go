package transcript

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"candor/transcript/call"
	"candor/transcript/source"
)

var update = flag.Bool("update", false, "write what is read to testdata/golden")

// TestGolden reads every fixture, whatever its format, and compares the calls
// with testdata/golden. Each byte of each text must stand in the file where it
// is said to, and the format that was found must also read the file when forced.
func TestGolden(t *testing.T) {
	for _, path := range fixtures(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			name := filepath.Base(path)
			calls, err := Read(bytes.NewReader(data), name)
			if err != nil {
				t.Fatal(err)
			}
			if !source.IsCompressed(data) {
				checkSource(t, data, calls)
			}
			got := golden(calls)
			forced, err := ReadWith(bytes.NewReader(data), name, Options{Format: calls[0].Format})
			if err != nil || golden(forced) != got {
				t.Errorf("forced to %s: %v\n%s", calls[0].Format, err, golden(forced))
			}
			file := filepath.Join("testdata", "golden", name+".txt")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			if want, err := os.ReadFile(file); err != nil || string(want) != got {
				t.Errorf("%v; go test -run Golden -update writes it\ngot:\n%s\nwant:\n%s", err, got, want)
			}
		})
	}
}

func fixtures(t testing.TB) []string {
	var paths []string
	for _, pattern := range []string{"../testdata/calls/*", "testdata/formats/*"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("no fixtures in %s: %v", pattern, err)
		}
		paths = append(paths, found...)
	}
	return paths
}

// golden shows all that is known of calls, a turn a line.
func golden(calls []*call.Call) string {
	var b strings.Builder
	line := strings.NewReplacer("\n\n", "|", "\n", "/")
	for _, c := range calls {
		fmt.Fprintf(&b, "call %s: format %s, company %q, ticker %q, period %q, date %q\n", c.ID, c.Format, c.Company, c.Ticker, c.Period, c.Date)
		if c.Inferred {
			b.WriteString("  roles inferred\n")
		}
		for _, w := range c.Warnings {
			fmt.Fprintf(&b, "  warning, line %d: %s\n", w.Line, w.Text)
		}
		for i := range c.Turns {
			t := &c.Turns[i]
			fmt.Fprintf(&b, "  %d line %d, %s, %s %q", t.Index, t.Line, t.Section, t.Speaker.Role, t.Speaker.Name)
			for _, part := range []struct{ what, value string }{
				{"title", t.Speaker.Title}, {"of", t.Speaker.Firm}, {"id", t.ID},
			} {
				if part.value != "" {
					fmt.Fprintf(&b, ", %s %q", part.what, part.value)
				}
			}
			if t.Trivial {
				b.WriteString(", trivial")
			}
			if t.Time > 0 {
				fmt.Fprintf(&b, ", at %g s", t.Time)
			}
			if t.Page > 0 {
				fmt.Fprintf(&b, ", page %d", t.Page)
			}
			for _, name := range slices.Sorted(maps.Keys(t.Extra)) {
				fmt.Fprintf(&b, ", %s=%q", name, t.Extra[name])
			}
			last := t.Places.At(len(t.Text) - 1)
			fmt.Fprintf(&b, ", %d:%d to %d:%d\n    %s\n", t.Places.At(0).Line, t.Places.At(0).Column, last.Line, last.Column, line.Replace(t.Text))
			if t.Question != "" {
				fmt.Fprintf(&b, "    asked by %q of %q: %s\n", t.Asker, t.AskerFirm, line.Replace(t.Question))
			}
		}
	}
	return b.String()
}
