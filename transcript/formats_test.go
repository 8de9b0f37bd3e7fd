package transcript

import (
	"fmt"
	"strings"
	"testing"

	"candor/transcript/call"
	"candor/transcript/facts"
	"candor/transcript/infer"
)

// TestFormats reads one short file of each format and shows it turn by turn:
// section, role, name, text, and for answers who asked what.
func TestFormats(t *testing.T) {
	for file, want := range map[string]string{
		"plain.txt": `
prepared operator Operator: Good morning and welcome to Halden Ferries. Lena Strand of investor relations will begin.
prepared investor_relations Lena Strand: Thank you. Some remarks today are forward-looking statements. Here is Ruth.
prepared executive Ruth Aaberg: Thanks, Lena. We carried more cars than ever in June, and fares held.|We also lost eleven sailings to a gearbox.
qa operator Operator: The first question comes from Omar Lind with Quarry Lane Research.
qa analyst Omar Lind: Good morning. Ruth, was the gearbox a one-off?
qa executive Ruth Aaberg: I believe so, but we are inspecting the sister ship. <- Omar Lind: Good morning. Ruth, was the gearbox a one-off?
qa executive Piet Mora: The repair was about half a million: we had budgeted none of it. <- Omar Lind: Good morning. Ruth, was the gearbox a one-off?
qa analyst Omar Lind: Okay. And margins in the third quarter?
qa executive Piet Mora: Which ones, gross or operating? <- Omar Lind: Okay. And margins in the third quarter?
qa analyst Omar Lind: Operating.
qa executive Piet Mora: Flat, perhaps a bit better. <- Omar Lind: Okay. And margins in the third quarter?|Operating.
qa investor_relations Lena Strand: Thank you everyone for joining us. We look forward to seeing you in Bergen. <- Omar Lind: Okay. And margins in the third quarter?|Operating.`,
		"bare.txt": `
prepared operator Operator: Good morning, and welcome to the call.
prepared investor_relations Lena Strand: Thank you. Ruth will say a few words.
prepared executive Ruth Aaberg: The autumn was rough, and we said so in September.
qa operator Operator: We begin with Omar Lind. Please go ahead.
qa analyst Omar Lind: How rough was it?
qa executive Ruth Aaberg: Traffic fell four percent. It seems to have turned in the last two weeks. <- Omar Lind: How rough was it?`,
		"streetevents.txt": `
prepared executive Ruth Aaberg: The year ended better than it began.
qa analyst Omar Lind: What changed?
qa executive Ruth Aaberg: Fuel, mostly. We might hedge more of it. <- Omar Lind: What changed?`,
		"page.html": `
qa operator Operator: We take the first question from Omar Lind.
qa analyst Omar Lind: What about R&D and the crew's pay?
qa executive Ruth Aaberg: Pay is up 3%, R&D is flat. <- Omar Lind: What about R&D and the crew's pay?`,
		"speeches.json": `
prepared operator Operator: Welcome.
prepared executive Ruth Aaberg: We’re pleased.|Mostly.
qa analyst Omar Lind: Why mostly?
qa executive Ruth Aaberg: The "Skagen" route may close. <- Omar Lind: Why mostly?`,
		"string.json": `
qa operator Operator: The first question comes from Omar Lind.
qa analyst Omar Lind: How is demand?
qa executive Ruth Aaberg: It’s "fine", I suppose. <- Omar Lind: How is demand?`,
		"codes.json": `
qa operator Operator: The first question comes from Omar Lind.
qa analyst Omar Lind: How is demand?
qa executive Ruth Aaberg: Slightly lower, perhaps. <- Omar Lind: How is demand?`,
	} {
		calls, data := readFile(t, "../testdata/calls/"+file)
		checkSource(t, data, calls)
		if got := show(calls[0]); got != want {
			t.Errorf("%s:%s\nwant:%s", file, got, want)
		}
	}
}

func show(c *call.Call) string {
	var b strings.Builder
	one := strings.NewReplacer("\n\n", "|", "\n", "|")
	for i := range c.Turns {
		u := &c.Turns[i]
		fmt.Fprintf(&b, "\n%s %s %s: %s", u.Section, u.Speaker.Role, u.Speaker.Name, one.Replace(u.Text))
		if u.Question != "" {
			fmt.Fprintf(&b, " <- %s: %s", u.Asker, one.Replace(u.Question))
		}
	}
	return b.String()
}

func TestErrors(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", "x: the file is empty"},
		{" \n\t\n", "x: the file is empty"},
		{"%PDF-1.7\n\x00", "x: a PDF: convert it to text first (pdftotext -layout call.pdf call.txt)"},
		{"a\x00b", "x: binary data, not the text of a transcript"},
		{strings.Repeat("\xff\xfe\x01\x02", 50)[1:], "x: binary data, not the text of a transcript"},
		{"Just a few words without anybody.\n", "x: no speaker marks: not a transcript in any known format"},
		{"{\n \"q_and_a\": [\n  {\"speaker\":", "x:3: broken JSON: it ends in the middle (truncated?)"},
	} {
		if calls, err := Read(strings.NewReader(test.text), "x"); err == nil || err.Error() != test.want || calls != nil {
			t.Errorf("%q: %v, %v, want %s", test.text, calls, err, test.want)
		}
	}
}

func TestEncodings(t *testing.T) {
	const utf8Text = "**Operator**\n\nNext question.\n\n**Zoë - Café, Research Division**\n\nIs it “done”?\n\n**Bo Li**\n\nYes – it’s 😀 done.\n"
	utf16 := "\xff\xfe"
	for _, r := range strings.ReplaceAll(utf8Text, "😀", "☺") {
		utf16 += string([]byte{byte(r), byte(r >> 8)})
	}
	windows := strings.NewReplacer("ë", "\xeb", "é", "\xe9", "“", "\x93", "”", "\x94", "–", "\x96", "’", "\x92", "😀 ", "").Replace(utf8Text)
	for _, test := range []struct{ name, data, word, source, answer string }{
		{"UTF-8", utf8Text, "done.", "done.", "Yes – it’s 😀 done."},
		{"UTF-8 with mark", "\xef\xbb\xbf" + utf8Text, "done.", "done.", "Yes – it’s 😀 done."},
		{"UTF-16", utf16, "done.", "d\x00o\x00n\x00e\x00.\x00", "Yes – it’s ☺ done."},
		{"Windows-1252", windows, "done.", "done.", "Yes – it’s done."},
		{"CRLF", strings.ReplaceAll(utf8Text, "\n", "\r\n"), "done.", "done.", "Yes – it’s 😀 done."},
	} {
		c := readString(t, "call.md", test.data)
		last := c.Turns[len(c.Turns)-1]
		if last.Text != test.answer || last.Asker != "Zoë" || last.AskerFirm != "Café, Research Division" {
			t.Errorf("%s: %+v", test.name, last)
			continue
		}
		place := last.Places.At(strings.Index(last.Text, test.word))
		line := strings.Split(test.data, "\n")[place.Line-1]
		line = strings.TrimPrefix(line, "\x00") // the second byte of the line's end
		if place.Line != 11 || !strings.HasPrefix(line[place.Column-1:], test.source) {
			t.Errorf("%s: %q is at %v of %q", test.name, test.word, place, line)
		}
	}
}

func TestPageBreaks(t *testing.T) {
	text := "ACME EARNINGS CALL\n\n**Ann Lee - Fox LLC, Research Division**\n\nHow is the United\n\nCopyright © 2020 Acme Data\n\n7\n\nACME EARNINGS CALL\n\nStates business?\n\n" +
		"**Bo Li**\n\nIt grew by a third, and in the long-\n\nterm it costs US\\$5 more, which is a good deal for\n\nus.\n\nThat was all.\n"
	c := readString(t, "a.md", text)
	checkSource(t, []byte(text), []*call.Call{c})
	want := "\nqa analyst Ann Lee: How is the United States business?" +
		"\nqa executive Bo Li: It grew by a third, and in the long-term it costs US$5 more, which is a good deal for us.|That was all." +
		" <- Ann Lee: How is the United States business?"
	if got := show(c); got != want {
		t.Errorf("got %s\nwant%s", got, want)
	}
}

func TestPeriod(t *testing.T) {
	for name, want := range map[string]string{
		"tesla-2013-q4": "2013-Q4", "AAPL_q1_2022": "2022-Q1", "Q3-2018": "2018-Q3", "MSFT-FY22-Q1": "2022-Q1", "2025Q1": "2025-Q1",
		"Fourth Quarter 2023": "2023-Q4", "NVDA-FY2026Q2": "2026-Q2", "notes": "", "q5-2020": "", "2013": "",
	} {
		if got := facts.PeriodIn(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestTrivial(t *testing.T) {
	for _, test := range []struct {
		text, before string
		want         bool
	}{
		{"Yes.", "", true}, {"Yes.", "Is it up?", false}, {"Thank you, Tom.", "Is it up?", true}, {"Hi, Adam", "", true}, {"Right, right.", "", true},
		{"Exactly. And that's how we've always communicated.", "", false}, {"No.", "Any change?", false}, {"Up 3%.", "", false}, {"Germany.", "Where?", false},
	} {
		if got := infer.IsTrivial(&call.Turn{Text: test.text}, test.before); got != test.want {
			t.Errorf("%q after %q: %v", test.text, test.before, got)
		}
	}
}

func ExampleRead() {
	calls, err := Read(strings.NewReader("Operator: The first question comes from Al Orr.\nAl Orr: How is demand?\nJo Ray: Steady, I think.\n"), "acme-2024-q1.txt")
	if err != nil {
		fmt.Println(err)
		return
	}
	answer := calls[0].Turns[2]
	fmt.Println(calls[0].Period, answer.Speaker.Name, answer.Speaker.Role)
	fmt.Println(answer.Asker, "asked:", answer.Question)
	place := answer.Places.At(strings.Index(answer.Text, "I think"))
	fmt.Println("line", place.Line, "column", place.Column)
	// Output:
	// 2024-Q1 Jo Ray executive
	// Al Orr asked: How is demand?
	// line 3 column 17
}
