package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/ptest"

	"candor/internal/command"
)

func TestMain(m *testing.M) { ptest.MainWithDefault(m, "prism") }

var number = regexp.MustCompile(`\b[1-9][0-9]?\b`)

// invented writes so many calls to a folder, made of those in testdata: each of a
// company of its own, with names and numbers of its own.
func invented(t *testing.T, folder string, count int) {
	t.Helper()
	files, err := filepath.Glob("../testdata/quarters/*.md")
	if err != nil || len(files) == 0 {
		t.Fatal("no calls in testdata", err)
	}
	slices.Sort(files)
	for i := range count {
		data, err := os.ReadFile(files[i%len(files)])
		if err != nil {
			t.Fatal(err)
		}
		random := rand.New(rand.NewPCG(7, uint64(i)))
		head, body, _ := strings.Cut(string(data), "\n\n")
		body = number.ReplaceAllStringFunc(body, func(string) string { return fmt.Sprint(2 + random.IntN(26)) })
		company := fmt.Sprintf("%s%s Pumps", []string{"North", "South", "East", "West"}[i%4], []string{"field", "gate", "ham", "ford", "mere"}[i%5])
		text := strings.ReplaceAll(head+"\n\n"+body, "Brightwater Pumps", company)
		text = strings.ReplaceAll(text, "Kwan", []string{"Kwan", "Kemp", "Kerr", "Kidd"}[i%4])
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("call-%03d.md", i)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// single runs candor itself.
func single(t *testing.T, args ...string) {
	t.Helper()
	var stderr bytes.Buffer
	if code := command.Run(context.Background(), append(args, "--quiet"), strings.NewReader(""), &stderr, &stderr); code != 0 {
		t.Fatalf("candor %s: status %d: %s", strings.Join(args, " "), code, &stderr)
	}
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestSameBytes: of 200 calls, one of which stands in two files, the pipeline makes the
// norms, the profile and the records that one machine makes.
func TestSameBytes(t *testing.T) {
	const count = 200
	calls, out := t.TempDir(), t.TempDir()
	invented(t, calls, count)
	again := read(t, filepath.Join(calls, "call-007.md"))
	for name, text := range map[string][]byte{"call-907.md": again, "empty.md": []byte("# Nobody speaks\n\nNothing is said here.\n")} {
		if err := os.WriteFile(filepath.Join(calls, name), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	at := func(name string) string { return filepath.Join(out, name) }
	p, s := beam.NewPipelineWithRoot()
	err := build(s, inputs{"Invented=" + calls + "/*.md"}, options{Records: at("records"), Norms: at("norms"), Mostly: "invented", LeaveOut: 10, Profile: at("profile.json"), Errors: at("errors.txt")})
	if err != nil {
		t.Fatal(err)
	}
	if err := ptest.Run(p); err != nil {
		t.Fatal(err)
	}
	if got := string(read(t, at("errors.txt"))); strings.Count(got, "\n") != 1 || !strings.Contains(got, "empty.md") {
		t.Errorf("errors: %q, want one, of empty.md", got)
	}
	if err := os.Remove(filepath.Join(calls, "empty.md")); err != nil {
		t.Fatal(err)
	}

	single(t, "norms", "make", "Invented="+calls, "--mostly", "invented", "--leave-out", "10", "--output", at("one.norms"))
	if !bytes.Equal(read(t, at("norms")), read(t, at("one.norms"))) {
		t.Error("the norms are others than those of one machine")
	}
	single(t, "profile", calls, "--output", at("one.json"))
	if !bytes.Equal(read(t, at("profile.json")), read(t, at("one.json"))) {
		t.Error("the profile is another than that of one machine")
	}
	records, err := filepath.Glob(at("records/*.jsonl"))
	if err != nil || len(records) != count {
		t.Fatalf("records of %d calls, %v; want %d", len(records), err, count)
	}
	for _, file := range []string{records[0], records[count/2], records[count-1]} {
		call, _, _ := strings.Cut(filepath.Base(file), ".")
		call = call[:strings.LastIndexByte(call, '-')]
		single(t, "score", filepath.Join(calls, call+".md"), "--output", at("one.jsonl"))
		if !bytes.Equal(read(t, file), read(t, at("one.jsonl"))) {
			t.Errorf("%s: the records are others than those of one machine", call)
		}
	}
}

func TestMistakes(t *testing.T) {
	for _, c := range []struct {
		in   inputs
		o    options
		want string
	}{
		{nil, options{Norms: "x"}, "--input: name a pattern of files"},
		{inputs{"a"}, options{}, "nothing is to be written"},
	} {
		_, s := beam.NewPipelineWithRoot()
		if err := build(s, c.in, c.o); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%v %+v: %v, want %s", c.in, c.o, err, c.want)
		}
	}
}
