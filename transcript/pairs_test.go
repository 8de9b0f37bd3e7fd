package transcript

import (
	"bufio"
	"encoding/json"
	"html"
	"os"
	"strings"
	"testing"

	"candor/transcript/call"
	"candor/transcript/naming"
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
// the gold question inside the one found. No prepared remark may be an answer:
// nothing that stands before the first gold asker.
//
// Six of the 332 pairs are wrong themselves. HPE: an analyst is the speaker
// ("Yes, so what I would say"), an analyst's question is the answer ("And then
// just secondly"), an answer lacks its first sentence ("Yes, as far as ...
// component"). MPC: one is there twice, once cut ("Well, we'll manage it"). GLW:
// an answer lacks its first letter ("ts primary impact"). KLAC: an answer has the
// next question ("So when we think about calendar '14").
func TestPairs(t *testing.T) {
	gold, good := 0, 0
	for file, pairs := range goldPairs(t) {
		calls, data := readFile(t, shared+"calls/html/"+file)
		checkSource(t, data, calls)
		answers := map[string][]*call.Turn{}
		for i := range calls[0].Turns {
			turn := &calls[0].Turns[i]
			if turn.IsScored() && turn.Question != "" {
				answers[naming.Key(turn.Text)] = append(answers[naming.Key(turn.Text)], turn)
			}
		}
		prepared := 0
		for _, text := range beforeAskers(data, pairs) {
			if prepared++; len(answers[naming.Key(text)]) > 0 {
				t.Errorf("%s: a prepared remark is an answer: %.80q", file, text)
			}
		}
		if prepared < 3 {
			t.Errorf("%s: only %d prepared remarks: the test reads them wrongly", file, prepared)
		}
		for _, p := range pairs {
			gold++
			found := answers[naming.Key(p.Text)]
			switch {
			case len(found) != 1:
				t.Logf("%s: %d answers, want 1: %s: %.80q", file, len(found), p.Speaker, p.Text)
			case found[0].Speaker.Name != p.Speaker:
				t.Logf("%s: the speaker is %s, want %s: %.80q", file, found[0].Speaker.Name, p.Speaker, p.Text)
			case found[0].Asker != p.Asker:
				t.Logf("%s: the asker is %s, want %s: %.80q", file, found[0].Asker, p.Asker, p.Text)
			case !strings.Contains(naming.Key(found[0].Question), naming.Key(p.Question)):
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

// beforeAskers gives what is said before anybody who asks in pairs speaks.
func beforeAskers(page []byte, pairs []pair) []string {
	asks := map[string]bool{}
	for _, p := range pairs {
		asks[p.Asker] = true
	}
	var texts []string
	for _, part := range strings.Split(string(page), "<dt")[1:] {
		name, rest, _ := strings.Cut(part[strings.IndexByte(part, '>')+1:], ":</dt>")
		text, _, _ := strings.Cut(rest[strings.Index(rest, "<dd"):], "</dd>")
		if asks[name] {
			break
		}
		texts = append(texts, html.UnescapeString(text[strings.IndexByte(text, '>')+1:]))
	}
	return texts
}
