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

// matched gives the stretches that d finds by cue, also those that mark
// nothing, and notes the rules that found any.
func (d *Detector) matched(s, cue string, used map[int32]bool) []span {
	m := &matcher{program: d.program, doc: text.New(s)}
	m.read()
	var out []span
	for i := 0; i < len(m.symbols); {
		rule, end := m.longest(i)
		if rule < 0 {
			i++
			continue
		}
		used[rule] = true
		if d.program.cues[d.program.rules[rule].cue].ID == cue {
			last := end
			if d.program.cues[d.program.rules[rule].cue].Object {
				last = m.object(end)
			}
			out = append(out, span{int(m.doc.Tokens[i].Start), int(m.doc.Tokens[last-1].End)})
		}
		i = end
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
	used := map[int32]bool{}
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
			if got := d.matched(s, c.ID, map[int32]bool{}); len(got) > 0 {
				t.Errorf("%s:%d: cue %s finds %v in the counterexample %q", c.File, c.Line, c.ID, texts(s, got), e)
			}
		}
	}
	for i := range d.program.rules {
		if r := &d.program.rules[i]; !used[int32(i)] {
			t.Errorf("cue %s: no example shows the pattern %q at work", d.program.cues[r.cue].ID, r.source)
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
