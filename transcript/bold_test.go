package transcript

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"candor/transcript/call"
)

func TestTesla(t *testing.T) {
	calls, data := readFile(t, shared+"calls/tesla-2013-q4.md")
	c := calls[0]
	if words := checkSource(t, data, calls); words < 5000 {
		t.Errorf("only %d words", words)
	}
	for name, want := range map[string]int{"Elon R. Musk": 37, "Deepak Ahuja": 17, "Operator": 12, "Jeff Evanson": 1, "": 1} {
		if got := turnsBy(c, name); got != want {
			t.Errorf("%d turns by %q, want %d", got, name, want)
		}
	}
	want := map[call.Role]int{call.Executive: 54, call.Operator: 12, call.InvestorRelations: 1, call.Analyst: 37}
	for role, n := range roles(c) {
		if n != want[role] {
			t.Errorf("%d turns of role %s, want %d", n, role, want[role])
		}
	}
	if c.ID != "tesla-2013-q4" || c.Period != "2013-Q4" {
		t.Errorf("call %q of %q", c.ID, c.Period)
	}
	if len(c.Warnings) != 1 || c.Warnings[0] != (call.Warning{Code: "nameless-start", Line: 1, Text: "the question before the first speaker has no name"}) {
		t.Errorf("warnings %v", c.Warnings)
	}
	trivial := 0
	for i := range c.Turns {
		turn := &c.Turns[i]
		if turn.Section != call.QA {
			t.Errorf("turn %d is in %s", i, turn.Section)
		}
		if turn.Speaker.Role == call.Executive && turn.Question == "" {
			t.Errorf("turn %d has no question", i)
		}
		if turn.Trivial && turn.IsScored() {
			trivial++
		}
	}
	if trivial != 3 { // three times "Yes." to another executive
		t.Errorf("%d trivial turns, want 3", trivial)
	}
}

// TestTeslaGold compares the answers with those that were annotated by hand,
// which keep Markdown's backslash.
func TestTeslaGold(t *testing.T) {
	gold, err := os.Open(shared + "gold/hedges-tesla.jsonl")
	if err != nil {
		t.Skip("no shared gold here")
	}
	defer gold.Close()
	calls, _ := readFile(t, shared+"calls/tesla-2013-q4.md")
	var answers []*call.Turn
	for i := range calls[0].Turns {
		if turn := &calls[0].Turns[i]; turn.Speaker.Role == call.Executive {
			answers = append(answers, turn)
		}
	}
	lines := bufio.NewScanner(gold)
	lines.Buffer(nil, 1<<20)
	n := 0
	for ; lines.Scan() && n < len(answers); n++ {
		var want struct {
			Text, Speaker string
			Line          int
		}
		if err := json.Unmarshal(lines.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		got := answers[n]
		if text := strings.ReplaceAll(want.Text, `\$`, "$"); got.Text != text || got.Line != want.Line || got.Speaker.Name != want.Speaker {
			t.Errorf("line %d: %q\nwant line %d: %q", got.Line, got.Text, want.Line, text)
		}
	}
	if n != 54 || len(answers) != 54 {
		t.Errorf("%d answers, %d annotated", len(answers), n)
	}
}
