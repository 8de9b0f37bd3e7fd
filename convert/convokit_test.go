package convert

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"candor/transcript/call"
)

// loaded is a corpus as ConvoKit's loader takes it.
type loaded struct {
	utterances    []utteranceLine
	speakers      map[string]described
	conversations map[string]described
	index         struct {
		Utterances    map[string][]string `json:"utterances-index"`
		Speakers      map[string][]string `json:"speakers-index"`
		Conversations map[string][]string `json:"conversations-index"`
		Overall       map[string][]string `json:"overall-index"`
		Version       int                 `json:"version"`
		Vectors       []string            `json:"vectors"`
	}
	overall map[string]any
}

type utteranceLine struct {
	ID             string
	ConversationID string `json:"conversation_id"`
	Text, Speaker  string
	ReplyTo        *string `json:"reply-to"`
	Timestamp      int
	Meta           map[string]any
	Vectors        []string
}

func load(t *testing.T, folder string) *loaded {
	t.Helper()
	var l loaded
	for name, into := range map[string]any{
		"speakers.json": &l.speakers, "conversations.json": &l.conversations, "index.json": &l.index, "corpus.json": &l.overall,
	} {
		b, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(b, into); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	f, err := os.Open(filepath.Join(folder, "utterances.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var u utteranceLine
		if err := json.Unmarshal(lines.Bytes(), &u); err != nil {
			t.Fatal(err)
		}
		l.utterances = append(l.utterances, u)
	}
	return &l
}

func writeCorpus(t *testing.T, calls []*call.Call) *loaded {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "corpus")
	corpus, err := NewCorpus(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer corpus.Discard()
	for _, call := range calls {
		if err := corpus.Add(NewConversation(call, nil)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := os.Stat(folder); err == nil {
		t.Error("the folder is there before it is whole")
	}
	if err := corpus.Close(); err != nil {
		t.Fatal(err)
	}
	return load(t, folder)
}

// TestConvoKit holds a corpus to what ConvoKit's loader and its integrity checks
// need: ids are unique, every reply is to an earlier utterance of the same
// conversation, a conversation has one root whose id is its own, speakers and
// conversations are described, and the index knows every field and its type.
func TestConvoKit(t *testing.T) {
	calls := append(readAll(t, "../testdata/calls"), hostile())
	l := writeCorpus(t, calls)
	at, roots := map[string]utteranceLine{}, map[string]int{}
	for _, u := range l.utterances {
		if _, twice := at[u.ID]; twice {
			t.Errorf("two utterances %s", u.ID)
		}
		if u.ReplyTo == nil {
			roots[u.ConversationID]++
			if u.ID != u.ConversationID {
				t.Errorf("conversation %s begins with %s", u.ConversationID, u.ID)
			}
		} else if before, known := at[*u.ReplyTo]; !known || before.ConversationID != u.ConversationID || before.Timestamp >= u.Timestamp {
			t.Errorf("%s replies to %s of conversation %s", u.ID, *u.ReplyTo, before.ConversationID)
		}
		at[u.ID] = u
		if _, known := l.speakers[u.Speaker]; !known {
			t.Errorf("speaker %q is not described", u.Speaker)
		}
		if _, known := l.conversations[u.ConversationID]; !known {
			t.Errorf("conversation %q is not described", u.ConversationID)
		}
		checkIndex(t, l.index.Utterances, u.Meta)
		if u.Vectors == nil {
			t.Errorf("%s has no list of vectors", u.ID)
		}
	}
	if len(roots) != len(calls) || len(l.conversations) != len(calls) {
		t.Errorf("%d roots and %d conversations of %d calls", len(roots), len(l.conversations), len(calls))
	}
	for id, n := range roots {
		if n != 1 {
			t.Errorf("conversation %s has %d roots", id, n)
		}
	}
	for _, s := range l.speakers {
		checkIndex(t, l.index.Speakers, anyMap(s.Meta))
	}
	for _, c := range l.conversations {
		checkIndex(t, l.index.Conversations, anyMap(c.Meta))
	}
	checkIndex(t, l.index.Overall, l.overall)
	if l.index.Version < 1 || l.index.Vectors == nil {
		t.Errorf("version %d, vectors %v", l.index.Version, l.index.Vectors)
	}
}

func anyMap(m map[string]string) map[string]any {
	out := map[string]any{}
	for k, v := range m {
		out[k] = v
	}
	return out
}

// checkIndex tells whether the index has the fields of meta, with their types.
func checkIndex(t *testing.T, index map[string][]string, meta map[string]any) {
	t.Helper()
	if len(index) != len(meta) {
		t.Errorf("the index has %d fields, the data %d", len(index), len(meta))
	}
	for field, value := range meta {
		want := "<class 'str'>"
		switch value.(type) {
		case float64:
			want = "<class 'int'>"
		case bool:
			want = "<class 'bool'>"
		}
		if types := index[field]; len(types) != 1 || types[0] != want {
			t.Errorf("the index says that %s is of %v, want %s", field, types, want)
		}
	}
}

// Answers reply to the words of their question, other turns to the turn before.
func TestReplies(t *testing.T) {
	say := func(name string, role call.Role, text, question string) call.Turn {
		turn := call.Turn{Section: call.QA, Speaker: call.Speaker{Name: name, Role: role}, Text: text, Question: question}
		if question != "" {
			turn.Asker = "Bo"
		}
		return turn
	}
	c := &call.Call{ID: "c", Turns: []call.Turn{
		say("O", call.Operator, "Bo is next.", ""),
		say("Bo", call.Analyst, "Sales?", ""),
		say("Ann", call.Executive, "Up.", "Sales?"),
		say("Cy", call.Executive, "A lot.", "Sales?"),
		say("Bo", call.Analyst, "Thanks.", ""),
		say("O", call.Operator, "Goodbye.", ""),
	}}
	for i := range c.Turns {
		c.Turns[i].Index = i
	}
	var got []string
	for _, u := range writeCorpus(t, []*call.Call{c}).utterances {
		reply := "-"
		if u.ReplyTo != nil {
			reply = *u.ReplyTo
		}
		got = append(got, u.ID+">"+reply)
	}
	if want := "c#0>- c#1>c#0 c#2>c#1 c#3>c#1 c#4>c#3 c#5>c#4"; strings.Join(got, " ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, " "), want)
	}
}

func TestCorpusErrors(t *testing.T) {
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "mine"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := NewCorpus(full); err == nil || !strings.Contains(err.Error(), "files in it already") {
		t.Errorf("a folder with files: %v", err)
	}
	folder := t.TempDir()
	corpus, err := NewCorpus(filepath.Join(folder, "corpus"))
	if err != nil {
		t.Fatal(err)
	}
	if err := corpus.Add(NewConversation(hostile(), nil)); err != nil {
		t.Fatal(err)
	}
	if err := corpus.Add(NewConversation(hostile(), nil)); err == nil || !strings.Contains(err.Error(), "in the corpus already") {
		t.Errorf("one call twice: %v", err)
	}
	corpus.Discard()
	if left, _ := os.ReadDir(folder); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

// Scores stand in the meta of the turns that have some, and the index has their types.
func TestCorpusWithScores(t *testing.T) {
	c := &call.Call{ID: "c", Turns: []call.Turn{
		{Index: 0, Speaker: call.Speaker{Name: "Ann", Role: call.Analyst}, Section: call.QA, Text: "How is demand?"},
		{Index: 1, Speaker: call.Speaker{Name: "Bo", Role: call.Executive}, Section: call.QA, Text: "Strong.", Question: "How is demand?"},
	}}
	half := 0.5
	folder := filepath.Join(t.TempDir(), "corpus")
	corpus, err := NewCorpus(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer corpus.Discard()
	if err := corpus.Add(NewConversation(c, map[string]*Scores{"c#1": {Sentiment: &half, Label: "positive", HedgeRate: 2, Topic: "demand"}})); err != nil {
		t.Fatal(err)
	}
	if err := corpus.Close(); err != nil {
		t.Fatal(err)
	}
	lines, err := os.ReadFile(filepath.Join(folder, "utterances.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	question, answer, _ := strings.Cut(string(lines), "\n")
	if strings.Contains(question, "sentiment") {
		t.Errorf("a question has scores: %s", question)
	}
	for _, want := range []string{`"sentiment":0.5`, `"sentiment_label":"positive"`, `"hedges_per_100_words":2`, `"topic":"demand"`, `"role":"executive"`} {
		if !strings.Contains(answer, want) {
			t.Errorf("the answer has no %s: %s", want, answer)
		}
	}
	index, err := os.ReadFile(filepath.Join(folder, "index.json"))
	if err != nil {
		t.Fatal(err)
	}
	for field, python := range map[string]string{"sentiment": "float", "hedges": "int", "topic": "str", "procedure": "bool"} {
		if !regexp.MustCompile(`"` + field + `": \[\s*"<class '` + python + `'>"`).Match(index) {
			t.Errorf("the index does not say that %s is of %s", field, python)
		}
	}
}
