package command

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/spf13/cobra"

	"candor/analysis"
	"candor/internal/command/console"
	"candor/internal/harmless"
	"candor/internal/table"
	"candor/transcript/call"
)

// JSONL is one JSON object a line; only score writes it.
const jsonl table.Format = "jsonl"

func newScore(a *console.Console) *cobra.Command {
	var out console.Output
	var with console.Scoring
	var in console.Input
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
nothing of the business. The output is an input format too.`,
		Example: `  candor score call.md
  candor score --format csv calls/*.md --output scores.csv
  candor score answers.jsonl | jq .sentiment.score`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
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
			encode := encodeJSONL
			if !sentences {
				encode = withoutSentences(encode)
			}
			settle := func(string, []*call.Call) {}
			var sheet *recordSheet
			if table.Format(out.Format) == table.CSV {
				sheet = newRecordSheet(files)
				encode, settle = sheet.encode, sheet.settle
			}
			encoded := func(path string) (*encodedRecords, error) { return encodedFile(r, path, analyzer, settle, encode) }
			return a.WriteRead(out.File, func(w io.Writer) error {
				reading := console.InOrder(c.Context(), r, files, encoded, func(e *encodedRecords) error {
					return errors.Join(sheet.begin(w), e.write(w))
				})
				return errors.Join(reading, sheet.begin(w))
			})
		},
	}
	console.AddOutputFlags(c, &out, jsonl, table.CSV)
	console.AddInputFlags(c, &in)
	console.AddScoringFlags(c, &with)
	c.Flags().BoolVar(&sentences, "sentences", false, "write the sentiment of each sentence too")
	return c
}

// encodedFile encodes records where they are made, by all workers.
func encodedFile(r *console.Reader, path string, analyzer *analysis.Analyzer, settle func(string, []*call.Call), encode func(*bytes.Buffer, []analysis.Record) error) (*encodedRecords, error) {
	calls, err := r.Calls(path)
	settle(path, calls)
	if len(calls) == 0 {
		return nil, err
	}
	e := newEncodedRecords(calls, analyzer, encode)
	return e, errors.Join(err, e.fill())
}

// withoutSentences leaves out the sentences, which are long.
func withoutSentences(encode func(*bytes.Buffer, []analysis.Record) error) func(*bytes.Buffer, []analysis.Record) error {
	return func(b *bytes.Buffer, records []analysis.Record) error {
		for i := range records {
			records[i].Sentences = nil
		}
		return encode(b, records)
	}
}

// encodedRecords are the records of a file as they are written. Of a large file
// only a part is held; what follows is scored while it is written.
type encodedRecords struct {
	next   func() ([]analysis.Record, bool)
	encode func(*bytes.Buffer, []analysis.Record) error
	part   bytes.Buffer
}

// fullPart is how many bytes of a file's records wait for those of the files
// before it. A call of usual length has a tenth of a megabyte.
const fullPart = 4 << 20

func newEncodedRecords(calls []*call.Call, analyzer *analysis.Analyzer, encode func(*bytes.Buffer, []analysis.Record) error) *encodedRecords {
	next, _ := iter.Pull(func(yield func([]analysis.Record) bool) {
		for _, call := range calls {
			for records := range analyzer.Exchanges(call) {
				if !yield(records) {
					return
				}
			}
		}
	})
	return &encodedRecords{next: next, encode: encode}
}

// fill encodes records until the part is full or none are left.
func (e *encodedRecords) fill() (err error) {
	for e.part.Len() < fullPart {
		records, more := e.next()
		if !more {
			break
		}
		err = errors.Join(err, e.encode(&e.part, records))
	}
	return err
}

// write writes the part and all that follows it.
func (e *encodedRecords) write(w io.Writer) error {
	for e.part.Len() > 0 {
		if _, err := e.part.WriteTo(w); err != nil {
			return err
		}
		if err := e.fill(); err != nil {
			return err
		}
	}
	return nil
}

func encodeJSONL(b *bytes.Buffer, records []analysis.Record) error {
	encoder := json.NewEncoder(b)
	encoder.SetEscapeHTML(false)
	for i := range records {
		start := b.Len()
		if err := encoder.Encode(&records[i]); err != nil {
			return fmt.Errorf("%s: %w", records[i].ID, err)
		}
		line := harmless.EscapeJSON(b.Bytes()[start:])
		b.Truncate(start)
		b.Write(line)
	}
	return nil
}
