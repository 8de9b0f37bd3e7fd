package norms

import (
	"cmp"
	"slices"

	"candor/analysis"
	"candor/transcript/call"
)

// fewestAnswers are those of a call that counts for its year and publisher.
const fewestAnswers = 6

// Measure gives the norms of one call: what Merge adds to those of many. records
// are all of the call (analysis.Analyzer.Records), publisher whose transcript it
// is, "" where that is not known. A call in which nobody answers gives empty norms.
func Measure(records []analysis.Record, publisher string) *Norms {
	n := &Norms{strata: map[Stratum][]cell{}}
	for _, section := range []call.Section{call.QA, call.Prepared} {
		n.section(section, records, publisher)
	}
	if n.Answers == 0 {
		return &Norms{}
	}
	n.MadeBy = records[0].Versions
	n.Years = map[string]int{YearOf(&records[0].Call): 1}
	n.Publishers = map[string]int{publisher: 1}
	n.signatures = map[uint64]bool{Signature(records): true}
	return n
}

// YearOf gives the year of a call's date, else of its quarter, "" where neither is
// known.
func YearOf(c *analysis.Call) string {
	const digits = 4
	if from := cmp.Or(c.Date, c.Period); len(from) >= digits {
		return from[:digits]
	}
	return ""
}

func (n *Norms) section(section call.Section, records []analysis.Record, publisher string) {
	counted := analysis.Counted(records, section)
	counted = slices.DeleteFunc(counted, func(r *analysis.Record) bool { return r.Section != section })
	if len(counted) == 0 {
		return
	}
	n.Answers += len(counted)
	for _, r := range counted {
		s := OfAnswer(r)
		s.Year = ""
		cells := n.cells(s)
		for i, m := range analysis.Metrics {
			if v, ok := m.Value(r); ok {
				cells[i].add(scaleOf(m), v)
			}
		}
	}
	all := analysis.AnswersOf(counted).All()
	for _, by := range []*analysis.Dimension{analysis.Together, analysis.BySpeaker, analysis.ByTopic} {
		for _, g := range all.By(by) {
			s, ok := Locate(&g, by)
			if !ok {
				continue
			}
			s.Year = ""
			n.group(s, &g)
			if s.Of == Topic {
				s.Topic = ""
				n.group(s, &g)
			}
			if s.Of == Call && g.Len() >= fewestAnswers {
				n.group(Stratum{Section: section, Of: Call, Year: YearOf(&counted[0].Call)}, &g)
				n.group(Stratum{Section: section, Of: Call, Publisher: publisher}, &g)
			}
		}
	}
}

// group adds a group's values, with what its answers vary by, to a stratum.
func (n *Norms) group(s Stratum, g *analysis.Group) {
	if s.Size == 0 && s.Year+s.Publisher == "" {
		return // nothing said, or not known when and where
	}
	cells := n.cells(s)
	for i, m := range analysis.Metrics {
		if s.Topic != "" && !slices.Contains(ofTopic, m) {
			continue
		}
		sample := g.Sample(m)
		if v := sample.Value(); v.Defined {
			cells[i].add(scaleOf(m), v.Value)
			cells[i].addSpread(scaleOf(m), sample.Spread())
		}
	}
}

// ofTopic are the metrics whose distributions are kept of each topic by itself; of the
// others that of all topics together tells.
var ofTopic = []*analysis.Metric{analysis.MeanSentiment, analysis.ShareNegative, analysis.SharePositive, analysis.NetTone, analysis.HedgeRate, analysis.ShieldRate,
	analysis.ApproximatorRate, analysis.MeanDirectness, analysis.ShareDirect, analysis.SharePartial, analysis.ShareEvaded, analysis.MeanSpecificity}

// OfAnswer gives the stratum that one answer is held against.
func OfAnswer(r *analysis.Record) Stratum {
	return Stratum{Section: r.Section, Of: Answer, Year: YearOf(&r.Call)}.Sized(r.Words)
}

// Locate gives the stratum that a group is held against, of those that by makes, and
// the year at whose level it is; ok is false where there is none: for other
// dimensions, for answers of several calls or sections, and for topics of the
// prepared remarks.
func Locate(g *analysis.Group, by *analysis.Dimension) (s Stratum, ok bool) {
	section, same := g.Single(analysis.BySection)
	if s.Section = call.Section(section); !same || g.Calls() != 1 || s.Section != call.QA && s.Section != call.Prepared {
		return s, false
	}
	s.Year = YearOf(g.CallOf())
	switch by {
	case analysis.Together, analysis.ByCall, analysis.BySection:
		s.Of = Call
	case analysis.BySpeaker, analysis.ByRole:
		role, _ := g.Single(analysis.ByRole)
		if s.Of = Of(role); s.Of != CEO && s.Of != CFO {
			s.Of = Executive
		}
	case analysis.ByTopic:
		if s.Section != call.QA || g.Key == "" {
			return s, false
		}
		s.Of, s.Topic = Topic, g.Key
	default:
		return s, false
	}
	n := g.Len()
	if s.InWords() {
		n = int(g.Words())
	}
	return s.Sized(n), true
}

// compareStrata orders strata as they are shown and written.
func compareStrata(a, b Stratum) int {
	order := func(o Of) int { return slices.Index(Ofs, o) }
	return cmp.Or(-cmp.Compare(a.Section, b.Section), cmp.Compare(order(a.Of), order(b.Of)), cmp.Compare(a.Topic, b.Topic),
		cmp.Compare(a.Year, b.Year), cmp.Compare(a.Publisher, b.Publisher), cmp.Compare(a.Size, b.Size))
}
