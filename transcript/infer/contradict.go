package infer

import (
	"strings"

	"candor/transcript/call"
	"candor/transcript/cue"
	"candor/transcript/draft"
)

// holdSections holds the sections that a file tells against the words: a key or a
// heading may stand at the wrong place. The questions begin where the first of
// them is announced, if somebody asks right behind it, and not before it where
// nobody does.
func holdSections(d *draft.Draft) {
	turns := d.Call.Turns
	told, first := -1, -1
	for i := range turns {
		if told < 0 && turns[i].Section == call.QA {
			told = i
		}
		if first < 0 && announcesFirst(turns, i) {
			first = i
		}
	}
	switch {
	case told < 0 || first < 0 || first == told:
	case first < told:
		for i := first; i < told; i++ {
			turns[i].Section = call.QA
		}
		d.Warn(turns[first].Line, "sections-contradicted", "questions are announced here, before the file says that they begin")
	case presents(turns[told:first]) && strings.Contains(strings.ToLower(turns[first].Text), "first question"):
		for i := told; i < first; i++ {
			turns[i].Section = call.Prepared
		}
		d.Warn(turns[told].Line, "sections-contradicted", "the file says that questions begin here, but none is announced or asked before remarks that follow")
	}
}

// longestAnnouncement is the most bytes in which an operator gives somebody the floor.
const longestAnnouncement = 800

// announcesFirst tells whether a turn announces the first question, and it follows.
func announcesFirst(turns []call.Turn, i int) bool {
	text := turns[i].Text
	if len(text) > longestAnnouncement || i+1 == len(turns) {
		return false
	}
	lower := strings.ToLower(text)
	if cue.Count(lower, "first question", "question comes from", "question is from", "question will come from", "question is coming from") == 0 {
		return false
	}
	name, _ := Announced(text)
	if name == "" {
		return false
	}
	for k := i + 1; k < min(len(turns), i+4); k++ {
		if strings.Contains(turns[k].Text, "?") && turns[k].Speaker.Name != turns[i].Speaker.Name {
			return true
		}
	}
	return false
}

// longGreeting is the most bytes of words by which somebody opens the questions.
const longGreeting = 300

// presents tells whether somebody holds forth and nobody asks.
func presents(turns []call.Turn) bool {
	long := false
	for i := range turns {
		if strings.Contains(turns[i].Text, "?") || turns[i].Speaker.Role == call.Analyst {
			return false
		}
		long = long || len(turns[i].Text) > longGreeting
	}
	return long
}
