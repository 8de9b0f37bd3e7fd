package command

import (
	"context"
	"io"
	"path/filepath"

	"candor/analysis"
	"candor/internal/command/console"
	"candor/report"
	"candor/transcript/call"
)

// observed is what compare and profile read: the numbers, and which argument
// each call came from.
type observed struct {
	analysis.Answers
	argument map[int]int // index in Calls -> index of the argument
	repeated []string    // arguments that name nothing that one before did not
	read     []string    // warnings of reading, which the reader says already
	warnings []string    // all others
	aliases  *call.Aliases
	reader   *console.Reader
	files    []string
	versions analysis.Versions
}

// observe reads calls and saved results of args, which may be directories. A call
// that stands in several files counts once, together in all of them, else in each argument.
func observe(a *console.Console, ctx context.Context, args []string, in *console.Input, with *console.Scoring, trivial, together bool) (*observed, error) {
	section, err := with.Counted()
	if err != nil {
		return nil, err
	}
	analyzer, err := a.Analyzer(with)
	if err != nil {
		return nil, err
	}
	r, err := a.Reader(in)
	if err != nil {
		return nil, err
	}
	files, err := r.Files(args)
	if err != nil {
		return nil, err
	}
	argument, names := map[string]int{}, map[int]bool{}
	for _, f := range files {
		argument[f.Path], names[f.Argument] = f.Argument, true
	}
	count := func(records []analysis.Record) []*analysis.Record {
		for i := range records {
			records[i].Procedure = records[i].Procedure && !trivial
		}
		return analysis.Counted(records, section)
	}
	o := &observed{argument: map[int]int{}, reader: r, versions: analyzer.Versions()}
	filled := map[int]bool{} // arguments of which a call is counted
	for i, arg := range args {
		if !names[i] {
			o.repeated = append(o.repeated, arg)
		}
	}
	err = console.InOrder(ctx, r, files, func(path string) (*observedFile, error) { return observeFile(r, path, analyzer, count) }, func(f *observedFile) error {
		for _, warning := range report.Warnings(f.calls) {
			o.read = append(o.read, f.path+": "+warning)
		}
		if f.Len() == 0 {
			o.warnings = append(o.warnings, f.path+": no executive's answer to count")
		}
		o.files = append(o.files, f.path)
		column := argument[f.path]
		if (together || filled[column]) && f.isAgain(r) {
			return nil
		}
		filled[column] = true
		before := len(o.Calls)
		o.Append(&f.Answers)
		for k := before; k < len(o.Calls); k++ {
			o.argument[k] = column
		}
		return nil
	})
	o.aliases = r.Options.Aliases
	o.Unite(o.aliases)
	return o, err
}

// observedFile is the numbers of one file.
type observedFile struct {
	analysis.Answers
	path  string
	calls []report.ReadCall // none of saved results
}

// isAgain tells whether all calls of the file came before under other names.
func (f *observedFile) isAgain(r *console.Reader) bool {
	for i := range f.calls {
		if !r.Again(f.calls[i].Source, f.calls[i].ID) {
			return false
		}
	}
	return len(f.calls) > 0
}

// observeFile reads a file's calls, or the records that it holds already, and keeps
// the numbers of those that count.
func observeFile(r *console.Reader, path string, analyzer *analysis.Analyzer, count func([]analysis.Record) []*analysis.Record) (*observedFile, error) {
	f := &observedFile{path: path}
	in, err := r.Open(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	var rest io.Reader = in
	if ext := filepath.Ext(path); ext == ".jsonl" || ext == ".ndjson" || path == "-" {
		rest, err = analysis.ReadSaved(in, filepath.ToSlash(path), func(record *analysis.Record) {
			r.Known.Set(&record.Call.ID, &record.Call.Date, &record.Call.Period)
			f.Add(count([]analysis.Record{*record}))
		})
		if rest == nil {
			return f, err
		}
	}
	calls, err := r.CallsIn(rest, path)
	for _, call := range calls {
		f.Add(count(analyzer.Records(call)))
		f.calls = append(f.calls, report.Summarise(call))
	}
	if len(calls) == 0 {
		return nil, err
	}
	return f, err
}
