package transcript

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

type pair struct{ File, Asker, Speaker, Question, Text string }

// goldPairs are the pairs of question and answer that people made of the calls in html/.
func goldPairs(t *testing.T) map[string][]pair {
	t.Helper()
	file, err := os.Open(shared + "gold/pairs-dev.jsonl")
	if err != nil {
		t.Skip("no shared gold here")
	}
	defer file.Close()
	pairs := map[string][]pair{}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var p pair
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		pairs[p.File] = append(pairs[p.File], p)
	}
	return pairs
}

// TestPairs holds the answers, askers and questions found in the calls in html/
// to the pairs that people made of them: the same text, speaker and asker, and
// the gold question inside the one found. No prepared remark may be an answer.
func TestPairs(t *testing.T) {
	gold, good := 0, 0
	for file, pairs := range goldPairs(t) {
		calls, data := readFile(t, shared+"calls/html/"+file)
		checkSource(t, data, calls)
		answers := map[string][]*Turn{}
		for i := range calls[0].Turns {
			turn := &calls[0].Turns[i]
			if turn.IsScored() && turn.Question != "" {
				answers[nameKey(turn.Text)] = append(answers[nameKey(turn.Text)], turn)
			}
		}
		for _, p := range pairs {
			gold++
			found := answers[nameKey(p.Text)]
			switch {
			case len(found) != 1:
				t.Logf("%s: %d answers, want 1: %s: %.80q", file, len(found), p.Speaker, p.Text)
			case found[0].Speaker.Name != p.Speaker:
				t.Logf("%s: the speaker is %s, want %s: %.80q", file, found[0].Speaker.Name, p.Speaker, p.Text)
			case found[0].Asker != p.Asker:
				t.Logf("%s: the asker is %s, want %s: %.80q", file, found[0].Asker, p.Asker, p.Text)
			case !strings.Contains(nameKey(found[0].Question), nameKey(p.Question)):
				t.Logf("%s: %s's question is %q, want %q: %.80q", file, p.Asker, found[0].Question, p.Question, p.Text)
			default:
				good++
			}
		}
	}
	t.Logf("%d of %d pairs", good, gold)
	if good*100 < gold*98 {
		t.Error("fewer than 98 % come out as they should")
	}
}
