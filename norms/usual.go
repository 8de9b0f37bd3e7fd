package norms

import (
	"math"
	"slices"

	"candor/analysis"
	"candor/stats"
	"candor/transcript/call"
)

// Usual is what a metric usually is, and where a value stands.
type Usual struct {
	Low  float64 `json:"low"` // the 10th percentile
	High float64 `json:"high"`
	// Percentile is the share of the values below, in [0, 1]; equal ones count half.
	Percentile float64 `json:"percentile"`
	// Calls counts the earlier calls of the same speaker that it rests on (Norms.With):
	// then Low and High are between what nine of ten further calls lie; 0 for others'.
	Calls int `json:"calls,omitempty"`
	N     int `json:"-"` // values that it rests on
}

// Outside tells on which side of what is usual the value lies: -1, 0 or 1. One at
// the bound, as no question evaded is, does not lie outside.
func (u Usual) Outside(value float64) int {
	switch {
	case value < u.Low:
		return -1
	case value > u.High:
		return 1
	}
	return 0
}

const (
	lowShare, highShare = 0.1, 0.9
	// fewest values tell what is usual: of fewer the neighbouring sizes are taken too.
	fewest = 50
)

// Usual holds a value of a metric against the stratum's; ok is false where there
// are too few to tell.
func (n *Norms) Usual(s Stratum, m *analysis.Metric, value float64) (u Usual, ok bool) {
	if n == nil || math.IsNaN(value) {
		return u, false
	}
	d, ok := n.lookUp(s, m)
	if !ok {
		return u, false
	}
	return Usual{Low: round(d.Quantile(lowShare)), High: round(d.Quantile(highShare)), Percentile: round(d.cell.below(d.scale, value-d.shift)), N: d.N}, true
}

// round leaves four decimals: bins are no finer.
func round(x float64) float64 { return math.Round(x*1e4) / 1e4 }

// OfGroup holds a group, one of those that by makes, against the groups of calls
// that are as large; ok is false where there is nothing to hold it against.
func (n *Norms) OfGroup(g *analysis.Group, by *analysis.Dimension, m *analysis.Metric) (u Usual, ok bool) {
	if n == nil {
		return u, false
	}
	if by == analysis.BySpeaker {
		if past, ok := n.ofSpeaker(g, m); ok {
			p := past.Usual
			return Usual{round(p.Low.Value), round(p.High.Value), round(p.Percentile.Value / 100), p.N, p.N}, true
		}
	}
	s, ok := Locate(g, by)
	sample := g.Sample(m)
	value := sample.Value()
	if !ok || !value.Defined {
		return u, false
	}
	return n.Usual(s, m, value.Value)
}

// OfRecord holds one answer against answers as long.
func (n *Norms) OfRecord(r *analysis.Record, m *analysis.Metric) (u Usual, ok bool) {
	if n == nil {
		return u, false
	}
	value, ok := m.Value(r)
	if !ok {
		return u, false
	}
	return n.Usual(OfAnswer(r), m, value)
}

// cell gives the distribution in a stratum: of any size where it names none, else
// with that of the sizes beside it where it has few values; of a topic that has
// few, that of all topics.
func (n *Norms) cell(s Stratum, m *analysis.Metric) (*cell, bool) {
	if n.unfit[m] {
		return nil, false
	}
	sum, sizes := new(cell), s.Sizes()
	add := func(size int) {
		s.Size = size
		if cells := n.at(s); cells != nil {
			sum.merge(&cells[metricAt[m]])
		}
	}
	if s.Size == 0 {
		for _, size := range append([]int{0}, sizes...) {
			add(size)
		}
		return sum, sum.n() >= fewest
	}
	size := s.Size
	i := slices.Index(sizes, size)
	if i < 0 {
		return nil, false
	}
	add(size)
	for d := 1; d < len(sizes) && sum.n() < fewest; d++ {
		if i-d >= 0 {
			add(sizes[i-d])
		}
		if i+d < len(sizes) {
			add(sizes[i+d])
		}
	}
	if sum.n() < fewest && s.Topic != "" {
		s.Size, s.Topic = size, ""
		return n.cell(s, m)
	}
	return sum, sum.n() >= fewest
}

// Distribution is how a metric is distributed in a stratum.
type Distribution struct {
	N        int     // values
	Mean, SD float64 // of the values
	// Between is the standard deviation between the groups' truths, Within that of
	// one answer in a group (Norms.Prior); 0 where that is not known, as of answers.
	Between, Within float64

	cell  *cell
	scale scale
	shift float64 // to the level of the stratum's year
}

// Quantile gives the value that a share of the values lie below.
func (d *Distribution) Quantile(share float64) float64 {
	return min(max(d.cell.quantile(d.scale, share)+d.shift, d.scale.low), d.scale.high)
}

// lookUp gives a distribution without what its groups vary by.
func (n *Norms) lookUp(s Stratum, m *analysis.Metric) (d Distribution, ok bool) {
	d.scale = scaleOf(m)
	if s.Size > 0 {
		d.shift = n.level(s.Section, s.Year, m)
		s.Year = ""
	}
	if d.cell, ok = n.cell(s, m); !ok {
		return d, false
	}
	d.N = int(d.cell.n())
	return d, true
}

// Distribution gives how a metric is distributed in a stratum, of any size where it
// names none; ok is false where there are too few values to tell. A stratum with a
// size and a year is that of all years, moved to the level of that one where the year
// differs (Differs).
func (n *Norms) Distribution(s Stratum, m *analysis.Metric) (d Distribution, ok bool) {
	if d, ok = n.lookUp(s, m); !ok {
		return d, false
	}
	var variance float64
	d.Mean, variance = d.cell.mean(d.scale)
	d.Mean += d.shift
	d.SD = math.Sqrt(variance)
	if prior, ok := n.Prior(s, m); ok {
		d.Between, d.Within = math.Sqrt(prior.Variance), math.Sqrt(prior.Unit)
	}
	return d, true
}

// A year or a publisher differs where its mean is a fifth of a standard deviation
// from that of all calls, a small effect (Cohen 1988), and so far off in less than
// one of ten thousand times by chance.
const (
	smallEffect = 0.2
	beyondNoise = 3.9
)

// Differs tells how far the mean of a year's or publisher's calls is from that of all
// calls of six answers and more, in standard deviations of these; 0 where that may be noise.
func (n *Norms) Differs(s Stratum, m *analysis.Metric) float64 {
	all, others := new(cell), n.PublishersKnown()
	if s.Year != "" {
		others = n.YearsKnown()
	}
	for _, other := range others {
		o := Stratum{Section: s.Section, Of: Call, Publisher: other}
		if s.Year != "" {
			o.Publisher, o.Year = "", other
		}
		if cells := n.at(o); cells != nil {
			all.merge(&cells[metricAt[m]])
		}
	}
	c, ok := n.cell(s, m)
	if !ok || s.Year+s.Publisher == "" || all.n() <= c.n() {
		return 0
	}
	scale := scaleOf(m)
	mean, variance := all.mean(scale)
	own, ownVariance := c.mean(scale)
	d := (own - mean) / math.Sqrt(variance)
	if math.Abs(d) < smallEffect || math.Abs(own-mean) < beyondNoise*math.Sqrt(ownVariance/float64(c.n())) {
		return 0
	}
	return d
}

// mostEqual is the share of values at a bound, such as no deflection at all, from which
// on a level says little: what stands at the bound cannot move with it.
const mostEqual = 0.1

// level gives how far a year's calls are from all together, where they differ. For a
// year with few calls it is that of the last one before it, else of the first.
func (n *Norms) level(section call.Section, year string, m *analysis.Metric) float64 {
	if year == "" {
		return 0
	}
	nearest := Stratum{Section: section, Of: Call}
	for _, known := range n.YearsKnown() {
		if c, ok := n.cell(Stratum{Section: section, Of: Call, Year: known}, m); ok && (known <= year || nearest.Year == "") && c.bounded(scaleOf(m)) < mostEqual {
			nearest.Year = known
		}
	}
	if nearest.Year == "" {
		return 0
	}
	all, ok := n.cell(Stratum{Section: section, Of: Call}, m)
	if !ok {
		return 0
	}
	_, variance := all.mean(scaleOf(m))
	return n.Differs(nearest, m) * math.Sqrt(variance)
}

// fewestPooled is how much a group must hold for the variances: of less, chance is
// nearly all that values differ by.
const fewestPooled = 3

// Prior gives what is known of a group before it is seen (stats.Prior), from the
// groups of all sizes of its stratum: their mean, the variance between their truths
// (the variance of their values less what the answers in them add to it), and what
// one answer varies by. ok is false where there are too few.
func (n *Norms) Prior(s Stratum, m *analysis.Metric) (p stats.Prior, ok bool) {
	if n.unfit[m] {
		return p, false
	}
	sum, shift := new(cell), 0.0
	if s.Size > 0 {
		shift = n.level(s.Section, s.Year, m)
	}
	s.Year = ""
	for _, size := range s.Sizes() {
		if s.Size = size; size >= fewestPooled {
			if cells := n.at(s); cells != nil {
				sum.merge(&cells[metricAt[m]])
			}
		}
	}
	if sum.n() < fewest || sum.degrees == 0 || sum.spread == 0 {
		return p, false
	}
	scale := scaleOf(m)
	var variance float64
	p.Mean, variance = sum.mean(scale)
	p.Mean += shift
	p.Unit = float64(sum.inner) / float64(sum.degrees) / (scale.fine * scale.fine)
	p.Variance = max(variance-p.Unit*float64(sum.inverse)/float64(sum.spread)/inverseSteps, 0)
	return p, p.Unit > 0
}

// Expected draws a group's value towards what is usual for such groups, by how
// uncertain it is (stats.Prior.Expected).
func (n *Norms) Expected(g *analysis.Group, by *analysis.Dimension, m *analysis.Metric) (expected stats.Value, weight float64) {
	if n == nil {
		return expected, 0
	}
	if by == analysis.BySpeaker {
		if past, ok := n.ofSpeaker(g, m); ok && past.Expected.Defined {
			return past.Expected, past.Weight
		}
	}
	prior, ok := n.PriorOf(g, by, m)
	if !ok {
		return expected, 0
	}
	return prior.Expected(g.Sample(m))
}

// PriorOf gives what is known of a group, one of those that by makes, before it is seen
// (Prior); ok is false where that is nothing.
func (n *Norms) PriorOf(g *analysis.Group, by *analysis.Dimension, m *analysis.Metric) (p stats.Prior, ok bool) {
	if n == nil {
		return p, false
	}
	s, ok := Locate(g, by)
	if !ok {
		return p, false
	}
	return n.Prior(s, m)
}
