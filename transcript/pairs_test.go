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

// TestPairs measures the answers, askers and questions found in the calls in
// html/ against the pairs that people made of them. The gold leaves most answers
// of a few words out, so precision is that over longer ones; where an analyst's
// "Okay." stands between two parts of one answer, gold takes it for the question.
func TestPairs(t *testing.T) {
	const longAnswer = 20 // words
	var gold, found, askers, questions, long, extra int
	for file, pairs := range goldPairs(t) {
		calls, data := readFile(t, shared+"calls/html/"+file)
		checkSource(t, data, calls)
		byText := map[string]*Turn{}
		paired := map[*Turn]bool{}
		for i := range calls[0].Turns {
			turn := &calls[0].Turns[i]
			byText[nameKey(turn.Text)] = turn
		}
		for _, p := range pairs {
			gold++
			turn := byText[nameKey(p.Text)]
			if turn == nil || turn.Speaker.Role != Executive || turn.Question == "" {
				t.Logf("%s: not found: %s: %.80q", file, p.Speaker, p.Text)
				continue
			}
			paired[turn] = true
			found++
			if nameKey(turn.Asker) == nameKey(p.Asker) {
				askers++
			}
			if nameKey(turn.Question) == nameKey(p.Question) {
				questions++
			}
		}
		for i := range calls[0].Turns {
			turn := &calls[0].Turns[i]
			if turn.Speaker.Role != Executive || turn.Question == "" || len(strings.Fields(turn.Text)) < longAnswer {
				continue
			}
			if long++; !paired[turn] {
				extra++
				t.Logf("%s: not in gold: %s: %.80q", file, turn.Speaker.Name, turn.Text)
			}
		}
	}
	t.Logf("%d pairs: found %d, the same asker %d, the same question %d; %d of %d long answers are not in gold",
		gold, found, askers, questions, extra, long)
	if found*100 < gold*97 || askers*100 < gold*97 || questions*100 < gold*92 || extra*100 > long*5 {
		t.Error("pairs got worse")
	}
}
