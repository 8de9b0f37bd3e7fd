package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The bounds of docs/architecture.md. Lines are those of files that are neither
// tests nor generated.
const (
	packageLines  = 3000
	fileLines     = 400
	functionLines = 60
)

// topFolders are what may stand beside main.go.
var topFolders = strings.Fields("analysis bench cluster convert directness docs evaluation gate hedge internal norms report schema score stats testdata text topic transcript")

func TestSizes(t *testing.T) {
	lines := map[string]int{}
	eachFile(t, func(path string, set *token.FileSet, file *ast.File) {
		n := set.File(file.Pos()).LineCount() - 1
		if n > fileLines {
			t.Errorf("%s has %d lines, more than %d", path, n, fileLines)
		}
		lines[filepath.Dir(path)] += n
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Body == nil {
				continue
			}
			if n := set.Position(f.End()).Line - set.Position(f.Pos()).Line + 1 - textLines(set, f); n > functionLines && !isTable(f) {
				t.Errorf("%s: %s has %d lines, more than %d", set.Position(f.Pos()), f.Name.Name, n, functionLines)
			}
		}
	})
	for folder, n := range lines {
		if n > packageLines {
			t.Errorf("package %s has %d lines, more than %d", folder, n, packageLines)
		}
	}
}

// textLines counts the lines of texts within a function, such as a command's help.
func textLines(set *token.FileSet, f *ast.FuncDecl) int {
	n := 0
	ast.Inspect(f, func(node ast.Node) bool {
		if text, ok := node.(*ast.BasicLit); ok && text.Kind == token.STRING {
			n += strings.Count(text.Value, "\n")
		}
		return true
	})
	return n
}

// isTable says whether a function is nothing but one value that it gives back.
func isTable(f *ast.FuncDecl) bool {
	if len(f.Body.List) != 1 {
		return false
	}
	_, ok := f.Body.List[0].(*ast.ReturnStmt)
	return ok
}

// eachFile visits the project's own source, without tests, generated files and
// nested modules.
func eachFile(t *testing.T, visit func(path string, set *token.FileSet, file *ast.File)) {
	t.Helper()
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (path == "bench" || path == "cluster" || path == "testdata" || path != "." && strings.HasPrefix(entry.Name(), ".")):
			return filepath.SkipDir
		case entry.IsDir() && path != "." && !strings.Contains(path, "/") && !slices.Contains(topFolders, path):
			t.Errorf("folder %s is not in the house", path)
		case filepath.Ext(path) != ".go", strings.HasSuffix(path, "_test.go"):
			return nil
		}
		if entry.IsDir() {
			return nil
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err == nil && !ast.IsGenerated(file) {
			visit(path, set, file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestImports holds what each room may compile.
func TestImports(t *testing.T) {
	for _, room := range []struct {
		path    string
		most    int    // packages, 0 for any number
		without string // packages that it must not compile, separated by blanks
	}{
		{"./stats", 0, "candor/text candor/analysis"},
		{"./text", 0, "candor/hedge candor/score candor/transcript/call"},
		{"./score", 110, "candor/internal/learn candor/hedge candor/directness candor/transcript/call"},
		{"./hedge", 0, "candor/internal/learn candor/score candor/transcript/call"},
		{"./directness", 0, "candor/internal/learn candor/score candor/transcript/call"},
		{"./topic", 0, "candor/internal/learn candor/score candor/hedge candor/transcript/call"},
		{"./transcript", 0, "candor/text candor/hedge candor/score candor/internal/learn candor/analysis"},
		{"./analysis", 0, "candor/transcript candor/report candor/internal/table"},
		{"./convert", 170, "candor/transcript candor/internal/learn candor/report gonum.org/v1/plot"},
		{"./norms", 0, "candor/transcript candor/report candor/internal/table"},
		{"./gate", 0, "candor/report candor/internal/table"},
		{"./report", 0, "candor/transcript candor/gate"},
	} {
		out, err := exec.Command("go", "list", "-deps", room.path).Output()
		if err != nil {
			t.Fatal(err)
		}
		packages := strings.Fields(string(out))
		if room.most > 0 && len(packages) > room.most {
			t.Errorf("%s compiles %d packages, more than %d", room.path, len(packages), room.most)
		}
		for p := range strings.FieldsSeq(room.without) {
			if slices.Contains(packages, p) {
				t.Errorf("%s compiles %s", room.path, p)
			}
		}
	}
}
