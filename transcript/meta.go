package transcript

import (
	"fmt"
	"strings"
)

// longestTitle is the most bytes that a title has; longer lines are prose.
const longestTitle = 140

// titled takes company, ticker, period and date from a title of the file where
// they are not known yet.
func (d *draft) titled(title string) {
	c := &d.call
	if title == "" || len(title) > longestTitle || strings.HasSuffix(title, ".") && containsAny(strings.ToLower(title), "ending", "ended") > 0 {
		return
	}
	if c.Period == "" {
		c.Period = periodIn(title)
	}
	if c.Ticker == "" && containsAny(strings.ToLower(title), "earnings", "results", "transcript", ":") > 0 {
		c.Ticker = tickerIn(title)
	}
	if c.Date == "" {
		c.Date = dateIn(title)
	}
	if c.Company == "" {
		c.Company = companyIn(title)
	}
}

// tickerIn finds "(NASDAQ:AAPL)", "(NYSE: HD)", "(AMD 3.25%)", "NASDAQ:APOG".
func tickerIn(s string) string {
	for _, exchange := range [...]string{"NASDAQ:", "NYSE:", "AMEX:", "NYSEMKT:", "NYSEAMERICAN:"} {
		if _, after, found := strings.Cut(s, exchange); found {
			return leadingTicker(strings.TrimLeft(after, " \u00a0"))
		}
	}
	for at := 0; ; {
		i := strings.IndexByte(s[at:], '(')
		if i < 0 {
			return ""
		}
		at += i + 1
		if t := leadingTicker(s[at:]); t != "" && strings.IndexByte(s[at:], ')') >= len(t) {
			return t
		}
	}
}

// leadingTicker is the symbol of one to five capitals that s begins with.
func leadingTicker(s string) string {
	n := 0
	for n < len(s) && ('A' <= s[n] && s[n] <= 'Z' || n > 0 && s[n] == '.') {
		n++
	}
	if n == 0 || n > 6 || n < len(s) && ('a' <= s[n] && s[n] <= 'z') {
		return ""
	}
	return strings.TrimRight(s[:n], ".")
}

var months = map[string]int{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}

// dateIn finds "February 19, 2014", "Feb. 19, 2014", "19 February 2014" and "2014-02-19".
func dateIn(s string) string {
	w := periodWords(s)
	for i := range w {
		if i+2 >= len(w) {
			return ""
		}
		year, month, day := w[i+2], monthOf(w[i]), dayOf(w[i+1])
		switch {
		case monthOf(w[i+1]) != 0 && dayOf(w[i]) != 0:
			month, day = monthOf(w[i+1]), dayOf(w[i])
		case len(w[i]) == 4 && len(w[i+1]) == 2 && len(w[i+2]) == 2 && yearOf(w[i]) != 0:
			year, month, day = w[i], dayOf(w[i+1]), dayOf(w[i+2])
		}
		if y := yearOf(year); len(year) == 4 && y != 0 && 1 <= month && month <= 12 && day != 0 {
			return fmt.Sprintf("%d-%02d-%02d", y, month, day)
		}
	}
	return ""
}

func monthOf(w string) int {
	if len(w) < 3 || isNumber(w) {
		return 0
	}
	return months[w[:3]]
}

func dayOf(w string) int {
	w = strings.TrimRight(w, "stndrh")
	if len(w) == 0 || len(w) > 2 || !isNumber(w) {
		return 0
	}
	n := int(w[len(w)-1] - '0')
	if len(w) == 2 {
		n += 10 * int(w[0]-'0')
	}
	if n < 1 || n > 31 {
		return 0
	}
	return n
}

// companyIn takes the company out of a title such as "Acme Incorporated – ACM
// Q2 2013 Earnings Call Transcript", "ANSYS (ANSS) Q3 2018 Results", "Q1 2017
// ASML Holding NV Earnings Call" or "Apple (AAPL 0.36%) Q2 2021 Earnings Call".
func companyIn(title string) string {
	lower := strings.ToLower(title)
	if containsAny(lower, "earnings call", "earnings conference call", "results", "conference call") == 0 {
		return ""
	}
	if i := strings.IndexByte(title, '('); i > 0 {
		title = title[:i]
	}
	title = splitDashes(title)[0]
	var name []string
	for _, word := range strings.Fields(title) {
		key := strings.ToLower(strings.Trim(word, ".,:#*|"))
		if quarterOf([]string{key}, 0) != 0 || len(key) == 4 && yearOf(key) != 0 || key == "earnings" || key == "results" ||
			ordinals[key] != 0 || strings.HasPrefix(key, "fy") && yearOf(key) != 0 || key == "conference" {
			if len(name) > 0 {
				break
			}
			continue
		}
		name = append(name, word)
	}
	company := strings.Trim(strings.Join(name, " "), " ,-–—#*")
	if len(company) > 60 || containsAny(company, "webcast", "Webcast") > 0 || company != "" && 'a' <= company[0] && company[0] <= 'z' ||
		strings.Contains(strings.ToLower(company), "transcript") {
		return ""
	}
	return company
}
