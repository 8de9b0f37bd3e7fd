package command_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"candor/internal/command"
)

// TestDocs runs every "$ candor ..." of the README's and docs' console blocks
// from the project's folder and compares what it prints. -update writes it.
// Blocks about ../shared are skipped where that is absent.
func TestDocs(t *testing.T) {
	t.Chdir("../..")
	t.Setenv("COLUMNS", "80")
	files, err := filepath.Glob("docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := 0
	for _, file := range append([]string{"README.md"}, files...) {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		parts := strings.Split(string(source), "```")
		for i := 1; i < len(parts); i += 2 {
			block, isConsole := strings.CutPrefix(parts[i], "console\n$ candor ")
			if !isConsole {
				continue
			}
			line, want, _ := strings.Cut(block, "\n")
			if _, err := os.Stat("../shared"); err != nil && strings.Contains(line, "../shared") {
				continue
			}
			blocks++
			var stdout, stderr bytes.Buffer
			command.Run(context.Background(), strings.Fields(line), strings.NewReader(""), &stdout, &stderr)
			got := stderr.String() + stdout.String()
			switch {
			case got == want:
			case *update:
				parts[i] = "console\n$ candor " + line + "\n" + got
			default:
				t.Errorf("%s: candor %s prints\n%s\nwant\n%s", file, line, got, want)
			}
		}
		if changed := strings.Join(parts, "```"); *update && changed != string(source) {
			if err := os.WriteFile(file, []byte(changed), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if blocks == 0 {
		t.Error("no console block found")
	}
}

// TestLibraryExample holds the README's library use to the example that is run
// as a test in package analysis.
func TestLibraryExample(t *testing.T) {
	t.Chdir("../..")
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	example, err := os.ReadFile("analysis/example_test.go")
	if err != nil {
		t.Fatal(err)
	}
	_, block, found := strings.Cut(string(readme), "```go\n")
	block, _, _ = strings.Cut(block, "```")
	if !found {
		t.Fatal("README.md has no Go block")
	}
	run := strings.NewReplacer("../testdata/calls/meridian-2024-q3.md", "call.md", "meridian-2024-q3.md", "call.md", "[:3]", "").Replace(string(example))
	for line := range strings.Lines(block) {
		if line = strings.TrimSpace(line); !strings.Contains(run, line) {
			t.Errorf("analysis/example_test.go does not have the README's line %q", line)
		}
	}
}
