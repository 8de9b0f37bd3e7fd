package transcript

import (
	"errors"
	"strings"
	"testing"

	"candor/transcript/call"
)

const answersFile = `{"id":"a-1","call":"acme-2024-q1","speaker":"Ida Holm","question":"How was it?","asker":"Ben Orr","asker_firm":"Orr & Co","text":"We don\u2019t know \"yet\".\n\nMaybe in May."}

{"text":"Yes."}
{"text":"Yes.","question":"Is it up?","role":"Chief Financial Officer","section":"qa"}
{"call":{"id":"acme-2024-q1","company":"Acme"},"text":"Costs were \/ are 5\\6 \ud83d\ude00 fine.","role":"executive","trivial":true,"index":7}
`

func TestRecords(t *testing.T) {
	calls, err := Read(strings.NewReader(answersFile), "answers.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	checkSource(t, []byte(answersFile), calls)
	if len(calls) != 2 || calls[0].ID != "acme-2024-q1" || calls[1].ID != "answers" || calls[0].Source != "answers.jsonl" {
		t.Fatalf("calls %+v", calls)
	}
	first := calls[0].Turns[0]
	if first.ID != "a-1" || first.Text != "We don’t know \"yet\".\n\nMaybe in May." || first.Asker != "Ben Orr" ||
		first.AskerFirm != "Orr & Co" || first.Question != "How was it?" || first.Speaker != (call.Speaker{Name: "Ida Holm", Role: call.Executive}) ||
		first.Section != call.QA || first.Line != 1 || first.Trivial {
		t.Errorf("first record %+v", first)
	}
	line, _, _ := strings.Cut(answersFile, "\n")
	for _, test := range []struct{ word, source string }{
		{"We", `We don`}, {"know", `know \"`}, {"yet", `yet\"`}, {"Maybe", `Maybe in`}, {"May.", `May."}`},
	} {
		place := first.Places.At(strings.Index(first.Text, test.word))
		if want := strings.Index(line, test.source) + 1; place != (call.Place{Line: 1, Column: want}) {
			t.Errorf("%q is at %v, want column %d", test.word, place, want)
		}
	}
	second := calls[0].Turns[1]
	if second.Text != `Costs were / are 5\6 😀 fine.` || !second.Trivial || second.Index != 7 || second.Line != 5 {
		t.Errorf("second record %+v", second)
	}
	if bare, answer := calls[1].Turns[0], calls[1].Turns[1]; !bare.Trivial || answer.Trivial || answer.Index != 1 || answer.Speaker.Role != call.Executive {
		t.Errorf("records without call: %+v, %+v", bare, answer)
	}
}

func TestRecordsArray(t *testing.T) {
	text := "[\n {\"text\": \"We grew.\"},\n {\"text\": \"We shrank.\", \"call\": \"b\"}\n]\n"
	calls, err := Read(strings.NewReader(text), "answers.json")
	if err != nil || len(calls) != 2 || calls[1].Turns[0].Line != 3 {
		t.Errorf("calls %+v, error %v", calls, err)
	}
	checkSource(t, []byte(text), calls)
}

func TestRecordErrors(t *testing.T) {
	for _, test := range []struct {
		record, want string
	}{
		{`{"text": 5}`, `a.jsonl:2: "text" must be a string, not a number`},
		{`{"text": ""}`, `a.jsonl:2: "text" is empty`},
		{`{"speaker": "x"}`, `a.jsonl:2: the record has no "text"`},
		{`["text"]`, `a.jsonl:2: a record must be an object, not an array`},
		{`{"text":"a","role":"cook"}`, `a.jsonl:2: role "cook" is none of executive, analyst, operator, investor_relations, unknown`},
		{`{"text":"a","section":"end"}`, `a.jsonl:2: section "end" is neither "prepared" nor "qa"`},
		{`{"text":"a","asker":[]}`, `a.jsonl:2: "asker" must be a string, not an array`},
		{`{"text":"a`, `a.jsonl:2: broken JSON: it ends in the middle (truncated?)`},
		{`{"text":"a",}`, `a.jsonl:2: broken JSON: invalid character '}' looking for beginning of object key string`},
	} {
		calls, err := Read(strings.NewReader("{\"text\":\"good\"}\n"+test.record+"\n{\"text\":\"too\"}\n"), "a.jsonl")
		var e *call.Error
		if !errors.As(err, &e) || err.Error() != test.want {
			t.Errorf("%s: error %v, want %s", test.record, err, test.want)
		}
		if len(calls) != 1 || len(calls[0].Turns) != 2 {
			t.Errorf("%s: the good lines are lost: %+v", test.record, calls)
		}
	}
}
