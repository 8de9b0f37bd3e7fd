package gate

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"

	"candor/analysis"
)

// causes gives what made a check break its limit, what gives most first: of a
// rate of cues that is too high the cues, of a share the answers that it counts
// (those that it does not count where it is too low), of a mean the answers
// beyond the level that the mean should keep. Of an exchange those turns are causes
// that by themselves are judged as it is, and what it gives is divided among them.
func (o *openCheck) causes(c *Check) []Site {
	r := c.rule
	if r.forbids() {
		var sites []Site
		for _, record := range o.group.Records() {
			sites = append(sites, o.subject.cues(record, r)...)
		}
		return sites
	}
	metric := analysis.MetricNamed(r.Metric)
	sample := o.group.Sample(metric)
	per := cmp.Or(sample.Per, 1)
	numerator, denominator := floats.Sum(sample.Numerators), floats.Sum(sample.Denominators)
	level := o.level(c)
	gives := func(n, d float64) float64 {
		if denominator-d <= 0 { // nothing would be left
			return math.Abs(per*numerator/denominator - level)
		}
		less := per*numerator/denominator - per*(numerator-n)/(denominator-d)
		if !o.broken.above {
			less = -less
		}
		return less
	}
	counted := o.group.CountedAt(metric)
	units := map[int][]Site{} // by the answer at which they are counted
	for i, record := range o.group.Records() {
		at := counted[i]
		if at < 0 || sample.Denominators[at] == 0 {
			continue
		}
		n, d := sample.Numerators[at], sample.Denominators[at]
		switch {
		case metric.CountsCues() && o.broken.above:
			units[at] = append(units[at], shared(o.subject.cues(record, r), metric, gives(n, 0))...)
		case o.beyond(metric, per*n/d, level) && o.beyond(metric, own(metric, record), level):
			site := o.subject.answer(record)
			site.Gives = gives(n, d)
			units[at] = append(units[at], site)
		}
	}
	var sites []Site
	for at := range counted { // in their order
		for _, site := range units[at] {
			if !metric.CountsCues() {
				site.Gives /= float64(len(units[at]))
			}
			if site.Gives > 0 {
				sites = append(sites, site)
			}
		}
	}
	slices.SortStableFunc(sites, func(a, b Site) int {
		return cmp.Or(cmp.Compare(b.Gives, a.Gives), cmp.Compare(b.weight, a.weight))
	})
	return sites
}

// beyond tells whether a value of one answer is among those that broke the limit: of
// a share what counts, or does not where it is too low; else what lies beyond the level.
func (o *openCheck) beyond(m *analysis.Metric, value, level float64) bool {
	if m.Kind == analysis.Share {
		level = 0.5
	}
	return value > level == o.broken.above
}

// own is the metric of one answer by itself, whatever its exchange is judged as.
func own(m *analysis.Metric, r *analysis.Record) float64 {
	value, _ := m.Value(r)
	return value
}

// level is where the metric would just keep the limit.
func (o *openCheck) level(c *Check) float64 {
	switch o.broken.key {
	case "max_increase":
		return c.Against.Value + o.broken.bound
	case "max_decrease":
		return c.Against.Value - o.broken.bound
	}
	return o.broken.bound
}

// shared divides what an answer gives among its cues: by their weights where the
// metric counts these, else equally.
func shared(cues []Site, m *analysis.Metric, gives float64) []Site {
	sum := 0.0
	part := func(s *Site) float64 {
		if m == analysis.HedgeStrength {
			return s.weight
		}
		return 1
	}
	for i := range cues {
		sum += part(&cues[i])
	}
	for i := range cues {
		cues[i].Gives = gives * part(&cues[i]) / sum
	}
	return cues
}
