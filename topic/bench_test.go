package topic

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"candor/text"
	"candor/topic/internal/taxonomy"
)

// benchmarkTexts are real answers where they are at hand, else an invented one:
// those of score's BenchmarkFinance.
func benchmarkTexts(b *testing.B) (texts []string) {
	data, err := os.ReadFile("../../shared/data/answers/train.jsonl")
	if err != nil {
		b.Log("real answers are absent: an invented one instead")
		return []string{strings.Repeat("Well, gross margin was sort of in line, and we've seen orders and the backlog grow while the plant in Ohio ramps up. ", 5)}
	}
	for line := range bytes.Lines(data) {
		var row struct{ Text string }
		if err := json.Unmarshal(line, &row); err != nil {
			b.Fatal(err)
		}
		if texts = append(texts, row.Text); len(texts) == 1000 {
			break
		}
	}
	return texts
}

// Tokens and all, as score's BenchmarkFinance.
func BenchmarkAssign(b *testing.B) {
	texts, size := benchmarkTexts(b), 0
	for _, s := range texts {
		size += len(s)
	}
	t := Default()
	d := new(text.Document)
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range texts {
			d.Reset(s)
			t.Assign(nil, d)
		}
	}
}

func BenchmarkDefault(b *testing.B) {
	for b.Loop() {
		f, err := taxonomy.Read(builtInFile, "taxonomy.yaml", func() *taxonomy.File { return new(taxonomy.File) })
		if err != nil {
			b.Fatal(err)
		}
		compile(f)
	}
}
