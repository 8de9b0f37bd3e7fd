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
		for _, s := range others(f) {
			b.WriteString("%0A" + data(siteText(s)))
		}
		if f.More > 0 {
			fmt.Fprintf(&b, "%%0Aand %d more", f.More)
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
	findings := table.Table{Name: "findings", Title: "Findings", Columns: []table.Column{
		{Name: "severity", Head: "Severity"}, {Name: "where", Head: "Where"}, {Name: "rule", Head: "Rule"}, {Name: "message", Head: "Message"}}}
	for i := range v.Findings {
		if i == maxRows {
			findings.Notes = append(findings.Notes, fmt.Sprintf("%d more findings are not shown.", len(v.Findings)-maxRows))
			break
		}
		f := &v.Findings[i]
		message := f.Message
		for _, s := range others(f) {
			message += "; line " + strconv.Itoa(s.Line) + ": " + strconv.Quote(oneLine(s.Text))
		}
		if f.More > 0 {
			message += fmt.Sprintf("; and %d more", f.More)
		}
		findings.Rows = append(findings.Rows, []table.Cell{table.String(string(f.Severity)),
			table.String(position(f.Span)), table.String(f.Rule), table.String(message)})
	}
	if len(v.Findings) > 0 {
		d.Tables = append(d.Tables, findings)
	}
	if rules := rulesTable(v); len(rules.Rows) > 0 {
		d.Tables = append(d.Tables, rules)
	}
	return d.Write(w, table.Markdown, 0)
}

// rulesTable says what each rule came to.
func rulesTable(v *gate.Verdict) table.Table {
	t := table.Table{Name: "rules", Title: "Rules", Columns: []table.Column{{Name: "rule", Head: "Rule"}, {Name: "requires", Head: "Requires"},
		{Name: "checks", Head: "Checks", Right: true}, {Name: "failed", Head: "Failed", Right: true}, {Name: "skipped", Head: "Skipped", Right: true}}}
	for _, r := range v.Rules() {
		t.Rows = append(t.Rows, []table.Cell{table.String(r.ID), table.String(r.Requires), table.Int(r.Checks), table.Int(r.Failed), table.Int(r.Skipped)})
	}
	return t
}
