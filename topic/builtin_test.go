package topic

import (
	"bytes"
	"testing"
)

func TestCompactIsUpToDate(t *testing.T) {
	want, err := Compact()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(compactFile, want) {
		t.Error("taxonomy.json is not what taxonomy.yaml says; run go generate ./topic")
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		compile(loadCompact())
	}
}
