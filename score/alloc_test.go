//go:build !race

// The race detector empties pools, so that they allocate.

package score

import (
	"strings"
	"testing"

	"candor/text"
)

func TestScoreAllocatesNothing(t *testing.T) {
	in := Input{
		Answer:   text.New(strings.Repeat("Margins expanded again in the north, and freight costs fell. ", 3) + "Thank you."),
		Question: text.New("How were margins?"),
	}
	Finance().Score(in)
	if got := testing.AllocsPerRun(100, func() { Finance().Score(in) }); got > 0 {
		t.Errorf("%g allocations", got)
	}
}
