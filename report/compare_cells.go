package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"candor/analysis"
	"candor/analysis/comparison"
	"candor/internal/table"
	"candor/stats"
)

func MetricCell(m *analysis.Metric, v stats.Value) table.Cell {
	if m.Signed() {
		return table.Signed(v.OrNaN(), m.Decimals)
	}
	return table.Float(v.OrNaN(), m.Decimals)
}

func ChangeCell(m *analysis.Metric, v stats.Value, i stats.Interval) table.Cell {
	d := max(m.Decimals, 1)
	if i.Defined && m.Decimals > 0 && max(math.Abs(i.Low), math.Abs(i.High)) < 0.01 {
		d = 3 // a slope over many calls
	}
	cell := table.Signed(v.OrNaN(), d)
	if i.Defined {
		cell = table.Interval(cell, i.Low, i.High, d)
	}
	return cell
}

// footnotes are the warnings that tables number.
var footnotes = []comparison.Warning{comparison.FewAnswers, comparison.NoVariation, comparison.NoInterval}

// footnote is the number of a warning, "[1]", "" for those of a whole table.
func footnote(w comparison.Warning) string {
	if i := slices.Index(footnotes, w); i >= 0 {
		return fmt.Sprintf(" [%d]", i+1)
	}
	return ""
}

// NotShown writes "~" in place of a change that is not shown, and keeps its
// value for CSV and JSON. Its interval stays: it says what change is possible.
func NotShown(cell table.Cell, r *comparison.Row) table.Cell {
	switch r.Warning {
	case comparison.FewEarlier: // the values stand beside one another
		return cell
	case comparison.FewAnswers, comparison.NoVariation, comparison.FewCalls:
		cell.Text = "–" + footnote(r.Warning)
		return cell
	}
	if !r.Shown {
		_, interval, _ := strings.Cut(cell.Text, " ")
		cell.Text = strings.TrimSpace("~ " + interval)
	}
	cell.Text += footnote(r.Warning)
	return cell
}

// UsualCell is the mean of the earlier calls and between what nine of ten lie.
func UsualCell(s *comparison.StandingRow) table.Cell {
	cell := MetricCell(s.Metric, s.Usual.Mean)
	if s.Usual.Low.Defined {
		return table.Interval(cell, s.Usual.Low.Value, s.Usual.High.Value, s.Metric.Decimals)
	}
	return cell
}

func ShortP(p stats.Value) string {
	switch {
	case !p.Defined:
		return "–"
	case p.Value < 0.001:
		return "<.001"
	}
	return table.Short(p.Value, 3)
}

func pCell(p stats.Value) table.Cell { return table.As(ShortP(p), orNil(p)) }

func orNil(v stats.Value) any {
	if !v.Defined {
		return nil
	}
	return v.Value
}

// bounds are the columns of an interval's bounds, in files only.
func bounds[R any](low, high string, of func(R) stats.Interval) []table.Column[R] {
	return []table.Column[R]{{Name: low, Cell: func(r R) table.Cell { return boundCell(of(r), of(r).Low) }},
		{Name: high, Cell: func(r R) table.Cell { return boundCell(of(r), of(r).High) }}}
}

func boundCell(i stats.Interval, bound float64) table.Cell {
	if !i.Defined {
		return table.Missing()
	}
	return table.Float(bound, 4)
}

// EffectCell shows a rate ratio as "×1.40", Cliff's delta as "d +.31".
func EffectCell(r *comparison.Row) table.Cell {
	cell := table.Float(r.Effect.OrNaN(), 2)
	switch {
	case !r.Shown && !r.EffectInterval.Defined: // a bare number beside "~" would be read as a finding
		cell.Text = "–"
	case cell.Value == nil:
	case r.Metric.Kind == analysis.Rate:
		cell.Text = "×" + cell.Text
	default:
		cell.Text = "d " + table.Signed(r.Effect.Value, 2).Text
	}
	return cell
}

// EffectChart draws an effect: Cliff's delta from -1 to 1, a ratio of rates from a
// quarter to four times on an axis of its logarithm.
func EffectChart(r *comparison.Row) table.Cell {
	drawn := func(x float64) float64 { return x }
	c := table.Chart{Low: -1, High: 1, Decimals: 2, UsualLow: math.NaN(), UsualHigh: math.NaN(), From: math.NaN(), To: math.NaN()}
	if r.Metric.Kind == analysis.Rate {
		drawn = func(x float64) float64 { return math.Log2(max(x, 1e-3)) } // of what is 0
		c.Low, c.High, c.Ends = -2, 2, [2]string{"×¼", "×4"}
	}
	c.Value = drawn(r.Effect.OrNaN())
	c.Label = effectName(r.Metric) + " " + table.Short(r.Effect.OrNaN(), 2)
	if i := r.EffectInterval; i.Defined {
		c.From, c.To = drawn(i.Low), drawn(i.High)
		c.Label += fmt.Sprintf(", interval %s to %s", table.Short(i.Low, 2), table.Short(i.High, 2))
	} else if !r.Shown {
		return table.Cell{}
	}
	return table.Cell{Chart: &c}
}

func effectName(m *analysis.Metric) string {
	if m.Kind == analysis.Rate {
		return "rate_ratio"
	}
	return "cliffs_delta"
}

// mostMarks is how wide a sparkline is: of more values the means of neighbours.
const mostMarks = 24

// Sparkline draws values in eight steps from the least to the largest, a gap
// where there is none.
func Sparkline(values []stats.Value) string {
	values = thinned(values)
	steps := []rune("▁▂▃▄▅▆▇█")
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range values {
		if v.Defined {
			low, high = min(low, v.Value), max(high, v.Value)
		}
	}
	var b strings.Builder
	for _, v := range values {
		switch {
		case !v.Defined:
			b.WriteByte('.')
		case high == low:
			b.WriteRune(steps[3])
		default:
			b.WriteRune(steps[int(math.Round((v.Value-low)/(high-low)*float64(len(steps)-1)))])
		}
	}
	return b.String()
}

// thinned gives at most mostMarks values, means of neighbours.
func thinned(values []stats.Value) []stats.Value {
	if len(values) <= mostMarks {
		return values
	}
	out := make([]stats.Value, mostMarks)
	for i := range out {
		sum, n := 0.0, 0.0
		for _, v := range values[i*len(values)/mostMarks : (i+1)*len(values)/mostMarks] {
			if v.Defined {
				sum, n = sum+v.Value, n+1
			}
		}
		if n > 0 {
			out[i] = stats.Value{Value: sum / n, Defined: true}
		}
	}
	return out
}

// zCell shows a z score; beyond 10 its size means nothing with so few calls.
func zCell(z stats.Value) table.Cell {
	cell := table.Signed(z.OrNaN(), 1)
	switch {
	case z.Value >= 10:
		cell.Text = ">10"
	case z.Value <= -10:
		cell.Text = "<-10"
	}
	return cell
}
