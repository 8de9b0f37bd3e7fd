package infer

import (
	"fmt"
	"strings"

	"candor/transcript/call"
	"candor/transcript/cue"
	"candor/transcript/draft"
	"candor/transcript/naming"
	"candor/transcript/people"
)

// holdSections holds the sections that a file tells against the words: a key or a
// heading may stand at the wrong place. The questions begin where the first of
// them is announced, if somebody asks right behind it, and not before it where
// nobody does.
func holdSections(d *draft.Draft) {
	turns := d.Call.Turns
	told, first := -1, -1
	for i := range turns {
		if told < 0 && turns[i].Section == call.QA {
			told = i
		}
		if first < 0 && announcesFirst(turns, i) {
			first = i
		}
	}
	switch {
	case told < 0 || first < 0 || first == told:
	case first < told:
		marked := false
		for i := first; i < told; i++ {
			marked = marked || turns[i].Section != "" || people.RoleOf(turns[i].Speaker) != call.Operator
			turns[i].Section = call.QA
		}
		if !marked {
			return // operators' words may have no mark
		}
		d.Warn(turns[first].Line, "sections-contradicted", "questions are announced here, before the file says that they begin")
	case presents(turns[told:first]) && strings.Contains(strings.ToLower(turns[first].Text), "first question"):
		for i := told; i < first; i++ {
			turns[i].Section = call.Prepared
		}
		d.Warn(turns[told].Line, "sections-contradicted", "the file says that questions begin here, but none is announced or asked before remarks that follow")
	}
}

// longestAnnouncement is the most bytes in which an operator gives somebody the floor.
const longestAnnouncement = 800

// announcesFirst tells whether a turn announces the first question, and it follows.
func announcesFirst(turns []call.Turn, i int) bool {
	text := turns[i].Text
	if len(text) > longestAnnouncement || i+1 == len(turns) {
		return false
	}
	lower := strings.ToLower(text)
	if cue.Count(lower, "first question", "question comes from", "question is from", "question will come from", "question is coming from") == 0 {
		return false
	}
	name, _ := Announced(text)
	if name == "" {
		return false
	}
	for k := i + 1; k < min(len(turns), i+4); k++ {
		if strings.Contains(turns[k].Text, "?") && turns[k].Speaker.Name != turns[i].Speaker.Name {
			return true
		}
	}
	return false
}

// longGreeting is the most bytes of words by which somebody opens the questions.
const longGreeting = 300

// presents tells whether somebody holds forth and nobody asks.
func presents(turns []call.Turn) bool {
	long := false
	for i := range turns {
		if strings.Contains(turns[i].Text, "?") || turns[i].Speaker.Role == call.Analyst {
			return false
		}
		long = long || len(turns[i].Text) > longGreeting
	}
	return long
}

// holdRoles holds the roles that a file tells against the words: who is introduced
// as one who leads the company is no analyst, and who is announced to ask, without
// such a title, is one.
func holdRoles(d *draft.Draft, turns []call.Turn, persons, of []*person) {
	if len(persons) > mostIntroduced {
		return
	}
	for _, p := range persons {
		if p.Role == "" || p.Role == call.Operator || p.Name == "" || p.last == "" || call.IsNobody(p.Name) {
			continue
		}
		asks, introduced := isAnnouncedToAsk(turns, of, p), introducedAs(turns, p, persons)
		switch {
		case p.Role == call.Analyst && introduced != "" && !asks && p.Firm == "":
			d.Warn(turns[p.turns[0]].Line, "role-contradicted", fmt.Sprintf("the file says that %s is an analyst, but the words introduce an executive", p.Name))
			p.Role, p.told = introduced, true
		case p.Role != call.Analyst && asks && introduced == "" && !people.IsTitle(p.Title):
			d.Warn(turns[p.turns[0]].Line, "role-contradicted", fmt.Sprintf("the file says that %s is of the company, but the words announce a question", p.Name))
			p.Role, p.told = call.Analyst, true
		}
	}
}

// isAnnouncedToAsk tells whether a person's first words follow an operator's that
// announce a question by that name, and a firm.
func isAnnouncedToAsk(turns []call.Turn, of []*person, p *person) bool {
	i := p.turns[0] - 1
	if i < 0 || of[i] == p || len(turns[i].Text) > longestAnnouncement || !strings.Contains(strings.ToLower(turns[i].Text), "question") {
		return false
	}
	name, firm := Announced(turns[i].Text)
	return name != "" && firm != "" && p.mayBe(naming.Parse(name))
}

// findHome finds who is of the company where only firms are told: of that by
// whose name the call is opened.
func findHome(turns []call.Turn, persons []*person) {
	for _, p := range persons {
		if p.Role == "" && p.Title == "" && p.Firm != "" && opensCallOf(turns, p.Firm) {
			p.Role = call.Executive
		}
	}
}

// opensCallOf tells whether the first words are of a firm's call, rather than of
// one that it invites to, or that somebody is from.
func opensCallOf(turns []call.Turn, firm string) bool {
	for i := range turns[:min(len(turns), openingTurns)] {
		text := turns[i].Text[:min(len(turns[i].Text), openingBytes)]
		before, behind, found := strings.Cut(text, firm)
		if !found || cue.Count(before[max(0, len(before)-len("hosted by the ")):], "hosted by", "behalf of", "from", "with") > 0 {
			continue
		}
		if from, _ := quarterPhrase(strings.Fields(behind)); from >= 0 || strings.Contains(before, "elcome to") {
			return true
		}
	}
	return false
}
