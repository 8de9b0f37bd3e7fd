package console

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFolderNames(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	f, err := (&Console{}).Folder(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ id, want string }{
		{"acme-2024-q3", "acme-2024-q3.html"},
		{"AAPL/2020-Q1", "AAPL-2020-Q1.html"},
		{"aapl-2020-q1", "aapl-2020-q1-2.html"}, // the same to file systems without case
		{"../../etc/passwd", "etc-passwd.html"},
		{".hidden", "hidden.html"},
		{"", "call.html"},
		{"\x1b[31m<ü>", "31m.html"},
		{strings.Repeat("x", 300), strings.Repeat("x", 100) + ".html"},
	} {
		name := f.Name(test.id, ".html")
		if name != test.want {
			t.Errorf("%q is %q, want %q", test.id, name, test.want)
		}
		if err := f.Write(name, func(w io.Writer) error { _, err := io.WriteString(w, test.id); return err }); err != nil {
			t.Error(err)
		}
		if got, err := os.ReadFile(filepath.Join(dir, name)); string(got) != test.id || err != nil {
			t.Errorf("%s holds %q, %v", name, got, err)
		}
	}
}
