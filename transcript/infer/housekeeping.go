package infer

import (
	"strings"

	"candor/transcript/call"
	"candor/transcript/cue"
	"candor/transcript/people"
)

// markTrivial marks the turns that answer nothing: bare acknowledgements, and,
// by the company's people in the Q&A, housekeeping, questions that they read out,
// and the call's last words.
func markTrivial(turns []call.Turn) {
	over := lastQuestion(turns)
	signedOff := false
	for i := range turns {
		t, before := &turns[i], ""
		if i > 0 && turns[i-1].Speaker.Role == call.Analyst {
			before = turns[i-1].Text
		}
		t.Trivial = IsTrivial(t, before)
		switch {
		case t.Section != call.QA || i <= over:
		case t.Speaker.Role == call.Operator:
			signedOff = signedOff || cue.SignOff.In(strings.ToLower(t.Text))
		case signedOff, (i > over+1 || !strings.Contains(turns[over].Text, "?")) && closes(t.Text): // right behind a question it is the answer
			t.Trivial = t.Trivial || t.OfCompany()
		}
		if t.Section == call.QA && t.OfCompany() && (IsHousekeeping(t.Text) || readsQuestion(turns, i) || givesTurn(turns, i)) {
			t.Trivial = true
		}
	}
}

// lastQuestion is the turn of the last analyst, or of the last question that
// somebody reads out; after both of them the call ends. Without one it is len(turns).
func lastQuestion(turns []call.Turn) int {
	for i := len(turns) - 1; i >= 0; i-- {
		if turns[i].Speaker.Role == call.Analyst || readsQuestion(turns, i) {
			return i
		}
	}
	return len(turns)
}

// closingStart is within how many bytes last words begin to sound like it; a
// turn that answers something before it says goodbye does not.
const closingStart = 80

// closes tells whether a text, behind which nobody asks, is made of what people
// say when a call ends.
func closes(text string) bool {
	lower := strings.ToLower(text)
	return cue.Closing.In(lower[:min(len(lower), closingStart)]) && cue.Closing.Count(lower) >= 3
}

// longestHousekeeping is the most bytes of a turn that only directs the call.
const longestHousekeeping = 400

// IsHousekeeping tells whether a turn only directs the call: "Thanks, Ann.
// Operator, we have time for one more question." Every sentence must be of that kind.
func IsHousekeeping(text string) bool {
	if len(text) > longestHousekeeping {
		return false
	}
	directs := false
	for sentence := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return r == '.' || r == '?' || r == '!' }) {
		switch sentence = strings.TrimSpace(sentence); {
		case cue.House.In(sentence), cue.HouseFirst.Begins(sentence):
			directs = true
		case sentence != "" && !cue.HousePolite.In(sentence) && !people.IsBare(sentence):
			return false
		}
	}
	return directs
}

// longestCall is the most bytes of a turn that calls somebody up.
const longestCall = 200

// givesTurn tells whether turn i calls up the analyst who speaks next, as
// investor relations do where no operator does: "Thanks. Next is Ann Lee, Acme."
func givesTurn(turns []call.Turn, i int) bool {
	text := turns[i].Text
	if len(text) > longestCall || i+1 == len(turns) || turns[i+1].Speaker.Role != call.Analyst {
		return false
	}
	for k := i - 1; k >= max(0, i-longestQuestion); k-- {
		if turns[k].Speaker.Role == call.Operator || turns[k].Speaker.Name == turns[i+1].Speaker.Name {
			return false // who has the floor anyway
		}
	}
	words := people.Words(text)
	next := people.Words(turns[i+1].Speaker.Name)
	return len(next) > 0 && words.Has(next[0], next[len(next)-1]) || words.HasPhrase("line is open") || words.HasPhrase("your line is")
}

// readsQuestion tells whether turn i is a question that one of the company reads
// out, and another then answers.
func readsQuestion(turns []call.Turn, i int) bool {
	t := &turns[i]
	lower := strings.ToLower(t.Text)
	if !t.OfCompany() || i+1 == len(turns) || !turns[i+1].OfCompany() || turns[i+1].Speaker == t.Speaker ||
		i > 0 && turns[i-1].Speaker.Role == call.Analyst || !endsAsking(t.Text) && !cue.ReadOutTold.In(lower) || IsHousekeeping(t.Text) {
		return false
	}
	return cue.ReadOut.In(lower) || t.Speaker.Role == call.InvestorRelations && cue.ReadOutByIR.In(lower)
}

// findInvestorRelations finds, among the company's people without a title whom
// nobody introduces with one, the one who only keeps house: reads the safe harbour, calls for the next question, closes the call.
func findInvestorRelations(turns []call.Turn, persons []*person) {
	over := lastQuestion(turns)
	for _, p := range persons {
		if (p.Role == call.Executive || p.Role == "") && p.Title == "" && p.Name != "" && !p.told && keepsHouse(turns, p, over) {
			p.Role = call.InvestorRelations
		}
	}
}

// keepsHouse tells whether a person only directs the call. A few words in
// between, a greeting or what the transcriber heard from somebody else, may be.
func keepsHouse(turns []call.Turn, p *person, over int) bool {
	house, other := 0, 0
	for _, i := range p.turns {
		switch text := turns[i].Text; {
		case soundsLikeHouse(text), i > over && closes(text), IsHousekeeping(text), givesTurn(turns, i):
			house++
		case people.IsBare(text):
		case len(text) < longestAside:
			other++
		default:
			return false
		}
	}
	opens := cue.SafeHarbour.In(strings.ToLower(turns[p.turns[0]].Text))
	return house > 3*other || opens && house > other
}

// longestAside is the most bytes of words that say nothing about who speaks.
const longestAside = 100

// houseLength is the most bytes that a safe harbour or a call for the next question has.
const houseLength = 6000

// soundsLikeHouse tells whether a text has what somebody says who directs a call
// or reads the safe harbour, among other things maybe.
func soundsLikeHouse(text string) bool {
	return len(text) <= houseLength && cue.HouseAmong.In(strings.ToLower(text))
}
