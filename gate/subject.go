package gate

import (
	"slices"
	"strings"

	"candor/analysis"
	"candor/directness"
	"candor/transcript/call"
)

// Subject is one call or draft that is gated, with the scores of its answers.
type Subject struct {
	Source  *Source
	Call    *call.Call
	Records []analysis.Record
	Draft   bool
}

// Span is a place in a source file: what broke a rule, or the answer that did.
// Columns count bytes from 1; the end is behind the last byte.
type Span struct {
	File      string `json:"file"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"end_line"`
	EndColumn int    `json:"end_column"`

	// The same columns counted in characters, as SARIF, GitHub and editors do.
	FromCharacter int `json:"-"`
	ToCharacter   int `json:"-"`
}

// Site is one of the causes of a broken rule: a cue, or an answer.
type Site struct {
	Span
	Speaker  string `json:"speaker"`
	Text     string `json:"text"`
	Category string `json:"category,omitempty"` // of a cue; "" for an answer
	Cue      string `json:"cue,omitempty"`
	// Gives is how much nearer to its limit the metric would be without it, in the
	// metric's unit; 0 for what is forbidden.
	Gives float64 `json:"gives,omitempty"`
	// Suggestion is what to do about it, "" where nothing is known.
	Suggestion string `json:"suggestion,omitempty"`
	// SourceLine is the line of the file that it begins in.
	SourceLine string `json:"-"`

	weight float64
	kind   directness.Kind // of an answer that does not answer
}

// span gives the place of text[start:end] of a record.
func (s *Subject) span(r *analysis.Record, start, end int) Span {
	at := Span{File: s.Source.Name, Line: r.Line, Column: 1, EndLine: r.Line, EndColumn: 1, FromCharacter: 1, ToCharacter: 1}
	if r.Index < 0 || r.Index >= len(s.Call.Turns) {
		return at
	}
	places := s.Call.Turns[r.Index].Places
	if first := places.At(start); first.Line > 0 {
		last := places.At(max(start, end-1))
		at.Line, at.Column, at.EndLine, at.EndColumn = first.Line, first.Column, last.Line, last.Column+1
		at.FromCharacter, at.ToCharacter = s.Source.characters(at.Line, at.Column), s.Source.characters(last.Line, last.Column)+1
	}
	return at
}

// answer is the site of a whole answer, shown by its first words.
func (s *Subject) answer(r *analysis.Record) Site {
	return Site{Span: s.span(r, 0, len(r.Text)), Speaker: r.Speaker, Text: beginning(r.Text), kind: r.Directness.Kind}
}

// cues gives the sites of a record's hedges and deflections that the rule counts.
func (s *Subject) cues(r *analysis.Record, rule *Rule) []Site {
	var sites []Site
	for _, h := range r.Hedges {
		if rule.counts(string(h.Category), h.Cue) {
			sites = append(sites, Site{Span: s.span(r, h.Start, h.End), Speaker: r.Speaker, Text: h.Text, Category: string(h.Category), Cue: h.Cue, weight: h.Weight})
		}
	}
	for _, d := range r.Deflections {
		if rule.counts(analysis.DeflectionCategory, d.Cue) {
			sites = append(sites, Site{Span: s.span(r, d.Start, d.End), Speaker: r.Speaker, Text: d.Text, Category: analysis.DeflectionCategory, Cue: d.Cue, weight: 1})
		}
	}
	return sites
}

// counts says whether a cue of the category adds to what the rule measures.
func (r *Rule) counts(category, cue string) bool {
	if r.forbids() {
		return slices.Contains(r.Forbid, cue) || slices.Contains(r.ForbidCategories, category)
	}
	return analysis.MetricNamed(r.Metric).Counts(category, cue)
}

// countsCues says whether the rule measures cues rather than answers.
func (r *Rule) countsCues() bool {
	return r.forbids() || analysis.MetricNamed(r.Metric).CountsCues()
}

// without gives the record as the rule measures it: without what comments
// allow, and nil when one allows the whole answer.
func (s *Subject) without(r *analysis.Record, rule *Rule) *analysis.Record {
	measured := r
	for _, a := range s.Source.allows {
		if a.holder != r {
			continue
		}
		if a.name == rule.ID && !rule.countsCues() {
			a.taken[wholeAnswer] = true
			return nil
		}
		takes := func(start, line int, category, cue string) bool {
			take := a.first <= line && line <= a.last && rule.counts(category, cue) &&
				(a.name == rule.ID || a.name == category || a.name == cue)
			if take {
				a.taken[start] = true
			}
			return take
		}
		less := *measured
		less.Hedges = slices.DeleteFunc(slices.Clone(less.Hedges), func(h analysis.Hedge) bool {
			return takes(h.Start, h.Line, string(h.Category), h.Cue)
		})
		less.Deflections = slices.DeleteFunc(slices.Clone(less.Deflections), func(d analysis.Deflection) bool {
			return takes(d.Start, d.Line, analysis.DeflectionCategory, d.Cue)
		})
		if len(less.Hedges) < len(measured.Hedges) {
			less.Strength = strength(&less)
		}
		measured = &less
	}
	return measured
}

// strength is Record.Strength: the weights of the hedges per 100 words.
func strength(r *analysis.Record) float64 {
	if r.Words == 0 {
		return 0
	}
	sum := 0.0
	for _, h := range r.Hedges {
		sum += h.Weight
	}
	return 100 * sum / float64(r.Words)
}

// placeComments finds for each comment the answer that it stands in or before:
// the one that holds its line, else the first in its reach.
func (s *Subject) placeComments() {
	for _, a := range s.Source.allows {
		for i := range s.Records {
			r := &s.Records[i]
			lines := s.span(r, 0, len(r.Text))
			if lines.Line <= a.line && a.line <= lines.EndLine {
				a.holder = r
				break
			}
			if a.holder == nil && lines.Line <= a.last && a.first <= lines.EndLine {
				a.holder = r
			}
		}
	}
}

// beginning gives the first words of an answer.
func beginning(text string) string {
	const most = 8
	words := strings.Fields(text)
	if len(words) <= most {
		return strings.Join(words, " ")
	}
	return strings.Join(words[:most], " ") + "…"
}
