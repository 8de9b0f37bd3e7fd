// Package harmless makes text that nobody vouches for show as itself, whatever
// it is written into.
package harmless

import (
	"fmt"
	"html"
	"io"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// What comes from a transcript or a file's name may be written to harm: to steer
// a terminal, to run in a page, to start a formula or to give orders to a CI
// service. The functions here make it show as itself.

// Printable makes s one line that can be printed: control and format characters
// are taken out, line breaks and tabs become spaces.
func Printable(s string) string {
	if isPlain(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case isSpace(r):
			return ' '
		case isControl(r):
			return -1
		}
		return r
	}, s)
}

// Clean makes s fit for one line of a terminal or a log: printable, and with the
// marks of workflow commands broken.
func Clean(s string) string { return workflowMarks.Replace(Printable(s)) }

// isPlain tells whether s is nothing but printable ASCII.
func isPlain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

func isSpace(r rune) bool {
	return r == '\n' || r == '\t' || r == '\r' || r == '\u2028' || r == '\u2029'
}

// isControl tells what steers a terminal or hides text: control and format
// characters, among them those that turn the direction of writing.
func isControl(r rune) bool { return r == utf8.RuneError || unicode.Is(unicode.C, r) }

// workflowMarks are what GitHub Actions takes for orders in all that a step
// prints: "::" at the start of a line and "##[" anywhere. Azure Pipelines has "##vso[".
var workflowMarks = strings.NewReplacer("::", ": :", "##[", "# #[", "##vso[", "# #vso[")

var markdownEscapes = strings.NewReplacer(`\`, `\\`, "|", `\|`, "<", "&lt;", "&", "&amp;", "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "$", `\$`, "~", `\~`,
	"@", "@&#8203;", "://", "&#58;//", "www.", "www&#46;", "WWW.", "WWW&#46;")

// EscapeMarkdown makes s show as itself inside a Markdown table or paragraph. It
// mentions nobody, strikes nothing through and links nowhere: a space of no width
// follows @, and the colon or dot of a bare link is written as a character
// reference, which is read only after links are looked for.
func EscapeMarkdown(s string) string { return markdownEscapes.Replace(Clean(s)) }

var workflowReferences = strings.NewReplacer("::", "&#58;:", "##[", "#&#35;[", "##vso[", "#&#35;vso[")

// EscapeHTML makes s show as itself in HTML text, every printable character of it
// and its lines: the marks of workflow commands are written as references.
func EscapeHTML(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = workflowReferences.Replace(html.EscapeString(Printable(line)))
	}
	return strings.Join(lines, "\n")
}

// formulaStarts begin a formula in a spreadsheet, the wide ones where it knows
// East Asian text.
const formulaStarts = "=+-@\t\r\n＝＋－＠"

// CSVText makes s safe as a CSV cell, of which it keeps the paragraphs: one that
// would start a formula gets a ' before it.
func CSVText(s string) string {
	if isPlain(s) {
		s = workflowMarks.Replace(s)
	} else {
		lines := strings.Split(s, "\n")
		for i, line := range lines {
			lines[i] = Clean(line)
		}
		s = strings.Join(lines, "\n")
	}
	if first, _ := utf8.DecodeRuneInString(s); s != "" && strings.ContainsRune(formulaStarts, first) {
		return "'" + s
	}
	return s
}

// EscapeJSON writes in a JSON text as \u escapes, which mean the same to who
// reads JSON, what means something else to a terminal or a CI service.
func EscapeJSON(b []byte) []byte {
	var out []byte // nil while nothing was escaped
	done := 0      // bytes of b that are in out
	for at := 0; at < len(b); {
		if b[at] < 0x7f && b[at] != '#' {
			at++
			continue
		}
		escape, n := JSONEscape(b[at:])
		if escape != "" {
			out = append(append(out, b[done:at]...), escape...)
			done = at + n
		}
		at += n
	}
	if done == 0 {
		return b
	}
	return append(out, b[done:]...)
}

// JSONEscape gives what is written in place of the first n bytes of a JSON text,
// "" where they may stay.
func JSONEscape[T string | []byte](b T) (escape string, n int) {
	if b[0] == '#' {
		if s := string(b[:min(len(b), len("##vso["))]); strings.HasPrefix(s, "##[") || s == "##vso[" {
			return `#\u0023`, 2
		}
		return "", 1
	}
	r, n := utf8.DecodeRuneInString(string(b[:min(len(b), utf8.UTFMax)]))
	if !isControl(r) {
		return "", n
	}
	for _, unit := range utf16.Encode([]rune{r}) {
		escape += fmt.Sprintf(`\u%04x`, unit)
	}
	return escape, n
}

// JSONWriter writes JSON through EscapeJSON. What is written at once is to end
// between characters.
type JSONWriter struct{ io.Writer }

func (w JSONWriter) Write(b []byte) (int, error) {
	if _, err := w.Writer.Write(EscapeJSON(b)); err != nil {
		return 0, err
	}
	return len(b), nil
}
