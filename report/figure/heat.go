package figure

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"candor/analysis"
	"candor/analysis/comparison"
	"candor/internal/harmless"
	"candor/internal/table"
)

func heatPanels(c *comparison.Comparison) []*plot.Plot {
	var panels []*plot.Plot
	for _, metric := range drawnMetrics {
		cross := c.Cross(analysis.BySpeaker, analysis.ByTopic, metric, mostCells)
		p := newPanel(metricTitle(metric)+" by speaker and topic, all calls together", metricAxis(metric)+"; n answers in brackets; no answer where blank")
		p.Add(newHeat(cross, metric.Signed()))
		rows := make([]string, len(cross.Rows))
		for i, r := range cross.Rows {
			rows[i] = harmless.Clean(cmp.Or(r, unnamed))
		}
		p.NominalX(cross.Columns...)
		p.NominalY(rows...)
		p.X.Tick.Label.Rotation = math.Pi / 7
		p.X.Tick.Label.XAlign, p.X.Tick.Label.YAlign = text.XRight, text.YTop
		p.X.Min, p.X.Max = -0.5, float64(len(cross.Columns))-0.5
		p.Y.Min, p.Y.Max = -0.5, float64(len(rows))-0.5
		panels = append(panels, p)
	}
	return panels
}

// heat draws a Cross: a shade and the value in each cell.
type heat struct {
	cross    comparison.Cross
	diverges bool // from orange below zero over white to blue; else from white to blue
	largest  float64
}

func newHeat(cross comparison.Cross, diverges bool) heat {
	h := heat{cross, diverges, 1e-9}
	for _, row := range cross.Cells {
		for _, e := range row {
			if e.Value.Defined {
				h.largest = max(h.largest, math.Abs(e.Value.Value))
			}
		}
	}
	return h
}

// Plot draws the cells; the values are dark on light shades and light on dark ones.
func (h heat) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	style := p.X.Tick.Label
	style.Rotation, style.XAlign, style.YAlign = 0, text.XCenter, text.YCenter
	style.Font.Size = vg.Points(9)
	for i, row := range h.cross.Cells {
		for j, e := range row {
			left, right, bottom, top := x(float64(j)-0.48), x(float64(j)+0.48), y(float64(i)-0.47), y(float64(i)+0.47)
			corners := []vg.Point{{X: left, Y: bottom}, {X: right, Y: bottom}, {X: right, Y: top}, {X: left, Y: top}}
			if !e.Value.Defined {
				continue
			}
			strength := e.Value.Value / h.largest
			c.FillPolygon(shade(strength), corners)
			c.StrokeLines(draw.LineStyle{Color: color.Gray{150}, Width: vg.Points(0.5)}, append(corners, corners[0]))
			style.Color = color.Black
			if math.Abs(strength) > 0.65 {
				style.Color = color.White
			}
			value := strconv.FormatFloat(e.Value.Value, 'f', 1, 64)
			if h.diverges {
				value = table.Signed(e.Value.Value, 2).Text
			}
			c.FillText(style, vg.Point{X: (left + right) / 2, Y: (bottom + top) / 2}, fmt.Sprintf("%s\n(%d)", value, e.N))
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
