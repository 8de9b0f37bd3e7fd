package transcript

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"candor/transcript/call"
)

// to repeats s up to n bytes.
func to(n int, s string) string { return strings.Repeat(s, max(1, n/len(s))) }

// numbered repeats a format with a number in letters, up to n bytes.
func numbered(n int, format string) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		name := []byte("Aaaaa")
		for k, rest := 4, i; k > 0; k, rest = k-1, rest/26 {
			name[k] += byte(rest % 26)
		}
		b.WriteString(strings.ReplaceAll(format, "NAME", string(name)))
	}
	return b.String()
}

// hostile are files that ask for more than a call does.
var hostile = map[string]struct {
	name string
	file func(n int) string
}{
	"one line":              {"a.txt", func(n int) string { return to(n, "word ") }},
	"one line of a speaker": {"a.txt", func(n int) string { return shortCall + "Al Orr: " + to(n, "the word ") }},
	"turns of one word":     {"a.txt", func(n int) string { return to(n, "Al Orr: Why?\nJo Ray: So.\n") }},
	"many speakers":         {"a.txt", func(n int) string { return numbered(n, "NAME Orr: Why?\n") }},
	"many announcements": {"a.txt", func(n int) string {
		return numbered(n, "Operator: The next question comes from NAME Orr.\nNAME Orr: Why?\nJo Ray: So.\n")
	}},
	"cues":           {"a.vtt", func(n int) string { return to(n, "0:00 --> 0:01\n<v Al Orr>Why <<?\n") }},
	"run-in names":   {"a.md", func(n int) string { return numbered(n, "**NAME Orr** Why is it so?\n\n") }},
	"names above":    {"a.txt", func(n int) string { return numbered(n, "NAME Orr\nWhy is it so good?\n\n") }},
	"bold names":     {"a.md", func(n int) string { return numbered(n, "**NAME Orr**\n\nWhy is it so?\n\n") }},
	"words on lines": {"a.txt", func(n int) string { return to(n, "Al\nOrr:\nWhy\nis\nit\nso?\nJo\nRay:\nIt\nis\nwell.\n") }},
	"empty lines":    {"a.txt", func(n int) string { return shortCall + to(n, "\n") }},
	"headings":       {"a.txt", func(n int) string { return to(n, "Questions and Answers\n") }},
	"participants":   {"a.txt", func(n int) string { return "Executives\n" + numbered(n, "NAME Orr - CFO\n") + shortCall }},
	"running heads":  {"a.txt", func(n int) string { return numbered(n, "# NAME earnings call\n") + shortCall }},
	"interjections":  {"a.txt", func(n int) string { return shortCall + to(n, "Al Orr: Okay.\n") }},
	"goodbyes":       {"a.txt", func(n int) string { return shortCall + to(n, "Jo Ray: Thank you everyone for joining.\n") }},
	"open comments":  {"a.md", func(n int) string { return to(n, "<!-- ") + shortCall }},
	"numbered names": {"a.txt", func(n int) string {
		return to(n, "--------\nAl Orr,  Fox - Analyst   [12]\n--------\n\nWhy is it?\n\n")
	}},
	"angle marks": {"a.txt", func(n int) string { return to(n, "<Q - Al Orr - Fox>: Why is it so?\n<A - Jo Ray>: It is well.\n") }},
	"nested elements": {"a.html", func(n int) string {
		return "<html>" + to(n/2, "<div>") + "<p><b>Al Orr</b></p><p>Why?</p>" + to(n/2, "</div>")
	}},
	"elements":         {"a.html", func(n int) string { return "<html>" + to(n, "a<b>b</b>") }},
	"open tags":        {"a.html", func(n int) string { return "<html>" + to(n, "<") }},
	"entities":         {"a.html", func(n int) string { return "<html><p><b>Al Orr</b></p><p>" + to(n, "&amp;x") }},
	"nested arrays":    {"a.json", func(n int) string { return to(n/2, "[") + to(n/2, "]") }},
	"array of numbers": {"a.json", func(n int) string { return "[[" + to(n, "1,") + "1]]" }},
	"keys":             {"a.json", func(n int) string { return "{" + numbered(n, `"NAME":1,`) + `"z":1}` }},
	"speeches": {"a.json", func(n int) string {
		return "[" + to(n, `{"speaker":"Al Orr","text":"Why?"},`) + `{"speaker":"Operator","text":"Bye."}]`
	}},
	"a call in a string": {"a.json", func(n int) string { return `{"transcript":"` + to(n, `Al Orr: Why?\nJo Ray: So.\n`) + `"}` }},
	"a call on one line": {"a.json", func(n int) string { return `{"transcript":"` + to(n, "Al Orr: Why? Jo Ray: So. ") + `"}` }},
	"colons":             {"a.json", func(n int) string { return `{"transcript":"` + to(n, "A. B:") + to(n, ":") + `"}` }},
	"escapes": {"a.json", func(n int) string {
		return `{"transcript":"` + to(n, `Al Orr: \u2019\u2019?\nJo Ray: \u2019.\n`) + `"}`
	}},
	"answers":             {"a.jsonl", func(n int) string { return to(n, `{"speaker":"Jo Ray","question":"Why?","text":"So."}`+"\n") }},
	"calls of one answer": {"a.jsonl", func(n int) string { return numbered(n, `{"call":"NAME","text":"So it is."}`+"\n") }},
	"broken lines":        {"a.jsonl", func(n int) string { return to(n, `{"speaker":"Jo Ray`+"\n") }},
	"Windows-1252":        {"a.txt", func(n int) string { return shortCall + "Al Orr: " + to(n, "a b c d\x92 ") }},
	"UTF-16":              {"a.txt", func(n int) string { return "\xff\xfe" + utf16Text(to(n/2, "Al Orr: Why?\nJo Ray: So.\n")) }},
	"zeros":               {"a.txt", func(n int) string { return to(n, "\x00") }},
}

func utf16Text(ascii string) string {
	b := make([]byte, 0, 2*len(ascii))
	for i := range len(ascii) {
		b = append(b, ascii[i], 0)
	}
	return string(b)
}

// TestHostile reads small ones of the files: no panic, places within the file,
// and either a call or an error that names the file and is not long.
func TestHostile(t *testing.T) {
	for what, h := range hostile {
		data := h.file(20_000)
		calls, err := Read(strings.NewReader(data), h.name)
		if len(calls) == 0 && err == nil || err != nil && (!strings.HasPrefix(err.Error(), h.name+":") || len(err.Error()) > 4000) {
			t.Errorf("%s: %d calls, error %.200v", what, len(calls), err)
		}
		if !strings.HasPrefix(what, "UTF") {
			checkPlaces(t, data, calls)
		}
	}
}

// TestHostileGrowth checks that eight times the file takes some eight times the
// memory, and as many more pieces of it, not sixty-four times.
func TestHostileGrowth(t *testing.T) {
	const small, times, most = 20_000, 8, 30
	for what, h := range hostile {
		t.Run(what, func(t *testing.T) {
			one, many := cost(h.name, h.file(small)), cost(h.name, h.file(times*small))
			if many.bytes > most*max(one.bytes, 1<<20) {
				t.Errorf("%d bytes allocated for %d, %d for %d times as many", one.bytes, small, many.bytes, times)
			}
			if many.pieces > most*max(one.pieces, 1<<10) {
				t.Errorf("%d allocations for %d bytes, %d for %d times as many", one.pieces, small, many.pieces, times)
			}
		})
	}
}

type measured struct{ bytes, pieces uint64 }

// cost is what one reading allocates.
func cost(name, data string) measured {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, _ = Read(strings.NewReader(data), name)
	runtime.ReadMemStats(&after)
	return measured{after.TotalAlloc - before.TotalAlloc, after.Mallocs - before.Mallocs}
}

// TestManyTurns reads very many turns of one word, and more speakers than any
// call has.
func TestManyTurns(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const turns = 100_000
	calls, err := Read(strings.NewReader(strings.Repeat("Al Orr: Why?\nJo Ray: So.\n", turns/2)), "a.txt")
	if err != nil || len(calls[0].Turns) != turns {
		t.Fatalf("%d calls, error %v", len(calls), err)
	}
	_, err = Read(strings.NewReader(numbered(100_000, "NAME Orr: Why?\n")), "a.txt")
	if want := "speakers: what is taken for names here is something else"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("error %v, want %s", err, want)
	}
}

// checkPlaces checks what must hold of every file: texts are UTF-8, places are
// within the file and do not go back within a turn, and answers have an asker's words.
func checkPlaces(t *testing.T, data string, calls []*call.Call) {
	t.Helper()
	lines := strings.Split(data, "\n")
	for _, c := range calls {
		for i := range c.Turns {
			turn := &c.Turns[i]
			if err := placesError(turn, lines); err != nil {
				t.Fatalf("turn %d: %v", i, err)
			}
		}
	}
}

func placesError(t *call.Turn, lines []string) error {
	if strings.ToValidUTF8(t.Text, "") != t.Text || strings.TrimSpace(t.Text) == "" {
		return fmt.Errorf("the text is %q", t.Text)
	}
	if t.Line < 1 || t.Line > len(lines) {
		return fmt.Errorf("line %d of %d", t.Line, len(lines))
	}
	last := call.Place{}
	for at := range len(t.Text) {
		p := t.Places.At(at)
		if p.Line < last.Line || p.Line == last.Line && p.Column < last.Column {
			return fmt.Errorf("byte %d is at %v, behind the one before at %v", at, p, last)
		}
		if last = p; strings.IndexByte(" \n\r\t", t.Text[at]) >= 0 {
			continue // perhaps put between two paragraphs
		}
		if p.Line < 1 || p.Line > len(lines) || p.Column < 1 || p.Column > len(lines[p.Line-1]) {
			return fmt.Errorf("byte %d is at %v, out of the file", at, p)
		}
	}
	return nil
}
