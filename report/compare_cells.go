package report

import (
	"math"
	"strings"

	"candor/analysis"
	"candor/internal/table"
	"candor/stats"
)

func metricCell(m *analysis.Metric, v stats.Value) table.Cell {
	if m.Signed() {
		return table.Signed(valueOr(v), m.Decimals)
	}
	return table.Float(valueOr(v), m.Decimals)
}

func changeCell(m *analysis.Metric, v stats.Value, i stats.Interval) table.Cell {
	d := max(m.Decimals, 1)
	if i.Defined && m.Decimals > 0 && max(math.Abs(i.Low), math.Abs(i.High)) < 0.01 {
		d = 3 // a slope over many calls
	}
	cell := table.Signed(valueOr(v), d)
	if i.Defined {
		cell = table.Interval(cell, i.Low, i.High, d)
	}
	return cell
}

// notShown writes "~" in place of a change that is not shown, and keeps its
// value for CSV and JSON. Its interval stays: it says what change is possible.
func notShown(cell table.Cell, shown bool, warning analysis.Warning) table.Cell {
	switch warning {
	case analysis.FewAnswers:
		cell.Text = "– [1]"
		return cell
	case analysis.NoVariation:
		cell.Text = "– [2]"
		return cell
	}
	estimate, interval, ok := strings.Cut(cell.Text, " ")
	if !shown {
		estimate = "~"
	}
	switch {
	case ok:
		cell.Text = estimate + " " + interval
	case warning == analysis.NoInterval:
		cell.Text = estimate + " [3]"
	default:
		cell.Text = estimate
	}
	return cell
}

func shortP(p stats.Value) string {
	switch {
	case !p.Defined:
		return "–"
	case p.Value < 0.001:
		return "<.001"
	}
	return table.Short(p.Value, 3)
}

func pCell(p stats.Value) table.Cell { return table.As(shortP(p), orNil(p)) }

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

// effectCell shows a rate ratio as "×1.40", Cliff's delta as "d +.31".
func effectCell(r *analysis.Row) table.Cell {
	cell := table.Float(valueOr(r.Effect), 2)
	switch {
	case cell.Value == nil:
	case r.Metric.Kind == analysis.Rate:
		cell.Text = "×" + cell.Text
	default:
		cell.Text = "d " + table.Signed(r.Effect.Value, 2).Text
	}
	return cell
}

func effectName(m *analysis.Metric) string {
	if m.Kind == analysis.Rate {
		return "rate_ratio"
	}
	return "cliffs_delta"
}

// sparkline draws values in eight steps from the least to the largest, a gap
// where there is none.
func sparkline(values []stats.Value) string {
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

// zCell shows a z score; beyond 10 its size means nothing with so few calls.
func zCell(z stats.Value) table.Cell {
	cell := table.Signed(valueOr(z), 1)
	switch {
	case z.Value >= 10:
		cell.Text = ">10"
	case z.Value <= -10:
		cell.Text = "<-10"
	}
	return cell
}
