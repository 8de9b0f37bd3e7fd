package console

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Each case is paths and the names they get; "=" keeps the file's own.
func TestDistinctNames(t *testing.T) {
	for in, want := range map[string]string{
		"a/q1.txt b/q2.txt":                       "= =",
		"AAPL/q.txt MSFT/q.txt":                   "AAPL/q MSFT/q",
		"/home/me/AAPL/q.txt /home/me/MSFT/q.txt": "AAPL/q MSFT/q",
		"/home/me/AAPL/q.txt MSFT/q.txt":          "AAPL/q MSFT/q",
		"x/A/q.txt y/A/q.txt y/B/q.txt":           "x/A/q y/A/q B/q",
		"q.txt A/q.txt ../q.txt":                  "q.txt A/q q.txt-2",
		"q.txt A/q.txt":                           "q A/q",
		"A/q.txt A/q.md":                          "A/q.txt A/q.md",
		"q.txt q.md":                              "q.txt q.md",
		"./A/q.txt B/../B/q.txt":                  "A/q B/q",
		"q.txt ../q.txt q.txt-2":                  "q.txt q.txt-3 =",
	} {
		var files []File
		for p := range strings.FieldsSeq(in) {
			files = append(files, File{Path: p})
		}
		names := distinctNames(files)
		var got []string
		for _, f := range files {
			name := names[f.Path]
			if name == "" {
				name = "="
			}
			got = append(got, name)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: got %s, want %s", in, strings.Join(got, " "), want)
		}
	}
}

// A file counts once however it is named, links to folders are read when they
// are named, and a pattern does not follow those within.
func TestFiles(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, f := range []string{"calls/a.md", "calls/deep/b.md", "elsewhere/c.md"} {
		if err := os.MkdirAll(filepath.Dir(f), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(f, []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for link, to := range map[string]string{"calls/out": "../elsewhere", "linked": "calls", "again.md": "calls/a.md"} {
		if err := os.Symlink(to, link); err != nil {
			t.Skip(err)
		}
	}
	absolute, err := filepath.Abs("calls/a.md")
	if err != nil {
		t.Fatal(err)
	}
	for args, want := range map[string]string{
		"calls":                            "calls/a.md calls/deep/b.md",
		"linked":                           "linked/a.md linked/deep/b.md",
		"linked/":                          "linked/a.md linked/deep/b.md",
		"calls/**/*.md":                    "calls/a.md calls/deep/b.md",
		"**/c.md":                          "elsewhere/c.md",
		"calls/a.md " + absolute:           "calls/a.md",
		"calls/a.md again.md ./calls/a.md": "calls/a.md",
		"linked calls":                     "calls/a.md calls/deep/b.md",
		"calls/out":                        "calls/out/c.md",
	} {
		var stderr bytes.Buffer
		r := Reader{Console: &Console{Stderr: &stderr}}
		files, err := r.Files(strings.Fields(args))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range files {
			got = append(got, filepath.ToSlash(f.Path))
			if f.Err != nil {
				t.Error(f.Err)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: got %v, want %s", args, got, want)
		}
		if named := len(strings.Fields(args)) > 1; named != strings.Contains(stderr.String(), "left out: ") {
			t.Errorf("%s: said %q", args, stderr.String())
		}
	}
}
