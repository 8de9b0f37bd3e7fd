package layout

import (
	"maps"
	"strings"
	"unicode"

	"candor/transcript/call"
	"candor/transcript/facts"
	"candor/transcript/people"
	"candor/transcript/source"
)

// furniture is what belongs to the pages of a file and not to the call: page
// numbers, copyright lines, and the lines that stand on every page.
type furniture struct {
	lines map[int]bool // by index of line
	heads map[string]bool
}

// Bounds of running lines: how many lines from a page's edge one may stand, how
// long it may be, and in how many places it must recur; more where it may be a name.
const (
	edgeLines     = 5
	longestHead   = 400
	fewestRunning = 3
	fewestNamed   = 6
)

// findFurniture looks at the lines of src, which all yields. A page's edge is a
// form feed, a page number or a copyright line; what recurs beside edges, its
// figures aside, and stands nowhere else is printed on every page.
func findFurniture(src *source.Source, lines []source.Span) furniture {
	f := furniture{lines: map[int]bool{}, heads: runningHeads(src)}
	var edges []int
	for i, line := range lines {
		content := src.Text[line.From:line.To]
		if people.IsPageNumber(content) || isCopyright(content) || f.isHead(content) {
			f.lines[i] = true
			edges = append(edges, i)
		} else if feeds(src, i) {
			edges = append(edges, i)
		}
	}
	if len(edges) == 0 {
		f.datedHeads(src, lines)
		return f
	}
	heads := f.datedHeads(src, lines)
	beside := besideEdges(src, lines, edges)
	near, all := map[string]int{}, map[string]int{}
	var key []byte // its memory is used again for each line
	keyOf := func(i int) []byte {
		if key = key[:0]; lines[i].To-lines[i].From <= longestHead {
			key = appendRunningKey(key, src.Text[lines[i].From:lines[i].To])
		}
		return key
	}
	for i := range beside {
		near[string(keyOf(i))]++
	}
	for i := range lines {
		if key := keyOf(i); near[string(key)] >= fewestRunning {
			all[string(key)]++
		}
	}
	pages := max(heads, countPages(edges))
	for i := range beside {
		key := string(keyOf(i))
		if key == "" || near[key] < fewestRunning || near[key] != all[key] {
			continue
		}
		content := src.Text[lines[i].From:lines[i].To]
		if people.IsBare(content[people.NameColon(content)+1:]) || call.RoleNamed(content) != "" || isNameLine(content) && near[key] < pages && near[key] < max(fewestNamed, pages/4) {
			continue // somebody who speaks near the ends of pages
		}
		f.lines[i] = true
	}
	return f
}

// datedHeads finds the head of every page that is a line, the company mostly, above
// one that is a day and nothing else, and counts them.
func (f furniture) datedHeads(src *source.Source, lines []source.Span) (heads int) {
	places := map[string][]int{}
	for i := range lines[:max(0, len(lines)-1)] {
		line, below := src.Text[lines[i].From:lines[i].To], src.Text[lines[i+1].From:lines[i+1].To]
		if line != "" && len(line) < people.LongestHeading && len(below) < source.ShortLine && facts.DateIn(below) != "" && !source.EndsSentence(line) {
			places[line+"\n"+below] = append(places[line+"\n"+below], i)
		}
	}
	for _, at := range places {
		if len(at) < fewestRunning {
			continue
		}
		heads = max(heads, len(at))
		for _, i := range at {
			f.lines[i], f.lines[i+1] = true, true
		}
	}
	return heads
}

// isHead tells whether a line is one of the titles that recur.
func (f furniture) isHead(line string) bool {
	return len(f.heads) > 0 && len(line) <= facts.LongestTitle && f.heads[headKey(line)]
}

// furnitureOf is what findFurniture finds, for one reader of several to add to.
func furnitureOf(s *source.Source) furniture {
	found, known := s.Page.(furniture)
	if !known {
		found = findFurniture(s, s.Spans())
		s.Page = found
	}
	return furniture{maps.Clone(found.lines), found.heads}
}

// countPages counts edges that stand together, as those of a page's foot and the
// next one's head do, once.
func countPages(edges []int) int {
	n, last := 0, -2*edgeLines
	for _, edge := range edges {
		if edge-last > 2*edgeLines {
			n++
		}
		last = edge
	}
	return n
}

// feeds tells whether a form feed stands on line i.
func feeds(s *source.Source, i int) bool {
	from, to := s.Lines[i], len(s.Text)
	if i+1 < len(s.Lines) {
		to = s.Lines[i+1]
	}
	return strings.IndexByte(s.Text[from:to], '\f') >= 0
}

// besideEdges gives the lines that stand within edgeLines of a page's edge,
// empty ones not counted.
func besideEdges(src *source.Source, lines []source.Span, edges []int) map[int]bool {
	beside := map[int]bool{}
	for _, edge := range edges {
		beside[edge] = true
		for _, step := range [...]int{-1, 1} {
			for i, n := edge+step, 0; i >= 0 && i < len(lines) && n < edgeLines; i += step {
				if lines[i].From < lines[i].To {
					beside[i] = true
					n++
				}
				if n == 0 && (i-edge)*step > 4*edgeLines {
					break // a desert of empty lines
				}
			}
		}
	}
	return beside
}

// appendRunningKey appends the words of a line without figures, so that a line
// with a page number has the same key as the next page's.
func appendRunningKey(key []byte, line string) []byte {
	for word := range strings.FieldsFuncSeq(line, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsDigit(r) }) {
		if len(key) > 0 {
			key = append(key, ' ')
		}
		key = append(key, word...)
	}
	return key
}

// isNameLine tells whether a line may be a speaker's name, title or firm.
func isNameLine(line string) bool {
	if colon := people.NameColon(line); colon > 0 {
		line = line[:colon]
	}
	return len(line) <= people.LongestName && len(people.Columns(line)) == 1 && (people.MayName(people.Parse(line)) || people.IsTitle(line) || people.NamesFirm(line))
}

func isCopyright(line string) bool {
	if len(line) > 200 {
		return false
	}
	line = strings.TrimLeft(line, "#* ")
	if len(line) < 9 || line[0] != 'C' && line[0] != 'c' {
		return strings.HasPrefix(line, "©")
	}
	lower := strings.ToLower(line)
	for _, start := range [...]string{"copyright ©", "copyright (c)", "copyright 1", "copyright 2"} {
		if strings.HasPrefix(lower, start) {
			return true
		}
	}
	return false
}

// runningHeads finds the titles that recur through the file.
func runningHeads(src *source.Source) map[string]bool {
	count := map[string]int{}
	heads := map[string]bool{}
	for line := range src.All() {
		s := src.Text[line.From:line.To]
		if len(s) < 12 || len(s) > 120 || strings.HasSuffix(s, ".") || !people.NamesCall(s) {
			continue
		}
		key := headKey(s)
		if count[key]++; count[key] > 1 {
			heads[key] = true
		}
	}
	return heads
}

// headKey makes a running head with page number equal to the next page's.
func headKey(line string) string {
	return strings.Trim(strings.ToLower(line), " #*|-–—0123456789")
}
