package gate

import (
	"bytes"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/analysis"
)

// Source is the bytes of a file that is gated, with the comments in it that
// allow findings:
//
//	<!-- candor:allow NAME REASON -->
//
// NAME is the id of a rule or of a cue, a category of hedges, or deflection. The
// comment holds for the paragraph in which it stands, or, on a line of its own,
// for the next one; never for more than one answer. What it allows is not
// measured.
type Source struct {
	Name string // as findings show it
	Path string // relative to the configuration's folder, with slashes, for its globs
	// Text is the file with its candor:allow comments blanked, byte for byte, so
	// that their words are not scored.
	Text []byte

	data   []byte
	lines  []int // offsets at which lines begin
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

const allowMark = "candor:allow"

// NewSource finds the comments in a file's bytes, which it does not change.
func NewSource(name, path string, data []byte) *Source {
	s := &Source{Name: name, Path: path, Text: data, data: data, lines: []int{0}}
	for i, c := range data {
		if c == '\n' {
			s.lines = append(s.lines, i+1)
		}
	}
	for at := 0; ; {
		open := bytes.Index(data[at:], []byte("<!--"))
		if open < 0 {
			break
		}
		open += at
		length := bytes.Index(data[open+4:], []byte("-->"))
		if length < 0 {
			break
		}
		at = open + 4 + length + 3
		if body, ok := strings.CutPrefix(strings.TrimSpace(string(data[open+4:open+4+length])), allowMark); ok {
			s.allow(body, open, at)
		}
	}
	for _, a := range s.allows {
		a.first, a.last = s.reach(a)
	}
	return s
}

// allow notes the comment of bytes [open, end) and blanks it.
func (s *Source) allow(body string, open, end int) {
	if len(s.allows) == 0 {
		s.Text = bytes.Clone(s.data)
	}
	for i := open; i < end; i++ {
		if s.Text[i] != '\n' && s.Text[i] != '\r' {
			s.Text[i] = ' '
		}
	}
	body = strings.TrimSpace(body)
	name, reason := body, ""
	if cut := strings.IndexFunc(body, unicode.IsSpace); cut >= 0 {
		name, reason = body[:cut], strings.Join(strings.Fields(body[cut:]), " ")
	}
	line := s.lineOf(open)
	s.allows = append(s.allows, &allow{name: name, reason: reason, line: line, column: open - s.lines[line-1] + 1, last: s.lineOf(end - 1), taken: map[int]bool{}})
}

// lineOf gives the line of a byte, from 1.
func (s *Source) lineOf(offset int) int {
	return sort.Search(len(s.lines), func(i int) bool { return s.lines[i] > offset })
}

// line gives the bytes of a line of data, which are those of the file or Text.
func (s *Source) line(data []byte, line int) []byte {
	end := len(data)
	if line < len(s.lines) {
		end = s.lines[line]
	}
	return data[s.lines[line-1]:end]
}

func (s *Source) isBlank(line int) bool {
	return len(bytes.TrimSpace(s.line(s.Text, line))) == 0
}

// reach gives the lines for which a comment holds: its paragraph, or the next
// one when its own lines hold nothing else.
func (s *Source) reach(a *allow) (first, last int) {
	first = a.line
	for first <= a.last && s.isBlank(first) {
		first++
	}
	if first > a.last { // on lines of its own
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
	bytes := s.line(s.data, line)
	if column < 1 || column > len(bytes) {
		return column
	}
	return utf8.RuneCount(bytes[:column-1]) + 1
}
