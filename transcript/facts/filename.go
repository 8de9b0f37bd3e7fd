package facts

import "candor/transcript/call"

// NameCall takes from the call's id, which is the file's name or one that the file gives, what the file does not tell.
func NameCall(c *call.Call, base string) {
	period := PeriodIn(base)
	Fill(&c.Period, period)
	Fill(&c.Date, DateIn(base))
	Fill(&c.Ticker, tickerInName(base))
}
