package command_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"candor/internal/command"
)

// TestScoreLargeFile scores a call whose records are too many to be held at once:
// all come out, in order.
func TestScoreLargeFile(t *testing.T) {
	const turns = 8000
	text := "Operator: Welcome.\n" + strings.Repeat("Jo Ray: The demand for it rose.\nAl Orr: And the costs of it fell.\n", turns/2)
	file := filepath.Join(t.TempDir(), "large.txt")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	if status := command.Run(context.Background(), []string{"score", file}, nil, &out, &errs); status != 0 {
		t.Fatalf("status %d: %s", status, errs.String())
	}
	if out.Len() < 5<<20 {
		t.Fatalf("%d bytes are no large file", out.Len())
	}
	lines := 0
	for line := range bytes.Lines(out.Bytes()) {
		lines++
		var record struct {
			Index int
			Text  string
		}
		if err := json.Unmarshal(line, &record); err != nil {
			t.Fatal(err)
		}
		if want := []string{"And the costs of it fell.", "The demand for it rose."}[lines%2]; record.Index != lines || record.Text != want {
			t.Fatalf("record %d has index %d and text %q", lines, record.Index, record.Text)
		}
	}
	if lines != turns {
		t.Errorf("%d records, want %d", lines, turns)
	}
}
