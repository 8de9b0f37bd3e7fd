package transcript

import (
	"strings"
	"testing"
)

// An id that two records have is an error wherever ids are the records', not the speakers'.
func TestIDsTwice(t *testing.T) {
	turn := func(id, who, text string) string {
		return `{"id":"` + id + `","speaker":"` + who + `","section":"qa","text":"` + text + `"}`
	}
	const question, answer = "How much of it was price, and how much was volume?", "Perhaps a third of it, though it is hard to be exact."
	for name, test := range map[string]struct {
		lines []string
		want  string // part of the error
	}{
		"one each":         {[]string{turn("1", "Operator", "The first question is from Jo Orr with Acme."), turn("2", "Jo Orr", question), turn("3", "Ada Fox", answer), turn("4", "Jo Orr", "Thank you.")}, ""},
		"one twice":        {[]string{turn("1", "Operator", "The first question is from Jo Orr with Acme."), turn("2", "Jo Orr", question), turn("2", "Ada Fox", answer), turn("4", "Jo Orr", "Thank you.")}, `:3: the id "2" stands on line 2, too`},
		"the speaker's id": {[]string{turn("1", "Operator", "The first question is from Jo Orr with Acme."), turn("2", "Jo Orr", question), turn("3", "Ada Fox", answer), turn("2", "Jo Orr", "Thank you.")}, ""},
	} {
		calls, err := Read(strings.NewReader(strings.Join(test.lines, "\n")), "turns.jsonl")
		switch {
		case test.want == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
		if len(calls) != 1 || len(calls[0].Turns) != 4 {
			t.Errorf("%s: %d calls", name, len(calls))
		}
	}
}
