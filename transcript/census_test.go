package transcript

import (
	"slices"
	"strings"
	"testing"

	"candor/transcript/call"
)

func TestCensus(t *testing.T) {
	c := readString(t, "a.txt", `Operator: Good morning and welcome to the call.
Lena Strand: Thank you. Some remarks today are forward-looking statements. Here is Ruth.
Ruth Aaberg, CEO: Fares held.
Operator: The first question comes from Omar Lind with Quarry Lane Research.
Omar Lind: Was the gearbox a one-off?
Ruth Aaberg, CEO: I believe so.
Omar Lind: And margins?
Ruth Aaberg, CEO: Flat, I think.
Omar Lind: Thanks.
Ruth Aaberg, CEO: Thank you, Omar.
`)
	want := []call.Count{{Class: call.ClassAnswer, Turns: 2, Words: 6}, {Class: call.ClassTrivial, Turns: 1, Words: 3}, {Class: call.ClassPrepared, Turns: 1, Words: 2}, {Class: call.ClassQuestion, Turns: 3, Words: 5 + 2 + 1}, {Class: call.ClassOperator, Turns: 2, Words: 7 + 11}, {Class: call.ClassHousekeeping, Turns: 1, Words: 2 + 6 + 3}}
	got := c.Census()
	if !slices.Equal(got, want) {
		t.Errorf("census %v, want %v", got, want)
	}
}

// TestCensusIsWhole checks that every turn of every fixture is counted once.
func TestCensusIsWhole(t *testing.T) {
	for _, path := range fixtures(t) {
		calls, _ := readFile(t, path)
		for _, c := range calls {
			turns, words := 0, 0
			for _, count := range c.Census() {
				turns, words = turns+count.Turns, words+count.Words
			}
			all := 0
			for i := range c.Turns {
				all += len(strings.Fields(c.Turns[i].Text))
			}
			if turns != len(c.Turns) || words != all {
				t.Errorf("%s: %d turns and %d words of %d and %d", path, turns, words, len(c.Turns), all)
			}
		}
	}
}
