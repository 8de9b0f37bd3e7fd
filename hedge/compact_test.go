package hedge

import (
	"reflect"
	"testing"
)

func TestCompactIsUpToDate(t *testing.T) {
	if string(Compact()) != compactFile {
		t.Error("lexicon.bin is not what lexicon/*.yaml says; run go generate ./hedge")
	}
	if got, want := Default().Version(), BuiltIn().Version(); got != want {
		t.Errorf("version %s, want %s", got, want)
	}
	built, loaded := BuiltIn().Cues(), Default().Lexicon().Cues()
	if len(built) != len(loaded) {
		t.Fatalf("%d cues, want %d", len(loaded), len(built))
	}
	for i, got := range loaded {
		want := built[i]
		want.Examples, want.Counterexamples, want.entry, want.own = nil, nil, got.entry, got.own
		for _, list := range want.lists() {
			if *list == nil {
				*list = []string{}
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("cue %s is another one when it is loaded", want.ID)
		}
	}
	for _, n := range []int{0, 20, len(compactFile) - 1} {
		if _, err := load(compactFile[:n]); err == nil {
			t.Errorf("no error for %d bytes", n)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := load(compactFile); err != nil {
			b.Fatal(err)
		}
	}
}
