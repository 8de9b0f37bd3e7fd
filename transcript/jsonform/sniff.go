package jsonform

import (
	"strconv"
	"strings"

	"candor/transcript/captions"
	"candor/transcript/people"
	"candor/transcript/table"
)

// sniffRows is how many rows of a table without a header are looked at.
const sniffRows = 50

// sniffed is what is in a column of the first rows.
type sniffed struct {
	rows, words, names, roles, sections, numbers int
	distinct                                     map[string]bool
}

func (s *sniffed) add(value string) {
	s.rows++
	s.words += len(strings.Fields(value))
	s.distinct[value] = true
	if _, err := strconv.ParseFloat(value, 64); err == nil {
		s.numbers++
		return
	}
	if roleTold(value) != "" || isNoRole(value) {
		s.roles++
	}
	if sectionNamed(value) != "" && len(value) < len("Unknown Question and Answer Message")+1 {
		s.sections++
	}
	if captions.IsCode(value) || people.Plausible(people.Parse(value).Name) {
		s.names++
	}
}

// fewestWords is how many words what is said has on average, at least.
const fewestWords = 5

// sniffRowsOf looks at the first rows, a column at a time.
func sniffRowsOf(text string, d table.Dialect) []sniffed {
	var found []sniffed
	rows := 0
	for cells, err := range d.Rows(text) {
		if err != nil || rows == sniffRows {
			break
		}
		if rows++; rows == 1 {
			found = make([]sniffed, len(cells))
		}
		for i, value := range d.Values(text, cells[:min(len(cells), len(found))]) {
			if found[i].distinct == nil {
				found[i].distinct = map[string]bool{}
			}
			found[i].add(value)
		}
	}
	return found
}

// sniffColumns tells the columns of a table without a header by what is in them:
// most words are what is said, names that come again are who speaks.
func sniffColumns(text string, d table.Dialect) columns {
	found := sniffRowsOf(text, d)
	c := columns{meaning: map[string]column{}, name: map[column]string{}}
	for i := range found {
		c.seen = append(c.seen, "column "+strconv.Itoa(i+1))
	}
	pick := func(meaning column, score func(s *sniffed) int) {
		best, most := -1, 0
		for i := range found {
			if n := score(&found[i]); n > most && c.meaning[c.seen[i]] == "" {
				best, most = i, n
			}
		}
		if best >= 0 {
			c.set(meaning, c.seen[best])
		}
	}
	pick(colText, func(s *sniffed) int {
		if s.words < fewestWords*s.rows {
			return 0
		}
		return s.words
	})
	pick(colRole, func(s *sniffed) int { return ifMost(s.roles, s.rows) })
	pick(colSection, func(s *sniffed) int { return ifMost(s.sections, s.rows) })
	pick(colSpeaker, (*sniffed).asSpeakers)
	pick(colOrder, func(s *sniffed) int {
		if s.numbers < s.rows || len(s.distinct) < s.rows {
			return 0
		}
		return 1
	})
	if !c.has(colSpeaker) && c.has(colRole) { // "Operator", "Analyst" are all that is told
		c.set(colSpeaker, c.name[colRole])
		delete(c.name, colRole)
	}
	if !c.has(colSpeaker) {
		delete(c.name, colText)
	}
	return c
}

// asSpeakers is how many rows of a column name who speaks: names, some of which come
// again; 0 where most do not.
func (s *sniffed) asSpeakers() int {
	if len(s.distinct) == 1 && s.rows > 1 || len(s.distinct) == s.rows && s.rows > 5 {
		return 0
	}
	return ifMost(s.names, s.rows)
}

// findSpeaker takes the first column of an unknown name for that of the speakers
// whose cells are names, of several words some of them, that come again.
func (c *columns) findSpeaker(found []sniffed) {
	for i := range min(len(found), len(c.seen)) {
		s := &found[i]
		if c.meaning[c.seen[i]] == "" && s.rows > 3 && 2*len(s.distinct) < 2*s.rows-1 && s.words > s.rows && s.roles < s.rows-1 && s.asSpeakers() > 0 {
			c.set(colSpeaker, c.seen[i])
			return
		}
	}
}

// ifMost is n, if it is nine in ten of all.
func ifMost(n, all int) int {
	if 10*n < 9*all {
		return 0
	}
	return n
}
