package table

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func sample() *Document {
	type person struct {
		name      string
		words     int
		sentiment float64
		top, more string
	}
	sentiment := func(p person) Cell {
		if p.sentiment == 0 {
			return Missing()
		}
		return Interval(Signed(p.sentiment, 2), .11, .31, 2)
	}
	return &Document{Title: "a <call>", Head: []string{"2 answers"}, Warnings: []string{"line 1: odd \x1b[31m"}, Tables: []Table{
		Of("by_speaker", "By speaker", []Column[person]{
			{Name: "speaker", Head: "SPEAKER", Cell: func(p person) Cell { return String(p.name) }},
			{Name: "words", Head: "WORDS", Right: true, Cell: func(p person) Cell { return Int(p.words) }},
			{Name: "firm", Head: "FIRM", Omit: true},
			{Name: "sentiment", Head: "SENTIMENT", Right: true, Cell: sentiment},
			{Name: "sentiment_low", Cell: func(person) Cell { return Float(.11, 3) }},
			{Name: "top", Head: "MOST USED", Break: true, Cell: func(p person) Cell { return String(p.top) }},
			{Name: "more", Head: "MORE", Optional: true, TextOnly: true, Cell: func(p person) Cell { return String(p.more) }},
		}, []person{{"=Ann | <b>", 12345, .213, "I\nthink", "x"}, {"Bob", 7, 0, "sort of", "y"}}).With("a note"),
	}}
}

func render(t *testing.T, f Format, width int) string {
	t.Helper()
	var b bytes.Buffer
	if err := sample().Write(&b, f, width); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTextFits(t *testing.T) {
	wide := render(t, Text, 0)
	if !strings.Contains(wide, "MORE") || strings.Contains(wide, "\x1b") {
		t.Errorf("wide text:\n%s", wide)
	}
	narrow := render(t, Text, 40)
	for _, line := range strings.Split(narrow, "\n") {
		if len([]rune(line)) > 40 {
			t.Errorf("line wider than 40: %q", line)
		}
	}
	if strings.Count(narrow, "SPEAKER") != 2 || strings.Contains(narrow, "MORE") {
		t.Errorf("want two blocks without the optional column:\n%s", narrow)
	}
}

func TestMarkdownEscapes(t *testing.T) {
	md := render(t, Markdown, 0)
	if !strings.Contains(md, `=Ann \| &lt;b>`) || !strings.Contains(md, "I think") {
		t.Errorf("markdown:\n%s", md)
	}
}

func TestHTMLEscapes(t *testing.T) {
	if page := render(t, HTML, 0); !strings.Contains(page, "=Ann | &lt;b&gt;") || strings.Contains(page, "\x1b") {
		t.Errorf("html:\n%s", page)
	}
}

func TestCSVKeepsPrecisionAndNoFormula(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(render(t, CSV, 0))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"by_speaker", "'=Ann | <b>", "12345", "0.213", "0.11", "I\nthink"}
	if strings.Join(rows[1], "\x00") != strings.Join(want, "\x00") {
		t.Errorf("got %q, want %q", rows[1], want)
	}
}

func TestJSON(t *testing.T) {
	var got struct {
		BySpeaker []struct {
			Speaker   string
			Sentiment *float64
		} `json:"by_speaker"`
	}
	if err := json.Unmarshal([]byte(render(t, JSON, 0)), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.BySpeaker) != 2 || *got.BySpeaker[0].Sentiment != .213 || got.BySpeaker[1].Sentiment != nil {
		t.Errorf("got %+v", got)
	}
}

func TestCells(t *testing.T) {
	for want, got := range map[string]Cell{
		"2,649": Int(2649), "-1,000": Int(-1000), "+0.21": Signed(.21, 2), "0.00": Signed(-.001, 2), "-0.20": Signed(-.2, 2),
		"42%": Percent(.42), "0.21 [-.10, .31]": Interval(Float(.21, 2), -.1, .31, 2),
	} {
		if got.Text != want {
			t.Errorf("got %q, want %q", got.Text, want)
		}
	}
}

// TestFit: what is too long for a comment loses rows, and says which.
func TestFit(t *testing.T) {
	numbers := func(n int) []int { return make([]int, n) }
	column := []Column[int]{{Name: "a", Head: "A", Cell: func(int) Cell { return String("some words of this row") }}}
	markdown := func(d Document) string {
		var b bytes.Buffer
		if err := d.Write(&b, Markdown, 0); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	small := sample()
	if fitted := small.Fit(CommentLimit); markdown(fitted) != render(t, Markdown, 0) {
		t.Error("what fits is changed")
	}
	var names, warnings []string
	for i := range 5000 {
		names = append(names, strings.Repeat("n", 20))
		warnings = append(warnings, "file "+string(rune('a'+i%26))+": odd")
	}
	for name, test := range map[string]struct {
		document Document
		said     []string
	}{
		"one long table": {Document{Title: "T", Tables: []Table{Of("short", "Short", column, numbers(3)), Of("long", "Long", column, numbers(900))}}, []string{"left out: ", " rows of Long. The other formats have everything."}},
		"two":            {Document{Title: "T", Tables: []Table{Of("x", "X", column, numbers(700)), Of("y", "", column, numbers(900))}}, []string{" rows of X, ", " rows of y."}},
		"warnings":       {Document{Title: "T", Warnings: warnings}, []string{"and 4,960 more warnings", "Cut to fit in a comment"}},
		"a long note":    {Document{Tables: []Table{Of("x", "X", column, numbers(2)).With(strings.Join(names, ", "))}}, []string{"n…", "some words"}},
		"many tables":    {Document{Title: "T", Tables: slices.Repeat([]Table{Of("x", strings.Repeat("X", 300), column, numbers(2))}, 200)}, []string{"left out"}},
	} {
		t.Run(name, func(t *testing.T) {
			const most = 20_000
			fitted := test.document.Fit(most)
			got := markdown(fitted)
			if n := utf8.RuneCountInString(got); n > most {
				t.Errorf("%d characters, want at most %d", n, most)
			}
			for _, want := range test.said {
				if !strings.Contains(got, want) {
					t.Errorf("no %q in\n%.600s", want, got)
				}
			}
		})
	}
	// No more is cut than must be: 20,000 characters hold about 740 rows of 27.
	long := Document{Title: "T", Tables: []Table{Of("long", "Long", column, numbers(900))}}
	fitted := long.Fit(20_000)
	if n := fitted.Tables[0].Len(); n < 720 || n > 770 {
		t.Errorf("%d rows are left of 900", n)
	}
}
