package phrase

import (
	"slices"
	"strings"
)

// Inflect gives the forms that the mark at a word's end stands for: "cost+" is
// cost and costs, "fall~" fall, falls, falled and falling, and "cut~~" cut,
// cuts, cutted and cutting. A word without a mark is its only form.
func Inflect(word string) []string {
	base := strings.TrimRight(word, "+~")
	if base == "" {
		return []string{word}
	}
	switch word[len(base):] {
	case "+":
		return []string{base, withS(base)}
	case "~":
		return []string{base, withS(base), withED(base), withING(base)}
	case "~~":
		double := base + base[len(base)-1:]
		return []string{base, withS(base), double + "ed", double + "ing"}
	}
	return []string{word}
}

func withS(w string) string {
	switch {
	case consonantY(w):
		return w[:len(w)-1] + "ies"
	case endsInAny(w, "s", "x", "z", "ch", "sh"):
		return w + "es"
	}
	return w + "s"
}

func withED(w string) string {
	switch {
	case consonantY(w):
		return w[:len(w)-1] + "ied"
	case strings.HasSuffix(w, "e"):
		return w + "d"
	}
	return w + "ed"
}

func withING(w string) string {
	if strings.HasSuffix(w, "e") && !strings.HasSuffix(w, "ee") {
		return w[:len(w)-1] + "ing"
	}
	return w + "ing"
}

func consonantY(w string) bool {
	return len(w) > 1 && w[len(w)-1] == 'y' && !strings.ContainsRune("aeiou", rune(w[len(w)-2]))
}

func endsInAny(w string, endings ...string) bool {
	return slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(w, e) })
}
