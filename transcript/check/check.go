// Package check looks over a call that has been read for what no right reading has,
// whatever the file's layout: one voice for all, an answer before any question,
// somebody in the list who never speaks. What it finds are warnings; a text that is
// not English is refused.
package check

import (
	"fmt"
	"hash/maphash"
	"slices"
	"strings"
	"sync"

	"candor/transcript/call"
	"candor/transcript/cue"
	"candor/transcript/draft"
	"candor/transcript/infer"
	"candor/transcript/naming"
)

// Bounds of what is odd.
const (
	longCall     = 1500 // words from which one voice is odd
	longTurn     = 150  // words that are no greeting
	sameWords    = 25   // words that nobody says twice
	mostPeople   = 30   // executives
	fewestSilent = 3    // names with nothing below
)

// Draft warns of what is odd in a call whose roles and sections are settled. The
// error refuses a text that is not English.
func Draft(d *draft.Draft) error {
	c := &d.Call
	w := warner{Call: c}
	var err error
	var again, first int
	sideBySide(len(c.Turns) > manyTurns, func() { err = language(c) }, func() { w.tally = tally(c) }, func() { again, first = repeated(c) })
	if err != nil {
		return err
	}
	w.noAnswers()
	if again > 0 {
		w.warn(w.Turns[first].Line, "same-text-twice", "%d turns say word for word what stands before them, from here on", again)
	}
	w.foreign()
	if !d.Told {
		w.oneVoice()
		w.early()
		w.announcedInRemarks()
		w.unattributed()
		w.operator()
		w.listed(d.Roster)
		w.empty(d.Empty)
	}
	slices.SortStableFunc(c.Warnings, func(a, b call.Warning) int { return a.Line - b.Line })
	return nil
}

type warner struct {
	*call.Call
	tally []*voice // in the order in which they begin
}

// voice is what one speaker says in all.
type voice struct {
	call.Speaker
	turns, words, announces int
	operates                bool // says what only operators do
}

// tally adds up what everybody says.
func tally(c *call.Call) []*voice {
	var voices []*voice
	all := map[string]*voice{}
	for i := range c.Turns {
		t := &c.Turns[i]
		key := naming.Key(t.Speaker.Name) + " " + string(t.Speaker.Role)
		v := all[key]
		if v == nil {
			v = &voice{Speaker: t.Speaker}
			all[key] = v
			voices = append(voices, v)
		}
		v.turns++
		v.words += call.CountWords(t.Text)
		if announces(t.Text) {
			v.announces++
		}
		v.operates = v.operates || t.Speaker.Role == call.Executive && cue.OperatorOnly.In(strings.ToLower(t.Text))
	}
	return voices
}

func (w *warner) warn(line int, code, format string, values ...any) {
	warning := call.Warning{Code: code, Line: line, Text: fmt.Sprintf(format, values...)}
	if !slices.Contains(w.Warnings, warning) { // a saved record brings its own
		w.Warnings = append(w.Warnings, warning)
	}
}

// noAnswers warns of a call in which no executive answers anything.
func (w *warner) noAnswers() {
	for i := range w.Turns {
		if t := &w.Turns[i]; t.OfCompany() && t.Section != call.Prepared {
			return
		}
	}
	w.warn(0, "no-answers", "no executive's answer is in it")
}

// oneVoice warns of a long call in which one speaker has most of the words.
func (w *warner) oneVoice() {
	words := 0
	for _, v := range w.tally {
		words += v.words
	}
	for _, v := range w.tally {
		if words >= longCall && 10*v.words > 6*words {
			w.warn(0, "one-voice", "%s says %d %% of all words", named(v.Name), 100*v.words/words)
		}
	}
	people := 0
	for _, v := range w.tally {
		if v.Role == call.Executive && v.Name != "" {
			people++
		}
	}
	if people > mostPeople {
		w.warn(0, "many-executives", "%d people are taken for executives", people)
	}
}

// named is a name for a sentence.
func named(name string) string {
	if name == "" {
		return "somebody without a name"
	}
	return name
}

// early warns of a long answer before any question.
func (w *warner) early() {
	for i := range w.Turns {
		t := &w.Turns[i]
		switch {
		case t.Section != call.QA:
		case t.Speaker.Role == call.Analyst, t.Question != "", t.Asker != "", strings.Contains(t.Text, "?"):
			return
		case t.OfCompany() && call.CountWords(t.Text) >= longTurn:
			w.warn(t.Line, "answer-before-question", "%s holds forth in the questions before anybody asks", named(t.Speaker.Name))
			return
		}
	}
}

// announcedInRemarks warns where the first question is announced in what is taken
// for prepared remarks.
func (w *warner) announcedInRemarks() {
	for i := range w.Turns {
		t := &w.Turns[i]
		if t.Section == call.Prepared && announces(t.Text) && call.CountWords(t.Text) < longTurn && i+1 < len(w.Turns) && w.Turns[i+1].Section == call.Prepared {
			w.warn(t.Line, "question-in-remarks", "a question is announced here, within the prepared remarks")
			return
		}
	}
}

// announces tells whether a text says who asks next.
func announces(text string) bool {
	lower := strings.ToLower(text)
	if !strings.Contains(lower, "question") && !strings.Contains(lower, "line of") {
		return false
	}
	name, firm := infer.Announced(text)
	return name != "" && firm != "" && !strings.Contains(lower, "over to")
}

// manyTurns is from how many on a call is looked over on several cores.
const manyTurns = 1000

// sideBySide does all, at the same time where there is much to do.
func sideBySide(much bool, all ...func()) {
	if !much {
		for _, do := range all {
			do()
		}
		return
	}
	var group sync.WaitGroup
	for _, do := range all {
		group.Go(do)
	}
	group.Wait()
}

// repeated counts the texts that stand before, too, and gives the turn of the first.
func repeated(c *call.Call) (again, first int) {
	seed := maphash.MakeSeed()
	seen := map[uint64]int{}
	for i := range c.Turns {
		t := &c.Turns[i]
		if call.CountWords(t.Text) < sameWords {
			continue
		}
		key := maphash.String(seed, strings.Join(strings.Fields(t.Text), " "))
		if k, found := seen[key]; found && c.Turns[k].Speaker.Role != call.Operator {
			if again++; again == 1 {
				first = i
			}
			continue
		}
		seen[key] = i
	}
	return again, first
}

// empty warns of names with nothing below them, on the given lines. Those behind the
// last words are a list.
func (w *warner) empty(lines []int) {
	if len(w.Turns) == 0 {
		return
	}
	last := w.Turns[len(w.Turns)-1].Line
	lines = slices.DeleteFunc(lines, func(line int) bool { return line > last })
	if len(lines) >= fewestSilent {
		w.warn(lines[0], "empty-labels", "%d names have nothing below them", len(lines))
	}
}

// unattributed warns where more than a tenth of the turns of the questions are
// nobody's.
func (w *warner) unattributed() {
	nobodys, all, first := 0, 0, 0
	for i := range w.Turns {
		t := &w.Turns[i]
		if t.Section != call.QA || t.Speaker.Role == call.Operator {
			continue
		}
		all++
		if t.Speaker.Role == call.Unknown || t.Speaker.Name == "" {
			if nobodys++; nobodys == 1 {
				first = t.Line
			}
		}
	}
	if nobodys > 1 && 10*nobodys > all {
		w.warn(first, "unattributed", "%d of the %d turns of the questions are nobody's", nobodys, all)
	}
}

// operator warns of somebody who does what operators do and is taken for another.
func (w *warner) operator() {
	for _, v := range w.tally {
		if v.Role == call.Executive && v.announces > 1 && (2*v.announces > v.turns || v.operates) {
			w.warn(0, "operator-as-executive", "%s, who announces %d questions, is taken for an executive", named(v.Name), v.announces)
		}
	}
}
