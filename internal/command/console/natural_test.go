package console

import (
	"cmp"
	"testing"
)

func TestNaturally(t *testing.T) {
	want := []string{"", "a", "a02", "a2", "a10", "a10b", "ab", "b9c1", "b9c10", "b10", "b99999999999999999999", "b100000000000000000000", "c"}
	for i, a := range want {
		for j, b := range want {
			if got := naturally(a, b); got != cmp.Compare(i, j) {
				t.Errorf("naturally(%q, %q) = %d", a, b, got)
			}
		}
	}
}
