package directness

import (
	"strings"
	"testing"

	"candor/hedge"
)

// Each example's brackets are what its cue must find, and no cue may find
// anything in its counterexamples.
func TestCueExamples(t *testing.T) {
	for _, file := range []string{"cues/answer.yaml", "cues/question.yaml"} {
		set := load(file)
		for _, cue := range set.detector.Lexicon().Cues() {
			if len(cue.Examples) == 0 {
				t.Errorf("%s:%d: %s has no examples", file, cue.Line, cue.ID)
			}
			for _, example := range cue.Examples {
				before, rest, _ := strings.Cut(example, "[")
				inside, after, _ := strings.Cut(rest, "]")
				found := set.detector.Find(before + inside + after)
				if !contains(found.Deflections, cue.ID, len(before), len(before)+len(inside)) {
					t.Errorf("%s:%d: %s does not find %q: %v", file, cue.Line, cue.ID, example, found.Deflections)
				}
			}
			for _, example := range cue.Counterexamples {
				for _, d := range set.detector.Find(example).Deflections {
					if d.Cue == cue.ID {
						t.Errorf("%s:%d: %s finds %q in %q", file, cue.Line, cue.ID, example[d.Start:d.End], example)
					}
				}
			}
		}
	}
}

func contains(found []hedge.Deflection, cue string, start, end int) bool {
	for _, d := range found {
		if d.Cue == cue && d.Start == start && d.End == end {
			return true
		}
	}
	return false
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		load("cues/answer.yaml")
	}
}
