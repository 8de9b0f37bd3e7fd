package render

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"candor/gate"
	"candor/internal/harmless"
	"candor/internal/table"
)

// github writes workflow commands, one a finding, and the summary as text. The
// escapes are those of GitHub's toolkit (packages/core/src/command.ts).
func github(w io.Writer, v *gate.Verdict) error {
	var b strings.Builder
	for i := range v.Findings {
		f := &v.Findings[i]
		fmt.Fprintf(&b, "::%s file=%s,line=%d,endLine=%d", f.Severity, property(f.File), f.Line, f.EndLine)
		if f.Line == f.EndLine { // columns of several lines are refused
			fmt.Fprintf(&b, ",col=%d,endColumn=%d", f.FromCharacter, f.ToCharacter)
		}
		fmt.Fprintf(&b, ",title=%s::%s", property("candor: "+f.Rule), data(f.Message))
		for _, cause := range causes(f) {
			b.WriteString("%0A" + data(cause))
		}
		b.WriteByte('\n')
	}
	fmt.Fprintln(&b, harmless.Clean("candor gate "+v.Summary()))
	_, err := io.WriteString(w, b.String())
	return err
}

var (
	dataEscapes     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func data(s string) string     { return dataEscapes.Replace(harmless.Clean(s)) }
func property(s string) string { return propertyEscapes.Replace(harmless.Clean(s)) }

// maxRows keeps a step summary far below the megabyte that GitHub takes.
const maxRows = 100

// markdown is for a step summary or a comment on a pull request.
func markdown(w io.Writer, v *gate.Verdict) error {
	d := table.Document{Title: "candor gate", Head: []string{v.Summary()}}
	if len(v.Findings) > 0 {
		d.Tables = append(d.Tables, findingsTable(v.Findings))
	}
	if rules := rulesTable(v); rules.Len() > 0 {
		d.Tables = append(d.Tables, rules)
	}
	d = d.Fit(table.CommentLimit)
	return d.Write(w, table.Markdown, 0)
}

func findingsTable(all []gate.Finding) table.Table {
	type finding = gate.Finding
	shown := all[:min(len(all), maxRows)]
	t := table.Of("findings", "Findings", []table.Column[finding]{
		{Name: "severity", Head: "Severity", Cell: func(f finding) table.Cell { return table.String(string(f.Severity)) }},
		{Name: "where", Head: "Where", Cell: func(f finding) table.Cell { return table.String(position(f.Span)) }},
		{Name: "rule", Head: "Rule", Cell: func(f finding) table.Cell { return table.String(f.Rule) }},
		{Name: "message", Head: "Message", Cell: func(f finding) table.Cell { return table.String(whole(&f)) }},
	}, shown)
	if more := len(all) - len(shown); more > 0 {
		t = t.With(fmt.Sprintf("%d more findings are not shown.", more))
	}
	return t
}

// whole is a finding's message with the further places that broke the rule, and what
// to do about the first.
func whole(f *gate.Finding) string {
	message := f.Message
	if !tells(f) {
		for _, s := range f.Sites {
			message += "; line " + strconv.Itoa(s.Line) + ": " + strconv.Quote(oneLine(s.Text))
		}
	}
	if f.More > 0 {
		message += fmt.Sprintf("; and %d more", f.More)
	}
	return message + help(f)
}

// rulesTable says what each rule came to.
func rulesTable(v *gate.Verdict) table.Table {
	type rule = gate.RuleOutcome
	return table.Of("rules", "Rules", []table.Column[rule]{
		{Name: "rule", Head: "Rule", Cell: func(r rule) table.Cell { return table.String(r.ID) }},
		{Name: "requires", Head: "Requires", Cell: func(r rule) table.Cell { return table.String(r.Requires) }},
		{Name: "checks", Head: "Checks", Right: true, Cell: func(r rule) table.Cell { return table.Int(r.Checks) }},
		{Name: "failed", Head: "Failed", Right: true, Cell: func(r rule) table.Cell { return table.Int(r.Failed) }},
		{Name: "skipped", Head: "Skipped", Right: true, Cell: func(r rule) table.Cell { return table.Int(r.Skipped) }},
	}, v.Rules())
}
