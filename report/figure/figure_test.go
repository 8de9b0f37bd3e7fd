package figure

import (
	"slices"
	"testing"
)

// A band is interrupted where a point has no interval, or is missing.
func TestRuns(t *testing.T) {
	at := func(x int, known bool) point { return point{at: x, known: known} }
	for _, test := range []struct {
		drawn []point
		want  []int // lengths
	}{
		{nil, nil},
		{[]point{at(0, true), at(1, true), at(2, true)}, []int{3}},
		{[]point{at(0, true), at(1, false), at(2, true), at(3, true)}, []int{1, 2}},
		{[]point{at(0, false), at(1, false)}, nil},
		{[]point{at(0, true), at(1, true), at(3, true)}, []int{2, 1}},
		{[]point{at(0, false), at(1, true)}, []int{1}},
	} {
		var got []int
		for run := range runs(test.drawn) {
			got = append(got, len(run))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("runs of %v: %v, want %v", test.drawn, got, test.want)
		}
	}
}
