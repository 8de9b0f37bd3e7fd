package figure

import (
	"fmt"
	"io"

	"candor/analysis"
	"candor/internal/table"
	"candor/report/screen"
	"candor/stats"
)

// mostCalls is how many calls a report's figure shows, and mostParts how many
// speakers or topics any figure does; the others are taken together.
const (
	mostCalls = 60
	mostParts = 10
)

// Report draws what a screen says as one of Formats: sentiment and hedges of each
// of several calls, or of one call by speaker and topic, with intervals, and in
// grey where they usually lie.
func Report(w io.Writer, s *screen.Screen, level float64, format string) error {
	f := s.Figure(mostCalls, mostParts)
	marks := fmt.Sprintf("Bars: %g %% intervals; a hollow mark has none.", 100*level)
	if f.Basis != "" {
		marks += " Grey: " + f.Basis + ". Orange: beyond."
	}
	if f.More > 0 {
		marks += " Not drawn: " + table.Count(f.More, "more call") + "."
	}
	head, height := heading(f.Title, f.Unusual, marks)
	left := &block{title: "Sentiment (-1 to +1)", axis: axisTo(-1, 1, true, 4), decimals: 2, x: margin, names: 190, counts: true, width: 500}
	right := &block{title: "Hedges per 100 words", decimals: 1, x: margin + left.width + gap, width: pageWidth - 2*margin - left.width - gap}
	var rates []stats.Estimate
	for _, r := range f.Rows {
		rates = append(rates, r.Estimates[1])
	}
	right.axis = axisTo(0, highest(rates), false, 5)
	for _, r := range f.Rows {
		for i, b := range []*block{left, right} {
			row := blockRow{name: r.Name, n: r.N, heading: r.N == 0, estimate: r.Estimates[i], filled: r.Estimates[i].Interval.Defined, color: blue}
			if b == right {
				row.name = ""
			}
			if row.banded = r.Known[i]; row.banded {
				row.low, row.high = r.Usual[i].Low, r.Usual[i].High
				if v := row.estimate.Value; v.Defined && r.Usual[i].Outside(v.Value) != 0 {
					row.color = orange
				}
			}
			b.rows = append(b.rows, row)
		}
	}
	return write(w, format, height+left.height()+margin/2, func(s *sheet) {
		y := s.head(head)
		left.draw(s, y)
		right.draw(s, y)
	})
}

// highest is up to where rates are drawn: all values, and intervals as far as these
// leave room to tell the values apart.
func highest(estimates []stats.Estimate) float64 {
	value, interval := 0.0, 0.0
	for _, e := range estimates {
		if e.Value.Defined {
			value = max(value, e.Value.Value)
		}
		if e.Interval.Defined {
			interval = max(interval, e.Interval.High)
		}
	}
	return max(value, min(interval, 1.4*value))
}

// drawnMetrics have a panel each, unnamed stands for a group without a name.
var drawnMetrics = [...]*analysis.Metric{analysis.MeanSentiment, analysis.HedgeRate}

const unnamed = "(not named)"
