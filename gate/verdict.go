package gate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"candor/analysis"
)

// Verdict is what a gate found. All outputs are made from it, so that they say
// the same.
type Verdict struct {
	Passed   bool              `json:"passed"`
	Errors   int               `json:"errors"`
	Warnings int               `json:"warnings"`
	Allowed  int               `json:"allowed"` // cues and answers that candor:allow comments take out
	Hidden   int               `json:"hidden"`  // findings in lines that the change does not add
	Skipped  int               `json:"skipped"` // checks; their notes say why
	Policy   Policy            `json:"policy"`
	Calls    int               `json:"calls"`
	Drafts   int               `json:"drafts"`
	Answers  int               `json:"answers"`  // of calls, without the trivial ones
	Passages int               `json:"passages"` // of drafts: headed sections or paragraphs
	Versions analysis.Versions `json:"versions"`
	Findings []Finding         `json:"findings"` // by file, line and rule
	Checks   []Check           `json:"checks"`   // in the order of rules, files and groups

	rules []Rule
	help  [][]string // of each rule
}

// Policy is what makes the gate fail.
type Policy struct {
	FailOn      FailOn `json:"fail_on"`
	MaxWarnings *int   `json:"max_warnings"` // null: any number
}

// Finding is one thing to look at.
type Finding struct {
	Rule     string   `json:"rule"` // its id; of findings about the gate itself one that begins with "candor/"
	Severity Severity `json:"severity"`
	Fails    bool     `json:"fails"` // makes the gate fail
	Message  string   `json:"message"`
	Span
	Sites []Site `json:"sites,omitempty"` // what broke the rule, worst first; at most MaxSites
	More  int    `json:"more,omitempty"`  // further sites

	Group string `json:"group,omitempty"` // "speaker Jane Doe"; "" when it is about the gate itself

	check int // index of the check that it belongs to; -1 for none
}

// MaxSites is how many places one finding lists.
const MaxSites = 5

// Ids of the findings about the gate itself.
const (
	CannotFail    = "candor/cannot-fail"
	UnusedAllow   = "candor/unused-allow"
	UnknownAllow  = "candor/unknown-allow"
	AllowNoReason = "candor/allow-without-reason"
	Drift         = "candor/drift"
	NoAnswers     = "candor/no-answers"
)

// Status is how a check ended.
type Status string

// The statuses. A check is skipped when it has too few answers, or nothing to
// compare with.
const (
	Passed  Status = "passed"
	Failed  Status = "failed"
	Skipped Status = "skipped"
)

// Check is one rule on one group of answers.
type Check struct {
	Rule     string   `json:"rule"`
	Severity Severity `json:"severity"`
	File     string   `json:"file"`
	Call     string   `json:"call"`
	Scope    Scope    `json:"scope"`
	Group    string   `json:"group"`
	Metric   string   `json:"metric"` // "forbidden" counts what is forbidden
	Value    *float64 `json:"value"`  // null: nothing to measure
	Answers  int      `json:"answers"`
	Against  *Against `json:"against,omitempty"`
	Status   Status   `json:"status"`
	Note     string   `json:"note,omitempty"` // why it was skipped or is not shown

	rule  *Rule
	draft bool
}

// Against is what a baseline holds for a group.
type Against struct {
	Of      string   `json:"of"` // "the same call", "7 calls"
	Value   float64  `json:"value"`
	Answers int      `json:"answers"`
	Change  float64  `json:"change"` // value less the baseline's
	Q       *float64 `json:"q"`      // corrected p of the change, where it was tested
}

// judge sets the verdict from the findings and the policy. Nothing else does.
func (v *Verdict) judge(policy Policy) {
	policy.FailOn = cmp.Or(policy.FailOn, FailOnError)
	v.Policy = policy
	for i := range v.Findings {
		if v.Findings[i].Severity == Error {
			v.Errors++
		} else {
			v.Warnings++
		}
	}
	for i := range v.Checks {
		if v.Checks[i].Status == Skipped {
			v.Skipped++
		}
	}
	tooMany := policy.MaxWarnings != nil && v.Warnings > *policy.MaxWarnings
	v.Passed = true
	for i := range v.Findings {
		f := &v.Findings[i]
		f.Fails = policy.FailOn != FailNever && (f.Severity == Error || policy.FailOn == FailOnWarning || tooMany)
		v.Passed = v.Passed && !f.Fails
	}
	slices.SortStableFunc(v.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Rule, b.Rule))
	})
}

// Summary says in one line how the gate ended.
func (v *Verdict) Summary() string {
	s := "passed: "
	if !v.Passed {
		s = "failed: "
	}
	s += plural(v.Errors, "error") + ", " + plural(v.Warnings, "warning")
	if v.Policy.MaxWarnings != nil && v.Warnings > *v.Policy.MaxWarnings {
		s += fmt.Sprintf(" (more than the %d allowed)", *v.Policy.MaxWarnings)
	}
	if v.Allowed > 0 {
		s += fmt.Sprintf(", %d allowed by comments", v.Allowed)
	}
	if v.Hidden > 0 {
		s += fmt.Sprintf(", %d not from this change", v.Hidden)
	}
	if v.Skipped > 0 {
		s += fmt.Sprintf(", %s skipped (--explain says why)", plural(v.Skipped, "check"))
	}
	s += "; " + v.measured()
	if v.Policy.FailOn != FailOnError {
		s += "; fails on " + string(v.Policy.FailOn)
	}
	return s
}

// Measured says how much there is to measure: "24 answers of 1 call".
func Measured(subjects []*Subject) string {
	return newVerdict(subjects, analysis.Versions{}).measured()
}

func (v *Verdict) measured() string {
	calls := plural(v.Answers, unit(false)) + " of " + plural(v.Calls, "call")
	drafts := plural(v.Passages, unit(true)) + " of " + plural(v.Drafts, "draft")
	switch {
	case v.Drafts == 0:
		return calls
	case v.Calls == 0:
		return drafts
	}
	return calls + "; " + drafts
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Check is the index in Verdict.Checks of the check that the finding belongs
// to, or -1 when it is about the gate itself.
func (f *Finding) Check() int { return f.check }

// RuleOutcome sums up the checks of one rule.
type RuleOutcome struct {
	ID       string
	Severity Severity
	Scope    Scope
	Requires string   // the rule in words
	Help     []string // what to do about what it finds
	Checks   int
	Failed   int
	Skipped  int
}

// Rules sums up the checks of each rule, in the order of the configuration.
func (v *Verdict) Rules() []RuleOutcome {
	out := make([]RuleOutcome, len(v.rules))
	for i := range v.rules {
		r := &v.rules[i]
		out[i] = RuleOutcome{ID: r.ID, Severity: cmp.Or(r.Severity, Error), Scope: cmp.Or(r.Scope, ScopeCall), Requires: r.requires()}
		if i < len(v.help) {
			out[i].Help = v.help[i]
		}
		for j := range v.Checks {
			c := &v.Checks[j]
			if c.rule != r {
				continue
			}
			out[i].Checks++
			switch c.Status {
			case Failed:
				out[i].Failed++
			case Skipped:
				out[i].Skipped++
			}
		}
	}
	return out
}

// requires says in words what the rule wants.
func (r *Rule) requires() string {
	if r.ID == Drift {
		return "each answer scored as in the stored run"
	}
	var limits []string
	what := r.Metric
	if r.forbids() {
		what = "no " + strings.Join(append(slices.Clone(r.Forbid), r.ForbidCategories...), ", no ")
	}
	if r.Max != nil {
		limits = append(limits, "at most "+r.Max.String())
	}
	if r.Min != nil {
		limits = append(limits, "at least "+r.Min.String())
	}
	if r.MaxIncrease != nil {
		limits = append(limits, "not over the baseline by more than "+r.MaxIncrease.String())
	}
	if r.MaxDecrease != nil {
		limits = append(limits, "not under the baseline by more than "+r.MaxDecrease.String())
	}
	scope := string(cmp.Or(r.Scope, ScopeCall))
	s := what + " in any " + scope
	if !r.forbids() {
		s = what + " of each " + scope + ": " + strings.Join(limits, " and ")
	}
	if r.Significant {
		s += ", significantly"
	}
	if r.MinAnswers > 0 {
		s += ", from " + plural(r.MinAnswers, "answer") + " on"
	}
	return s
}
