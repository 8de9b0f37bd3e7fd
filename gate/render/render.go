// Package render writes a gate's Verdict in the forms that people and CI
// services read. What comes from a transcript or a file's name is made harmless
// for the format that it goes into.
package render

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"candor/gate"
	"candor/internal/harmless"
)

// Format is a form of output.
type Format string

// The formats. GitHub is workflow commands, which GitHub Actions shows as
// annotations; Markdown is what its step summary takes.
const (
	Text     Format = "text"
	GitHub   Format = "github"
	Markdown Format = "markdown"
	SARIF    Format = "sarif"
	JUnit    Format = "junit"
	GitLab   Format = "gitlab"
	JSON     Format = "json"
)

// Formats lists all formats in the order in which help shows them.
var Formats = []Format{Text, GitHub, Markdown, SARIF, JUnit, GitLab, JSON}

var writers = map[Format]func(io.Writer, *gate.Verdict) error{
	Text: text, GitHub: github, Markdown: markdown, SARIF: sarifLog, JUnit: junitXML, GitLab: codeQuality, JSON: plainJSON,
}

// ParseFormat gives the format of a name.
func ParseFormat(name string) (Format, error) {
	if slices.Contains(Formats, Format(name)) {
		return Format(name), nil
	}
	names := make([]string, len(Formats))
	for i, f := range Formats {
		names[i] = string(f)
	}
	return "", fmt.Errorf("unknown format %q; want one of %s", name, strings.Join(names, ", "))
}

// Write writes v. It fails only when w does.
func Write(w io.Writer, f Format, v *gate.Verdict) error { return writers[f](w, v) }

// text is for people.
func text(w io.Writer, v *gate.Verdict) error { return Lint(w, v, false) }

// others gives the sites of a finding that its message does not show already.
func others(f *gate.Finding) []gate.Site {
	if len(f.Sites) == 1 && f.Sites[0].Cue != "" && strings.Contains(f.Message, f.Sites[0].Cue) {
		return nil
	}
	return f.Sites
}

func headline(f *gate.Finding) string {
	return fmt.Sprintf("%s: %s: %s: %s", position(f.Span), f.Severity, f.Rule, f.Message)
}

// siteText is a site on one line, with its file.
func siteText(s gate.Site) string { return s.File + ":" + cause(s) }

func position(s gate.Span) string { return fmt.Sprintf("%s:%d:%d", s.File, s.Line, s.Column) }

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func plainJSON(w io.Writer, v *gate.Verdict) error { return writeJSON(w, v) }

// writeJSON indents, and escapes what means something to a terminal or a CI service.
func writeJSON(w io.Writer, value any) error {
	b, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return err
	}
	_, err = w.Write(append(harmless.EscapeJSON(b), '\n'))
	return err
}
