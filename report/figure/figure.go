// Package figure draws comparisons. It is the only package that imports gonum/plot.
package figure

import (
	"cmp"
	"errors"
	"fmt"
	"image/color"
	"io"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"

	"candor/analysis"
	"candor/analysis/comparison"
	"candor/internal/harmless"
	"candor/stats"
)

func init() { plot.DefaultFont = font.Font{Typeface: "Liberation", Variant: "Sans"} }

// drawnMetrics have a panel each, unnamed stands for a group without a name.
var drawnMetrics = [...]*analysis.Metric{analysis.MeanSentiment, analysis.HedgeRate}

const unnamed = "(not named)"

// Comparison draws a comparison as "svg" (fonts embedded) or "png". Two
// columns give the changes over all answers with their intervals; three or more
// give trends by speaker, and speakers by topics as heat maps. Groups that are
// each compared with the others have no figure: that is an error.
func Comparison(w io.Writer, c *comparison.Comparison, format string) error {
	if len(c.Each) > 0 {
		return errors.New("no figure shows groups that are each compared with the others; name two with --only")
	}
	panels := changePanels(c)
	height := 5 * vg.Inch
	if c.Trends() {
		panels = append(trendPanels(c), heatPanels(c)...)
		height = 9 * vg.Inch
	}
	width := 12 * vg.Inch
	var canvas vg.CanvasSizer
	var out io.WriterTo
	switch format {
	case "svg":
		svg := vgsvg.NewWith(vgsvg.UseWH(width, height), vgsvg.EmbedFonts(true))
		canvas, out = svg, svg
	case "png":
		image := vgimg.NewWith(vgimg.UseWH(width, height), vgimg.UseDPI(120))
		canvas, out = image, vgimg.PngCanvas{Canvas: image}
	default:
		return fmt.Errorf("no figure format is called %q, want svg or png", format)
	}
	rows := [][]*plot.Plot{panels[:2]}
	if len(panels) > 2 {
		rows = append(rows, panels[2:])
	}
	page := draw.NewCanvas(canvas, width, height)
	tiles := draw.Tiles{Rows: len(rows), Cols: 2, PadX: vg.Points(24), PadY: vg.Points(24), PadTop: vg.Points(10), PadBottom: vg.Points(10), PadLeft: vg.Points(10), PadRight: vg.Points(16)}
	for i, row := range rows {
		// Only the panels of a row are alike enough to be aligned.
		for j, p := range row {
			p.Draw(tiles.At(page, j, i))
		}
	}
	_, err := out.WriteTo(w)
	return err
}

// newPanel is an empty plot with a title of two lines: what, and on how much.
func newPanel(title, caption string) *plot.Plot {
	p := plot.New()
	p.Title.Text = title + "\n" + caption
	p.Title.Padding = vg.Points(6)
	p.Title.TextStyle.Font.Size = vg.Points(11)
	p.BackgroundColor = color.White
	return p
}

// The colours are of Okabe and Ito (2008), told apart by colour-blind readers;
// shapes and dashes tell the lines apart in black and white.
var (
	lineColors = []color.Color{color.RGBA{0, 114, 178, 255}, color.RGBA{213, 94, 0, 255}, color.RGBA{0, 158, 115, 255}, color.RGBA{86, 60, 92, 255}}
	lineDashes = [][]vg.Length{nil, {vg.Points(6), vg.Points(3)}, {vg.Points(2), vg.Points(2)}, {vg.Points(8), vg.Points(2), vg.Points(2), vg.Points(2)}}
	lineShapes = []draw.GlyphDrawer{draw.CircleGlyph{}, draw.BoxGlyph{}, draw.PyramidGlyph{}, draw.CrossGlyph{}}
	// hollowShapes are the same without filling.
	hollowShapes = []draw.GlyphDrawer{draw.RingGlyph{}, draw.SquareGlyph{}, draw.TriangleGlyph{}, draw.PlusGlyph{}}
)

// mostCounts is up to how many columns a caption counts the answers of each.
const mostCounts = 4

func columnsCaption(c *comparison.Comparison) string {
	least, most := c.Columns[0].Answers(), 0
	var parts []string
	for i := range c.Columns {
		n := c.Columns[i].Answers()
		least, most = min(least, n), max(most, n)
		parts = append(parts, fmt.Sprintf("%s n %d", harmless.Clean(c.Columns[i].Label), n))
	}
	if len(parts) > mostCounts {
		return fmt.Sprintf("%d to %d answers a call", least, most)
	}
	return "answers: " + strings.Join(parts, ", ")
}

// point is an estimate that can be drawn, at a place of the category axis.
type point struct {
	at, value, low, high float64
	known                bool // it has an interval
}

// points leaves out what is undefined.
func points(estimates []stats.Estimate, shift float64) []point {
	var out []point
	for i, e := range estimates {
		if !e.Value.Defined {
			continue
		}
		out = append(out, point{float64(i) + shift, e.Value.Value, e.Interval.Low, e.Interval.High, e.Interval.Defined})
	}
	return out
}

func trendPanels(c *comparison.Comparison) []*plot.Plot {
	labels := make([]string, len(c.Columns))
	for i := range c.Columns {
		labels[i] = harmless.Clean(c.Columns[i].Label)
	}
	var panels []*plot.Plot
	for _, metric := range drawnMetrics {
		p := newPanel(metricTitle(metric)+" by speaker, with 95 % intervals", columnsCaption(c))
		p.Y.Label.Text = metricAxis(metric)
		p.Add(plotter.NewGrid())
		series := c.Series(analysis.BySpeaker, metric, len(lineColors))
		for i, s := range series {
			addTrend(p, s, i, (float64(i)-float64(len(series)-1)/2)*0.06)
		}
		p.NominalX(labels...)
		p.X.Min, p.X.Max = -0.4, float64(len(labels))-0.6
		padding := 0.05 * (p.Y.Max - p.Y.Min)
		p.Y.Min, p.Y.Max = p.Y.Min-padding, p.Y.Max+padding*(1+1.6*float64(len(series))) // and room for the legend
		if metric == analysis.MeanSentiment {
			p.Y.Tick.Marker = plot.ConstantTicks(sentimentTicks)
		}
		p.Legend.Top, p.Legend.Left = true, true
		panels = append(panels, p)
	}
	return panels
}

// addTrend draws one group: a line through its values, a mark at each, and the
// interval where there is one; a mark without is hollow.
func addTrend(p *plot.Plot, s comparison.Series, i int, shift float64) {
	drawn := points(s.Estimates, shift)
	if len(drawn) == 0 {
		return
	}
	var all, known, unknown plotter.XYs
	var bars plotter.YErrors
	for _, d := range drawn {
		at := plotter.XY{X: d.at, Y: d.value}
		all = append(all, at)
		if !d.known {
			unknown = append(unknown, at)
			continue
		}
		known = append(known, at)
		bars = append(bars, struct{ Low, High float64 }{d.value - d.low, d.high - d.value})
	}
	line, err := plotter.NewLine(all)
	if err != nil {
		return // only undefined values make an error, and there are none
	}
	line.Color, line.Width, line.Dashes = lineColors[i], vg.Points(1.6), lineDashes[i]
	for run := range runs(drawn) {
		addBand(p, run, lineColors[i])
	}
	p.Add(line)
	marked := addMarks(p, known, lineShapes[i], lineColors[i])
	hollow := addMarks(p, unknown, hollowShapes[i], lineColors[i])
	if intervals, err := plotter.NewYErrorBars(struct {
		plotter.XYs
		plotter.YErrors
	}{known, bars}); err == nil && len(known) > 0 {
		intervals.Color, intervals.Width = lineColors[i], vg.Points(1)
		p.Add(intervals)
	}
	if marked == nil {
		marked = hollow
	}
	p.Legend.Add(harmless.Clean(cmp.Or(s.Group, unnamed)), line, marked)
}

// addMarks draws marks at places, nil for none.
func addMarks(p *plot.Plot, at plotter.XYs, shape draw.GlyphDrawer, of color.Color) *plotter.Scatter {
	if len(at) == 0 {
		return nil
	}
	marks, err := plotter.NewScatter(at)
	if err != nil {
		return nil // only undefined values make an error
	}
	marks.Shape, marks.Radius, marks.Color = shape, vg.Points(4), of
	p.Add(marks)
	return marks
}

// runs gives the stretches of neighbours that have intervals.
func runs(drawn []point) iter.Seq[[]point] {
	return func(yield func([]point) bool) {
		first := 0
		for i := 0; i <= len(drawn); i++ {
			if i < len(drawn) && drawn[i].known && (i == first || drawn[i].at-drawn[i-1].at < 1.5) {
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

var sentimentTicks = []plot.Tick{{Value: -1, Label: "-1"}, {Value: -0.5, Label: "-0.5"}, {Value: 0, Label: "0"}, {Value: 0.5, Label: "+0.5"}, {Value: 1, Label: "+1"}}

// addBand shades the intervals of a group that has several.
func addBand(p *plot.Plot, drawn []point, of color.Color) {
	if len(drawn) < 2 {
		return
	}
	edge := make(plotter.XYs, 0, 2*len(drawn))
	for _, d := range drawn {
		edge = append(edge, plotter.XY{X: d.at, Y: d.low})
	}
	for _, d := range slices.Backward(drawn) {
		edge = append(edge, plotter.XY{X: d.at, Y: d.high})
	}
	band, err := plotter.NewPolygon(edge)
	if err != nil {
		return
	}
	r, g, b, _ := of.RGBA()
	band.Color = color.NRGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 36}
	band.LineStyle.Width = 0
	p.Add(band)
}

// quantity is what the metric is about in a word, "hedges".
func quantity(m *analysis.Metric) string { return strings.SplitN(m.Name, "_", 2)[0] }

func metricTitle(m *analysis.Metric) string {
	name := quantity(m)
	return strings.ToUpper(name[:1]) + name[1:]
}

func metricAxis(m *analysis.Metric) string {
	if m.Unit == "" {
		return fmt.Sprintf("%s (%+g to %+g)", m.Name, m.Low, m.High)
	}
	return quantity(m) + " " + m.Unit
}

// mostCells is how many speakers and topics a heat map shows.
const mostCells = 6

// changePanels are the changes of two columns over all answers: scores and
// shares in one panel, rates per 100 words in the other. Words per answer have
// a scale of their own and are left to the table, and so is what does not vary.
func changePanels(c *comparison.Comparison) []*plot.Plot {
	title := fmt.Sprintf("Change from %s to %s", harmless.Clean(c.Columns[0].Label), harmless.Clean(c.Columns[len(c.Columns)-1].Label))
	caption := columnsCaption(c) + "; filled: q at most " + strings.TrimPrefix(strconv.FormatFloat(c.Options.Alpha, 'g', -1, 64), "0")
	scores := newPanel(title+": scores and shares", caption)
	rates := newPanel(title+": hedges", caption)
	scores.X.Label.Text = "change of the score or share, with 95 % interval"
	rates.X.Label.Text = "change per 100 words, with 95 % interval"
	var score, rate []comparison.Row
	for _, r := range c.Rows {
		switch {
		case r.By != analysis.Together || r.Metric == analysis.WordsPerAnswer || r.Warning == comparison.NoVariation:
		case r.Metric.Scale == 100:
			rate = append([]comparison.Row{r}, rate...)
		default:
			score = append([]comparison.Row{r}, score...)
		}
	}
	addChanges(scores, score)
	addChanges(rates, rate)
	return []*plot.Plot{scores, rates}
}

func addChanges(p *plot.Plot, rows []comparison.Row) {
	if len(rows) == 0 {
		p.X.Label.Text = "nothing varies"
		p.HideY()
		return
	}
	p.Add(plotter.NewGrid())
	names := make([]string, len(rows))
	widest := 0.0
	for i, r := range rows {
		names[i] = strings.TrimPrefix(strings.ReplaceAll(r.Metric.Name, "_", " "), "hedges per 100 words.")
		if !r.Change.Defined {
			continue
		}
		bar := plotter.XErrors{{}}
		if r.Interval.Defined {
			bar[0].Low, bar[0].High = r.Change.Value-r.Interval.Low, r.Interval.High-r.Change.Value
			widest = max(widest, math.Abs(r.Interval.Low), math.Abs(r.Interval.High))
		}
		widest = max(widest, math.Abs(r.Change.Value))
		at := plotter.XYs{{X: r.Change.Value, Y: float64(i)}}
		dot, err := plotter.NewScatter(at)
		if err != nil {
			continue // only undefined values make an error, and there are none
		}
		line, err := plotter.NewXErrorBars(struct {
			plotter.XYs
			plotter.XErrors
		}{at, bar})
		if err != nil {
			continue
		}
		dot.Shape, dot.Radius, dot.Color = draw.RingGlyph{}, vg.Points(4), lineColors[0]
		if r.Shown {
			dot.Shape = draw.CircleGlyph{}
		}
		line.Color, line.Width = lineColors[0], vg.Points(1.4)
		p.Add(dot)
		if r.Interval.Defined {
			p.Add(line)
		}
	}
	if widest == 0 {
		widest = 1
	}
	zero, err := plotter.NewLine(plotter.XYs{{X: 0, Y: -0.5}, {X: 0, Y: float64(len(rows)) - 0.5}})
	if err == nil {
		zero.Width = vg.Points(1.2)
		p.Add(zero)
	}
	p.NominalY(names...)
	p.X.Min, p.X.Max = -1.1*widest, 1.1*widest
	p.Y.Min, p.Y.Max = -0.5, float64(len(rows))-0.5
}
