package screen

import (
	"fmt"

	"candor/analysis"
	"candor/norms"
	"candor/stats"
)

// usualOf holds a metric of one of the groups that by makes against the norms.
func (s *Screen) usualOf(g *analysis.Group, by *analysis.Dimension, m *analysis.Metric) (norms.Usual, bool) {
	return s.norms.OfGroup(g, by, m)
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
