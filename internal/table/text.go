package table

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"sync"

	"github.com/clipperhouse/displaywidth"
	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/pkg/twcache"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"

	"candor/internal/harmless"
)

// Lines is how many lines d takes as text of that width.
func (d *Document) Lines(width int) int {
	var b bytes.Buffer
	if err := d.text(&b, width); err != nil {
		return 0
	}
	return bytes.Count(b.Bytes(), []byte{'\n'})
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
		for i, line := range t.lines {
			line = harmless.Clean(line)
			if t.wrapped {
				writeWrapped(b, line, width)
				continue
			}
			if width > 0 {
				line = displaywidth.TruncateString(line, width, "…")
			}
			b.WriteString(paint(line, d.Colour && t.alarms[i]) + "\n")
		}
		if t.lines != nil {
			continue
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
			})), func(s string) string { return s }, d.Colour); err != nil {
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
		n := displaywidth.String(word)
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

// blocks chooses the columns of a text table: all if they fit, else with free
// text cut, without the optional ones from the right, else in blocks beneath each other with the
// key columns repeated.
func (t *Table) blocks(width int) []block {
	widths := make([]int, len(t.columns))
	var shown []int
	total := 0
	for i, c := range t.columns {
		if c.Head == "" {
			continue
		}
		widths[i] = displaywidth.String(c.Head)
		for _, row := range t.rows {
			widths[i] = max(widths[i], displaywidth.String(harmless.Clean(row[i].Text)))
		}
		widths[i] += margin
		total += widths[i]
		shown = append(shown, i)
	}
	if width <= 0 || total <= width {
		return []block{{shown, widths}}
	}
	if total = t.shrink(shown, widths, total, width, comfortable); total <= width {
		return []block{{shown, widths}}
	}
	for i := len(shown) - 1; i >= 0 && total > width; i-- {
		if t.columns[shown[i]].Optional {
			total -= widths[shown[i]]
			shown = append(shown[:i], shown[i+1:]...)
		}
	}
	if total = t.shrink(shown, widths, total, width, narrowest); total <= width {
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
		for n < len(rest) && (n == 0 || used+widths[rest[n]] <= width && !t.columns[rest[n]].Break) {
			used += widths[rest[n]]
			n++
		}
		columns := append(append([]int{}, shown[:keys]...), rest[:n]...)
		blocks = append(blocks, block{columns, widths})
		rest = rest[n:]
	}
	return blocks
}

// A column of free text shrinks as far as comfortable, and where leaving out the
// optional columns does not do, as far as narrowest.
const (
	comfortable = 34
	narrowest   = 26
)

func (t *Table) shrink(shown, widths []int, total, width, least int) int {
	for i := len(shown) - 1; i >= 0 && total > width; i-- {
		c := shown[i]
		if t.columns[c].Shrink && widths[c] > least {
			cut := min(total-width, widths[c]-least)
			widths[c] -= cut
			total -= cut
		}
	}
	return total
}

// draw writes some columns of t with tablewriter. It renders into a buffer
// because the renderers do not report a failed write.
func (t *Table) draw(b *bytes.Buffer, part block, look tablewriter.Option, escape func(string) string, colour bool) error {
	alignment := make(tw.Alignment, len(part.columns))
	head := make([]any, len(part.columns))
	for i, c := range part.columns {
		alignment[i] = tw.AlignLeft
		if t.columns[c].Right {
			alignment[i] = tw.AlignRight
		}
		head[i] = escape(t.columns[c].Head)
	}
	d := drawers.Get().(*drawer)
	defer drawers.Put(d)
	d.Buffer.Reset()
	table := d.table
	table.Reset()
	table.Options(look,
		tablewriter.WithHeaderAutoFormat(tw.Off), tablewriter.WithHeaderAutoWrap(tw.WrapNone), tablewriter.WithRowAutoWrap(tw.WrapNone),
		tablewriter.WithEastAsian(tw.Off), tablewriter.WithAlignment(alignment))
	table.Header(head...)
	for _, row := range t.rows {
		cells := make([]string, len(part.columns))
		for i, c := range part.columns {
			text := harmless.Clean(row[c].Text)
			if part.widths != nil && t.columns[c].Shrink {
				text = displaywidth.TruncateString(text, part.widths[c]-margin, "…")
			}
			cells[i] = paint(escape(text), colour && row[c].Alarm)
		}
		if err := table.Append(cells); err != nil {
			return err
		}
	}
	if err := table.Render(); err != nil {
		return err
	}
	start := b.Len()
	b.Write(d.Bytes())
	trimLines(b, start)
	return nil
}

// drawer is a writer of tables that is used again: a new one makes room for ten
// thousand types of cells, which takes longer than a table.
type drawer struct {
	bytes.Buffer
	table *tablewriter.Table
}

var drawers = sync.Pool{New: func() any {
	d := new(drawer)
	d.table = tablewriter.NewTable(d, tablewriter.WithStringerCacheCustom(twcache.NewLRU[reflect.Type, reflect.Value](1)))
	return d
}}

// paint makes text stand out on a terminal.
func paint(text string, alarm bool) string {
	if !alarm || text == "" {
		return text
	}
	return "\x1b[31m" + text + "\x1b[0m"
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
