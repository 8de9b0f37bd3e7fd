package transcript

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// personName is a name taken apart, in lower case: "Mr. Earl C. \"Duke\" Austin,
// Jr." has the given names earl, c and duke, the family austin, the suffix jr.
type personName struct {
	given          []string
	called         []string // a nickname in quotes or brackets
	family, suffix string
}

func takeApart(name string) personName {
	var p personName
	for word := range strings.FieldsSeq(withoutNotes(name)) {
		if bare := strings.Trim(word, "\"“”()"); len(bare) > 1 && strings.IndexAny(word, "\"“(") == 0 {
			p.called = []string{strings.ToLower(bare)}
		}
	}
	words := strings.FieldsFunc(withoutAccents(withoutNotes(name)), func(r rune) bool { return strings.ContainsRune(" .,\"“”()[]", r) })
	for i := 0; i < len(words); i++ {
		if isInitials(words[i], name) {
			words = slices.Replace(words, i, i+1, strings.Split(words[i], "")...)
		}
		words[i] = strings.ToLower(words[i])
	}
	for len(words) > 1 && isNameSuffix(words[len(words)-1]) {
		p.suffix = words[len(words)-1]
		words = words[:len(words)-1]
	}
	for len(words) > 1 && honorifics[words[0]] {
		words = words[1:]
	}
	if len(words) == 0 {
		return p
	}
	first := len(words) - 1 // of the family's words
	for first > 1 && particles[words[first-1]] {
		first--
	}
	p.given, p.family = words[:first], strings.Join(words[first:], "")
	return p
}

// withoutAccents writes "Jürgen" as "Jurgen", as files do that know only ASCII.
func withoutAccents(name string) string {
	for i := range len(name) {
		if name[i] >= utf8.RuneSelf {
			plain := strings.Map(func(r rune) rune {
				if unicode.Is(unicode.Mn, r) {
					return -1
				}
				return r
			}, norm.NFD.String(name))
			return norm.NFC.String(plain)
		}
	}
	return name
}

// isInitials recognises "CJ" in "CJ Orr", not in "BO ORR".
func isInitials(word, name string) bool {
	return len(word) == 2 && word == strings.ToUpper(word) && name != strings.ToUpper(name) && !isNameSuffix(word)
}

var honorifics = wordSet("mr mrs ms miss mister dr prof professor sir madam")

// withoutNotes drops what a transcriber notes about a name: "Jon Orr [ph]".
func withoutNotes(name string) string {
	if !strings.ContainsAny(name, "[(") {
		return name
	}
	for _, note := range [...]string{"[ph]", "(ph)", "[phonetic]", "(phonetic)", "[sp]", "(sp)", "[sic]"} {
		if at := strings.Index(strings.ToLower(name), note); at >= 0 && at+len(note) <= len(name) {
			name = strings.TrimRight(name[:at], " ") + name[at+len(note):]
		}
	}
	return strings.TrimSpace(name)
}

// nicknames are given names and what people are called instead, those of one
// line of one name.
var nicknames = nicknameTable(`
	albert al bert|alfred al fred|allan alan allen al|alexander alex|alexandra alex alexis|andrew andy drew|anthony tony|benjamin ben|bernard bernie|bradley brad|catherine cathy kate katie
	charles charlie chuck|christopher chris|christine chris christina|daniel dan danny|david dave|deborah debbie deb|donald don|douglas doug
	edward ed eddie ted|elizabeth liz beth betsy|eugene gene|francis frank|frederick fred|gabriel gabe|geoffrey geoff|gerald jerry|gregory greg
	harold harry|jacob jake|james jim jimmy jamie|jeffrey jeffery jeff|jennifer jen jenny|jeremy jerry|jerome jerry|jessica jess|john jack johnny
	jonathan jon|joseph joe|joshua josh|judith judy|katherine kathy kate katie katy kathryn|kenneth ken|kimberly kim|lawrence larry|leonard len
	margaret meg maggie peggy|martin marty|matthew matt|michael mike mick|nathan nate nathaniel|nicholas nick|pamela pam|patricia pat patty trish
	patrick pat|peter pete|philip phil phillip|rajvindra raj raji|reginald reggie|mitchell mitch|emmanuel manny|gerard jerry|rebecca becky|richard rich rick dick|robert bob rob bobby robbie|rodney rod|roderick rod
	ronald ron|russell russ|samuel sam|samantha sam|stephen steve steven|stanley stan|susan sue suzanne|terrence terry|theodore ted|thomas tom
	timothy tim|todd tod|valerie val|vincent vince vinny|walter walt|william bill will|zachary zach zack`)

func nicknameTable(lines string) map[string][]int {
	table := map[string][]int{}
	for i, line := range strings.FieldsFunc(lines, func(r rune) bool { return r == '|' || r == '\n' }) {
		for name := range strings.FieldsSeq(line) {
			table[name] = append(table[name], i)
		}
	}
	return table
}

// mayBe tells whether both may be names of one person: none of their parts
// contradict each other. One wrong letter in the family's name is taken for a slip.
func (a personName) mayBe(b personName) bool {
	switch {
	case a.family == "" || b.family == "" || a.suffix != "" && b.suffix != "" && a.suffix != b.suffix:
		return false
	case len(a.given) == 0 || len(b.given) == 0:
		return a.family == b.family || slices.Contains(b.given, a.family) || slices.Contains(a.given, b.family)
	case a.family == b.family:
		return givenAgree(a.given, b.given) || givenAgree(a.short(), b.given) || givenAgree(a.given, b.short())
	}
	return isSlip(a.family, b.family) && slices.Equal(a.given, b.given) && len(a.given[0]) > 1
}

// short leaves out a first name that is an initial, as people do who use their
// second one: "J. Paul Raines" is called Paul.
func (n personName) short() []string {
	if len(n.called) > 0 {
		return n.called
	}
	if len(n.given) > 1 && len(n.given[0]) == 1 {
		return n.given[1:]
	}
	return n.given
}

// givenAgree compares first names, and second ones where both have them.
func givenAgree(a, b []string) bool {
	if !namesAgree(a[0], b[0]) {
		return false
	}
	return len(a) < 2 || len(b) < 2 || a[1] == b[1] || a[1][0] == b[1][0] && (len(a[1]) == 1 || len(b[1]) == 1)
}

func namesAgree(a, b string) bool {
	if utf8.RuneCountInString(a) == 1 || utf8.RuneCountInString(b) == 1 {
		return strings.HasPrefix(a, b) || strings.HasPrefix(b, a)
	}
	for _, i := range nicknames[a] {
		if slices.Contains(nicknames[b], i) {
			return true
		}
	}
	return a == b || sound(a) == sound(b) || isSwap(a, b)
}

// sounds are the spellings that differ between forms of one given name: "Jon"
// and "John", "Eric" and "Erik", "Brian" and "Bryan".
var sounds = strings.NewReplacer("ph", "f", "h", "", "y", "i", "ck", "k", "c", "k", "tt", "t", "ll", "l", "nn", "n", "rr", "r", "ss", "s")

func sound(name string) string { return sounds.Replace(name) }

// slipLength is the least bytes of a name that one wrong letter leaves
// recognisable: "Lang" and "Long" are two.
const slipLength = 5

// isSlip tells whether one letter is another, missing, or too many, or two are swapped.
func isSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b) < slipLength || len(b)-len(a) > 1 {
		return false
	}
	i := commonPrefix(a, b)
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	return i == len(a) || a[i+1:] == b[i+1:] || isSwap(a, b)
}

// isSwap tells whether two neighbouring letters changed places: "Michael", "Micheal".
func isSwap(a, b string) bool {
	i := commonPrefix(a, b)
	return len(a) == len(b) && len(a) >= slipLength && i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

func commonPrefix(a, b string) int {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	return i
}

// mostNames is how many names of one side are compared with one another; more
// are no company's people.
const mostNames = 1000

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
		if len(side) > mostNames {
			continue
		}
		for _, person := range cluster(names, side, apart) {
			best := slices.MaxFunc(person, func(i, k int) int {
				a, b := names[i], names[k]
				return cmp.Or(compareBools(a.Fixed, b.Fixed), compareBools(isWhole(a.Name), isWhole(b.Name)), cmp.Compare(a.Uses, b.Uses), cmp.Compare(len(a.Name), len(b.Name)), cmp.Compare(b.Name, a.Name))
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
	parts := map[int]personName{}
	for _, i := range side {
		if !isNobody(names[i].Name) {
			parts[i] = takeApart(names[i].Name)
		}
		alike := func(k int) bool { return parts[i].mayBe(parts[k]) && (apart == nil || !apart(i, k)) }
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

// isWhole tells whether a name has more than the family's.
func isWhole(name string) bool { return len(takeApart(name).given) > 0 }

func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// isNobody recognises what is said of speakers whose name is not known.
func isNobody(name string) bool {
	if _, found := roleNames[strings.TrimRight(nameKey(name), "0123456789")]; found {
		return true
	}
	return titleWords(name).has("unidentified", "unknown", "speaker", "unnamed")
}
