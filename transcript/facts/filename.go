package facts

import (
	"strings"

	"candor/transcript/call"
	"candor/transcript/cue"
)

// NameCall takes from the call's id, which is the file's name or one that the file gives, what the file does not tell.
func NameCall(c *call.Call, base string) {
	period := PeriodIn(base)
	Fill(&c.Period, period)
	Fill(&c.Date, DateIn(base))
	Fill(&c.Ticker, tickerInName(base))
}

// tickerInName finds the ticker in a file's name: the capitals nearest before
// the quarter, the date or, on Seeking Alpha, "CEO"; else the first behind them.
// "AAPL-2021-Q2", "ADM_q4_2021", "2018-Dec-18-MU", "ATT-Inc.-T-CEO-Jo-Ray-on-Q3-2020".
// Small letters may be a name ("ford-2021-q1") and are no ticker.
func tickerInName(base string) string {
	words := strings.FieldsFunc(base, func(r rune) bool { return strings.ContainsRune("-_ ,()[]", r) })
	before, dated := "", false
	for i, word := range words {
		isTime := QuarterOf(PeriodWords(word), 0) != 0 || YearOf(strings.ToLower(word)) != 0 || monthOf(strings.ToLower(word)) != 0 && i > 0
		if isTime || word == "CEO" {
			if before != "" {
				return before
			}
			dated = true
			continue
		}
		if leadingTicker(word) != word || cue.NoTicker.Has(strings.ToLower(word)) {
			continue
		}
		if dated {
			return word
		}
		if before = word; len(word) == 1 && i > 0 && leadingTicker(words[i-1]) == words[i-1] {
			before = words[i-1] + "." + word // a class of shares
		}
	}
	return ""
}
