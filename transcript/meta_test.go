package transcript

import (
	"testing"

	"candor/transcript/call"
	"candor/transcript/draft"
	"candor/transcript/facts"
	"candor/transcript/infer"
	"candor/transcript/source"
)

func TestTitled(t *testing.T) {
	for title, want := range map[string]call.Call{
		"Acme Incorporated – ACM Q2 2013 Earnings Call Transcript":                  {Company: "Acme Incorporated", Period: "2013-Q2"},
		"Halden Ferries, Inc. (NASDAQ:HALF) Q3 2018 Earnings Call Nov 8, 2018":      {Company: "Halden Ferries, Inc.", Ticker: "HALF", Period: "2018-Q3", Date: "2018-11-08"},
		"Halden (HALF 1.25%)Q2 2021 Earnings CallMay 11, 2021, 4:30 p.m. ET":        {Company: "Halden", Ticker: "HALF", Period: "2021-Q2", Date: "2021-05-11"},
		"Halden Trust (REIT) (NYSE: HAL.B) Q4 2020 Earnings Conference Call":        {Company: "Halden Trust", Ticker: "HAL.B", Period: "2020-Q4"},
		"HALF - Q2 2021 Halden Ferries Inc Earnings Call":                           {Company: "Halden Ferries Inc", Ticker: "HALF", Period: "2021-Q2"},
		"Company Ticker: HALF US":                                                   {Ticker: "HALF"},
		"Halden Ferries's CEO Discusses Q2 2013 Results - Earnings Call Transcript": {Company: "Halden Ferries", Period: "2013-Q2"},
		"Ticker: HALF":                                     {Ticker: "HALF"},
		"**Company:** Halden Ferries (Halden)":             {Company: "Halden Ferries"},
		"**Date:** 2025-07-31":                             {Date: "2025-07-31"},
		"Quarter: Q3 2025":                                 {Period: "2025-Q3"},
		"Diluted earnings per share (EPS) results:":        {},
		"Halden call for the period ended March 31, 2021.": {},
	} {
		d := draft.New(&source.Source{Name: "x.txt"})
		facts.Title(d, title)
		if c := d.Call; c.Company != want.Company || c.Ticker != want.Ticker || c.Period != want.Period || c.Date != want.Date {
			t.Errorf("%q: company %q, ticker %q, period %q, date %q", title, c.Company, c.Ticker, c.Period, c.Date)
		}
	}
}

func TestCompanyAbove(t *testing.T) {
	for _, test := range []struct {
		line, title string
		want        call.Call
	}{
		{"Halden Ferries, Inc. (HALF)", "Third Quarter 2031 Results Conference Call", call.Call{Company: "Halden Ferries, Inc.", Ticker: "HALF"}},
		{"Halden Ferries, Inc. NYSE:HALF", "FQ3 2031 Earnings Call Transcripts", call.Call{Company: "Halden Ferries, Inc.", Ticker: "HALF"}},
		{"Halden Ferries AB (publ) OTCPK:HALF.F", "FQ3 2031 Earnings Call Transcripts", call.Call{Company: "Halden Ferries AB", Ticker: "HALF.F"}},
		{"Halden Ferries", "Halden Q3 2031 Earnings Call", call.Call{}}, // the title names it
		{"The ferries ran.", "Q3 2031 Earnings Call", call.Call{}},      // a sentence
		{"October 20, 2031", "Q3 2031 Earnings Call", call.Call{}},      // a day
		{"Halden Ferries", "Q3 2031 figures in a table", call.Call{}},   // no call
	} {
		d := draft.New(&source.Source{Name: "x.txt"})
		if facts.CompanyAbove(d, test.line, test.title); d.Call.Company != test.want.Company || d.Call.Ticker != test.want.Ticker {
			t.Errorf("%q above %q: company %q, ticker %q", test.line, test.title, d.Call.Company, d.Call.Ticker)
		}
	}
}

func TestNamed(t *testing.T) {
	for name, want := range map[string]call.Call{
		"HALF-2021-Q2":   {Ticker: "HALF", Period: "2021-Q2"},
		"HAL_q4_2021":    {Ticker: "HAL", Period: "2021-Q4"},
		"2018-Dec-18-HA": {Ticker: "HA", Date: "2018-12-18"},
		"HALF-FY22-Q1":   {Ticker: "HALF", Period: "2022-Q1"},
		"HALF-2025Q1":    {Ticker: "HALF", Period: "2025-Q1"},
		"half-q1-2022":   {Period: "2022-Q1"},
		"HAL-B-2021-Q1":  {Ticker: "HAL.B", Period: "2021-Q1"},
		"Halden-Trust-Inc.-REIT-HAL-CEO-Jo-Ray-on-Q3-2020-Results---Earnings-Call": {Ticker: "HAL", Period: "2020-Q3"},
		"Halden-Marine-HAL-Q3-2018-Results---Earnings-Call-Transcript":             {Ticker: "HAL", Period: "2018-Q3"},
		"one-string-HALF-FY2026Q2": {Ticker: "HALF", Period: "2026-Q2"},
		"README":                   {},
		"q3-remarks":               {},
	} {
		var c call.Call
		facts.NameCall(&c, name)
		if c.Ticker != want.Ticker || c.Period != want.Period || c.Date != want.Date {
			t.Errorf("%s: ticker %q, period %q, date %q", name, c.Ticker, c.Period, c.Date)
		}
	}
}

func TestSpoken(t *testing.T) {
	for text, want := range map[string]call.Call{
		"Good day, and welcome to the Halden Ferries third quarter 2021 earnings call.":                          {Company: "Halden Ferries", Period: "2021-Q3"},
		"Welcome everyone. And thank you for standing by for the Halden Inc. second quarter 2022 earnings call.": {Company: "Halden Inc.", Period: "2022-Q2"},
		"Welcome to the Bank of Halden's Fiscal 2021 Second Quarter Results Conference Call.":                    {Company: "Bank of Halden", Period: "2021-Q2"},
		"Welcome to the Q2 2021 Halden Marine, Inc. Earnings Conference Call.":                                   {Company: "Halden Marine, Inc.", Period: "2021-Q2"},
		"Welcome to Halden 1 Marine's 2021 Third Quarter Financial Results Conference Call.":                     {Company: "Halden 1 Marine", Period: "2021-Q3"},
		"In the fourth quarter of 2020 we sold four ferries.":                                                    {},
		"Thank you for standing by. Welcome to the fourth quarter earnings call.":                                {},
	} {
		d := draft.New(&source.Source{Name: "x.txt"})
		d.Call.Turns = []call.Turn{{Text: text, Section: call.Prepared}}
		infer.OpeningFacts(d)
		if c := d.Call; c.Company != want.Company || c.Period != want.Period || len(c.Warnings) != 0 {
			t.Errorf("%q: company %q, period %q, %v", text, c.Company, c.Period, c.Warnings)
		}
	}
	d := draft.New(&source.Source{Name: "x.txt"})
	d.Call.Period, d.Call.Turns = "2020-Q4", []call.Turn{{Text: "Welcome to the Halden fourth quarter 2019 earnings call.", Line: 3}}
	infer.OpeningFacts(d)
	if w := d.Call.Warnings; len(w) != 1 || w[0].Line != 3 || d.Call.Period != "2020-Q4" {
		t.Errorf("the quarters differ: period %s, warnings %v", d.Call.Period, w)
	}
}

func TestBaseName(t *testing.T) {
	for name, want := range map[string]string{
		"calls/acme-2024-q1.md": "acme-2024-q1", "a.jsonl.gz": "a", "-": "stdin", ".hidden": ".hidden",
		"Acme-Inc.-ACM-2021-Q3": "Acme-Inc.-ACM-2021-Q3", "call": "call", "x.ndjson": "x", "v1.2 notes.txt": "v1.2 notes",
	} {
		if got := source.BaseName(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
