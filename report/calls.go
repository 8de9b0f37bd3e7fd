package report

import (
	"fmt"
	"path"
	"strings"
	"unique"

	"candor/internal/table"
	"candor/transcript/call"
)

// ReadCall is what reports keep of a call: what is known of it and what its turns
// are, without their words.
type ReadCall struct {
	ID, Company, Ticker, Period, Date, Source, Format string

	Census   []call.Count
	Warnings []call.Warning
}

// Summarise gives what reports keep of a call. It keeps nothing of the file in
// memory that the call was read from.
func Summarise(call *call.Call) ReadCall {
	c := ReadCall{call.ID, call.Company, call.Ticker, call.Period, call.Date, call.Source, call.Format, call.Census(), call.Warnings}
	for _, s := range []*string{&c.ID, &c.Company, &c.Ticker, &c.Period, &c.Date, &c.Source} {
		*s = own(*s)
	}
	return c
}

// own gives the string in memory of its own, which equal ones share.
func own(s string) string { return unique.Make(s).Value() }

// turns sums the census up.
func (c *ReadCall) turns() (turns, words int) {
	for _, n := range c.Census {
		turns, words = turns+n.Turns, words+n.Words
	}
	return turns, words
}

// Notes tells in a line what the call is and what its turns are, and on a line
// each what is odd about it.
func (c *ReadCall) Notes() []string {
	known := []string{c.Format}
	for _, s := range []string{c.Company, c.Ticker, c.Period, c.Date} {
		if s != "" {
			known = append(known, s)
		}
	}
	turns, words := c.turns()
	classes := make([]string, len(c.Census))
	for i, n := range c.Census {
		classes[i] = fmt.Sprintf("%s %s", table.Thousands(n.Turns), n.Class)
	}
	notes := []string{fmt.Sprintf("%s: %s; %s: %s; %s words", c.Source, strings.Join(known, ", "), count(turns, "turn"), strings.Join(classes, ", "), table.Thousands(words))}
	for _, w := range c.Warnings {
		place := c.Source
		if w.Line > 0 {
			place = fmt.Sprintf("%s:%d", c.Source, w.Line)
		}
		notes = append(notes, place+": warning: "+w.Text)
	}
	return notes
}

// Warnings writes the warnings of calls as a report shows them; the file is
// named where there are several.
func Warnings(calls []ReadCall) []string {
	var out []string
	for i := range calls {
		for _, w := range calls[i].Warnings {
			message := w.Text
			if w.Line > 0 {
				message = fmt.Sprintf("line %d: %s", w.Line, message)
			}
			if len(calls) > 1 {
				message = path.Base(calls[i].Source) + ": " + message
			}
			out = append(out, message)
		}
	}
	return out
}

// classMeanings say what the classes of turns are and what becomes of them.
var classMeanings = map[call.Class]string{
	call.ClassAnswer:       "in the figures",
	call.ClassTrivial:      "greetings, thanks, \"Yes.\": not in the figures",
	call.ClassPrepared:     "in the figures with --section only",
	call.ClassDraft:        "written, not said yet",
	call.ClassQuestion:     "by analysts",
	call.ClassOperator:     "by the operator",
	call.ClassHousekeeping: "investor relations, where they answer nothing",
	call.ClassUnattributed: "by nobody known: not scored",
}

// CallTables show how calls were read and what their turns were: every turn is of
// one class, so that these add up to all.
func CallTables(calls []ReadCall) []table.Table {
	read := table.Table{Name: "calls", Title: "What was read", Columns: []table.Column{
		{Name: "call", Head: "CALL", Shrink: true}, {Name: "source"}, {Name: "format", Head: "FORMAT"},
		{Name: "company", Head: "COMPANY", Shrink: true}, {Name: "ticker", Head: "TICKER"}, {Name: "period", Head: "PERIOD"}, {Name: "date", Head: "DATE"},
		{Name: "turns", Head: "TURNS", Right: true}, {Name: "words", Head: "WORDS", Right: true},
	}}
	for _, class := range call.Classes {
		read.Columns = append(read.Columns, table.Column{Name: string(class)})
	}
	sums := map[call.Class]call.Count{}
	var turns, words int
	for i := range calls {
		c := &calls[i]
		callTurns, callWords := c.turns()
		turns, words = turns+callTurns, words+callWords
		row := []table.Cell{table.String(c.ID), table.String(c.Source), table.String(c.Format), table.String(c.Company), table.String(c.Ticker), table.String(c.Period), table.String(c.Date), table.Int(callTurns), table.Int(callWords)}
		ofCall := map[call.Class]int{}
		for _, n := range c.Census {
			ofCall[n.Class] = n.Turns
			sum := sums[n.Class]
			sums[n.Class] = call.Count{Class: n.Class, Turns: sum.Turns + n.Turns, Words: sum.Words + n.Words}
		}
		for _, class := range call.Classes {
			row = append(row, table.Int(ofCall[class]))
		}
		read.Rows = append(read.Rows, row)
	}
	what := table.Table{Name: "turns", Title: "What the turns were", Columns: []table.Column{
		{Name: "class", Head: "CLASS"}, {Name: "turns", Head: "TURNS", Right: true}, {Name: "words", Head: "WORDS", Right: true},
		{Name: "meaning", Head: "MEANING", Shrink: true},
	}}
	for _, class := range call.Classes {
		if sum := sums[class]; sum.Turns > 0 {
			what.Rows = append(what.Rows, []table.Cell{table.String(string(class)), table.Int(sum.Turns), table.Int(sum.Words), table.String(classMeanings[class])})
		}
	}
	what.Rows = append(what.Rows, []table.Cell{table.String("all"), table.Int(turns), table.Int(words), table.String("each turn is of one class")})
	return []table.Table{read, what}
}
