package norms

import (
	"candor/analysis"
	"candor/stats"
	"candor/transcript/call"
)

// With gives norms that know earlier calls of some speakers: what is usual for one
// of them, from stats.MinUnits calls on, goes before what is usual for the office.
// n and p may be nil.
func (n *Norms) With(p *analysis.Profile) *Norms {
	if p == nil {
		return n
	}
	with := &Norms{}
	if n != nil {
		copied := *n
		with = &copied
	}
	all := p.All()
	with.past = all.By(analysis.BySpeaker)
	return with
}

// earlier gives the calls of the profile in which the group's speaker spoke in the
// same section, without the group's own call.
func (n *Norms) earlier(g *analysis.Group) []analysis.Group {
	own := g.CallOf()
	section, _ := g.Single(analysis.BySection)
	var calls []analysis.Group
	for i := range n.past {
		if !onePerson(n.past[i].Key, g.Key) {
			continue
		}
		for _, sections := range n.past[i].By(analysis.BySection) {
			if sections.Key != section {
				continue
			}
			for _, c := range sections.EachCall() {
				if of := c.CallOf(); of.ID != own.ID && of.Issuer() == own.Issuer() {
					c.CountBy(analysis.BySpeaker)
					calls = append(calls, c)
				}
			}
		}
	}
	return calls
}

// onePerson tells whether two names are one person's, "Elon Musk" and "Elon R. Musk".
func onePerson(a, b string) bool {
	if a == b || a == "" || b == "" {
		return a == b && a != ""
	}
	shown := call.SamePeople([]call.KnownName{{Name: a}, {Name: b}}, nil)
	return shown[0] == shown[1]
}

// ofSpeaker holds a speaker's answers against the speaker's earlier calls.
func (n *Norms) ofSpeaker(g *analysis.Group, m *analysis.Metric) (norm analysis.Norm, ok bool) {
	if len(n.past) == 0 || g.Calls() != 1 {
		return norm, false
	}
	earlier := n.earlier(g)
	if len(earlier) < stats.MinUnits {
		return norm, false
	}
	norm = analysis.NormOf(earlier, g, analysis.BySpeaker, m, n.PriorOf)
	return norm, norm.Usual.Low.Defined && norm.Usual.Percentile.Defined
}
