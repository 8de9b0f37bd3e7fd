package render

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"candor/gate"
	"candor/internal/harmless"
)

// sarifSchema names the schema that the output is valid against.
const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// sarifLog writes SARIF 2.1.0. Columns are in characters.
func sarifLog(w io.Writer, v *gate.Verdict) error {
	run := sarif.NewRun().WithColumnKind("unicodeCodePoints")
	run.Tool = sarif.NewTool().WithDriver(sarif.NewToolComponent().WithName("candor"))
	for _, r := range v.Rules() {
		run.AddRule(r.ID).WithDescription(harmless.Clean(r.Requires))
	}
	seen := map[string]int{}
	for i := range v.Findings {
		f := &v.Findings[i]
		if run.GetRuleIndex(f.Rule) < 0 {
			run.AddRule(f.Rule).WithDescription(ownRules[f.Rule])
		}
		result := run.CreateResultForRule(f.Rule).WithLevel(string(f.Severity)).
			WithMessage(sarif.NewTextMessage(harmless.Clean(f.Message))).
			WithPartialFingerprints(map[string]string{"candorFinding/v1": fingerprint(f, seen)}).
			AddLocation(location(f.Span))
		for _, s := range f.Sites {
			result.AddRelatedLocation(location(s.Span).WithMessage(sarif.NewTextMessage(harmless.Clean(siteText(s)))))
		}
	}
	status := 0
	if !v.Passed {
		status = 1
	}
	run.AddInvocation(sarif.NewInvocation().WithExecutionSuccessful(true).WithExitCode(status))
	properties := sarif.NewPropertyBag()
	properties.Add("passed", v.Passed)
	properties.Add("summary", harmless.Clean(v.Summary()))
	properties.Add("versions", v.Versions)
	run.WithProperties(properties)
	log := sarif.NewReport()
	log.Schema = sarifSchema
	log.AddRun(run)
	return writeJSON(w, log)
}

// ownRules describes the findings about the gate itself.
var ownRules = map[string]string{
	gate.CannotFail:    "A rule that cannot fail, or measured nothing",
	gate.UnusedAllow:   "A candor:allow comment that allows nothing",
	gate.UnknownAllow:  "A candor:allow comment with a name that is not known",
	gate.AllowNoReason: "A candor:allow comment without a reason",
	gate.Drift:         "A score that differs from a stored run",
}

func location(s gate.Span) *sarif.Location {
	region := sarif.NewRegion().WithStartLine(s.Line).WithStartColumn(s.FromCharacter).WithEndLine(s.EndLine).WithEndColumn(s.ToCharacter)
	return sarif.NewLocationWithPhysicalLocation(sarif.NewPhysicalLocation().
		WithArtifactLocation(sarif.NewSimpleArtifactLocation(uri(s.File))).WithRegion(region))
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
		issues = append(issues, issue{harmless.Clean(f.Message), f.Rule, fingerprint(f, seen), severity, place{filepath.ToSlash(harmless.Clean(f.File)), lines{f.Line}}})
	}
	return writeJSON(w, issues)
}
