package polarity

import "candor/text"

// directions attaches the direction terms of one sort.
func (a *analysis) directions(sort func(*analysis, int) bool) {
	for k := range a.result.terms {
		t := &a.result.terms[k]
		if t.state != free || t.role != directionRole || !sort(a, k) {
			continue
		}
		a.direct(k)
	}
}

func (a *analysis) isDirectionNoun(k int) bool {
	t := &a.result.terms[k]
	r := a.rule(t)
	t.asNoun = r.noun && (!r.verb || a.nounHere(k))
	return t.asNoun
}

func (a *analysis) isAdjective(k int) bool {
	r := a.rule(&a.result.terms[k])
	return r.adjective
}

func (a *analysis) isVerb(k int) bool {
	r := a.rule(&a.result.terms[k])
	return r.way != reverse
}

func (a *analysis) isReverser(k int) bool { return a.rule(&a.result.terms[k]).way == reverse }

// nounHere tells "a sharp fall in sales" from "sales fell in May".
func (a *analysis) nounHere(k int) bool {
	t := &a.result.terms[k]
	if word := a.at(int(t.last - 1)); endsIn(word, "ed", "ing") {
		return false
	}
	plural := endsIn(a.at(int(t.last-1)), "s")
	start := int32(0)
	if k > 0 {
		if p := &a.result.terms[k-1]; a.rule(p).noun {
			start = p.last // "our sales increase": a determiner before the sales is theirs
		}
	}
	for i, n := t.first-1, 0; i >= start; i, n = i-1, n+1 {
		token := &a.tokens[i]
		c := a.class(i)
		switch {
		case c&determiner != 0:
			return true
		case c&preposition != 0 && (n == 0 || n == 1 && plural):
			return true // "in decline", "by wage increases"
		case c&(pronoun|auxiliary|toWord|conjunction|preposition) != 0:
			return false
		case token.Kind == text.Punct && !a.isPercent(int(i)) && !a.is(int(i), '-'):
			return false
		}
	}
	return a.nextIs(t.last, idOf)
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
		if !r.subject {
			target = a.right(k)
		}
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
	for i := t.last; int(i) < len(a.tokens) && words <= 3; {
		if next < len(a.result.terms) && a.result.terms[next].first == i {
			n := &a.result.terms[next]
			if a.eligible(k, next) {
				if amount {
					return -1
				}
				return next
			}
			if d := n.does; d == divide || d == contrast || d == compare || d == scale && a.class(n.last-1)&preposition != 0 {
				return -1 // the last: "faster than"
			}
			if d := a.rule(n); d.role == directionRole && !d.adjective {
				return -1
			}
			i = n.last
			next++
			words++
			continue
		}
		token := &a.tokens[i]
		c := a.class(i)
		switch {
		case token.Kind == text.Number:
			amount = !governs
		case token.Kind == text.Punct:
			if !a.isPercent(int(i)) && !a.is(int(i), '-') {
				return -1
			}
		case c&determiner != 0:
		case c&preposition != 0:
			if token.ID == idOf && a.class(i-1)&partitive != 0 {
				amount = false
				break
			}
			if !governs || c&governed == 0 {
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
		return t.asNoun
	case lexicalRole, eventRole:
		if r.strength == 0 {
			return false
		}
		by := a.rule(&a.result.terms[k])
		return r.noun || by.adjective && by.particle
	}
	return false
}

// left looks for the subject: the nearest noun before the term in its clause,
// and of "growth of sales", "profit on sales" the first.
func (a *analysis) left(k int) int {
	t := &a.result.terms[k]
	for n := k - 1; n >= 0; n-- {
		c := &a.result.terms[n]
		if c.clause != t.clause {
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
	for ; i >= 0 && a.class(i)&preposition == 0; i-- {
		if a.class(i)&^determiner != 0 || a.tokens[i].Kind == text.Punct {
			return n
		}
	}
	if i < 0 {
		return n
	}
	for p := n - 1; p >= 0; p-- {
		q := &a.result.terms[p]
		if q.last < i {
			break
		}
		if q.last == i && a.eligible(k, p) {
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
		if c.clause != t.clause {
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
			if a.class(i)&(preposition|conjunction|pronoun) != 0 || a.tokens[i].Kind == text.Punct {
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
	for i, n := t.first-1, 0; n < 4; i, n = i-1, n+1 {
		if a.class(i)&copula != 0 || n == 0 && a.class(i)&degree != 0 { // "orders this low"
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
	if noun.state == spent {
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
	if q.rising == 0 {
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
	a.result.Findings[len(a.result.Findings)-1].Composed = true
	if q.role != quantityRole {
		noun.state = t.state
	}
}
