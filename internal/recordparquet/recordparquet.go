// Package recordparquet writes records as Parquet, for pandas, R, DuckDB and Spark. It
// stands apart from package analysis, since its library is heavy.
package recordparquet

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/parquet-go/parquet-go"

	"candor/analysis"
)

// rowsOfGroup is how many records are held before they are written.
const rowsOfGroup = 4096

// Writer takes records as lines of JSON, as package recordjson writes them, and writes
// them as rows. The same records give the same bytes.
type Writer struct {
	rows *parquet.GenericWriter[row]
	rest []byte // of a line that is not whole yet
	held int
}

// NewWriter writes to w; nothing is whole before Close.
func NewWriter(w io.Writer) *Writer {
	return &Writer{rows: parquet.NewGenericWriter[row](w, parquet.Compression(&parquet.Zstd), parquet.CreatedBy("candor", "1", "1"))}
}

// Write takes lines, in pieces of any size.
func (w *Writer) Write(p []byte) (int, error) {
	w.rest = append(w.rest, p...)
	for {
		end := bytes.IndexByte(w.rest, '\n')
		if end < 0 {
			return len(p), nil
		}
		if err := w.line(w.rest[:end]); err != nil {
			return 0, err
		}
		w.rest = w.rest[end+1:]
	}
}

func (w *Writer) line(line []byte) error {
	var r analysis.Record
	if err := json.Unmarshal(line, &r); err != nil {
		return fmt.Errorf("a record is no JSON: %w", err)
	}
	if _, err := w.rows.Write([]row{rowOf(&r)}); err != nil {
		return err
	}
	if w.held++; w.held == rowsOfGroup {
		w.held = 0
		return w.rows.Flush()
	}
	return nil
}

// Close ends the file.
func (w *Writer) Close() error {
	if len(w.rest) > 0 {
		return errors.Join(errors.New("the last record is not whole"), w.rows.Close())
	}
	return w.rows.Close()
}

// row is a record as columns: named as in its JSON, where a name holds others with _
// between. docs/records.md says what each is.
type row struct {
	ID        string            `parquet:"id,dict"`
	Call      string            `parquet:"call,dict"`
	Company   string            `parquet:"company,dict"`
	Ticker    string            `parquet:"ticker,dict"`
	Period    string            `parquet:"period,dict"`
	Date      string            `parquet:"date,dict"`
	Source    string            `parquet:"source,dict"`
	Inferred  bool              `parquet:"inferred"`
	Warnings  string            `parquet:"warnings,dict"`
	Index     int64             `parquet:"index"`
	Section   string            `parquet:"section,dict"`
	Speaker   string            `parquet:"speaker,dict"`
	Role      string            `parquet:"role,dict"`
	Title     string            `parquet:"title,dict"`
	Firm      string            `parquet:"firm,dict"`
	Asker     string            `parquet:"asker,dict"`
	AskerFirm string            `parquet:"asker_firm,dict"`
	Question  string            `parquet:"question"`
	Text      string            `parquet:"text"`
	Line      int64             `parquet:"line"`
	Page      *int64            `parquet:"page,optional"`
	Time      *float64          `parquet:"time,optional"`
	Extra     map[string]string `parquet:"extra"`
	Words     int64             `parquet:"words"`
	Trivial   bool              `parquet:"trivial"`
	Procedure bool              `parquet:"procedure"`

	Sentiment tone       `parquet:"sentiment"`
	Others    []tone     `parquet:"other_sentiments,list"`
	Sentences []sentence `parquet:"sentences,list"`

	QuestionSentiment *float64 `parquet:"question_sentiment,optional"`
	NumericShare      float64  `parquet:"numeric_share"`
	Complexity        float64  `parquet:"complexity"`
	Specificity       float64  `parquet:"specificity"`
	HedgeRate         float64  `parquet:"hedges_per_100_words"`
	Strength          float64  `parquet:"hedge_strength"`
	Shields           float64  `parquet:"shields_per_100_words"`
	Approximators     float64  `parquet:"approximators_per_100_words"`
	Hedges            []found  `parquet:"hedges,list"`
	Deflections       []found  `parquet:"deflections,list"`

	Directness *judged  `parquet:"directness,optional"`
	Topics     []topic  `parquet:"topics,list"`
	Versions   versions `parquet:"versions"`
}

type tone struct {
	Score    *float64 `parquet:"score,optional"`
	Label    string   `parquet:"label,dict"`
	Negative float64  `parquet:"negative"`
	Neutral  float64  `parquet:"neutral"`
	Positive float64  `parquet:"positive"`
	Scorer   string   `parquet:"scorer,dict"`
}

// Span is a stretch of the text, half-open, in bytes and in Unicode code points.
type Span struct {
	Start     int64 `parquet:"start"`
	End       int64 `parquet:"end"`
	CharStart int64 `parquet:"char_start"`
	CharEnd   int64 `parquet:"char_end"`
}

type sentence struct {
	Span
	Label     string  `parquet:"label,dict"`
	Score     float64 `parquet:"score"`
	Negative  float64 `parquet:"negative"`
	Neutral   float64 `parquet:"neutral"`
	Positive  float64 `parquet:"positive"`
	Procedure bool    `parquet:"procedure"`
}

// found is a hedge, a deflection or evidence; what does not apply is empty.
type found struct {
	Span
	Line     int64   `parquet:"line"`
	Column   int64   `parquet:"column"`
	Text     string  `parquet:"text,dict"`
	Category string  `parquet:"category,dict"` // of hedges
	Kind     string  `parquet:"kind,dict"`     // of deflections and evidence
	Cue      string  `parquet:"cue,dict"`
	Weight   float64 `parquet:"weight"` // of hedges
}

type judged struct {
	Score    *float64  `parquet:"score,optional"`
	Label    string    `parquet:"label,dict"`
	Kind     string    `parquet:"kind,dict"`
	Until    string    `parquet:"until,dict"`
	Direct   float64   `parquet:"direct"`
	Partial  float64   `parquet:"partial"`
	Evaded   float64   `parquet:"evaded"`
	Evidence []found   `parquet:"evidence,list"`
	Exchange *exchange `parquet:"exchange,optional"`
	Part     *exchange `parquet:"part,optional"`
}

type exchange struct {
	ID      string   `parquet:"id,dict"`
	Answers int64    `parquet:"answers"`
	Score   *float64 `parquet:"score,optional"`
	Label   string   `parquet:"label,dict"`
}

type topic struct {
	Name   string  `parquet:"name,dict"`
	Weight float64 `parquet:"weight"`
}

type versions struct {
	Model      string `parquet:"model,dict"`
	Lexicon    string `parquet:"lexicon,dict"`
	Taxonomy   string `parquet:"taxonomy,dict"`
	Directness string `parquet:"directness,dict"`
}
