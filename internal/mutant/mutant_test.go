package mutant

import "testing"

func TestMutant(t *testing.T) {
	seeds := []string{"Operator: one\n\ntwo\n", "a"}
	different := map[string]bool{}
	for i := range uint64(200) {
		m := Mutant(seeds, i)
		if m != Mutant(seeds, i) {
			t.Fatalf("mutant %d differs from itself", i)
		}
		different[m] = true
	}
	if len(different) < 100 {
		t.Errorf("only %d of 200 mutants differ", len(different))
	}
	if got := Mutant(nil, 1); got != "" {
		t.Errorf("without seeds: %q", got)
	}
}
