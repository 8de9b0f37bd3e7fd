package render

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mattn/go-runewidth"

	"candor/gate"
	"candor/internal/harmless"
)

// Lint writes v as linters write: errors first, each finding with its line, a
// caret under what broke the rule, what to do about it, and the further causes.
// With colour it uses a terminal's.
func Lint(w io.Writer, v *gate.Verdict, colour bool) error {
	var b strings.Builder
	p := paint(colour)
	for _, severity := range []gate.Severity{gate.Error, gate.Warning} {
		for i := range v.Findings {
			if f := &v.Findings[i]; f.Severity == severity {
				p.finding(&b, f)
			}
		}
	}
	fmt.Fprintln(&b, harmless.Clean(v.Summary()))
	_, err := io.WriteString(w, b.String())
	return err
}

// paint says whether there is colour.
type paint bool

const (
	red    = "31"
	yellow = "33"
	bold   = "1"
	faint  = "2"
)

func (p paint) as(code, s string) string {
	if !p {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (p paint) finding(b *strings.Builder, f *gate.Finding) {
	colour := yellow
	if f.Severity == gate.Error {
		colour = red
	}
	fmt.Fprintf(b, "%s: %s: %s: %s\n", p.as(bold, harmless.Clean(position(f.Span))), p.as(colour, string(f.Severity)), harmless.Clean(f.Rule), harmless.Clean(f.Message))
	said := ""
	for i, s := range f.Sites {
		if i == 0 {
			said = s.Suggestion
			if s.Cue != "" && strings.Contains(f.Message, s.Cue) {
				s.Cue = "" // told already
				s.Speaker = ""
			}
			p.excerpt(b, s, colour)
			continue
		}
		fmt.Fprintf(b, "    %s\n", harmless.Clean(cause(s)))
		if s.Suggestion != said && s.Suggestion != "" {
			fmt.Fprintf(b, "      help: %s\n", harmless.Clean(s.Suggestion))
		}
		said = s.Suggestion
	}
	if f.More > 0 {
		fmt.Fprintf(b, "    and %d more\n", f.More)
	}
}

// excerptWidth is how much of a line is shown, in columns.
const excerptWidth = 64

// excerpt shows the line of a site with a caret under it, and what is known of it.
func (p paint) excerpt(b *strings.Builder, s gate.Site, colour string) {
	number := strconv.Itoa(s.Line)
	gutter := strings.Repeat(" ", len(number))
	if before, at, after, ok := around(s); ok {
		fmt.Fprintf(b, "  %s %s%s%s\n", p.as(faint, number+" |"), before, at, after)
		fmt.Fprintf(b, "  %s %s%s\n", p.as(faint, gutter+" |"), strings.Repeat(" ", runewidth.StringWidth(before)), p.as(colour, strings.Repeat("^", max(runewidth.StringWidth(at), 1))))
	}
	if known := gives(s); known != "" {
		fmt.Fprintf(b, "  %s %s\n", p.as(faint, gutter+" ="), harmless.Clean(known))
	}
	if s.Suggestion != "" {
		fmt.Fprintf(b, "  %s %s\n", p.as(faint, gutter+" ="), harmless.Clean("help: "+s.Suggestion))
	}
}

// around gives what stands before, at and behind a site in its line, harmless and
// cut to excerptWidth.
func around(s gate.Site) (before, at, after string, ok bool) {
	line, from := s.SourceLine, s.Column-1
	if from < 0 || from >= len(line) || !utf8.ValidString(line) {
		return "", "", "", false
	}
	to := len(line)
	if s.EndLine == s.Line {
		to = min(max(s.EndColumn-1, from), len(line))
	}
	clean := func(t string) string { return harmless.Clean(strings.ReplaceAll(t, "\t", " ")) }
	before, at, after = clean(line[:from]), clean(line[from:to]), clean(line[to:])
	at = runewidth.Truncate(at, excerptWidth, "…")
	if room := max(excerptWidth-runewidth.StringWidth(at), 0) / 2; runewidth.StringWidth(before) > room {
		before = runewidth.TruncateLeft(before, runewidth.StringWidth(before)-room, "…")
	}
	after = runewidth.Truncate(after, max(excerptWidth-runewidth.StringWidth(before+at), 0), "…")
	return before, at, after, true
}

// cause is a further site on one line.
func cause(s gate.Site) string {
	line := fmt.Sprintf("%d:%d %s", s.Line, s.Column, strconv.Quote(oneLine(s.Text)))
	if known := gives(s); known != "" {
		line += " (" + known + ")"
	}
	return line
}

// gives says what a site is and how much of the figure comes from it.
func gives(s gate.Site) string {
	var parts []string
	if s.Cue != "" {
		parts = append(parts, s.Category+", "+s.Cue)
	}
	if s.Speaker != "" {
		parts = append(parts, s.Speaker)
	}
	if s.Gives > 0 {
		parts = append(parts, "gives "+strconv.FormatFloat(s.Gives, 'g', 2, 64))
	}
	return strings.Join(slices.Compact(parts), "; ")
}
