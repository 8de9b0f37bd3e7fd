package screen

import (
	"candor/analysis"
	"candor/directness"
	"candor/report/excerpt"
	"candor/stats"
)

// labels counts exchanges by label.
type labels struct{ direct, partial, evaded int }

func (l labels) total() int { return l.direct + l.partial + l.evaded }

func (l *labels) add(label directness.Label) {
	switch label {
	case directness.Direct:
		l.direct++
	case directness.Partial:
		l.partial++
	case directness.Evaded:
		l.evaded++
	}
}

// labelsOf counts exchanges, each once with the judgement of all its answers.
func labelsOf(records []*analysis.Record) labels {
	var l labels
	for _, e := range excerpt.Exchanges(records) {
		l.add(e.Label)
	}
	return l
}

// partsOf counts the parts that some speak of exchanges: of several answers by
// one speaker in an exchange, the one that answers most.
func partsOf(records []*analysis.Record) labels {
	best := map[*analysis.Exchange]*analysis.Record{}
	var l labels
	for _, r := range records {
		switch e := r.Directness.Exchange; {
		case r.Directness.Score == nil:
		case e == nil:
			l.add(r.Directness.Label)
		case best[e] == nil || *best[e].Directness.Score < *r.Directness.Score:
			best[e] = r
		}
	}
	for _, r := range best {
		l.add(r.Directness.Label)
	}
	return l
}

// part is a speaker or topic with the figures of its answers.
type part struct {
	analysis.Group
	estimates []stats.Estimate // sentiment, hedges
	labels    labels
	records   []*analysis.Record
}

func (s *Screen) parts(by *analysis.Dimension) []part {
	var out []part
	for _, g := range analysis.GroupBy(s.counted, by) {
		records := g.Records()
		sentiment, hedges := g.Estimate(analysis.MeanSentiment, s.stats.Level), g.Estimate(analysis.HedgeRate, s.stats.Level)
		out = append(out, part{g, []stats.Estimate{sentiment.Estimate, hedges.Estimate}, partsOf(records), records})
	}
	return out
}
