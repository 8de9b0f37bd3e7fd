package topic

import (
	"slices"
	"testing"
)

func TestCompactIsUpToDate(t *testing.T) {
	want, err := Compact()
	if err != nil {
		t.Fatal(err)
	}
	if compactFile != string(want) {
		t.Error("taxonomy.tsv is not what taxonomy.yaml says; run go generate ./topic")
	}
	if flatFile != string(Flat(want)) {
		t.Error("taxonomy.bin is not what taxonomy.yaml says; run go generate ./topic")
	}
	for _, n := range []int{0, 40, len(flatFile) - 1} {
		if _, err := openFlat(flatFile[:n]); err == nil {
			t.Errorf("no error for %d bytes", n)
		}
	}
	built := buildCompact(compactFile)
	if built.Version() != Default().Version() || !slices.Equal(built.Names(), Default().Names()) || len(built.Topics()) != len(Default().Topics()) {
		t.Errorf("version %s, topics %q; want %s, %q", Default().Version(), Default().Names(), built.Version(), built.Names())
	}
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		if _, err := openFlat(flatFile); err != nil {
			b.Fatal(err)
		}
	}
}
