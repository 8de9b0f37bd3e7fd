// Package excerpt picks what reports quote of records: exchanges, wordings, the
// beginnings of texts.
package excerpt

import (
	"slices"
	"strings"
)

// Longest bounds what Beginning quotes of a text, in bytes.
const Longest = 160

// Beginning is a text on one line, cut behind a word where it is longer than
// Longest.
func Beginning(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= Longest {
		return s
	}
	cut := strings.LastIndexByte(s[:Longest], ' ')
	if cut <= 0 {
		return strings.ToValidUTF8(s[:Longest], "") + "…"
	}
	return s[:cut] + "…"
}

// LastName is a family name, for narrow columns.
func LastName(name string) string {
	if name == "" {
		return NameOr(name)
	}
	fields := strings.Fields(name)
	for len(fields) > 1 && slices.Contains(nameSuffixes, strings.Trim(fields[len(fields)-1], ".,")) {
		fields = fields[:len(fields)-1]
	}
	return strings.TrimSuffix(fields[len(fields)-1], ",")
}

var nameSuffixes = []string{"Jr", "Sr", "II", "III", "IV", "PhD", "CFA"}

// NameOr is a name, or that there is none.
func NameOr(name string) string {
	if name == "" {
		return "(not named)"
	}
	return name
}
