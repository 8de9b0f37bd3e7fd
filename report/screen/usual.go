package screen

import (
	"fmt"
	"strings"

	"candor/analysis"
	"candor/norms"
	"candor/report/excerpt"
	"candor/stats"
)

// usualOf holds a metric of one of the groups that by makes against the norms.
func (s *Screen) usualOf(g *analysis.Group, by *analysis.Dimension, m *analysis.Metric) (norms.Usual, bool) {
	return s.norms.OfGroup(g, by, m)
}

// usualFor says what is usual for a speaker of whom earlier calls are known, "" for
// others.
func (s *Screen) usualFor(g *analysis.Group) string {
	var parts []string
	calls := 0
	for _, f := range figureMetrics[:2] {
		if u, ok := s.usualOf(g, analysis.BySpeaker, f.metric); ok && u.Calls > 0 {
			parts = append(parts, fmt.Sprintf("%s %s – %s", strings.ToLower(f.name), short(f.metric, u.Low), short(f.metric, u.High)))
			calls = max(calls, u.Calls)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return fmt.Sprintf("Usual for %s, nine of ten calls by %d earlier ones: %s", excerpt.LastName(g.Key), calls, strings.Join(parts, ", "))
}

// usual holds a metric of all answers against calls as large; of several calls it
// says what is usual for one of them.
func (s *Screen) usual(m *analysis.Metric) (u norms.Usual, ok bool) {
	if !s.several {
		return s.usualOf(&s.whole, analysis.Together, m)
	}
	calls := s.whole.By(analysis.ByCall)
	stratum, ok := norms.Locate(&calls[0], analysis.ByCall)
	if !ok {
		return u, false
	}
	sample := s.whole.Sample(m)
	return s.norms.Usual(stratum.Sized(s.whole.Len()/len(calls)), m, sample.Value().OrNaN())
}

// sideOf tells on which side of what is usual an estimate lies.
func sideOf(u norms.Usual, known bool, e stats.Estimate) int {
	if !known || !e.Value.Defined {
		return 0
	}
	return u.Outside(e.Value.Value)
}

// marks show the sides of what is usual.
var marks = map[int]string{-1: " ▼", 1: " ▲"}

// basis says what usual is, and which calls it rests on.
func (s *Screen) basis() string {
	as := "calls"
	if !s.several {
		as = "groups as large"
	}
	return fmt.Sprintf("* P10 to P90 of %s, ▼ ▲ beyond: %s", as, s.norms.Basis())
}

// beyond says what of the last column is beyond what is usual for a call, and which
// calls that rests on; nothing where the norms do not tell.
func (s *Comparison) beyond() []string {
	var parts []string
	known := false
	for i := range s.found.Rows {
		r := &s.found.Rows[i]
		if r.By != analysis.Together || !r.Known {
			continue
		}
		known = true
		last := r.Values[len(r.Values)-1].Value
		if side := r.Norm.Outside(last); side != 0 && r.Metric.Part == nil {
			parts = append(parts, fmt.Sprintf("%s %s %s (usual %s – %s)", how[side], nameInSentence(r.Metric), short(r.Metric, last), short(r.Metric, r.Norm.Low), short(r.Metric, r.Norm.High)))
		}
	}
	switch {
	case !known:
		return nil
	case len(parts) == 0:
		return []string{s.lastHead() + " is as usual for a call, P10 to P90 of " + s.found.Options.Norms.Basis() + "."}
	}
	return []string{"Unusual for a call in " + s.lastHead() + ": " + strings.Join(parts, ", ") + "; P10 to P90 of " + s.found.Options.Norms.Basis() + "."}
}
