package transcript

import (
	"errors"
	"strings"
	"testing"

	"candor/transcript/call"
)

func mustReadDraft(t *testing.T, markdown string) *call.Call {
	t.Helper()
	c, err := ReadDraft(strings.NewReader(markdown), "notes/q3-remarks.md", 0)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestReadDraft(t *testing.T) {
	for _, test := range []struct{ name, markdown, want string }{
		{"paragraphs", "We may win.\n\nWe may\nlose.\n", "We may win.|We may lose."},
		{"sections", "# Opening\n\nWe won.\n\nTwice.\n\n## Outlook\n\nWe may win.\n", "We won.\n\nTwice.|We may win."},
		{"before the first heading", "Hello all.\n\n# One\n\nWe won.\n", "Hello all.|We won."},
		{"underlined heading", "Opening\n=======\n\nWe won.\n", "We won."},
		{"headings are no prose", "# We may win\n\nYes, 12%.\n", "Yes, 12%."},
		{"emphasis", "We **may** *well* ~~not~~ win.\n", "We may well not win."},
		{"lists", "- We may win.\n- Or\n  lose.\n\n1. Perhaps.\n", "We may win.|Or lose.|Perhaps."},
		{"quotes", "> We may\n> win.\n", "We may win."},
		{"code", "Set `may` here.\n\n```\nwe might\n```\n\n    indented might\n\nDone by us.\n", "Set  here.|Done by us."},
		{"links", "See [what may be](http://example.com/might), <http://a.example/may> and http://b.example/might-be now.\n\n[may]: http://example.com\n", "See ,  and  now."},
		{"reference link", "See [it may][r].\n\n[r]: http://example.com/might\n", "See ."},
		{"image", "![it may](might.png) We won.\n", " We won."},
		{"table", "| may | might |\n|---|---|\n| could | perhaps |\n\nWe won.\n", "We won."},
		{"HTML and comments", "<div>we might</div>\n\nWe <b>won</b><!-- it may --> it.\n\n<!-- we might -->\n", "We won it."},
		{"front matter", "---\ntitle: we may\n---\nWe won.\n", "We won."},
		{"a rule is no front matter", "---\n\nWe won.\n", "We won."},
		{"entities and escapes", "R&amp;D isn&rsquo;t 3 \\* 4 \\a & b; &nope;.\n", "R&D isn’t 3 * 4 \\a & b; &nope;."},
		{"hard breaks", "We  \nwon\\\nit.\n", "We won it."},
		{"Windows lines", "We may\r\nwin.\r\n\r\nTwice.\r\n", "We may win.|Twice."},
		{"byte order mark", "\xef\xbb\xbfWe won.\n", "We won."},
		{"a paragraph of links only", "[a](b)\n\nWe won.\n", "We won."},
	} {
		t.Run(test.name, func(t *testing.T) {
			var texts []string
			for _, turn := range mustReadDraft(t, test.markdown).Turns {
				texts = append(texts, turn.Text)
			}
			if got := strings.Join(texts, "|"); got != test.want {
				t.Errorf("texts are %q, want %q", got, test.want)
			}
		})
	}
}

func TestReadDraftSheet(t *testing.T) {
	for name, markdown := range map[string]string{
		"lines":      "# Preparation\n\nRead this first.\n\nQ: What about margins\nin March?\nA: They may rise.\nSlowly.\n\nAnd fall.\n\nQ: Costs?\n\nA: They fall.\n",
		"bold marks": "# Preparation\n\nRead this first.\n\n**Q:** What about margins\nin March?\n\n**A:** They may rise.\nSlowly.\n\nAnd fall.\n\n**Q:** Costs?\n\n**A:** They fall.\n",
	} {
		var got []string
		for _, turn := range mustReadDraft(t, markdown).Turns {
			got = append(got, turn.Question+" > "+strings.TrimSpace(turn.Text))
		}
		if want := " > Read this first.|What about margins in March? > They may rise. Slowly.\n\nAnd fall.|Costs? > They fall."; strings.Join(got, "|") != want {
			t.Errorf("%s: %q, want %q", name, strings.Join(got, "|"), want)
		}
	}
	if c := mustReadDraft(t, "A: this is a letter, not an answer.\n"); c.Turns[0].Question != "" || !strings.HasPrefix(c.Turns[0].Text, "A:") {
		t.Errorf("without a question: %+v", c.Turns[0])
	}
}

func TestReadDraftQuestions(t *testing.T) {
	c := mustReadDraft(t, "## What about *margins*?\n\nThey may rise.\n\n## Q: Say more on costs\n\nThey fall.\n\n## Outlook\n\nGood.\n")
	for i, want := range []string{"What about margins?", "Say more on costs", ""} {
		if got := c.Turns[i].Question; got != want {
			t.Errorf("question %d is %q, want %q", i, got, want)
		}
	}
	turn := c.Turns[0]
	if c.ID != "q3-remarks" || c.Source != "notes/q3-remarks.md" || turn.Section != call.Draft || turn.Speaker != (call.Speaker{Role: call.Executive}) || turn.Line != 3 {
		t.Errorf("call %q of %q, turn %+v", c.ID, c.Source, turn)
	}
}

func TestReadDraftWithoutProse(t *testing.T) {
	for name, markdown := range map[string]string{"headings": "# A\n\n## B\n", "code": "```\nwe might\n```\n", "empty": ""} {
		_, err := ReadDraft(strings.NewReader(markdown), "d.md", 0)
		var e *call.Error
		if !errors.As(err, &e) || e.File != "d.md" {
			t.Errorf("%s: error is %v", name, err)
		}
	}
}

// checkDraftPlaces checks that each letter and digit of the turns stands in the
// source where its place says, but for those that an entity stands for.
func checkDraftPlaces(t *testing.T, markdown string, c *call.Call) {
	t.Helper()
	lines := strings.SplitAfter(markdown, "\n")
	for _, turn := range c.Turns {
		for i := range len(turn.Text) {
			at := turn.Places.At(i)
			if turn.Text[i] == '\n' { // between paragraphs
				continue
			}
			if at.Line < 1 || at.Line > len(lines) || at.Column < 1 || at.Column > len(lines[at.Line-1])+1 {
				t.Fatalf("byte %d of %q is at %d:%d", i, turn.Text, at.Line, at.Column)
			}
			rest := lines[at.Line-1][at.Column-1:]
			if b := turn.Text[i]; b != ' ' && (rest == "" || rest[0] != b) && !strings.Contains(markdown, "&") {
				t.Fatalf("byte %d of %q is %q, its place %d:%d holds %q", i, turn.Text, b, at.Line, at.Column, rest)
			}
		}
	}
}

func TestReadDraftPlaces(t *testing.T) {
	markdown := "# One\n\n> We **may** win \\* or\n> lose, [so](x) think\n  twice.\n\n- Größer\n  as ever\n"
	c := mustReadDraft(t, markdown)
	checkDraftPlaces(t, markdown, c)
	text := c.Turns[0].Text
	for word, want := range map[string]call.Place{"We": {Line: 3, Column: 3}, "may": {Line: 3, Column: 8}, "lose": {Line: 4, Column: 3}, "think": {Line: 4, Column: 17}, "twice": {Line: 5, Column: 3}, "Größer": {Line: 7, Column: 3}, "ever": {Line: 8, Column: 6}} {
		if got := c.Turns[0].Places.At(strings.Index(text, word)); got != want {
			t.Errorf("%q is at %v, want %v", word, got, want)
		}
	}
	entity := mustReadDraft(t, "We &amp; they may.\n").Turns[0]
	if got := entity.Places.At(strings.Index(entity.Text, "may")); got != (call.Place{Line: 1, Column: 15}) {
		t.Errorf("behind an entity, may is at %v, want 1:15", got)
	}
}

func FuzzReadDraft(f *testing.F) {
	f.Add("# A\n\nWe *may* [x](y) `z`\nwin\\*.\n\n- a\n  b\n\n> c\n> d\n")
	f.Add("---\na: b\n---\n\n| a |\n|---|\n| b |\n\nR&amp;D \\\r\nx")
	f.Add("\xff\xfea\x00b\x00")
	f.Fuzz(func(t *testing.T, markdown string) {
		c, err := ReadDraft(strings.NewReader(markdown), "f.md", 0)
		if err != nil || c.Warnings != nil || strings.ContainsAny(markdown, "\x00\r\t") || !strings.HasPrefix(strings.ToValidUTF8(markdown, "\x00"), markdown) {
			return // tabs and carriage returns move columns in ways that Markdown defines
		}
		checkDraftPlaces(t, strings.TrimPrefix(markdown, "\xef\xbb\xbf"), c)
	})
}
