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

// tells says whether a finding's message shows its only site, a cue, already.
func tells(f *gate.Finding) bool {
	return len(f.Sites) == 1 && f.Sites[0].Cue != "" && strings.Contains(f.Message, f.Sites[0].Cue)
}

// help says what to do about the first site of a finding, as a sentence behind its
// message.
func help(f *gate.Finding) string {
	if len(f.Sites) == 0 || f.Sites[0].Suggestion == "" {
		return ""
	}
	return ". Help: " + f.Sites[0].Suggestion
}

// causes writes on a line each the sites of a finding that its message does not
// show already, with what is to be done about them where that was not said of the
// one before.
func causes(f *gate.Finding) []string {
	var lines []string
	said := ""
	for i, s := range f.Sites {
		help := s.Suggestion
		if i > 0 && help == said {
			help = ""
		}
		said = s.Suggestion
		switch {
		case !tells(f) && help != "":
			lines = append(lines, siteText(s)+": "+help)
		case !tells(f):
			lines = append(lines, siteText(s))
		case help != "":
			lines = append(lines, "help: "+help)
		}
	}
	if f.More > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", f.More))
	}
	return lines
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
