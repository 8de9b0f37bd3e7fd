package people

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/transcript/call"
	"candor/transcript/cue"
	"candor/transcript/naming"
	"candor/transcript/source"
)

// IsPureName tells whether a line may be a name and nothing else.
func IsPureName(line string) bool {
	if line == "" || len(line) > LongestName || !MayBeginName(line) {
		return false
	}
	sp := Parse(line)
	return sp.Title == "" && sp.Firm == "" && MayName(sp) && !IsGreeting(line) && (!source.EndsSentence(line) || EndsAsName(line))
}

// EndsAsName tells whether a name may end so, although it ends in a full stop: in a
// suffix or an initial.
func EndsAsName(line string) bool {
	last := line[strings.LastIndexByte(line, ' ')+1:]
	return naming.IsSuffix(last) || len(last) == 2 && 'A' <= last[0] && last[0] <= 'Z' && last != line
}

// IsSentence tells prose from a title or a firm.
func IsSentence(line string) bool { return len(line) > LongestName || Stops(line) }

// Stops tells whether a line ends as sentences do; titles and firms may end in
// "Inc." and "U.S."
func Stops(line string) bool {
	last := line[strings.LastIndexByte(line, ' ')+1:]
	return source.EndsSentence(line) && !isCompanyWord(strings.Trim(last, ".)]")) && strings.Count(last, ".") < 2
}

// InTitleCase tells whether the words of a line begin with capitals, as those of
// titles do, but for the small ones.
func InTitleCase(line string) bool {
	for word := range strings.FieldsSeq(line) {
		if len(word) > 4 && unicode.IsLower([]rune(word)[0]) {
			return false
		}
	}
	return true
}

// NamesFirm recognises banks and brokers by what they call themselves.
func NamesFirm(s string) bool {
	if strings.Contains(strings.ToLower(s), "research division") {
		return true
	}
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' || r == '.' }) {
		if isCompanyWord(word) {
			return true
		}
	}
	return false
}

func isCompanyWord(word string) bool {
	word = strings.ToLower(word)
	return cue.CompanyEnding.Has(word) || cue.CompanyWord.Has(word)
}

// DescribeBelow files the line below a name: "Chief Financial Officer", "Acme
// Securities, Research Division", "Analyst, Acme Securities LLC", "Vice President
// of Sales, Acme, Inc."
func DescribeBelow(s *call.Speaker, line string) {
	line = strings.NewReplacer(" • ", ", ", " | ", ", ", " · ", ", ").Replace(Clean(line))
	parts := strings.Split(line, ", ")
	switch {
	case len(parts) > 1 && Words(parts[0]).Has("analyst"):
		s.Title, s.Firm = parts[0], strings.Join(parts[1:], ", ")
		return
	case !IsTitle(parts[0]) || strings.Contains(strings.ToLower(line), "research division"):
		if IsTitle(line) && !NamesFirm(line) {
			s.Title = line
		} else {
			s.Firm = line
		}
		return
	case !NamesFirm(line):
		s.Title = line
		return
	}
	// The firm is the last part, and what belongs to its name ("Acme, Inc.").
	cut := len(parts) - 1
	for cut > 1 && isCompanyWord(strings.Trim(parts[cut], ".")) {
		cut--
	}
	if cut == 0 || IsTitle(parts[cut]) && !NamesFirm(parts[cut]) {
		s.Title = line
		return
	}
	s.Title, s.Firm = strings.Join(parts[:cut], ", "), strings.Join(parts[cut:], ", ")
}

// IsTold tells whether the title tells the role.
func IsTold(sp call.Speaker) bool {
	return RoleOf(call.Speaker{Name: sp.Name, Title: sp.Title}) != ""
}

// IsTagged tells whether a letter or a class of people stands in brackets behind a
// name: the file marks who speaks.
func IsTagged(line string) bool {
	open := strings.LastIndexAny(line, "([")
	if open < 1 {
		return false
	}
	_, ok := classNamed(strings.TrimRight(line[open+1:], " )]"))
	return ok
}

// MayName tells whether sp could be a speaker's name.
func MayName(sp call.Speaker) bool {
	return Plausible(sp.Name) && !isCompany(sp.Name) && !NamesCall(sp.Name) && !IsNote(sp.Name) && (!IsGreeting(sp.Name) || call.RoleNamed(sp.Name) != "") && !IsPageNumber(sp.Name) && IsLabel(sp.Title) && IsLabel(sp.Firm) &&
		!IsFirmSuffix(sp.Firm) // "Acme, Inc."
}

// isCompany tells whether a name ends as only a company's does: "Acme Finance Limited".
func isCompany(name string) bool {
	last := strings.ToLower(strings.Trim(name[strings.LastIndexByte(name, ' ')+1:], ".,"))
	return cue.CompanyEnding.Has(last) && len(last) > len("co") && strings.Contains(name, " ") && !cue.CompanyName.Has(last)
}

// IsNote recognises "[Operator Closing Remarks]".
func IsNote(s string) bool {
	return strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]") || strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")")
}

// IsLabel tells a title or a firm from the rest of a sentence.
func IsLabel(s string) bool {
	if s == "" {
		return true
	}
	first, _ := utf8.DecodeRuneInString(s)
	word := strings.TrimRight(FirstWord(s), ",.")
	branded := strings.ToLower(word) != word && !strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }) // "eBay"
	small := unicode.IsLower(first) && !branded
	return !small && len(s) < LongestListed && !strings.ContainsAny(s, "?…%$") && !strings.HasSuffix(s, "!") && !IsNumber(s) && !NamesCall(s) && !RunsOn(s)
}

// QaLetter reads "Q" and "A".
func QaLetter(cell string) (call.Role, bool) {
	switch cell {
	case "Q":
		return call.Analyst, true
	case "A":
		return call.Executive, true
	}
	return "", false
}

// IsFirmSuffix recognises what the name of a company ends in.
func IsFirmSuffix(word string) bool {
	return cue.CompanyEnding.Has(strings.ToLower(strings.Trim(word, ".,")))
}

// IsPageNumber recognises "12", "- 12 -", "Page 3", "Page 3 of 20", "3 | Page", "3/20".
func IsPageNumber(line string) bool {
	if len(line) > 24 || strings.HasSuffix(line, ".") {
		return false
	}
	figures := 0
	for word := range strings.FieldsFuncSeq(strings.ToLower(line), func(r rune) bool { return strings.ContainsRune(" -–—|/*#", r) }) {
		switch {
		case IsNumber(word) && len(word) <= 3:
			figures++
		case word != "page" && word != "of":
			return false
		}
	}
	return figures > 0 && figures <= 2
}

func NamesCall(s string) bool {
	if !strings.Contains(s, "all") && !strings.Contains(s, "ALL") {
		return false // most lines: no copy in small letters for them
	}
	s = strings.ToLower(s)
	return (strings.Contains(s, "earnings call") || strings.Contains(s, "conference call")) && !strings.HasSuffix(s, "operator")
}

// Columns takes apart what two blanks or more, or a tab, separate on a line.
func Columns(line string) []string {
	var cells []string
	for _, cell := range strings.Split(strings.ReplaceAll(line, "\t", "  "), "  ") {
		if cell = strings.TrimSpace(cell); cell != "" {
			cells = append(cells, cell)
		}
	}
	return cells
}

// LongestName is the most bytes that a name with title and firm has.
const LongestName = 200

// LongestListed is the most bytes that a line of a list of participants has.
const LongestListed = 150
