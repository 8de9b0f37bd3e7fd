package gate

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"candor/analysis"
	"candor/transcript/call"
)

// warn adds a warning about the configuration at a path in it.
func (e *evaluation) warn(path, format string, args ...any) {
	at := e.Config.places[path]
	e.verdict.Findings = append(e.verdict.Findings, Finding{
		Rule: CannotFail, Severity: Warning, Message: fmt.Sprintf(format, args...), check: -1,
		Span: Span{File: e.Config.file, Line: max(at.line, 1), Column: max(at.column, 1), EndLine: max(at.line, 1), EndColumn: max(at.column, 1) + 1,
			FromCharacter: max(at.column, 1), ToCharacter: max(at.column, 1) + 1},
	})
}

// warnOfEmpty names calls and drafts in which nobody says anything that could
// break a rule: a gate that measured nothing does not pass them, unless allowed.
// Prepared remarks are measured only where remarks tells so.
func (v *Verdict) warnOfEmpty(subjects []*Subject, allowed, remarks bool) {
	severity := Error
	if allowed {
		severity = Warning
	}
	for _, s := range subjects {
		section := call.QA
		if remarks || s.Draft {
			section = "" // any
		}
		if len(analysis.Counted(s.Records, section)) > 0 {
			continue
		}
		message := "no executive's answer is in this call, so nothing was measured (--allow-empty lets it pass)"
		if s.Draft {
			message = "no passage is in this draft, so nothing was measured (--allow-empty lets it pass)"
		}
		v.Findings = append(v.Findings, Finding{Rule: NoAnswers, Severity: severity, Message: message, check: -1, Span: Span{s.Source.Name, 1, 1, 1, 2, 1, 2}})
	}
}

// measuresRemarks tells whether a rule measures prepared remarks.
func (c *Config) measuresRemarks() bool {
	return slices.ContainsFunc(c.Rules, func(r Rule) bool {
		return r.Scope == ScopeSection || r.Where != nil && slices.Contains(r.Where.Sections, string(call.Prepared))
	})
}

// warnOfRule names a rule that cannot fail, and why.
func (e *evaluation) warnOfRule(r *Rule) {
	at := fmt.Sprintf("rules[%d]", r.index)
	called := fmt.Sprintf("rule %d (%s)", r.index+1, r.ID)
	if r.Metric != "" {
		e.warnOfLimits(r, at, called)
	}
	if !slices.ContainsFunc(e.subjects, func(s *Subject) bool { return r.applies(s.Source) }) {
		e.warn(at+".files", "%s measured 0 answers: none of the files is among its files", called)
		return
	}
	e.warnOfWhere(r, at, called)
	answers, groups, skipped := 0, 0, 0
	note := ""
	for i := range e.verdict.Checks {
		if c := &e.verdict.Checks[i]; c.rule == r {
			answers += c.Answers
			groups++
			if c.Status == Skipped {
				skipped++
				note = cmp.Or(note, c.Note)
			}
		}
	}
	switch {
	case groups == 0 && e.onlyWithout(r):
		e.warn(at+".scope", "%s measured 0 answers: scope %s never occurs, the answers name no %s", called, r.Scope, r.Scope)
	case answers == 0:
		e.warn(at, "%s measured 0 answers", called)
	case skipped == groups:
		e.warn(at, "%s was skipped everywhere: %s", called, note)
	}
}

// onlyWithout says whether there were answers for a rule, but none that tells
// what the rule groups by.
func (e *evaluation) onlyWithout(r *Rule) bool {
	for _, s := range e.subjects {
		for i := range s.Records {
			if selects(r, &s.Records[i]) && len(values(r, &s.Records[i])) == 0 {
				return true
			}
		}
	}
	return false
}

// warnOfLimits names limits that no value can be beyond.
func (e *evaluation) warnOfLimits(r *Rule, at, called string) {
	metric := analysis.MetricNamed(r.Metric)
	if r.Max != nil && !r.Max.Percentile && r.Max.Amount >= metric.High {
		e.warn(at+".max", "%s cannot fail: %s is never above %s", called, r.Metric, plain(metric.High))
	}
	if r.Min != nil && !r.Min.Percentile && r.Min.Amount <= metric.Low {
		e.warn(at+".min", "%s cannot fail: %s is never below %s", called, r.Metric, plain(metric.Low))
	}
	if r.MaxDecrease != nil && metric.Low == 0 && r.MaxDecrease.Percent && r.MaxDecrease.Amount >= 100 {
		e.warn(at+".max_decrease", "%s cannot fail: %s cannot fall by more than 100%%", called, r.Metric)
	}
	for key, change := range map[string]*Change{"max_increase": r.MaxIncrease, "max_decrease": r.MaxDecrease} {
		if change != nil && !change.Percent && change.Amount >= metric.High-metric.Low {
			e.warn(at+"."+key, "%s cannot fail: %s cannot change by more than %s", called, r.Metric, plain(metric.High-metric.Low))
		}
	}
}

// warnOfWhere names what a rule looks for and no answer has.
func (e *evaluation) warnOfWhere(r *Rule, at, called string) {
	if r.Where == nil {
		return
	}
	for _, list := range []struct {
		dimension *analysis.Dimension
		wanted    []string
	}{
		{analysis.BySpeaker, r.Where.Speakers}, {analysis.ByRole, r.Where.Roles}, {analysis.ByTopic, r.Where.Topics}, {analysis.BySection, r.Where.Sections},
	} {
		var seen []string
		for _, s := range e.subjects {
			for i := range s.Records {
				seen = append(seen, list.dimension.Key(&s.Records[i]))
				if list.dimension == analysis.ByRole {
					seen = append(seen, string(s.Records[i].Role))
				}
			}
		}
		slices.Sort(seen)
		seen = slices.Compact(seen)
		for i, wanted := range list.wanted {
			if slices.Contains(seen, wanted) {
				continue
			}
			meant := ""
			if near := nearest(wanted, seen); near != "" {
				meant = fmt.Sprintf("; did you mean %q?", near)
			}
			e.warn(at+".where."+list.dimension.Name+"s["+strconv.Itoa(i)+"]", "%s: the %s %q never occurs%s", called, list.dimension, wanted, meant)
		}
	}
}

// comments counts what comments allow and names those that allow nothing.
func (e *evaluation) comments() {
	for _, s := range e.distinctSources() {
		for _, a := range s.allows {
			e.verdict.Allowed += len(a.taken)
			if !e.Changes.touch(s.Name, a.line, a.line) {
				continue
			}
			switch {
			case !e.knowsAllowed(a.name):
				meant := ""
				if near := nearest(a.name, e.allowable()); near != "" {
					meant = fmt.Sprintf("; did you mean %q?", near)
				}
				e.warnOfComment(s, a, UnknownAllow, fmt.Sprintf("%s %q names no rule, cue or category%s", AllowMark, a.name, meant))
			case len(a.taken) == 0:
				e.warnOfComment(s, a, UnusedAllow, fmt.Sprintf("%s %s allows nothing here: no rule finds it", AllowMark, a.name))
			case a.reason == "":
				e.warnOfComment(s, a, AllowNoReason, fmt.Sprintf("%s %s gives no reason", AllowMark, a.name))
			}
		}
	}
}

func (e *evaluation) warnOfComment(s *Source, a *allow, rule, message string) {
	column := s.characters(a.line, a.column)
	e.verdict.Findings = append(e.verdict.Findings, Finding{Rule: rule, Severity: Warning, Message: message, check: -1,
		Span: Span{s.Name, a.line, a.column, a.line, a.column + len("<!--"), column, column + len("<!--")}})
}

// distinctSources gives the files, of which some may hold several calls.
func (e *evaluation) distinctSources() []*Source {
	var out []*Source
	for _, s := range e.subjects {
		if len(out) == 0 || out[len(out)-1] != s.Source {
			out = append(out, s.Source)
		}
	}
	return out
}

func (e *evaluation) knowsAllowed(name string) bool { return slices.Contains(e.allowable(), name) }

// allowable lists what a comment may name.
func (e *evaluation) allowable() []string {
	names := cueCategories()
	for i := range e.Config.Rules {
		names = append(names, e.Config.Rules[i].ID)
	}
	return append(names, e.Config.cues...)
}
