package command

import (
	"context"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"candor/analysis"
	"candor/analysis/recordjson"
	"candor/internal/command/console"
	"candor/internal/recordparquet"
	"candor/internal/table"
	"candor/transcript/call"
)

// JSONL is one JSON object a line; only score writes it.
const jsonl table.Format = "jsonl"

func newScore(a *console.Console) *cobra.Command {
	var out console.Output
	var with console.Scoring
	var in console.Input
	var each console.EachCall
	var sentences bool
	c := &cobra.Command{
		Use:   "score FILE|DIRECTORY...",
		Short: "Write one record per executive turn, with its scores and hedges",
		Long: `Score writes one record for each turn of an executive, in call order: answers, and
with "section":"prepared" the prepared remarks. What says nothing of the business
(thanks, hand-overs, moderation, questions put back) carries "procedure":true and is
left out of statistics.

Each hedge and deflection has byte offsets into the text, and its line and
column in the source file. --sentences adds the sentences of a turn, each with its
place in bytes and characters, its sentiment and "procedure":true where it says
nothing of the business. The output is an input format too; docs/records.md tells
its fields.`,
		Example: `  candor score call.md
  candor score --format csv calls/*.md --output scores.csv
  candor score --output-dir scores --skip-done calls/
  candor score answers.jsonl | jq .sentiment.score`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := each.Check(out.File); err != nil {
				return err
			}
			analyzer, err := a.Analyzer(&with)
			if err != nil {
				return err
			}
			r, err := a.Reader(&in)
			if err != nil {
				return err
			}
			files, err := r.Files(args)
			if err != nil {
				return err
			}
			if each.Folder != "" {
				return each.Write(c.Context(), r, files, "."+out.Format, func(call *call.Call, w io.Writer) error {
					return scoreCall(c.Context(), r, analyzer, call, table.Format(out.Format), sentences, w)
				})
			}
			if out.Format == string(asParquet) && out.File == "" && a.IsTerminal() {
				return errors.New("--format parquet is no text: name a file with --output")
			}
			form := newRecordForm(table.Format(out.Format), sentences, files)
			read := func(path string) (*scoredFile, error) { return form.read(r, path, analyzer) }
			return a.WriteRead(out.File, func(w io.Writer) error {
				return form.within(w, func(w io.Writer) error {
					reading := console.InOrder(c.Context(), r, files, read, func(f *scoredFile) error {
						return errors.Join(form.sheet.begin(w), f.write(c.Context(), r, w))
					})
					r.TellUnanswered(args)
					return errors.Join(reading, form.sheet.begin(w))
				})
			})
		},
	}
	console.AddOutputFlags(c, &out, jsonl, table.CSV, asParquet)
	console.AddInputFlags(c, &in)
	console.AddScoringFlags(c, &with)
	console.AddEachCallFlags(c, &each)
	c.Flags().BoolVar(&sentences, "sentences", false, "write the sentiment of each sentence too")
	return c
}

// asParquet is a form of records alone.
const asParquet table.Format = "parquet"

// recordForm is a form in which records are written.
type recordForm struct {
	sentences bool
	parquet   bool
	sheet     *recordSheet // nil where it is no CSV
}

// within hands write what takes lines of JSON, or CSV, and makes of them what w is to
// hold.
func (f *recordForm) within(w io.Writer, write func(io.Writer) error) error {
	if !f.parquet {
		return write(w)
	}
	rows := recordparquet.NewWriter(w)
	return errors.Join(write(rows), rows.Close())
}

func newRecordForm(format table.Format, sentences bool, files []console.File) *recordForm {
	f := &recordForm{sentences: sentences, parquet: format == asParquet}
	if format == table.CSV {
		f.sheet = newRecordSheet(files)
	}
	return f
}

// encode writes the records of a part of a call.
func (f *recordForm) encode(p *analysis.Part) (*[]byte, error) {
	var errs []error
	var b []byte
	var encoder recordjson.Encoder
	for records := range p.Exchanges() {
		if f.sheet != nil {
			b = f.sheet.encode(b, records)
			continue
		}
		for i := range records {
			var err error
			if b, err = encoder.Append(b, &records[i], f.sentences); err != nil {
				errs = append(errs, err)
			}
		}
	}
	return &b, errors.Join(errs...)
}

// scoreCall writes the records of one call, which all workers score.
func scoreCall(ctx context.Context, r *console.Reader, analyzer *analysis.Analyzer, c *call.Call, format table.Format, sentences bool, w io.Writer) error {
	form := &recordForm{sentences: sentences, parquet: format == asParquet}
	if format == table.CSV {
		form.sheet = &recordSheet{known: make(chan struct{})}
		form.sheet.settle("", []*call.Call{c})
	}
	f := &scoredFile{form: form, parts: analyzer.Parts(c, turnsOfSmallPart)}
	return form.within(w, func(w io.Writer) error { return errors.Join(form.sheet.begin(w), f.write(ctx, r, w)) })
}

// scoredFile is a file's records in parts, of which the first are encoded: all of
// those of a file of usual size, none of a large one's, which all workers encode
// while it is written.
type scoredFile struct {
	form  *recordForm
	ready []byte
	parts []analysis.Part
}

// A part has so many turns, and a file of usual size so many parts: more than any
// call has.
const (
	turnsOfPart      = 64
	turnsOfSmallPart = 8 // where one call at a time is scored
	usualParts       = 8
)

// read reads a file, and encodes its records if they are not many.
func (f *recordForm) read(r *console.Reader, path string, analyzer *analysis.Analyzer) (*scoredFile, error) {
	calls, err := r.Calls(path)
	f.sheet.settle(path, calls)
	if len(calls) == 0 {
		return nil, err
	}
	read := &scoredFile{form: f}
	for _, call := range calls {
		read.parts = append(read.parts, analyzer.Parts(call, turnsOfPart)...)
	}
	if len(read.parts) > usualParts {
		return read, err
	}
	for i := range read.parts {
		b, failed := f.encode(&read.parts[i])
		read.ready = append(read.ready, *b...)
		err = errors.Join(err, failed)
	}
	read.parts = nil
	return read, err
}

// write writes the records.
func (f *scoredFile) write(ctx context.Context, r *console.Reader, w io.Writer) error {
	if _, err := w.Write(f.ready); err != nil {
		return err
	}
	return console.Pieces(ctx, r, len(f.parts), func(i int) (*[]byte, error) { return f.form.encode(&f.parts[i]) }, func(b *[]byte) error {
		_, err := w.Write(*b)
		return err
	})
}
