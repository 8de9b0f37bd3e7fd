package render

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"candor/analysis"
	"candor/gate"
	"candor/transcript"
	"candor/transcript/call"
)

// evaluate gates one Markdown file, a transcript or a draft.
func evaluate(t *testing.T, config, name, content string) *gate.Verdict {
	t.Helper()
	analyzer := analysis.Default()
	c, err := gate.Parse(".candor.yaml", []byte(config), gate.KnownTo(analyzer))
	if err != nil {
		t.Fatal(err)
	}
	s := &gate.Subject{Source: gate.NewSource(name, name, []byte(content))}
	calls, err := transcript.Read(strings.NewReader(content), name)
	if errors.Is(err, transcript.ErrNoSpeakers) {
		s.Draft = true
		var draft *call.Call
		draft, err = transcript.ReadDraft(strings.NewReader(content), name, 0)
		calls = []*call.Call{draft}
	}
	if err != nil {
		t.Fatal(err)
	}
	s.Call, s.Records = calls[0], analyzer.Records(calls[0])
	v, err := (&gate.Gate{Config: c, Versions: analyzer.Versions()}).Evaluate([]*gate.Subject{s})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func render(t *testing.T, f Format, v *gate.Verdict) string {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, f, v); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const rules = `version: 1
rules:
  - {id: rate, metric: hedges_per_100_words, max: 5}
  - {id: cues, forbid_categories: [modal], severity: warning}
  - {id: short, metric: words_per_answer, min_answers: 9, max: 1}
`

const draft = "“Große” — we might win.\n\nI think so. <!-- candor:allow modal none here -->\n"

// TestSARIFIsValid validates against the official schema, and checks what it
// cannot: that places are those of the text.
func TestSARIFIsValid(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile("../../testdata/gate/sarif/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, v := range verdicts(t) {
		out := render(t, SARIF, v)
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
	var log struct {
		Runs []struct {
			ColumnKind string `json:"columnKind"`
			Results    []struct {
				RuleID    string `json:"ruleId"`
				Level     string `json:"level"`
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct {
							URI string `json:"uri"`
						} `json:"artifactLocation"`
						Region struct{ StartLine, StartColumn, EndColumn int } `json:"region"`
					} `json:"physicalLocation"`
				} `json:"locations"`
				PartialFingerprints map[string]string `json:"partialFingerprints"`
			} `json:"results"`
			Invocations []struct {
				ExitCode int `json:"exitCode"`
			} `json:"invocations"`
		} `json:"runs"`
	}
	if err := json.Unmarshal([]byte(render(t, SARIF, evaluate(t, rules, "dir with space/d.md", draft))), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if run.ColumnKind != "unicodeCodePoints" || run.Invocations[0].ExitCode != 1 {
		t.Errorf("columns are %s, the exit code %d", run.ColumnKind, run.Invocations[0].ExitCode)
	}
	found := false
	for _, r := range run.Results {
		if r.RuleID != "cues" {
			continue
		}
		found = true
		at := r.Locations[0].PhysicalLocation
		line := []rune(strings.Split(draft, "\n")[at.Region.StartLine-1])
		if got := string(line[at.Region.StartColumn-1 : at.Region.EndColumn-1]); got != "might" {
			t.Errorf("the region holds %q", got)
		}
		if at.ArtifactLocation.URI != "dir%20with%20space/d.md" || r.Level != "warning" || len(r.PartialFingerprints) != 1 {
			t.Errorf("result is %+v", r)
		}
	}
	if !found {
		t.Error("no result of the rule cues")
	}
}

// A fingerprint stays when text above moves, and tells equal findings apart.
func TestFingerprints(t *testing.T) {
	fingerprints := func(draft string) []string {
		var issues []struct{ Fingerprint string }
		if err := json.Unmarshal([]byte(render(t, GitLab, evaluate(t, "version: 1\nrules: [{id: a, forbid: [might]}]\n", "d.md", draft))), &issues); err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, issue := range issues {
			out = append(out, issue.Fingerprint)
		}
		return out
	}
	before, after := fingerprints("We might win. It might rain.\n"), fingerprints("We are here.\n\nWe might win. It might rain.\n")
	if len(before) != 2 || before[0] == before[1] {
		t.Errorf("fingerprints are %q", before)
	}
	if strings.Join(before, " ") != strings.Join(after, " ") {
		t.Errorf("fingerprints %q became %q", before, after)
	}
}

// suites is what services read of JUnit XML.
type suites struct {
	Tests    int `xml:"tests,attr"`
	Failures int `xml:"failures,attr"`
	Skipped  int `xml:"skipped,attr"`
	Suites   []struct {
		Name  string `xml:"name,attr"`
		Cases []struct {
			Name    string `xml:"name,attr"`
			Failure *struct {
				Message string `xml:"message,attr"`
			} `xml:"failure"`
			SystemOut string `xml:"system-out"`
		} `xml:"testcase"`
	} `xml:"testsuite"`
}

func readJUnit(t *testing.T, v *gate.Verdict) suites {
	t.Helper()
	var s suites
	out := render(t, JUnit, v)
	if err := xml.Unmarshal([]byte(out), &s); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return s
}

func TestJUnit(t *testing.T) {
	s := readJUnit(t, evaluate(t, rules, "d.md", draft))
	// One case for each of three rules and the one draft, and one for each of the
	// two warnings about the gate itself: the unused comment, and the rule that
	// was skipped everywhere.
	if s.Tests != 5 || s.Failures != 1 || s.Skipped != 1 || len(s.Suites) != 4 {
		t.Fatalf("suites are %+v", s)
	}
	if c := s.Suites[0].Cases[0]; s.Suites[0].Name != "rate" || c.Failure == nil || !strings.Contains(c.Failure.Message, "above max 5") {
		t.Errorf("first suite is %+v", s.Suites[0])
	}
	if c := s.Suites[1].Cases[0]; c.Failure != nil || !strings.Contains(c.SystemOut, `"might" is forbidden`) {
		t.Errorf("a warning that does not fail the gate is %+v", c)
	}
}

// Whatever the policy, all outputs give the same verdict.
func TestOutputsAgree(t *testing.T) {
	one, none := 1, 0
	for _, policy := range []struct {
		failOn string
		most   *int
	}{{"error", nil}, {"warning", nil}, {"never", nil}, {"error", &one}, {"error", &none}, {"never", &none}} {
		for _, severity := range []string{"error", "warning"} {
			config := "version: 1\nfail_on: " + policy.failOn + "\n"
			if policy.most != nil {
				config += "max_warnings: " + string(rune('0'+*policy.most)) + "\n"
			}
			config += "rules: [{id: a, forbid: [might], severity: " + severity + "}]\n"
			v := evaluate(t, config, "d.md", "We might win.\n")
			var plain struct{ Passed bool }
			var log struct {
				Runs []struct {
					Invocations []struct{ ExitCode int }
				}
			}
			for format, into := range map[Format]any{JSON: &plain, SARIF: &log} {
				if err := json.Unmarshal([]byte(render(t, format, v)), into); err != nil {
					t.Fatal(err)
				}
			}
			word := map[bool]string{true: "passed:", false: "failed:"}[v.Passed]
			said := map[string]bool{
				"json":     plain.Passed == v.Passed,
				"sarif":    (log.Runs[0].Invocations[0].ExitCode == 0) == v.Passed,
				"junit":    (readJUnit(t, v).Failures == 0) == v.Passed,
				"text":     strings.Contains(render(t, Text, v), word),
				"github":   strings.Contains(render(t, GitHub, v), word),
				"markdown": strings.Contains(render(t, Markdown, v), word),
			}
			for format, agrees := range said {
				if !agrees {
					t.Errorf("%s does not say %s with\n%s", format, word, config)
				}
			}
		}
	}
}

// A hostile transcript: names, answers and the file's name carry what steers a
// terminal, a workflow, a Markdown table and XML.
const (
	hostileFile  = "::error file=x::evil|<b>]]>\x1b[31m.md"
	hostileName  = "Eve ##[set-env name=A]b"
	hostileText  = "We might\x1b]0;owned\x07 win ::set-output name=a::b ##[group]x | y `z` <script>alert(1)</script> ]]> %0A::error::no"
	hostileRules = `version: 1
rules:
  - {id: a, forbid_categories: [modal, epistemic], message: "::warning::| <i> ]]>"}
  - {id: b, metric: hedges_per_100_words, scope: speaker, max: 0}
`
)

// hostileCall is a JSONL file of answers, which takes any name.
var hostileCall = func() string {
	line, err := json.Marshal(map[string]string{"speaker": hostileName, "role": "executive", "section": "qa", "text": hostileText})
	if err != nil {
		panic(err)
	}
	return string(line) + "\n"
}()

func TestHostileText(t *testing.T) {
	v := evaluate(t, hostileRules, hostileFile, hostileCall)
	if len(v.Findings) < 2 || len(v.Findings[0].Sites) == 0 {
		t.Fatalf("findings are %+v", v.Findings)
	}
	v.Findings[0].Sites[0].Text = hostileText // as if the cue were that long
	v.Checks[0].Group += "\r\n::error::x|\x00"
	for _, format := range Formats {
		out := render(t, format, v)
		if !utf8.ValidString(out) || regexp.MustCompile("[\x00-\x08\x0b-\x1f\x7f\u0080-\u009f\u202e]").MatchString(out) {
			t.Errorf("%s passes on control characters: %q", format, out)
		}
	}
	t.Run("workflow commands", func(t *testing.T) {
		for _, format := range Formats {
			commands := 0
			for line := range strings.Lines(render(t, format, v)) {
				if strings.Contains(line, "##[") {
					t.Errorf("%s: a command in %q", format, line)
				}
				if trimmed := strings.TrimSpace(line); strings.HasPrefix(trimmed, "::") {
					commands++
					if !regexp.MustCompile(`^::(error|warning) file=[^:,]*,line=\d+,endLine=\d+(,col=\d+,endColumn=\d+)?,title=[^:,]*::[^\r\n]*$`).MatchString(trimmed) {
						t.Errorf("%s: command %q", format, trimmed)
					}
				}
			}
			if want := map[Format]int{GitHub: len(v.Findings)}[format]; commands != want {
				t.Errorf("%s: %d commands, want %d", format, commands, want)
			}
		}
	})
	t.Run("Markdown table", func(t *testing.T) {
		out := render(t, Markdown, v)
		var html bytes.Buffer
		if err := goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert([]byte(out), &html); err != nil {
			t.Fatal(err)
		}
		rows := strings.Count(html.String(), "<tr>")
		if want := 1 + len(v.Findings) + 1 + 2; rows != want { // heads, findings, rules
			t.Errorf("%d rows, want %d in\n%s", rows, want, html.String())
		}
		if got, want := strings.Count(html.String(), "<td"), 4*len(v.Findings)+5*2; got != want {
			t.Errorf("%d cells, want %d", got, want)
		}
		for _, tag := range []string{"<script", "<b>", "<i>", "<code>", "raw HTML omitted"} {
			if strings.Contains(html.String(), tag) {
				t.Errorf("the page holds %s:\n%s", tag, html.String())
			}
		}
	})
	t.Run("XML", func(t *testing.T) {
		if got := readJUnit(t, v); got.Failures != 2 {
			t.Errorf("%d failures, want 2", got.Failures)
		}
		decoder := xml.NewDecoder(strings.NewReader(render(t, JUnit, v)))
		allowed := map[string]bool{"testsuites": true, "testsuite": true, "properties": true, "property": true, "testcase": true, "failure": true, "skipped": true, "system-out": true}
		for {
			token, err := decoder.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if start, ok := token.(xml.StartElement); ok && !allowed[start.Name.Local] {
				t.Errorf("an element <%s>", start.Name.Local)
			}
		}
	})
	t.Run("JSON", func(t *testing.T) {
		for _, format := range []Format{JSON, GitLab, SARIF} {
			if out := render(t, format, v); !json.Valid([]byte(out)) || strings.Contains(out, "<script") {
				t.Errorf("%s: %s", format, out)
			}
		}
	})
}

func TestExplain(t *testing.T) {
	var b strings.Builder
	v := evaluate(t, rules, "d.md", draft)
	if err := Explain(v, "").Write(&b, "text", 0); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"rule 1, rate (error): hedges_per_100_words of each call: at most 5",
		"rule 2, cues (warning): no modal in any call",
		"rule 3, short (error): words_per_answer of each call: at most 1, from 9 answers on",
		"2 passages, fewer than min_answers 9",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}

func TestParseFormat(t *testing.T) {
	for _, f := range Formats {
		if got, err := ParseFormat(string(f)); got != f || err != nil {
			t.Errorf("ParseFormat(%s) = %s, %v", f, got, err)
		}
	}
	if _, err := ParseFormat("xml"); err == nil {
		t.Error("xml is no error")
	}
}

// A writer's error comes back from every format.
func TestWriteFails(t *testing.T) {
	v := evaluate(t, rules, "d.md", draft)
	for _, f := range Formats {
		if err := Write(failing{}, f, v); !errors.Is(err, os.ErrClosed) {
			t.Errorf("%s: error is %v", f, err)
		}
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, os.ErrClosed }
