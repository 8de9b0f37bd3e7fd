package figure

import (
	"image/color"

	"candor/internal/table"
	"candor/stats"
)

// block is a table of which each row is an estimate on an axis.
type block struct {
	title    string
	axis     axis
	decimals int
	x, width float64
	names    float64 // width of the names; 0 for none
	counts   bool
	rows     []blockRow
}

type blockRow struct {
	name      string // with nothing else the heading of what follows
	n         int
	heading   bool
	estimate  stats.Estimate
	low, high float64 // what is usual, where banded
	banded    bool
	filled    bool
	color     color.Color
}

// Measures of a block.
const (
	countsWidth = 30.0
	valuesWidth = 104.0
	gap         = 10.0
	blockHead   = 22.0
	blockFoot   = 24.0
)

// rowHeight is that of a row among so many.
func rowHeight(rows int) float64 {
	if rows > 25 {
		return 13
	}
	return 17
}

func (b *block) height() float64 {
	return blockHead + float64(len(b.rows))*rowHeight(len(b.rows)) + blockFoot
}

// draw draws the block with its upper edge at y.
func (b *block) draw(s *sheet, y float64) {
	x := b.x + b.names
	if b.counts {
		x += countsWidth
		s.text(x-2, y+blockHead/2, smallSize, ends, faint, "answers")
	}
	from, to := x+gap, b.x+b.width-valuesWidth
	s.text(from, y+blockHead/2, headSize, begins, ink, fit(b.title, headSize, b.x+b.width-from))
	top := y + blockHead
	height := rowHeight(len(b.rows))
	bottom := top + float64(len(b.rows))*height
	for i, row := range b.rows { // what lies behind
		if at := top + float64(i)*height; row.banded {
			s.rect(b.axis.place(row.low, from, to), at+1, b.axis.place(row.high, from, to)-b.axis.place(row.low, from, to), height-2, band)
		}
	}
	for _, t := range b.axis.ticks {
		at, weight, of := b.axis.place(t, from, to), 0.5, grid
		if t == 0 && b.axis.low < 0 {
			weight, of = 1, faint
		}
		s.line(at, top, at, bottom, weight, of)
		s.text(at, bottom+9, smallSize, middle, faint, b.axis.label(t))
	}
	for i, row := range b.rows {
		at := top + (float64(i)+0.5)*height
		if row.heading {
			s.text(b.x, at, headSize, begins, ink, fit(row.name, headSize, b.names))
			continue
		}
		s.text(b.x, at, textSize, begins, ink, fitName(row.name, textSize, b.names-gap))
		if b.counts {
			s.text(b.x+b.names+countsWidth-2, at, textSize, ends, ink, table.Thousands(row.n))
		}
		b.drawRow(s, row, from, to, at)
	}
}

func (b *block) drawRow(s *sheet, row blockRow, from, to, y float64) {
	e := row.estimate
	cell := table.Float(e.Value.OrNaN(), b.decimals)
	if b.axis.signed {
		cell = table.Signed(e.Value.OrNaN(), b.decimals)
	}
	if e.Interval.Defined {
		cell = table.Interval(cell, e.Interval.Low, e.Interval.High, b.decimals)
	}
	s.text(to+gap, y, smallSize, begins, ink, fit(cell.Text, smallSize, valuesWidth-gap))
	if !e.Value.Defined {
		return
	}
	if e.Interval.Defined {
		low, high := b.axis.place(e.Interval.Low, from, to), b.axis.place(e.Interval.High, from, to)
		s.line(low, y, high, y, 1.2, row.color)
		if e.Interval.Low >= b.axis.low {
			s.line(low, y-3, low, y+3, 1.2, row.color)
		}
		if e.Interval.High <= b.axis.high { // else it goes on
			s.line(high, y-3, high, y+3, 1.2, row.color)
		}
	}
	s.mark(b.axis.place(e.Value.Value, from, to), y, row.filled, row.color)
}
