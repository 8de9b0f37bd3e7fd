package polarity

import "candor/text"

// words are the tokens of one sentence that carry something: fillers, notes and
// what is said twice are left out.
type words struct {
	text   string
	tokens []text.Token
}

func (w words) is(i int, c byte) bool { return w.text[w.tokens[i].Start] == c }

func (w words) isPercent(i int) bool { return w.is(i, '%') }

func (w words) at(i int) string { return w.text[w.tokens[i].Start:w.tokens[i].End] }

// match gives the rule of the longest phrase at token i whose conditions hold,
// and the token after it; -1 when there is none.
func (e *Engine) match(w words, i int) (number int32, last int) {
	var ends [longestPhrase]int32
	end := len(w.tokens)
	if i+1 < end && !has(e.pairs, pairOf(w.tokens[i].ID, w.tokens[i+1].ID)) {
		end = i + 1
	}
	if end == i+1 && !has(e.alone, uint64(w.tokens[i].ID)) {
		return -1, end
	}
	node, n := int32(0), 0
	for j := i; j < end; j++ {
		if node = e.child(node, w.tokens[j].ID); node == 0 {
			break
		}
		ends[n] = e.ends[node]
		n++
	}
	for ; n > 0; n-- {
		if ends[n-1] == 0 {
			continue
		}
		for _, number := range e.lists[ends[n-1]:] {
			if number < 0 {
				break
			}
			if e.rules[number].holds(w, i, i+n) {
				return number, i + n
			}
		}
	}
	return -1, i + 1
}

// reach of the conditions that look along the clause, in tokens.
const reach = 8

func (r *rule) holds(w words, first, last int) bool {
	if r.next != nil && beside(r.next, w, last) == r.next.not {
		return false
	}
	if r.previous != nil && beside(r.previous, w, first-1) == r.previous.not {
		return false
	}
	if r.follows != nil && along(r.follows, w, last, 1) == r.follows.not {
		return false
	}
	if r.precedes != nil && along(r.precedes, w, first-1, -1) == r.precedes.not {
		return false
	}
	return r.near == nil || (along(r.near, w, last, 1) || along(r.near, w, first-1, -1)) != r.near.not
}

func beside(c *condition, w words, i int) bool {
	if i < 0 || i >= len(w.tokens) {
		return c.edge
	}
	t := &w.tokens[i]
	return c.has(t) || c.edge && t.Kind == text.Punct
}

func along(c *condition, w words, i, step int) bool {
	for n := 0; n < reach && i >= 0 && i < len(w.tokens); n++ {
		if c.has(&w.tokens[i]) {
			return true
		}
		if w.is(i, ';') || w.is(i, ',') {
			return false
		}
		i += step
	}
	return false
}
