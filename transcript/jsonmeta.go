package transcript

import (
	"strconv"
	"strings"
	"time"
)

// described takes what an object tells of the call, at its top or in objects
// such as "event" and "metadata".
func (c *jsonCall) described(n node) {
	if n.isArray() {
		for item := range n.items() {
			c.described(item)
			return
		}
	}
	c.describedBy(n)
	for _, v := range n.members() {
		if v.isObject() && !isSpeech(v) {
			c.describedBy(v)
			for _, inner := range v.members() {
				c.describedBy(inner)
			}
		}
	}
}

// describedBy fills in what is not known yet.
func (c *jsonCall) describedBy(n node) {
	call := &c.call
	fill(&call.Ticker, symbol(n.get("symbol", "ticker", "tickersymbol", "stocksymbol").str()))
	company := n.get("company", "companyname", "issuer")
	fill(&call.Company, company.str())
	fill(&call.Company, company.get("name", "companyname").str())
	fill(&call.Ticker, symbol(company.get("symbol", "ticker").str()))
	fill(&call.Date, dateOf(n.get("date", "calldate", "conferencedate", "eventdate", "datetime", "transcriptdate", "publishedat", "publisheddate", "publishon", "publishedon", "time")))
	c.titled(n.get("title", "eventtitle", "headline").str())
	year := n.get("year", "fiscalyear", "fy").str()
	for _, key := range [...]string{"quarter", "fiscalquarter", "fiscalperiod", "period", "q", "qtr"} {
		quarter := strings.ToUpper(n.get(key).str())
		fill(&call.Period, periodIn(quarter))
		if len(quarter) == 1 {
			quarter = "Q" + quarter
		}
		if year != "" && len(quarter) < len("Q1 FY") {
			fill(&call.Period, periodIn(quarter+" "+year))
		}
	}
}

// symbol is the ticker in "AAPL", "NASDAQ:AAPL" and "AAPL:US".
func symbol(s string) string {
	if t := exchangeTicker(s); t != "" {
		return t
	}
	s, _, _ = strings.Cut(s, ":")
	return strings.ToUpper(strings.TrimSpace(s))
}

// Times in seconds and in milliseconds since 1970, of the years 2001 to 2286.
const (
	firstSecond, lastSecond = 1e9, 1e10
	firstMilli, lastMilli   = 1e12, 1e13
)

// dateOf reads a date in words or figures, or a time since 1970.
func dateOf(n node) string {
	s := n.str()
	since, err := strconv.ParseFloat(s, 64)
	switch {
	case err == nil && firstMilli <= since && since < lastMilli:
		since /= 1000
	case err != nil || since < firstSecond || lastSecond <= since:
		if len(s) > len(time.DateOnly) && s[len(time.DateOnly)] == 'T' { // "2022-01-27T14:00:00Z"
			s = s[:len(time.DateOnly)]
		}
		return dateIn(s)
	}
	return time.Unix(int64(since), 0).UTC().Format(time.DateOnly)
}
