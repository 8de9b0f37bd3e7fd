package transcript

import "candor/transcript/call"

import "candor/transcript/naming"

import "strings"

// roleByDescription reads the role off name, title and firm, or gives "".
func roleByDescription(s Speaker) Role {
	key := strings.TrimRight(naming.Key(s.Name), "0123456789")
	if role, found := call.RoleNames[key]; found {
		return role
	}
	role := roleBySureTitle(s)
	switch {
	case role != "":
		return role
	case s.Title == "" && s.Firm != "":
		return Analyst // only of guests does a name line tell the firm and nothing else
	case s.Firm == "" && s.Title != "" && isTitle(s.Title):
		return Executive
	case s.Title == "" && isTitle(s.Name):
		return roleByDescription(Speaker{Title: s.Name})
	}
	return ""
}

// roleBySureTitle reads the role off a title or firm that only one side has, or gives "".
func roleBySureTitle(s Speaker) Role {
	title, firm := titleWords(s.Title), strings.ToLower(s.Firm)
	switch {
	case title.has("operator", "coordinator"):
		return Operator
	case title.has("analyst"), title.hasPhrase("research division"), title.hasPhrase("equity research"), strings.Contains(firm, "research division"), strings.Contains(firm, "analyst"):
		return Analyst
	case title.investorRelations() && !title.has("chief", "ceo", "cfo", "coo", "treasurer", "controller"): // no other office besides
		return InvestorRelations
	case title.investorRelations(), title.leads():
		return Executive
	}
	return ""
}

// titleWords are the lower-case words of a title, commas and the like dropped.
type words []string

func titleWords(title string) words {
	return strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r > 127)
	})
}

func (w words) has(any ...string) bool {
	for _, word := range w {
		for _, a := range any {
			if word == a {
				return true
			}
		}
	}
	return false
}

// hasPhrase tells whether the words of phrase follow one another.
func (w words) hasPhrase(phrase string) bool {
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

func (w words) investorRelations() bool {
	return w.has("ir") || w.hasPhrase("investor relations") || w.hasPhrase("investor relation") || w.hasPhrase("investors relations")
}

// leads tells whether it is a title that only the company's own people bear in
// a call: banks send managing directors and vice presidents, but no chiefs.
func (w words) leads() bool {
	return w.has("chief", "ceo", "cfo", "coo", "cto", "cmo", "cio", "chairman", "chairwoman", "chair", "chairperson",
		"founder", "cofounder", "treasurer", "controller", "president") && !w.hasPhrase("vice president")
}

// isTitle tells a title from a firm.
func isTitle(s string) bool {
	w := titleWords(s)
	return w.leads() || w.investorRelations() ||
		w.has("officer", "director", "vp", "svp", "evp", "avp", "md", "analyst", "manager", "counsel", "secretary",
			"head", "associate", "operator", "executive", "coordinator", "strategist", "principal") || w.hasPhrase("vice president")
}
