package topic

import (
	"strings"
	"testing"

	"candor/text"
)

func BenchmarkAssign(b *testing.B) {
	s := strings.Repeat("Well, gross margin was sort of in line, and we've seen orders and the backlog grow while the plant in Ohio ramps up. ", 5)
	question, answer := text.New("Could you talk about what drove the pricing and the mix?"), text.New(s)
	t := Default()
	b.SetBytes(int64(len(question.Text) + len(s)))
	b.ReportAllocs()
	for b.Loop() {
		t.Assign(question, answer)
	}
}

func BenchmarkDefault(b *testing.B) {
	for b.Loop() {
		f, err := read(builtInFile, "taxonomy.yaml", func() *file { return new(file) })
		if err != nil {
			b.Fatal(err)
		}
		compile(f)
	}
}
