package table

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Cell is one cell: what readers see, and the value behind it with full
// precision: a string, int, float64, bool or nil (unknown).
type Cell struct {
	Text  string
	Value any
	Alarm bool   // stands out, where colours may be used
	Chart *Chart // in place of Text, where it can be drawn
}

// String is a cell of text.
func String(s string) Cell { return Cell{Text: s, Value: s} }

// As is a cell that shows value as text.
func As(text string, value any) Cell { return Cell{Text: text, Value: value} }

// Int is a whole number, shown with thousands separated.
func Int(n int) Cell { return As(Thousands(n), n) }

// Float is a number shown with so many decimals; NaN is shown as a dash.
func Float(x float64, decimals int) Cell {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return Missing()
	}
	return As(strconv.FormatFloat(x, 'f', decimals, 64), x)
}

// Signed is Float with a sign before positive numbers.
func Signed(x float64, decimals int) Cell {
	c := Float(x, decimals)
	if c.Value != nil && strings.Trim(c.Text, "-0.") == "" {
		c.Text = strings.TrimPrefix(c.Text, "-")
	} else if x > 0 {
		c.Text = "+" + c.Text
	}
	return c
}

// Percent shows a share in [0, 1] as whole percent.
func Percent(share float64) Cell {
	if math.IsNaN(share) {
		return Missing()
	}
	return As(strconv.FormatFloat(100*share, 'f', 0, 64)+"%", share)
}

// Missing is a cell without a value, shown as a dash.
func Missing() Cell { return As("–", nil) }

// Bool is "true" or "false".
func Bool(b bool) Cell { return As(strconv.FormatBool(b), b) }

// Quiet is the cell without its text where it would repeat the row above; its
// value stays.
func (c Cell) Quiet(repeats bool) Cell {
	if repeats {
		c.Text = ""
	}
	return c
}

// Thousands writes n with commas: 2649 is "2,649".
func Thousands(n int) string {
	s := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// Interval writes an estimate with its bounds, "+0.21 [+0.11, +0.31]" without
// the leading zeros: "+.21 [.11, .31]".
func Interval(estimate Cell, low, high float64, decimals int) Cell {
	if estimate.Value == nil || math.IsNaN(low) || math.IsNaN(high) {
		return estimate
	}
	estimate.Text += " [" + Short(low, decimals) + ", " + Short(high, decimals) + "]"
	return estimate
}

// Short writes a number without the zero before its point.
func Short(x float64, decimals int) string {
	s := strconv.FormatFloat(x, 'f', decimals, 64)
	if strings.Trim(s, "-0.") == "" {
		return strings.TrimPrefix(strings.TrimPrefix(s, "-"), "0")
	}
	if rest, ok := strings.CutPrefix(s, "-0."); ok {
		return "-." + rest
	}
	if rest, ok := strings.CutPrefix(s, "0."); ok {
		return "." + rest
	}
	return s
}

// NonZero shows a number where 0 means that there is none.
func NonZero(x float64, decimals int) Cell {
	if x == 0 {
		return Missing()
	}
	return Float(x, decimals)
}

// Count is "1 answer" or "2,000 answers".
func Count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return Thousands(n) + " " + noun
}

// LevelHead is "[95%]": that a column shows intervals, and of which level.
func LevelHead(level float64) string { return fmt.Sprintf("[%g%%]", 100*level) }
