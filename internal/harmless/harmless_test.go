package harmless

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"html"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"plain": "plain", "a\nb\tc\rd": "a b c d", "\x1b[31mred\x07": "[31mred", "a\u202eb\u200bc": "abc", "x\u2028y": "x y",
		"::set-output": ": :set-output", "##[group]": "# #[group]", "##vso[x]": "# #vso[x]", "Große": "Große", "bad\xff": "bad",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCSVText(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "+a": "'+a", "-a": "'-a", "@a": "'@a", "＝a": "'＝a", "a=b": "a=b", "": "", "two\nlines\x1b": "two\nlines",
	} {
		if got := CSVText(in); got != want {
			t.Errorf("CSVText(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestEscapeMarkdown(t *testing.T) {
	for in, want := range map[string]string{
		"a|b": `a\|b`, "<b>": "&lt;b>", "*x*": `\*x\*`, "[l](u)": `\[l\](u)`, "`c`": "\\`c\\`", "a & b": "a &amp; b", "_i_": `\_i\_`, "$x$": `\$x\$`, `\n`: `\\n`,
		"~~a~~": `\~\~a\~\~`, "@team": "@&#8203;team", "https://x.y": "https&#58;//x.y", "www.x.y": "www&#46;x.y", "a@b.c": "a@&#8203;b.c",
	} {
		if got := EscapeMarkdown(in); got != want {
			t.Errorf("EscapeMarkdown(%q) = %q, want %q", in, got, want)
		}
	}
}

// What is escaped reads the same.
func FuzzEscapeJSON(f *testing.F) {
	for _, s := range []string{"", "plain", "\x1b[31m", "##[x]", "##vso[x]", "\u202e", "\U000e0001", "Große"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b, err := json.Marshal(s)
		if err != nil {
			t.Skip()
		}
		var want, got string
		if err := json.Unmarshal(b, &want); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(EscapeJSON(b), &got); err != nil || got != want {
			t.Errorf("%q became %q (%v)", want, got, err)
		}
	})
}

// What Markdown makes of text is the text, without links or mentions.
func TestMarkdownShowsItself(t *testing.T) {
	for _, s := range []string{"https://evil.example/x", "www.evil.example", "~~no~~ ~x~", "a@b.example", "see http://x.y, *now*", "@everyone"} {
		var page bytes.Buffer
		if err := goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert([]byte("a "+EscapeMarkdown(s)), &page); err != nil {
			t.Fatal(err)
		}
		got := strings.ReplaceAll(html.UnescapeString(page.String()), "\u200b", "")
		if want := "<p>a " + s + "</p>\n"; got != want {
			t.Errorf("%q shows as %q", s, got)
		}
	}
}

func TestCSVLine(t *testing.T) {
	want := []string{"a", "", "b;c", "d,e", `f"g`, "h\ni", " j", "k\tl", `\.`, "1.5"}
	var b bytes.Buffer
	CSVLine(&b, want)
	got, err := csv.NewReader(&b).Read()
	if err != nil || strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got %q, %v", got, err)
	}
	b.Reset()
	CSVLine(&b, []string{"b;c", "a b"})
	if b.String() != "\"b;c\",a b\n" {
		t.Errorf("got %q", b.String())
	}
}
