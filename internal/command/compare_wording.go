package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"candor/analysis"
	"candor/analysis/wording"
	"candor/internal/command/console"
	"candor/internal/table"
	"candor/report"
	"candor/transcript/call"

	"github.com/spf13/cobra"
)

// The tables of words and changes show so many.
const (
	shownWords    = 10 // a side
	shownSpeakers = 3
	speakersWords = 300 // that a speaker says on both sides to be compared
	shownChanges  = 12
)

// wording checks the flags; all of what is said counts, unless a section is named.
func (f *comparing) wording(a *console.Console, c *cobra.Command, args []string) error {
	for _, other := range []string{"group", "baseline", "figure", "metrics", "adjusted", "test"} {
		if c.Flags().Changed(other) {
			return fmt.Errorf("--words and --changes look at what is said, --%s at figures: give one of them", other)
		}
	}
	if !c.Flags().Changed("section") {
		f.Section = "all"
	}
	if err := f.check(); err != nil {
		return err
	}
	section, err := f.Counted()
	if err != nil {
		return err
	}
	return compareWording(a, c.Context(), args, f, section)
}

// compareWording compares calls by their words, or by what is said again.
func compareWording(a *console.Console, ctx context.Context, args []string, f *comparing, section call.Section) error {
	r, err := a.Reader(&f.in)
	if err != nil {
		return err
	}
	files, err := r.Files(args)
	if err != nil {
		return err
	}
	argument := map[string]int{}
	for _, file := range files {
		argument[file.Path] = file.Argument
	}
	o := &observed{argument: map[int]int{}, reader: r}
	var said []*wording.Said
	reading := console.InOrder(ctx, r, files, func(path string) (*[]*call.Call, error) {
		calls, err := r.Calls(path)
		return &calls, err
	}, func(calls *[]*call.Call) error {
		for _, c := range *calls {
			if s := wording.Of(c, section); s.All.Words() > 0 {
				o.argument[len(o.Calls)] = argument[c.Source]
				o.Calls = append(o.Calls, analysis.CallOf(c))
				said = append(said, s)
			}
		}
		return nil
	})
	if reading != nil && !errors.Is(reading, console.ErrReported) {
		return reading
	}
	columns, texts, err := f.spokenColumns(o, args, said)
	if err != nil {
		return cmp.Or(reading, err)
	}
	d := table.Document{Title: "candor compare"}
	if f.words {
		d.Tables = append(d.Tables, f.wordsTables(columns, texts)...)
	}
	if f.changes {
		tables, err := f.changesTables(columns, texts, section)
		if err != nil {
			return err
		}
		d.Tables = append(d.Tables, tables...)
	}
	return cmp.Or(a.Write(&d, &f.Output), reading)
}

// spokenColumns puts calls in columns, as arrange does, in their order.
func (f *comparing) spokenColumns(o *observed, args []string, said []*wording.Said) ([]analysis.Column, []*wording.Said, error) {
	label := f.labels(o, args)
	var columns []analysis.Column
	texts := map[string]*wording.Said{}
	for i, c := range o.Calls {
		name := label(i)
		if texts[name] == nil {
			texts[name] = said[i]
			columns = append(columns, analysis.Column{Label: name, Calls: []analysis.Call{c}})
			continue
		}
		at := slices.IndexFunc(columns, func(c analysis.Column) bool { return c.Label == name })
		columns[at].Calls = append(columns[at].Calls, c)
		texts[name].Merge(said[i])
	}
	if len(columns) == 0 {
		return nil, nil, errors.New("no executive says anything")
	}
	if len(columns) > 2 || len(args) == 1 || f.order != string(analysis.OrderAuto) {
		if _, err := analysis.Sort(columns, analysis.Order(f.order)); err != nil {
			return nil, nil, fmt.Errorf("--order: %w", err)
		}
	}
	var ordered []*wording.Said
	for _, c := range columns {
		ordered = append(ordered, texts[c.Label])
	}
	labelByPeriod(columns)
	return columns, ordered, nil
}

// wordsTables hold the last column against the one before, a single one against what
// is usually said in calls.
func (f *comparing) wordsTables(columns []analysis.Column, texts []*wording.Said) []table.Table {
	last := len(columns) - 1
	background := wording.Default()
	now, name := texts[last], columns[last].Label
	if last == 0 {
		const usual = "in a million usually"
		return []table.Table{report.WordsTable("Said more in "+name+" than in calls", name, usual, wording.Unusual(now.All, background, shownWords)).
			With(fmt.Sprintf("What is usual is counted over %s calls.", table.Thousands(background.Calls)))}
	}
	before, earlier := texts[last-1], columns[last-1].Label
	side := func(who, a, b string, of, than *wording.Counts) table.Table {
		return report.WordsTable(fmt.Sprintf("%s more in %s than in %s", who, a, b), a, b, wording.Distinctive(of, than, background, shownWords))
	}
	tables := []table.Table{side("Said", name, earlier, now.All, before.All), side("Said", earlier, name, before.All, now.All)}
	if slices.Contains(f.options.By, analysis.BySpeaker) {
		for _, speaker := range now.Longest(shownSpeakers) {
			if there := before.Speakers[speaker]; there != nil && there.Words() >= speakersWords && now.Speakers[speaker].Words() >= speakersWords {
				tables = append(tables, side("Said by "+console.Clean(speaker), name, earlier, now.Speakers[speaker], there))
			}
		}
	}
	end := len(tables) - 1
	tables[end] = tables[end].With("Z: log-odds with a Dirichlet prior of what is usual in calls, over their standard error (Monroe, Colaresi and Quinn 2008); words come in bursts, so read it as an order, not as a test.")
	return tables
}

// changesTables say what of each call stands in the one before, and mark the changes
// of the last.
func (f *comparing) changesTables(columns []analysis.Column, texts []*wording.Said, section call.Section) ([]table.Table, error) {
	if len(columns) < 2 {
		return nil, errors.New("--changes: want two calls or more")
	}
	var rows []report.RepeatedRow
	for i := 1; i < len(columns); i++ {
		for _, part := range []call.Section{call.Prepared, call.QA} {
			if before, now := texts[i-1].Sentences[part], texts[i].Sentences[part]; len(before) > 0 && len(now) > 0 {
				rows = append(rows, report.RepeatedRow{Call: columns[i].Label, Before: columns[i-1].Label, Section: string(part), Repeated: wording.Again(before, now)})
			}
		}
	}
	if len(rows) == 0 {
		return nil, errors.New("--changes: no two calls in a row have a section in common")
	}
	tables := []table.Table{report.RepeatedTable(rows)}
	last := columns[len(columns)-1].Label
	at := slices.IndexFunc(rows, func(r report.RepeatedRow) bool { return r.Call == last })
	if at < 0 {
		return tables, nil
	}
	if rows[at].Section != string(call.Prepared) && section != call.QA {
		tables[0] = tables[0].With("There are no prepared remarks in both of the last calls: their Q&A is compared.")
	}
	if table.Format(f.Format) != table.Text {
		return append(tables, report.ChangesTable(&rows[at])), nil
	}
	most := shownChanges
	if f.full {
		most = 0
	}
	return append(tables, report.ChangesText(&rows[at], most)), nil
}
