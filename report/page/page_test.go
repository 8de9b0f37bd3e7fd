package page

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"candor/analysis"
	"candor/internal/table"
	"candor/transcript"
)

const hostile = "**Ann Lee**, Analyst, First Bank\nHow is demand?\n\n" +
	"**Bo Ray**, CEO\nSales fell hard. I think <script>alert(1)</script> might \"be\" & \x1b[31m weak.\n\nWe won't break that out. Growth was strong in Zürich.\n"

func written(t *testing.T) (string, []*analysis.Record) {
	t.Helper()
	calls, err := transcript.Read(strings.NewReader(hostile), "c.md")
	if err != nil {
		t.Fatal(err)
	}
	records := analysis.Counted(analysis.Default().Records(calls[0]), "")
	var b bytes.Buffer
	if err := Write(&b, &table.Document{Title: "a <i>call</i>"}, records, Options{}); err != nil {
		t.Fatal(err)
	}
	return b.String(), records
}

// textOf gives what a reader sees of an element.
func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(textOf(c))
	}
	return b.String()
}

func find(n *html.Node, fits func(*html.Node) bool) []*html.Node {
	var out []*html.Node
	if n.Type == html.ElementNode && fits(n) {
		out = append(out, n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		out = append(out, find(c, fits)...)
	}
	return out
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// The text of each answer stands in the page unbroken, so that searching and
// copying work; nothing of it is markup.
func TestTextIsWhole(t *testing.T) {
	out, records := written(t)
	page, err := html.Parse(strings.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	texts := find(page, func(n *html.Node) bool { return attribute(n, "class") == "text" })
	if len(texts) != len(records) || len(records) == 0 {
		t.Fatalf("%d answers, want %d", len(texts), len(records))
	}
	for i, r := range records {
		if got, want := textOf(texts[i]), strings.ReplaceAll(r.Text, "\x1b", ""); got != want {
			t.Errorf("the answer reads\n%q, want\n%q", got, want)
		}
		anchors := find(page, func(n *html.Node) bool { return attribute(n, "id") == "a"+number(r) })
		if len(anchors) != 1 {
			t.Errorf("%d anchors of %s", len(anchors), r.ID)
		}
	}
	if scripts := find(page, func(n *html.Node) bool { return n.Data == "script" }); len(scripts) != 1 {
		t.Errorf("%d scripts, want the page's own", len(scripts))
	}
	for _, bad := range []string{"\x1b", "<i>call", "http://", "https://"} {
		if strings.Contains(out, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
}

// What was found is marked, with its reason for pointer and keyboard.
func TestMarks(t *testing.T) {
	out, records := written(t)
	page, err := html.Parse(strings.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	marked := func(class string) string {
		var b strings.Builder
		for _, n := range find(page, func(n *html.Node) bool {
			return n.Data == "span" && attribute(n, "data-why") != "" && strings.Contains(" "+attribute(n, "class")+" ", " "+class+" ")
		}) {
			if attribute(n, "tabindex") != "0" {
				t.Error("a mark cannot have the focus")
			}
			b.WriteString(textOf(n) + "|")
		}
		return b.String()
	}
	for _, r := range records {
		for _, h := range r.Hedges {
			if !strings.Contains(marked("hedge"), h.Text+"|") {
				t.Errorf("the hedge %q is not marked", h.Text)
			}
		}
		for _, d := range r.Deflections {
			if marked("deflection") == "" {
				t.Errorf("the deflection %q is not marked", d.Text)
			}
		}
		if len(r.Hedges) == 0 {
			t.Error("no hedge to mark")
		}
	}
}
