package source

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/transcript/cue"
)

// Span is a stretch of the source's text, half-open.
type Span struct{ From, To int }

// All yields the lines of the source, white space around them left out.
func (s *Source) All() iter.Seq[Span] {
	return func(yield func(Span) bool) {
		for i, from := range s.Lines {
			to := len(s.Text)
			if i+1 < len(s.Lines) {
				to = s.Lines[i+1] - 1
			}
			if !yield(s.Trim(from, to)) {
				return
			}
		}
	}
}

// Spans gives the lines of the source. Several readers ask for them.
func (s *Source) Spans() []Span {
	if s.trimmed == nil {
		s.trimmed = make([]Span, 0, len(s.Lines))
		for line := range s.All() {
			s.trimmed = append(s.trimmed, line)
		}
	}
	return s.trimmed
}

// Trim leaves white space at both ends out.
func (s *Source) Trim(from, to int) Span {
	line := s.Text[from:to]
	left := strings.TrimLeftFunc(line, IsBlank)
	from += len(line) - len(left)
	return Span{from, from + len(strings.TrimRightFunc(left, IsBlank))}
}

func IsBlank(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }

// Prose puts a turn's text together line by line. Paragraphs are joined by
// "\n\n", but for those that a page break cut in two.
type Prose struct {
	*Builder
	Markdown   bool // unescape "\$"
	Paragraphs bool // each line is a paragraph, none is broken in two by its length
	Hyphens    Hyphens
	Gap        gap
}

// gap is what stands between two lines of one turn.
type gap int

const (
	None gap = iota
	EmptyLine
	page // what is printed on every page
)

func (p *Prose) Blank() { p.Gap = max(p.Gap, EmptyLine) }

func (p *Prose) PageBreak() { p.Gap = page }

// Line appends a line, or the part of it that is text.
func (p *Prose) Line(from, to int) {
	if from >= to {
		return
	}
	if n := len(p.Text); n > 0 {
		before := string(p.Text[max(0, n-80):])
		between := Separator(before, p.Src.Text[from:to], p.Gap)
		if between == "" && p.Gap != EmptyLine && p.Hyphens.breaksWord(before, p.Src.Text[from:to]) {
			p.Text = p.Text[:n-1]
		}
		p.Join(between)
	}
	p.Gap = None
	if p.Paragraphs {
		p.Gap = EmptyLine
	}
	if !p.Markdown {
		p.Copy(from, to)
		return
	}
	for from < to {
		i := strings.IndexByte(p.Src.Text[from:to], '\\')
		if i < 0 || from+i+1 >= to {
			break
		}
		p.Copy(from, from+i)
		if from += i; IsPunctuation(p.Src.Text[from+1]) {
			from++
		}
		p.Copy(from, from+1)
		from++
	}
	p.Copy(from, to)
}

// ShortLine is the length under which a line without a full stop is taken for a
// heading, not for a paragraph that goes on overleaf.
const ShortLine = 40

// Separator is what stands between two lines of one turn: a blank when the
// sentence goes on, else a paragraph's end.
func Separator(before, after string, g gap) string {
	goesOn := !EndsSentence(before)
	first, _ := utf8.DecodeRuneInString(after)
	switch {
	case g != EmptyLine && unicode.IsLetter(first) && endsInHyphen(before), unicode.IsLower(first) && endsInHyphen(before):
		return ""
	case unicode.IsLower(first), g == None:
		return " "
	case goesOn && (g == page || len(before) >= ShortLine):
		return " "
	}
	return "\n\n"
}

func EndsSentence(s string) bool {
	s = strings.TrimRight(s, " \"'”’)]*_")
	return s == "" || strings.HasSuffix(s, "…") || strings.IndexByte(".?!:;", s[len(s)-1]) >= 0
}

// Hyphens knows the words that are broken at the ends of lines: "expec-" and
// "tations" are one word, "long-" and "term" two. Words that the file does not
// write elsewhere tell nothing; then the hyphen stays.
type Hyphens struct{ usage Usage }

// FindHyphens looks at all line ends of the source.
func FindHyphens(src *Source, lines []Span) Hyphens {
	h := Hyphens{Usage{}}
	last := ""
	for _, line := range lines {
		content := src.Text[line.From:line.To]
		if content == "" {
			continue
		}
		if endsInHyphen(last) {
			for _, word := range broken(last, content) {
				h.usage.Want(word)
			}
		}
		last = content
	}
	h.usage.Count(src.Text)
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

// breaksWord tells whether the hyphen at the end of before is none of the word's.
// Both parts are counted at least once, here.
func (h Hyphens) breaksWord(before, after string) bool {
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
	return h.usage[words[2]] <= 1 && h.usage[words[3]] <= 1 && !cue.HyphenPrefix.Has(strings.ToLower(words[2]))
}

func endsInHyphen(s string) bool {
	return len(s) > 1 && s[len(s)-1] == '-' && unicode.IsLetter(rune(s[len(s)-2]))
}

// LinesWithin gives the lines between two offsets, without the white space around them.
func (s *Source) LinesWithin(from, to int) []Span {
	var lines []Span
	for at := from; at < to; {
		end := to
		if i := strings.IndexByte(s.Text[at:to], '\n'); i >= 0 {
			end = at + i
		}
		if line := s.Trim(at, end); line.From < line.To {
			lines = append(lines, line)
		}
		at = end + 1
	}
	return lines
}

func IsPunctuation(c byte) bool {
	return '!' <= c && c <= '/' || ':' <= c && c <= '@' || '[' <= c && c <= '`' || '{' <= c && c <= '~'
}
