package command

import (
	"errors"
	"io"

	"candor/analysis"
	"candor/internal/command/console"
	"candor/internal/table"
	"candor/report/page"
	"candor/report/screen"
)

// pages are the HTML pages of a report: one of all calls, or with --output-dir one
// a call and one that leads to them.
type pages struct {
	reader   *console.Reader
	analyzer *analysis.Analyzer
	report   *reporting
	files    []console.File
	folder   *console.Folder
	links    map[string]string // of calls and answers to the pages of their own
}

// newPages is nil where no HTML is asked for.
func (f *reporting) newPages(r *console.Reader, analyzer *analysis.Analyzer, files []console.File) (*pages, error) {
	if f.Format != string(table.HTML) {
		if f.folder != "" {
			return nil, errors.New("--output-dir is for --format html: a page for each call")
		}
		return nil, nil
	}
	p := &pages{reader: r, analyzer: analyzer, report: f, files: files, links: map[string]string{}}
	if f.folder == "" {
		f.whole = f.full || len(files) == 1
		return p, nil
	}
	if f.File != "" {
		return nil, errors.New("--output and --output-dir exclude each other")
	}
	var err error
	p.folder, err = r.Folder(f.folder)
	if err == nil {
		p.folder.Name("index", "") // no call's
	}
	return p, err
}

// call writes the page of a call of its own, and notes where it stands.
func (p *pages) call(answers *analysis.Answers, records []analysis.Record) error {
	if p == nil || p.folder == nil {
		return nil
	}
	section, _ := p.report.Counted() // checked already
	turns := answers.Turns()
	counted := analysis.CountedTurns(turns, section)
	if len(counted) == 0 {
		return nil
	}
	d := screen.New(turns, counted, nil, p.report.options.Norms, p.report.options.Stats).Document(nil, screen.NoText)
	all := pointers(records)
	id := counted[0].Call().ID
	name := p.folder.Name(id, ".html")
	p.links[id] = name
	for id, anchor := range page.Anchors(all) {
		p.links[id] = name + "#" + anchor
	}
	file := []string{counted[0].Call().Source}
	return p.folder.Write(name, func(w io.Writer) error {
		return page.Write(w, &d, all, p.options(&d, answers.Versions, file))
	})
}

// write writes the page of all calls. The whole texts stand in it where they were
// kept.
func (p *pages) write(d *table.Document, records []analysis.Record, versions analysis.Versions) error {
	var whole []*analysis.Record
	if p.report.whole {
		whole = pointers(records)
	}
	var files []string
	for _, f := range p.files {
		if f.Err == nil {
			files = append(files, f.Path)
		}
	}
	o := p.options(d, versions, files)
	o.Links = p.links
	write := func(w io.Writer) error { return page.Write(w, d, whole, o) }
	if p.folder != nil {
		return p.folder.Write("index.html", write)
	}
	return p.reader.WriteTo(p.report.File, write)
}

// options takes the first line of a document as the page's heading.
func (p *pages) options(d *table.Document, versions analysis.Versions, files []string) page.Options {
	o := page.Options{Why: page.WhyOf(p.analyzer), Foot: append(p.reader.Provenance("report", files, versions), "Counted: section "+p.report.Section+". Nothing is drawn at random, so there is no seed.")}
	if len(d.Head) > 0 {
		o.Heading, d.Head = d.Head[0], d.Head[1:]
	}
	return o
}

func pointers(records []analysis.Record) []*analysis.Record {
	out := make([]*analysis.Record, len(records))
	for i := range records {
		out[i] = &records[i]
	}
	return out
}
