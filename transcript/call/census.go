package call

import (
	"unicode"
	"unicode/utf8"
)

// Class is what a turn counts as. Every turn is of exactly one class.
type Class string

const (
	ClassAnswer       Class = "answer"       // scored, in the Q&A, and not trivial: what is counted and compared
	ClassTrivial      Class = "trivial"      // scored, and trivial: left out of the statistics
	ClassPrepared     Class = "prepared"     // an executive's prepared remarks
	ClassDraft        Class = "draft"        // written, and not said yet
	ClassQuestion     Class = "question"     // an analyst's words
	ClassOperator     Class = "operator"     // the operator's
	ClassHousekeeping Class = "housekeeping" // investor relations, when they do not answer
	ClassUnattributed Class = "unattributed" // of a speaker of unknown role: not scored
)

// Classes are all classes, in the order in which Census gives them.
var Classes = [...]Class{ClassAnswer, ClassTrivial, ClassPrepared, ClassDraft, ClassQuestion, ClassOperator, ClassHousekeeping, ClassUnattributed}

// Class tells what the turn counts as.
func (t *Turn) Class() Class {
	switch {
	case t.IsScored() && t.Trivial:
		return ClassTrivial
	case t.Section == Draft:
		return ClassDraft
	case t.IsScored() && t.Section == QA:
		return ClassAnswer
	case t.IsScored():
		return ClassPrepared
	}
	switch t.Speaker.Role {
	case Analyst:
		return ClassQuestion
	case Operator:
		return ClassOperator
	case InvestorRelations:
		return ClassHousekeeping
	}
	return ClassUnattributed
}

// Count is how many turns of a class a call has, and the words in them, which
// are what stands between blanks.
type Count struct {
	Class        Class
	Turns, Words int
}

// Census counts the turns of each class that the call has, in the order of
// Classes; the counts add up to all its turns.
func (c *Call) Census() []Count {
	var all [len(Classes)]Count
	for i := range c.Turns {
		t := &c.Turns[i]
		class := t.Class()
		for k := range Classes {
			if Classes[k] == class {
				all[k].Turns++
				all[k].Words += CountWords(t.Text)
			}
		}
	}
	var counts []Count
	for k := range all {
		if all[k].Class = Classes[k]; all[k].Turns > 0 {
			counts = append(counts, all[k])
		}
	}
	return counts
}

// CountWords counts what stands between blanks: len(strings.Fields(s)).
func CountWords(s string) int {
	n, within := 0, false
	for i := 0; i < len(s); {
		c, size := s[i], 1
		space := c == ' ' || '\t' <= c && c <= '\r'
		if c >= utf8.RuneSelf {
			var r rune
			r, size = utf8.DecodeRuneInString(s[i:])
			space = unicode.IsSpace(r)
		}
		if !space && !within {
			n++
		}
		within = !space
		i += size
	}
	return n
}
