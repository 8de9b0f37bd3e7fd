package screen

import (
	"math"
	"strings"

	"candor/analysis"
	"candor/internal/table"
	"candor/norms"
	"candor/stats"
)

// chartWidth is how many columns a whisker takes.
const chartWidth = 17

const chartHead = "-1      0      +1"

// axis is what charts show of a metric: sentiment from -1 to 1, rates from 0 to
// what hardly a call has.
func axis(m *analysis.Metric) (low, high float64) {
	if m.Signed() {
		return -1, 1
	}
	const mostHedges = 8
	return 0, mostHedges
}

// chart is an estimate as pages draw it, with what is usual behind it.
func chart(m *analysis.Metric, e stats.Estimate, usual norms.Usual, known bool) table.Cell {
	low, high := axis(m)
	c := table.Chart{Low: low, High: high, Value: e.Value.OrNaN(), From: math.NaN(), To: math.NaN(), UsualLow: math.NaN(), UsualHigh: math.NaN(), Decimals: 1}
	if m.Signed() {
		c.Decimals = 2
	}
	if e.Interval.Defined {
		c.From, c.To = e.Interval.Low, e.Interval.High
	}
	if known {
		c.UsualLow, c.UsualHigh = usual.Low, usual.High
	}
	return table.Cell{Chart: &c}
}

// whisker draws an estimate with its interval in characters.
func whisker(m *analysis.Metric, e stats.Estimate) string {
	if !e.Value.Defined {
		return ""
	}
	low, high := axis(m)
	at := func(x float64) int {
		return int(math.Round((min(max(x, low), high) - low) / (high - low) * (chartWidth - 1)))
	}
	row := []rune(strings.Repeat(" ", chartWidth))
	if m.Signed() {
		row[at(0)] = '|'
	} else {
		row[0], row[chartWidth-1] = '0', '8'
	}
	if e.Interval.Defined {
		for i := at(e.Interval.Low); i <= at(e.Interval.High); i++ {
			row[i] = '─'
		}
		row[at(e.Interval.Low)], row[at(e.Interval.High)] = '├', '┤'
	}
	row[at(e.Value.Value)] = '●'
	return string(row)
}
