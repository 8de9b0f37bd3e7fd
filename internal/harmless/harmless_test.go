package harmless

import (
	"encoding/json"
	"testing"
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
