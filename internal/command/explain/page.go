package explain

import (
	"io"
	"slices"

	"candor/analysis"
	"candor/internal/command/console"
	"candor/internal/table"
	"candor/report/page"
)

// page writes the explanations of records as a page.
func (e *explainer) page(a *console.Console, r *console.Reader, records []*analysis.Record, out *console.Output) error {
	var files []string
	for _, record := range records {
		if !slices.Contains(files, record.Call.Source) {
			files = append(files, record.Call.Source)
		}
	}
	reasons := func(r *analysis.Record) []table.Table {
		tables := e.reasons(r)
		if line := e.usual(r); line != "" {
			tables = slices.Insert(tables, 0, table.Lines("usual", "", []string{line}))
		}
		return tables
	}
	d := table.Document{Title: "candor explain"}
	return a.WriteTo(out.File, func(w io.Writer) error {
		return page.Write(w, &d, records, page.Options{Why: page.WhyOf(e.analyzer), Reasons: reasons, Foot: r.Provenance("explain", files, e.analyzer.Versions())})
	})
}
