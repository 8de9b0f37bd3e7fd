package stats

import "gonum.org/v1/gonum/stat"

// Line gives how ys go with xs in a straight line: Pearson's correlation, and the
// slope by least squares. They are undefined for fewer than three points and
// where xs or ys do not vary.
func Line(xs, ys []float64) (correlation, slope Value) {
	if len(xs) < 3 || stat.Variance(xs, nil) == 0 || stat.Variance(ys, nil) == 0 {
		return Value{}, Value{}
	}
	_, beta := stat.LinearRegression(xs, ys, nil, false)
	return Value{Value: stat.Correlation(xs, ys, nil), Defined: true}, Value{Value: beta, Defined: true}
}
