package facts

import (
	"strings"

	"candor/transcript/call"
	"candor/transcript/cue"
	"candor/transcript/people"
)

// exchangeTicker finds "(NASDAQ:AAPL)", "(NYSE: HD)", "NASDAQ:APOG".
func exchangeTicker(s string) string {
	for _, exchange := range cue.Exchange.Entries() {
		if _, after, found := strings.Cut(s, strings.ToUpper(exchange)); found {
			return leadingTicker(strings.TrimLeft(after, " \u00a0"))
		}
	}
	return ""
}

// tickerIn finds "(AMD 3.25%)", "(AAPL)" in what names a call.
func tickerIn(s string) string {
	for {
		_, after, found := strings.Cut(s, "(")
		if !found {
			return ""
		}
		if t := leadingTicker(after); t != "" && !cue.NoTicker.Has(strings.ToLower(t)) && strings.IndexByte(after, ')') >= len(t) {
			return t
		}
		s = after
	}
}

// tickerBefore reads "ACM - Q2 2031 Acme Inc Earnings Call".
func tickerBefore(title string) string {
	parts := people.SplitDashes(title)
	if t := wholeTicker(parts[0]); len(parts) > 1 && t != "" && !cue.NoTicker.Has(strings.ToLower(t)) && QuarterOf([]string{strings.ToLower(t)}, 0) == 0 && PeriodIn(parts[1]) != "" {
		return t
	}
	return ""
}

// leadingTicker is the symbol that s begins with, "" where it begins with none: one to
// six capitals, which may have a market's behind a dot ("ACM.ST") or a class of shares
// ("BRK.B", "RDS-A", "BF/B"). A class is given behind a dot, however it is written.
func leadingTicker(s string) string {
	n := capitals(s)
	if n == 0 || n > 6 || lowerAt(s, n) {
		return ""
	}
	if n+1 < len(s) && strings.IndexByte(".-/", s[n]) >= 0 {
		switch behind := capitals(s[n+1:]); {
		case lowerAt(s, n+1+behind):
		case behind == 1 && (s[n] == '.' || call.IsClass(s[:n], s[n+1:n+2])):
			return s[:n] + "." + s[n+1:n+2]
		case s[n] == '.' && 1 < behind && behind <= 3:
			return s[:n+1+behind]
		}
	}
	return s[:n]
}

// wholeTicker is the symbol that s is, "" where it is none.
func wholeTicker(s string) string {
	if t := leadingTicker(s); len(t) == len(s) {
		return t
	}
	return ""
}

// capitals counts the capitals that s begins with.
func capitals(s string) int {
	n := 0
	for n < len(s) && 'A' <= s[n] && s[n] <= 'Z' {
		n++
	}
	return n
}

func lowerAt(s string, i int) bool { return i < len(s) && 'a' <= s[i] && s[i] <= 'z' }

// tickerInName finds the ticker in a file's name: the capitals nearest before
// the quarter, the date or, on Seeking Alpha, "CEO"; else the first behind them.
// "AAPL-2021-Q2", "ADM_q4_2021", "2018-Dec-18-MU", "ATT-Inc.-T-CEO-Jo-Ray-on-Q3-2020".
// A letter right before these may be a class of shares ("BF-B-CEO"). Small letters may
// be a name ("ford-2021-q1") and are no ticker.
func tickerInName(base string) string {
	words := strings.FieldsFunc(base, func(r rune) bool { return strings.ContainsRune("-_ ,()[]", r) })
	names := func(i int) bool { // the time, or who speaks
		return i == len(words) || words[i] == "CEO" || isTime(words[i], i > 0)
	}
	before, dated := "", false
	for i, word := range words {
		if names(i) {
			if before != "" {
				return before
			}
			dated = true
			continue
		}
		class := i > 0 && call.IsClass(wholeTicker(words[i-1]), word) && names(i+1)
		if wholeTicker(word) == "" || !class && cue.NoTicker.Has(strings.ToLower(word)) {
			continue
		}
		if class {
			word = words[i-1] + "." + word
		}
		if dated {
			if i+1 < len(words) && call.IsClass(word, words[i+1]) && names(i+2) {
				word += "." + words[i+1]
			}
			return word
		}
		if len(word) == 1 && before != "" && !names(i+1) {
			continue // "Acme-ACM-R-Jo-Ray-on-Q2": of a name
		}
		before = word
	}
	return ""
}

// isTime tells whether a word of a file's name is a quarter or a year, or behind the
// first a month.
func isTime(word string, later bool) bool {
	lower := strings.ToLower(word)
	return QuarterOf(PeriodWords(word), 0) != 0 || YearOf(lower) != 0 || later && monthOf(lower) != 0
}

// Symbol is the ticker in "AAPL", "NASDAQ:AAPL" and "AAPL:US"; that of a class of
// shares is given with a dot, "RDS.A" for "RDS-A".
func Symbol(s string) string {
	if t := exchangeTicker(s); t != "" {
		return t
	}
	s, _, _ = strings.Cut(s, ":")
	s = strings.ToUpper(strings.TrimSpace(s))
	if t := leadingTicker(s); len(t) == len(s) {
		return t
	}
	return s
}
