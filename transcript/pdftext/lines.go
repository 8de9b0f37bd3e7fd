package pdftext

import (
	"slices"
	"strings"
)

// line is a line of a page with its place in points, from the bottom of the page
// on the left; all 0 where it is not known.
type line struct {
	text                     string
	top, bottom, left, right float32
	begins                   bool // a paragraph begins here, whatever the gap
}

// wideGap is how many heights of a line must be free between two lines, beyond
// what is usual on the page, for an empty one.
const wideGap = 0.25

func writeLines(out *strings.Builder, lines []line) {
	usual := usualGap(lines)
	for i, l := range lines {
		if i > 0 && (l.begins || l.leavesGap(lines[i-1], usual)) {
			out.WriteByte('\n')
		}
		out.WriteString(l.text)
		out.WriteByte('\n')
	}
}

// leavesGap tells whether a paragraph ends between the line before and l: more is
// free than usual, or the text goes on further up, in another column.
func (l line) leavesGap(before line, usual float32) bool {
	height := before.top - before.bottom
	if height <= 0 || l.top == 0 {
		return false
	}
	free := before.bottom - l.top
	return free > usual+wideGap*height || free < -2*height
}

// usualGap is the median of what is free between two lines of the page.
func usualGap(lines []line) float32 {
	var gaps []float32
	for i := 1; i < len(lines); i++ {
		if lines[i].top != 0 && lines[i-1].top != 0 {
			gaps = append(gaps, lines[i-1].bottom-lines[i].top)
		}
	}
	if len(gaps) == 0 {
		return 0
	}
	slices.Sort(gaps)
	return gaps[len(gaps)/2]
}

// mostLines is more than a page has in which names could stand beside text.
const mostLines = 500

// longestLabel is the most words of a name that is printed beside what is said.
const longestLabel = 8

// label is a line that may name who says what is printed on its right.
type label struct {
	page, line, beside int // indices
}

// besideText puts the names that a document prints in a column of their own
// before what is said beside them. A page draws its columns in any order: what
// stands beside what is told by the place.
func besideText(pages [][]line) {
	var labels []label
	for p, lines := range pages {
		if len(lines) > mostLines {
			continue
		}
		for i := range lines {
			if k := lines[i].labels(lines, i); k >= 0 {
				labels = append(labels, label{p, i, k})
			}
		}
	}
	labels = oneColumn(pages, labels)
	if len(labels) < 2 {
		return
	}
	for p := range pages {
		var here []label
		for _, l := range labels {
			if l.page == p {
				here = append(here, l)
			}
		}
		pages[p] = merge(pages[p], here)
	}
}

// labels gives the line that begins beside the line at i, drawn apart from it;
// -1 for none.
func (l line) labels(lines []line, i int) int {
	if l.top == 0 || l.text == "" || len(strings.Fields(l.text)) > longestLabel {
		return -1
	}
	for k, other := range lines {
		if other.left > l.right && other.text != "" && l.sameRow(other) {
			return k
		}
	}
	return -1
}

// sameRow tells whether two lines stand on one row: the fonts may differ a little.
func (l line) sameRow(other line) bool {
	middle, height := (l.top+l.bottom)/2, l.top-l.bottom
	return height > 0 && other.bottom < middle && middle < other.top && abs(l.bottom-other.bottom) < height/2
}

func abs(x float32) float32 { return max(x, -x) }

// oneColumn keeps the labels that begin where most do, if what stands beside them
// begins at one place, too, and is much more than they are: else they are the
// cells of a table, or one of two columns.
func oneColumn(pages [][]line, labels []label) []label {
	left := commonPlace(labels, func(l label) float32 { return pages[l.page][l.line].left })
	right := commonPlace(labels, func(l label) float32 { return pages[l.page][l.beside].left })
	var kept []label
	words, said := 0, 0
	for _, l := range labels {
		name, text := pages[l.page][l.line], pages[l.page][l.beside]
		if abs(name.left-left) < near && abs(text.left-right) < near {
			kept = append(kept, l)
			words += len(strings.Fields(name.text))
		}
	}
	for _, lines := range pages {
		for _, l := range lines {
			if abs(l.left-right) < near {
				said += len(strings.Fields(l.text))
			}
		}
	}
	if said < textWords*words {
		return nil
	}
	return kept
}

// near is how many points lines of one column may begin apart.
const near = 4

// textWords is how many words are said for each of a name.
const textWords = 3

// commonPlace is the place at which most labels are.
func commonPlace(labels []label, of func(label) float32) float32 {
	places := make([]float32, len(labels))
	for i, l := range labels {
		places[i] = of(l)
	}
	slices.Sort(places)
	best, most, from := float32(0), 0, 0
	for i, place := range places {
		for place-places[from] >= near {
			from++
		}
		if n := i - from + 1; n > most {
			best, most = places[(from+i)/2], n
		}
	}
	return best
}

// merge puts the labels of a page before the lines that they stand beside. A name
// that goes on beside the next line is one with what it begins with.
func merge(lines []line, labels []label) []line {
	isLabel := map[int]bool{}
	names := map[int]string{} // by the line they stand beside
	last := -1                // line beside which the name that may go on began
	for i, l := range labels {
		isLabel[l.line] = true
		text := lines[l.line].text
		goesOn := last >= 0 && !strings.HasSuffix(names[last], ":") && strings.HasSuffix(text, ":") &&
			labels[i-1].beside == l.beside-1 && lines[labels[i-1].line].bottom-lines[l.line].top < lines[l.line].top-lines[l.line].bottom
		if goesOn {
			names[last] += " " + text
			continue
		}
		last = l.beside
		names[last] = text
	}
	var merged []line
	for i, l := range lines {
		if isLabel[i] {
			continue
		}
		name, named := names[i]
		switch {
		case named && strings.HasSuffix(name, ":"):
			l.text, l.begins = name+" "+l.text, true
		case named:
			merged = append(merged, line{text: name, top: l.top, bottom: l.bottom, left: l.left, right: l.right, begins: true})
		}
		merged = append(merged, l)
	}
	return merged
}
