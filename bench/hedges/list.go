package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"candor/evaluation"
)

// list is a list of hedges matched as it stands: whole words, in any case, the
// longest first, whatever stands around them.
type list struct {
	name    string
	entries int
	pattern *regexp.Regexp
}

// source is where an npm package keeps its list: the first array of strings of
// a file.
type source struct{ name, folder, file string }

var sources = []source{
	{"npm hedges", "hedges", "index.js"},
	{"write-good's weasel words", "weasel-words", "weasel.js"},
}

// readList reads the list of one package in node_modules.
func readList(modules string, s source) (list, error) {
	path := filepath.Join(modules, s.folder, s.file)
	script, err := os.ReadFile(path)
	if err != nil {
		return list{}, fmt.Errorf("%w (peers/install.sh installs it)", err)
	}
	entries, err := firstArray(string(script))
	if err != nil {
		return list{}, fmt.Errorf("%s: %w", path, err)
	}
	return newList(s.name, entries), nil
}

var quoted = regexp.MustCompile(`'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"`)

// firstArray gives the strings of the first array literal of a script.
func firstArray(script string) ([]string, error) {
	_, rest, opened := strings.Cut(script, "[")
	array, _, closed := strings.Cut(rest, "]")
	if !opened || !closed {
		return nil, fmt.Errorf("no array")
	}
	var entries []string
	for _, s := range quoted.FindAllString(array, -1) {
		entries = append(entries, strings.ReplaceAll(s[1:len(s)-1], `\`, ""))
	}
	if len(entries) == 0 {
		return nil, fmt.Errorf("no strings in the first array")
	}
	return entries, nil
}

func newList(name string, entries []string) list {
	ordered := slices.Clone(entries)
	slices.SortFunc(ordered, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	for i, e := range ordered {
		ordered[i] = regexp.QuoteMeta(e)
	}
	return list{name, len(entries), regexp.MustCompile(`(?i)\b(?:` + strings.Join(ordered, "|") + `)\b`)}
}

func (l *list) find(s string) []evaluation.Span {
	var spans []evaluation.Span
	for _, at := range l.pattern.FindAllStringIndex(s, -1) {
		spans = append(spans, evaluation.Span{Start: at[0], End: at[1], Text: s[at[0]:at[1]]})
	}
	return spans
}
