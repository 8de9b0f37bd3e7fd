package people

import (
	"candor/transcript/call"
	"candor/transcript/naming"
	"strings"
)

// RoleOf reads the role off name, title and firm, or gives "".
func RoleOf(s call.Speaker) call.Role {
	key := strings.TrimRight(naming.Key(s.Name), "0123456789")
	if role, found := call.RoleNames[key]; found {
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
	case title.Has("analyst"), title.HasPhrase("research division"), title.HasPhrase("equity research"), strings.Contains(firm, "research division"), strings.Contains(firm, "analyst"):
		return call.Analyst
	case title.InvestorRelations() && !title.Has("chief", "ceo", "cfo", "coo", "treasurer", "controller"): // no other office besides
		return call.InvestorRelations
	case title.InvestorRelations(), title.Leads():
		return call.Executive
	}
	return ""
}

// titleWords are the lower-case words of a title, commas and the like dropped.
type words []string

func Words(title string) words {
	return strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r > 127)
	})
}

func (w words) Has(any ...string) bool {
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
func (w words) HasPhrase(phrase string) bool {
	first, rest, _ := strings.Cut(phrase, " ")
	for i, word := range w {
		if word == first && w[i+1:].begin(rest) {
			return true
		}
	}
	return phrase == ""
}

// begin tells whether the words are first those of phrase.
func (w words) begin(phrase string) bool {
	for i := 0; phrase != ""; i++ {
		word, rest, _ := strings.Cut(phrase, " ")
		if i == len(w) || w[i] != word {
			return false
		}
		phrase = rest
	}
	return true
}

func (w words) InvestorRelations() bool {
	return w.Has("ir") || w.HasPhrase("investor relations") || w.HasPhrase("investor relation") || w.HasPhrase("investors relations")
}

// Leads tells whether it is a title that only the company's own people bear in
// a call: banks send managing directors and vice presidents, but no chiefs.
func (w words) Leads() bool {
	return w.Has("chief", "ceo", "cfo", "coo", "cto", "cmo", "cio", "chairman", "chairwoman", "chair", "chairperson",
		"founder", "cofounder", "treasurer", "controller", "president") && !w.HasPhrase("vice president")
}

// IsTitle tells a title from a firm.
func IsTitle(s string) bool {
	w := Words(s)
	return w.Leads() || w.InvestorRelations() ||
		w.Has("officer", "director", "vp", "svp", "evp", "avp", "md", "analyst", "manager", "counsel", "secretary",
			"head", "associate", "operator", "executive", "coordinator", "strategist", "principal") || w.HasPhrase("vice president")
}
