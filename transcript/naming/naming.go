// Package naming takes the names of people apart and tells whether two of them may
// be one person's.
package naming

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"candor/transcript/cue"
)

// Parts is a name taken apart, in lower case: "Mr. Earl C. \"Duke\" Austin,
// Jr." has the given names earl, c and duke, the family austin, the suffix jr.
type Parts struct {
	Given          []string
	Called         []string // a nickname in quotes or brackets
	Family, Suffix string
}

func Parse(name string) Parts {
	var p Parts
	for word := range strings.FieldsSeq(WithoutNotes(name)) {
		if bare := strings.Trim(word, "\"“”()"); len(bare) > 1 && strings.IndexAny(word, "\"“(") == 0 {
			p.Called = []string{strings.ToLower(bare)}
		}
	}
	words := strings.FieldsFunc(withoutAccents(WithoutNotes(name)), func(r rune) bool { return strings.ContainsRune(" .,\"“”()[]", r) })
	for i := 0; i < len(words); i++ {
		if isInitials(words[i], name) {
			words = slices.Replace(words, i, i+1, strings.Split(words[i], "")...)
		}
		words[i] = strings.ToLower(words[i])
	}
	for len(words) > 1 && IsSuffix(words[len(words)-1]) {
		p.Suffix = words[len(words)-1]
		words = words[:len(words)-1]
	}
	for len(words) > 1 && cue.Honorific.Has(words[0]) {
		words = words[1:]
	}
	if len(words) == 0 {
		return p
	}
	first := len(words) - 1 // of the family's words
	for first > 1 && cue.Particle.Has(words[first-1]) {
		first--
	}
	p.Given, p.Family = words[:first], strings.Join(words[first:], "")
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
	return len(word) == 2 && word == strings.ToUpper(word) && name != strings.ToUpper(name) && !IsSuffix(word)
}

// WithoutNotes drops what a transcriber notes about a name: "Jon Orr [ph]".
func WithoutNotes(name string) string {
	if !strings.ContainsAny(name, "[(") {
		return name
	}
	for _, note := range cue.Note.Entries() {
		if at := strings.Index(strings.ToLower(name), note); at >= 0 && at+len(note) <= len(name) {
			name = strings.TrimRight(name[:at], " ") + name[at+len(note):]
		}
	}
	return strings.TrimSpace(name)
}

// MayBe tells whether both may be names of one person: none of their parts
// contradict each other. One wrong letter in the family's name is taken for a slip.
func (a Parts) MayBe(b Parts) bool {
	switch {
	case a.Family == "" || b.Family == "" || a.Suffix != "" && b.Suffix != "" && a.Suffix != b.Suffix:
		return false
	case len(a.Given) == 0 || len(b.Given) == 0:
		return a.Family == b.Family || slices.Contains(b.Given, a.Family) || slices.Contains(a.Given, b.Family)
	case a.Family == b.Family:
		return givenAgree(a.Given, b.Given) || givenAgree(a.short(), b.Given) || givenAgree(a.Given, b.short())
	}
	return isSlip(a.Family, b.Family) && slices.Equal(a.Given, b.Given) && len(a.Given[0]) > 1
}

// short leaves out a first name that is an initial, as people do who use their
// second one: "J. Paul Raines" is called Paul.
func (n Parts) short() []string {
	if len(n.Called) > 0 {
		return n.Called
	}
	if len(n.Given) > 1 && len(n.Given[0]) == 1 {
		return n.Given[1:]
	}
	return n.Given
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
	for _, i := range cue.Nicknames(a) {
		if slices.Contains(cue.Nicknames(b), i) {
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

func IsSuffix(s string) bool { return cue.Suffix.Has(strings.ToLower(strings.TrimRight(s, "."))) }

// Key makes two spellings of one name equal: case, dots and blanks do not
// count ("PhilWinslow", "Phil Winslow").
func Key(name string) string {
	key := make([]byte, 0, len(name))
	for _, r := range name {
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			key = append(key, byte(r))
		case 'A' <= r && r <= 'Z':
			key = append(key, byte(r)|0x20)
		case r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			key = utf8.AppendRune(key, unicode.ToLower(r))
		}
	}
	return string(key)
}

// Surname is the last word of a name, without suffix, in lower case.
func Surname(name string) string {
	if before, after, found := strings.Cut(name, ","); found && IsSuffix(strings.TrimSpace(after)) {
		name = before
	}
	words := strings.Fields(name)
	for len(words) > 1 && IsSuffix(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	if len(words) == 0 {
		return ""
	}
	return strings.ToLower(strings.Trim(words[len(words)-1], ".,"))
}

// IsWhole tells whether a name has more than the family's.
func IsWhole(name string) bool { return len(Parse(name).Given) > 0 }
