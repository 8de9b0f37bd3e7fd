package phrase

import "candor/text"

// shape is what can be seen of a token without knowing it.
type shape uint16

const (
	shapeNumber  shape = 1 << iota // 12.5, 1,000, 3rd
	shapeWord                      // any word
	shapePunct                     // a mark or symbol
	shapeLy                        // a word in -ly, most of them adverbs
	shapeEd                        // a word in -ed
	shapeIng                       // a word in -ing
	shapeEr                        // a word in -er: comparatives, among others
	shapeCapital                   // a word with a capital
	shapeNote                      // [ph]
	shapeYear                      // 2014
	shapeClause                    // anything but the marks between clauses
	shapeAhead                     // here a stretch begins that may be passed over
	shapeBack                      // and here one ends
)

// inClause names what "..." passes over.
const inClause = "in-clause"

// shapes names them for patterns.
var shapes = map[string]shape{
	"number": shapeNumber, "word": shapeWord, "mark": shapePunct, "-ly": shapeLy, "-ed": shapeEd, "-ing": shapeIng, "-er": shapeEr, "capital": shapeCapital, "note": shapeNote,
	"year": shapeYear, inClause: shapeClause,
}

func shapeOf(s string, t *text.Token) shape {
	switch t.Kind {
	case text.Number:
		if w := s[t.Start:t.End]; len(w) == 4 && (w[:2] == "20" || w[:2] == "19") {
			return shapeNumber | shapeYear | shapeClause
		}
		return shapeNumber | shapeClause
	case text.Punct:
		switch s[t.Start] {
		case ',', ';', ':', '.', '?', '!':
			return shapePunct
		}
		return shapePunct | shapeClause
	case text.Note:
		return shapeNote | shapeClause
	case text.Clitic:
		return shapeClause
	}
	sh := shapeWord | shapeClause
	if t.Capital {
		sh |= shapeCapital
	}
	if n := t.End; n-t.Start > 3 {
		sh |= endingOf(s[n-3 : n])
	}
	return sh
}

// endingOf looks at the last three bytes of a word.
func endingOf(s string) shape {
	switch {
	case s[1] == 'l' && s[2] == 'y':
		return shapeLy
	case s[1] == 'e' && s[2] == 'd':
		return shapeEd
	case s == "ing":
		return shapeIng
	case s[1] == 'e' && s[2] == 'r':
		return shapeEr
	}
	return 0
}

// predicate asks something of the sentence around the candidate
// [m.first, m.last) for which a set of neighbours is not enough. at is the
// token that the context has come to; it may be out of range.
type predicate func(m *Scanner, at int) bool

// predicateNames are their names in patterns.
var predicateNames = [...]string{"start", "end", "question", "if", "if-later"}

var predicates = [len(predicateNames)]predicate{atStart, atEnd, inQuestion, afterIf, beforeIf}

// sentence gives the sentence that holds token i, in the scanner's tokens.
func (m *Scanner) sentence(i int) text.Sentence {
	s := m.sentences
	lo, hi := 0, len(s)
	for lo < hi {
		if mid := (lo + hi) / 2; s[mid].Last <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return s[lo]
}

// atStart: the context, read leftwards, has come to the start of the sentence.
func atStart(m *Scanner, at int) bool { return at < m.sentence(m.first).First }

// atEnd: the context, read rightwards, has come to the end of the sentence or its last mark.
func atEnd(m *Scanner, at int) bool {
	last := m.sentence(m.last - 1).Last
	return at >= last || at == last-1 && m.see(at).shapes&shapePunct != 0
}

// inQuestion: the sentence ends with a question mark.
func inQuestion(m *Scanner, _ int) bool {
	s := m.sentence(m.first)
	return m.doc.Text[m.Token(s.Last-1).Start] == '?'
}

// afterIf: an if-clause stands earlier in the sentence.
func afterIf(m *Scanner, _ int) bool {
	from := m.first
	for first := m.sentence(m.first).First; from > first && !m.stops(from-1); {
		from--
	}
	return m.ifClause(from, m.first)
}

// beforeIf: an if-clause stands later in the sentence.
func beforeIf(m *Scanner, _ int) bool {
	to := m.last
	for last := m.sentence(m.first).Last; to < last && !m.stops(to); {
		to++
	}
	return m.ifClause(m.last, to)
}

// stops says whether token i is a full stop or the like behind more than a
// letter: where a text is all in lower case, sentences are not cut there.
func (m *Scanner) stops(i int) bool {
	switch t := m.Token(i); m.doc.Text[t.Start] {
	case '?', '!':
		return true
	case '.':
		return i == 0 || m.Token(i-1).End-m.Token(i-1).Start > 1
	}
	return false
}

var (
	idIf = text.WordID("if")
	// "I'm not sure if" asks, "if you look at it" and "if anything" set no condition.
	asksIf      = idSet("sure", "know", "see", "wonder", "wondering", "tell", "as", "ask", "asking", "clear")
	noCondition = idSet("anything", "any", "not")
	reader      = text.WordID("you")
	readerDoes  = idSet("look", "think", "take", "go", "compare", "recall", "remember", "will", "like", "just", "kind", "sort")
)

// ifClause says whether an "if" that sets a condition is among tokens [from, to).
func (m *Scanner) ifClause(from, to int) bool {
	for i := from; i < to; i++ {
		if m.Token(i).ID != idIf || i > from && asksIf[m.Token(i-1).ID] {
			continue
		}
		if i+1 < to && noCondition[m.Token(i+1).ID] || i+2 < to && m.Token(i+1).ID == reader && readerDoes[m.Token(i+2).ID] {
			continue
		}
		return true
	}
	return false
}

func idSet(words ...string) map[text.ID]bool {
	set := make(map[text.ID]bool, len(words))
	for _, w := range words {
		set[text.WordID(w)] = true
	}
	return set
}
