// Package figure draws reports and comparisons. It is the only package that imports
// gonum/plot, of which it takes the canvases: where things stand is decided here, so
// that no label lies on another.
package figure

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"candor/analysis"
	"candor/analysis/comparison"
	"candor/internal/table"
	"candor/report/excerpt"
	"candor/stats"
)

// Comparison draws a comparison as one of Formats. Two columns give the changes
// over all answers with their intervals; three or more give trends by speaker, and
// speakers by topics as heat maps. Groups that are each compared with the others
// have no figure: that is an error.
func Comparison(w io.Writer, c *comparison.Comparison, format string) error {
	switch {
	case len(c.Each) > 0:
		return errors.New("no figure shows groups that are each compared with the others; name two with --only")
	case c.Trends():
		return trends(w, c, format)
	}
	return changes(w, c, format)
}

// mostCounts is up to how many columns a caption counts the answers of each.
const mostCounts = 4

func columnsCaption(c *comparison.Comparison) string {
	least, most := c.Columns[0].Answers(), 0
	var parts []string
	for i := range c.Columns {
		n := c.Columns[i].Answers()
		least, most = min(least, n), max(most, n)
		parts = append(parts, fmt.Sprintf("%s n %d", c.Columns[i].Label, n))
	}
	if len(parts) > mostCounts {
		return fmt.Sprintf("%d calls, %d to %d answers each.", len(parts), least, most)
	}
	return "Answers: " + strings.Join(parts, ", ") + "."
}

// changes draws the changes of two columns over all answers: scores and shares in
// one block, rates per 100 words in the other. Words per answer have a scale of
// their own and are left to the table, and so is what does not vary.
func changes(w io.Writer, c *comparison.Comparison, format string) error {
	const width = (pageWidth - 2*margin - gap) / 2
	scores := &block{title: "Change of the score or share", decimals: 2, x: margin, names: 130, width: width}
	rates := &block{title: "Change per 100 words", decimals: 1, x: margin + width + gap, names: 130, width: width}
	for _, r := range c.Rows {
		switch {
		case r.By != analysis.Together || r.Metric == analysis.WordsPerAnswer || r.Warning == comparison.NoVariation:
		case r.Metric.Scale == 100:
			rates.rows = append(rates.rows, changeRow(&r))
		default:
			scores.rows = append(scores.rows, changeRow(&r))
		}
	}
	height := 0.0
	for _, b := range []*block{scores, rates} {
		widest := 0.0
		for _, r := range b.rows {
			widest = max(widest, farthest(r.estimate))
		}
		b.axis = axisTo(-widest, widest, true, 4)
		if widest == 0 {
			b.title += ": nothing varies"
			b.axis = axisTo(-1, 1, true, 4)
		}
		height = max(height, b.height())
	}
	q := strings.TrimPrefix(strconv.FormatFloat(c.Options.Alpha, 'g', -1, 64), "0")
	head, above := heading(fmt.Sprintf("Change from %s to %s", c.Columns[0].Label, c.Columns[len(c.Columns)-1].Label),
		columnsCaption(c)+fmt.Sprintf(" Bars: %g %% intervals; filled: q at most %s.", 100*c.Options.Stats.Level, q))
	return write(w, format, above+height+margin/2, func(s *sheet) {
		y := s.head(head)
		scores.draw(s, y)
		rates.draw(s, y)
	})
}

func changeRow(r *comparison.Row) blockRow {
	name := strings.TrimPrefix(strings.ReplaceAll(r.Metric.Name, "_", " "), "hedges per 100 words.")
	return blockRow{name: name, estimate: stats.Estimate{Value: r.Change, Interval: r.Interval}, filled: r.Shown, color: blue}
}

// farthest is how far from 0 an estimate goes.
func farthest(e stats.Estimate) float64 {
	if !e.Value.Defined {
		return 0
	}
	if !e.Interval.Defined {
		return math.Abs(e.Value.Value)
	}
	return max(math.Abs(e.Value.Value), math.Abs(e.Interval.Low), math.Abs(e.Interval.High))
}

// quantity is what the metric is about in a word, "hedges".
func quantity(m *analysis.Metric) string { return strings.SplitN(m.Name, "_", 2)[0] }

func metricTitle(m *analysis.Metric) string {
	name := quantity(m)
	title := strings.ToUpper(name[:1]) + name[1:]
	if m.Unit == "" {
		return fmt.Sprintf("%s (%+g to %+g)", title, m.Low, m.High)
	}
	return title + " " + m.Unit
}

// seriesName names a group of a trend.
func seriesName(s comparison.Series) string {
	if s.Others > 0 {
		return table.Count(s.Others, "other")
	}
	return cmp.Or(s.Group, excerpt.NameOr(""))
}
