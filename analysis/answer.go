package analysis

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"candor/directness"
	"candor/hedge"
	"candor/score"
	"candor/transcript/call"
)

// Answer is one of Answers that AddTurns added.
type Answer struct {
	of *Answers
	at int
}

// Wording is a hedge as it is worded somewhere.
type Wording struct {
	Category  hedge.Category
	Cue, Text string
}

// Quote is what reports cite of an answer, each short and on one line.
type Quote struct {
	Text     string // how it begins
	Question string
	Withheld string // where it withholds what was asked, else Text
}

// turns are what reports tell of single turns, beside the numbers: some 50 bytes a
// turn and 4 a hedge, and the quotes of those that may be shown.
type turns struct {
	rows      []turn
	ids       []string // nil as long as all follow from call and index
	wordings  []Wording
	wordingAt map[Wording]int32
	hedges    []int32 // of all turns, one after the other: index in wordings
	said      [][]Sentiment
	quotes    map[int]Quote
}

// turn is one of them.
type turn struct {
	line, index         int32
	label, judged, kind int32 // index in texts
	hedges              int32 // where its hedges end
	asked, procedure    bool
	score               float64 // directness by itself, 0 where it is not judged
}

// AddTurns keeps the numbers of all records, those of procedure too, and what
// reports tell of single ones. quote gives what may be cited of a record. Answers
// have turns of all that was added or of nothing.
func (a *Answers) AddTurns(records []Record, quote func(*Record) Quote) {
	if a.turns == nil {
		a.turns = &turns{}
	}
	for i := range records {
		r := &records[i]
		at := a.Len()
		a.addRecord(r)
		t := turn{int32(r.Line), int32(r.Index), a.intern(string(r.Sentiment.Label)), a.intern(string(r.Directness.Label)), a.intern(string(r.Directness.Kind)),
			0, r.Asker != "" || r.Question != "", r.Procedure, valueOf(r.Directness.Score)}
		id := r.ID
		if id == numbered(r.Call.ID, r.Index) {
			id = ""
		}
		said := r.Others
		if len(said) > 0 {
			said = append([]Sentiment{r.Sentiment}, said...)
		}
		a.turns.add(at, t, strings.Clone(id), quote(r), said, func(yield func(Wording) bool) {
			for k := range r.Hedges {
				if !yield(Wording{r.Hedges[k].Category, r.Hedges[k].Cue, r.Hedges[k].Text}) {
					return
				}
			}
		})
	}
}

func (t *turns) add(at int, row turn, id string, quote Quote, said []Sentiment, hedges iter.Seq[Wording]) {
	for w := range hedges {
		known, ok := t.wordingAt[w]
		if !ok {
			if t.wordingAt == nil {
				t.wordingAt = map[Wording]int32{}
			}
			w.Text = strings.Clone(w.Text)
			known = int32(len(t.wordings))
			t.wordingAt[w] = known
			t.wordings = append(t.wordings, w)
		}
		t.hedges = append(t.hedges, known)
	}
	row.hedges = int32(len(t.hedges))
	t.rows = append(t.rows, row)
	if id != "" || t.ids != nil {
		t.ids = append(slices.Grow(t.ids, at+1-len(t.ids))[:at], id)
	}
	if len(said) > 0 || t.said != nil {
		t.said = append(slices.Grow(t.said, at+1-len(t.said))[:at], said)
	}
	if quote != (Quote{}) {
		if t.quotes == nil {
			t.quotes = map[int]Quote{}
		}
		t.quotes[at] = quote
	}
}

// copyTurn appends what reports tell of answer i of other.
func (a *Answers) copyTurn(other *Answers, i int) {
	if other.turns == nil {
		return
	}
	if a.turns == nil {
		a.turns = &turns{}
	}
	from := Answer{other, i}
	t := other.turns.rows[i]
	t.label, t.judged, t.kind = a.intern(other.texts[t.label]), a.intern(other.texts[t.judged]), a.intern(other.texts[t.kind])
	id := ""
	if other.turns.ids != nil {
		id = other.turns.ids[i]
	}
	a.turns.add(a.Len()-1, t, id, from.Quote(), from.Said(), from.Wordings())
}

// numbered is the id of a record that has none of its own.
func numbered(callID string, index int) string { return callID + "#" + strconv.Itoa(index) }

// Turns gives all answers, those of procedure too; AddTurns added them.
func (a *Answers) Turns() []Answer {
	all := make([]Answer, a.Len())
	for i := range all {
		all[i] = Answer{a, i}
	}
	return all
}

// CountedTurns picks from turns those that statistics are made of; see Counted.
func CountedTurns(turns []Answer, section call.Section) []Answer {
	return slices.DeleteFunc(slices.Clone(turns), func(t Answer) bool { return t.Procedure() || !counts(t.Section(), section) })
}

// KeepQuotes forgets the quotes of all answers but those.
func (a *Answers) KeepQuotes(of []Answer) {
	kept := map[int]Quote{}
	for _, answer := range of {
		if quote, ok := a.turns.quotes[answer.at]; ok {
			kept[answer.at] = quote
		}
	}
	a.turns.quotes = kept
}

// Quotes counts the quotes that are kept.
func (a *Answers) Quotes() int {
	if a.turns == nil {
		return 0
	}
	return len(a.turns.quotes)
}

// Quoted gives the answers whose quotes are kept, in order.
func (a *Answers) Quoted() []Answer {
	if a.turns == nil {
		return nil
	}
	quoted := make([]Answer, 0, len(a.turns.quotes))
	for at := range a.turns.quotes {
		quoted = append(quoted, Answer{a, at})
	}
	slices.SortFunc(quoted, func(x, y Answer) int { return x.at - y.at })
	return quoted
}

// GroupOf gives answers in one group; all are of the same Answers.
func GroupOf(answers []Answer) Group {
	g := Group{units: make([]unit, len(answers))}
	for i, answer := range answers {
		g.of, g.units[i] = answer.of, unit{answer.at, 1}
	}
	return g
}

// Answers gives the group's answers, in order.
func (g *Group) Answers() []Answer {
	answers := make([]Answer, len(g.units))
	for i, u := range g.units {
		answers[i] = Answer{g.of, u.answer}
	}
	return answers
}

func (r Answer) row() *turn { return &r.of.turns.rows[r.at] }

// Call is the call that the answer is of.
func (r Answer) Call() *Call { return &r.of.Calls[r.of.call[r.at]] }

// ID is the record's.
func (r Answer) ID() string {
	if ids := r.of.turns.ids; ids != nil && r.at < len(ids) && ids[r.at] != "" {
		return ids[r.at]
	}
	return numbered(r.Call().ID, int(r.row().index))
}

// Key gives the answer's value in a dimension, of its topics the first.
func (r Answer) Key(d *Dimension) string { return r.of.Key(r.at, d) }

// Speaker gives the answer.
func (r Answer) Speaker() string { return r.Key(BySpeaker) }

// Asker asked, "" where that is not known.
func (r Answer) Asker() string { return r.Key(ByAsker) }

// Section is that of the call in which the answer stands.
func (r Answer) Section() call.Section { return call.Section(r.Key(BySection)) }

// Asked tells whether a question or who asked it is known.
func (r Answer) Asked() bool { return r.row().asked }

// Procedure tells whether the answer says nothing of the business.
func (r Answer) Procedure() bool { return r.row().procedure }

// Line is where the answer begins in its file, from 1.
func (r Answer) Line() int { return int(r.row().line) }

// Words counts the answer's words.
func (r Answer) Words() int { return int(r.of.bases[perWord.at].at(r.at)) }

// Sum is what a metric counts of the answer, 0 where it does not count.
func (r Answer) Sum(m *Metric) float64 { return r.of.sums[m.at].at(r.at) }

// Value gives the metric of the answer; ok is false where it does not count.
func (r Answer) Value(m *Metric) (value float64, ok bool) {
	base := r.of.bases[m.Per.at].at(r.at)
	return m.Scale * r.Sum(m) / base, base > 0
}

// Label is that of the answer's sentiment.
func (r Answer) Label() score.Label { return score.Label(r.of.texts[r.row().label]) }

// Directness is what the answer is judged as by itself, whatever others add to it;
// without a label there is nothing to judge.
func (r Answer) Directness() (score float64, label directness.Label, kind directness.Kind) {
	t := r.row()
	return t.score, directness.Label(r.of.texts[t.judged]), directness.Kind(r.of.texts[t.kind])
}

// Exchange is what the exchange that the answer is of is judged as, and its number
// among all; without a label there is nothing to judge.
func (r Answer) Exchange() (number int, score float64, label directness.Label) {
	u := &r.of.units[byExchange]
	if number = int(u.of[r.at]); number < 0 {
		return number, 0, ""
	}
	for k, label := range [...]directness.Label{1: directness.Direct, 2: directness.Partial, 3: directness.Evaded} { // as in judgedMetrics
		if label != "" && u.sums[k].at(r.at) > 0 {
			return number, u.sums[0].at(r.at), label
		}
	}
	return -1, 0, ""
}

// Opens tells whether the answer is the first of its exchange that is judged.
func (r Answer) Opens() bool {
	of := r.of.units[byExchange].of
	before := r.at - 1
	for before >= 0 && of[before] < 0 {
		before--
	}
	return of[r.at] >= 0 && (before < 0 || of[before] != of[r.at])
}

// Wordings gives the answer's hedges in their order.
func (r Answer) Wordings() iter.Seq[Wording] {
	first := int32(0)
	if r.at > 0 {
		first = r.of.turns.rows[r.at-1].hedges
	}
	return func(yield func(Wording) bool) {
		for _, w := range r.of.turns.hedges[first:r.row().hedges] {
			if !yield(r.of.turns.wordings[w]) {
				return
			}
		}
	}
}

// Said lists what several scorers said, that of Record.Sentiment first; nil where
// there is one.
func (r Answer) Said() []Sentiment {
	if r.at >= len(r.of.turns.said) {
		return nil
	}
	return r.of.turns.said[r.at]
}

// Versions are those of what the first of the answers was made with.
func (r Answer) Versions() Versions { return r.of.Versions }

// Quote is what may be cited of the answer, empty where it was forgotten.
func (r Answer) Quote() Quote { return r.of.turns.quotes[r.at] }
