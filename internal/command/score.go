package command

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"candor/analysis"
	"candor/report"
)

// JSONL is one JSON object a line; only score writes it.
const jsonl report.Format = "jsonl"

func newScore(a *app) *cobra.Command {
	var out output
	var with scoring
	var in input
	c := &cobra.Command{
		Use:   "score FILE|DIRECTORY...",
		Short: "Write one record per executive turn, with its scores and hedges",
		Long: `Score writes one record for each turn of an executive, in call order: answers, and
with "section":"prepared" the prepared remarks. Greetings and bare
acknowledgements carry "trivial":true and are left out of statistics.

Each hedge and deflection has byte offsets into the text, and its line and
column in the source file. The output is an input format too.`,
		Example: `  candor score call.md
  candor score --format csv calls/*.md --output scores.csv
  candor score answers.jsonl | jq .sentiment.score`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			analyzer, err := a.analyzer(&with)
			if err != nil {
				return err
			}
			r, err := a.reader(&in)
			if err != nil {
				return err
			}
			files, err := r.files(args)
			if err != nil {
				return err
			}
			encode := encodeJSONL
			if report.Format(out.format) == report.CSV {
				encode = encodeCSV
			}
			// Records are encoded where they are made, by all workers.
			encoded := func(path string) (*[]byte, error) {
				s, err := r.scored(path, analyzer)
				if s == nil {
					return nil, err
				}
				var b bytes.Buffer
				for _, records := range s.records {
					err = errors.Join(err, encode(&b, records))
				}
				lines := b.Bytes()
				return &lines, err
			}
			return a.writeRead(out.file, func(w io.Writer) error {
				if report.Format(out.format) == report.CSV {
					if _, err := fmt.Fprintln(w, strings.Join(recordColumns(), ",")); err != nil {
						return err
					}
				}
				return inOrder(c.Context(), r, files, encoded, func(b *[]byte) error {
					_, err := w.Write(*b)
					return err
				})
			})
		},
	}
	addOutputFlags(c, &out, jsonl, report.CSV)
	addInputFlags(c, &in)
	addScoringFlags(c, &with)
	return c
}

func encodeJSONL(b *bytes.Buffer, records []analysis.Record) error {
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	for i := range records {
		line.Reset()
		if err := encoder.Encode(&records[i]); err != nil {
			return fmt.Errorf("%s: %w", records[i].ID, err)
		}
		b.Write(report.EscapeJSON(line.Bytes()))
	}
	return nil
}

// recordColumns are those of the CSV, which holds a record without its lists:
// counts take their place.
func recordColumns() []string {
	columns := []string{"id", "call", "company", "ticker", "period", "date", "source", "index", "section", "speaker", "role", "title", "firm",
		"asker", "asker_firm", "line", "words", "trivial", "topic"}
	for i := range analysis.Metrics {
		columns = append(columns, analysis.Metrics[i].Name)
	}
	return append(columns, "label", "scorer", "hedges", "deflections", "question", "text")
}

func encodeCSV(b *bytes.Buffer, records []analysis.Record) error {
	out := csv.NewWriter(b)
	for i := range records {
		out.Write(recordCells(&records[i])) // to memory, which does not fail
	}
	out.Flush()
	return out.Error()
}

func recordCells(r *analysis.Record) []string {
	cells := []string{r.ID, r.Call.ID, r.Call.Company, r.Call.Ticker, r.Call.Period, r.Call.Date, r.Call.Source, strconv.Itoa(r.Index),
		string(r.Section), r.Speaker, string(r.Role), r.Title, r.Firm, r.Asker, r.AskerFirm, strconv.Itoa(r.Line), strconv.Itoa(r.Words),
		strconv.FormatBool(r.Trivial), analysis.Dimension("topic").Key(r)}
	for i := range cells {
		cells[i] = report.CSVText(cells[i])
	}
	for i := range analysis.Metrics {
		m := &analysis.Metrics[i]
		cell := ""
		if numerator, denominator, ok := m.Terms(r); ok && denominator > 0 {
			cell = strconv.FormatFloat(m.Per*numerator/denominator, 'g', -1, 64)
		}
		cells = append(cells, cell)
	}
	return append(cells, string(r.Sentiment.Label), r.Sentiment.Scorer, strconv.Itoa(len(r.Hedges)), strconv.Itoa(len(r.Deflections)),
		report.CSVText(r.Question), report.CSVText(r.Text))
}
