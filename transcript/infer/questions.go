package infer

import (
	"strings"

	"candor/transcript/call"
	"candor/transcript/cue"
	"candor/transcript/people"
)

// inferSections fills in the sections that the format does not mark: the Q&A
// begins with the first question, or with what the operator says to announce it.
func inferSections(turns []call.Turn) {
	start, host := -1, -1 // a guest who leads the call speaks before the company does
	presented := false
	for i := range turns {
		if turns[i].Section == call.QA {
			fillPrepared(turns)
			return
		}
		presented = presented || turns[i].Speaker.Role == call.Executive
		switch {
		case start >= 0 || turns[i].Speaker.Role != call.Analyst:
		case presented || i == 0 || !strings.Contains(turns[i-1].Text, "over to "):
			start = i
		case host < 0:
			host = i
		}
	}
	if start < 0 {
		start = host
	}
	if read := readingStart(turns); start < 0 || read < start {
		start = read
	} else {
		for start > 0 && turns[start-1].Speaker.Role == call.Operator {
			start--
		}
		if startsWithin(turns[:start]) && !opensQuestions(turns[:start+1]) {
			start = 0
		}
	}
	for i := range turns {
		if turns[i].Section = call.Prepared; i >= start {
			turns[i].Section = call.QA
		}
	}
}

// readingStart is where questions are read out that were sent in, in a call
// without analysts; len(turns) where none are.
func readingStart(turns []call.Turn) int {
	for i := range turns {
		if i > 0 && turns[i-1].Speaker.Role == call.Executive && readsQuestion(turns, i) {
			return i
		}
	}
	return len(turns)
}

// fillPrepared marks what stands before the section that the format marks, and what
// within it has no mark, as operators' words may have none. What follows the last
// question goes on with it.
func fillPrepared(turns []call.Turn) {
	section := call.Prepared
	for i := range turns {
		if turns[i].Section == "" {
			turns[i].Section = section
		}
		section = turns[i].Section
	}
}

// opensQuestions tells whether the words before the first question say that it is
// the first.
func opensQuestions(before []call.Turn) bool {
	last := before[len(before)-1].Text
	if before[len(before)-1].Speaker.Role != call.Operator {
		last = ""
		if len(before) > 1 {
			last = before[len(before)-2].Text
		}
	}
	return cue.OpensQuestions.In(strings.ToLower(last))
}

// openingWords is the least that a call's prepared part has. Executives' words
// before the first question that are fewer, with nobody who opens the call, are
// the rest of an answer: the file starts within the Q&A.
const openingWords = 150

func startsWithin(before []call.Turn) bool {
	if len(before) == 0 {
		return true
	}
	start := before[0].Text[:min(len(before[0].Text), people.LongestName)]
	if cue.Opening.In(strings.ToLower(start)) {
		return false
	}
	words := 0
	for i := range before {
		if before[i].Speaker.Role != call.Executive {
			return false
		}
		words += len(strings.Fields(before[i].Text))
	}
	return words < openingWords
}

// pairQuestions gives each turn of the company's people in the Q&A its question:
// what the analyst who has the floor said since that analyst's last exchange.
//
// A second executive who adds something answers the same question. What the
// analyst says next begins a new one, but a mere "Okay.", and the reply to an
// executive who asked back, are added to it. A question that one of the company
// reads out, of those sent in, has no asker.
func pairQuestions(turns []call.Turn, told map[call.Speaker]bool) {
	var f floor
	for i := range turns {
		t := &turns[i]
		if t.Section != call.QA {
			continue
		}
		switch t.Speaker.Role {
		case call.Analyst:
			f.ask(t)
		case call.Operator:
			if asked, ok := askedFor(turns, i); ok {
				f = asked
			} else {
				f.over = f.answered
			}
		case call.Executive, call.InvestorRelations:
			switch {
			case t.Question != "": // told by a record
			case readsQuestion(turns, i):
				f = floor{question: t.Text}
			case f.question == "", t.Trivial && t.Speaker.Role == call.InvestorRelations && t.Speaker.Title == "" && t.Speaker.Firm == "" && !told[t.Speaker]:
			default:
				f.answer(t)
			}
		}
	}
}

// askedFor reads the question of somebody whom the operator announces, in an
// operator's turn that holds both and that the company answers.
func askedFor(turns []call.Turn, i int) (floor, bool) {
	text := turns[i].Text
	name, firm := Announced(text)
	if name == "" || !endsAsking(text) || i+1 == len(turns) || !turns[i+1].OfCompany() {
		return floor{}, false
	}
	return floor{asker: call.Speaker{Name: name, Firm: firm, Role: call.Analyst}, question: text}, true
}

// longestQuestion is the most turns of which a question is made, the last ones;
// without a limit, a file of interjections would be joined again and again.
const longestQuestion = 8

// floor is the exchange between one analyst and the company.
type floor struct {
	asker     call.Speaker
	question  string
	parts     []string // the asker's turns in it
	answered  bool     // an executive has answered it
	over      bool     // the operator has spoken since
	askedBack bool     // an executive's last words were a question to the analyst
}

func (f *floor) ask(t *call.Turn) {
	asks := strings.Contains(t.Text, "?")
	same := t.Speaker == f.asker && !f.over && f.question != ""
	if !same || !(people.IsBare(t.Text) || f.askedBack && !asks || !f.answered && !people.IsBare(f.question)) {
		f.parts = f.parts[:0]
	}
	f.parts = append(f.parts[max(0, len(f.parts)+1-longestQuestion):], t.Text)
	f.question = strings.Join(f.parts, "\n\n")
	f.asker, f.answered, f.over, f.askedBack = t.Speaker, false, false, false
}

// counterQuestion is the most words of an executive's turn that only asks back.
const counterQuestion = 40

func (f *floor) answer(t *call.Turn) {
	t.Asker, t.AskerFirm, t.Question = f.asker.Name, f.asker.Firm, f.question
	f.askedBack = strings.HasSuffix(t.Text, "?") && len(strings.Fields(t.Text)) <= counterQuestion
	if !t.Trivial || !strings.Contains(f.question, "?") {
		f.answered = true
	}
}

// IsTrivial tells whether the turn, standing right behind before, answers
// nothing. "Yes." behind a question is short, but no mere acknowledgement.
func IsTrivial(t *call.Turn, before string) bool {
	return people.IsBare(t.Text) && !(strings.Contains(before, "?") && people.SaysYesOrNo(t.Text))
}
