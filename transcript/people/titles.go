package people

import (
	"strings"

	"candor/transcript/call"
	"candor/transcript/cue"
)

// RoleOf reads the role off name, title and firm, or gives "".
func RoleOf(s call.Speaker) call.Role {
	if role := call.RoleNamed(strings.TrimRight(s.Name, " 0123456789")); role != "" {
		return role
	}
	role := roleBySureTitle(s)
	switch {
	case role != "":
		return role
	case s.Title == "" && s.Firm != "":
		return call.Analyst // only of guests does a name line tell the firm and nothing else
	case s.Firm == "" && s.Title != "" && IsTitle(s.Title):
		return call.Executive
	case s.Title == "" && IsTitle(s.Name):
		return RoleOf(call.Speaker{Title: s.Name})
	}
	return ""
}

// roleBySureTitle reads the role off a title or firm that only one side has, or gives "".
func roleBySureTitle(s call.Speaker) call.Role {
	title, firm := Words(s.Title), strings.ToLower(s.Firm)
	switch {
	case title.Has("operator", "coordinator"):
		return call.Operator
	case title.Has("analyst"), title.HasAny(cue.TitleOfResearch), strings.Contains(firm, "research division"), strings.Contains(firm, "analyst"):
		return call.Analyst
	case title.InvestorRelations() && !title.Has("chief", "ceo", "cfo", "coo", "treasurer", "controller"): // no other office besides
		return call.InvestorRelations
	case title.InvestorRelations(), title.Leads():
		return call.Executive
	}
	return ""
}

// Title is the lower-case words of a title, commas and the like dropped.
type Title []string

// Words takes a title, or any text, apart.
func Words(title string) Title {
	return strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r > 127)
	})
}

// Has tells whether one of any is among the words.
func (w Title) Has(any ...string) bool {
	for _, word := range w {
		for _, a := range any {
			if word == a {
				return true
			}
		}
	}
	return false
}

// HasPhrase tells whether the words of phrase follow one another.
func (w Title) HasPhrase(phrase string) bool {
	first, rest, _ := strings.Cut(phrase, " ")
	for i, word := range w {
		if word == first && w[i+1:].begin(rest) {
			return true
		}
	}
	return phrase == ""
}

// begin tells whether the words are first those of phrase.
func (w Title) begin(phrase string) bool {
	for i := 0; phrase != ""; i++ {
		word, rest, _ := strings.Cut(phrase, " ")
		if i == len(w) || w[i] != word {
			return false
		}
		phrase = rest
	}
	return true
}

// HasAny tells whether one of the list is among the words, or follows one another in them.
func (w Title) HasAny(list cue.List) bool {
	for _, word := range w {
		if list.Has(word) {
			return true
		}
	}
	for _, entry := range list.Entries() {
		if strings.IndexByte(entry, ' ') > 0 && w.HasPhrase(entry) {
			return true
		}
	}
	return false
}

// InvestorRelations tells whether it is a title of theirs.
func (w Title) InvestorRelations() bool { return w.HasAny(cue.TitleOfIR) }

// Leads tells whether it is a title that only the company's own people bear in
// a call: banks send managing directors and vice presidents, but no chiefs.
func (w Title) Leads() bool { return w.HasAny(cue.Leads) && !w.HasPhrase("vice president") }

// IsTitle tells a title from a firm.
func IsTitle(s string) bool {
	w := Words(s)
	return w.HasAny(cue.Leads) || w.HasAny(cue.TitleWord) || w.InvestorRelations()
}
