package hedge

import (
	"bytes"
	"testing"

	"candor/internal/phrase"
)

func TestCompactIsUpToDate(t *testing.T) {
	want, err := Compact()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(compactFile, want) {
		t.Error("lexicon.bin is not what lexicon/*.yaml says; run go generate ./hedge")
	}
	if got, want := Default().Version(), BuiltIn().Version(); got != want {
		t.Errorf("version %s, want %s", got, want)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		var about compactAbout
		if _, err := phrase.Load(compactFile, &about); err != nil {
			b.Fatal(err)
		}
	}
}
