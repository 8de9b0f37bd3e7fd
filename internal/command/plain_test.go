package command_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"candor/internal/command"
)

// broken are files that are not what they are taken for.
var broken = map[string]string{
	"type.jsonl": `{"id":"a","text":5}`, "cut.jsonl": `{"id":"a","text":"x"`, "label.jsonl": `{"text":"I think so.","label":"x"}`,
	"x.zip": "PK\x03\x04aaaa", "x.gz": "\x1f\x8b\x08aaa", "x.zst": "(\xb5/\xfdaaaa", "x.parquet": "PAR1aaaaPAR1", "x.pdf": "%PDF-1.4 aaaa",
	"cut.json": `{"version":`, "typed.json": `{"version":"3"}`, "list.json": "[1,2", "empty.json": "",
	"cut.yaml": "a: [\n", "other.yaml": "cues:\n- a: 5\n", "quote.csv": "id,text\n\"a,b\n", "bad.model": "hello",
}

// What is wrong with flags and files is said in words: no name of a Go package,
// type or function, and no wording of its library.
func TestErrorsArePlain(t *testing.T) {
	good, err := filepath.Abs("../../testdata/calls/meridian-2024-q3.md")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	for name, content := range broken {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var runs []string
	for name := range broken {
		runs = append(runs, "score "+name, "report "+name, "eval sentiment "+name, "eval hedges "+name, "eval topics "+name, "eval directness "+name, "train sentiment --output m --data "+name,
			"score --lexicon "+name+" GOOD", "score --topics "+name+" GOOD", "gate --config "+name+" GOOD", "compare --baseline "+name+" GOOD",
			"score --scorer model:"+name+" GOOD", "score --scorer labels:"+name+" GOOD", "report --norms "+name+" GOOD", "profile --merge "+name, "report --adjusted --rates "+name+" GOOD")
	}
	for args := range strings.Lines(`score --jobs x GOOD
score --jobs 99999999999999999999 GOOD
score --max-size 5q GOOD
score --date 31-12-2024 GOOD
score --scorer-timeout soon GOOD
score --scorer exec:no-such-program GOOD
score --output no/such/folder GOOD
score --output . GOOD
score --first= GOOD
score --quiet=maybe GOOD
report --first x GOOD
report --last nosuch.md GOOD
report --color blue GOOD
report --formt text GOOD
report
compare --alpha x GOOD
compare --seed -1 GOOD
compare --figure no/such/x.svg GOOD GOOD
explain GOOD --line x
gate --golden nosuch.jsonl GOOD
gate --out x=y GOOD
formats x
convert --to convokit --output cut.json GOOD
docs cut.json
mcp nosuch`) {
		runs = append(runs, strings.TrimSpace(args))
	}
	goisms := regexp.MustCompile(`strconv|[^.\w]json: |unmarshal|Unmarshal|invalid character|\bopen \S+:|\bread \S+:|no such file or directory|\barg\(s\)|invalid argument|invalid syntax|\bEOF\b|runtime|goroutine|panic|%!|<nil>|Go (value|struct)|parse error on|\b(bytes|bufio|io|os|exec)\.[A-Z]|exec: "|record on line|cannot parse`)
	for _, args := range runs {
		var stdout, stderr bytes.Buffer
		code := command.Run(context.Background(), strings.Fields(strings.ReplaceAll(args, "GOOD", good)), strings.NewReader(""), &stdout, &stderr)
		said := stderr.String()
		if code == 0 {
			continue
		}
		if said == "" {
			t.Errorf("candor %s: status %d and not a word", args, code)
		}
		if found := goisms.FindString(strings.ReplaceAll(said, good, "")); found != "" {
			t.Errorf("candor %s: %q in: %s", args, found, said)
		}
	}
}
