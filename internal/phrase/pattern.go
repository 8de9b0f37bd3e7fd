package phrase

import (
	"fmt"
	"strings"

	"candor/text"
)

// longestGap is how many tokens "..." passes over at most.
const longestGap = 8

// maxRepeat is how many tokens "*" takes at most: three adverbs in a row are
// more than speech has.
const maxRepeat = 3

// item is one element of a pattern, as written.
type item struct {
	kind         itemKind
	id           text.ID // of a word
	name         string  // of a {name}
	alternatives []sequence
	min, max     int // how often it may stand
}

type itemKind uint8

const (
	wordItem  itemKind = iota // a literal token
	nameItem                  // {name}: a word class, a phrase, a token shape or a predicate
	groupItem                 // (a|b c)
	notItem                   // !x: what comes is not x; takes no token
)

type sequence []item

// Pattern is a parsed pattern: what is marked, and what must stand beside it.
type Pattern struct {
	String
	left, right sequence
	span        sequence
}

// parser reads the pattern language:
//
//	word     that token, in any case; contractions and hyphens as text has them
//	{name}   a word class, phrase, shape or predicate
//	(a|b c)  one of these
//	word+    the word and its form in -s
//	word~    the word and its forms in -s, -ed and -ing; ~~ doubles its last letter
//	...      up to eight tokens of the clause
//	x? x*    x or nothing; none to three of x
//	!x       not x (looks only)
//	[ ]      what is marked; without brackets all is
//	_        in a condition: where what is marked stands
//	"..."    a mark: "$" "," "?"
type parser struct {
	s   string
	pos int
}

// patternError says where in a pattern something is wrong.
type patternError struct {
	offset  int
	message string
}

func (e *patternError) Error() string { return e.message }

func (p *parser) fail(format string, args ...any) error {
	return &patternError{p.pos, fmt.Sprintf(format, args...)}
}

// parsePattern reads context [marked] context.
func parsePattern(s String) (Pattern, error) { return parseAround(s, '[', ']') }

// parseCondition reads context _ context.
func parseCondition(s String) (Pattern, error) { return parseAround(s, '_', '_') }

func parseAround(s String, open, closing byte) (Pattern, error) {
	p := &parser{s: s.Value}
	out := Pattern{String: s}
	before, err := p.sequence(open, 0)
	if err != nil {
		return out, err
	}
	if p.peek() == 0 {
		if open == '_' {
			return out, p.fail("a condition needs _ where the marked part stands")
		}
		out.span = before
	} else {
		out.left = before
		p.pos++
		if open != closing {
			if out.span, err = p.sequence(closing, 0); err != nil {
				return out, err
			}
			if p.peek() != closing {
				return out, p.fail("%c is not closed", open)
			}
			p.pos++
		}
		if out.right, err = p.sequence(0, 0); err != nil {
			return out, err
		}
	}
	if open == '[' && minimalLength(out.span) == 0 {
		return out, p.fail("what is marked may not be empty")
	}
	return out, nil
}

func minimalLength(s sequence) int {
	n := 0
	for i := range s {
		it := &s[i]
		if it.min == 0 || it.kind == notItem {
			continue
		}
		if it.kind != groupItem {
			n++
			continue
		}
		least := minimalLength(it.alternatives[0])
		for _, a := range it.alternatives[1:] {
			least = min(least, minimalLength(a))
		}
		n += least
	}
	return n
}

func (p *parser) peek() byte {
	for p.pos < len(p.s) && p.s[p.pos] == ' ' {
		p.pos++
	}
	if p.pos == len(p.s) {
		return 0
	}
	return p.s[p.pos]
}

// sequence reads items up to, and without, one of two closing characters or the end.
func (p *parser) sequence(stop, stop2 byte) (sequence, error) {
	var out sequence
	for {
		c := p.peek()
		if c == 0 || c == stop || c == stop2 {
			return out, nil
		}
		items, err := p.element()
		if err != nil {
			return nil, err
		}
		out = append(out, items...)
	}
}

// element reads one item with its "?" or "*". A word of several tokens
// ("don't") gives several items; then the mark belongs to all.
func (p *parser) element() (sequence, error) {
	items, err := p.simple()
	if err != nil {
		return nil, err
	}
	if p.pos == len(p.s) || p.s[p.pos] != '?' && p.s[p.pos] != '*' {
		return items, nil
	}
	most := 1
	if p.s[p.pos] == '*' {
		most = maxRepeat
	}
	p.pos++
	if len(items) > 1 {
		items = sequence{{kind: groupItem, alternatives: []sequence{items}}}
	}
	items[0].min, items[0].max = 0, most
	return items, nil
}

func (p *parser) simple() (sequence, error) {
	switch c := p.peek(); c {
	case '{':
		end := strings.IndexByte(p.s[p.pos:], '}')
		if end < 0 {
			return nil, p.fail("{ is not closed")
		}
		name := p.s[p.pos+1 : p.pos+end]
		p.pos += end + 1
		return sequence{{kind: nameItem, name: name, min: 1, max: 1}}, nil
	case '(':
		return p.group()
	case '!':
		p.pos++
		items, err := p.simple()
		if err != nil {
			return nil, err
		}
		return sequence{{kind: notItem, alternatives: []sequence{items}, min: 1, max: 1}}, nil
	case '"':
		end := strings.IndexByte(p.s[p.pos+1:], '"')
		if end <= 0 {
			return nil, p.fail(`" is not closed`)
		}
		mark := p.s[p.pos+1 : p.pos+1+end]
		p.pos += end + 2
		return words(mark), nil
	case ')', ']', '[', '}', '|', '?', '*', '_':
		return nil, p.fail("%c is out of place", c)
	}
	if rest, ok := strings.CutPrefix(p.s[p.pos:], "..."); ok {
		p.pos = len(p.s) - len(rest)
		return sequence{{kind: nameItem, name: inClause, min: 0, max: longestGap}}, nil
	}
	start := p.pos
	for p.pos < len(p.s) && !strings.ContainsRune(` {}()[]!|?*_"`, rune(p.s[p.pos])) {
		p.pos++
	}
	return word(p.s[start:p.pos]), nil
}

// word gives the items of one word as it is written.
func word(s string) sequence {
	forms := Inflect(s)
	if len(forms) == 1 {
		return words(forms[0])
	}
	group := item{kind: groupItem, min: 1, max: 1}
	for _, form := range forms {
		group.alternatives = append(group.alternatives, words(form))
	}
	return sequence{group}
}

// words gives the tokens of s; "'d" alone is the clitic.
func words(s string) sequence {
	if len(s) > 1 && s[0] == '\'' {
		return sequence{{kind: wordItem, id: text.WordID(s), min: 1, max: 1}}
	}
	doc := text.New(s)
	out := make(sequence, len(doc.Tokens))
	for i := range doc.Tokens {
		out[i] = item{kind: wordItem, id: doc.Tokens[i].ID, min: 1, max: 1}
	}
	return out
}

func (p *parser) group() (sequence, error) {
	var alternatives []sequence
	for {
		p.pos++ // the "(" or "|"
		a, err := p.sequence('|', ')')
		if err != nil {
			return nil, err
		}
		if len(a) == 0 {
			return nil, p.fail("an alternative is empty; write (a|b)? instead")
		}
		alternatives = append(alternatives, a)
		switch p.peek() {
		case '|':
		case ')':
			p.pos++
			return sequence{{kind: groupItem, alternatives: alternatives, min: 1, max: 1}}, nil
		default:
			return nil, p.fail("( is not closed")
		}
	}
}
