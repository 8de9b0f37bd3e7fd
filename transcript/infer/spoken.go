package infer

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"candor/transcript/call"
	"candor/transcript/cue"
	"candor/transcript/draft"
	"candor/transcript/facts"
	"candor/transcript/source"
)

// openingTurns and openingBytes are where a call is named in its first words.
const (
	openingTurns = 3
	openingBytes = 700
)

// OpeningFacts takes company and quarter from how the call is opened ("welcome to the
// Acme Ferries third quarter 2021 earnings call"), where nothing else tells
// them, and warns of a quarter that the file or its name tells otherwise.
func OpeningFacts(d *draft.Draft) {
	c := &d.Call
	for i := range c.Turns[:min(len(c.Turns), openingTurns)] {
		t := &c.Turns[i]
		if t.Section == call.QA {
			return
		}
		words := strings.Fields(t.Text[:min(len(t.Text), openingBytes)])
		from, to := quarterPhrase(words)
		if from < 0 {
			continue
		}
		if c.Company == "" {
			facts.Fill(&c.Company, companyBefore(words, from))
			facts.Fill(&c.Company, companyBehind(words, to))
			c.Company = inFull(d.Src.Text, c.Company)
		}
		period := facts.PeriodIn(strings.Join(words[from:to], " "))
		if facts.Fill(&c.Period, period); period != "" && period != c.Period {
			d.Warn(t.Line, "another-period", fmt.Sprintf("the call is opened as that of %s, the file or its name says %s", period, c.Period))
		}
		return
	}
}

// headBytes is where a file says what it is.
const headBytes = 4000

// inFull gives a company's name as a line of its own in the head of the file has
// it, with what it ends in: "Acme Ferries plc".
func inFull(text, company string) string {
	if company == "" {
		return ""
	}
	for line := range strings.SplitSeq(text[:min(len(text), headBytes)], "\n") {
		line = strings.TrimSpace(line)
		if rest, found := strings.CutPrefix(line, company); found && isCompanySuffix(strings.Trim(rest, " .,")) {
			return line
		}
	}
	return company
}

// quarterPhrase finds the words of a quarter, with year and "fiscal", that are
// followed by the name of a call. Without one from is -1.
func quarterPhrase(words []string) (from, to int) {
	for i := range words {
		key := facts.PeriodWords(words[i] + " " + strings.Join(words[i+1:min(i+2, len(words))], " "))
		if len(key) == 0 || facts.QuarterOf(key, 0) == 0 {
			continue
		}
		from, to = i, i+1
		for from > 0 && isOfQuarter(words[from-1]) && !source.EndsSentence(words[from-1]) {
			from--
		}
		for to < len(words) && isOfQuarter(words[to]) {
			to++
		}
		for _, word := range words[to:min(to+8, len(words))] {
			if namesKindOfCall(word) {
				return from, to
			}
		}
	}
	return -1, -1
}

func isOfQuarter(word string) bool {
	key := strings.ToLower(strings.Trim(word, ".,"))
	return slices.Contains([]string{"fiscal", "year", "full", "full-year", "and", "of", "quarter", "fy", "calendar"}, key) || facts.YearOf(key) != 0
}

func namesKindOfCall(word string) bool {
	return cue.KindOfCall.Has(strings.ToLower(strings.Trim(word, ".,")))
}

// companyBefore finds the capitals before the quarter.
func companyBefore(words []string, from int) string {
	start := from
	for start > 0 {
		switch {
		case isOfName(words[start-1], start == from):
			start--
		case start < from && start > 1 && (words[start-1] == "of" || words[start-1] == "and") && isOfName(words[start-2], false):
			start -= 2 // Bank of Examples
		default:
			return companyName(words[start:from])
		}
	}
	return companyName(words[start:from])
}

// companyBehind finds the capitals behind the quarter.
func companyBehind(words []string, to int) string {
	end := to
	for end < len(words) && isOfName(words[end], true) && !namesKindOfCall(words[end]) && words[end] != "Financial" {
		end++
	}
	return companyName(words[to:end])
}

// isOfName tells whether a word may be of a company's name; only its last word,
// or an abbreviation, ends in a mark.
func isOfName(word string, last bool) bool {
	bare := strings.Trim(word, ".,")
	if bare == "" || cue.NoCompany.Has(strings.ToLower(bare)) {
		return false
	}
	if strings.ContainsAny(word, "[]():;?") || last && strings.Contains(word, "!") || strings.HasSuffix(word, ".") && !isCompanySuffix(bare) || strings.HasSuffix(word, ",") && !last && !isCompanySuffix(bare) {
		return word[len(word)-1] == ',' && !last
	}
	first := []rune(word)[0]
	return unicode.IsUpper(first) || word == "&" || unicode.IsDigit(first) && len(word) < 3
}

func isCompanySuffix(bare string) bool {
	return bare == "U.S" || cue.CompanyEnding.Has(strings.ToLower(bare))
}

// companyName joins the words of a name, without article and the genitive's mark.
func companyName(words []string) string {
	if len(words) > 0 && strings.EqualFold(words[0], "the") {
		words = words[1:]
	}
	name := strings.TrimRight(strings.Join(words, " "), " ,'’")
	for _, genitive := range []string{"'s", "’s"} {
		name = strings.TrimSuffix(name, genitive)
	}
	return name
}
