package report

import (
	"bytes"
	"regexp"
)

// Made names what of candor's own a file is, by how it begins, for all that no
// transcript can be read from: "" for anything else. What score and convert
// write is input.
func Made(head []byte) string {
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	for _, m := range made {
		if m.form.Match(head) {
			return m.what
		}
	}
	return ""
}

var made = []struct {
	what string
	form *regexp.Regexp
}{
	{"a report", regexp.MustCompile(`\A[^\n]*: [\d,]+ answers? by [\d,]+ executives?\b`)},
	{"a report", regexp.MustCompile(`\A[^\n]* · [\d,]+ answers?(, [\d,]+ analysts?)?\r?\n(Nothing unusual for a call|Unusual, beyond 9 of 10|There is no yardstick|No call is unlike)`)},
	{"a report", regexp.MustCompile(`\A# candor report\b`)},
	{"a report", regexp.MustCompile(`\A\{\s*"title": "candor report"`)},
	{"a comparison", regexp.MustCompile(`\A[^\n]*: [\d,]+ answers? in [\d,]+ calls?\r?\n`)},
	{"a comparison", regexp.MustCompile(`\A[^\n]*\d answers?\b[^\n]*\n([^\n]*\n){0,7}?(More than chance[,: ]|No change is shown|Nothing could be tested: )`)},
	{"a comparison", regexp.MustCompile(`\A# candor compare\b`)},
	{"an explanation", regexp.MustCompile(`\A[^\n]*#[^\s#]+  [^\n]*, line \d+[^\n]*\r?\n([^\n]*\r?\n)?[\d,]+ words; sentiment `)},
	{"a gate's verdict", regexp.MustCompile(`\A# candor gate\b`)},
	{"a page", regexp.MustCompile(`(?i)<meta name="?generator"? content="?candor\b`)},
	{"a table", regexp.MustCompile(`\Atable,[a-z_]+,`)},
}
