package convert

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"candor/internal/harmless"
	"candor/transcript"
	"candor/transcript/call"
)

// readAll reads all transcripts below the folders; those absent are left out.
func readAll(t testing.TB, folders ...string) []*call.Call {
	t.Helper()
	var calls []*call.Call
	for _, folder := range folders {
		filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || !entry.Type().IsRegular() || filepath.Ext(path) == ".txtar" { // archives of small readings
				return nil
			}
			f, err := os.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			read, _ := transcript.Read(f, path) // what cannot be read is not this package's affair
			calls = append(calls, read...)
			return nil
		})
	}
	if len(calls) == 0 {
		t.Skip("no transcripts here")
	}
	return calls
}

// pair is what a round trip must keep of a turn.
type pair struct {
	section                    call.Section
	speaker                    call.Speaker
	text                       string
	trivial                    bool
	asker, askerFirm, question string
}

func pairsOf(call *call.Call) []pair {
	var pairs []pair
	for i := range call.Turns {
		t := &call.Turns[i]
		pairs = append(pairs, pair{t.Section, t.Speaker, strings.TrimSpace(t.Text), t.Trivial, t.Asker, t.AskerFirm, t.Question})
	}
	return pairs
}

// pairsOfSpoken is pairsOf with the questions that no turn has as turns.
func pairsOfSpoken(c *call.Call) []pair {
	var with call.Call
	for _, t := range layOut(c) {
		with.Turns = append(with.Turns, *t.Turn)
	}
	return pairsOf(&with)
}

func TestRoundTrip(t *testing.T) {
	for name, folders := range map[string][]string{
		"invented": {"../testdata/calls", "../testdata/quarters", "../transcript/testdata"},
		"shared":   {"../../shared/calls"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, call := range readAll(t, folders...) {
				roundTrip(t, call)
			}
		})
	}
}

func roundTrip(t *testing.T, call *call.Call) {
	t.Helper()
	for _, form := range []Format{JSONL, Markdown, Text} {
		again, err := transcript.Read(bytes.NewReader(Encode(form, call)), "again."+string(form))
		if err != nil || len(again) != 1 {
			t.Errorf("%s as %s: %d calls, %v", call.Source, form, len(again), err)
			continue
		}
		got := again[0]
		if got.ID != call.ID || got.Company != call.Company || got.Ticker != call.Ticker || got.Period != call.Period || got.Date != call.Date {
			t.Errorf("%s as %s: read again as call %s, %s, %s, %s, %s", call.Source, form, got.ID, got.Company, got.Ticker, got.Period, got.Date)
		}
		want := pairsOf(call)
		if form != JSONL {
			want = pairsOfSpoken(call)
		}
		compare(t, call.Source+" as "+string(form), pairsOf(got), want)
	}
}

func compare(t *testing.T, what string, got, want []pair) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d turns, want %d", what, len(got), len(want))
		return
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%s: turn %d is\n%+v\nwant\n%+v", what, i, got[i], want[i])
			return
		}
	}
}

// hostile has in every field what means something in one of the forms.
func hostile() *call.Call {
	const marks = "*a* _b_ `c` [d](http://x) <script>alert(1)</script> &lt; \\ | # $ ~ ** ): (executive): ; firm: x"
	said := strings.Join([]string{
		"# heading", "## Questions and answers", "== Questions and answers ==", "**Bo** (analyst)", "Bo (executive):",
		"  indented", "- item", "1. item", "2) item", "> quote", "===", "---", "\\", "\\\\", "trailing blank ", call.WrittenMark,
		"*" + call.WrittenMark + "*", marks,
	}, "\n\n") + "\none line\nand another\\\nand more"
	return &call.Call{
		ID: marks, Company: marks, Ticker: "x", Period: "2024-Q3", Date: "2024-10-24", Source: "x",
		Turns: []call.Turn{
			{Index: 0, Section: call.Prepared, Speaker: call.Speaker{Name: "Ann Lee", Role: call.Executive, Title: "CFO; Chief"}, Text: said},
			{Index: 1, Section: call.QA, Speaker: call.Speaker{Role: call.Analyst, Firm: "- Bank"}, Text: said},
			{Index: 2, Section: call.QA, Speaker: call.Speaker{Name: "Ann Lee", Role: call.Executive, Title: "CFO; Chief"}, Text: "1) Yes.",
				AskerFirm: "- Bank", Question: said},
			{Index: 3, Section: call.QA, Speaker: call.Speaker{Name: "O", Role: call.Operator}, Text: "Next.", Trivial: true},
			{Index: 4, Section: call.QA, Speaker: call.Speaker{Name: "I. R.", Role: call.InvestorRelations}, Text: "We were sent this: why?"},
			{Index: 5, Section: call.QA, Speaker: call.Speaker{Name: "Ann Lee", Role: call.Executive}, Text: "Because.", Question: "We were sent this: why?"},
			{Index: 6, Section: call.QA, Speaker: call.Speaker{Name: "Ann Lee", Role: call.Executive}, Text: "And on another matter."},
			{Index: 7, Section: call.QA, Speaker: call.Speaker{Name: "Who", Role: call.Unknown}, Text: "Hm."},
		},
	}
}

func TestRoundTripHostile(t *testing.T) { roundTrip(t, hostile()) }

// Several calls in one file stay apart.
func TestSeveralCalls(t *testing.T) {
	first, second := hostile(), hostile()
	second.ID = "second"
	for _, form := range []Format{JSONL, Markdown, Text} {
		both := append(Encode(form, first), Encode(form, second)...)
		calls, err := transcript.Read(bytes.NewReader(both), "both."+string(form))
		if err != nil || len(calls) != 2 || calls[1].ID != "second" {
			t.Fatalf("%s: %d calls, %v", form, len(calls), err)
		}
		compare(t, string(form), pairsOf(calls[0]), pairsOf(first))
		compare(t, string(form), pairsOf(calls[1]), pairsOf(second))
	}
}

// A record's question that no turn holds is written as a turn of its asker.
func TestQuestionOfARecord(t *testing.T) {
	c := &call.Call{ID: "a", Turns: []call.Turn{
		{Section: call.QA, Speaker: call.Speaker{Name: "Ann", Role: call.Executive}, Text: "Up.", Asker: "Bo", AskerFirm: "Bank", Question: "Sales?"},
		{Section: call.QA, Speaker: call.Speaker{Name: "Cy", Role: call.Executive}, Text: "A lot.", Asker: "Bo", AskerFirm: "Bank", Question: "Sales?"},
	}}
	want := "a\n\n" + call.WrittenMark + "\n\n== Questions and answers ==\n\n" +
		"Bo (analyst; firm: Bank):\n\n  Sales?\n\nAnn (executive):\n\n  Up.\n\nCy (executive):\n\n  A lot.\n\n"
	if got := string(Encode(Text, c)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func FuzzRoundTrip(f *testing.F) {
	f.Add("Ann Lee", "CFO", "Bank", "a\nb\n\n# c\\", "why?")
	f.Add("**", ")", "; title: x", "**Bo** (analyst)\n\n  x", "==")
	f.Fuzz(func(t *testing.T, name, title, firm, answer, question string) {
		call := &call.Call{ID: "x", Turns: []call.Turn{
			{Section: call.QA, Speaker: call.Speaker{Name: name, Role: call.Analyst, Firm: firm}, Text: question},
			{Index: 1, Section: call.QA, Speaker: call.Speaker{Name: name, Role: call.Executive, Title: title}, Text: answer,
				Asker: name, AskerFirm: firm, Question: question},
		}}
		for _, form := range []Format{Markdown, Text, JSONL} {
			written := Encode(form, call)
			for _, c := range string(written) {
				if c != '\n' && (c < ' ' || c == 0x7f) {
					t.Fatalf("%s holds the control character %q", form, c)
				}
			}
			calls, err := transcript.Read(bytes.NewReader(written), "x."+string(form))
			if strings.TrimSpace(harmless.Printable(answer)) == "" || strings.TrimSpace(harmless.Printable(question)) == "" {
				continue // who says nothing has no turn
			}
			if err != nil {
				t.Fatalf("%s: %v", form, err)
			}
			if turns := calls[0].Turns; len(turns) != 2 || turns[1].Question != turns[0].Text {
				t.Fatalf("%s: read again as %+v", form, turns)
			}
		}
	})
}
