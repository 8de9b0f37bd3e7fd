package jsonform

import (
	"candor/transcript/call"
	"candor/transcript/naming"
	"candor/transcript/people"
)

// settleFirms gives roles where the file tells everybody's firm, the company's
// own people's too: theirs is the firm of those who lead it.
func (c *JsonCall) settleFirms() {
	home := map[string]bool{}
	if c.Call.Company != "" {
		home[naming.Key(c.Call.Company)] = true
	}
	for i := range c.Call.Turns {
		if s := c.Call.Turns[i].Speaker; s.Firm != "" && (people.Words(s.Title).Leads() || people.Words(s.Title).InvestorRelations()) {
			home[naming.Key(s.Firm)] = true
			if c.Call.Company == "" {
				c.Call.Company = s.Firm
			}
		}
	}
	for i := range c.Call.Turns {
		s := &c.Call.Turns[i].Speaker
		if s.Role != "" || s.Firm == "" {
			continue
		}
		switch byTitle := people.RoleOf(call.Speaker{Name: s.Name, Title: s.Title}); {
		case home[naming.Key(s.Firm)] && byTitle == call.InvestorRelations:
			s.Role = call.InvestorRelations
		case home[naming.Key(s.Firm)]:
			s.Role = call.Executive
		case len(home) > 0 && !people.Words(s.Title).Leads() && byTitle != call.Operator:
			s.Role = call.Analyst
		}
	}
}
