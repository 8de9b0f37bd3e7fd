package command_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"candor/internal/command"
)

const manyCalls = 200

// writeMany writes copies of a call under many names, with a rule that all break.
func writeMany(t testing.TB) (config string, files []string) {
	t.Helper()
	call, err := os.ReadFile("../../testdata/calls/meridian-2024-q3.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write := func(name string, content []byte) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, content, 0o644); err != nil {
			t.Fatal(err)
		}
		return file
	}
	for i := range manyCalls {
		files = append(files, write(fmt.Sprintf("call-%03d.md", i), call))
	}
	return write(".candor.yaml", []byte(`version: 1
rules:
  - {id: call, metric: hedges_per_100_words, max: 0}
  - {id: speaker, metric: hedge_strength, scope: speaker, max: 0.1}
  - {id: answer, metric: hedges_per_100_words, scope: answer, max: 3, severity: warning}
  - {id: forbidden, forbid_categories: [disclaimer, deflection]}
`)), files
}

func gate(t testing.TB, args ...string) (stdout []byte, status int) {
	t.Helper()
	var out, errs bytes.Buffer
	status = command.Run(context.Background(), append([]string{"gate", "-q"}, args...), strings.NewReader(""), &out, &errs)
	if errs.Len() > 0 {
		t.Fatalf("stderr holds %s", &errs)
	}
	return out.Bytes(), status
}

// Many calls are gated in one pass; the output does not depend on the number of
// workers, and is in the order of the files.
func TestGateManyCalls(t *testing.T) {
	t.Setenv("GITHUB_ACTIONS", "")
	config, files := writeMany(t)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	var first []byte
	for _, workers := range []int{1, 8} {
		runtime.GOMAXPROCS(workers)
		out, status := gate(t, append([]string{"--config", config, "--format", "json"}, files...)...)
		if status != 1 {
			t.Fatalf("status %d", status)
		}
		if first == nil {
			first = out
		} else if !bytes.Equal(first, out) {
			t.Fatalf("the output with %d workers is another", workers)
		}
	}
	if want := fmt.Sprintf(`"calls": %d`, manyCalls); !bytes.Contains(first, []byte(want)) {
		t.Errorf("no %s in the output", want)
	}
	last := -1
	for _, file := range files {
		at := bytes.Index(first, []byte(filepath.Base(file)))
		if at <= last {
			t.Fatalf("%s is missing or out of order", file)
		}
		last = at
	}
}

// BenchmarkGate measures reading, scoring and gating a call's bytes.
func BenchmarkGate(b *testing.B) {
	b.Setenv("GITHUB_ACTIONS", "")
	config, files := writeMany(b)
	info, err := os.Stat(files[0])
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(info.Size() * manyCalls)
	for b.Loop() {
		if _, status := gate(b, append([]string{"--config", config}, files...)...); status != 1 {
			b.Fatalf("status %d", status)
		}
	}
}
