package gate

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"candor/analysis"
)

// Comparison is what Drift compares a run with, and how strictly.
type Comparison struct {
	Golden    []analysis.Record // of the stored run
	File      string            // that they were read from
	Tolerance map[string]float64
	Versions  analysis.Versions // of this run
	// AllowEmpty passes calls and drafts in which nothing could be measured.
	AllowEmpty bool
	Policy     Policy
}

// defaultTolerance is room for what a model's arithmetic may differ by from
// machine to machine, far below what a reader would notice. What is counted
// must be equal.
const defaultTolerance = 0.01

// Drift compares subjects with a stored run, record by record. Each record that
// moved by more than the tolerances, is missing, or is new, is a finding.
func (c *Comparison) Drift(subjects []*Subject) (*Verdict, error) {
	golden := map[string]*analysis.Record{}
	for i := range c.Golden {
		id := c.Golden[i].ID
		if golden[id] != nil {
			return nil, fmt.Errorf("%s: two records have the id %q", c.File, id)
		}
		golden[id] = &c.Golden[i]
	}
	v := newVerdict(subjects, c.Versions)
	rule := Rule{ID: Drift}
	v.rules = []Rule{rule}
	seen := map[string]bool{}
	for _, s := range subjects {
		for i := range s.Records {
			r := &s.Records[i]
			if seen[r.ID] {
				return nil, fmt.Errorf("%s: two records have the id %q", s.Source.Name, r.ID)
			}
			seen[r.ID] = true
			c.record(v, s, r, golden[r.ID])
		}
	}
	for i := range c.Golden {
		if r := &c.Golden[i]; !seen[r.ID] {
			v.drifted(Check{File: c.File, Call: r.Call.ID, Group: r.ID}, Site{Span: Span{c.File, i + 1, 1, i + 1, 2, 1, 2}}, "the stored run has it, this one does not")
		}
	}
	for i := range v.Checks {
		v.Checks[i].rule = &v.rules[0]
	}
	v.warnOfEmpty(subjects, c.AllowEmpty, true)
	v.judge(c.Policy)
	return v, nil
}

// record compares one record with its stored one.
func (c *Comparison) record(v *Verdict, s *Subject, r, golden *analysis.Record) {
	check := Check{File: s.Source.Name, Call: r.Call.ID, Group: r.ID, Answers: 1}
	if golden == nil {
		v.drifted(check, s.answer(r), "this run has it, the stored one does not")
		return
	}
	moved, metrics := c.moved(r, golden)
	if len(moved) == 0 {
		check.drift(Passed)
		v.Checks = append(v.Checks, check)
		return
	}
	v.drifted(check, s.answer(r), strings.Join(moved, ", ")+": "+why(r, golden, metrics))
}

// moved lists what differs by more than the tolerances, in words and by metric,
// nil for the topic.
func (c *Comparison) moved(r, golden *analysis.Record) (words []string, metrics []*analysis.Metric) {
	for _, m := range analysis.Metrics {
		if m.Per == analysis.PerSentence && golden.Sentences == nil { // stored without them
			continue
		}
		if m.Kind == analysis.Share { // the label, below
			continue
		}
		was, had := m.Value(golden)
		is, has := m.Value(r)
		if had == has && (!has || math.Abs(was-is) <= c.tolerance(m)) {
			continue
		}
		metrics = append(metrics, m)
		switch {
		case !has:
			words = append(words, fmt.Sprintf("%s %s to none", m.Name, plain(was)))
		case !had:
			words = append(words, fmt.Sprintf("%s none to %s", m.Name, plain(is)))
		default:
			words = append(words, fmt.Sprintf("%s %s to %s", m.Name, decimals(was, is), decimals(is, was)))
		}
	}
	label := func(what string, metric *analysis.Metric, was, is string) {
		if was != is {
			words = append(words, fmt.Sprintf("%s %s to %s", what, was, is))
			metrics = append(metrics, metric)
		}
	}
	label("label", analysis.MeanSentiment, string(golden.Sentiment.Label), string(r.Sentiment.Label))
	label("directness", analysis.MeanDirectness, string(golden.Directness.Label), string(r.Directness.Label))
	label("topic", nil, analysis.ByTopic.Key(golden), analysis.ByTopic.Key(r))
	return words, metrics
}

// tolerance gives the allowed distance: what the configuration says, else some
// for scores of a model and only rounding for counts.
func (c *Comparison) tolerance(m *analysis.Metric) float64 {
	if t, ok := c.Tolerance[m.Name]; ok {
		return t
	}
	if slices.Contains(m.MadeBy, analysis.Model) || slices.Contains(m.MadeBy, analysis.Judge) {
		return defaultTolerance
	}
	return 1e-9
}

// why names what differs between two records that can have moved the metrics.
func why(r, golden *analysis.Record, metrics []*analysis.Metric) string {
	var reasons []string
	if golden.Text == "" && r.Text != "" {
		reasons = append(reasons, "the stored run has no text to compare")
	} else if golden.Text != r.Text {
		reasons = append(reasons, "the text differs")
	}
	if golden.Question != r.Question {
		reasons = append(reasons, "the question differs")
	}
	version := func(what, was, is string, concerned bool) {
		if was != is && concerned {
			reasons = append(reasons, fmt.Sprintf("%s %s, was %s", what, is, was))
		}
	}
	for _, by := range []analysis.Maker{analysis.Model, analysis.Judge, analysis.Lexicon} {
		version(string(by), golden.Versions.Version(by), r.Versions.Version(by),
			slices.ContainsFunc(metrics, func(m *analysis.Metric) bool { return m != nil && slices.Contains(m.MadeBy, by) }))
	}
	version("taxonomy", golden.Versions.Taxonomy, r.Versions.Taxonomy, slices.Contains(metrics, nil))
	if len(reasons) == 0 {
		return "same text, same versions: not explained"
	}
	return strings.Join(reasons, "; ")
}

// drifted adds a failed check and its finding.
func (v *Verdict) drifted(check Check, site Site, what string) {
	check.drift(Failed)
	v.Findings = append(v.Findings, Finding{Rule: Drift, Severity: Error, Message: check.Group + ": " + what,
		Group: string(ScopeAnswer) + " " + check.Group, Span: site.Span, check: len(v.Checks)})
	v.Checks = append(v.Checks, check)
}

func (c *Check) drift(status Status) {
	c.Rule, c.Severity, c.Scope, c.Metric, c.Status = Drift, Error, ScopeAnswer, "drift", status
}
