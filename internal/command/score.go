package command

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"candor/analysis"
	"candor/report"
)

// JSONL is one JSON object a line; only score writes it.
const jsonl report.Format = "jsonl"

func newScore(a *app) *cobra.Command {
	var out output
	var with scoring
	c := &cobra.Command{
		Use:   "score FILE...",
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
			var reading error
			err = a.writeTo(out.file, func(w io.Writer) error {
				buffered := bufio.NewWriterSize(w, 1<<16)
				write := writeJSONL(buffered)
				if report.Format(out.format) == report.CSV {
					write = writeCSV(buffered)
				}
				reading = a.readAll(c.Context(), args, analyzer, func(r result) error {
					for _, records := range r.records {
						for i := range records {
							if err := write(&records[i]); err != nil {
								return err
							}
						}
					}
					return nil
				})
				if reading != nil && reading != errReported {
					return reading
				}
				return buffered.Flush()
			})
			if err != nil {
				return err
			}
			return reading
		},
	}
	addOutputFlags(c, &out, jsonl, report.CSV)
	addScoringFlags(c, &with)
	return c
}

func writeJSONL(w io.Writer) func(*analysis.Record) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return func(r *analysis.Record) error { return encoder.Encode(r) }
}

// writeCSV writes the record without its lists: counts take their place.
func writeCSV(w io.Writer) func(*analysis.Record) error {
	out := csv.NewWriter(w)
	head := []string{"id", "call", "company", "ticker", "period", "date", "source", "index", "section", "speaker", "role", "title", "firm",
		"asker", "asker_firm", "line", "words", "trivial", "topic"}
	for i := range analysis.Metrics {
		head = append(head, analysis.Metrics[i].Name)
	}
	head = append(head, "label", "scorer", "hedges", "deflections", "question", "text")
	started := false
	return func(r *analysis.Record) error {
		if !started {
			started = true
			if err := out.Write(head); err != nil {
				return err
			}
		}
		line := []string{r.ID, r.Call.ID, r.Call.Company, r.Call.Ticker, r.Call.Period, r.Call.Date, r.Call.Source, strconv.Itoa(r.Index),
			string(r.Section), r.Speaker, string(r.Role), r.Title, r.Firm, r.Asker, r.AskerFirm, strconv.Itoa(r.Line), strconv.Itoa(r.Words),
			strconv.FormatBool(r.Trivial), analysis.Dimension("topic").Key(r)}
		for i := range line {
			line[i] = report.CSVText(line[i])
		}
		for i := range analysis.Metrics {
			m := &analysis.Metrics[i]
			cell := ""
			if numerator, denominator, ok := m.Terms(r); ok && denominator > 0 {
				cell = strconv.FormatFloat(m.Per*numerator/denominator, 'g', -1, 64)
			}
			line = append(line, cell)
		}
		line = append(line, string(r.Sentiment.Label), r.Sentiment.Scorer, strconv.Itoa(len(r.Hedges)), strconv.Itoa(len(r.Deflections)),
			report.CSVText(r.Question), report.CSVText(r.Text))
		if err := out.Write(line); err != nil {
			return err
		}
		out.Flush()
		return out.Error()
	}
}
