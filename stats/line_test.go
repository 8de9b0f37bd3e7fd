package stats

import (
	"math"
	"testing"
)

// Of (0,0), (1,2), (2,1): means 1 and 1, Sxx = 2, Syy = 2, Sxy = 1.
func TestLine(t *testing.T) {
	slope, r := Line([]float64{0, 1, 2}, []float64{0, 2, 1}, nil)
	if math.Abs(r.Value-0.5) > 1e-12 || math.Abs(slope.Value-0.5) > 1e-12 || !r.Defined || !slope.Defined {
		t.Errorf("%+v and %+v, want a half each", r, slope)
	}
	for _, xs := range [][]float64{nil, {1, 2}, {3, 3, 3}} {
		if slope, r := Line(xs, xs, nil); r.Defined || slope.Defined {
			t.Errorf("%v: %+v, %+v are defined", xs, r, slope)
		}
	}
}
