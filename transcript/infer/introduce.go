package infer

import (
	"slices"
	"strings"
	"unicode"

	"candor/transcript/call"
	"candor/transcript/cue"
	"candor/transcript/naming"
	"candor/transcript/people"
)

// introductions is within how many turns of the call's first, or before their
// own first, people are introduced.
const introductions = 12

// mostIntroduced is more people than anybody introduces.
const mostIntroduced = 100

// introduce gives the role of those whose title somebody says right beside their
// name, as who opens a call does: "With me are Jane Doe, our Chief Executive
// Officer, and our CFO, Jon Orr". Guests are announced otherwise.
func introduce(turns []call.Turn, persons []*person) {
	if len(persons) > mostIntroduced {
		return
	}
	for _, p := range persons {
		if p.Title != "" || p.Name == "" || p.last == "" || p.Role != "" && p.Role != call.Executive {
			continue
		}
		if role := introducedAs(turns, p, persons); role != "" {
			p.Role, p.told = role, true
		}
	}
}

// introducedAs is the role of somebody who is introduced with a title that tells
// it, or "".
func introducedAs(turns []call.Turn, p *person, persons []*person) call.Role {
	for i := 0; i <= p.turns[0]; i++ {
		if introductions <= i && i < p.turns[0]-introductions {
			continue
		}
		switch title := people.Words(titleBeside(turns[i].Text[:min(len(turns[i].Text), houseLength)], p, persons)); {
		case title.InvestorRelations():
			return call.InvestorRelations
		case title.Leads():
			return call.Executive
		}
	}
	return ""
}

// longestIntroduction is how many bytes from the name a title is looked for.
const longestIntroduction = 120

// titleBeside gives the title that stands right behind a person's name in a text,
// else right before it.
func titleBeside(text string, p *person, persons []*person) string {
	at, end := nameIn(text, p)
	if at < 0 {
		return ""
	}
	behind := text[end:min(len(text), end+longestIntroduction)]
	if stop := strings.IndexAny(behind, ".;:"); stop >= 0 {
		behind = behind[:stop]
	}
	var title []string
	rest, comma := strings.CutPrefix(behind, ", ")
	for _, link := range [...]string{" is ", " of ", " from "} {
		if !comma {
			rest, comma = strings.CutPrefix(behind, link)
		}
	}
	for part := range strings.SplitSeq(rest, ", ") {
		if len(title) > 0 && (strings.HasPrefix(part, "and our ") || strings.HasPrefix(part, "and the ")) {
			break // somebody else
		}
		if part = ofTitle(part); !comma || !people.IsTitle(part) || namesAnybody(part, persons) {
			break
		}
		title = append(title, part)
	}
	if len(title) > 0 {
		return strings.Join(title, ", ")
	}
	before := strings.TrimRight(text[max(0, at-longestIntroduction):at], " ")
	if last := strings.LastIndexByte(before, ' ') + 1; cue.Honorific.Has(strings.ToLower(strings.TrimSuffix(before[last:], "."))) {
		before = before[:last]
	}
	before = strings.TrimRight(before, ", ")
	before = before[strings.LastIndexAny(before, ".;:,")+1:]
	for _, article := range [...]string{" and our ", " the ", " our ", " to ", " by "} {
		before = before[strings.LastIndex(before, article)+1:]
	}
	if before = ofTitle(before); people.IsTitle(before) && people.IsLabel(before) && !namesAnybody(before, persons) {
		return before
	}
	return ""
}

// ofTitle leaves out what stands before a title in a sentence, and what follows
// it: "our Chief Executive Officer and", "Vice President who".
func ofTitle(part string) string {
	part = strings.TrimSpace(part)
	for _, article := range [...]string{"our ", "the ", "and ", "as ", "by ", "with ", "is "} {
		part = strings.TrimPrefix(part, article)
	}
	for _, next := range [...]string{" and I ", " and I'", " and I’", " and our ", " and the ", " who ", " will ", " here ", " has ", " have "} {
		part, _, _ = strings.Cut(part, next)
	}
	return part
}

// namesAnybody tells whether one of the call's people is named in a text.
func namesAnybody(text string, persons []*person) bool {
	for _, p := range persons {
		if at, _ := nameIn(text, p); at >= 0 {
			return true
		}
	}
	return false
}

// nameIn finds the family's name of a person, and the words of the name before it.
func nameIn(text string, p *person) (from, to int) {
	lower := strings.ToLower(text)
	if len(p.last) < 2 || len(lower) != len(text) {
		return -1, -1
	}
	if at := strings.Index(text, p.Name); at >= 0 {
		return at, at + len(p.Name)
	}
	if cue.Bare.Has(p.last) {
		return -1, -1 // "Good afternoon"
	}
	for at := 0; ; {
		i := strings.Index(lower[at:], p.last)
		if i < 0 {
			return -1, -1
		}
		from, to = at+i, at+i+len(p.last)
		at = to
		if from > 0 && isLetterAt(text, from-1) || to < len(text) && isLetterAt(text, to) || !unicode.IsUpper(rune(text[from])) && text[from] < 0x80 && !strings.Contains(p.last, "'") {
			continue
		}
		for {
			before := strings.TrimRight(text[:from], " ")
			start := strings.LastIndexByte(before, ' ') + 1
			word := strings.Trim(before[start:], ".\"“”()")
			if word == "" || !unicode.IsUpper(rune(word[0])) || before != text[:from-1] || people.IsTitle(word) || strings.ContainsAny(before[start:], ",;:") || !strings.Contains(naming.Key(p.Name), naming.Key(word)) {
				return from, to
			}
			from = start
		}
	}
}

func isLetterAt(s string, i int) bool {
	return s[i] == '-' || s[i] >= 0x80 || unicode.IsLetter(rune(s[i]))
}

// findHost makes an analyst of the one to whom the operator hands the call as
// somebody "from Acme Securities", a broker that invites to it.
func findHost(turns []call.Turn, persons, of []*person) {
	for i := range turns[:min(len(turns), introductions)] {
		if of[i].Role != call.Operator {
			continue
		}
		text := turns[i].Text
		_, behind, _ := strings.Cut(text, "over to ")
		name, firm := nameAndFirm(behind)
		if firm == "" || !strings.Contains(text, "hosted by "+firm) && (!people.NamesFirm(firm) || strings.Count(text, firm) > 1) {
			continue
		}
		for _, p := range persons {
			if p.Role == "" && p.Title == "" && p.mayBe(naming.Parse(name)) {
				p.Role, p.Firm, p.told = call.Analyst, firm, true
			}
		}
	}
}

// findMislabelledOperator parts the operator from an analyst, or from one who leads
// the company, whose name the file gives to both, where it names no operator.
func findMislabelledOperator(turns []call.Turn, persons, of []*person) []*person {
	if anyRole(persons, call.Operator) {
		return persons
	}
	for _, p := range persons {
		operates := operates
		if leads := p.Role != call.Analyst && p.turns[0] == 0 && cue.OperatorOnly.In(strings.ToLower(turns[0].Text)) && isCalledLeader(turns, p, persons, of); leads {
			operates = onlyOperates
		} else if p.Role != call.Analyst {
			continue
		}
		announces := func(i int) bool { name, _ := Announced(turns[i].Text); return name != "" && operates(turns[i].Text) }
		if p.turns[0] != 0 || !operates(turns[0].Text) || !slices.ContainsFunc(p.turns, announces) {
			continue
		}
		operator := &person{Speaker: call.Speaker{Name: p.Name, Role: call.Operator}, last: p.last, told: true}
		rest := p.turns[:0]
		for _, i := range p.turns {
			if operates(turns[i].Text) {
				operator.turns = append(operator.turns, i)
				of[i] = operator
			} else {
				rest = append(rest, i)
			}
		}
		if p.turns = rest; len(rest) == 0 {
			p.turns, p.Role = operator.turns, call.Operator // nothing of the analyst's is here
			for _, i := range p.turns {
				of[i] = p
			}
			return persons
		}
		return append(persons, operator)
	}
	return persons
}

// operates tells whether somebody opens the call, gives others the floor, or says
// that nobody asks any more.
func operates(text string) bool {
	lower := strings.ToLower(text)
	name, _ := Announced(text)
	return cue.Opening.In(lower) || cue.Operates.In(lower) || name != "" && len(text) <= longestAnnouncement || cue.SignOff.In(lower) && len(text) < longestCall
}

// isCalledLeader tells whether others introduce a person as one who leads the company.
func isCalledLeader(turns []call.Turn, p *person, persons, of []*person) bool {
	for i := range turns[:min(len(turns), introductions)] {
		if of[i] != p && people.Words(titleBeside(turns[i].Text[:min(len(turns[i].Text), houseLength)], p, persons)).Leads() {
			return true
		}
	}
	return false
}

// onlyOperates tells whether a text has what nobody says but an operator.
func onlyOperates(text string) bool {
	lower := strings.ToLower(text)
	name, firm := Announced(text)
	return cue.OperatorOnly.In(lower) || cue.Operates.In(lower) || name != "" && firm != "" && len(text) <= longestAnnouncement && strings.Contains(lower, "question")
}
