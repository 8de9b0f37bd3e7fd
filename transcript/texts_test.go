package transcript

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"candor/transcript/call"
	"candor/transcript/draft"
	"candor/transcript/infer"
)

// TestTexts holds the calls in plain text to counts that were read beside the
// files: turns, those of each role, and answers.
func TestTexts(t *testing.T) {
	for file, want := range map[string]string{
		"company-text/GOOGL-2022-Q2.txt":     "49 turns: 17 executive, 16 analyst, 14 operator, 2 investor relations, 0 unknown; 14 answers",
		"company-text/GOOGL-2023-Q4.txt":     "41 turns: 15 executive, 13 analyst, 11 operator, 2 investor relations, 0 unknown; 12 answers",
		"company-text/GOOGL-2024-Q3.txt":     "47 turns: 18 executive, 15 analyst, 12 operator, 2 investor relations, 0 unknown; 15 answers",
		"company-text/GOOGL-2025-Q1.txt":     "42 turns: 17 executive, 12 analyst, 11 operator, 2 investor relations, 0 unknown; 14 answers",
		"company-text/MSFT-FY21-Q1-wire.txt": "43 turns: 20 executive, 10 analyst, 10 operator, 3 investor relations, 0 unknown; 14 answers",
		"company-text/MSFT-FY22-Q1.txt":      "43 turns: 17 executive, 16 analyst, 0 operator, 10 investor relations, 0 unknown; 12 answers",
		"company-text/MSFT-FY25-Q1.txt":      "39 turns: 15 executive, 14 analyst, 0 operator, 10 investor relations, 0 unknown; 12 answers",
		"fool-text/AAPL-2021-Q2.txt":         "73 turns: 22 executive, 28 analyst, 12 operator, 11 investor relations, 0 unknown; 20 answers",
		"fool-text/AAPL-2025-Q3.txt":         "57 turns: 25 executive, 19 analyst, 11 operator, 2 investor relations, 0 unknown; 23 answers",
		"fool-text/AMD-2022-Q2.txt":          "56 turns: 20 executive, 19 analyst, 13 operator, 4 investor relations, 0 unknown; 18 answers",
		"plain/AMZN-2024Q3.md":               "26 turns: 9 executive, 6 analyst, 8 operator, 3 investor relations, 0 unknown; 8 answers",
		"plain/BLK-2025Q1.txt":               "36 turns: 19 executive, 8 analyst, 9 operator, 0 investor relations, 0 unknown; 10 answers",
		"plain/FIG-2025Q3.txt":               "35 turns: 15 executive, 10 analyst, 10 operator, 0 investor relations, 0 unknown; 14 answers",
		"plain/NVDA-2025Q1.txt":              "43 turns: 15 executive, 12 analyst, 13 operator, 3 investor relations, 0 unknown; 14 answers",
		"seeking-alpha/ANSYS-ANSS*":          "49 turns: 20 executive, 13 analyst, 15 operator, 1 investor relations, 0 unknown; 16 answers",
		"seeking-alpha/ATT-Inc.-T*":          "49 turns: 14 executive, 16 analyst, 10 operator, 9 investor relations, 0 unknown; 10 answers",
		"seeking-alpha/AbbVie-Inc.-ABBV*":    "55 turns: 19 executive, 12 analyst, 12 operator, 12 investor relations, 0 unknown; 16 answers",
		"seeking-alpha/Analog-Devices-ADI*":  "73 turns: 37 executive, 26 analyst, 10 operator, 0 investor relations, 0 unknown; 24 answers",
		"seeking-alpha/Assurant-AIZ*":        "21 turns: 11 executive, 6 analyst, 3 operator, 1 investor relations, 0 unknown; 5 answers",
		"seeking-alpha/Constellation-Bran*":  "74 turns: 29 executive, 25 analyst, 17 operator, 3 investor relations, 0 unknown; 22 answers",
		"seeking-alpha/Crown-Castle-Inter*":  "73 turns: 32 executive, 29 analyst, 12 operator, 0 investor relations, 0 unknown; 24 answers",
		"seeking-alpha/Cummins-Inc.-CMI*":    "71 turns: 33 executive, 23 analyst, 11 operator, 4 investor relations, 0 unknown; 31 answers",
		"seeking-alpha/F5-Networks-Inc.-F*":  "74 turns: 31 executive, 30 analyst, 12 operator, 1 investor relations, 0 unknown; 23 answers",
		"seeking-alpha/KLA-Corporations-K*":  "82 turns: 33 executive, 28 analyst, 17 operator, 4 investor relations, 0 unknown; 30 answers",
		"seeking-alpha/The-Home-Depot-Inc*":  "83 turns: 36 executive, 31 analyst, 12 operator, 4 investor relations, 0 unknown; 29 answers",
		"seeking-alpha/UPST-2025Q3.html":     "62 turns: 27 executive, 21 analyst, 13 operator, 1 investor relations, 0 unknown; 23 answers",
		"seeking-alpha/unnamed.txt":          "47 turns: 17 executive, 17 analyst, 10 operator, 3 investor relations, 0 unknown; 15 answers",
	} {
		t.Run(file, func(t *testing.T) {
			found, _ := filepath.Glob(shared + "calls/" + file)
			if len(found) != 1 {
				t.Skip("no shared calls here")
			}
			calls, data := readFile(t, found[0])
			checkSource(t, data, calls)
			if got := counts(calls[0]); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

// counts shows how many turns a call has, of which role, and how many answers.
func counts(c *call.Call) string {
	n, answers := roles(c), 0
	for i := range c.Turns {
		if c.Turns[i].Class() == call.ClassAnswer {
			answers++
		}
	}
	return fmt.Sprintf("%d turns: %d executive, %d analyst, %d operator, %d investor relations, %d unknown; %d answers",
		len(c.Turns), n[call.Executive], n[call.Analyst], n[call.Operator], n[call.InvestorRelations], n[call.Unknown], answers)
}

// TestVariants reads each fixture in plain text again as other programs would
// have saved it, and finds the same turns.
func TestVariants(t *testing.T) {
	fixtures, err := filepath.Glob("testdata/formats/text-*.txt")
	if err != nil || len(fixtures) < 10 {
		t.Fatalf("%d fixtures, %v", len(fixtures), err)
	}
	for _, path := range fixtures {
		calls, data := readFile(t, path)
		want := spokenWords(calls[0])
		for variant, change := range map[string]func(string) string{
			"CRLF":     func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
			"indented": func(s string) string { return "   " + strings.ReplaceAll(s, "\n", "\n   ") },
			"trailing": func(s string) string { return strings.ReplaceAll(s, "\n", " \t\n") },
			"spread":   func(s string) string { return strings.ReplaceAll(s, "\n\n", "\n\n\n\n") },
			"marked":   func(s string) string { return "\ufeff" + s },
		} {
			if got := spokenWords(readString(t, filepath.Base(path), change(string(data)))); got != want {
				t.Errorf("%s, %s: got%s\nwant%s", path, variant, got, want)
			}
		}
	}
}

// spokenWords shows who says what, without what differs between variants.
func spokenWords(c *call.Call) string {
	var b strings.Builder
	for i := range c.Turns {
		u := &c.Turns[i]
		fmt.Fprintf(&b, "\n%s %s %s: %s", u.Section, u.Speaker.Role, u.Speaker.Name, strings.Join(strings.Fields(u.Text), " "))
	}
	return b.String()
}

func TestHyphens(t *testing.T) {
	const file = "Expectations met. The long road. A short term. A non-GAAP view; year-over-year.\n"
	for _, test := range []struct{ before, after, want string }{
		{"our expec-", "tations were", "our expectations were"},  // the file has the whole word
		{"in the long-", "term plan", "in the long-term plan"},   // and both parts of this one
		{"with non-", "GAAP figures", "with non-GAAP figures"},   // a capital never goes on
		{"a zzxy-", "qwv thing", "a zzxyqwv thing"},              // neither part is a word
		{"we co-", "qwv it", "we co-qwv it"},                     // but for a prefix
		{"it was -", "well, fine", "it was - well, fine"},        // no hyphen
		{"year-", "over-year it rose", "year-over-year it rose"}, // a compound of three
	} {
		text := "Operator: " + file + "Jo Ray: " + test.before + "\n" + test.after + ".\nOperator: The end.\nJo Ray: Our expectations hold.\n"
		c := readString(t, "x", text)
		if got := c.Turns[1].Text; got != test.want+"." {
			t.Errorf("%q + %q: %q, want %q", test.before, test.after, got, test.want)
		}
	}
}

func TestFurniture(t *testing.T) {
	var b strings.Builder
	b.WriteString("Operator: Welcome.\n")
	topics := strings.Fields("rails wires trams depots fares wages ploughs passes")
	for page, topic := range topics {
		fmt.Fprintf(&b, "Jo Ray: The %s are about the\nAcme plc - Investor Relations\nFor holders only %d\n%d\ntown's %s.\nAl Orr: Thank you.\n", topic, page+1, page+1, topic)
	}
	c := readString(t, "x", b.String())
	if len(c.Turns) != 17 {
		t.Fatalf("%d turns, want 17", len(c.Turns))
	}
	for page, topic := range topics {
		want := "The " + topic + " are about the town's " + topic + "."
		if got := c.Turns[1+2*page]; got.Text != want || got.Speaker.Name != "Jo Ray" {
			t.Errorf("%s: %q, want %q", got.Speaker.Name, got.Text, want)
		}
		if got := c.Turns[2+2*page].Text; got != "Thank you." { // recurs, but is said
			t.Errorf("%q", got)
		}
	}
}

func TestNobodys(t *testing.T) {
	prose := strings.Repeat("Nobody is named for this sentence of some length. ", 20)
	_, err := Read(strings.NewReader("Disclosures\n"+prose+"\nPresentation\nOperator: Welcome.\nJo Ray: Thanks.\n"), "x")
	if err == nil || err.Error() != "x: "+(infer.Nobodys{}).Error() || !errors.Is(err, draft.ErrNoSpeakers) {
		t.Errorf("%v", err)
	}
	c := readString(t, "x", "Disclosures\n"+prose+"\nPresentation\nOperator: Welcome.\nJo Ray: "+prose+prose+"\n")
	if len(c.Turns) != 2 || !slices.ContainsFunc(c.Warnings, func(w call.Warning) bool { return w.Code == "left-out" && w.Line == 1 }) {
		t.Errorf("%d turns, warnings %v", len(c.Turns), c.Warnings)
	}
}

// fuzzReader runs one reader on changed fixtures of its format: nothing panics,
// and every place is within the file.
func fuzzReader(f *testing.F, format, pattern string) {
	paths, err := filepath.Glob("testdata/formats/" + pattern)
	if err != nil || len(paths) == 0 {
		f.Fatalf("no fixtures like %s", pattern)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, text string) {
		calls, err := ReadWith(strings.NewReader(text), "x", Options{Format: format})
		if err != nil && len(calls) == 0 {
			return
		}
		lines := strings.Count(text, "\n") + 1
		for _, c := range calls {
			for i := range c.Turns {
				turn := &c.Turns[i]
				if strings.TrimSpace(turn.Text) == "" || turn.Line < 1 || turn.Line > lines {
					t.Errorf("turn %d: %q at line %d of %d", i, turn.Text, turn.Line, lines)
				}
				for at := range len(turn.Text) {
					if p := turn.Places.At(at); p.Line < 1 || p.Line > lines || p.Column < 1 {
						t.Fatalf("byte %d of turn %d is at %v", at, i, p)
					}
				}
			}
		}
	})
}

func FuzzMarkdown(f *testing.F)   { fuzzReader(f, "markdown", "text-*.md") }
func FuzzText(f *testing.F)       { fuzzReader(f, "text", "text-*.txt") }
func FuzzCallStreet(f *testing.F) { fuzzReader(f, "callstreet", "text-callstreet-*.txt") }
func FuzzCapIQ(f *testing.F)      { fuzzReader(f, "capiq", "text-capiq-*.txt") }

// BenchmarkText measures each reader of text on a call of usual length.
func BenchmarkText(b *testing.B) {
	for _, file := range []string{"text-list-above.txt", "text-pages.txt", "text-capiq-layout.txt", "text-callstreet-rules.txt"} {
		data, err := os.ReadFile("testdata/formats/" + file)
		if err != nil {
			b.Fatal(err)
		}
		text := strings.Repeat(string(data), 60000/len(data))
		b.Run(file, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Read(strings.NewReader(text), "x"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
