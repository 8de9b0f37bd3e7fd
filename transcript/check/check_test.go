package check

import (
	"slices"
	"strings"
	"testing"

	"candor/transcript/call"
	"candor/transcript/draft"
)

// said makes a text of so many words, which are told from other texts by one of
// them.
func said(word string, n int) string {
	return strings.TrimSpace(strings.Repeat("and the "+word+" ", n/3)) + "."
}

const (
	op, an, ex = call.Operator, call.Analyst, call.Executive
	pre, qa    = call.Prepared, call.QA
)

func turn(section call.Section, role call.Role, name, text string) call.Turn {
	t := call.Turn{Section: section, Speaker: call.Speaker{Name: name, Role: role}, Text: text}
	if section == qa && role == ex {
		t.Question, t.Asker = "Why?", "Bo Tran"
	}
	return t
}

// codes gives the codes of what is warned of.
func codes(d *draft.Draft) []string {
	for i := range d.Call.Turns {
		d.Call.Turns[i].Line = i + 1
	}
	if err := Draft(d); err != nil {
		return []string{err.Error()}
	}
	var all []string
	for _, w := range d.Call.Warnings {
		all = append(all, w.Code)
	}
	return all
}

func TestDraft(t *testing.T) {
	answered := []call.Turn{turn(qa, an, "Bo Tran", "Why?"), turn(qa, ex, "Ada Orr", "Because of it.")}
	with := func(turns ...call.Turn) []call.Turn { return append(turns, answered...) }
	unasked := turn(qa, ex, "Ada Orr", said("one", 200))
	unasked.Asker, unasked.Question = "", ""
	const first = "Our first question comes from Bo Tran with Quarry Lane."
	for name, test := range map[string]struct {
		draft draft.Draft
		want  string
	}{
		"nothing":                {draft.Draft{Call: call.Call{Turns: answered}}, ""},
		"no answer":              {draft.Draft{Call: call.Call{Turns: answered[:1]}}, "no-answers"},
		"prepared remarks only":  {draft.Draft{Call: call.Call{Turns: []call.Turn{turn(pre, ex, "Ada Orr", "It went well.")}}}, "no-answers"},
		"a written draft":        {draft.Draft{Call: call.Call{Turns: []call.Turn{turn(call.Draft, ex, "", "It went well.")}}, Told: true}, ""},
		"one voice":              {draft.Draft{Call: call.Call{Turns: with(turn(pre, ex, "Ada Orr", said("one", 1600)))}}, "one-voice"},
		"one voice, told":        {draft.Draft{Call: call.Call{Turns: with(turn(pre, ex, "Ada Orr", said("one", 1600)))}, Told: true}, ""},
		"one voice, short":       {draft.Draft{Call: call.Call{Turns: with(turn(pre, ex, "Ada Orr", said("one", 1000)))}}, ""},
		"two voices":             {draft.Draft{Call: call.Call{Turns: with(turn(pre, ex, "Ada Orr", said("one", 1600)), turn(pre, ex, "Ed Fox", said("two", 1500)))}}, ""},
		"an answer first":        {draft.Draft{Call: call.Call{Turns: with(unasked)}}, "answer-before-question"},
		"a question put before":  {draft.Draft{Call: call.Call{Turns: with(turn(qa, op, "Operator", "Any questions?"), unasked)}}, ""},
		"a greeting first":       {draft.Draft{Call: call.Call{Turns: with(turn(qa, ex, "Ada Orr", "We are ready for questions."))}}, ""},
		"a question in remarks":  {draft.Draft{Call: call.Call{Turns: with(turn(pre, op, "Operator", first), turn(pre, ex, "Ed Fox", "Well now."))}}, "question-in-remarks"},
		"a question behind them": {draft.Draft{Call: call.Call{Turns: with(turn(pre, op, "Operator", first))}}, ""},
		"a question announced by the way": {draft.Draft{Call: call.Call{Turns: with(
			turn(pre, ex, "Ada Orr", first+" "+said("one", 200)), turn(pre, ex, "Ed Fox", "Well now."))}}, ""},
		"the same twice":            {draft.Draft{Call: call.Call{Turns: with(turn(pre, ex, "Ada Orr", said("one", 60)), turn(pre, ex, "Ed Fox", said("one", 60)))}}, "same-text-twice"},
		"the same twice, short":     {draft.Draft{Call: call.Call{Turns: with(turn(pre, ex, "Ada Orr", "It went well."), turn(pre, ex, "Ed Fox", "It went well."))}}, ""},
		"the operator's same words": {draft.Draft{Call: call.Call{Turns: with(turn(pre, op, "Operator", said("one", 60)), turn(pre, op, "Operator", said("one", 60)))}}, ""},
		"unattributed":              {draft.Draft{Call: call.Call{Turns: with(turn(qa, call.Unknown, "Who", "So."), turn(qa, ex, "", "So then."))}}, "unattributed"},
		"one unattributed":          {draft.Draft{Call: call.Call{Turns: with(turn(qa, call.Unknown, "Who", "So."))}}, ""},
		"unattributed remarks":      {draft.Draft{Call: call.Call{Turns: with(turn(pre, call.Unknown, "Who", "So."), turn(pre, call.Unknown, "Who", "So then."))}}, ""},
		"operator as executive":     {draft.Draft{Call: call.Call{Turns: with(turn(qa, ex, "Jo", first), turn(qa, ex, "Jo", first))}}, "operator-as-executive"},
		"one announcement":          {draft.Draft{Call: call.Call{Turns: with(turn(qa, ex, "Jo", first))}}, ""},
		"an executive who mostly answers": {draft.Draft{Call: call.Call{Turns: with(turn(qa, ex, "Jo", first), turn(qa, ex, "Jo", first), turn(qa, ex, "Jo", "A."), turn(qa, ex, "Jo", "B."))}},
			""},
		"empty labels":  {draft.Draft{Call: call.Call{Turns: answered}, Empty: []int{1, 1, 2}}, "empty-labels"},
		"two of them":   {draft.Draft{Call: call.Call{Turns: answered}, Empty: []int{1, 2}}, ""},
		"a list behind": {draft.Draft{Call: call.Call{Turns: answered}, Empty: []int{1, 2, 3, 4, 5}}, ""},
		"listed and handed over to": {draft.Draft{Call: call.Call{Turns: with(turn(pre, ex, "Ada Orr", "Now over to Lynn Good."))},
			Roster: []call.Speaker{{Name: "Lynn Good", Title: "CFO"}}}, "listed-silent"},
		"listed and thanked": {draft.Draft{Call: call.Call{Turns: with(turn(pre, ex, "Ada Orr", "Thank you, Lynn. It is so."))},
			Roster: []call.Speaker{{Name: "Lynn Good", Title: "CFO"}}}, "listed-silent"},
		"listed, and silent": {draft.Draft{Call: call.Call{Turns: answered}, Roster: []call.Speaker{{Name: "Lynn Good", Title: "CFO"}}}, ""},
		"listed without a title": {draft.Draft{Call: call.Call{Turns: with(turn(pre, ex, "Ada Orr", "Now over to Lynn Good."))},
			Roster: []call.Speaker{{Name: "Lynn Good"}}}, ""},
		"an analyst handed over to": {draft.Draft{Call: call.Call{Turns: with(turn(pre, ex, "Ada Orr", "Now over to Lynn Good."))},
			Roster: []call.Speaker{{Name: "Lynn Good", Title: "Analyst", Role: an}}}, ""},
		"listed and speaking": {draft.Draft{Call: call.Call{Turns: with(turn(pre, ex, "Ada Orr", "Now over to Lynn."), turn(pre, ex, "Lynn J. Good", "Thanks."))},
			Roster: []call.Speaker{{Name: "Lynn Good", Title: "CFO"}}}, ""},
		"another of the given name": {draft.Draft{Call: call.Call{Turns: with(turn(pre, ex, "Ada Orr", "Now over to Lynn."), turn(pre, ex, "Lynn Fox", "Thanks."))},
			Roster: []call.Speaker{{Name: "Lynn Good", Title: "CFO"}}}, ""},
		"another script": {draft.Draft{Call: call.Call{Turns: with(turn(pre, ex, "Ada Orr", strings.Repeat("выручка выросла ", 40)))}}, errScript.Error()},
		"another language": {draft.Draft{Call: call.Call{Turns: with(turn(pre, ex, "Ada Orr", strings.Repeat("wir haben im dritten Quartal einen Umsatz erzielt, der über dem des Vorjahres lag ", 15)))}},
			errEnglish.Error()},
		"another language, a few sentences": {draft.Draft{Call: call.Call{Turns: with(turn(pre, ex, "Ada Orr", strings.Repeat("vendas em todas as regiões e margens melhores do que no ano passado ", 4)))}},
			errEnglish.Error()},
		"handed it": {draft.Draft{Call: call.Call{Turns: with(turn(pre, ex, "Ada Orr", "Let me hand it to Lynn for the details."))},
			Roster: []call.Speaker{{Name: "Lynn Good", Title: "CFO"}}}, "listed-silent"},
		"a name in another script": {draft.Draft{Call: call.Call{Turns: with(turn(pre, ex, "李明", said("one", 100)))}}, ""},
	} {
		if got := strings.Join(codes(&test.draft), " "); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

func TestManyExecutives(t *testing.T) {
	d := draft.Draft{}
	for i := range mostPeople + 1 {
		d.Call.Turns = append(d.Call.Turns, turn(qa, ex, "Jo "+string(rune('A'+i/26))+string(rune('a'+i%26)), "Well."))
	}
	if got := codes(&d); !slices.Equal(got, []string{"many-executives"}) {
		t.Errorf("%q", got)
	}
	d.Call.Turns, d.Call.Warnings = d.Call.Turns[:mostPeople], nil
	if got := codes(&d); len(got) > 0 {
		t.Errorf("one fewer: %q", got)
	}
}
