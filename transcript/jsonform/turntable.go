package jsonform

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"candor/transcript/call"
	"candor/transcript/draft"
	"candor/transcript/source"
	"candor/transcript/table"
)

// ReadTable reads tables of characters: of turns, of answers, or of whole calls, in
// a row each. Columns are known by their usual names, or by what is in them where
// the table has no header.
func ReadTable(src *source.Source) ([]*draft.Draft, error) {
	told := src.Forced || isTableName(src.Name)
	d := table.Find(src.Text)
	if d == (table.Dialect{}) {
		if !told {
			return nil, draft.Mismatch("no rows of equally many cells")
		}
		d.Comma = ',' // the rows tell what is wrong
		if ext := strings.ToLower(filepath.Ext(source.UnpackedName(src.Name))); ext == ".tsv" || ext == ".tab" {
			d.Comma = '\t'
		}
	}
	names, err := d.Header(src.Text)
	if err != nil {
		return nil, tableError(src, err)
	}
	header := 1
	c, err := findColumns(names, src.Columns)
	if err == nil && told && c.has(colText) && !c.has(colSpeaker) && !c.has(colQuestion) {
		c.findSpeaker(sniffRowsOf(src.Text, d))
	}
	switch {
	case err != nil && told:
		return nil, &call.Error{File: src.Name, Line: 1, Err: err}
	case err != nil || !c.isHeader() && !told:
		return nil, draft.Mismatch("the first row names no columns that are known")
	case !c.isHeader():
		if c, header = sniffColumns(src.Text, d), 0; !c.isHeader() {
			c.seen = names
			return nil, &call.Error{File: src.Name, Line: 1, Err: c.notUnderstood()}
		}
	}
	records, err := d.Records(src, c.seen, header)
	if err != nil {
		return nil, tableError(src, err)
	}
	items, err := linesOf(records)
	if err != nil {
		return nil, err
	}
	return rowsOf(records, c, items)
}

// linesOf gives the objects of JSON Lines, none of which is broken.
func linesOf(src *source.Source) ([]node, error) {
	var items []node
	doc := newDocument(src, src.Text)
	for line := range src.All() {
		if line.From == line.To {
			continue
		}
		n, err := doc.parse(line.From, line.To)
		if err != nil {
			return nil, err
		}
		items = append(items, n)
	}
	return items, nil
}

// isTableName tells whether a file is called a table.
func isTableName(name string) bool {
	switch strings.ToLower(filepath.Ext(source.UnpackedName(name))) {
	case ".csv", ".tsv", ".tab", ".psv":
		return true
	}
	return false
}

func tableError(src *source.Source, err error) error {
	var at *table.Error
	if errors.As(err, &at) {
		return &call.Error{File: src.Name, Line: src.Line(at.Offset), Err: at.Err}
	}
	return &call.Error{File: src.Name, Err: err}
}

// isHeader tells whether names of columns that are known make a table of
// something, not one of words that happen to be such names.
func (c *columns) isHeader() bool {
	return c.has(colText) && (len(c.seen) == 1 || len(c.name) > 1) || c.has(colQuestion) && c.has(colAnswer)
}

// ReadRows reads a table whose rows are JSON Lines, as those of a Parquet file. A
// row with lists may hold a call as other JSON does.
func ReadRows(src *source.Source) ([]*draft.Draft, error) {
	items, err := linesOf(src)
	if err != nil {
		return nil, err
	}
	var seen []string
	nested := false
	for _, n := range items[:min(len(items), 1)] {
		for name, v := range n.members() {
			seen = append(seen, name)
			nested = nested || v.isObject() || v.isArray()
		}
	}
	c, err := findColumns(seen, src.Columns)
	if err == nil && !c.isHeader() {
		if nested {
			src.Parsed = &jsonFile{Roots: items, lines: true}
			return Read(src)
		}
		err = c.notUnderstood()
	}
	if err != nil {
		return nil, &call.Error{File: src.Name, Err: err}
	}
	return rowsOf(src, c, items)
}

// row is a record by the meaning of its columns.
type row struct {
	node
	cells map[column]node
	extra map[string]string
}

func (c *columns) row(n node) row {
	r := row{node: n, cells: map[column]node{}}
	for name, v := range n.members() {
		if meaning := c.meaning[name]; meaning != "" {
			r.cells[meaning] = v
		} else if value := v.str(); value != "" {
			if r.extra == nil {
				r.extra = map[string]string{}
			}
			r.extra[name] = value
		}
	}
	return r
}

func (r *row) str(meaning column) string {
	if n, found := r.cells[meaning]; found {
		return strings.TrimSpace(n.str())
	}
	return ""
}

// readTable reads rows: pairs of question and answer, answers, turns, or calls.
func readTable(src *source.Source, c columns, rows []row) ([]*draft.Draft, error) {
	if len(rows) == 0 {
		return nil, &call.Error{File: src.Name, Err: errors.New("a table without rows")}
	}
	t := turnTable{src: src, columns: c, byKey: map[string]*tableCall{}, ids: recordIDs{}}
	isAnswers := c.has(colText) && !c.has(colSpeaker) || c.has(colText) && c.has(colQuestion)
	isCalls := c.has(colText) && !c.has(colSpeaker) && !c.has(colQuestion) && t.areCalls(rows)
	if c.has(colSpeaker) && !c.has(colFirm) && changes(rows, colCompany) > len(rows)/5 {
		for i := range rows { // the company is the speaker's
			rows[i].cells[colFirm] = rows[i].cells[colCompany]
			delete(rows[i].cells, colCompany)
		}
	}
	t.single = !isCalls && t.areOfOne(rows)
	for i := range rows {
		switch r := &rows[i]; {
		case isCalls:
			t.whole(r)
		case isAnswers:
			t.answer(r)
		default:
			t.group(r)
		}
	}
	drafts := t.drafts()
	err := t.errs.join(src.Name)
	if err == nil && len(drafts) == 0 {
		err = &call.Error{File: src.Name, Err: fmt.Errorf("a table in whose rows nobody speaks: it has %s", c.list())}
	}
	return drafts, err
}

// changes counts the rows in which a column says something else than in the row before.
func changes(rows []row, meaning column) int {
	n := 0
	for i := 1; i < len(rows); i++ {
		if rows[i].str(meaning) != rows[i-1].str(meaning) {
			n++
		}
	}
	return n
}

// areCalls tells whether several people speak in the first of the cells that have
// any text: each holds a whole call, not an answer.
func (t *turnTable) areCalls(rows []row) bool {
	for i := range rows {
		text, found := rows[i].cells[colText]
		if !found || !text.isString() || len(text.raw()) < shortestText {
			continue
		}
		c := JsonCall{Draft: draft.New(t.src)}
		return c.readText([]jsonText{{text, ""}}) && len(c.Call.Turns) > 2
	}
	return false
}

// isTurnTable tells records that are rows of a table of turns, with columns that
// tell the call or what each is, from the speeches of one call.
func isTurnTable(items []node) (columns, bool) {
	var seen []string
	has := map[string]bool{}
	for i, item := range items[:min(len(items), probe)] {
		for name, v := range item.members() {
			if v.isObject() || v.isArray() {
				return columns{}, false
			}
			if !has[name] && (i == 0 || len(seen) < table.MostColumns) {
				has[name], seen = true, append(seen, name)
			}
		}
	}
	c, err := findColumns(seen, nil)
	if err != nil || !c.has(colText) || !c.has(colSpeaker) || c.has(colQuestion) {
		return c, false
	}
	telling := c.has(colTicker)
	for _, name := range [...]string{"transcriptid", "callid", "keydevid", "componentorder", "transcriptcomponenttypename", "speakertypename", "transcriptpersonname", "componenttext"} {
		telling = telling || slices.ContainsFunc(seen, func(s string) bool { return sameKey(s, name) })
	}
	return c, telling
}

// rowsOf reads records as rows.
func rowsOf(src *source.Source, c columns, items []node) ([]*draft.Draft, error) {
	rows := make([]row, len(items))
	for i, item := range items {
		rows[i] = c.row(item)
	}
	return readTable(src, c, rows)
}
