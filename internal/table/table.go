// Package table holds tables and draws them: one Document value, one renderer a
// format. It knows nothing of what stands in them, and is the only package that
// imports tablewriter.
package table

// Document is what a command shows: a head, tables, and warnings.
type Document struct {
	Title    string   // of the page or the Markdown document
	Head     []string // lines above the tables
	Warnings []string // shown under the head, numbered
	Tables   []Table
	Colour   bool // text is for a terminal that shows colours
}

// Table is one table with the same content for every format, made by Of. Text,
// Markdown and HTML show Cell.Text, CSV and JSON Cell.Value.
type Table struct {
	Name  string   // snake_case, "by_speaker": key in JSON, first column in CSV
	Title string   // shown above it; "" for none
	Notes []string // footnotes, shown beneath
	// Keys is how many leading columns are repeated where a table is too wide
	// and goes on below; 0 means 1.
	Keys int

	columns []head
	rows    [][]Cell     // each as long as columns
	lines   []string     // in place of columns and rows
	alarms  map[int]bool // of lines
	wrapped bool         // lines go on below where they do not fit
}

// Alarming is the table of text in which these lines stand out, where colours may
// be used.
func (t Table) Alarming(lines ...int) Table {
	t.alarms = map[int]bool{}
	for _, i := range lines {
		t.alarms[i] = true
	}
	return t
}

// Lines makes a table of text: lines that are cut where they do not fit.
func Lines(name, title string, lines []string) Table {
	return Table{Name: name, Title: title, lines: lines}
}

// Paragraphs makes a table of text: lines that go on below where they do not fit.
func Paragraphs(name, title string, lines []string) Table {
	return Table{Name: name, Title: title, lines: lines, wrapped: true}
}

// Empty tells whether nothing stands in the table.
func (t *Table) Empty() bool { return len(t.rows)+len(t.lines) == 0 }

// Column is one column of a table whose rows are made from values of type R:
// how it is called, how it stands, and what it shows of a row.
type Column[R any] struct {
	Name     string // snake_case, for CSV and JSON, "hedges_per_100_words"
	Head     string // for readers, in any case; "" makes it a column of CSV and JSON only
	Page     string // head of a column that only HTML pages show; Head is ""
	Right    bool   // numbers stand to the right
	TextOnly bool   // left out of CSV and JSON
	// Optional columns are left out, the last first, where a text table does
	// not fit; the others go on below.
	Optional bool
	// Shrink marks free text that may be cut with "…" to fit.
	Shrink bool
	// Break starts the next block here where a text table does not fit.
	Break bool
	// Omit leaves the column out of this table.
	Omit bool
	Cell func(R) Cell
}

// head is a column whose cells are made.
type head struct {
	Name, Head, Page                         string
	Right, TextOnly, Optional, Shrink, Break bool
}

// Of makes a table with a row for each of rows.
func Of[R any](name, title string, columns []Column[R], rows []R) Table {
	t := Table{Name: name, Title: title, rows: make([][]Cell, len(rows))}
	for i := range t.rows {
		t.rows[i] = make([]Cell, 0, len(columns))
	}
	for _, c := range columns {
		if c.Omit {
			continue
		}
		t.columns = append(t.columns, head{c.Name, c.Head, c.Page, c.Right, c.TextOnly || c.Page != "", c.Optional, c.Shrink, c.Break})
		for i, row := range rows {
			t.rows[i] = append(t.rows[i], c.Cell(row))
		}
	}
	return t
}

// Len is the number of rows.
func (t *Table) Len() int { return len(t.rows) }

// With is the table with these notes beneath.
func (t Table) With(notes ...string) Table {
	t.Notes = append(t.Notes[:len(t.Notes):len(t.Notes)], notes...)
	return t
}

// Keyed is the table with so many columns repeated where it goes on below.
func (t Table) Keyed(columns int) Table {
	t.Keys = columns
	return t
}
