package analysis

import (
	"cmp"
	"slices"
	"strings"

	"candor/transcript/call"
)

// Unite gives each speaker and each asker of records one name over all calls,
// "Elon Musk" and "Elon R. Musk" the same: the one that aliases say, else by
// call.SamePeople. Only people of one company, or analysts of one firm, are
// taken for one, and never two of one call; equal names are equal everywhere.
// aliases may be nil.
func Unite(records []Record, aliases *call.Aliases) {
	speakers, askers := newPeople(aliases), newPeople(aliases)
	calls := map[Call]int{}
	for i := range records {
		r := &records[i]
		if _, known := calls[r.Call]; !known {
			calls[r.Call] = len(calls)
		}
		speakers.add(r.Speaker, companyOf(&r.Call), calls[r.Call])
		askers.add(r.Asker, firstWord(r.AskerFirm), calls[r.Call])
	}
	speaker, asker := speakers.shown(), askers.shown()
	for i := range records {
		records[i].Speaker, records[i].Asker = speaker(records[i].Speaker), asker(records[i].Asker)
	}
}

// Unite does the same for what is kept of records.
func (a *Answers) Unite(aliases *call.Aliases) {
	if a.Len() == 0 {
		return
	}
	speakers, askers := newPeople(aliases), newPeople(aliases)
	for i, of := range a.call {
		speakers.add(a.Key(i, BySpeaker), companyOf(&a.Calls[of]), int(of))
		askers.add(a.Key(i, ByAsker), firstWord(a.Key(i, ByFirm)), int(of))
	}
	a.rename(BySpeaker, speakers.shown())
	a.rename(ByAsker, askers.shown())
}

// rename gives the values of a dimension other names.
func (a *Answers) rename(d *Dimension, to func(string) string) {
	renamed := map[int32]int32{}
	column := a.names[d.stored]
	for i, name := range column {
		if _, known := renamed[name]; !known {
			renamed[name] = a.intern(to(a.texts[name]))
		}
		column[i] = renamed[name]
	}
}

// companyOf tells companies apart: "Acme" and "Acme, Inc." are one.
func companyOf(c *Call) string { return firstWord(cmp.Or(c.Company, call.Issuer(c.Ticker))) }

func firstWord(name string) string {
	first, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(name)), " ")
	return strings.Trim(first, ".,")
}

// people counts the names of people by side and call.
type people struct {
	aliases *call.Aliases
	calls   map[call.KnownName]map[int]int // uses in each call
}

func newPeople(aliases *call.Aliases) people {
	return people{aliases, map[call.KnownName]map[int]int{}}
}

func (p people) add(name, side string, of int) {
	name, fixed := p.aliases.Name(name)
	key := call.KnownName{Name: name, Side: side, Fixed: fixed}
	if p.calls[key] == nil {
		p.calls[key] = map[int]int{}
	}
	p.calls[key][of]++
}

// shown gives the function from a name to the one to show its person by. A name
// that several sides have joins the people whom it is on each.
func (p people) shown() func(string) string {
	keys := make([]call.KnownName, 0, len(p.calls))
	for key := range p.calls {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b call.KnownName) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Side, b.Side))
	})
	names := slices.Clone(keys)
	for i, key := range keys {
		for _, uses := range p.calls[key] {
			names[i].Uses += uses
		}
	}
	sameCall := func(i, k int) bool {
		for call := range p.calls[keys[i]] {
			if p.calls[keys[k]][call] > 0 {
				return true
			}
		}
		return false
	}
	to := map[string]string{}
	for i, name := range call.SamePeople(names, sameCall) {
		if a, b := last(to, names[i].Name), last(to, name); a != b {
			to[a] = b
		}
	}
	return func(name string) string {
		name, _ = p.aliases.Name(name)
		return last(to, name)
	}
}

// last follows the names from one to the next.
func last(to map[string]string, name string) string {
	for to[name] != "" {
		name = to[name]
	}
	return name
}
