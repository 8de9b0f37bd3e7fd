package infer

import (
	"slices"
	"strings"

	"candor/transcript/call"
	"candor/transcript/cue"
	"candor/transcript/draft"
	"candor/transcript/naming"
	"candor/transcript/people"
)

// person is one speaker of a call with what is known of the role and, while it
// is not, what speaks for either side.
type person struct {
	call.Speaker
	parts            *naming.Parts // nil until somebody is announced
	last             string        // the naming.Surname
	listed           bool          // in the list of participants, or in the user's
	told             bool          // a list, a title, a firm or an introduction says who it is
	turns            []int
	analyst, company int // votes
}

// inferRoles gives every turn's speaker a role, title and firm. It believes, in
// this order: what the format says; the name line and the list of participants;
// whom the operator announces; who asks and who answers. It tells which speakers
// the file itself vouches for.
func inferRoles(d *draft.Draft, turns []call.Turn, aliases *call.Aliases) (told map[call.Speaker]bool) {
	persons, of := gather(turns, people.ReadAsOneList(d.Roster), aliases)
	holdRoles(d, turns, persons, of)
	findHome(turns, persons)
	letters := areLetters(persons)
	for _, p := range persons {
		if p.Role == "" && !(letters && len(p.Name) == 1) {
			p.Role = people.RoleOf(p.Speaker)
		}
	}
	introduce(turns, persons)
	findHost(turns, persons, of)
	persons = findMislabelledOperator(turns, persons, of)
	findOperator(turns, persons)
	findInterviewer(turns, persons)
	vote(turns, persons, of)
	for _, p := range persons {
		if p.Role == "" {
			p.Role = p.decide()
		}
	}
	settleByQuestions(turns, persons, of)
	unite(persons)
	assign(turns, of)
	findInvestorRelations(turns, persons)
	assign(turns, of)
	told = map[call.Speaker]bool{}
	for _, p := range persons {
		if p.told || p.listed {
			told[p.Speaker] = true
		}
	}
	return told
}

// areLetters tells whether speakers are called "A", "B" and "C", as by speech
// recognition: then "A" is no answer.
func areLetters(persons []*person) bool {
	return slices.ContainsFunc(persons, func(p *person) bool { return len(p.Name) == 1 && p.Name != "A" && p.Name != "Q" })
}

// unite gives the people of one role whose names are one person's that name,
// with the title and the firm of either.
func unite(persons []*person) {
	if len(persons) > call.MostNames {
		return
	}
	names := make([]call.KnownName, len(persons))
	for i, p := range persons {
		names[i] = call.KnownName{Name: p.Name, Side: string(people.Side(p.Speaker)), Uses: len(p.turns), Fixed: p.listed}
	}
	first := map[call.KnownName]*person{} // by name and side
	for i, name := range call.SamePeople(names, nil) {
		p := persons[i]
		key := call.KnownName{Name: name, Side: names[i].Side}
		if other := first[key]; other != nil {
			other.merge(p.Speaker)
			p.merge(other.Speaker)
		} else {
			first[key] = p
		}
		p.Name = name
	}
}

func assign(turns []call.Turn, of []*person) {
	for i := range turns {
		turns[i].Speaker = of[i].Speaker
		if turns[i].Speaker.Role == "" {
			turns[i].Speaker.Role = call.Unknown
		}
	}
}

// gather makes one person of all turns under one name, or under names that the
// list of participants shows to be one; a turn without a name is a person of its
// own. Two who are described as guest and as one of the company are two.
func gather(turns []call.Turn, roster []call.Speaker, aliases *call.Aliases) (persons []*person, of []*person) {
	list := people.NewDirectory(roster, aliases)
	byName := map[string]*person{}
	of = make([]*person, len(turns))
	for i := range turns {
		s := turns[i].Speaker
		entry, listed := list.Find(s.Name)
		if listed = listed && (s.Title == entry.Title || !people.Apart(entry, s)); listed {
			if strings.ToUpper(entry.Name) != entry.Name || strings.ToUpper(s.Name) == s.Name {
				s.Name = entry.Name // in capitals a list spells it worse
			}
			if s.Role == "" {
				s.Role = entry.Role
			}
		}
		_, known := aliases.Name(s.Name)
		key := naming.Key(s.Name)
		p := byName[key]
		if p != nil && people.Apart(p.Speaker, s) {
			key += " " + string(people.Side(s))
			p = byName[key]
		}
		if p == nil || key == "" {
			p = &person{Speaker: s, last: naming.Surname(s.Name), listed: listed || known}
			if listed {
				if entry.Firm != "" && strings.ToUpper(p.Firm) == p.Firm {
					p.Firm = entry.Firm // a name line in capitals spells it worse
				}
				p.merge(entry)
			}
			persons = append(persons, p)
			byName[key] = p
		}
		p.merge(s)
		p.turns = append(p.turns, i)
		of[i] = p
	}
	return persons, of
}

func (p *person) merge(s call.Speaker) {
	if p.Role == "" {
		p.Role = s.Role
	}
	if p.Title == "" {
		p.Title = s.Title
	}
	if p.Firm == "" {
		p.Firm = s.Firm
	}
}

// findOperator makes the one who gives others the floor again and again the
// operator, where no name line says who it is.
func findOperator(turns []call.Turn, persons []*person) {
	if anyRole(persons, call.Operator) {
		return
	}
	var best *person
	most := 1
	for _, p := range persons {
		if p.Role != "" || addressesOperator(turns, p) {
			continue
		}
		n := 0
		for _, i := range p.turns {
			if _, ok := announces(turns[i].Text, call.Speaker{}); ok || cue.Operates.In(strings.ToLower(turns[i].Text)) {
				n++
			}
		}
		if n > most && 2*n >= len(p.turns) {
			best, most = p, n
		}
	}
	if best != nil {
		best.Role = call.Operator
	}
}

// findInterviewer makes the one who opens a conversation without an operator an
// analyst, where that one does little but ask.
func findInterviewer(turns []call.Turn, persons []*person) {
	if len(persons) > 0 && persons[0].Role == "" && !anyRole(persons, call.Operator) && asks(turns, persons[0]) {
		persons[0].Role = call.Analyst
	}
}

// addressesOperator tells an operator from the one who tells the operator to go on.
func addressesOperator(turns []call.Turn, p *person) bool {
	for _, i := range p.turns {
		if cue.Count(turns[i].Text, "Operator, ", ", operator") > 0 {
			return true
		}
	}
	return false
}

// vote walks through the call once. Who speaks before the first question is of
// the company; who is announced by name, or speaks first after it, asks; whoever
// else speaks until the next announcement answers.
func vote(turns []call.Turn, persons []*person, of []*person) {
	start := qaStart(turns, of)
	var asker *person
	awaited := false // somebody is announced and has not spoken yet
	if start > 0 && start < len(of) {
		if name := endsAnnouncing(turns, of, start-1); name != "" {
			nameVotes("", naming.Parse(name), persons)
			asker = of[start]
		}
	}
	for i, p := range of {
		switch {
		case i < start:
			if p.Role == "" {
				p.company += opening
			}
		case p.Role == call.Operator || announcesItself(turns[i].Text) || handsFloor(turns[i].Text, of, i):
			after, ok := announces(turns[i].Text, speakerAfter(of, i))
			awaited = ok
			asker = nil
			if ok {
				name, _ := Announced(turns[i].Text)
				nameVotes(after, naming.Parse(name), persons)
			}
		case awaited:
			awaited = false
			if p.Role == call.Executive || p.Role == call.InvestorRelations || p.company > p.analyst {
				awaited = true // a greeting, or a word before the question
				continue
			}
			p.analyst++
			asker = p
		case p.Role == call.Analyst:
			asker = p
		case asker != nil && p != asker && of[i-1] != asker && endsAsking(turns[i].Text):
			p.analyst++ // asks the company without having been announced
		case asker != nil && p != asker:
			p.company++
		}
	}
}

// handsFloor tells whether one of the company announces by name who speaks next
// and is not known to be of the company.
func handsFloor(text string, of []*person, i int) bool {
	if i+1 == len(of) || of[i+1] == of[i] || of[i].Role == call.Analyst || of[i+1].Role != "" && of[i+1].Role != call.Analyst {
		return false
	}
	name, _ := Announced(text)
	return name != "" && of[i+1].mayBe(naming.Parse(name))
}

// What votes weigh: who speaks before the first question is of the company even
// if the operator names them once or twice.
const (
	opening  = 10
	byName   = 3
	fullName = 2 // more
)

// nameVotes votes for everyone whose naming.Surname stands in what the operator
// announces, and for whom the announced name may mean.
func nameVotes(announcement string, name naming.Parts, persons []*person) {
	meant := name.Family != "" && slices.ContainsFunc(persons, func(p *person) bool { return p.mayBe(name) })
	for _, p := range persons {
		if p.Role != "" || meant && !p.mayBe(name) {
			continue // or of the same family's name
		}
		if p.last != "" && strings.Contains(announcement, p.last) && names(announcement, p.Speaker) {
			p.analyst += byName
		}
		if name.Family != "" && p.mayBe(name) {
			p.analyst += fullName
		}
	}
}

// mayBe tells whether name may be the person's.
func (p *person) mayBe(name naming.Parts) bool {
	if p.parts == nil {
		parts := naming.Parse(p.Name)
		p.parts = &parts
	}
	return p.parts.MayBe(name)
}

func speakerAfter(of []*person, i int) call.Speaker {
	if i+1 < len(of) {
		return of[i+1].Speaker
	}
	return call.Speaker{}
}

func (p *person) decide() call.Role {
	switch {
	case p.analyst > p.company:
		return call.Analyst
	case p.company > 0:
		return call.Executive
	}
	return ""
}

// qaStart is the turn with which the questions begin: where the format says so,
// else the operator's first announcement or the first analyst, whichever is
// first. Without an operator it may also be the first question of somebody who has
// not held forth before; without any of these it is len(turns).
func qaStart(turns []call.Turn, of []*person) int {
	for i := range turns {
		if turns[i].Section == call.QA {
			return i
		}
	}
	start, operated := len(turns), false
	for i, p := range of {
		operated = operated || p.Role == call.Operator
		if p.Role == call.Analyst || i > 0 && p.Role == "" && endsAnnouncing(turns, of, i-1) != "" {
			start = i
			break
		}
		if p.Role == call.Operator && i+1 < len(of) {
			if _, ok := announces(turns[i].Text, of[i+1].Speaker); ok && of[i+1].Role != call.Executive && of[i+1].Role != call.InvestorRelations {
				return i
			}
		}
	}
	if operated && start < len(turns) {
		return start
	}
	presents := map[*person]bool{}
	for i, p := range of[:start] {
		long := len(turns[i].Text) > presentation
		if !presents[p] && len(presents) > 0 && (endsAsking(turns[i].Text) || !long && strings.Contains(turns[i].Text, "?")) {
			return i
		}
		presents[p] = presents[p] || long
	}
	return start
}

// presentation is the least bytes of prepared remarks, some 150 words.
const presentation = 900

func anyRole(persons []*person, role call.Role) bool {
	for _, p := range persons {
		if p.Role == role {
			return true
		}
	}
	return false
}
