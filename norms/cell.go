package norms

import (
	"math"

	"candor/analysis"
	"candor/stats"
)

// cell is the distribution of one metric in one stratum: how many values lie in
// each bin, and sums from which mean and variances follow. All are integers, so
// that cells add up to the same whatever the order.
type cell struct {
	sum, squares int64 // of the values and their squares, in steps of the scale
	inner        int64 // of what one answer varies by, times degrees, in squared steps
	degrees      int64 // of freedom behind inner
	inverse      int64 // of one over the answers of a group, in steps of 2^-20
	spread       int64 // groups in inverse
	first        int   // bin of counts[0]
	counts       []int64
}

const inverseSteps = 1 << 20

func (c *cell) add(s scale, value float64) {
	steps := s.steps(value)
	c.sum += steps
	c.squares += steps * steps
	c.widen(s.bin(value), 1)
	c.counts[s.bin(value)-c.first]++
}

// addSpread adds what the answers of a group vary by.
func (c *cell) addSpread(s scale, spread stats.Spread) {
	if !spread.Defined {
		return
	}
	unit := s.steps(math.Sqrt(spread.Unit))
	c.inner += int64(spread.Degrees) * unit * unit
	c.degrees += int64(spread.Degrees)
	c.inverse += int64(math.Round(inverseSteps / spread.Effective))
	c.spread++
}

// widen makes room for bins from first on.
func (c *cell) widen(first, bins int) {
	if len(c.counts) == 0 {
		c.first, c.counts = first, make([]int64, bins)
		return
	}
	if before := c.first - first; before > 0 {
		c.counts = append(make([]int64, before, before+len(c.counts)), c.counts...)
		c.first = first
	}
	if behind := first + bins - c.first - len(c.counts); behind > 0 {
		c.counts = append(c.counts, make([]int64, behind)...)
	}
}

func (c *cell) merge(o *cell) {
	if len(o.counts) == 0 {
		return
	}
	c.sum += o.sum
	c.squares += o.squares
	c.inner += o.inner
	c.degrees += o.degrees
	c.inverse += o.inverse
	c.spread += o.spread
	c.widen(o.first, len(o.counts))
	for i, n := range o.counts {
		c.counts[o.first-c.first+i] += n
	}
}

func (c *cell) n() (n int64) {
	for _, count := range c.counts {
		n += count
	}
	return n
}

// scale is how a metric's values become integers.
type scale struct {
	low, high float64 // values there have a bin of their own: none at all, and all
	fine      float64 // steps of sums, to one
	bins      float64 // to one, on the value or its square root
	root      bool
}

// scaleOf gives the scale of a metric. Bounded values have bins of a hundredth.
// Rates have finer ones where they are small, so that neighbours are told apart by
// about as much as counts vary by: the square root makes them even (Anscombe 1948).
func scaleOf(m *analysis.Metric) scale {
	s := scale{low: m.Low, high: m.High, fine: 1 << 16, bins: 100}
	switch {
	case m.Kind == analysis.Rate && m.High == 1:
		s.bins, s.root = 320, true
	case m.High-m.Low <= 4:
	case m.Unit == "words":
		s.fine, s.bins, s.root = 1<<8, 4, true
	default:
		s.fine, s.bins, s.root = 1<<12, 32, true
	}
	return s
}

// steps gives the value in steps of sums. What lies beyond any that speech has is
// drawn in, so that sums of a hundred thousand squares cannot overflow.
func (s scale) steps(value float64) int64 {
	const most = 1 << 22
	return int64(math.Round(min(max(value*s.fine, -most), most)))
}

// bin gives the number of the value's bin, from 0.
func (s scale) bin(value float64) int {
	switch {
	case value <= s.low:
		return 0
	case value >= s.high:
		value = s.high
		if s.root {
			return 2 + int(math.Floor(s.bins*math.Sqrt(value)))
		}
		return 2 + int(math.Floor(s.bins*(value-s.low)))
	case s.root:
		return 1 + int(math.Floor(s.bins*math.Sqrt(value)))
	}
	return 1 + int(math.Floor(s.bins*(value-s.low)))
}

// bounds gives the least and largest value of a bin.
func (s scale) bounds(bin int) (low, high float64) {
	edge := func(i int) float64 {
		x := float64(i) / s.bins
		if s.root {
			return min(x*x, s.high)
		}
		return min(s.low+x, s.high)
	}
	if bin == 0 {
		return s.low, s.low
	}
	return edge(bin - 1), edge(bin)
}

// below gives the share of the values below value, those in its bin counting half.
func (c *cell) below(s scale, value float64) float64 {
	bin, below := s.bin(value), 0.0
	for i, count := range c.counts {
		switch at := c.first + i; {
		case at < bin:
			below += float64(count)
		case at == bin:
			below += float64(count) / 2
		}
	}
	return below / float64(c.n())
}

// quantile gives the value that a share of all lie below, drawn straight through
// the bin that it is in; NaN where there are none.
func (c *cell) quantile(s scale, share float64) float64 {
	want, sum := share*float64(c.n()), 0.0
	for i, count := range c.counts {
		if count == 0 {
			continue
		}
		if next := sum + float64(count); next >= want {
			low, high := s.bounds(c.first + i)
			return low + (high-low)*(want-sum)/float64(count)
		}
		sum += float64(count)
	}
	return math.NaN()
}

// bounded gives the share of the values at a bound, the larger of the two.
func (c *cell) bounded(s scale) float64 {
	most := 0.0
	for i, count := range c.counts {
		if low, high := s.bounds(c.first + i); low == high {
			most = max(most, float64(count))
		}
	}
	return most / float64(c.n())
}

// mean gives the mean of the values and their variance, n-1 below the line.
func (c *cell) mean(s scale) (mean, variance float64) {
	n := float64(c.n())
	mean = float64(c.sum) / n
	if n > 1 {
		variance = max(float64(c.squares)-n*mean*mean, 0) / (n - 1) / (s.fine * s.fine)
	}
	return mean / s.fine, variance
}
