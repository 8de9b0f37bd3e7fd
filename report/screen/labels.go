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
func labelsOf(records []analysis.Answer) labels {
	var l labels
	for _, e := range excerpt.Exchanges(records) {
		l.add(e.Label)
	}
	return l
}

// partsOf counts the parts that some speak of exchanges: of several answers by
// one speaker in an exchange, the one that answers most.
func partsOf(records []analysis.Answer) labels {
	type judged struct {
		score float64
		label directness.Label
	}
	best := map[int]judged{} // by the exchange's number
	for _, r := range records {
		score, label, _ := r.Directness()
		exchange, _, _ := r.Exchange()
		if before, known := best[exchange]; label != "" && (!known || before.score < score) {
			best[exchange] = judged{score, label}
		}
	}
	var l labels
	for _, j := range best {
		l.add(j.label)
	}
	return l
}

// part is a speaker or topic with the figures of its answers.
type part struct {
	analysis.Group
	estimates []stats.Estimate // sentiment, hedges
	labels    labels
	records   []analysis.Answer
}

func (s *Screen) parts(by *analysis.Dimension) []part {
	var out []part
	for _, g := range excerpt.GroupBy(s.counted, by) {
		records := g.Answers()
		sentiment, hedges := g.Estimate(analysis.MeanSentiment, s.stats.Level), g.Estimate(analysis.HedgeRate, s.stats.Level)
		out = append(out, part{g, []stats.Estimate{sentiment.Estimate, hedges.Estimate}, partsOf(records), records})
	}
	return out
}
