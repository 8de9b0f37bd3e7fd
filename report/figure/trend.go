package figure

import (
	"fmt"
	"image/color"
	"io"
	"iter"
	"slices"

	"gonum.org/v1/plot/vg"

	"candor/analysis"
	"candor/analysis/comparison"
	"candor/stats"
)

// Measures of trends: a strip a group, one above the other, with the calls along
// the lower edge of all.
const (
	stripNames  = 130.0
	stripTicks  = 30.0
	stripHeight = 54.0
	stripGap    = 14.0
	mostLabel   = 90.0 // what a call's name takes
	panelHead   = 20.0
)

// panel is a metric of all groups.
type panel struct {
	metric   *analysis.Metric
	axis     axis
	x, width float64 // of the strips, without their ticks
	series   []comparison.Series
}

// trends draws a strip for all answers and each speaker, sentiment to the left and
// hedges to the right, and below these speakers by topics.
func trends(w io.Writer, c *comparison.Comparison, format string) error {
	labels := make([]string, len(c.Columns))
	for i := range c.Columns {
		labels[i] = fitName(c.Columns[i].Label, smallSize, mostLabel)
	}
	width := (pageWidth - 2*margin - stripNames - 2*stripTicks - gap) / 2
	var panels []panel
	for i, m := range drawnMetrics {
		p := panel{metric: m, x: margin + stripNames + stripTicks + float64(i)*(width+stripTicks+gap), width: width}
		p.series = append(c.Series(analysis.Together, m, 1), c.Series(analysis.BySpeaker, m, mostParts)...)
		p.axis = axisOf(m, p.series)
		panels = append(panels, p)
	}
	strips := len(panels[0].series)
	footer := 14.0
	upright := !labelsFit(labels, width)
	if upright {
		for _, l := range labels {
			footer = max(footer, widthOf(smallSize, l)+10)
		}
	}
	heats := heatsOf(c)
	head, above := heading("Trends over "+fmt.Sprint(len(c.Columns))+" calls, all answers and by speaker",
		columnsCaption(c)+fmt.Sprintf(" Bars and bands: %g %% intervals; a hollow mark has none, and interrupts the band; what goes beyond an axis is cut. Below: all calls, the topics and speakers with the most words; n answers in brackets, no answer where blank.", 100*c.Options.Stats.Level))
	below := above + panelHead + float64(strips)*(stripHeight+stripGap) + footer
	return write(w, format, below+heats.height()+margin/2, func(s *sheet) {
		y := s.head(head)
		for i := range panels {
			panels[i].draw(s, y, labels, upright, i == 0)
		}
		heats.draw(s, below)
	})
}

func axisOf(m *analysis.Metric, series []comparison.Series) axis {
	if m.Signed() {
		return axisTo(-1, 1, true, 2)
	}
	var all []stats.Estimate
	for _, s := range series {
		all = append(all, s.Estimates...)
	}
	return axisTo(0, highest(all), false, 2)
}

// labelsFit tells whether the names of calls fit beside each other.
func labelsFit(labels []string, width float64) bool {
	for _, l := range labels {
		if widthOf(smallSize, l)+6 > width/float64(len(labels)) {
			return false
		}
	}
	return true
}

// every is the step at which upright labels still stand clear of each other.
func every(labels int, width float64) int {
	const room = smallSize * 1.35
	n := 1
	for width/float64(labels)*float64(n) < room {
		n++
	}
	return n
}

func (p *panel) draw(s *sheet, y float64, labels []string, upright, named bool) {
	s.text(p.x, y+panelHead/2-2, headSize, begins, ink, fit(metricTitle(p.metric), headSize, p.width))
	y += panelHead
	at := func(i int) float64 { return p.x + p.width*(float64(i)+0.5)/float64(len(labels)) }
	for i, series := range p.series {
		top := y + float64(i)*(stripHeight+stripGap)
		if named {
			lines := wrap(seriesNameOf(i, series), textSize, stripNames-gap)
			for j, line := range lines[:min(len(lines), 3)] {
				s.text(margin, top+stripHeight/2+(float64(j)-float64(min(len(lines), 3)-1)/2)*textSize*lineHeight, textSize, begins, ink, line)
			}
		}
		for _, t := range p.axis.ticks {
			h := p.axis.place(t, top+stripHeight, top)
			s.line(p.x, h, p.x+p.width, h, 0.5, grid)
			s.text(p.x-4, h, smallSize, ends, faint, p.axis.label(t))
		}
		p.drawSeries(s, series, at, top)
	}
	bottom := y + float64(len(p.series))*(stripHeight+stripGap)
	step := 1
	if upright {
		step = every(len(labels), p.width)
	}
	for i := 0; i < len(labels); i += step {
		if upright {
			s.upright(at(i), bottom, smallSize, faint, labels[i])
		} else {
			s.text(at(i), bottom+3, smallSize, middle, faint, labels[i])
		}
	}
}

// seriesNameOf names a strip: the first is that of all answers.
func seriesNameOf(i int, s comparison.Series) string {
	if i == 0 {
		return "All answers"
	}
	return seriesName(s)
}

// drawSeries draws one group: a line through its values, a mark at each, and the
// interval where there is one; a mark without is hollow.
func (p *panel) drawSeries(s *sheet, series comparison.Series, at func(int) float64, top float64) {
	height := func(x float64) float64 { return p.axis.place(x, top+stripHeight, top) }
	drawn := points(series.Estimates)
	for run := range runs(drawn) {
		if len(run) < 2 {
			continue
		}
		var edge []vg.Point
		for _, d := range run {
			edge = append(edge, s.at(at(d.at), height(d.low)))
		}
		for _, d := range slices.Backward(run) {
			edge = append(edge, s.at(at(d.at), height(d.high)))
		}
		s.canvas.FillPolygon(color.RGBA{214, 232, 243, 255}, edge)
	}
	for i, d := range drawn {
		if i > 0 {
			s.line(at(drawn[i-1].at), height(drawn[i-1].value), at(d.at), height(d.value), 1.2, blue)
		}
		if d.known {
			s.line(at(d.at), height(d.low), at(d.at), height(d.high), 0.8, blue)
		}
	}
	for _, d := range drawn {
		s.mark(at(d.at), height(d.value), d.known, blue)
	}
}

// point is an estimate that can be drawn, of a column.
type point struct {
	at               int
	value, low, high float64
	known            bool // it has an interval
}

// points leaves out what is undefined.
func points(estimates []stats.Estimate) []point {
	var out []point
	for i, e := range estimates {
		if e.Value.Defined {
			out = append(out, point{i, e.Value.Value, e.Interval.Low, e.Interval.High, e.Interval.Defined})
		}
	}
	return out
}

// runs gives the stretches of neighbours that have intervals.
func runs(drawn []point) iter.Seq[[]point] {
	return func(yield func([]point) bool) {
		first := 0
		for i := 0; i <= len(drawn); i++ {
			if i < len(drawn) && drawn[i].known && (i == first || drawn[i].at == drawn[i-1].at+1) {
				continue
			}
			if i > first && !yield(drawn[first:i]) {
				return
			}
			first = i
			if i < len(drawn) && !drawn[i].known {
				first = i + 1
			}
		}
	}
}
