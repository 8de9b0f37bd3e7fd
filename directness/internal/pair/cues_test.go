package pair

import (
	"os"
	"testing"

	"candor/hedge"
	"candor/internal/cue"
)

// The cues find their examples and not their counterexamples, and the compiled
// form is that of the YAML.
func TestCues(t *testing.T) {
	for file, compiled := range map[string]string{"cues/answer.yaml": answerFile, "cues/question.yaml": questionFile, "cues/asks.yaml": asksFile, "cues/time.yaml": timeFile, "cues/wanted.yaml": wantedFile} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		set, err := cue.Read(hedge.BuiltIn().Names(), file, data)
		if err != nil {
			t.Fatal(err)
		}
		for _, wrong := range set.Check() {
			t.Errorf("%s: %s", file, wrong)
		}
		if string(set.Compact()) != compiled {
			t.Errorf("the compiled form of %s is another's: run go generate", file)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		cue.Must(answerFile)
	}
}
