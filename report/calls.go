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

// Note tells in a line what the call is and what its turns are.
func (c *ReadCall) Note() string {
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
	return fmt.Sprintf("%s: %s; %s: %s; %s words", c.Source, strings.Join(known, ", "), table.Count(turns, "turn"), strings.Join(classes, ", "), table.Thousands(words))
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
	type read = *ReadCall
	rows := make([]read, len(calls))
	for i := range calls {
		rows[i] = &calls[i]
	}
	columns := []table.Column[read]{
		{Name: "call", Head: "CALL", Shrink: true, Cell: func(c read) table.Cell { return table.String(c.ID) }},
		{Name: "source", Cell: func(c read) table.Cell { return table.String(c.Source) }},
		{Name: "format", Head: "FORMAT", Cell: func(c read) table.Cell { return table.String(c.Format) }},
		{Name: "company", Head: "COMPANY", Shrink: true, Cell: func(c read) table.Cell { return table.String(c.Company) }},
		{Name: "ticker", Head: "TICKER", Cell: func(c read) table.Cell { return table.String(c.Ticker) }},
		{Name: "period", Head: "PERIOD", Cell: func(c read) table.Cell { return table.String(c.Period) }},
		{Name: "date", Head: "DATE", Cell: func(c read) table.Cell { return table.String(c.Date) }},
		{Name: "turns", Head: "TURNS", Right: true, Cell: func(c read) table.Cell { turns, _ := c.turns(); return table.Int(turns) }},
		{Name: "words", Head: "WORDS", Right: true, Cell: func(c read) table.Cell { _, words := c.turns(); return table.Int(words) }},
	}
	for _, class := range call.Classes {
		columns = append(columns, table.Column[read]{Name: string(class), Cell: func(c read) table.Cell { return table.Int(c.of(class).Turns) }})
	}
	return []table.Table{table.Of("calls", "What was read", columns, rows), turnTable(calls)}
}

// of is how many turns of a class the call has.
func (c *ReadCall) of(class call.Class) call.Count {
	for _, n := range c.Census {
		if n.Class == class {
			return n
		}
	}
	return call.Count{Class: class}
}

func turnTable(calls []ReadCall) table.Table {
	type class struct {
		name         string
		turns, words int
		meaning      string
	}
	var classes []class
	all := class{name: "all", meaning: "each turn is of one class"}
	for _, name := range call.Classes {
		sum := class{name: string(name), meaning: classMeanings[name]}
		for i := range calls {
			n := calls[i].of(name)
			sum.turns, sum.words = sum.turns+n.Turns, sum.words+n.Words
		}
		all.turns, all.words = all.turns+sum.turns, all.words+sum.words
		if sum.turns > 0 {
			classes = append(classes, sum)
		}
	}
	return table.Of("turns", "What the turns were", []table.Column[class]{
		{Name: "class", Head: "CLASS", Cell: func(c class) table.Cell { return table.String(c.name) }},
		{Name: "turns", Head: "TURNS", Right: true, Cell: func(c class) table.Cell { return table.Int(c.turns) }},
		{Name: "words", Head: "WORDS", Right: true, Cell: func(c class) table.Cell { return table.Int(c.words) }},
		{Name: "meaning", Head: "MEANING", Shrink: true, Cell: func(c class) table.Cell { return table.String(c.meaning) }},
	}, append(classes, all))
}
