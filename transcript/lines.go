package transcript

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// span is a stretch of the source's text, half-open.
type span struct{ from, to int }

// all yields the lines of the source, white space around them left out.
func (s *source) all() iter.Seq[span] {
	return func(yield func(span) bool) {
		for i, from := range s.lines {
			to := len(s.text)
			if i+1 < len(s.lines) {
				to = s.lines[i+1] - 1
			}
			if !yield(s.trim(from, to)) {
				return
			}
		}
	}
}

// spans gives the lines of the source. Several readers ask for them.
func (s *source) spans() []span {
	if s.trimmed == nil {
		s.trimmed = make([]span, 0, len(s.lines))
		for line := range s.all() {
			s.trimmed = append(s.trimmed, line)
		}
	}
	return s.trimmed
}

// trim leaves white space at both ends out.
func (s *source) trim(from, to int) span {
	line := s.text[from:to]
	left := strings.TrimLeftFunc(line, isBlank)
	from += len(line) - len(left)
	return span{from, from + len(strings.TrimRightFunc(left, isBlank))}
}

func isBlank(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }

// prose puts a turn's text together line by line. Paragraphs are joined by
// "\n\n", but for those that a page break cut in two.
type prose struct {
	*builder
	markdown   bool // unescape "\$"
	paragraphs bool // each line is a paragraph, none is broken in two by its length
	hyphens    hyphens
	gap        gap
}

// gap is what stands between two lines of one turn.
type gap int

const (
	none gap = iota
	emptyLine
	page // what is printed on every page
)

func (p *prose) blank() { p.gap = max(p.gap, emptyLine) }

func (p *prose) pageBreak() { p.gap = page }

// line appends a line, or the part of it that is text.
func (p *prose) line(from, to int) {
	if from >= to {
		return
	}
	if n := len(p.text); n > 0 {
		before := string(p.text[max(0, n-80):])
		between := separator(before, p.src.text[from:to], p.gap)
		if between == "" && p.gap != emptyLine && p.hyphens.breaksWord(before, p.src.text[from:to]) {
			p.text = p.text[:n-1]
		}
		p.join(between)
	}
	p.gap = none
	if p.paragraphs {
		p.gap = emptyLine
	}
	if !p.markdown {
		p.copy(from, to)
		return
	}
	for from < to {
		i := strings.IndexByte(p.src.text[from:to], '\\')
		if i < 0 || from+i+1 >= to {
			break
		}
		p.copy(from, from+i)
		if from += i; isPunctuation(p.src.text[from+1]) {
			from++
		}
		p.copy(from, from+1)
		from++
	}
	p.copy(from, to)
}

// shortLine is the length under which a line without a full stop is taken for a
// heading, not for a paragraph that goes on overleaf.
const shortLine = 40

// separator is what stands between two lines of one turn: a blank when the
// sentence goes on, else a paragraph's end.
func separator(before, after string, g gap) string {
	goesOn := !endsSentence(before)
	first, _ := utf8.DecodeRuneInString(after)
	switch {
	case g != emptyLine && unicode.IsLetter(first) && endsInHyphen(before), unicode.IsLower(first) && endsInHyphen(before):
		return ""
	case unicode.IsLower(first), g == none:
		return " "
	case goesOn && (g == page || len(before) >= shortLine):
		return " "
	}
	return "\n\n"
}

func endsSentence(s string) bool {
	s = strings.TrimRight(s, " \"'”’)]*_")
	return s == "" || strings.HasSuffix(s, "…") || strings.IndexByte(".?!:;", s[len(s)-1]) >= 0
}

// hyphens knows the words that are broken at the ends of lines: "expec-" and
// "tations" are one word, "long-" and "term" two. Words that the file does not
// write elsewhere tell nothing; then the hyphen stays.
type hyphens struct{ usage usage }

// findHyphens looks at all line ends of the source.
func findHyphens(src *source, lines []span) hyphens {
	h := hyphens{usage{}}
	last := ""
	for _, line := range lines {
		content := src.text[line.from:line.to]
		if content == "" {
			continue
		}
		if endsInHyphen(last) {
			for _, word := range broken(last, content) {
				h.usage.want(word)
			}
		}
		last = content
	}
	h.usage.count(src.text)
	return h
}

// broken gives what a word that is broken at a line's end may be: whole, with
// hyphen, its first part and its second.
func broken(before, after string) [4]string {
	first := before[strings.LastIndexByte(before, ' ')+1 : len(before)-1]
	end := strings.IndexFunc(after, func(r rune) bool { return !isWordRune(r) })
	if end < 0 {
		end = len(after)
	}
	second := after[:end]
	return [...]string{first + second, first + "-" + second, first, second}
}

// compounding are prefixes that keep their hyphen.
var compounding = wordSet("non co pre post mid self multi re ex anti sub inter semi over under pro cross")

// breaksWord tells whether the hyphen at the end of before is none of the word's.
// Both parts are counted at least once, here.
func (h hyphens) breaksWord(before, after string) bool {
	first, _ := utf8.DecodeRuneInString(after)
	if h.usage == nil || !unicode.IsLower(first) {
		return false
	}
	words := broken(before, after)
	if strings.Contains(words[2], "-") || strings.HasPrefix(after[len(words[3]):], "-") {
		return false // a compound of three: "year-over-year"
	}
	if whole, compound := h.usage[words[0]], h.usage[words[1]]; whole+compound > 0 {
		return whole > compound
	}
	return h.usage[words[2]] <= 1 && h.usage[words[3]] <= 1 && !compounding[strings.ToLower(words[2])]
}

func endsInHyphen(s string) bool {
	return len(s) > 1 && s[len(s)-1] == '-' && unicode.IsLetter(rune(s[len(s)-2]))
}

// isPageNumber recognises "12", "- 12 -", "Page 3", "Page 3 of 20", "3 | Page", "3/20".
func isPageNumber(line string) bool {
	if len(line) > 24 || strings.HasSuffix(line, ".") {
		return false
	}
	figures := 0
	for word := range strings.FieldsFuncSeq(strings.ToLower(line), func(r rune) bool { return strings.ContainsRune(" -–—|/*#", r) }) {
		switch {
		case isNumber(word) && len(word) <= 3:
			figures++
		case word != "page" && word != "of":
			return false
		}
	}
	return figures > 0 && figures <= 2
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
func runningHeads(src *source) map[string]bool {
	count := map[string]int{}
	heads := map[string]bool{}
	for line := range src.all() {
		s := src.text[line.from:line.to]
		if len(s) < 12 || len(s) > 120 || strings.HasSuffix(s, ".") || !namesCall(s) {
			continue
		}
		key := headKey(s)
		if count[key]++; count[key] > 1 {
			heads[key] = true
		}
	}
	return heads
}

func namesCall(s string) bool {
	if !strings.Contains(s, "all") && !strings.Contains(s, "ALL") {
		return false // most lines: no copy in small letters for them
	}
	s = strings.ToLower(s)
	return (strings.Contains(s, "earnings call") || strings.Contains(s, "conference call")) && !strings.HasSuffix(s, "operator")
}

// headKey makes a running head with page number equal to the next page's.
func headKey(line string) string {
	return strings.Trim(strings.ToLower(line), " #*|-–—0123456789")
}
