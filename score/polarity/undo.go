package polarity

// undo turns the findings that a reverser governs. As an active verb those are
// behind it ("offset the higher freight"); in the passive, and of a predicate
// such as "is over", they are before it ("the delays are behind us").
func (a *analysis) undo(k int) bool {
	t := &a.result.terms[k]
	if a.rule(t).subject || a.nextIs(t.last, idBy) || a.passive(t) {
		return a.undoBefore(k)
	}
	done := false
	end := a.upToComma(t.last, t.last+negationScope)
	for i := a.from; i < len(a.result.Findings); i++ {
		f := &a.result.Findings[i]
		if f.clause == t.clause && f.triggerFirst >= t.last && f.triggerFirst < end && a.turnable(k, f) {
			a.modify(k, int32(i))
			done = true
		}
	}
	if !done && a.class(t.last)&referring != 0 { // "more than made up for it"
		return a.undoClause(k, t.clause-1)
	}
	return done
}

// undoneReach is how far before a predicate the finding that it undoes may end.
const undoneReach = 14

func (a *analysis) undoBefore(k int) bool {
	t := &a.result.terms[k]
	done := false
	for i := a.from; i < len(a.result.Findings); i++ {
		f := &a.result.Findings[i]
		if f.clause == t.clause && f.triggerLast <= t.first && f.triggerLast >= t.first-undoneReach && a.turnable(k, f) {
			a.modify(k, int32(i))
			done = true
		}
	}
	if !done && a.refersBack(t.first) {
		return a.undoClause(k, t.clause-1)
	}
	return done
}

// undoClause undoes what a clause says.
func (a *analysis) undoClause(k int, clause int32) bool {
	done := false
	for i := a.from; i < len(a.result.Findings); i++ {
		if f := &a.result.Findings[i]; f.clause == clause && a.turnable(k, f) {
			a.modify(k, int32(i))
			f.clause = a.result.terms[k].clause // what follows is said of it
			done = true
		}
	}
	return done
}

// turnable says whether reverser k turns a finding: no adverb of the sentence
// ("unfortunately"), and of those that undo good or bad things only, that.
func (a *analysis) turnable(k int, f *Finding) bool {
	rising := float64(a.rule(&a.result.terms[k]).rising)
	return rising*f.Strength >= 0 && !endsIn(a.at(int(f.triggerLast-1)), "ly")
}

// refersBack: "it", "they", "that" or "those" stands shortly before place i, so that
// the predicate there is about the clause before.
func (a *analysis) refersBack(i int32) bool {
	for n := int32(1); n <= 8; n++ {
		if a.class(i-n)&referring != 0 {
			return true
		}
	}
	return false
}

// passive: "was offset", "have been resolved", "got fixed", "are largely solved".
func (a *analysis) passive(t *term) bool {
	if !endsIn(a.at(int(t.last-1)), "ed", "set", "come") {
		return false
	}
	for i, n := t.first-1, 0; n < 3; i, n = i-1, n+1 {
		if a.class(i)&beForm != 0 {
			return true
		}
		if a.class(i)&(preposition|conjunction|pronoun|determiner|toWord) != 0 {
			return false
		}
	}
	return false
}

// modify applies a direction to a finding that is there: "slower growth",
// "offset the higher freight".
func (a *analysis) modify(k int, finding int32) {
	t := &a.result.terms[k]
	r := a.rule(t)
	f := &a.result.Findings[finding]
	f.triggerFirst = min(f.triggerFirst, t.first)
	switch r.way {
	case down:
		f.Strength = -f.Strength
	case reverse:
		f.undone = f.Strength
		f.Strength *= -r.strength
		if f.Strength > 0 {
			f.Strength = max(f.Strength, r.alone, a.least(f))
		} else {
			f.Strength = min(f.Strength, r.alone, -a.least(f))
		}
		f.triggerFirst, f.triggerLast = t.first, t.last
	case better, worse:
		f.Strength = r.way.sign() * max(f.Strength, -f.Strength)
	}
	if t.first > f.triggerFirst {
		f.triggerFirst, f.triggerLast = t.first, t.last // "growth did not slow"
	}
	f.extend(t.first, t.last)
	f.Composed = true
	t.state = finding + 1
}
