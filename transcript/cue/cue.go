package cue

import "strings"

// Count counts the phrases that s contains.
func Count(s string, phrases ...string) int {
	n := 0
	for _, phrase := range phrases {
		if strings.Contains(s, phrase) {
			n++
		}
	}
	return n
}

func Set(s string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		set[w] = true
	}
	return set
}
