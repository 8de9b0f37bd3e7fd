package polarity

import (
	"slices"
	"strings"

	"candor/text"
)

// figure is a number with its unit.
type figure struct {
	value       float64
	percent     bool
	currency    text.ID // 0 when none is given
	first, last int32
}

// comparisons reads "profit was EUR 5 mn, compared with EUR 4 mn" and its like,
// where no direction word says which way it went.
func (a *analysis) comparisons() {
	read := a.modifiers&(1<<compare) != 0
	if read {
		a.figures()
	}
	a.each(1<<compare, func(k int, _ *term) { a.compareAt(k) })
	a.brackets(read)
}

// figures reads the sentence's numbers; years and days are none.
func (a *analysis) figures() {
	a.result.figures = a.result.figures[:0]
	for i := 0; i < len(a.tokens); i++ {
		if a.tokens[i].Kind == text.Number {
			if f, ok := a.figure(int32(i)); ok {
				a.result.figures = append(a.result.figures, f)
			}
		}
	}
}

func (a *analysis) figure(i int32) (figure, bool) {
	value, plain, ok := parseNumber(a.at(int(i)))
	if !ok || (a.class(i-1)|a.class(i+1))&month != 0 {
		return figure{}, false
	}
	f := figure{value: value, first: i, last: i + 1}
	switch {
	case a.class(i+1)&percent != 0:
		f.percent, f.last = true, i+2
	case a.nextIs(i+1, idPer) && a.nextIs(i+2, idCent):
		f.percent, f.last = true, i+3
	case a.class(i+1)&duration != 0:
		f.last = i + 2
	case int(i+1) < len(a.tokens) && scales[a.tokens[i+1].ID] != 0:
		f.value *= scales[a.tokens[i+1].ID]
		f.last = i + 2
	}
	if a.class(f.last)&currency != 0 {
		f.currency = a.tokens[f.last].ID
		f.last++
	}
	a.before(&f)
	year := plain && f.last-f.first == 1 && f.value >= 1900 && f.value < 2100
	return f, !year
}

// before reads the sign and the currency before a number, in either order.
func (a *analysis) before(f *figure) {
	number := f.first
	for j := number - 1; j >= max(0, number-2); j-- {
		switch {
		case a.class(j)&minus != 0 || a.is(int(j), '-') && !a.tokens[j+1].Space:
			f.value = -f.value
		case a.class(j)&currency != 0:
			f.currency = a.tokens[j].ID
		default:
			return
		}
		f.first = j
	}
}

// parseNumber reads "1,234.5", "9,6" (a decimal comma: not three digits after
// it), "35k", "2.1bn"; plain says that it is digits only.
func parseNumber(s string) (value float64, plain, ok bool) {
	plain = true
	fraction := 0.0
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c-'0' <= 9:
			if fraction > 0 {
				value += float64(c-'0') * fraction
				fraction /= 10
			} else {
				value = value*10 + float64(c-'0')
			}
		case c == '.' || c == ',' && digitsAfter(s[i+1:]) != 3:
			plain = false
			if fraction == 0 {
				fraction = 0.1
			}
		case c == ',':
		default:
			factor := scales[text.WordID(s[i:])]
			return value * factor, false, factor != 0
		}
	}
	return value, plain, true
}

func digitsAfter(s string) int {
	n := 0
	for n < len(s) && s[n]-'0' <= 9 {
		n++
	}
	return n
}

func (f *figure) comparable(g *figure) bool {
	return f.percent == g.percent && (f.currency == 0 || g.currency == 0 || f.currency == g.currency)
}

const (
	subjectReach = 24 // tokens from a number to the noun that it is of
	laterReach   = 10 // tokens from "compared with" to the number before
	earlierReach = 24 // tokens from the number now to "compared with"
)

// compareAt handles one "compared with", "versus" or "from".
func (a *analysis) compareAt(k int) {
	m := &a.result.terms[k]
	old := a.figureAfter(m.last, m.last+laterReach)
	isFrom := a.tokens[m.first].ID == idFrom
	if old == nil {
		if !isFrom {
			a.compareNature(k)
		}
		return
	}
	oldNature := a.nature(m.last, old.first)
	if isFrom && a.nextIs(old.last, idTo) {
		if now := a.figureAfter(old.last+1, old.last+6); now != nil && now.comparable(old) {
			a.compareFigures(m.first, now, old, a.nature(old.last, now.first), oldNature, now.last)
			return
		}
	}
	if isFrom && old.first > m.last && oldNature == 0 {
		return // "40 % came from Germany and 15 %"
	}
	if now := a.figureBefore(m.first, old); now != nil {
		a.compareFigures(now.first, now, old, 0, oldNature, old.last)
	}
}

func (a *analysis) figureAfter(first, last int32) *figure {
	for i := range a.result.figures {
		f := &a.result.figures[i]
		if f.first >= first && f.first < last {
			return f
		}
	}
	return nil
}

func (a *analysis) figureBefore(end int32, like *figure) *figure {
	for i := len(a.result.figures) - 1; i >= 0; i-- {
		f := &a.result.figures[i]
		if f.last <= end && end-f.last <= earlierReach && f.comparable(like) {
			return f
		}
	}
	return nil
}

// nature says whether the noun before a number in [first, last) is a profit (1)
// or a loss (-1); 0 when there is none. The noun is spent: it says what the
// number is, and is no news of its own.
func (a *analysis) nature(first, last int32) float64 {
	for k := range a.result.terms {
		t := &a.result.terms[k]
		if t.first < first || t.first >= last {
			continue
		}
		r := a.rule(t)
		if r.loss {
			if t.state == free {
				t.state = spent
			}
			return -1
		}
		if r.rising > 0 {
			return 1
		}
	}
	return 0
}

// subject is the noun before a place that a comparison is about, or -1.
func (a *analysis) subject(end int32) int {
	for k := len(a.result.terms) - 1; k >= 0; k-- {
		t := &a.result.terms[k]
		r := a.rule(t)
		if t.first >= end || r.role != quantityRole && !r.loss {
			continue
		}
		if end-t.last > subjectReach {
			return -1
		}
		return a.head(k+1, k)
	}
	return -1
}

func (a *analysis) compareFigures(end int32, now, old *figure, nowNature, oldNature float64, last int32) {
	n := a.subject(end)
	if n < 0 {
		if nowNature*oldNature < 0 {
			a.addComparison(a.termAt(end), nowNature, last) // "turned from a loss of 5 to a profit of 2"
		}
		return
	}
	t := &a.result.terms[n]
	q := a.rule(t)
	if a.moved(n) || q.rising == 0 {
		return
	}
	own := 1.0
	rising := float64(q.rising)
	if q.loss {
		own, rising = -1, 1
	}
	if nowNature == 0 {
		nowNature = own
	}
	if oldNature == 0 {
		oldNature = own
	}
	if !q.loss && q.rising < 0 {
		nowNature, oldNature = 1, 1
	}
	change := now.value*nowNature - old.value*oldNature
	switch {
	case change > 0:
		a.addComparison(n, rising, last)
	case change < 0:
		a.addComparison(n, -rising, last)
	}
}

// termAt gives the term that begins at token i.
func (a *analysis) termAt(i int32) int {
	return slices.IndexFunc(a.result.terms, func(t term) bool { return t.first == i })
}

// moved says whether noun n is part of a finding already.
func (a *analysis) moved(n int) bool {
	noun := &a.result.terms[n]
	for i := a.from; i < len(a.result.Findings); i++ {
		f := &a.result.Findings[i]
		if f.First <= int(noun.first) && f.Last >= int(noun.last) {
			return true
		}
	}
	return false
}

// compareNature: "a profit, compared with a loss a year ago".
func (a *analysis) compareNature(k int) {
	m := &a.result.terms[k]
	old := a.nature(m.last, m.last+5)
	n := a.subject(m.first)
	if n < 0 {
		return
	}
	t := &a.result.terms[n]
	q := a.rule(t)
	if a.moved(n) {
		return
	}
	switch {
	case q.loss && old > 0:
		a.addComparison(n, -1, m.last)
	case q.rising > 0 && old < 0:
		a.addComparison(n, 1, m.last)
	}
}

func (a *analysis) addComparison(n int, strength float64, last int32) {
	t := &a.result.terms[n]
	before := t.rule
	a.add(n, n, strength, Comparison)
	f := &a.result.Findings[len(a.result.Findings)-1]
	f.Entry, f.Quantity = -1, int(before)
	f.extend(t.first, last)
}

// brackets reads "sales were EUR 31 mn (EUR 28 mn)": the period before in
// brackets, in the same unit, directly after.
func (a *analysis) brackets(read bool) {
	if strings.IndexByte(a.text[a.tokens[0].Start:a.tokens[len(a.tokens)-1].End], '(') < 0 {
		return
	}
	for i := 1; i < len(a.tokens); i++ {
		if !a.is(i, '(') {
			continue
		}
		if !read {
			a.figures()
			read = true
		}
		old := a.figureAfter(int32(i)+1, int32(i)+4)
		if old == nil {
			continue
		}
		for j := range a.result.figures {
			now := &a.result.figures[j]
			if int(now.last) == i && now.comparable(old) && (now.percent || now.currency != 0) {
				a.compareFigures(now.first, now, old, 0, a.nature(int32(i), old.first), old.last)
			}
		}
	}
}
