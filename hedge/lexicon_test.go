package hedge

import (
	"strings"
	"testing"

	"candor/text"
)

// span is a stretch of a text.
type span struct{ start, end int }

// unmark takes the brackets out of an example and gives the stretches they marked.
func unmark(example string) (string, []span) {
	var b strings.Builder
	var spans []span
	for i := range len(example) {
		switch example[i] {
		case '[':
			spans = append(spans, span{start: b.Len()})
		case ']':
			spans[len(spans)-1].end = b.Len()
		default:
			b.WriteByte(example[i])
		}
	}
	return b.String(), spans
}

// rule is a pattern of a cue, by index.
type rule struct{ cue, pattern int }

// matched gives the stretches that d finds by cue, also those that mark
// nothing, and notes the rules that found any.
func (d *Detector) matched(s, cue string, used map[rule]bool) []span {
	scanner := d.program.Scan(text.New(s))
	defer scanner.Release()
	var out []span
	for i := 0; i < scanner.Len(); {
		m, ok := scanner.Longest(i)
		if !ok {
			i++
			continue
		}
		used[rule{m.Entry, m.Pattern}] = true
		if c := &d.lexicon.cues[m.Entry]; c.ID == cue {
			last := m.Last
			if c.Object {
				last = d.object(scanner, last)
			}
			start, end := scanner.Span(i, last)
			out = append(out, span{start, end})
		}
		i = m.Last
	}
	return out
}

func equal(a, b []span) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// TestExamples checks each cue on its own sentences: what is marked must be
// found by it, exactly, and in counterexamples nothing.
func TestExamples(t *testing.T) {
	d := NewDetector(BuiltIn())
	used := map[rule]bool{}
	for _, c := range d.Lexicon().Cues() {
		if len(c.Examples) < 2 || len(c.Counterexamples) < 2 {
			t.Errorf("%s:%d: cue %s has %d examples and %d counterexamples, want two of each", c.File, c.Line, c.ID, len(c.Examples), len(c.Counterexamples))
		}
		for _, e := range c.Examples {
			s, want := unmark(e)
			got := d.matched(s, c.ID, used)
			if c.Category == NoHedge && len(got) > 0 {
				continue // what it takes is not marked
			}
			if !equal(got, want) {
				t.Errorf("%s:%d: cue %s finds %v in %q, want %v", c.File, c.Line, c.ID, texts(s, got), e, texts(s, want))
			}
		}
		for _, e := range c.Counterexamples {
			s, _ := unmark(e)
			if got := d.matched(s, c.ID, map[rule]bool{}); len(got) > 0 {
				t.Errorf("%s:%d: cue %s finds %v in the counterexample %q", c.File, c.Line, c.ID, texts(s, got), e)
			}
		}
	}
	for i := range d.lexicon.cues {
		for k, pattern := range d.lexicon.cues[i].Patterns {
			if !used[rule{i, k}] {
				t.Errorf("cue %s: no example shows the pattern %q at work", d.lexicon.cues[i].ID, pattern)
			}
		}
	}
}

func texts(s string, spans []span) []string {
	out := make([]string, len(spans))
	for i, sp := range spans {
		out[i] = s[sp.start:sp.end]
	}
	return out
}
