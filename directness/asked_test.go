package directness

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"candor/text"
)

// sharedQuestions gives the questions of a file by the id of a turn said to them.
func sharedQuestions(t *testing.T, file string) map[string]string {
	in, err := os.Open(file)
	if err != nil {
		t.Skip(err)
	}
	defer in.Close()
	questions := map[string]string{}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var row struct{ ID, Question string }
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		questions[row.ID] = row.Question
	}
	return questions
}

// TestAskedForOfShared: what a question asks for last is right in four of five real
// questions, of those that the cues were written with and of those kept apart.
func TestAskedForOfShared(t *testing.T) {
	questions := sharedQuestions(t, "../../shared/gold/whole-calls-directness.jsonl")
	labels, err := os.ReadFile("testdata/asked.tsv")
	if err != nil {
		t.Fatal(err)
	}
	right, all := map[string]int{}, map[string]int{}
	for line := range strings.Lines(string(labels)) {
		half, rest, ok := strings.Cut(strings.TrimSpace(line), "\t")
		id, kinds, _ := strings.Cut(rest, "\t")
		if !ok || questions[id] == "" {
			if !strings.HasPrefix(line, "#") {
				t.Errorf("no question %q", id)
			}
			continue
		}
		asks := Asked(Input{Question: text.New(questions[id]), Answer: text.New("Fog.")})
		all[half]++
		if slices.Contains(strings.Fields(kinds), asks[len(asks)-1].Kind) {
			right[half]++
		}
	}
	for _, half := range []string{"seen", "apart"} {
		t.Logf("%s: %d of %d right", half, right[half], all[half])
		if all[half] != 50 || right[half] < 40 {
			t.Errorf("%s: %d of %d right, want four of five", half, right[half], all[half])
		}
	}
}
