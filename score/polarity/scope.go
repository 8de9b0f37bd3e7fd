package polarity

import (
	"math"

	"candor/text"
)

const (
	negationScope   = 7    // tokens that "not" reaches over
	negatedPositive = -0.7 // "not a good quarter" is nearly bad
	negatedNegative = -0.7 // "no softness" is less than good
	negatedNoun     = 0.45 // at least
	deniedAtLeast   = 0.5
	hypothetical    = 0.15
	rivalShare      = -0.7 // "our competitors are struggling"
	outweighed      = 0.2  // "strong, but profits collapsed"
	beforeContrast  = 0.7  // "strong, but": what follows weighs more
	conceded        = 0.15 // "although volumes fell, profit doubled"
	unmatched       = 1.2  // "never been better"
)

// scopes applies negation, degree, condition and contrast to the sentence's
// findings, each from left to right.
func (a *analysis) scopes() {
	a.each(1<<negate|1<<unsurpassed|1<<scale|1<<deny, func(k int, t *term) {
		switch t.does {
		case scale:
			a.scale(k)
		case deny:
			a.denyBefore(t)
		default:
			a.negate(k)
		}
	})
	a.each(1<<suppose|1<<imagine|1<<rival|1<<concede, func(_ int, t *term) {
		switch t.does {
		case suppose:
			a.suppose(t)
		case imagine:
			a.imagine(t)
		case rival:
			a.rival(t)
		case concede:
			a.concede(t)
		}
	})
	if a.modifiers&(1<<balance) == 0 {
		a.each(1<<contrast, func(_ int, t *term) { a.contrast(t) })
	}
	if a.is(len(a.tokens)-1, '?') {
		findings := a.findings()
		for i := range findings {
			findings[i].suppose()
		}
	}
}

// each calls do with the modifiers of some sorts from left to right.
func (a *analysis) each(sorts uint16, do func(k int, t *term)) {
	if a.modifiers&sorts == 0 {
		return
	}
	for k := range a.result.terms {
		if t := &a.result.terms[k]; 1<<t.does&sorts != 0 {
			do(k, t)
		}
	}
}

func (f *Finding) suppose() {
	if !f.Hypothetical && !f.denied {
		f.Hypothetical = true
		f.Strength *= hypothetical
	}
}

func (a *analysis) negate(k int) {
	t := &a.result.terms[k]
	r := a.rule(t)
	findings := a.findings()
	turned := false
	scope := int32(negationScope)
	if r.scope > 0 {
		scope = r.scope
	}
	end := a.upToComma(t.last, t.last+scope)
	for i := range findings {
		f := &findings[i]
		if f.clause != t.clause || !(f.triggerFirst >= t.last && f.triggerFirst < end || f.triggerLast == t.first && r.noun) {
			continue
		}
		turned = true
		f.extend(t.first, t.last)
		f.Composed = true
		if r.does == unsurpassed && a.comparative(f) {
			f.Strength *= unmatched
			continue
		}
		a.turn(f)
	}
	if r.does == negate && a.bare(t) {
		turned = a.denyBefore(t)
	}
	if !turned && r.strength != 0 { // "a lack of" things unknown
		a.add(k, -1, r.strength, Lexical)
	}
}

// bare: nothing follows that is negated: "but it was not", "we don't see any".
func (a *analysis) bare(t *term) bool {
	i := t.last
	if a.class(i)&denial != 0 {
		i++
	}
	if a.class(i)&bareObject != 0 {
		i++
	}
	return int(i) == len(a.tokens) || a.tokens[i].Kind == text.Punct
}

// denyBefore turns what the clause before said, whoever said it: "you call it a
// success; it was not".
func (a *analysis) denyBefore(t *term) bool {
	findings := a.findings()
	last := int32(-1)
	for i := range findings {
		if f := &findings[i]; f.triggerLast <= t.first {
			last = max(last, f.clause)
		}
	}
	if last < max(0, t.clause-2) {
		return false
	}
	for i := range findings {
		if f := &findings[i]; f.clause == last && f.triggerLast <= t.first && !f.Negated {
			a.turn(f)
			f.Strength = math.Copysign(max(math.Abs(f.Strength), deniedAtLeast), f.Strength)
			f.clause = t.clause
			f.denied, f.Composed = true, true
			f.extend(t.first, t.last)
		}
	}
	return true
}

// turn negates a finding. What was undone is back where the undoing is negated,
// and weighs more than what failed to undo it: "growth did not make up for the decline".
func (a *analysis) turn(f *Finding) {
	f.Negated = !f.Negated
	switch denied := a.denied(f); {
	case denied != 0:
		f.Strength = denied
	case f.undone != 0:
		f.Strength, f.undone = f.undone, 0
		findings := a.findings()
		for i := range findings {
			if g := &findings[i]; g.clause == f.clause && g.triggerLast <= f.triggerFirst {
				g.Strength *= conceded
			}
		}
	case f.Strength > 0:
		f.Strength = min(f.Strength*negatedPositive, -a.least(f))
	default:
		f.Strength = max(f.Strength*negatedNegative, a.least(f))
	}
}

// denied is what a finding is worth by its entry when it is negated, or 0.
func (a *analysis) denied(f *Finding) float64 {
	if f.Entry < 0 {
		return 0
	}
	return a.engine.rules[f.Entry].denied
}

// least is what is left at least of a turned noun of the lexicon or of direction: that there is
// no risk says more than the risk would.
func (a *analysis) least(f *Finding) float64 {
	if f.Kind <= Trend && f.Quantity < 0 && a.engine.rules[f.Entry].noun {
		return negatedNoun
	}
	return 0
}

// comparative says whether a finding compares: "better", "more proud", "this high".
func (a *analysis) comparative(f *Finding) bool {
	for i := f.triggerFirst - 2; i < f.triggerLast; i++ {
		if a.class(i)&(degree|comparison) != 0 {
			return true
		}
	}
	return endsIn(a.at(int(f.triggerFirst)), "er")
}

// upToComma shortens [first, last) to the sentence and the next comma.
func (a *analysis) upToComma(first, last int32) int32 {
	last = min(last, int32(len(a.tokens)))
	for i := first; i < last; i++ {
		if a.is(int(i), ',') || a.divides(int(i)) {
			return i
		}
	}
	return last
}

// scale finds the one finding beside a word of degree: "sharply lower", "fell sharply".
func (a *analysis) scale(k int) {
	t := &a.result.terms[k]
	factor := a.rule(t).factor
	findings := a.findings()
	best, distance := -1, int32(3)
	for i := range findings {
		f := &findings[i]
		if gap := f.triggerFirst - t.last; gap >= 0 && gap < distance && factor > 0 {
			best, distance = i, gap
		}
		if gap := t.first - f.triggerLast; gap >= 0 && gap < min(distance, 2) {
			best, distance = i, gap
		}
	}
	if best < 0 {
		if factor < 0 {
			a.lessThan(k, factor)
		}
		return
	}
	f := &findings[best]
	f.Strength *= factor
	if factor < 0 {
		f.Composed = true
		f.extend(t.first, t.last)
	}
}

// lessThan turns the nearest finding before a word of comparison: "the impact
// was less than we thought".
func (a *analysis) lessThan(k int, factor float64) {
	t := &a.result.terms[k]
	findings := a.findings()
	best, last := -1, int32(-1)
	for i := range findings {
		if f := &findings[i]; f.clause == t.clause && f.triggerLast <= t.first && f.triggerLast > last {
			best, last = i, f.triggerLast
		}
	}
	if best < 0 {
		if r := a.rule(t); r.strength != 0 {
			a.add(k, -1, r.strength, Lexical)
		}
		return
	}
	f := &findings[best]
	f.Strength *= factor
	f.Strength = math.Copysign(max(math.Abs(f.Strength), a.least(f)), f.Strength)
	f.Composed = true
	f.extend(t.first, t.last)
}

// suppose weakens what stands behind a condition, up to the next comma or the
// next contrast.
func (a *analysis) suppose(t *term) {
	end := a.upToComma(t.last, int32(len(a.tokens)))
	for k := range a.result.terms {
		if n := &a.result.terms[k]; n.first >= t.last && n.does == contrast {
			end = min(end, n.first)
			break
		}
	}
	findings := a.findings()
	for i := range findings {
		if f := &findings[i]; f.triggerFirst >= t.last && f.triggerFirst < end {
			f.suppose()
		}
	}
}

// imagine weakens all of a clause: "a decline would trigger the clause".
func (a *analysis) imagine(t *term) {
	findings := a.findings()
	for i := range findings {
		if f := &findings[i]; f.clause == t.clause || a.rule(t).scope > 0 {
			f.suppose()
		}
	}
}

// rival turns what is said of a competitor.
func (a *analysis) rival(t *term) {
	if a.class(t.first-1)&preposition != 0 {
		return // "better than competitors"
	}
	findings := a.findings()
	for i := range findings {
		f := &findings[i]
		if f.clause != t.clause || f.triggerFirst < t.last || a.ours(t.last, f.triggerFirst) {
			continue
		}
		if f.Strength > 0 || !a.touchesUs(f) { // "a rival hurt us" stays bad
			f.Strength *= rivalShare
			f.extend(t.first, t.last)
			f.Composed = true
		}
	}
}

// touchesUs says whether a finding is about "us" or "our": "ate our lunch".
func (a *analysis) touchesUs(f *Finding) bool {
	for i := f.triggerFirst; i <= f.triggerLast; i++ {
		if a.nextIs(i, idUs) || a.nextIs(i, idOur) {
			return true
		}
	}
	return false
}

// ours: "we" or a comma stands in [first, last), so that another subject follows.
func (a *analysis) ours(first, last int32) bool {
	for i := first; i < last; i++ {
		if a.class(i)&pronoun != 0 || a.is(int(i), ',') {
			return true
		}
	}
	return false
}

// concede weakens what a clause with "although" or a phrase with "despite" says.
func (a *analysis) concede(t *term) {
	end := a.upToComma(t.last, int32(len(a.tokens)))
	if int(end) == len(a.tokens) && t.first == 0 { // "even with higher prices we lose money"
		for i := t.last + 2; i < end; i++ {
			if a.class(i)&pronoun != 0 {
				end = i
			}
		}
	}
	findings := a.findings()
	for i := range findings {
		if f := &findings[i]; f.clause == t.clause && f.triggerFirst < end {
			f.Strength *= conceded
		}
	}
}

// contrast weakens what stands before "but", more so where the opposite follows.
func (a *analysis) contrast(t *term) {
	findings := a.findings()
	before, after := 0.0, 0.0
	for i := range findings {
		if f := &findings[i]; f.clause < t.clause {
			before += f.Strength
		} else {
			after += f.Strength
		}
	}
	share := beforeContrast
	if before*after < 0 {
		share = outweighed
	}
	for i := range findings {
		if f := &findings[i]; f.clause < t.clause {
			f.Strength *= share
		}
	}
}
