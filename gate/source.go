package gate

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/analysis"
)

// Source is the bytes of a file that is gated, with its candor:allow comments
// (see allowComment).
//
// The NAME in one is the id of a rule or of a cue, a category of hedges, or
// deflection. It holds for the paragraph in which it stands, or, on a line of its
// own, for the next one; never for more than one answer. What it allows is not
// measured.
type Source struct {
	Name string // as findings show it
	Path string // relative to the configuration's folder, with slashes, for its globs

	data   string
	plain  string // data with the comments blanked
	lines  []int  // offsets at which lines begin
	allows []*allow
}

// allow is one candor:allow comment.
type allow struct {
	name, reason string
	line, column int // of the comment
	first, last  int // lines that it holds for

	holder *analysis.Record // the answer that it is in or before; nil if there is none
	taken  map[int]bool     // what it allows: offsets of cues in the holder, or wholeAnswer
}

// wholeAnswer stands for the answer among the offsets of its cues.
const wholeAnswer = -1

// NewSource finds the comments in a file's bytes.
func NewSource(name, path string, data []byte) *Source {
	s := &Source{Name: name, Path: path, data: string(data), lines: []int{0}}
	for i, c := range data {
		if c == '\n' {
			s.lines = append(s.lines, i+1)
		}
	}
	comments := allowComments(s.data)
	s.plain = withoutAllowComments(s.data, comments)
	for _, c := range comments {
		name, reason := c.Body, ""
		if cut := strings.IndexFunc(c.Body, unicode.IsSpace); cut >= 0 {
			name, reason = c.Body[:cut], oneLine(c.Body[cut:])
		}
		line := s.lineOf(c.Start)
		a := &allow{name: name, reason: reason, line: line, column: c.Start - s.lines[line-1] + 1, taken: map[int]bool{}}
		a.first, a.last = s.reach(line, s.lineOf(c.End-1))
		s.allows = append(s.allows, a)
	}
	return s
}

// lineOf gives the line of a byte, from 1.
func (s *Source) lineOf(offset int) int {
	return sort.Search(len(s.lines), func(i int) bool { return s.lines[i] > offset })
}

// line gives a line of data or plain.
func (s *Source) line(data string, line int) string {
	end := len(data)
	if line < len(s.lines) {
		end = s.lines[line]
	}
	return data[s.lines[line-1]:end]
}

func (s *Source) isBlank(line int) bool {
	return strings.TrimSpace(s.line(s.plain, line)) == ""
}

// reach gives the lines for which a comment on some lines holds: its paragraph,
// or the next one when these lines hold nothing else.
func (s *Source) reach(from, to int) (first, last int) {
	first = from
	for first <= to && s.isBlank(first) {
		first++
	}
	if first > to { // on lines of its own
		for first <= len(s.lines) && s.isBlank(first) {
			first++
		}
	} else {
		for first > 1 && !s.isBlank(first-1) {
			first--
		}
	}
	last = first
	for last < len(s.lines) && !s.isBlank(last+1) {
		last++
	}
	return first, last
}

// characters gives the column, in characters, of the byte in the given column
// of a line. Places beyond the file are given back as they are.
func (s *Source) characters(line, column int) int {
	if s == nil || line < 1 || line > len(s.lines) {
		return column
	}
	text := s.line(s.data, line)
	if column < 1 || column > len(text) {
		return column
	}
	return utf8.RuneCountInString(text[:column-1]) + 1
}

// text gives a line of the file without its end, "" for one that it does not have.
func (s *Source) text(line int) string {
	if s == nil || line < 1 || line > len(s.lines) {
		return ""
	}
	return strings.TrimRight(s.line(s.data, line), "\r\n")
}
