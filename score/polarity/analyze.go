package polarity

import (
	"slices"
	"strings"

	"candor/text"
)

// term is a match of an entry in the sentence at hand.
type term struct {
	rule        int32
	first, last int32
	clause      int32
	state       int32 // free, spent, or the index of the finding it is part of, plus 1
	asNoun      bool  // a direction word used as a noun
}

const (
	free  int32 = 0
	spent int32 = -1
)

// analysis is the work on one sentence.
type analysis struct {
	engine   *Engine
	doc      *text.Document
	result   *Result
	sentence text.Sentence
	index    int
	from     int // of the sentence's findings in result.Findings
}

// Analyze finds the polarity of d and puts it into r, whose former content is
// lost. An empty document has no findings.
func (e *Engine) Analyze(d *text.Document, r *Result) {
	r.Findings = r.Findings[:0]
	for i, s := range d.Sentences {
		for first := s.First; first < s.Last; first += longestSentence {
			r.work = analysis{engine: e, doc: d, result: r, index: i, from: len(r.Findings),
				sentence: text.Sentence{First: first, Last: min(first+longestSentence, s.Last)}}
			r.work.run()
		}
	}
	r.work = analysis{} // do not keep the document alive
}

// longestSentence is where a longer one is cut, in tokens, so that the time
// stays in proportion to the text whatever the text is.
const longestSentence = 400

func (a *analysis) run() {
	if !a.collect() {
		return
	}
	a.directions((*analysis).isDirectionNoun)
	a.directions((*analysis).isAdjective)
	a.directions((*analysis).isVerb)
	a.comparisons()
	a.lexical()
	a.directions((*analysis).isReverser)
	a.scopes()
	a.sort()
}

func (a *analysis) rule(t *term) *rule { return &a.engine.rules[t.rule] }

func (a *analysis) class(i int32) class { return grammar[a.doc.Tokens[i].ID] }

// collect matches the sentence's tokens and says whether anything in it can
// become a finding.
func (a *analysis) collect() bool {
	e, d, r := a.engine, a.doc, a.result
	r.terms = r.terms[:0]
	clause, found := int32(0), false
	for i := a.sentence.First; i < a.sentence.Last; {
		t := &d.Tokens[i]
		if t.Kind == text.Punct && divides(d, t) {
			clause++
		}
		if !e.mayStart(t.ID) {
			i++
			continue
		}
		number, last := e.match(d, a.sentence, i)
		if number >= 0 && !a.isName(number, i) {
			rule := &e.rules[number]
			if rule.does == divide || rule.does == contrast {
				clause++
			}
			r.terms = append(r.terms, term{rule: number, first: int32(i), last: int32(last), clause: clause})
			found = found || rule.role != modifierRole || rule.strength != 0
		}
		i = last
	}
	return found
}

// isName: "the Lifts segment" lifts nothing. In a headline all words have
// capitals, so the word before must have none.
func (a *analysis) isName(number int32, i int) bool {
	return a.engine.rules[number].role == directionRole && i > a.sentence.First &&
		a.doc.Tokens[i].Capital && a.doc.Tokens[i-1].Kind == text.Word && !a.doc.Tokens[i-1].Capital
}

func divides(d *text.Document, t *text.Token) bool {
	switch d.Text[t.Start] {
	case ';':
		return true
	case '-':
		return t.End-t.Start > 1
	}
	s := d.Text[t.Start:t.End]
	return s == "—" || s == "–" && t.Space
}

// directions attaches the direction terms of one sort.
func (a *analysis) directions(sort func(*analysis, int) bool) {
	for k := range a.result.terms {
		t := &a.result.terms[k]
		if t.state != free || a.rule(t).role != directionRole || !sort(a, k) {
			continue
		}
		a.direct(k)
	}
}

func (a *analysis) isDirectionNoun(k int) bool {
	t := &a.result.terms[k]
	r := a.rule(t)
	t.asNoun = r.way != reverse && r.noun && (!r.verb && !r.adjective || a.nounHere(k))
	return t.asNoun
}

func (a *analysis) isAdjective(k int) bool {
	r := a.rule(&a.result.terms[k])
	return r.way != reverse && r.adjective
}

func (a *analysis) isVerb(k int) bool {
	r := a.rule(&a.result.terms[k])
	return r.way != reverse && !r.adjective
}

func (a *analysis) isReverser(k int) bool { return a.rule(&a.result.terms[k]).way == reverse }

// nounHere tells "a sharp fall in sales" from "sales fell in May".
func (a *analysis) nounHere(k int) bool {
	t := &a.result.terms[k]
	if word := a.doc.At(int(t.last - 1)); strings.HasSuffix(word, "ed") || strings.HasSuffix(word, "ing") {
		return false
	}
	start := int32(a.sentence.First)
	if k > 0 {
		if p := &a.result.terms[k-1]; a.rule(p).noun {
			start = p.last // "our sales increase": a determiner before the sales is theirs
		}
	}
	for i, n := t.first-1, 0; i >= start && n < 4; i, n = i-1, n+1 {
		token := &a.doc.Tokens[i]
		c := a.class(i)
		switch {
		case c&determiner != 0:
			return true
		case n == 0 && c&preposition != 0:
			return true
		case c&(pronoun|auxiliary|toWord|conjunction|preposition) != 0:
			return false
		case token.Kind == text.Punct && !isPercent(a.doc, int(i)) && a.doc.Text[token.Start] != '-':
			return false
		}
	}
	return a.nextIs(t.last, idOf)
}

func (a *analysis) nextIs(i int32, id text.ID) bool {
	return int(i) < a.sentence.Last && a.doc.Tokens[i].ID == id
}

// direct finds what a direction term moves and adds the finding.
func (a *analysis) direct(k int) {
	t := &a.result.terms[k]
	r := a.rule(t)
	target := -1
	switch {
	case r.way == reverse:
		if a.undo(k) {
			return
		}
		target = a.right(k)
	case t.asNoun:
		if target = a.right(k); target < 0 {
			target = a.compound(k)
		}
	case r.adjective:
		if target = a.right(k); target < 0 && a.predicative(k) {
			target = a.left(k)
		}
	case r.subject:
		target = a.left(k)
	default:
		if target = a.right(k); target < 0 {
			target = a.left(k)
		}
	}
	if target < 0 {
		a.alone(k)
		return
	}
	a.join(k, target)
}

// right looks for a noun that the direction term governs: its object ("cut its
// net debt"), what it describes ("higher costs") or what follows "in" or "of"
// ("a rise in sales").
func (a *analysis) right(k int) int {
	t := &a.result.terms[k]
	governs := t.asNoun // a noun reaches over its preposition and a number
	words := 0
	amount := false // a verb reaches over "two hundred million of"
	next := k + 1
	for i := t.last; int(i) < a.sentence.Last && words <= 3; {
		if next < len(a.result.terms) && a.result.terms[next].first == i {
			n := &a.result.terms[next]
			if a.eligible(k, next) {
				if amount {
					return -1
				}
				return next
			}
			if d := a.rule(n).does; d == divide || d == contrast || d == compare {
				return -1
			}
			if d := a.rule(n); d.role == directionRole && !n.asNoun && !d.adjective {
				return -1
			}
			i = n.last
			next++
			words++
			continue
		}
		token := &a.doc.Tokens[i]
		c := a.class(i)
		switch {
		case token.Kind == text.Number:
			amount = !governs
		case token.Kind == text.Punct:
			if !isPercent(a.doc, int(i)) && a.doc.Text[token.Start] != '-' {
				return -1
			}
		case c&determiner != 0:
		case c&preposition != 0:
			if token.ID == idOf && (amount || i > t.last && scales[a.doc.Tokens[i-1].ID] != 0) {
				amount = false
				break
			}
			if !governs || token.ID != idOf && token.ID != idIn && token.ID != idFor && token.ID != idOn && token.ID != idAt {
				return -1
			}
		case c&(conjunction|pronoun|auxiliary|toWord) != 0:
			return -1
		default:
			words++
		}
		i++
	}
	return -1
}

// eligible says whether term n can be what direction k moves.
func (a *analysis) eligible(k, n int) bool {
	if n == k {
		return false
	}
	t := &a.result.terms[n]
	r := a.rule(t)
	switch r.role {
	case quantityRole:
		return true
	case directionRole:
		return t.asNoun && t.state > 0
	case lexicalRole, eventRole:
		if r.strength == 0 {
			return false
		}
		by := a.rule(&a.result.terms[k])
		return r.noun || by.way == reverse || by.adjective && by.particle
	}
	return false
}

// leftReach is how far before a verb its subject may end, in tokens.
const leftReach = 24

// left looks for the subject: the nearest noun before the term in its clause,
// and of "growth of sales", "profit on sales" the first.
func (a *analysis) left(k int) int {
	t := &a.result.terms[k]
	for n := k - 1; n >= 0; n-- {
		c := &a.result.terms[n]
		if c.clause != t.clause || t.first-c.last > leftReach {
			break
		}
		if a.eligible(k, n) {
			return a.head(k, n)
		}
	}
	return -1
}

// head goes from "sales" in "growth of net sales" to "growth".
func (a *analysis) head(k, n int) int {
	c := &a.result.terms[n]
	i := c.first - 1
	for steps := 0; i >= int32(a.sentence.First) && steps < 3; steps++ {
		if a.class(i)&preposition != 0 {
			break
		}
		if a.class(i)&^determiner != 0 || a.doc.Tokens[i].Kind == text.Punct {
			return n
		}
		i--
	}
	if i < int32(a.sentence.First) || a.class(i)&preposition == 0 {
		return n
	}
	for p := n - 1; p >= 0; p-- {
		q := &a.result.terms[p]
		if q.last < i {
			break
		}
		if q.last == i && q.clause == c.clause && a.eligible(k, p) {
			return p
		}
	}
	return n
}

// compound looks for "sales" of "sales growth", and of "sales showed a decline".
func (a *analysis) compound(k int) int {
	t := &a.result.terms[k]
	for n := k - 1; n >= 0; n-- {
		c := &a.result.terms[n]
		if c.clause != t.clause || t.first-c.last > 6 {
			break
		}
		if !a.eligible(k, n) {
			continue
		}
		if c.last == t.first {
			return n
		}
		for i := c.last; i < t.first; i++ {
			if a.class(i)&linking != 0 {
				return n
			}
			if a.class(i)&(preposition|conjunction|pronoun) != 0 || a.doc.Tokens[i].Kind == text.Punct {
				return -1
			}
		}
		return -1
	}
	return -1
}

// predicative: "margins were higher", not "margins in higher education".
func (a *analysis) predicative(k int) bool {
	t := &a.result.terms[k]
	if a.rule(t).particle { // more, less: they need a noun
		return false
	}
	for i, n := t.first-1, 0; i >= int32(a.sentence.First) && n < 4; i, n = i-1, n+1 {
		if copulas[a.doc.Tokens[i].ID] {
			return true
		}
		if a.class(i)&(preposition|conjunction|pronoun|determiner) != 0 && n > 0 {
			return false
		}
	}
	return false
}

// nounWeight turns the strength of a noun of the lexicon into that of its
// moving: "headwinds eased" says less than "headwinds" does of its own.
const nounWeight = 0.8

func (a *analysis) join(k, target int) {
	t, noun := &a.result.terms[k], &a.result.terms[target]
	r, q := a.rule(t), a.rule(noun)
	if noun.state > 0 {
		a.modify(k, noun.state-1)
		return
	}
	if noun.state == spent && q.role != quantityRole {
		return
	}
	var strength float64
	switch r.way {
	case better, worse:
		strength = r.way.sign()
	case reverse:
		if q.rising >= 0 {
			return // "offset sales": nothing said
		}
		strength = -float64(q.rising)
	default:
		strength = r.way.sign() * float64(q.rising)
	}
	if q.rising == 0 && q.role == quantityRole {
		t.state = spent
		return
	}
	if q.role == quantityRole {
		if q.strength != 0 {
			strength *= q.strength
		}
	} else {
		strength *= max(q.strength, -q.strength) * nounWeight
	}
	if r.strength != 0 {
		strength *= r.strength
	}
	a.add(k, target, strength, Direction)
	if q.role != quantityRole {
		noun.state = t.state
	}
}

// undo turns the findings that a reverser governs: "offset the higher
// freight"; with "by", "the higher freight was offset by price".
func (a *analysis) undo(k int) bool {
	t := &a.result.terms[k]
	first, last := t.last, a.upToComma(t.last, t.last+negationScope)
	if a.nextIs(t.last, idBy) {
		first, last = t.first-negationScope, t.first
	}
	done := false
	for i := a.from; i < len(a.result.Findings); i++ {
		f := &a.result.Findings[i]
		if f.clause == t.clause && f.triggerFirst >= first && f.triggerFirst < last {
			a.modify(k, int32(i))
			done = true
		}
	}
	return done
}

// modify applies a direction to a finding that is there: "slower growth",
// "offset the higher freight".
func (a *analysis) modify(k int, finding int32) {
	t := &a.result.terms[k]
	f := &a.result.Findings[finding]
	switch a.rule(t).way {
	case down:
		f.Strength = -f.Strength
	case reverse:
		f.Strength *= -a.rule(t).strength
	case better, worse:
		f.Strength = a.rule(t).way.sign() * max(f.Strength, -f.Strength)
	}
	a.extend(f, t.first, t.last)
	f.triggerFirst = min(f.triggerFirst, t.first)
	t.state = finding + 1
}

func (a *analysis) extend(f *Finding, first, last int32) {
	f.First, f.Last = min(f.First, int(first)), max(f.Last, int(last))
	f.Start, f.End = int(a.doc.Tokens[f.First].Start), int(a.doc.Tokens[f.Last-1].End)
}

// alone adds a direction that nothing was found for.
func (a *analysis) alone(k int) {
	t := &a.result.terms[k]
	r := a.rule(t)
	if strength := r.alone * r.way.sign(); strength != 0 {
		a.add(k, -1, strength, Trend)
	}
}

func (a *analysis) add(k, target int, strength float64, kind Kind) {
	t := &a.result.terms[k]
	f := Finding{
		Sentence: a.index, Strength: strength, Entry: int(t.rule), Quantity: -1, Kind: kind,
		First: int(t.first), Last: int(t.last), triggerFirst: t.first, triggerLast: t.last, clause: t.clause,
	}
	a.extend(&f, t.first, t.last)
	if target >= 0 {
		noun := &a.result.terms[target]
		f.Quantity = int(noun.rule)
		a.extend(&f, noun.first, noun.last)
	}
	a.result.Findings = append(a.result.Findings, f)
	t.state = int32(len(a.result.Findings))
}

// lexical adds the words and events that no direction has taken.
func (a *analysis) lexical() {
	for k := range a.result.terms {
		t := &a.result.terms[k]
		r := a.rule(t)
		if t.state != free || r.strength == 0 {
			continue
		}
		switch r.role {
		case lexicalRole:
			a.add(k, -1, r.strength, Lexical)
		case eventRole:
			a.add(k, -1, r.strength, Event)
		}
	}
}

const (
	negationScope   = 7    // tokens that "not" reaches over
	negatedPositive = -0.7 // "not a good quarter" is nearly bad
	negatedNegative = -0.6 // "no softness" is less than good
	hypothetical    = 0.15
	beforeContrast  = 0.7 // "strong, but": what follows weighs more
)

// scopes applies negation, degree, condition and contrast to the sentence's findings.
func (a *analysis) scopes() {
	for k := range a.result.terms {
		findings := a.result.Findings[a.from:] // a negation may add one
		t := &a.result.terms[k]
		switch r := a.rule(t); r.does {
		case negate:
			a.negate(findings, k)
		case scale:
			a.scale(findings, t, r.factor)
		case suppose:
			a.suppose(findings, t)
		case contrast:
			for i := range findings {
				if findings[i].clause == t.clause-1 {
					findings[i].Strength *= beforeContrast
				}
			}
		}
	}
	findings := a.result.Findings[a.from:]
	last := a.sentence.Last - 1
	if a.doc.Text[a.doc.Tokens[last].Start] == '?' {
		for i := range findings {
			findings[i].suppose()
		}
	}
}

func (f *Finding) suppose() {
	if !f.Hypothetical {
		f.Hypothetical = true
		f.Strength *= hypothetical
	}
}

func (a *analysis) negate(findings []Finding, k int) {
	t := &a.result.terms[k]
	r := a.rule(t)
	turned := false
	scope := int32(negationScope)
	if r.scope > 0 {
		scope = r.scope
	}
	end := a.upToComma(t.last, t.last+scope)
	for i := range findings {
		f := &findings[i]
		if f.triggerFirst < t.last || f.triggerFirst >= end || f.clause != t.clause {
			continue
		}
		if f.Strength > 0 {
			f.Strength *= negatedPositive
		} else {
			f.Strength *= negatedNegative
		}
		f.Negated = !f.Negated
		a.extend(f, t.first, t.last)
		turned = true
	}
	if !turned && r.strength != 0 { // "a lack of" things unknown
		a.add(k, -1, r.strength, Lexical)
	}
}

// upToComma shortens [first, last) to the sentence and the next comma.
func (a *analysis) upToComma(first, last int32) int32 {
	last = min(last, int32(a.sentence.Last))
	for i := first; i < last; i++ {
		if a.doc.Text[a.doc.Tokens[i].Start] == ',' {
			return i
		}
	}
	return last
}

// scale finds the one finding beside a word of degree: "sharply lower", "fell sharply".
func (a *analysis) scale(findings []Finding, t *term, factor float64) {
	best, distance := -1, int32(3)
	for i := range findings {
		f := &findings[i]
		if gap := f.triggerFirst - t.last; factor > 0 && gap >= 0 && gap < distance {
			best, distance = i, gap
		}
		if gap := t.first - f.triggerLast; gap >= 0 && gap < min(distance, 2) {
			best, distance = i, gap
		}
	}
	if best >= 0 {
		findings[best].Strength *= factor
	}
}

func (a *analysis) suppose(findings []Finding, t *term) {
	end := a.upToComma(t.last, int32(a.sentence.Last))
	for i := range findings {
		f := &findings[i]
		if f.triggerFirst >= t.last && f.triggerFirst < end {
			f.suppose()
		}
	}
}

func (a *analysis) sort() {
	slices.SortStableFunc(a.result.Findings[a.from:], func(x, y Finding) int {
		if x.Start != y.Start {
			return x.Start - y.Start
		}
		return x.End - y.End
	})
}
