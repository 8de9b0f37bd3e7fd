package people

import (
	"slices"

	"candor/transcript/call"
	"candor/transcript/naming"
)

// ReadAsOneList reads a list that holds both sides, "Name--Title" for the company
// and "Name--Firm -- Analyst" for guests, by its form where a title is none that
// is known: who has firm and title is a guest, and what stands alone is no firm.
func ReadAsOneList(list []call.Speaker) []call.Speaker {
	guest := func(s call.Speaker) bool { return s.Role == "" && s.Firm != "" && s.Title != "" }
	if !slices.ContainsFunc(list, func(s call.Speaker) bool { return guest(s) && Words(s.Title).Has("analyst") }) {
		return list
	}
	list = slices.Clone(list)
	for i := range list {
		switch s := &list[i]; {
		case guest(*s) && RoleOf(*s) == "":
			s.Role = call.Analyst
		case s.Role == "" && s.Title == "" && s.Firm != "":
			s.Title, s.Firm = s.Firm, ""
		}
	}
	return list
}

// Directory finds people in a list of participants.
type Directory struct {
	List    []call.Speaker
	aliases *call.Aliases
	index   map[string]int // in list, by naming.Key; -1 for who is not there
	parts   []naming.Parts
}

func NewDirectory(list []call.Speaker, aliases *call.Aliases) *Directory {
	d := &Directory{List: list, aliases: aliases, index: make(map[string]int, len(list))}
	for i, s := range list {
		if _, known := d.index[naming.Key(s.Name)]; !known {
			d.index[naming.Key(s.Name)] = i
		}
		d.parts = append(d.parts, naming.Parse(s.Name))
	}
	return d
}

// Has tells whether the list has this very name.
func (d *Directory) Has(name string) bool {
	i, known := d.index[naming.Key(name)]
	return known && i >= 0 && naming.Key(d.List[i].Name) == naming.Key(name)
}

// Find looks for the same name, else for the only one that may be meant: "Doug
// Lindsay" is "Douglas A. Lindsay" if no other is.
func (d *Directory) Find(name string) (call.Speaker, bool) {
	key := naming.Key(name)
	i, known := d.index[key]
	if !known && key != "" {
		i = d.mayBe(name)
		d.index[key] = i
	}
	if i < 0 || key == "" {
		return call.Speaker{}, false
	}
	return d.List[i], true
}

// mayBe gives the place in the list of the only one whom name may mean, else -1.
func (d *Directory) mayBe(name string) int {
	match := -1
	if _, known := d.aliases.Name(name); known || call.IsNobody(name) || len(d.index) > call.MostNames {
		return match
	}
	parts := naming.Parse(name)
	for i := range d.parts {
		if !parts.MayBe(d.parts[i]) {
			continue
		}
		if match >= 0 {
			return -1
		}
		match = i
	}
	return match
}

// Side is Analyst for a guest, Executive for one of the company, as far as the
// description tells for sure. A firm alone does not: in some files the company's
// people have it too; nor do titles that both sides bear.
func Side(s call.Speaker) call.Role {
	role := s.Role
	if role == "" {
		role = roleBySureTitle(s)
	}
	if role == call.InvestorRelations {
		return call.Executive
	}
	return role
}

func Apart(a, b call.Speaker) bool {
	x, y := Side(a), Side(b)
	return x != "" && y != "" && x != y
}
