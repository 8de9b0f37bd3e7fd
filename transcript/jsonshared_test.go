package transcript

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"candor/transcript/call"
	"candor/transcript/naming"
)

// foolCall is a call of fool-json/.
type foolCall struct {
	Prepared     []foolSpeech `json:"prepared_remarks"`
	Asked        []foolSpeech `json:"q_and_a"`
	Participants []string     `json:"participants"`
}

type foolSpeech struct{ Speaker, Speech string }

// foolForms write such a call as other publishers and interfaces would.
var foolForms = map[string]func(call foolCall, speeches []foolSpeech) any{
	"a list of calls": func(_ foolCall, speeches []foolSpeech) any {
		return []any{map[string]any{"symbol": "X", "quarter": 1, "year": 2020, "content": lines(speeches, "\n", "\n")}}
	},
	"one string": func(_ foolCall, speeches []foolSpeech) any {
		return map[string]any{"transcript": lines(speeches, "\n\n", "\n")}
	},
	"one line": func(_ foolCall, speeches []foolSpeech) any {
		return map[string]any{"transcript": lines(speeches, " ", " ")}
	},
	"segments": func(call foolCall, speeches []foolSpeech) any {
		var all []any
		for i, s := range speeches {
			session := "Presentation"
			if i >= len(call.Prepared) {
				session = "Q&A"
			}
			all = append(all, map[string]any{"speaker": s.Speaker, "session": session, "text": s.Speech})
		}
		return all
	},
	"with firms": func(call foolCall, speeches []foolSpeech) any {
		var all []any
		firms, titles := call.described()
		for _, s := range speeches {
			all = append(all, map[string]any{"speaker": s.Speaker, "company": firms[s.Speaker], "role": titles[s.Speaker], "text": s.Speech})
		}
		return map[string]any{"ticker": "X", "transcript": lines(speeches, "\n", "\n"), "transcript_split": all}
	},
}

// described gives firm and title of the participants; the company's own people
// have a firm as well.
func (c foolCall) described() (firms, titles map[string]string) {
	firms, titles = map[string]string{}, map[string]string{"Operator": "Operator"}
	for _, p := range c.Participants {
		switch parts := strings.Split(p, "--"); len(parts) {
		case 2:
			firms[parts[0]], titles[parts[0]] = "Home", parts[1]
		case 3:
			firms[parts[0]], titles[parts[0]] = strings.TrimSpace(parts[1]), strings.TrimSpace(parts[2])
		}
	}
	return firms, titles
}

func lines(speeches []foolSpeech, between, within string) string {
	var all []string
	for _, s := range speeches {
		all = append(all, s.Speaker+": "+strings.ReplaceAll(s.Speech, "\n", within))
	}
	return strings.Join(all, between)
}

// TestSharedForms writes real calls in other forms of JSON and checks that the
// same answers come out of them, with speaker and asker.
func TestSharedForms(t *testing.T) {
	paths, _ := filepath.Glob(shared + "calls/fool-json/*.json")
	if len(paths) == 0 {
		t.Skip("no shared calls here")
	}
	all, same := 0, map[string]int{}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var call foolCall
		if err := json.Unmarshal(data, &call); err != nil {
			t.Fatal(err)
		}
		var speeches []foolSpeech
		for _, s := range append(call.Prepared[:len(call.Prepared):len(call.Prepared)], call.Asked...) {
			if !strings.HasPrefix(s.Speaker, "Duration") {
				speeches = append(speeches, s)
			}
		}
		want := answersIn(readString(t, path, string(data)))
		all += len(want)
		for form, write := range foolForms {
			got := answersIn(readString(t, "call.json", encoded(write(call, speeches))))
			for answer := range want {
				if got[answer] {
					same[form]++
				}
			}
		}
	}
	for form := range foolForms {
		t.Logf("%-16s %d of %d answers", form, same[form], all)
		if 100*same[form] < 97*all { // names with a full stop in them, and askers whom only a list tells
			t.Errorf("%s: %d of %d answers", form, same[form], all)
		}
	}
}

// answersIn names the answers by speaker, asker and text.
func answersIn(c *call.Call) map[string]bool {
	answers := map[string]bool{}
	for i := range c.Turns {
		if t := &c.Turns[i]; t.Class() == call.ClassAnswer {
			answers[naming.Key(t.Speaker.Name)+"|"+naming.Key(t.Asker)+"|"+naming.Key(t.Text)] = true
		}
	}
	return answers
}
