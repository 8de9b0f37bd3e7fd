package polarity

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"candor/text"
)

var update = flag.Bool("update", false, "write testdata/findings.golden anew")

// TestFindings holds every finding, with its words, its strength and how it came
// about, in the small sentences of conditions.txt, which has one at least for each
// condition of the rules, and of the grids.
func TestFindings(t *testing.T) {
	conditions, err := os.ReadFile("testdata/conditions.txt")
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for line := range strings.Lines(string(conditions)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			texts = append(texts, line)
		}
	}
	for _, file := range gridFiles(t) {
		open, held := grid(t, file)
		for _, s := range append(open, held...) {
			texts = append(texts, s.text)
		}
	}
	var got strings.Builder
	for _, s := range texts {
		describe(&got, s)
	}
	const golden = "testdata/findings.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	gotLines, wantLines := strings.Split(got.String(), "\n"), strings.Split(string(want), "\n")
	for i := range max(len(gotLines), len(wantLines)) {
		if i >= len(gotLines) || i >= len(wantLines) || gotLines[i] != wantLines[i] {
			t.Fatalf("line %d of %s differs; -update writes it anew\ngot  %q\nwant %q", i+1, golden,
				gotLines[min(i, len(gotLines)-1)], wantLines[min(i, len(wantLines)-1)])
		}
	}
}

// describe writes a text and a line for each of its findings.
func describe(w *strings.Builder, s string) {
	fmt.Fprintln(w, s)
	e, d := Default(), text.New(s)
	var r Result
	e.Analyze(d, &r)
	for _, f := range r.Findings {
		fmt.Fprintf(w, "\t%+.3f %s [%s]", f.Strength, f.Kind, s[f.Start:f.End])
		for _, name := range []string{e.Name(f.Entry), e.Name(f.Quantity)} {
			if name != "" {
				fmt.Fprintf(w, " %q", name)
			}
		}
		for _, flag := range []struct {
			on   bool
			name string
		}{{f.Negated, "negated"}, {f.Hypothetical, "hypothetical"}, {f.Composed, "composed"}} {
			if flag.on {
				fmt.Fprint(w, " ", flag.name)
			}
		}
		fmt.Fprintln(w)
	}
}
