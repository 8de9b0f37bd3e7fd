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
// beyond the level that the mean should keep.
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
	var sites []Site
	for i, record := range o.group.Records() {
		n, d := sample.Numerators[i], sample.Denominators[i]
		switch {
		case d == 0:
		case metric.CountsCues() && o.broken.above:
			sites = append(sites, shared(o.subject.cues(record, r), metric, gives(n, 0))...)
		case metric.Kind == analysis.Share && (n > 0) != o.broken.above:
		case metric.Kind == analysis.Mean && (per*n/d > level) != o.broken.above:
		default:
			site := o.subject.answer(record)
			site.Gives = gives(n, d)
			sites = append(sites, site)
		}
	}
	sites = slices.DeleteFunc(sites, func(s Site) bool { return s.Gives <= 0 })
	slices.SortStableFunc(sites, func(a, b Site) int {
		return cmp.Or(cmp.Compare(b.Gives, a.Gives), cmp.Compare(b.weight, a.weight))
	})
	return sites
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
