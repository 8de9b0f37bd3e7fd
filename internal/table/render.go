package table

import (
	"candor/internal/harmless"

	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// Format is an output format.
type Format string

const (
	Text     Format = "text"
	Markdown Format = "markdown"
	CSV      Format = "csv"
	JSON     Format = "json"
	HTML     Format = "html"
)

// Formats lists all formats in the order in which help shows them.
var Formats = [...]Format{Text, Markdown, CSV, JSON, HTML}

// Write renders d. width is the number of columns that a text table may take; 0
// is no limit. It fails only when w does, or with an unknown format.
func (d *Document) Write(w io.Writer, format Format, width int) error {
	var b bytes.Buffer
	var err error
	switch format {
	case Text:
		err = d.text(&b, width)
	case Markdown:
		err = d.markdown(&b)
	case CSV:
		err = d.csv(&b)
	case JSON:
		err = d.json(&b)
	case HTML:
		err = page.Execute(&b, d)
	default:
		err = fmt.Errorf("unknown format %q", format)
	}
	if err != nil {
		return err
	}
	_, err = w.Write(b.Bytes())
	return err
}

func (d *Document) text(b *bytes.Buffer, width int) error {
	for _, line := range d.Head {
		writeWrapped(b, harmless.Clean(line), width)
	}
	for i, warning := range d.Warnings {
		writeWrapped(b, harmless.Clean(fmt.Sprintf("[%d] %s", i+1, warning)), width)
	}
	for i := range d.Tables {
		t := &d.Tables[i]
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		if t.Title != "" {
			writeWrapped(b, harmless.Clean(t.Title), width)
		}
		for j, block := range t.blocks(width) {
			if j > 0 {
				b.WriteByte('\n')
			}
			if err := t.draw(b, block, tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{
				Borders: tw.BorderNone,
				Settings: tw.Settings{
					Separators: tw.Separators{BetweenColumns: tw.Off, BetweenRows: tw.Off, ShowHeader: tw.Off},
					Lines:      tw.Lines{ShowHeaderLine: tw.Off, ShowTop: tw.Off, ShowBottom: tw.Off},
				},
			})), func(s string) string { return s }); err != nil {
				return err
			}
		}
		for _, note := range t.Notes {
			writeWrapped(b, harmless.Clean(note), width)
		}
	}
	return nil
}

// writeWrapped writes a line broken at spaces before width.
func writeWrapped(b *bytes.Buffer, line string, width int) {
	at := 0
	for i, word := range strings.Fields(line) {
		n := runewidth.StringWidth(word)
		if i > 0 {
			if width > 0 && at+1+n > width {
				b.WriteString("\n  ")
				at = 2
			} else {
				b.WriteByte(' ')
				at++
			}
		}
		b.WriteString(word)
		at += n
	}
	b.WriteByte('\n')
}

// block is a part of a table that fits: columns by index, and the width of each.
type block struct{ columns, widths []int }

// margin is what the text renderer puts around a cell.
const margin = 2

// blocks chooses the columns of a text table: all if they fit, else without
// the optional ones from the right, else in blocks beneath each other with the
// key columns repeated.
func (t *Table) blocks(width int) []block {
	widths := make([]int, len(t.Columns))
	var shown []int
	total := 0
	for i, c := range t.Columns {
		if c.Head == "" {
			continue
		}
		widths[i] = runewidth.StringWidth(c.Head)
		for _, row := range t.Rows {
			widths[i] = max(widths[i], runewidth.StringWidth(harmless.Clean(row[i].Text)))
		}
		widths[i] += margin
		total += widths[i]
		shown = append(shown, i)
	}
	if width <= 0 || total <= width {
		return []block{{shown, widths}}
	}
	if total = t.shrink(shown, widths, total, width); total <= width {
		return []block{{shown, widths}}
	}
	for i := len(shown) - 1; i >= 0 && total > width; i-- {
		if t.Columns[shown[i]].Optional {
			total -= widths[shown[i]]
			shown = append(shown[:i], shown[i+1:]...)
		}
	}
	if total <= width {
		return []block{{shown, widths}}
	}
	keys := max(t.Keys, 1)
	keyWidth := 0
	for _, c := range shown[:min(keys, len(shown))] {
		keyWidth += widths[c]
	}
	var blocks []block
	rest := shown[min(keys, len(shown)):]
	for len(rest) > 0 {
		n, used := 0, keyWidth
		for n < len(rest) && (n == 0 || used+widths[rest[n]] <= width && !t.Columns[rest[n]].Break) {
			used += widths[rest[n]]
			n++
		}
		columns := append(append([]int{}, shown[:keys]...), rest[:n]...)
		blocks = append(blocks, block{columns, widths})
		rest = rest[n:]
	}
	return blocks
}

// narrowest is how far a column of free text may shrink.
const narrowest = 26

func (t *Table) shrink(shown, widths []int, total, width int) int {
	for i := len(shown) - 1; i >= 0 && total > width; i-- {
		c := shown[i]
		if t.Columns[c].Shrink && widths[c] > narrowest {
			cut := min(total-width, widths[c]-narrowest)
			widths[c] -= cut
			total -= cut
		}
	}
	return total
}

// draw writes some columns of t with tablewriter. It renders into a buffer
// because the renderers do not report a failed write.
func (t *Table) draw(b *bytes.Buffer, part block, look tablewriter.Option, escape func(string) string) error {
	alignment := make(tw.Alignment, len(part.columns))
	head := make([]any, len(part.columns))
	for i, c := range part.columns {
		alignment[i] = tw.AlignLeft
		if t.Columns[c].Right {
			alignment[i] = tw.AlignRight
		}
		head[i] = escape(t.Columns[c].Head)
	}
	table := tablewriter.NewTable(b, look,
		tablewriter.WithHeaderAutoFormat(tw.Off), tablewriter.WithHeaderAutoWrap(tw.WrapNone), tablewriter.WithRowAutoWrap(tw.WrapNone),
		tablewriter.WithEastAsian(tw.Off), tablewriter.WithAlignment(alignment))
	table.Header(head...)
	for _, row := range t.Rows {
		cells := make([]string, len(part.columns))
		for i, c := range part.columns {
			text := harmless.Clean(row[c].Text)
			if part.widths != nil && t.Columns[c].Shrink {
				text = runewidth.Truncate(text, part.widths[c]-margin, "…")
			}
			cells[i] = escape(text)
		}
		if err := table.Append(cells); err != nil {
			return err
		}
	}
	start := b.Len()
	if err := table.Render(); err != nil {
		return err
	}
	trimLines(b, start)
	return nil
}

// trimLines takes white space from the ends of the lines from start on.
func trimLines(b *bytes.Buffer, start int) {
	lines := strings.Split(b.String()[start:], "\n")
	b.Truncate(start)
	for i, line := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(strings.TrimRight(line, " "))
	}
}

func (d *Document) markdown(b *bytes.Buffer) error {
	if d.Title != "" {
		fmt.Fprintf(b, "# %s\n", harmless.EscapeMarkdown(d.Title))
	}
	for _, line := range d.Head {
		fmt.Fprintf(b, "\n%s\n", harmless.EscapeMarkdown(line))
	}
	if len(d.Warnings) > 0 {
		b.WriteByte('\n')
	}
	for i, warning := range d.Warnings {
		fmt.Fprintf(b, "%d. %s\n", i+1, harmless.EscapeMarkdown(warning))
	}
	for i := range d.Tables {
		t := &d.Tables[i]
		if t.Title != "" {
			fmt.Fprintf(b, "\n## %s\n", harmless.EscapeMarkdown(t.Title))
		}
		b.WriteByte('\n')
		if err := t.draw(b, block{columns: t.shown()}, tablewriter.WithRenderer(renderer.NewMarkdown()), harmless.EscapeMarkdown); err != nil {
			return err
		}
		for _, note := range t.Notes {
			fmt.Fprintf(b, "\n%s\n", harmless.EscapeMarkdown(note))
		}
	}
	return nil
}

func (t *Table) shown() []int {
	var columns []int
	for i, c := range t.Columns {
		if c.Head != "" {
			columns = append(columns, i)
		}
	}
	return columns
}

// csv writes the tables one after another, each with its own head line and its
// name in the first column, an empty line between.
func (d *Document) csv(b *bytes.Buffer) error {
	for i := range d.Tables {
		t := &d.Tables[i]
		if i > 0 {
			b.WriteByte('\n')
		}
		w := csv.NewWriter(b)
		line := []string{"table"}
		for _, c := range t.Columns {
			if !c.TextOnly {
				line = append(line, c.Name)
			}
		}
		w.Write(line) // errors of a buffer cannot happen; Flush and Error below say the rest
		for _, row := range t.Rows {
			line = append(line[:0], t.Name)
			for j, c := range t.Columns {
				if !c.TextOnly {
					line = append(line, csvValue(row[j].Value))
				}
			}
			w.Write(line)
		}
		w.Flush()
		if err := w.Error(); err != nil {
			return err
		}
	}
	return nil
}

// csvValue writes full precision, and takes from text the power to start a
// formula in a spreadsheet.
func csvValue(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return harmless.CSVText(v)
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	}
	return harmless.CSVText(fmt.Sprint(v))
}

func (d *Document) json(b *bytes.Buffer) error {
	out := object{}
	if d.Title != "" {
		out = append(out, field{"title", d.Title})
	}
	if len(d.Warnings) > 0 {
		out = append(out, field{"warnings", d.Warnings})
	}
	for i := range d.Tables {
		t := &d.Tables[i]
		rows := make([]object, 0, len(t.Rows))
		for _, row := range t.Rows {
			var o object
			for j, c := range t.Columns {
				if !c.TextOnly {
					o = append(o, field{c.Name, row[j].Value})
				}
			}
			rows = append(rows, o)
		}
		out = append(out, field{t.Name, rows})
		if len(t.Notes) > 0 {
			out = append(out, field{t.Name + "_notes", t.Notes})
		}
	}
	return WriteJSON(b, out)
}

// WriteJSON writes a value as indented JSON that is harmless to a terminal.
func WriteJSON(w io.Writer, value any) error {
	b, err := json.MarshalIndent(value, "", " ")
	if err != nil {
		return err
	}
	_, err = w.Write(append(harmless.EscapeJSON(b), '\n'))
	return err
}

// object is a JSON object that keeps the order of its fields.
type object []field

type field struct {
	Name  string
	Value any
}

func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, f := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(f.Name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(f.Value)
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

var page = template.Must(template.New("page").Funcs(template.FuncMap{"clean": harmless.Clean}).Parse(`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{clean .Title}}</title>
<style>
body { font: 15px/1.45 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .4rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .8rem .25rem 0; text-align: left; vertical-align: top; }
td:first-child { white-space: nowrap; }
th { border-bottom: 2px solid #444; font-size: .8rem; text-transform: uppercase; letter-spacing: .03em; white-space: nowrap; }
td { border-bottom: 1px solid #ddd; }
.right { text-align: right; white-space: nowrap; }
.note, .warning { color: #555; font-size: .85rem; margin: .3rem 0; }
</style>
</head>
<body>
<h1>{{clean .Title}}</h1>
{{range .Head}}<p>{{clean .}}</p>
{{end}}{{if .Warnings}}<ol>{{range .Warnings}}<li class="warning">{{clean .}}</li>{{end}}</ol>
{{end}}{{range .Tables}}{{$t := .}}{{if .Title}}<h2>{{clean .Title}}</h2>
{{end}}<div class="scroll"><table>
<thead><tr>{{range .Columns}}{{if .Head}}<th{{if .Right}} class="right"{{end}}>{{clean .Head}}</th>{{end}}{{end}}</tr></thead>
<tbody>
{{range .Rows}}<tr>{{range $i, $c := .}}{{with index $t.Columns $i}}{{if .Head}}<td{{if .Right}} class="right"{{end}}>{{clean $c.Text}}</td>{{end}}{{end}}{{end}}</tr>
{{end}}</tbody>
</table></div>
{{range .Notes}}<p class="note">{{clean .}}</p>
{{end}}{{end}}</body>
</html>
`))
