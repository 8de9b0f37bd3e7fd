package command

import (
	"bytes"
	"io"
	"maps"
	"slices"
	"strconv"

	"candor/analysis"
	"candor/internal/command/console"
	"candor/internal/harmless"
	"candor/transcript/call"
)

// recordColumns are those of the CSV, which holds a record without its lists:
// counts take their place.
func recordColumns() []string {
	columns := []string{"id", "call", "company", "ticker", "period", "date", "source", "index", "section", "speaker", "role", "title", "firm",
		"asker", "asker_firm", "line", "words", "trivial", "procedure", "topic", "topic_weight", "second_topic", "second_topic_weight"}
	columns = append(columns, analysis.MetricNames()...)
	return append(columns, "label", "negative", "neutral", "positive", "scorer", "directness_label", "directness_kind", "direct", "partial", "evaded", "until", "exchange",
		"hedges", "deflections", "question", "text")
}

// recordSheet writes records as CSV. Behind the columns that all have stand those
// that only some files tell: page, time and what a table tells besides, as the
// first file has them.
type recordSheet struct {
	first string
	known chan struct{} // closed when the first file has been read
	extra []string
	begun bool
}

func newRecordSheet(files []console.File) *recordSheet {
	s := &recordSheet{known: make(chan struct{})}
	for _, f := range files {
		if f.Err == nil {
			s.first = f.Path
			return s
		}
	}
	close(s.known)
	return s
}

// settle waits until the columns are known, which the first file's calls tell; a nil
// sheet has none.
func (s *recordSheet) settle(path string, calls []*call.Call) {
	if s == nil {
		return
	}
	if path != s.first {
		<-s.known
		return
	}
	names := map[string]bool{}
	for _, c := range calls {
		for i := range c.Turns {
			t := &c.Turns[i]
			for name := range t.Extra {
				names[name] = true
			}
			s.has(pageColumn, t.Page > 0)
			s.has(timeColumn, t.Time > 0)
		}
	}
	s.extra = append(s.extra, slices.Sorted(maps.Keys(names))...)
	close(s.known)
}

// The columns that only some files have.
const (
	pageColumn = "page"
	timeColumn = "time"
)

// has adds a column, once.
func (s *recordSheet) has(column string, told bool) {
	if told && !slices.Contains(s.extra, column) {
		s.extra = append(s.extra, column)
	}
}

// begin writes the names of the columns, once; a nil sheet is no CSV.
func (s *recordSheet) begin(w io.Writer) error {
	if s == nil || s.begun {
		return nil
	}
	s.begun = true
	columns := recordColumns()
	for _, name := range s.extra {
		if slices.Contains(columns, name) {
			name = "extra_" + name
		}
		columns = append(columns, harmless.CSVText(name))
	}
	var b bytes.Buffer
	harmless.CSVLine(&b, columns)
	_, err := b.WriteTo(w)
	return err
}

// encode appends records.
func (s *recordSheet) encode(to []byte, records []analysis.Record) []byte {
	b := bytes.NewBuffer(to)
	for i := range records {
		r := &records[i]
		cells := recordCells(r)
		for _, name := range s.extra {
			switch value, told := r.Extra[name]; {
			case told:
				cells = append(cells, harmless.CSVText(value))
			case name == pageColumn && r.Page > 0:
				cells = append(cells, strconv.Itoa(r.Page))
			case name == timeColumn && r.Time > 0:
				cells = append(cells, strconv.FormatFloat(r.Time, 'g', -1, 64))
			default:
				cells = append(cells, "")
			}
		}
		harmless.CSVLine(b, cells)
	}
	return b.Bytes()
}

func recordCells(r *analysis.Record) []string {
	cells := []string{r.ID, r.Call.ID, r.Call.Company, r.Call.Ticker, r.Call.Period, r.Call.Date, r.Call.Source, strconv.Itoa(r.Index),
		string(r.Section), r.Speaker, string(r.Role), r.Title, r.Firm, r.Asker, r.AskerFirm, strconv.Itoa(r.Line), strconv.Itoa(r.Words),
		strconv.FormatBool(r.Trivial), strconv.FormatBool(r.Procedure)}
	for i := range 2 {
		if i < len(r.Topics) {
			cells = append(cells, r.Topics[i].Name, number(r.Topics[i].Weight))
		} else {
			cells = append(cells, "", "")
		}
	}
	for i := range cells {
		cells[i] = harmless.CSVText(cells[i])
	}
	for _, m := range analysis.Metrics {
		cell := ""
		if value, ok := m.Value(r); ok {
			cell = number(value)
		}
		cells = append(cells, cell)
	}
	s, d := &r.Sentiment, &r.Directness
	cells = append(cells, string(s.Label))
	cells = append(cells, probabilities(s.Negative, s.Neutral, s.Positive)...)
	cells = append(cells, s.Scorer, string(d.Label), string(d.Kind))
	cells = append(cells, probabilities(d.Direct, d.Partial, d.Evaded)...)
	exchange := ""
	if d.Exchange != nil {
		exchange = d.Exchange.ID
	}
	return append(cells, harmless.CSVText(d.Until), harmless.CSVText(exchange), strconv.Itoa(len(r.Hedges)), strconv.Itoa(len(r.Deflections)), harmless.CSVText(r.Question), harmless.CSVText(r.Text))
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// probabilities are three cells, empty ones where there are none.
func probabilities(p ...float64) []string {
	cells := make([]string, len(p))
	for i, x := range p {
		if p[0]+p[1]+p[2] > 0 {
			cells[i] = number(x)
		}
	}
	return cells
}
