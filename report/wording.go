package report

import (
	"fmt"
	"strings"

	"candor/analysis/wording"
	"candor/internal/table"
	"candor/report/excerpt"
)

// WordsTable lists the words that one side says more than the other.
func WordsTable(title, side, other string, terms []wording.Term) table.Table {
	t := table.Of("words", title, []table.Column[wording.Term]{
		{Name: "more_in", Cell: func(wording.Term) table.Cell { return table.String(side) }},
		{Name: "than_in", Cell: func(wording.Term) table.Cell { return table.String(other) }},
		{Name: "term", Head: "SAID", Shrink: true, Cell: func(t wording.Term) table.Cell { return table.String(t.Text) }},
		{Name: "z", Head: "Z", Right: true, Cell: func(t wording.Term) table.Cell { return table.Float(t.Z, 1) }},
		{Name: "count", Head: strings.ToUpper(side), Right: true, Cell: func(t wording.Term) table.Cell { return table.Int(t.Counts[0]) }},
		{Name: "other_count", Head: strings.ToUpper(other), Right: true, Cell: func(t wording.Term) table.Cell { return table.Int(t.Counts[1]) }},
	}, terms)
	if len(terms) == 0 {
		t = t.With("Nothing stands out.")
	}
	return t
}

// RepeatedRow is what of a call's section stands in the same section of the call
// before.
type RepeatedRow struct {
	Call, Before, Section string
	wording.Repeated
}

// RepeatedTable says how much of calls stands in those before them.
func RepeatedTable(rows []RepeatedRow) table.Table {
	count := func(of func(*RepeatedRow) int) func(RepeatedRow) table.Cell {
		return func(r RepeatedRow) table.Cell { return table.Int(of(&r)) }
	}
	return table.Of("repeated", "What was said before", []table.Column[RepeatedRow]{
		{Name: "call", Head: "CALL", Shrink: true, Cell: func(r RepeatedRow) table.Cell { return table.String(r.Call) }},
		{Name: "before", Head: "BEFORE", Shrink: true, Cell: func(r RepeatedRow) table.Cell { return table.String(r.Before) }},
		{Name: "section", Head: "SECTION", Cell: func(r RepeatedRow) table.Cell { return table.String(r.Section) }},
		{Name: "sentences", Head: "SENTENCES", Right: true, Cell: count(func(r *RepeatedRow) int { return r.Sentences })},
		{Name: "exactly", Head: "SAME", Right: true, Cell: count(func(r *RepeatedRow) int { return r.Exactly })},
		{Name: "nearly", Head: "NEARLY", Right: true, Cell: count(func(r *RepeatedRow) int { return r.Nearly })},
		{Name: "repeated_share", Head: "REPEATED", Right: true, Cell: func(r RepeatedRow) table.Cell {
			if r.Sentences == 0 {
				return table.Missing()
			}
			return table.Percent(r.Share())
		}},
		{Name: "new", Head: "NEW", Right: true, Cell: count(func(r *RepeatedRow) int { return len(r.New) })},
		{Name: "dropped", Head: "DROPPED", Right: true, Cell: count(func(r *RepeatedRow) int { return len(r.Dropped) })},
	}, rows).With("Sentences of five words or more that say something of the business; nearly: at least 80 % of the longer one's words, in the same order.")
}

// change is a sentence that is new, dropped or reworded.
type change struct {
	mark, what string
	wording.Sentence
}

func changesOf(r *RepeatedRow, most int) (rows []change, more []string) {
	add := func(mark, what string, n int, of func(i int) wording.Sentence) {
		shown := n
		if most > 0 && n > most {
			shown = most
			more = append(more, fmt.Sprintf("%d more %s", n-most, what))
		}
		for i := range shown {
			rows = append(rows, change{mark, what, of(i)})
		}
	}
	add("~", "reworded", len(r.Reworded), func(i int) wording.Sentence {
		s := r.Reworded[i][1]
		s.Text = wording.Marked(r.Reworded[i][0].Text, s.Text)
		return s
	})
	add("+", "new", len(r.New), func(i int) wording.Sentence { return r.New[i] })
	add("-", "dropped", len(r.Dropped), func(i int) wording.Sentence { return r.Dropped[i] })
	return rows, more
}

func (r *RepeatedRow) changesTitle() string {
	return fmt.Sprintf("%s against %s, %s: what is reworded (~), new (+), and dropped (-, with lines of %s)", r.Call, r.Before, r.Section, r.Before)
}

// ChangesText marks what of a section is reworded, new and dropped, at most so many of
// each; 0 is all.
func ChangesText(r *RepeatedRow, most int) table.Table {
	rows, more := changesOf(r, most)
	var lines []string
	for i, c := range rows {
		if i == 0 || c.mark != rows[i-1].mark || c.Speaker != rows[i-1].Speaker {
			lines = append(lines, c.mark+" "+excerpt.NameOr(c.Speaker))
		}
		lines = append(lines, fmt.Sprintf("%s %d: %s", c.mark, c.Line, c.Text))
	}
	if len(more) > 0 {
		lines = append(lines, "And "+strings.Join(more, ", ")+"; --full has all.")
	}
	return table.Paragraphs("changes", r.changesTitle(), lines)
}

// ChangesTable has a row for each sentence that is reworded, new or dropped.
func ChangesTable(r *RepeatedRow) table.Table {
	rows, _ := changesOf(r, 0)
	return table.Of("changes", r.changesTitle(), []table.Column[change]{
		{Name: "change", Head: "CHANGE", Cell: func(c change) table.Cell { return table.String(c.what) }},
		{Name: "line", Head: "LINE", Right: true, Cell: func(c change) table.Cell { return table.As(fmt.Sprint(c.Line), c.Line) }},
		{Name: "speaker", Head: "WHO", Cell: func(c change) table.Cell { return table.String(c.Speaker) }},
		{Name: "text", Head: "SENTENCE", Cell: func(c change) table.Cell { return table.String(c.Text) }},
	}, rows)
}
