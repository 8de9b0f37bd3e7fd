package layout

import (
	"strings"
	"unicode"

	"candor/transcript/cue"
)

// onlyEnglish leaves out, of a row that says the same in several languages, all cells
// but the English one.
func (p *pageReader) onlyEnglish() {
	if len(p.cells) < 2 || len(p.terms) > 0 {
		return
	}
	english, foreign := 0, 0
	ends := append(p.cells[1:len(p.cells):len(p.cells)], len(p.out.Text))
	kept := make([]bool, len(p.cells))
	for i, from := range p.cells {
		words, common := 0, 0
		for word := range strings.FieldsFuncSeq(strings.ToLower(string(p.out.Text[from:ends[i]])), func(r rune) bool { return !unicode.IsLetter(r) }) {
			if words++; cue.English.Has(word) {
				common++
			}
		}
		switch kept[i] = words < fewestCellWords || englishShare*common >= words; {
		case words < fewestCellWords:
		case kept[i]:
			english++
		default:
			foreign++
		}
	}
	if english == 0 || foreign == 0 {
		return
	}
	for i := len(p.cells) - 1; i >= 0; i-- {
		if !kept[i] {
			p.out.Cut(p.cells[i], ends[i])
		}
	}
}

// A cell of a few words tells no language; one word in five of English is among the
// most frequent, at the least.
const (
	fewestCellWords = 5
	englishShare    = 5
)
