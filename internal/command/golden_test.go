package command_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"candor/analysis"
	"candor/internal/command"
	"candor/norms"
	"candor/transcript/call"
)

// TestGolden runs the command from the project's folder and compares what it
// prints, with fixed scores, with testdata/golden; -update writes it. Each run is
// repeated: the bytes must be the same. What the models give is in TestFiguresOfModels.
func TestGolden(t *testing.T) {
	t.Chdir("../..")
	t.Setenv("COLUMNS", "80")
	const call = "testdata/calls/meridian-2024-q3.md"
	for name, args := range map[string]string{
		"report.txt":         "report " + call,
		"report-four.txt":    "report testdata/quarters",
		"report-answers.txt": "report --answers --first 1 " + call,
		"report-by.txt":      "report --by section,asker,firm --section all --metrics specificity,hedge_strength " + call,
		"report.md":          "report --format markdown " + call,
		"report.csv":         "report --format csv " + call,
		"report.json":        "report --format json --answers " + call,
		"report.html":        "report --format html " + call,
		"score.jsonl":        "score " + call,
		"score.csv":          "score --format csv " + call,
		"compare-two.txt":    "compare testdata/quarters/brightwater-2023-q1.md testdata/quarters/brightwater-2023-q4.md",
		"compare-full.txt":   "compare --full testdata/quarters/brightwater-2023-q1.md testdata/quarters/brightwater-2023-q4.md",
		"compare-four.txt":   "compare testdata/quarters",
		"compare-four.csv":   "compare --format csv testdata/quarters",
		"compare-two.json":   "compare --format json --by speaker testdata/quarters/brightwater-2023-q1.md testdata/quarters/brightwater-2023-q4.md",
		"compare-topics.md":  "compare --format markdown --group topic --metrics sentiment,hedges_per_100_words testdata/quarters",
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join("testdata", "golden", name)
			got := runFixed(t, args)
			if again := runFixed(t, args); again != got {
				t.Error("a second run prints something else")
			}
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("candor %s differs from %s (write it with -update):\n%s", args, file, firstDifference(got, string(want)))
			}
		})
	}
}

func run(t *testing.T, args string) string {
	t.Helper()
	return runRevised(t, nil, nil, args)
}

func runFixed(t *testing.T, args string) string {
	t.Helper()
	return runRevised(t, fixed, fixedNorms(), args)
}

func runRevised(t *testing.T, revise func(*analysis.Record), usual *norms.Norms, args string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := command.RunRevised(context.Background(), revise, usual, append(strings.Fields(args), "--quiet"), strings.NewReader(""), &stdout, &stderr); code != 0 || stderr.Len() > 0 {
		t.Fatalf("candor %s: status %d, %s", args, code, stderr.String())
	}
	return stdout.String()
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return "got  " + g[i] + "\nwant " + w[i]
		}
	}
	return "one is longer"
}

// TestWorkers reads many files with different numbers of workers: the output
// keeps the order of the files.
func TestWorkers(t *testing.T) {
	t.Chdir("../..")
	source, err := os.ReadFile("testdata/calls/meridian-2024-q3.md")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	args := "score"
	for _, letter := range "abcdefghijklmnop" {
		file := filepath.Join(folder, string(letter)+".md")
		if err := os.WriteFile(file, source, 0o644); err != nil {
			t.Fatal(err)
		}
		args += " " + file
	}
	first := run(t, args)
	for range 3 {
		if run(t, args) != first {
			t.Fatal("two runs differ")
		}
	}
}

// TestFiguresOfModels holds what the models, the lexicon and the taxonomy make of one
// call to testdata/figures.tsv: a name, a value and how far it may be off.
func TestFiguresOfModels(t *testing.T) {
	t.Chdir("../..")
	got := map[string]float64{}
	answers := 0.0
	for line := range strings.Lines(run(t, "score testdata/calls/meridian-2024-q3.md")) {
		var r analysis.Record
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		if r.Section != call.QA || r.Trivial {
			continue
		}
		answers++
		got["sentiment"] += *r.Sentiment.Score
		got[string(r.Sentiment.Label)]++
		got["hedges"] += float64(len(r.Hedges))
		got["deflections"] += float64(len(r.Deflections))
		got["specificity"] += r.Specificity
		got[string(r.Directness.Label)]++
		if len(r.Topics) > 0 {
			got[r.Topics[0].Name]++
		}
	}
	got["sentiment"] /= answers
	got["specificity"] /= answers
	file, err := os.ReadFile("testdata/figures.tsv")
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for line := range strings.Lines(string(file)) {
		var name string
		var want, tolerance float64
		if strings.HasPrefix(line, "#") {
			continue
		}
		if _, err := fmt.Sscanf(line, "%s\t%g\t%g", &name, &want, &tolerance); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		rows++
		if math.Abs(got[name]-want) > tolerance {
			t.Errorf("%s is %.3f, want %.3f within %g", name, got[name], want, tolerance)
		}
	}
	if rows < 8 {
		t.Errorf("only %d figures", rows)
	}
}
