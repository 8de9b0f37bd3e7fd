package score

import (
	"fmt"
	"strconv"

	"candor/text"
)

// LoughranMcDonald scores by the word lists of Loughran and McDonald, "When Is a
// Liability Not a Liability?" (Journal of Finance, 2011), which a user has
// licensed: the score is (positive - negative) / (positive + negative) over the
// words of an answer, and its sign the label.
type LoughranMcDonald struct {
	version string
	words   map[text.ID]toneLists
}

// Tone counts the words of a text that are in each list of Loughran and McDonald.
type Tone struct {
	Negative     int `json:"negative"`
	Positive     int `json:"positive"`
	Uncertainty  int `json:"uncertainty"`
	Litigious    int `json:"litigious"`
	StrongModal  int `json:"strong_modal"`
	WeakModal    int `json:"weak_modal"`
	Constraining int `json:"constraining"`
}

// ToneCounter is a Scorer that also counts the words of a text by kind of tone.
type ToneCounter interface {
	Scorer
	Tone(*text.Document) Tone
}

// toneColumns are the columns of the dictionary that fill the fields of Tone, in
// the same order.
var toneColumns = [...]string{"Negative", "Positive", "Uncertainty", "Litigious", "Strong_Modal", "Weak_Modal", "Constraining"}

// toneLists has bit i set for a word that is in the list of toneColumns[i].
type toneLists uint8

// add counts a word of these lists.
func (t *Tone) add(lists toneLists) {
	counts := [len(toneColumns)]*int{&t.Negative, &t.Positive, &t.Uncertainty, &t.Litigious, &t.StrongModal, &t.WeakModal, &t.Constraining}
	for i, n := range counts {
		*n += int(lists >> i & 1)
	}
}

// OpenLoughranMcDonald reads a Loughran-McDonald Master Dictionary: a CSV file
// with a heading, of which the columns Word, Negative and Positive are needed
// and those of the other lists may be missing. The number in a list's column is
// the year in which the word came into the list: 0 for a word that is not in
// it, and with a minus sign the year in which it was taken out.
func OpenLoughranMcDonald(file string) (*LoughranMcDonald, error) {
	data, version, err := readVersioned("lm", file)
	if err != nil {
		return nil, err
	}
	table, err := openCSVTable(file, data, "Word", "Negative", "Positive")
	if err != nil {
		return nil, err
	}
	words := map[text.ID]toneLists{}
	err = table.each(func() error {
		lists, err := listsOf(table)
		if lists != 0 {
			words[text.WordID(table.get("Word"))] = lists
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if len(words) == 0 {
		return nil, fmt.Errorf("%s: no word is in any list", file)
	}
	return &LoughranMcDonald{version, words}, nil
}

func listsOf(row *csvTable) (lists toneLists, err error) {
	for i, column := range toneColumns {
		cell := row.get(column)
		if cell == "" {
			continue
		}
		year, err := strconv.ParseFloat(cell, 64)
		if err != nil {
			return 0, fmt.Errorf("%s is %q, want a year or 0", column, cell)
		}
		if year > 0 {
			lists |= 1 << i
		}
	}
	return lists, nil
}

// Name implements Scorer: "lm".
func (*LoughranMcDonald) Name() string { return "lm" }

// Version implements Scorer; it changes with the content of the file.
func (lm *LoughranMcDonald) Version() string { return lm.version }

// Tone counts the words of d in each list.
func (lm *LoughranMcDonald) Tone(d *text.Document) Tone {
	var tone Tone
	for i := range d.Tokens {
		if lists := lm.words[d.Tokens[i].ID]; lists != 0 {
			tone.add(lists)
		}
	}
	return tone
}

// Score implements Scorer. An answer without a positive or negative word is not
// scored: its ratio would be 0/0.
func (lm *LoughranMcDonald) Score(in Input) Sentiment {
	tone := lm.Tone(in.Answer)
	n := tone.Positive + tone.Negative
	if n == 0 {
		return Sentiment{}
	}
	net := float64(tone.Positive-tone.Negative) / float64(n)
	return Sentiment{Scored: true, Score: net, Label: signLabel(net)}
}
