package table

import (
	"fmt"
	"html/template"
	"math"
	"strconv"
	"strings"
)

// Chart is an estimate on an axis, which pages draw: a whisker, and behind it in
// grey where the value usually lies. NaN stands for what is not known.
type Chart struct {
	Low, High           float64 // of the axis; what lies beyond is drawn at its end
	Value               float64
	From, To            float64 // the interval
	UsualLow, UsualHigh float64
	Decimals            int
	// Ends are written at the ends of the axis in place of Low and High, and Label
	// says in place of the numbers what is to be seen.
	Ends  [2]string
	Label string
}

// The picture of a chart, in its own units.
const (
	chartWidth, chartHeight = 132, 18
	chartLeft, chartRight   = 16, 118
	chartMiddle             = chartHeight / 2
)

// svg draws the chart; its label says what is to be seen.
func (c *Chart) svg() template.HTML {
	if c == nil || math.IsNaN(c.Value) {
		return ""
	}
	at := func(x float64) float64 {
		return chartLeft + (chartRight-chartLeft)*(min(max(x, c.Low), c.High)-c.Low)/(c.High-c.Low)
	}
	short := func(x float64) string { return Short(x, c.Decimals) }
	label := short(c.Value)
	var b strings.Builder
	if known(c.UsualLow, c.UsualHigh) {
		from := at(c.UsualLow)
		fmt.Fprintf(&b, `<rect class="usual" x="%.1f" y="2" width="%.1f" height="%d"/>`, from, at(c.UsualHigh)-from, chartHeight-4)
	}
	fmt.Fprintf(&b, `<path class="axis" d="M%d %dH%d"/>`, chartLeft, chartMiddle, chartRight)
	if c.Low < 0 && c.High > 0 {
		fmt.Fprintf(&b, `<path class="axis" d="M%.1f 3V%d"/>`, at(0), chartHeight-3)
	}
	value := "value hollow"
	if known(c.From, c.To) {
		value = "value"
		label += ", interval " + short(c.From) + " to " + short(c.To)
		fmt.Fprintf(&b, `<path class="interval" d="M%.1f 5v8m0 -4H%.1fm0 -4v8"/>`, at(c.From), at(c.To))
	}
	if known(c.UsualLow, c.UsualHigh) {
		label += ", usually " + short(c.UsualLow) + " to " + short(c.UsualHigh)
	}
	fmt.Fprintf(&b, `<circle class="%s" cx="%.1f" cy="%d" r="3.5"/>`, value, at(c.Value), chartMiddle)
	ends := c.Ends
	if ends == [2]string{} {
		ends = [2]string{strconv.FormatFloat(c.Low, 'g', -1, 64), strconv.FormatFloat(c.High, 'g', -1, 64)}
	}
	if c.Label != "" {
		label = c.Label
	}
	return template.HTML(fmt.Sprintf(`<svg class="chart" role="img" aria-label="%s" viewBox="0 0 %d %d" width="%[2]d" height="%d"><text x="%d" y="12" text-anchor="end">%s</text>%s<text x="%d" y="12">%s</text></svg>`,
		template.HTMLEscapeString(label), chartWidth, chartHeight, chartLeft-5, template.HTMLEscapeString(ends[0]), b.String(), chartRight+5, template.HTMLEscapeString(ends[1])))
}

func known(low, high float64) bool { return !math.IsNaN(low) && !math.IsNaN(high) }
