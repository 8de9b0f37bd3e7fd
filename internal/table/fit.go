package table

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// CommentLimit is how many characters of Markdown a comment on a pull request takes
// with room to spare: GitHub refuses more than 65,536.
const CommentLimit = 60_000

// Fit gives d with as many rows of each table as there is room for in so many
// characters of Markdown, and a line at the head that says what was left out. Where
// the tables are not all that is long, the head's lines, the warnings and the notes
// are cut too, and at last whole tables left out. A document that fits is given as
// it is.
func (d *Document) Fit(most int) Document {
	if d.fits(most) {
		return *d
	}
	for _, lines := range []int{40, 10, 3} {
		small := d.cut(lines)
		longest := 0
		for i := range small.Tables {
			longest = max(longest, len(small.Tables[i].rows)+len(small.Tables[i].lines))
		}
		// The most rows of each table with which all fits.
		rows := sort.Search(longest, func(k int) bool { c := small.first(k + 1); return !c.fits(most) })
		if c := small.first(rows); c.fits(most) {
			return c
		}
	}
	small := d.cut(3)
	small = small.first(0)
	all := small.Tables
	small.Tables = all[:sort.Search(len(all), func(k int) bool { small.Tables = all[:k+1]; return !small.fits(most) })]
	return small
}

// fits tells whether d is at most so many characters of Markdown.
func (d *Document) fits(most int) bool {
	var b bytes.Buffer
	return d.markdown(&b) == nil && utf8.RuneCount(b.Bytes()) <= most
}

// longLine is how many characters a line of a cut document has at most.
const longLine = 2_000

// cut gives d with at most so many lines of each list that is no table.
func (d *Document) cut(most int) Document {
	c := *d
	c.Title = shorter(d.Title)
	c.Head, c.Warnings = few(d.Head, most, "line"), few(d.Warnings, most, "warning")
	c.Tables = slices.Clone(d.Tables)
	for i := range c.Tables {
		c.Tables[i].Title, c.Tables[i].Notes = shorter(c.Tables[i].Title), few(c.Tables[i].Notes, most, "note")
	}
	return c
}

// few gives the first of lines, with one that counts the others.
func few(lines []string, most int, what string) []string {
	var out []string
	for _, line := range lines[:min(most, len(lines))] {
		out = append(out, shorter(line))
	}
	if more := len(lines) - len(out); more > 0 {
		out = append(out, "and "+Count(more, "more "+what))
	}
	return out
}

func shorter(line string) string {
	if runes := []rune(line); len(runes) > longLine {
		return string(runes[:longLine]) + "…"
	}
	return line
}

// first gives d with at most so many rows of each table, and at its head what is
// missing.
func (d *Document) first(rows int) Document {
	c := *d
	c.Tables = slices.Clone(d.Tables)
	var missing []string
	for i := range c.Tables {
		t := &c.Tables[i]
		left := len(t.rows) + len(t.lines) - rows
		if left <= 0 {
			continue
		}
		if t.lines != nil {
			t.lines = few(t.lines, rows, "line")
		} else {
			t.rows = t.rows[:rows]
		}
		missing = append(missing, Count(left, "row")+" of "+cmp.Or(t.Title, strings.ReplaceAll(t.Name, "_", " ")))
	}
	line := "Cut to fit in a comment."
	if len(missing) > 0 {
		line = fmt.Sprintf("Cut to fit in a comment; left out: %s.", strings.Join(few(missing, 10, "table"), ", "))
	}
	c.Head = append(slices.Clone(d.Head), shorter(line)+" The other formats have everything.")
	return c
}
