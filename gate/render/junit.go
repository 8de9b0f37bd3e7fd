package render

import (
	"encoding/xml"
	"io"
	"strings"

	"candor/gate"
	"candor/internal/harmless"
)

// The structs are JUnit's XML, as far as services read it.
type testSuites struct {
	XMLName  xml.Name    `xml:"testsuites"`
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr,omitempty"`
	Failures int         `xml:"failures,attr,omitempty"`
	Skipped  int         `xml:"skipped,attr,omitempty"`
	Suites   []testSuite `xml:"testsuite"`
}

type testSuite struct {
	Name       string           `xml:"name,attr"`
	Tests      int              `xml:"tests,attr"`
	Failures   int              `xml:"failures,attr"`
	Errors     int              `xml:"errors,attr"`
	ID         int              `xml:"id,attr"`
	Skipped    int              `xml:"skipped,attr,omitempty"`
	Time       int              `xml:"time,attr"`
	Properties *[]junitProperty `xml:"properties>property,omitempty"`
	Cases      []*testCase      `xml:"testcase"`
}

type junitProperty struct {
	Name  string `xml:"name,attr"`
	Value string `xml:"value,attr"`
}

type testCase struct {
	Name      string      `xml:"name,attr"`
	Classname string      `xml:"classname,attr"`
	Skipped   *testResult `xml:"skipped"`
	Failure   *testResult `xml:"failure"`
	SystemOut *output     `xml:"system-out"`
}

type testResult struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Data    string `xml:",cdata"`
}

type output struct {
	Data string `xml:",cdata"`
}

// add appends a suite of these cases and counts them.
func (s *testSuites) add(name string, properties *[]junitProperty, cases []*testCase) {
	suite := testSuite{Name: name, ID: len(s.Suites), Tests: len(cases), Properties: properties, Cases: cases}
	for _, c := range cases {
		if c.Failure != nil {
			suite.Failures++
		}
		if c.Skipped != nil {
			suite.Skipped++
		}
	}
	s.Suites = append(s.Suites, suite)
	s.Tests, s.Failures, s.Skipped = s.Tests+suite.Tests, s.Failures+suite.Failures, s.Skipped+suite.Skipped
}

// junitXML writes one test suite a rule and in it one test case a check. Only
// findings that make the gate fail are failures; the others are said in the
// case's output. What the gate finds about itself is a suite of its own.
func junitXML(w io.Writer, v *gate.Verdict) error {
	suites := testSuites{Name: "candor gate"}
	findings := map[int][]*gate.Finding{} // by check
	var own []*gate.Finding
	for i := range v.Findings {
		f := &v.Findings[i]
		if check := f.Check(); check >= 0 {
			findings[check] = append(findings[check], f)
		} else {
			own = append(own, f)
		}
	}
	versions := []junitProperty{{"model", v.Versions.Model}, {"lexicon", v.Versions.Lexicon}, {"taxonomy", v.Versions.Taxonomy}, {"directness", v.Versions.Directness}}
	for i := 0; i < len(v.Checks); {
		var cases []*testCase
		rule := v.Checks[i].Rule
		for ; i < len(v.Checks) && v.Checks[i].Rule == rule; i++ {
			cases = append(cases, caseOf(&v.Checks[i], findings[i]))
		}
		suites.add(rule, &versions, cases)
	}
	if len(own) > 0 {
		var cases []*testCase
		for _, f := range own {
			cases = append(cases, outcome(&testCase{Name: harmless.Clean(position(f.Span)), Classname: f.Rule}, []*gate.Finding{f}))
		}
		suites.add("candor", nil, cases)
	}
	b, err := xml.MarshalIndent(suites, "", "\t")
	if err != nil {
		return err
	}
	_, err = w.Write(append([]byte(xml.Header), append(b, '\n')...))
	return err
}

func caseOf(c *gate.Check, findings []*gate.Finding) *testCase {
	t := &testCase{Name: harmless.Clean(c.Name()), Classname: harmless.Clean(c.Rule + "." + c.File)}
	if c.Status == gate.Skipped {
		t.Skipped = &testResult{Message: harmless.Clean(c.Note)}
		return t
	}
	return outcome(t, findings)
}

func outcome(t *testCase, findings []*gate.Finding) *testCase {
	var failures, notes []string
	for _, f := range findings {
		lines := []string{headline(f)}
		for _, cause := range causes(f) {
			lines = append(lines, "    "+cause)
		}
		for i, line := range lines {
			lines[i] = harmless.Clean(line)
		}
		said := strings.Join(lines, "\n")
		if f.Fails {
			failures = append(failures, said)
		} else {
			notes = append(notes, said)
		}
	}
	if len(failures) > 0 {
		message, _, _ := strings.Cut(failures[0], "\n")
		t.Failure = &testResult{Message: message, Type: string(findings[0].Severity), Data: strings.Join(failures, "\n")}
	}
	if len(notes) > 0 {
		t.SystemOut = &output{Data: strings.Join(notes, "\n")}
	}
	return t
}
