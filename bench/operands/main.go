// Operands asks how much of a package's conditions its tests hold: it drops one
// operand of a random && or || at a time and runs the tests on what is left.
//
//	go run ./operands [-n 60] [-seed 1] [-tests PATTERN] [-short] PATTERN...
//
// PATTERN names packages as for the go command, from the folder where it is run
// (-C changes it; here -C .. for candor itself). The tests are those of
// the same packages unless -tests names others. What no longer builds
// without an operand is not counted. The same seed and the same source give the same drops. No file is changed:
// the go command reads the changed one through an overlay.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

func main() {
	var o options
	flag.StringVar(&o.folder, "C", "..", "`folder` in which the go command runs")
	flag.IntVar(&o.count, "n", 60, "how many operands to drop")
	flag.Uint64Var(&o.seed, "seed", 1, "of the choice")
	flag.StringVar(&o.tests, "tests", "", "`packages` whose tests run, separated by blanks (default: the same)")
	flag.BoolVar(&o.short, "short", false, "run the tests with -short")
	flag.Parse()
	o.packages = flag.Args()
	if len(o.packages) == 0 || o.count < 1 {
		flag.Usage()
		os.Exit(2)
	}
	if o.tests == "" {
		o.tests = strings.Join(o.packages, " ")
	}
	if err := run(context.Background(), os.Stdout, o); err != nil {
		fmt.Fprintln(os.Stderr, "operands:", err)
		os.Exit(2)
	}
}

type options struct {
	folder   string
	packages []string
	tests    string
	count    int
	seed     uint64
	short    bool
}

// drop is a change: the bytes from start to end of file become what is kept.
type drop struct {
	file       string
	line       int
	start, end int
	kept, gone string
}

// run drops operands until o.count changes have been tested, and prints those
// that no test noticed and the share of those that one did.
func run(ctx context.Context, w io.Writer, o options) error {
	drops, err := find(ctx, o)
	if err != nil {
		return err
	}
	random := rand.New(rand.NewPCG(o.seed, 0))
	random.Shuffle(len(drops), func(i, j int) { drops[i], drops[j] = drops[j], drops[i] })
	if out, err := goTest(ctx, o, ""); err != nil {
		return fmt.Errorf("the tests fail before anything is changed: %w\n%s", err, out)
	}
	tried, noticed := 0, 0
	for _, d := range drops {
		if tried == o.count {
			break
		}
		caught, builds, err := try(ctx, o, d)
		switch {
		case err != nil:
			return err
		case !builds:
			continue
		case caught:
			noticed++
		default:
			fmt.Fprintf(w, "not noticed: %s:%d: without %s, only %s\n", d.file, d.line, d.gone, d.kept)
		}
		tried++
		fmt.Fprintf(os.Stderr, "\r%d of %d, %d noticed", tried, o.count, noticed)
	}
	fmt.Fprintln(os.Stderr)
	if tried == 0 {
		return fmt.Errorf("no && or || in %s that can lose an operand", strings.Join(o.packages, " "))
	}
	fmt.Fprintf(w, "%d of %d dropped operands noticed (%.0f %%), of %d in %s, seed %d\n",
		noticed, tried, 100*float64(noticed)/float64(tried), len(drops), strings.Join(o.packages, " "), o.seed)
	return nil
}

// find lists the operands of all && and || in the packages' source, in the order
// of the files.
func find(ctx context.Context, o options) ([]drop, error) {
	list := exec.CommandContext(ctx, "go", append([]string{"list", "-f", `{{$d := .Dir}}{{range .GoFiles}}{{$d}}/{{.}}{{"\n"}}{{end}}`}, o.packages...)...)
	list.Dir, list.Stderr = o.folder, os.Stderr
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	var drops []drop
	for file := range strings.Lines(string(out)) {
		file = strings.TrimSpace(file)
		if file == "" {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		set := token.NewFileSet()
		tree, err := parser.ParseFile(set, file, source, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		if ast.IsGenerated(tree) {
			continue
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			if e, ok := n.(*ast.BinaryExpr); ok && (e.Op == token.LAND || e.Op == token.LOR) {
				text := func(x ast.Node) string {
					return string(source[set.Position(x.Pos()).Offset:set.Position(x.End()).Offset])
				}
				at := drop{file, set.Position(e.OpPos).Line, set.Position(e.Pos()).Offset, set.Position(e.End()).Offset, text(e.X), text(e.Y)}
				drops = append(drops, at)
				at.kept, at.gone = at.gone, at.kept
				drops = append(drops, at)
			}
			return true
		})
	}
	return drops, nil
}

// try tests the source with d carried out: whether a test failed, and whether
// there was something to test.
func try(ctx context.Context, o options, d drop) (caught, builds bool, err error) {
	folder, err := os.MkdirTemp("", "operands")
	if err != nil {
		return false, false, err
	}
	defer os.RemoveAll(folder)
	source, err := os.ReadFile(d.file)
	if err != nil {
		return false, false, err
	}
	changed := filepath.Join(folder, filepath.Base(d.file))
	source = bytes.Join([][]byte{source[:d.start], []byte("(" + d.kept + ")"), source[d.end:]}, nil)
	if err := os.WriteFile(changed, source, 0o600); err != nil {
		return false, false, err
	}
	overlay, err := json.Marshal(map[string]map[string]string{"Replace": {d.file: changed}})
	if err != nil {
		return false, false, err
	}
	name := filepath.Join(folder, "overlay.json")
	if err := os.WriteFile(name, overlay, 0o600); err != nil {
		return false, false, err
	}
	out, err := goTest(ctx, o, name)
	if err == nil {
		return false, true, nil
	}
	if bytes.Contains(out, []byte("[build failed]")) || bytes.Contains(out, []byte("[setup failed]")) {
		return false, false, nil
	}
	return true, true, nil
}

// goTest runs the tests, without vet, which would call a condition suspicious. A
// test that does not end is ended, and has noticed.
func goTest(ctx context.Context, o options, overlay string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	args := []string{"test", "-vet=off", "-failfast", "-timeout=4m"}
	if overlay != "" {
		args = append(args, "-overlay="+overlay)
	}
	if o.short {
		args = append(args, "-short")
	}
	command := exec.CommandContext(ctx, "go", append(args, strings.Fields(o.tests)...)...)
	command.Dir = o.folder
	return command.CombinedOutput()
}
