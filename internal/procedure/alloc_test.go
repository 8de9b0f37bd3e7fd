//go:build !race

// The race detector empties pools, so that they allocate.

package procedure

import (
	"testing"

	"candor/text"
)

func TestSentencesAllocateNothing(t *testing.T) {
	d := text.New(answer)
	kinds := Sentences(d, nil)
	if n := testing.AllocsPerRun(100, func() { kinds = Sentences(d, kinds[:0]) }); n >= 1 {
		t.Errorf("%v allocations", n)
	}
}
