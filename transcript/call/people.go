package call

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"candor/transcript/cue"
	"candor/transcript/naming"
)

// MostNames is how many names of one side are compared with one another; more
// are no company's people.
const MostNames = 1000

// KnownName is one name under which somebody occurs.
type KnownName struct {
	Name  string
	Side  string // only names of one side are compared: of a role, of a company
	Uses  int    // how often it occurs
	Fixed bool   // names a person of its own: two fixed names are two people
}

// SamePeople finds the names that are one person's and gives, for each name, the
// one to show the person by: the fixed one, else the most used, else the longest.
// Names are one person's where no part contradicts another ("Elon R. Musk" and
// "Elon Musk", "Bob" and "Robert", "Jon" and "John", one wrong letter in a family's
// name), and where a single person comes into question. apart tells of two places
// in names that they are two people for certain; nil knows of none.
func SamePeople(names []KnownName, apart func(i, k int) bool) []string {
	shown := make([]string, len(names))
	sides := map[string][]int{}
	for i, n := range names {
		shown[i] = n.Name
		sides[n.Side] = append(sides[n.Side], i)
	}
	for _, side := range sides {
		if len(side) > MostNames {
			continue
		}
		for _, person := range cluster(names, side, apart) {
			best := slices.MaxFunc(person, func(i, k int) int {
				a, b := names[i], names[k]
				return cmp.Or(compareBools(a.Fixed, b.Fixed), compareBools(naming.IsWhole(a.Name), naming.IsWhole(b.Name)), cmp.Compare(a.Uses, b.Uses), cmp.Compare(len(a.Name), len(b.Name)), cmp.Compare(b.Name, a.Name))
			})
			for _, i := range person {
				shown[i] = names[best].Name
			}
		}
	}
	return shown
}

// cluster puts the names of one side, given by their places, together to people:
// fixed and fuller names first, for they decide which person a short one is.
func cluster(names []KnownName, side []int, apart func(i, k int) bool) (people [][]int) {
	slices.SortFunc(side, func(i, k int) int {
		a, b := names[i], names[k]
		return cmp.Or(-compareBools(a.Fixed, b.Fixed), cmp.Compare(len(b.Name), len(a.Name)), cmp.Compare(a.Name, b.Name), cmp.Compare(i, k))
	})
	parts := map[int]naming.Parts{}
	for _, i := range side {
		if !IsNobody(names[i].Name) {
			parts[i] = naming.Parse(names[i].Name)
		}
		alike := func(k int) bool { return parts[i].MayBe(parts[k]) && (apart == nil || !apart(i, k)) }
		match, candidates := 0, 0
		for p, person := range people {
			if slices.ContainsFunc(person, alike) {
				match, candidates = p, candidates+1
			}
		}
		if names[i].Fixed || candidates != 1 || slices.ContainsFunc(people[match], func(k int) bool { return !alike(k) }) {
			people = append(people, []int{i})
		} else {
			people[match] = append(people[match], i)
		}
	}
	return people
}

func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// RoleNamed gives the role of who is only called by it, "Operator" or "Unknown
// Analyst", or "".
func RoleNamed(who string) Role {
	switch key := naming.Key(who); {
	case cue.Operator.Has(key):
		return Operator
	case cue.Analyst.Has(key):
		return Analyst
	case cue.Executive.Has(key):
		return Executive
	case cue.InvestorRelations.Has(key):
		return InvestorRelations
	}
	return ""
}

// IsNobody recognises what is said of speakers whose name is not known.
func IsNobody(who string) bool {
	if RoleNamed(strings.TrimRight(who, " 0123456789")) != "" {
		return true
	}
	for word := range strings.FieldsFuncSeq(strings.ToLower(who), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if cue.Nobody.Has(word) {
			return true
		}
	}
	return false
}
