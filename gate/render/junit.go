package render

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/jstemmer/go-junit-report/v2/junit"

	"candor/gate"
	"candor/internal/harmless"
)

// junitXML writes one test suite a rule and in it one test case a check. Only
// findings that make the gate fail are failures; the others are said in the
// case's output. What the gate finds about itself is a suite of its own.
func junitXML(w io.Writer, v *gate.Verdict) error {
	suites := junit.Testsuites{Name: "candor gate"}
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
	for i := 0; i < len(v.Checks); {
		suite := junit.Testsuite{Name: v.Checks[i].Rule, ID: len(suites.Suites), Time: "0"}
		for rule := v.Checks[i].Rule; i < len(v.Checks) && v.Checks[i].Rule == rule; i++ {
			suite.AddTestcase(testcase(&v.Checks[i], findings[i]))
		}
		suite.AddProperty("model", v.Versions.Model)
		suite.AddProperty("lexicon", v.Versions.Lexicon)
		suite.AddProperty("taxonomy", v.Versions.Taxonomy)
		suite.AddProperty("directness", v.Versions.Directness)
		suites.AddSuite(suite)
	}
	if len(own) > 0 {
		suite := junit.Testsuite{Name: "candor", ID: len(suites.Suites), Time: "0"}
		for _, f := range own {
			suite.AddTestcase(outcome(junit.Testcase{Name: harmless.Clean(position(f.Span)), Classname: f.Rule}, []*gate.Finding{f}))
		}
		suites.AddSuite(suite)
	}
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	if err := suites.WriteXML(&b); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

func testcase(c *gate.Check, findings []*gate.Finding) junit.Testcase {
	t := junit.Testcase{Name: harmless.Clean(c.Name()), Classname: harmless.Clean(c.Rule + "." + c.File)}
	if c.Status == gate.Skipped {
		t.Skipped = &junit.Result{Message: harmless.Clean(c.Note)}
		return t
	}
	return outcome(t, findings)
}

func outcome(t junit.Testcase, findings []*gate.Finding) junit.Testcase {
	var failures, notes []string
	for _, f := range findings {
		lines := []string{headline(f)}
		for _, s := range others(f) {
			lines = append(lines, "    "+siteText(s))
		}
		if f.More > 0 {
			lines = append(lines, fmt.Sprintf("    and %d more", f.More))
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
		t.Failure = &junit.Result{Message: message, Type: string(findings[0].Severity), Data: strings.Join(failures, "\n")}
	}
	if len(notes) > 0 {
		t.SystemOut = &junit.Output{Data: strings.Join(notes, "\n")}
	}
	return t
}
