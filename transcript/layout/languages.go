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
		words, common, foreignLetters := 0, 0, 0
		for word := range strings.FieldsFuncSeq(strings.ToLower(string(p.out.Text[from:ends[i]])), func(r rune) bool { return !unicode.IsLetter(r) }) {
			if words++; cue.English.Has(word) {
				common++
			}
			if first := []rune(word); !unicode.Is(unicode.Latin, first[0]) {
				foreignLetters += len(first)
			}
		}
		few := words < fewestCellWords && foreignLetters < fewestCellLetters
		switch kept[i] = few || englishShare*common >= words && foreignLetters < fewestCellLetters; {
		case few:
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
// most frequent, at the least. A script without blanks has few words of many letters.
const (
	fewestCellWords   = 5
	fewestCellLetters = 16
	englishShare      = 5
)
