package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRun drops both operands of one condition: the tests hold the first only.
func TestRun(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":    "module small\n\ngo 1.26.0\n",
		"a.go":      "package small\n\nfunc Both(a, b bool) bool { return a && b }\n",
		"a_test.go": "package small\n\nimport \"testing\"\n\nfunc TestBoth(t *testing.T) {\n\tif Both(false, true) {\n\t\tt.Fatal()\n\t}\n}\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	o := options{folder: folder, packages: []string{"."}, tests: ".", count: 2, seed: 1}
	if err := run(t.Context(), &out, o); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"a.go:3: without b, only a\n", "1 of 2 dropped operands noticed (50 %), of 2 in ., seed 1\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("got\n%swant %q in it", out.String(), want)
		}
	}
	if strings.Contains(out.String(), "without a") {
		t.Errorf("dropping a is noticed by the test:\n%s", out.String())
	}
}
