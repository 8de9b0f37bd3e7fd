package render

import (
	"encoding/xml"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"candor/gate"
)

// verdicts are outputs of every kind: findings with and without suggestions, skipped
// checks, none at all, hostile names, a finding about the gate itself.
func verdicts(t *testing.T) map[string]*gate.Verdict {
	return map[string]*gate.Verdict{
		"findings":    evaluate(t, rules, "dir with space/d.md", draft),
		"answers":     evaluate(t, "version: 1\nrules: [{id: tone, metric: sentiment, min: 1}, {id: vague, metric: specificity, min: 1, scope: answer}]\n", "d.md", draft),
		"no findings": evaluate(t, "version: 1\nrules: [{id: a, forbid: [might]}]\n", "d.md", "We win.\n"),
		"hostile":     evaluate(t, hostileRules, hostileFile, hostileCall),
	}
}

// TestGitLabIsValid validates against what GitLab asks of a report.
func TestGitLabIsValid(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../../testdata/gate/gitlab/code-quality.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, v := range verdicts(t) {
		out := render(t, GitLab, v)
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
		seen := map[string]bool{}
		for _, issue := range value.([]any) {
			fingerprint := issue.(map[string]any)["fingerprint"].(string)
			if seen[fingerprint] {
				t.Errorf("%s: two findings are %s", name, fingerprint)
			}
			seen[fingerprint] = true
		}
	}
	for _, wrong := range []string{`{}`, `[{}]`, `[{"description":"d","check_name":"c","fingerprint":"f","severity":"error","location":{"path":"p","lines":{"begin":1}}}]`,
		`[{"description":"d","check_name":"c","fingerprint":"f","severity":"major","location":{"path":"./p","lines":{"begin":1}}}]`} {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(wrong))
		if err != nil {
			t.Fatal(err)
		}
		if schema.Validate(value) == nil {
			t.Errorf("%s is valid", wrong)
		}
	}
}

// element is what the schema of Jenkins (xunit-plugin, junit-10.xsd) says of one: the
// attributes it must and may have and the elements in it, in this order.
type element struct {
	required, optional, children []string
	numbers                      []string // attributes that are numbers
}

var junitSchema = map[string]element{
	"testsuites": {nil, []string{"name", "time", "tests", "failures", "disabled", "errors", "skipped"}, []string{"testsuite"}, []string{"tests", "failures", "skipped"}},
	"testsuite": {[]string{"name", "tests"}, []string{"failures", "errors", "time", "disabled", "skipped", "skips", "flakes", "timestamp", "hostname", "id", "package"},
		[]string{"properties", "testcase", "system-out", "system-err"}, []string{"tests", "failures", "errors", "skipped", "time"}},
	"properties": {nil, nil, []string{"property"}, nil},
	"property":   {[]string{"name", "value"}, nil, nil, nil},
	"testcase":   {[]string{"name"}, []string{"assertions", "time", "classname", "status", "class", "file", "line", "log", "group", "url"}, []string{"skipped", "error", "failure", "system-out", "system-err"}, nil},
	"skipped":    {nil, []string{"type", "message"}, nil, nil},
	"failure":    {nil, []string{"type", "message"}, nil, nil},
	"system-out": {nil, nil, nil, nil},
}

// checkJUnit holds XML against junitSchema, and counts against what is counted.
func checkJUnit(out string) error {
	type open struct {
		name string
		at   int // among the children that may come
		seen map[string]int
		attr map[string]string
	}
	var stack []open
	decoder := xml.NewDecoder(strings.NewReader(out))
	for {
		token, err := decoder.Token()
		if token == nil {
			if len(stack) > 0 {
				return fmt.Errorf("it ends within %s: %v", stack[len(stack)-1].name, err)
			}
			return nil
		}
		switch token := token.(type) {
		case xml.StartElement:
			rule, known := junitSchema[token.Name.Local]
			if !known {
				return fmt.Errorf("an element %s", token.Name.Local)
			}
			attr := map[string]string{}
			for _, a := range token.Attr {
				if attr[a.Name.Local] = a.Value; !slices.Contains(slices.Concat(rule.required, rule.optional), a.Name.Local) {
					return fmt.Errorf("%s has an attribute %s", token.Name.Local, a.Name.Local)
				}
				if _, err := strconv.ParseFloat(a.Value, 64); err != nil && slices.Contains(rule.numbers, a.Name.Local) {
					return fmt.Errorf("%s of %s is %q", a.Name.Local, token.Name.Local, a.Value)
				}
			}
			for _, name := range rule.required {
				if _, ok := attr[name]; !ok {
					return fmt.Errorf("%s has no %s", token.Name.Local, name)
				}
			}
			if len(stack) == 0 {
				if token.Name.Local != "testsuites" {
					return fmt.Errorf("the root is %s", token.Name.Local)
				}
			} else {
				in := &stack[len(stack)-1]
				at := slices.Index(junitSchema[in.name].children, token.Name.Local)
				if at < in.at {
					return fmt.Errorf("%s in %s, or too late", token.Name.Local, in.name)
				}
				in.at = at
				for i := range stack {
					stack[i].seen[token.Name.Local]++
				}
			}
			stack = append(stack, open{token.Name.Local, 0, map[string]int{}, attr})
		case xml.EndElement:
			done := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			for attr, counted := range map[string]string{"tests": "testcase", "failures": "failure", "skipped": "skipped"} {
				if said, ok := done.attr[attr]; ok && said != strconv.Itoa(done.seen[counted]) {
					return fmt.Errorf("%s says %s=%q, it has %d", done.name, attr, said, done.seen[counted])
				}
			}
		}
	}
}

func TestJUnitIsValid(t *testing.T) {
	for name, v := range verdicts(t) {
		if out := render(t, JUnit, v); checkJUnit(out) != nil {
			t.Errorf("%s: %v\n%s", name, checkJUnit(out), out)
		}
	}
	for _, wrong := range []string{`<testsuite name="a" tests="0"/>`, `<testsuites><testsuite tests="0"/></testsuites>`, `<testsuites><testsuite name="a" tests="1"/></testsuites>`,
		`<testsuites><testsuite name="a" tests="1"><testcase name="b"><system-out/><failure/></testcase></testsuite></testsuites>`,
		`<testsuites><testsuite name="a" tests="0"><system-out/><properties/></testsuite></testsuites>`, `<testsuites odd="1"/>`} {
		if checkJUnit(wrong) == nil {
			t.Errorf("%s is valid", wrong)
		}
	}
}

// workflowCommand is the grammar of a workflow command with what annotations take.
var workflowCommand = regexp.MustCompile(`^::(error|warning) file=[^:,\r\n]+,line=[1-9]\d*,endLine=[1-9]\d*(,col=[1-9]\d*,endColumn=[1-9]\d*)?,title=[^:,\r\n]+::[^\r\n]+$`)

func TestGitHubIsValid(t *testing.T) {
	for name, v := range verdicts(t) {
		lines := strings.Split(strings.TrimSuffix(render(t, GitHub, v), "\n"), "\n")
		if len(lines) != len(v.Findings)+1 || !strings.HasPrefix(lines[len(lines)-1], "candor gate ") {
			t.Errorf("%s: %d lines for %d findings", name, len(lines), len(v.Findings))
		}
		for _, line := range lines[:len(lines)-1] {
			if !workflowCommand.MatchString(line) || regexp.MustCompile(`%(?:$|[^02]|0[^AD]|2[^5C])`).MatchString(strings.ReplaceAll(line, "%3A", "")) {
				t.Errorf("%s: no workflow command, or not escaped: %s", name, line)
			}
		}
	}
}
