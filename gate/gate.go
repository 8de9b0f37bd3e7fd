// Package gate checks calls and drafts against the rules of a .candor.yaml and
// says with a Verdict whether they pass, and which places in the source files
// break a rule.
//
// Parse reads the rules, Gate.Evaluate applies them to scored answers, Drift
// compares a run with a stored one, and the Verdict's Write methods give every
// output: text, GitHub, Markdown, SARIF, JUnit, GitLab and JSON. It reads no
// files and prints nothing; internal/command comes next.
package gate

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/bmatcuk/doublestar/v4"

	"candor/analysis"
	"candor/norms"
	"candor/stats"
	"candor/transcript/call"
)

// Gate is a set of rules and what they are applied with.
type Gate struct {
	Config   *Config
	Baseline []analysis.Record // what changes are measured from; nil if no rule asks
	Changes  *Changes          // report only what these lines hold; nil for all
	Norms    *norms.Norms      // what percentiles are of; nil for none
	Versions analysis.Versions // of the scores
	// AllowEmpty passes calls and drafts in which nothing could be measured.
	AllowEmpty bool
}

// Alpha is the level at which a change is significant, and of its correction
// for many tests.
const Alpha = 0.05

// Evaluate applies the rules to subjects, in their order. It fails when the
// baseline was made with other versions than the scores it is compared with.
func (g *Gate) Evaluate(subjects []*Subject) (*Verdict, error) {
	if err := g.comparable(); err != nil {
		return nil, err
	}
	e := &evaluation{Gate: g, subjects: subjects, verdict: newVerdict(subjects, g.Versions)}
	e.verdict.rules = g.Config.Rules
	for _, s := range subjects {
		s.placeComments()
	}
	for i := range g.Config.Rules {
		e.rule(&g.Config.Rules[i])
		e.verdict.help = append(e.verdict.help, g.Config.help(&g.Config.Rules[i]))
	}
	if len(g.Config.Rules) == 0 {
		e.warn("", "there are no rules")
	}
	e.settleTests()
	for i := range e.open {
		e.conclude(i)
	}
	for i := range g.Config.Rules {
		e.warnOfRule(&g.Config.Rules[i])
	}
	e.comments()
	e.verdict.warnOfEmpty(subjects, g.AllowEmpty, g.Config.measuresRemarks())
	e.verdict.judge(Policy{g.Config.FailOn, g.Config.MaxWarnings})
	return e.verdict, nil
}

func newVerdict(subjects []*Subject, versions analysis.Versions) *Verdict {
	v := &Verdict{Versions: versions, Findings: []Finding{}, Checks: []Check{}}
	for _, s := range subjects {
		counted := len(analysis.Counted(s.Records, ""))
		if s.Draft {
			v.Drafts++
			v.Passages += counted
		} else {
			v.Calls++
			v.Answers += counted
		}
	}
	return v
}

// evaluation is one run of a gate.
type evaluation struct {
	*Gate
	subjects []*Subject
	verdict  *Verdict
	open     []openCheck // one for each of verdict.Checks
}

// openCheck is a check with what is needed to conclude it.
type openCheck struct {
	subject  *Subject
	group    analysis.Group
	baseline *analysis.Group // to test against, nil where nothing is tested
	broken   *limit
}

// limit is what a value went beyond.
type limit struct {
	key   string // max, min, max_increase, max_decrease
	given *Limit // of max and min
	bound float64
	above bool // what is too high; else it is too low
}

// rule measures one rule on all groups.
func (e *evaluation) rule(r *Rule) {
	var earlier baseline
	if r.compares() {
		earlier = newBaseline(e.Baseline, r)
	}
	for _, s := range e.subjects {
		if !r.applies(s.Source) {
			continue
		}
		for _, group := range groups(s, r) {
			check := Check{Rule: r.ID, Severity: cmp.Or(r.Severity, Error), File: s.Source.Name, Call: s.Call.ID,
				Scope: cmp.Or(r.Scope, ScopeCall), Group: group.Key, Status: Passed, rule: r, draft: s.Draft}
			open := openCheck{subject: s, group: group}
			e.measure(&check, &open, earlier)
			e.verdict.Checks = append(e.verdict.Checks, check)
			e.open = append(e.open, open)
		}
	}
}

// applies says whether the rule is for a file.
func (r *Rule) applies(s *Source) bool { return len(r.Files) == 0 || matches(r.Files, s.Path) }

// IsDraft says whether the configuration wants the file of a path, relative to
// the configuration's folder, read as a draft.
func (c *Config) IsDraft(path string) bool { return matches(c.Drafts, path) }

func matches(globs []string, path string) bool {
	return slices.ContainsFunc(globs, func(glob string) bool { return doublestar.MatchUnvalidated(glob, path) })
}

// groups divides what the rule measures of a subject by the rule's scope, in
// the order of first occurrence. Answers that do not tell their speaker, role
// or topic are in no group of that scope; by topic an answer is in the groups of
// all its topics, by their weights.
func groups(s *Subject, r *Rule) []analysis.Group {
	var measured []*analysis.Record
	for i := range s.Records {
		if record := &s.Records[i]; selects(r, record) {
			if counted := s.without(record, r); counted != nil {
				measured = append(measured, counted)
			}
		}
	}
	all := analysis.AnswersOf(measured).All()
	all.CountBy(dimensionOf[r.Scope])
	return all.Split(func(answer int) []analysis.Weighted { return values(r, measured[answer]) })
}

// dimensionOf gives the dimension that a scope divides by; single answers have none.
var dimensionOf = map[Scope]*analysis.Dimension{"": analysis.ByCall, ScopeCall: analysis.ByCall, ScopeSpeaker: analysis.BySpeaker,
	ScopeTopic: analysis.ByTopic, ScopeSection: analysis.BySection, ScopeRole: analysis.ByRole}

// values gives the groups of the rule's scope that a record is in. What is
// forbidden is found once: in the group of the first topic.
func values(rule *Rule, r *analysis.Record) []analysis.Weighted {
	whole := func(key string) []analysis.Weighted { return []analysis.Weighted{{Key: key, Weight: 1}} }
	var in []analysis.Weighted
	switch scope := dimensionOf[rule.Scope]; {
	case rule.Scope == ScopeAnswer:
		in = whole(r.ID)
	case rule.forbids():
		in = whole(scope.Key(r))
	default:
		in = scope.Values(r)
	}
	return slices.DeleteFunc(in, func(v analysis.Weighted) bool { return v.Key == "" })
}

// selects says whether the rule is about the record.
func selects(r *Rule, record *analysis.Record) bool {
	if record.Procedure {
		return false
	}
	where := Where{}
	if r.Where != nil {
		where = *r.Where
	}
	if len(where.Sections) == 0 && r.Scope != ScopeSection {
		where.Sections = []string{string(call.QA), string(call.Draft)}
	}
	in := func(list []string, d *analysis.Dimension) bool {
		return len(list) == 0 || slices.Contains(list, d.Key(record))
	}
	return record.Words >= where.MinWords && in(where.Sections, analysis.BySection) && in(where.Speakers, analysis.BySpeaker) && in(where.Topics, analysis.ByTopic) &&
		(in(where.Roles, analysis.ByRole) || slices.Contains(where.Roles, string(record.Role)))
}

// measure takes the value of a check and compares it with the rule's limits.
func (e *evaluation) measure(check *Check, open *openCheck, earlier baseline) {
	r := check.rule
	if r.forbids() {
		count := 0.0
		for _, record := range open.group.Records() {
			count += float64(len(open.subject.cues(record, r)))
		}
		check.Metric, check.Value, check.Answers = "forbidden", &count, open.group.Len()
		if count > 0 {
			open.broken = &limit{"forbid", nil, 0, true}
		}
		return
	}
	metric := analysis.MetricNamed(r.Metric)
	sample := open.group.Sample(metric)
	n := sample.N()
	check.Metric, check.Answers = r.Metric, n
	measured := sample.Value()
	if !measured.Defined {
		check.Status, check.Note = Skipped, "nothing to measure"
		return
	}
	value := measured.Value
	check.Value = &value
	if n < r.MinAnswers {
		check.Status, check.Note = Skipped, fmt.Sprintf("%s, fewer than min_answers %d", plural(n, unit(check.draft)), r.MinAnswers)
		return
	}
	for _, l := range []limit{{"max", r.Max, 0, true}, {"min", r.Min, 0, false}} {
		if l.given == nil || open.broken != nil {
			continue
		}
		var note string
		if l.bound, note = e.bound(l.given, check, open, metric); note != "" {
			check.Note = note
			if !r.compares() {
				check.Status = Skipped
			}
			continue
		}
		if l.above && value > l.bound || !l.above && value < l.bound {
			open.broken = &l
		}
	}
	if open.broken == nil && r.compares() {
		e.compare(check, open, earlier, metric)
	}
}

// compare measures the change against the baseline.
func (e *evaluation) compare(check *Check, open *openCheck, earlier baseline, metric *analysis.Metric) {
	r := check.rule
	of, group := earlier.of(check.Scope, check.Call, check.Group)
	sample := group.Sample(metric)
	before := sample.Value()
	if !before.Defined {
		if r.Max == nil && r.Min == nil {
			check.Status = Skipped
		}
		check.Note = "nothing in the baseline to compare with"
		return
	}
	change := *check.Value - before.Value
	check.Against = &Against{Of: of, Value: before.Value, Answers: sample.N(), Change: change}
	switch {
	case r.MaxIncrease != nil && exceeds(change, r.MaxIncrease.of(before.Value)):
		open.broken = &limit{"max_increase", nil, r.MaxIncrease.of(before.Value), true}
	case r.MaxDecrease != nil && exceeds(-change, r.MaxDecrease.of(before.Value)):
		open.broken = &limit{"max_decrease", nil, r.MaxDecrease.of(before.Value), false}
	}
	if open.broken != nil && r.Significant {
		open.baseline = &group
	}
}

// exceeds compares with room for rounding: 1.2 less 1 is not above 20% of 1.
func exceeds(change, allowed float64) bool { return change > allowed+1e-9*math.Abs(allowed) }

// of gives the change that is allowed from a baseline's value.
func (c Change) of(value float64) float64 {
	if c.Percent {
		return c.Amount / 100 * value
	}
	return c.Amount
}

func (c Change) String() string {
	s := strconv.FormatFloat(c.Amount, 'f', -1, 64)
	if c.Percent {
		s += "%"
	}
	return s
}

// settleTests decides which changes are significant: whether the call is unlike
// those of the baseline, as one more draw from them. The family of tests is
// all comparisons of rules with significant: true. Those within their limits
// cannot fail and are not tested but counted with p = 1, which can only make
// the corrected p of the others larger.
func (e *evaluation) settleTests() {
	var family []int
	for i := range e.open {
		check := &e.verdict.Checks[i]
		if check.rule.Significant && check.Against != nil {
			family = append(family, i)
		}
	}
	ps := make([]stats.Value, len(family))
	inParallel(len(family), func(k int) {
		open, check := &e.open[family[k]], &e.verdict.Checks[family[k]]
		ps[k] = stats.Value{Value: 1, Defined: true}
		if open.baseline != nil {
			earlier := open.baseline.CallValues(analysis.MetricNamed(check.Metric))
			ps[k], _ = stats.Against(*check.Value, 1, earlier, 1-Alpha)
		}
	})
	for k, q := range stats.BenjaminiHochberg(ps) {
		open, check := &e.open[family[k]], &e.verdict.Checks[family[k]]
		if open.baseline == nil {
			continue
		}
		switch {
		case !q.Defined:
			open.broken = nil
			check.Status, check.Note = Skipped, fmt.Sprintf("no test: the baseline has %s of it, and one takes %d that differ", plural(len(open.baseline.CallValues(analysis.MetricNamed(check.Metric))), "call"), stats.MinUnits)
		case q.Value > Alpha:
			open.broken = nil
			check.Note = fmt.Sprintf("beyond the limit, but not significantly (q = %.2g)", q.Value)
		}
		if q.Defined {
			check.Against.Q = &q.Value
		}
	}
}

// conclude turns a broken check into its findings, those in the lines of the
// change if only they are asked for.
func (e *evaluation) conclude(i int) {
	open, check := &e.open[i], &e.verdict.Checks[i]
	if open.broken == nil {
		return
	}
	sites := open.causes(check)
	all := len(sites)
	sites = slices.DeleteFunc(sites, func(s Site) bool { return !e.Changes.touch(s.File, s.Line, s.EndLine) })
	if len(sites) == 0 {
		e.verdict.Hidden++
		check.Note = "broken, but not by the lines of this change"
		return
	}
	for k := range sites {
		sites[k].SourceLine = open.subject.Source.text(sites[k].Line)
		sites[k].Suggestion = e.Config.suggestion(check.rule, &sites[k])
	}
	check.Status = Failed
	finding := Finding{Rule: check.Rule, Severity: check.Severity, Group: check.Name(), check: i}
	if check.rule.forbids() {
		e.verdict.Hidden += all - len(sites)
		for _, site := range sites {
			finding.Message = withMessage(check.rule, fmt.Sprintf("%q is forbidden (%s, %s)", oneLine(site.Text), site.Category, site.Cue))
			finding.Span, finding.Sites = site.Span, []Site{site}
			e.verdict.Findings = append(e.verdict.Findings, finding)
		}
		return
	}
	finding.Message = withMessage(check.rule, describe(check, open.broken))
	finding.Span = sites[0].Span
	finding.Sites = sites[:min(len(sites), MaxSites)]
	finding.More = len(sites) - len(finding.Sites)
	e.verdict.Findings = append(e.verdict.Findings, finding)
}
