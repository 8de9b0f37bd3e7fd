package figure

import (
	"fmt"
	"image/color"
	"math"
	"strconv"

	"candor/analysis"
	"candor/analysis/comparison"
	"candor/internal/table"
	"candor/report/excerpt"
)

// Measures of heat maps: a row a topic, a column a speaker.
const (
	mostSpeakers = 6
	heatNames    = 110.0
	heatRow      = 26.0
	heatHead     = 46.0
)

// heats are the heat maps of a comparison's metrics, beside each other.
type heats []heat

func heatsOf(c *comparison.Comparison) heats {
	var out heats
	for _, m := range drawnMetrics {
		out = append(out, newHeat(c.Cross(analysis.ByTopic, analysis.BySpeaker, m, mostParts, mostSpeakers), m))
	}
	return out
}

func (h heats) height() float64 { return heatHead + heatRow*float64(len(h[0].cross.Rows)) }

func (h heats) draw(s *sheet, y float64) {
	width := (pageWidth - 2*margin - gap) / 2
	for i := range h {
		h[i].draw(s, margin+float64(i)*(width+gap), y, width)
	}
}

// heat draws a Cross: a shade and the value in each cell.
type heat struct {
	cross   comparison.Cross
	metric  *analysis.Metric
	largest float64
}

func newHeat(cross comparison.Cross, m *analysis.Metric) heat {
	h := heat{cross, m, 1e-9}
	for _, row := range cross.Cells {
		for _, e := range row {
			if e.Value.Defined {
				h.largest = max(h.largest, math.Abs(e.Value.Value))
			}
		}
	}
	return h
}

// draw draws the cells; the values are dark on light shades and light on dark ones.
func (h *heat) draw(s *sheet, x, y, width float64) {
	s.text(x, y+14, headSize, begins, ink, fit(metricTitle(h.metric)+", by topic and speaker", headSize, width))
	left, top := x+heatNames, y+heatHead
	cell := (width - heatNames) / float64(max(len(h.cross.Columns), 1))
	for j, name := range h.cross.Columns {
		s.text(left+(float64(j)+0.5)*cell, top-8, smallSize, middle, faint, fit(excerpt.LastName(name), smallSize, cell-4))
	}
	for i, row := range h.cross.Cells {
		at := top + float64(i)*heatRow
		name := h.cross.Rows[i]
		if name == "" {
			name = unnamed
		}
		s.text(x, at+heatRow/2, textSize, begins, ink, fit(name, textSize, heatNames-gap))
		for j, e := range row {
			if !e.Value.Defined {
				continue
			}
			strength := e.Value.Value / h.largest
			s.rect(left+float64(j)*cell+1, at+1, cell-2, heatRow-2, shade(strength))
			of := color.Color(ink)
			if math.Abs(strength) > 0.65 {
				of = color.White
			}
			value := strconv.FormatFloat(e.Value.Value, 'f', 1, 64)
			if h.metric.Signed() {
				value = table.Signed(e.Value.Value, 2).Text
			}
			s.text(left+(float64(j)+0.5)*cell, at+heatRow/2, smallSize, middle, of, fit(fmt.Sprintf("%s (%d)", value, e.N), smallSize, cell-4))
		}
	}
}

// shade gives white for 0, dark blue for 1 and dark orange for -1.
func shade(strength float64) color.Color {
	end := color.RGBA{0, 80, 140, 255}
	if strength < 0 {
		end = color.RGBA{175, 75, 0, 255}
	}
	by := min(math.Abs(strength), 1)
	mix := func(to uint8) uint8 { return uint8(255 - by*(255-float64(to))) }
	return color.RGBA{mix(end.R), mix(end.G), mix(end.B), 255}
}
