package render

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"strings"

	"candor/analysis"
	"candor/gate"
	"candor/internal/harmless"
)

// sarifSchema names the schema that the output is valid against.
const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// The structs are what the log needs of SARIF 2.1.0. Properties that would have
// the standard's default are left out.
type sarifReport struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool        sarifTool         `json:"tool"`
	Invocations []sarifInvocation `json:"invocations"`
	ColumnKind  string            `json:"columnKind"`
	Results     []sarifResult     `json:"results"`
	Properties  sarifProperties   `json:"properties"`
}

type sarifTool struct {
	Driver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	} `json:"driver"`
}

type sarifRule struct {
	ID               string        `json:"id"`
	ShortDescription sarifMessage  `json:"shortDescription"`
	Help             *sarifMessage `json:"help,omitempty"`
}

type sarifMessage struct {
	Text string `json:"text"`
}

type sarifInvocation struct {
	ExecutionSuccessful bool `json:"executionSuccessful"`
	ExitCode            int  `json:"exitCode"`
}

type sarifResult struct {
	RuleID              string            `json:"ruleId"`
	RuleIndex           int               `json:"ruleIndex"`
	Level               string            `json:"level"`
	Message             sarifMessage      `json:"message"`
	Locations           []sarifLocation   `json:"locations"`
	RelatedLocations    []sarifLocation   `json:"relatedLocations,omitempty"`
	PartialFingerprints map[string]string `json:"partialFingerprints"`
}

type sarifLocation struct {
	PhysicalLocation struct {
		ArtifactLocation struct {
			URI string `json:"uri"`
		} `json:"artifactLocation"`
		Region sarifRegion `json:"region"`
	} `json:"physicalLocation"`
	Message *sarifMessage `json:"message,omitempty"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndLine     int `json:"endLine"`
	EndColumn   int `json:"endColumn"`
}

type sarifProperties struct {
	Passed   bool              `json:"passed"`
	Summary  string            `json:"summary"`
	Versions analysis.Versions `json:"versions"`
}

// sarifLog writes SARIF 2.1.0. Columns are in characters.
func sarifLog(w io.Writer, v *gate.Verdict) error {
	run := sarifRun{
		Invocations: []sarifInvocation{{ExecutionSuccessful: true}},
		ColumnKind:  "unicodeCodePoints",
		Results:     []sarifResult{},
		Properties:  sarifProperties{v.Passed, harmless.Clean(v.Summary()), v.Versions},
	}
	if !v.Passed {
		run.Invocations[0].ExitCode = 1
	}
	driver := &run.Tool.Driver
	driver.Name = "candor"
	index := map[string]int{}
	rule := func(id, description string, help []string) int {
		if _, known := index[id]; !known {
			index[id] = len(driver.Rules)
			r := sarifRule{ID: id, ShortDescription: sarifMessage{harmless.Clean(description)}}
			if len(help) > 0 {
				r.Help = &sarifMessage{harmless.Clean(strings.Join(help, "; "))}
			}
			driver.Rules = append(driver.Rules, r)
		}
		return index[id]
	}
	for _, r := range v.Rules() {
		rule(r.ID, r.Requires, r.Help)
	}
	seen := map[string]int{}
	for i := range v.Findings {
		f := &v.Findings[i]
		result := sarifResult{
			RuleID: f.Rule, RuleIndex: rule(f.Rule, ownRules[f.Rule], nil), Level: string(f.Severity), Message: sarifMessage{harmless.Clean(f.Message + help(f))},
			Locations:           []sarifLocation{location(f.Span)},
			PartialFingerprints: map[string]string{"candorFinding/v1": fingerprint(f, seen)},
		}
		for _, s := range f.Sites {
			at := location(s.Span)
			at.Message = &sarifMessage{harmless.Clean(siteText(s))}
			if s.Suggestion != "" {
				at.Message.Text += harmless.Clean(": " + s.Suggestion)
			}
			result.RelatedLocations = append(result.RelatedLocations, at)
		}
		run.Results = append(run.Results, result)
	}
	return writeJSON(w, sarifReport{sarifSchema, "2.1.0", []sarifRun{run}})
}

// ownRules describes the findings about the gate itself.
var ownRules = map[string]string{
	gate.CannotFail:    "A rule that cannot fail, or measured nothing",
	gate.UnusedAllow:   "A candor:allow comment that allows nothing",
	gate.UnknownAllow:  "A candor:allow comment with a name that is not known",
	gate.AllowNoReason: "A candor:allow comment without a reason",
	gate.NoAnswers:     "A call in which nobody answers",
	gate.Drift:         "A score that differs from a stored run",
}

func location(s gate.Span) sarifLocation {
	var l sarifLocation
	l.PhysicalLocation.ArtifactLocation.URI = uri(s.File)
	l.PhysicalLocation.Region = sarifRegion{s.Line, s.FromCharacter, s.EndLine, s.ToCharacter}
	return l
}

// uri writes a file's name as a relative or file: URI.
func uri(file string) string {
	u := url.URL{Path: filepath.ToSlash(harmless.Clean(file))}
	if filepath.IsAbs(file) {
		u.Scheme = "file"
		return u.String()
	}
	return strings.ReplaceAll(u.EscapedPath(), ":", "%3A") // no scheme stands before it
}

// fingerprint names a finding by what it is rather than by its line, so that
// services know it again when text moves. Equal ones are counted.
func fingerprint(f *gate.Finding, seen map[string]int) string {
	parts := []string{f.Rule, filepath.ToSlash(f.File), f.Group}
	if f.Check() < 0 {
		parts = append(parts, f.Message)
	} else if len(f.Sites) > 0 {
		parts = append(parts, f.Sites[0].Cue, oneLine(f.Sites[0].Text))
	}
	key := strings.Join(parts, "\x00")
	seen[key]++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, seen[key]))
	return hex.EncodeToString(sum[:16])
}

// codeQuality writes GitLab's report, a subset of the Code Climate format.
func codeQuality(w io.Writer, v *gate.Verdict) error {
	type lines struct {
		Begin int `json:"begin"`
	}
	type place struct {
		Path  string `json:"path"`
		Lines lines  `json:"lines"`
	}
	type issue struct {
		Description string `json:"description"`
		CheckName   string `json:"check_name"`
		Fingerprint string `json:"fingerprint"`
		Severity    string `json:"severity"`
		Location    place  `json:"location"`
	}
	issues := []issue{}
	seen := map[string]int{}
	for i := range v.Findings {
		f := &v.Findings[i]
		severity := "minor"
		if f.Severity == gate.Error {
			severity = "major"
		}
		issues = append(issues, issue{harmless.Clean(f.Message + help(f)), f.Rule, fingerprint(f, seen), severity, place{filepath.ToSlash(harmless.Clean(f.File)), lines{f.Line}}})
	}
	return writeJSON(w, issues)
}
