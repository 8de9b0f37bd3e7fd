package excerpt

import (
	"slices"
	"strings"

	"candor/analysis"
	"candor/text"
	"candor/transcript/call"
)

// QuoteOf gives what reports cite of a record.
func QuoteOf(r *analysis.Record) analysis.Quote {
	q := analysis.Quote{Text: strings.Clone(Beginning(r.Text)), Question: strings.Clone(Beginning(MainQuestion(r.Question)))}
	q.Withheld = q.Text
	for i := range r.Deflections[:min(len(r.Deflections), 1)] {
		q.Withheld = around(r.Text, r.Deflections[i].Start, r.Deflections[i].End)
	}
	for i := range r.Directness.Evidence {
		if e := &r.Directness.Evidence[i]; e.Text != "" {
			q.Withheld = around(r.Text, e.Start, e.End)
			break
		}
	}
	return q
}

// farIn is how far into its sentence words may stand for it to be quoted from its
// beginning, in bytes: behind it a narrow screen would cut them off.
const farIn = 40

// around quotes words with their sentence, from its beginning or, where they stand far
// behind it, from them on.
func around(s string, start, end int) string {
	if start < 0 || end > len(s) || start >= end {
		return Beginning(s) // a record that another program wrote
	}
	d := text.Get(s)
	defer d.Release()
	begin, stop := start, end
	for _, sentence := range d.Sentences {
		first, last := int(d.Tokens[sentence.First].Start), int(d.Tokens[sentence.Last-1].End)
		if first <= start && start < last {
			stop = max(stop, last)
			if start-first <= farIn {
				begin = first
			}
			break
		}
	}
	before := ""
	if begin > 0 {
		before = "… "
	}
	return strings.Clone(before + Beginning(s[begin:stop]))
}

// Ranking is an order in which answers are quoted: by what it gives, the largest
// first; those that it does not pick are not quoted.
type Ranking func(analysis.Answer) (by float64, picked bool)

// The rankings of reports.
var (
	MostHedged Ranking = func(r analysis.Answer) (float64, bool) {
		x := Hedged(r)
		return x, x > 0
	}
	MostNegative Ranking = func(r analysis.Answer) (float64, bool) { x, _ := r.Value(analysis.MeanSentiment); return -x, x < 0 }
	MostPositive Ranking = func(r analysis.Answer) (float64, bool) { x, _ := r.Value(analysis.MeanSentiment); return x, x > 0 }
)

// First gives the first answers of a ranking, equal ones in their order.
func (by Ranking) First(answers []analysis.Answer, most int) []analysis.Answer {
	picked := slices.DeleteFunc(slices.Clone(answers), func(r analysis.Answer) bool { _, picked := by(r); return !picked })
	slices.SortStableFunc(picked, func(a, b analysis.Answer) int {
		x, _ := by(a)
		y, _ := by(b)
		switch {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	return picked[:min(most, len(picked))]
}

// fewQuotes is how many quotes are kept before any is forgotten.
const fewQuotes = 1000

// Trim forgets the quotes of answers that a report of most answers of each kind
// cannot come to show, once there are many: what it keeps does not grow with the
// calls.
func Trim(a *analysis.Answers, section call.Section, most int) {
	if a.Quotes() > fewQuotes+8*most {
		a.KeepQuotes(Quotable(analysis.CountedTurns(a.Quoted(), section), most))
	}
}

// Quotable gives those of answers that a report of most answers of each kind can
// come to quote, whatever is read behind them.
func Quotable(answers []analysis.Answer, most int) []analysis.Answer {
	var quotable []analysis.Answer
	for _, ranking := range []Ranking{MostHedged, MostNegative, MostPositive} {
		quotable = append(quotable, ranking.First(answers, most)...)
	}
	least := LeastAnswered(slices.DeleteFunc(slices.Clone(answers), func(r analysis.Answer) bool { return !r.Opens() }))
	for _, e := range least[:min(most, len(least))] {
		quotable = append(quotable, e.Answer)
	}
	return quotable
}
