package topic

import "testing"

func TestCompactIsUpToDate(t *testing.T) {
	want, err := Compact()
	if err != nil {
		t.Fatal(err)
	}
	if compactFile != string(want) {
		t.Error("taxonomy.tsv is not what taxonomy.yaml says; run go generate ./topic")
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		c := loadCompact()
		build(c.version, c.definitions, c.forms)
	}
}
