package source

import (
	"strings"
	"testing"
)

// TestLineEnds holds that whatever ends lines does, and moves nothing.
func TestLineEnds(t *testing.T) {
	for text, want := range map[string]string{
		"a\nb":                  "a|b",
		"a\r\nb\r\n":            "a|b|",
		"a\rb\rc":               "a|b|c",
		"a\r\r\nb":              "a|b",
		"a\r\nb\rc":             "a|b|c",
		"a\u0085b":              "a|b",
		"a\u2028b\u2029c":       "a|b|c",
		" {\"a\":\"b\u2028c\"}": "{\"a\":\"b\u2028c\"}",
		"[\"a\u0085\"]\rb":      "[\"a\u0085\"]|b",
		"a\rb {\u2028c":         "a|b {|c",
	} {
		src, err := Decode(text, "a.txt")
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for line := range src.All() {
			lines = append(lines, src.Text[line.From:line.To])
			if line.From < line.To && text[line.From:line.To] != src.Text[line.From:line.To] {
				t.Errorf("%q: %q stands at %q", text, src.Text[line.From:line.To], text[line.From:line.To])
			}
		}
		if got := strings.Join(lines, "|"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
