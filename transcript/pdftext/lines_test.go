package pdftext

import (
	"strings"
	"testing"
)

// at is a line at a place, 10 points high, each character 5 points wide.
func at(left, top float32, text string) line {
	return line{text: text, top: top, bottom: top - 10, left: left, right: left + 5*float32(len(text))}
}

func written(pages ...[]line) string {
	besideText(pages)
	var out strings.Builder
	for _, lines := range pages {
		writeLines(&out, lines)
	}
	return out.String()
}

func TestBesideText(t *testing.T) {
	for name, test := range map[string]struct {
		pages [][]line
		want  string
	}{
		"names before text": {
			[][]line{{at(50, 700, "Bo Ray:"), at(50, 670, "Cy Lund:"), at(200, 700, "Thank you all for coming here this morning."), at(200, 688, "We had a year."), at(200, 670, "What of the margins of the year then?")}},
			"Bo Ray: Thank you all for coming here this morning.\nWe had a year.\n\nCy Lund: What of the margins of the year then?\n",
		},
		"names behind text": {
			[][]line{{at(200, 700, "Thank you all for coming here this morning."), at(200, 670, "What of the margins of the year then?"), at(50, 700, "Bo Ray:"), at(50, 670, "Cy Lund:")}},
			"Bo Ray: Thank you all for coming here this morning.\n\nCy Lund: What of the margins of the year then?\n",
		},
		"no colons": {
			[][]line{{at(50, 700, "Bo Ray"), at(50, 670, "Cy Lund"), at(200, 700, "Thank you all for coming here this morning."), at(200, 670, "What of the margins of the year then?")}},
			"Bo Ray\nThank you all for coming here this morning.\n\nCy Lund\nWhat of the margins of the year then?\n",
		},
		"a name of two lines": {
			[][]line{{at(50, 700, "Jean-Baptiste"), at(50, 688, "d'Orgeval:"), at(50, 660, "Cy Lund:"), at(200, 700, "Thank you all for coming here today once more."), at(200, 688, "We had a good year."), at(200, 660, "What of the margins of the year then?")}},
			"Jean-Baptiste d'Orgeval: Thank you all for coming here today once more.\nWe had a good year.\n\nCy Lund: What of the margins of the year then?\n",
		},
		"one name a page": {
			[][]line{{at(50, 700, "Bo Ray:"), at(200, 700, "Thank you all for coming here this morning.")}, {at(50, 700, "Cy Lund:"), at(200, 700, "What of the margins of the year then?")}},
			"Bo Ray: Thank you all for coming here this morning.\nCy Lund: What of the margins of the year then?\n",
		},
		"two columns of names": {
			[][]line{{at(50, 700, "Bo Ray"), at(50, 670, "Cy Lund"), at(200, 700, "Di Orr"), at(200, 670, "Ed Fox")}},
			"Bo Ray\nCy Lund\n\nDi Orr\nEd Fox\n",
		},
		"a label that stands elsewhere": {
			[][]line{{at(50, 700, "Bo Ray:"), at(50, 670, "Cy Lund:"), at(90, 640, "Note:"), at(200, 700, "Thank you all for coming here this morning."), at(200, 670, "What of the margins of the year then?"), at(200, 640, "It is all there.")}},
			"Note:\n\nBo Ray: Thank you all for coming here this morning.\n\nCy Lund: What of the margins of the year then?\nIt is all there.\n",
		},
		"one label": {
			[][]line{{at(50, 700, "Bo Ray:"), at(200, 700, "Thank you all for coming here this morning.")}},
			"Bo Ray:\nThank you all for coming here this morning.\n",
		},
		"long lines are no names": {
			[][]line{{at(0, 700, "one two three four five six seven eight nine"), at(0, 670, "one two three four five six seven eight nine"), at(300, 700, "A column of text"), at(300, 670, "and more of it")}},
			"one two three four five six seven eight nine\none two three four five six seven eight nine\n\nA column of text\nand more of it\n",
		},
	} {
		if got := written(test.pages...); got != test.want {
			t.Errorf("%s:\ngot  %q\nwant %q", name, got, test.want)
		}
	}
}

func TestMemory(t *testing.T) {
	m := memories{limit: 1 << 20}
	for _, size := range []uint64{100, 1 << 19, 1 << 20} {
		memory := m.Allocate(0, 0)
		if b := memory.Reallocate(size); uint64(len(b)) != size || m.last.short {
			t.Errorf("%d bytes of %d: %d, short %v", size, m.limit, len(b), m.last.short)
		}
		m.last.release()
	}
	memory := m.Allocate(0, 0)
	copy(memory.Reallocate(100), "kept")
	if b := memory.Reallocate(1 << 19); string(b[:4]) != "kept" {
		t.Errorf("what was written is lost: %q", b[:4])
	}
	if b := memory.Reallocate(1<<20 + 1); b != nil || !m.last.short {
		t.Errorf("more than the limit: %d bytes, short %v", len(b), m.last.short)
	}
	m.last.release()
}
