package jsonform

import (
	"strconv"
	"strings"
	"time"

	"candor/transcript/facts"
)

// Described takes what an object tells of the call, at its top or in objects
// such as "event" and "metadata".
func (c *JsonCall) Described(n node) {
	if n.isArray() {
		for item := range n.items() {
			c.Described(item)
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
func (c *JsonCall) describedBy(n node) {
	call := &c.Call
	facts.Fill(&call.Ticker, facts.Symbol(n.get("symbol", "ticker", "tickersymbol", "stocksymbol").str()))
	company := n.get("company", "companyname", "issuer")
	facts.Fill(&call.Company, company.str())
	facts.Fill(&call.Company, company.get("name", "companyname").str())
	facts.Fill(&call.Ticker, facts.Symbol(company.get("symbol", "ticker").str()))
	facts.Fill(&call.Date, dateOf(n.get("date", "calldate", "conferencedate", "eventdate", "datetime", "transcriptdate", "publishedat", "publisheddate", "publishon", "publishedon", "time")))
	facts.Title(c.Draft, n.get("title", "eventtitle", "headline").str())
	year := n.get("year", "fiscalyear", "fy").str()
	for _, key := range [...]string{"quarter", "fiscalquarter", "fiscalperiod", "period", "q", "qtr"} {
		quarter := strings.ToUpper(n.get(key).str())
		facts.Fill(&call.Period, facts.PeriodIn(quarter))
		if len(quarter) == 1 {
			quarter = "Q" + quarter
		}
		if year != "" && len(quarter) < len("Q1 FY") {
			facts.Fill(&call.Period, facts.PeriodIn(quarter+" "+year))
		}
	}
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
		return facts.DateIn(s)
	}
	return time.Unix(int64(since), 0).UTC().Format(time.DateOnly)
}
