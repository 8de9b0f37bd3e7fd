package console

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"candor/report"
	"candor/transcript/call"
)

// fileNotes is what there is to say of a file's calls.
type fileNotes struct {
	lines []string
	codes []string // of the warnings
	said  []signed // of calls that are long enough to be told from others
}

// signed is a call with what tells its words from those of all others.
type signed struct {
	call callName
	sum  [2]uint64
}

// callName is a call in its file.
type callName struct{ source, id string }

// fewestSigned is how many words of a call two files hardly share by chance.
const fewestSigned = 300

// sign gives what tells a call's words from others'; ok is false for a short one.
func sign(c *call.Call) (s signed, ok bool) {
	words := 0
	first, second := fnv.New64a(), fnv.New64()
	for i := range c.Turns {
		for word := range strings.FieldsSeq(c.Turns[i].Text) {
			words++
			first.Write([]byte(word)) // to memory, which does not fail
			second.Write([]byte(word))
		}
	}
	return signed{callName{c.Source, c.ID}, [2]uint64{first.Sum64(), second.Sum64()}}, words >= fewestSigned
}

// note keeps what there is to say of a file's calls until its turn comes.
func (r *Reader) note(path string, calls []*call.Call) {
	var n fileNotes
	for _, c := range calls {
		if r.Verbose {
			read := report.Summarise(c)
			n.lines = append(n.lines, read.Note())
		}
		if r.Quiet {
			continue
		}
		for _, w := range c.Warnings {
			n.lines = append(n.lines, warningLine(c, w))
			n.codes = append(n.codes, w.Code)
		}
	}
	for _, c := range calls {
		if s, ok := sign(c); ok {
			n.said = append(n.said, s)
		}
	}
	if len(n.lines)+len(n.said) > 0 {
		r.notes.Store(path, n)
	}
}

// Again tells whether a call that InOrder gives is, word for word, one that came
// before under another name: figures count it once.
func (r *Reader) Again(source, id string) bool { return r.again[callName{source, id}] }

// compare looks for calls that came before under other names.
func (r *Reader) compare(n *fileNotes) {
	if r.said == nil {
		r.said, r.again = map[[2]uint64]callName{}, map[callName]bool{}
	}
	for _, s := range n.said {
		before, twice := r.said[s.sum]
		if !twice {
			r.said[s.sum] = s.call
			continue
		}
		r.again[s.call] = true
		if !r.Quiet {
			n.lines = append(n.lines, fmt.Sprintf("%s: warning: %s says word for word what %s of %s does: figures count one of them [same-call]", s.call.source, s.call.id, before.id, before.source))
			n.codes = append(n.codes, "same-call")
		}
	}
}

// warningLine is "FILE: warning: line 12: what is odd [code]".
func warningLine(c *call.Call, w call.Warning) string {
	line := ""
	if w.Line > 0 {
		line = fmt.Sprintf("line %d: ", w.Line)
	}
	return fmt.Sprintf("%s: warning: %s%s [%s]", c.Source, line, w.Text, w.Code)
}

// Tell prints the notes of a file's calls.
func (r *Reader) Tell(path string) {
	kept, _ := r.notes.LoadAndDelete(path)
	n, _ := kept.(fileNotes)
	r.compare(&n)
	for _, line := range n.lines {
		fmt.Fprintf(r.Stderr, "candor: %s\n", Clean(line))
	}
	r.odd.add(n.codes)
}

// unanswered counts the files of an argument, and those in whose calls nobody answers.
type unanswered struct{ files, without int }

// countAnswered counts a file whose notes are not told yet.
func (r *Reader) countAnswered(f File) {
	if r.empty == nil {
		r.empty = map[int]*unanswered{}
	}
	c := r.empty[f.Argument]
	if c == nil {
		c = &unanswered{}
		r.empty[f.Argument] = c
	}
	c.files++
	kept, _ := r.notes.Load(f.Path)
	if n, _ := kept.(fileNotes); slices.Contains(n.codes, "no-answers") {
		c.without++
	}
}

// TellUnanswered says once of each directory or pattern among the arguments that no
// executive's answer is in any of its files.
func (r *Reader) TellUnanswered(args []string) {
	for i, arg := range args {
		if c := r.empty[i]; c != nil && c.files > 1 && c.without == c.files {
			fmt.Fprintf(r.Stderr, "candor: %s: no executive's answer is in any of its %d files\n", Clean(arg), c.files)
		}
	}
}

// hasNotes tells whether there is anything to say of a file's calls.
func (r *Reader) hasNotes(path string) bool {
	_, found := r.notes.Load(path)
	return found
}

// oddities counts the warnings of a run by code.
type oddities struct {
	files, warnings int
	byCode          map[string]int
}

func (o *oddities) add(codes []string) {
	if len(codes) == 0 {
		return
	}
	if o.byCode == nil {
		o.byCode = map[string]int{}
	}
	o.files++
	o.warnings += len(codes)
	for _, code := range codes {
		o.byCode[code]++
	}
}

// line sums up a run over so many files, most frequent codes first; "" for nothing odd.
func (o *oddities) line(files int) string {
	codes := make([]string, 0, len(o.byCode))
	for code := range o.byCode {
		codes = append(codes, code)
	}
	slices.SortFunc(codes, func(a, b string) int {
		if n := o.byCode[b] - o.byCode[a]; n != 0 {
			return n
		}
		return strings.Compare(a, b)
	})
	for i, code := range codes {
		codes[i] = fmt.Sprintf("%d %s", o.byCode[code], code)
	}
	if len(codes) == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d files with warnings: %s", o.files, files, strings.Join(codes, ", "))
}

// columnNames reads "text=body".
func columnNames(flags []string) (map[string]string, error) {
	names := map[string]string{}
	for _, flag := range flags {
		meaning, name, found := strings.Cut(flag, "=")
		if !found || meaning == "" || name == "" {
			return nil, fmt.Errorf("--column %s: want what the column holds and its name, as text=body", flag)
		}
		names[meaning] = name
	}
	return names, nil
}
