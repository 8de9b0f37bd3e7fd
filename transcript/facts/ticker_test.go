package facts

import "testing"

func TestSymbol(t *testing.T) {
	for written, want := range map[string]string{
		"AAPL": "AAPL", "aapl": "AAPL", "NASDAQ:AAPL": "AAPL", "AAPL:US": "AAPL", " acm ": "ACM",
		"BRK.B": "BRK.B", "RDS-A": "RDS.A", "NYSE:BF/B": "BF.B", "NYSE: RDS-A": "RDS.A", "brk-b": "BRK.B",
		"T.C": "T.C", "T-C": "T-C", // no class of T
		"ACM.ST": "ACM.ST", "0700.HK": "0700.HK", "ACM-W": "ACM-W", "": "",
	} {
		if got := Symbol(written); got != want {
			t.Errorf("Symbol(%q) = %q, want %q", written, got, want)
		}
	}
}

func TestTickerInName(t *testing.T) {
	for base, want := range map[string]string{
		"AAPL-2021-Q2": "AAPL", "ADM_q4_2021": "ADM", "2018-Dec-18-MU": "MU", "ford-2021-q1": "",
		"ATT-Inc.-T-CEO-Jo-Ray-on-Q3-2020":                 "T",
		"AT-T-T-CEO-Jo-Ray-on-Q2-2020-Results":             "T", // not T.T
		"AT-T-C-CEO-Jo-Ray-on-Q2-2020-Results":             "C", // no class of T
		"Brown-Ale-Corporation-BF-B-CEO-Jo-Ray-on-Q2-2019": "BF.B",
		"Acme-ACM-R-Jo-Ray-on-Q2-2016-Results":             "ACM", // R. Jo Ray
		"Acme-C-Jo-Ray-on-Q2-2016-Results":                 "C",
		"RDS-A_q4_2021":                                    "RDS.A",
		"BRK.B_q4_2021":                                    "BRK.B",
		"2018-Dec-18-RDS-A":                                "RDS.A",
	} {
		if got := tickerInName(base); got != want {
			t.Errorf("tickerInName(%q) = %q, want %q", base, got, want)
		}
	}
}

func TestTickersInTitles(t *testing.T) {
	for title, want := range map[string]string{
		"Acme (ACM 3.25%) Q2 2031 Earnings Call": "ACM", "Acme (RDS-A) Q2 2031": "RDS.A", "Acme (BRK.B)": "BRK.B", "Acme (ACM.ST)": "ACM.ST",
		"Acme (Acme)": "", "Acme (ACM-driven)": "ACM",
	} {
		if got := tickerIn(title); got != want {
			t.Errorf("tickerIn(%q) = %q, want %q", title, got, want)
		}
	}
	if got := tickerBefore("RDS.A - Q2 2031 Acme Earnings Call"); got != "RDS.A" {
		t.Errorf("tickerBefore gives %q", got)
	}
}
