package table

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
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
