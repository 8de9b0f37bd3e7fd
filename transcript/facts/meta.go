package facts

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/transcript/call"
	"candor/transcript/cue"
	"candor/transcript/draft"
	"candor/transcript/naming"
	"candor/transcript/people"
	"candor/transcript/source"
)

// LongestTitle is the most bytes that a title has; longer lines are prose.
const LongestTitle = 140

// Title takes company, ticker, period and date from a title of the file, or a
// line such as "Ticker: ACME", where they are not known yet.
func Title(d *draft.Draft, title string) {
	c := &d.Call
	title = strings.Trim(title, "\"“” ")
	if title == "" || len(title) > LongestTitle || Labelled(c, title) {
		return
	}
	if strings.HasSuffix(title, ".") && cue.Count(strings.ToLower(title), "ending", "ended") > 0 {
		return
	}
	period := PeriodIn(title)
	Fill(&c.Period, period)
	date := &c.Date
	if isStamp(title) {
		date = &d.Stamp
	}
	Fill(date, DateIn(withoutAddresses(title)))
	Fill(&d.Stamp, DateIn(title))
	if t := exchangeTicker(title); t != "" {
		Fill(&c.Ticker, t)
	} else if period != "" || people.NamesCall(title) {
		Fill(&c.Ticker, tickerIn(title))
		Fill(&c.Ticker, tickerBefore(title))
	}
	if company := companyIn(title); company != c.Ticker && company != tickerInName(source.BaseName(d.Src.Name)) {
		Fill(&c.Company, company)
	}
}

func Fill(field *string, value string) {
	if *field == "" {
		*field = strings.TrimSpace(value)
	}
}

// Labelled reads "Company: Acme Corp. (Acme)", "**Ticker:** ACME", "Quarter: Q3 2025".
func Labelled(c *call.Call, line string) bool {
	label, value, found := strings.Cut(strings.TrimLeft(line, "#*-• "), ":")
	if !found || len(label) > longestLabel {
		return false
	}
	value = strings.Trim(value, " *")
	switch naming.Key(label) {
	case "company", "companyname":
		value, _, _ = strings.Cut(value, " (")
		Fill(&c.Company, value)
	case "ticker", "symbol", "tickersymbol", "companyticker":
		value, _, _ = strings.Cut(value, " ") // "ACM US"
		Fill(&c.Ticker, Symbol(value))
	case "quarter", "fiscalquarter", "period", "fiscalperiod":
		Fill(&c.Period, PeriodIn(value))
	case "date", "calldate", "eventdate":
		if strings.HasSuffix(value, "'") {
			return true // 2025.09.02 17:22:10 +05'30': of a signature
		}
		Fill(&c.Date, DateIn(value))
	default:
		return false
	}
	return true
}

// longestLabel is the most bytes before the colon.
const longestLabel = 20

var months = [...]string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// DateIn finds "February 19, 2014", "Feb. 19, 2014", "19 February 2014",
// "2014-02-19" and "2014-Feb-19". A word may stick to the one before: "CallFeb 19, 2014".
func DateIn(s string) string {
	w := PeriodWords(splitCase(s))
	for i := range w {
		if i+2 >= len(w) {
			return ""
		}
		year, month, day := w[i+2], monthOf(w[i]), dayOf(w[i+1])
		switch {
		case monthOf(w[i+1]) != 0 && dayOf(w[i]) != 0:
			month, day = monthOf(w[i+1]), dayOf(w[i])
		case len(w[i]) == 4 && len(w[i+1]) == 2 && len(w[i+2]) == 2 && YearOf(w[i]) != 0:
			year, month, day = w[i], dayOf(w[i+1]), dayOf(w[i+2])
		case len(w[i]) == 4 && YearOf(w[i]) != 0 && monthOf(w[i+1]) != 0:
			year, month, day = w[i], monthOf(w[i+1]), dayOf(w[i+2])
		}
		if y := YearOf(year); len(year) == 4 && y != 0 && 1 <= month && month <= 12 && day != 0 {
			return fmt.Sprintf("%d-%02d-%02d", y, month, day)
		}
	}
	return ""
}

// splitCase puts a blank between a small letter and a capital.
func splitCase(s string) string {
	var b strings.Builder
	small := false
	for _, r := range s {
		if small && unicode.IsUpper(r) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		small = unicode.IsLower(r)
	}
	return b.String()
}

// monthOf reads "february", "feb" and "sept".
func monthOf(w string) int {
	for i, month := range months {
		if len(w) >= 3 && strings.HasPrefix(month, w) {
			return i + 1
		}
	}
	return 0
}

func dayOf(w string) int {
	w = strings.TrimRight(w, "stndrh")
	if len(w) == 0 || len(w) > 2 || !people.IsNumber(w) {
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

// CompanyAbove takes the company and its ticker from a line above a title that has
// neither: "Acme, Inc. (ACM)" or "Acme, Inc. NYSE:ACM" above "Q2 2031 Earnings Call".
func CompanyAbove(d *draft.Draft, line, title string) {
	c := &d.Call
	if c.Company != "" || len(line) > LongestTitle || PeriodIn(title) == "" || !strings.Contains(strings.ToLower(title), "call") || companyIn(title) != "" {
		return
	}
	ticker := tickerIn(line)
	last := line[strings.LastIndexByte(line, ' ')+1:]
	if exchange, symbol, found := strings.Cut(last, ":"); found && exchange != "" {
		line, ticker = strings.TrimSuffix(line, last), leadingTicker(symbol)
	}
	name, _, _ := strings.Cut(line, "(")
	name = strings.Trim(name, " -–—,\"“”")
	if first, _ := utf8.DecodeRuneInString(name); !unicode.IsUpper(first) || people.IsSentence(name) || people.IsHeading(name) || people.IsPageNumber(name) || strings.HasPrefix(name, "Dear ") || strings.Contains(name, "://") || PeriodIn(name) != "" || DateIn(name) != "" ||
		strings.Contains(strings.ToLower(name), "transcript") {
		return
	}
	if c.Company = name; c.Ticker == "" {
		c.Ticker = ticker
	}
}

// companyIn takes the company out of a title such as "Acme Incorporated – ACM
// Q2 2013 Earnings Call Transcript", "ANSYS (ANSS) Q3 2018 Results", "Q1 2017
// ASML Holding NV Earnings Call" or "Apple (AAPL 0.36%) Q2 2021 Earnings Call".
func companyIn(title string) string {
	lower := strings.ToLower(title)
	if !people.NamesCall(title) && (!strings.Contains(lower, "results") || PeriodIn(title) == "") {
		return ""
	}
	if first, _ := utf8.DecodeRuneInString(title); unicode.IsLower(first) && strings.Contains(title, ". ") || strings.HasSuffix(title, ".") && people.RunsOn(title) {
		return "" // the rest of a sentence
	}
	if i := strings.IndexByte(title, '('); i > 0 {
		title = title[:i]
	}
	parts := people.SplitDashes(title)
	if title = parts[0]; len(parts) > 1 && strings.ToUpper(title) == title && people.NamesCall(parts[1]) {
		title = parts[1] // "ACM.ST - Q1 2031 Acme AB Earnings Call"
	}
	var name []string
	for _, word := range strings.Fields(title) {
		key := strings.ToLower(strings.Trim(word, ".,:#*|"))
		if year, fiscal := strings.CutPrefix(key, "fy"); fiscal {
			key = "fy" + strings.TrimLeft(year, "'’") // "FY'26"
		}
		if QuarterOf([]string{key}, 0) != 0 || len(key) == 4 && YearOf(key) != 0 || key == "earnings" || key == "results" ||
			ordinals[key] != 0 || len(name) == 0 && slices.Contains(halves[:], key) || strings.HasPrefix(key, "fy") && YearOf(key) != 0 || key == "conference" || key == "quarter" || key == "call" ||
			len(name) > 0 && (word == "CEO" || word == "Management" || word == "Discusses") {
			if len(name) > 0 {
				break
			}
			continue
		}
		name = append(name, word)
	}
	company := strings.Trim(strings.Join(name, " "), " ,-–—#*'’")
	company = strings.TrimSuffix(strings.TrimSuffix(company, "'s"), "’s")
	if len(company) > 60 || cue.Count(company, "webcast", "Webcast") > 0 || company != "" && 'a' <= company[0] && company[0] <= 'z' ||
		strings.Contains(strings.ToLower(company), "transcript") || breaksOff(company) {
		return ""
	}
	return company
}

// halves are what stands beside a quarter in a title: "Q2 & H1 FY26".
var halves = [...]string{"&", "and", "h1", "h2", "1h", "2h", "9m"}

// breaksOff tells whether words end as no name does: "Briefing for the".
func breaksOff(s string) bool {
	switch s[strings.LastIndexByte(s, ' ')+1:] {
	case "the", "for", "of", "on", "and", "in", "to":
		return true
	}
	return false
}
