package command_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/goccy/go-yaml"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/net/html"

	"candor/internal/command"
)

// hostile means something to every program that may read an output: it steers
// terminals, gives orders to CI services, runs in pages, dresses up in Markdown.
const hostile = "\x1b[31m\u009b2J\u202e\x07\r\n::error::pwned\n##[error]pwned ##vso[task.x]y\n" +
	"<script>alert(1)</script><img src=x onerror=alert(1)>]]>--> &lt;b&gt; [a](javascript:alert(1)) ![i](x) `c` **b** | c |\n# h\n=1+1"

// formula starts a formula where a spreadsheet finds it at the start of a cell.
const formula = "=cmd|'/C calc'!A0 "

// writeHostile writes two calls of answers that are hostile in every field, and
// in the names of their files.
func writeHostile(t *testing.T, dir string) (files []string) {
	t.Helper()
	for quarter := 1; quarter <= 2; quarter++ {
		var b bytes.Buffer
		for i := range 8 {
			line, err := json.Marshal(map[string]any{
				"id": formula + hostile + strconv.Itoa(10*quarter+i),
				"call": map[string]any{"id": formula + hostile + strconv.Itoa(quarter), "company": formula + hostile, "ticker": formula + hostile,
					"period": fmt.Sprintf("2024-Q%d", quarter), "date": fmt.Sprintf("2024-0%d-02", quarter)},
				"speaker": formula + hostile, "title": "@CFO " + hostile, "firm": "-" + hostile, "role": "executive", "section": "qa",
				"asker": "+" + hostile, "asker_firm": "\t=" + hostile, "question": formula + hostile + " Why?",
				"text": formula + "I think demand might " + hostile + " be sort of strong, and we don't break that out. It grew 5% in quarter " + strconv.Itoa(i) + ".",
			})
			if err != nil {
				t.Fatal(err)
			}
			b.Write(append(line, '\n'))
		}
		file := fmt.Sprintf("=q%d\n::error::x <script>%c[31m.jsonl", quarter, 0x1b)
		if err := os.WriteFile(filepath.Join(dir, file), b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

// TestHostile runs every command in every format over hostile calls, and reads
// what it prints with a parser of that format.
func TestHostile(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("GITHUB_ACTIONS", "")
	files := writeHostile(t, ".")
	rules := "version: 1\nrules:\n  - {id: rate, metric: hedges_per_100_words, scope: speaker, max: 1}\n" +
		"  - {id: answers, metric: hedges_per_100_words, scope: answer, max: 1}\n  - {id: no-modal, forbid_categories: [modal, deflection]}\n"
	if err := os.WriteFile(".candor.yaml", []byte(rules), 0o644); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) (stdout, stderr string) {
		var out, errs bytes.Buffer
		command.Run(context.Background(), args, strings.NewReader(""), &out, &errs)
		return out.String(), errs.String()
	}
	if _, err := run("profile", "--output", "usual.json", files[0]); err != "" {
		t.Fatal(err)
	}
	if _, err := run("score", "--output", "saved.jsonl", files[0]); err != "" {
		t.Fatal(err)
	}
	both := func(args ...string) []string { return append(args, files...) }
	report := both("report", "-v", "--answers", "--by", "speaker,asker,firm,call,company,topic", "--scorer", "finance,vader")
	type test struct {
		format string // of the output
		args   []string
	}
	tests := []test{
		{"lines", both("report", "-v", "no\n::error::such \x1b[31m.md", "n*o\n::such")},
		{"jsonl", both("score", "-v")},
		{"csv", both("score", "--format", "csv")},
		{"json", both("profile", "-v")},
		{"lines", []string{"compare", "-v", "--baseline", "usual.json", files[1]}},
		{"lines", both("explain", "-v", "--most-hedged", "9")},
		{"jsonl", both("convert", "-v")},
		{"markdown", both("convert", "--to", "markdown")},
		{"lines", both("convert", "--to", "text")},
		{"yaml", both("init", "--output", "-")},
		{"lines", both("gate", "--explain")},
		{"lines", both("gate", "--golden", "saved.jsonl")},
		{"github", both("gate", "--format", "github")},
		{"xml", both("gate", "--format", "junit")},
	}
	for _, args := range [][]string{{"report"}, {"report", "--full"}, {"explain", "--most-hedged", "9"}} {
		tests = append(tests, test{"html", append(both(args...), "--format", "html")})
	}
	for _, format := range []string{"text", "markdown", "csv", "json", "html"} {
		tests = append(tests, test{format, append(slices.Clone(report), "--format", format)},
			test{format, both("compare", "-v", "--by", "speaker,topic", "--format", format)})
	}
	for gateFormat, format := range map[string]string{"text": "lines", "json": "json", "sarif": "json", "gitlab": "json", "markdown": "markdown"} {
		tests = append(tests, test{format, both("gate", "--format", gateFormat)})
	}
	for i, test := range tests {
		t.Run(fmt.Sprintf("%d %s %s", i, test.args[0], test.format), func(t *testing.T) {
			stdout, stderr := run(test.args...)
			if stdout == "" {
				t.Fatalf("nothing is printed; stderr: %q", stderr)
			}
			if problem := errors.Join(harmless(stdout), checks[test.format](stdout)); problem != nil {
				t.Errorf("stdout: %v\n%.2000s", problem, stdout)
			}
			if problem := harmless(stderr); problem != nil {
				t.Errorf("stderr: %v\n%q", problem, stderr)
			}
		})
	}
	t.Run("files", func(t *testing.T) {
		if _, stderr := run(both("compare", "-q", "--figure", "f.svg")...); stderr != "" {
			t.Error(stderr)
		}
		if _, stderr := run(both("convert", "-q", "--to", "convokit", "--output", "corpus")...); stderr != "" {
			t.Error(stderr)
		}
		if _, stderr := run(both("report", "-q", "--format", "html", "--output-dir", "pages")...); stderr != "" {
			t.Error(stderr)
		}
		pages, _ := filepath.Glob("pages/*.html")
		if len(pages) != 2 { // the calls say the same, so that one counts
			t.Errorf("%d pages, want a call's and the index", len(pages))
		}
		for _, name := range pages {
			content := string(readFile(t, name))
			if problem := errors.Join(harmless(content), checkHTML(content)); problem != nil {
				t.Errorf("%s: %v", name, problem)
			}
		}
		for name, format := range map[string]string{
			"f.svg": "xml", "usual.json": "json", "corpus/utterances.jsonl": "jsonl", "corpus/speakers.json": "json", "corpus/conversations.json": "json",
		} {
			content := string(readFile(t, name))
			if problem := errors.Join(harmless(content), checks[format](content)); problem != nil {
				t.Errorf("%s: %v", name, problem)
			}
		}
	})
}

// harmless tells whether what is printed steers no terminal and gives no order
// to a CI service.
func harmless(s string) error {
	for _, r := range s {
		if r != '\n' && r != '\t' && (unicode.Is(unicode.C, r) || r == unicode.ReplacementChar) {
			return fmt.Errorf("holds %U", r)
		}
	}
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "::") && !strings.HasPrefix(line, "::error file=") && !strings.HasPrefix(line, "::warning file=") ||
			strings.Contains(line, "##[") || strings.Contains(line, "##vso[") {
			return fmt.Errorf("gives an order: %q", line)
		}
	}
	return nil
}

var checks = map[string]func(string) error{
	"lines": anything,
	"text":  anything,
	"csv":   checkCSV,
	"json":  checkJSON,
	"jsonl": func(s string) error {
		for line := range strings.Lines(s) {
			if err := checkJSON(line); err != nil {
				return err
			}
		}
		return nil
	},
	"html":     checkHTML,
	"markdown": checkMarkdown,
	"yaml":     func(s string) error { return yaml.Unmarshal([]byte(s), new(any)) },
	"xml":      checkXML,
	"github": func(s string) error {
		for line := range strings.Lines(s) {
			if strings.HasPrefix(line, "::") && strings.Count(line, "::") != 2 {
				return fmt.Errorf("a command within a command: %q", line)
			}
		}
		return nil
	},
}

func anything(string) error { return nil }

func checkCSV(s string) error {
	in := csv.NewReader(strings.NewReader(s))
	in.FieldsPerRecord = -1
	lines, err := in.ReadAll()
	for _, line := range lines {
		for _, cell := range line {
			if _, number := strconv.ParseFloat(cell, 64); cell != "" && number != nil && strings.Contains("=+-@\t\r", cell[:1]) {
				return fmt.Errorf("a cell starts a formula: %q", cell)
			}
		}
	}
	return err
}

func checkJSON(s string) error {
	if !json.Valid([]byte(s)) {
		return fmt.Errorf("no JSON: %s", s)
	}
	return nil
}

// checkHTML tells whether a page has no element and no attribute but candor's, no
// link but within candor's pages, and no script but the one that its policy names.
func checkHTML(s string) error {
	root, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return err
	}
	elements := strings.Fields(`html head meta title style script body header main footer nav section article form label select option button output
		h1 h2 h3 h4 h5 p ol ul li div table thead tbody tr th td br strong em span a blockquote svg rect path circle text`)
	attributes := strings.Fields(`class lang charset name content style http-equiv id href hidden role aria-label tabindex scope value type
		data-value data-why data-speaker data-topic data-answered data-tone
		viewBox preserveAspectRatio width height x y cx cy r d text-anchor`)
	scripts := 0
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if !slices.Contains(elements, n.Data) {
			return fmt.Errorf("the element %s", n.Data)
		}
		if n.Data == "script" {
			scripts++
		}
		for _, a := range n.Attr {
			if !slices.Contains(attributes, a.Key) {
				return fmt.Errorf("the attribute %s", a.Key)
			}
			if a.Key == "href" && !harmlessLink.MatchString(a.Val) {
				return fmt.Errorf("a link to %q", a.Val)
			}
		}
	}
	if scripts > 1 {
		return fmt.Errorf("%d scripts", scripts)
	}
	return nil
}

// harmlessLink is a link within a page, or to another that candor named.
var harmlessLink = regexp.MustCompile(`^([A-Za-z0-9._-]+\.html)?(#[a-z0-9-]+)?$`)

func checkMarkdown(s string) error {
	var page bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.Table)).Convert([]byte(s), &page); err != nil {
		return err
	}
	if strings.Contains(page.String(), "raw HTML omitted") {
		return errors.New("raw HTML")
	}
	return checkHTML(page.String())
}

func checkXML(s string) error {
	in := xml.NewDecoder(strings.NewReader(s))
	for {
		token, err := in.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "script" {
			return errors.New("a script")
		}
	}
}
