package polarity

import (
	"slices"
	"unicode/utf8"

	"candor/text"
)

// term is a match of an entry in the sentence at hand. Places are those of words.
type term struct {
	rule        int32
	first, last int32
	clause      int32
	state       int32 // free, spent, or the index of the finding it is part of, plus 1
	role        role
	does        modifier
	asNoun      bool // a direction word used as a noun
}

const (
	free  int32 = 0
	spent int32 = -1
)

// analysis is the work on one sentence.
type analysis struct {
	words
	engine  *Engine
	result  *Result
	classes []class // of the tokens
	// modifiers and roles have a bit for each sort that the sentence has.
	modifiers uint16
	roles     uint8
	index     int
	from      int     // of the sentence's findings in result.Findings
	first     int     // token of the document
	places    []int32 // of the tokens in the document; nil when they follow one another from first on
}

// Analyze finds the polarity of d and puts it into r, whose former content is
// lost. An empty document has no findings.
func (e *Engine) Analyze(d *text.Document, r *Result) {
	r.Findings = r.Findings[:0]
	for i, s := range d.Sentences {
		for first := s.First; first < s.Last; {
			a := &r.work
			*a = analysis{words: words{text: d.Text}, engine: e, result: r, index: i, from: len(r.Findings)}
			first = a.read(d, first, s.Last)
			a.run()
		}
	}
	r.work = analysis{} // do not keep the document alive
}

// longestSentence is where a longer one is cut, in tokens, so that the time
// stays in proportion to the text whatever the text is.
const longestSentence = 400

// read takes the tokens in [first, last) that carry something, at most
// longestSentence, and gives the place behind the last one that it looked at.
func (a *analysis) read(d *text.Document, first, last int) int {
	last = min(last, first+longestSentence)
	a.first = first
	i := first
	for i < last && d.Tokens[i].Skip == 0 && !d.Tokens[i].Soft {
		i++
	}
	a.tokens = d.Tokens[first:i]
	if i == last {
		return last
	}
	r := a.result
	r.tokens, r.places = append(r.tokens[:0], a.tokens...), r.places[:0]
	for n := first; n < i; n++ {
		r.places = append(r.places, int32(n))
	}
	for i < last {
		t := &d.Tokens[i]
		switch {
		case t.Skip > 0:
			i += int(t.Skip)
			continue
		case !t.Soft:
			r.tokens, r.places = append(r.tokens, *t), append(r.places, int32(i))
		}
		i++
	}
	a.tokens, a.places = r.tokens, r.places
	return i
}

// place gives the token of the document that word i is.
func (a *analysis) place(i int) int {
	if a.places == nil {
		return a.first + i
	}
	return int(a.places[i])
}

func (a *analysis) run() {
	if !a.collect() {
		return
	}
	classes := a.result.classes[:0]
	for i := range a.tokens {
		classes = append(classes, grammar.Find(a.tokens[i].ID))
	}
	a.classes, a.result.classes = classes, classes
	moves := a.roles&(1<<directionRole) != 0
	if moves {
		a.directions((*analysis).isDirectionNoun)
		a.directions((*analysis).isAdjective)
		a.directions((*analysis).isVerb)
	}
	a.comparisons()
	a.lexical()
	if moves {
		a.directions((*analysis).isReverser)
	}
	a.scopes()
	a.finish()
}

func (a *analysis) rule(t *term) *rule { return &a.engine.rules[t.rule] }

// class of token i; none beyond the sentence.
func (a *analysis) class(i int32) class {
	if uint(i) >= uint(len(a.classes)) {
		return 0
	}
	return a.classes[i]
}

// collect matches the sentence's tokens and says whether anything in it can
// become a finding.
func (a *analysis) collect() bool {
	e, r := a.engine, a.result
	r.terms = r.terms[:0]
	clause, found := int32(0), false
	for i := 0; i < len(a.tokens); {
		if a.tokens[i].Kind == text.Punct {
			if a.divides(i) {
				clause++
			}
		}
		number, last := e.match(a.words, i)
		if number >= 0 && !a.isName(number, i) {
			rule := &e.rules[number]
			if rule.does == divide || rule.does == contrast || rule.does == concede {
				clause++
			}
			r.terms = append(r.terms, term{rule: number, first: int32(i), last: int32(last), clause: clause, role: rule.role, does: rule.does})
			a.modifiers |= 1 << rule.does
			a.roles |= 1 << rule.role
			found = found || rule.role != modifierRole || rule.strength != 0
		}
		i = last
	}
	return found
}

// isName: "the Lifts segment" lifts nothing. In a headline all words have
// capitals, so the word before must have none.
func (a *analysis) isName(number int32, i int) bool {
	return a.engine.rules[number].role == directionRole && i > 0 &&
		a.tokens[i].Capital && a.tokens[i-1].Kind == text.Word && !a.tokens[i-1].Capital
}

// divides says whether the mark i is a semicolon, a colon or a dash.
func (w words) divides(i int) bool {
	t := &w.tokens[i]
	switch c := w.text[t.Start]; {
	case c == ';' || c == ':':
		return true
	case c == '-':
		return t.End-t.Start > 1
	case c >= utf8.RuneSelf:
		s := w.at(i)
		return s == "—" || s == "–"
	}
	return false
}

func (a *analysis) nextIs(i int32, id text.ID) bool {
	return int(i) < len(a.tokens) && a.tokens[i].ID == id
}

// add makes a finding of term k, and of the term target that it moves unless
// that is -1.
func (a *analysis) add(k, target int, strength float64, kind Kind) {
	t := &a.result.terms[k]
	f := Finding{
		Sentence: a.index, Strength: strength, Entry: int(t.rule), Quantity: -1, Kind: kind,
		First: int(t.first), Last: int(t.last), triggerFirst: t.first, triggerLast: t.last, clause: t.clause,
	}
	if target >= 0 {
		noun := &a.result.terms[target]
		f.Quantity = int(noun.rule)
		f.extend(noun.first, noun.last)
	}
	a.result.Findings = append(a.result.Findings, f)
	t.state = int32(len(a.result.Findings))
}

// alone adds a direction that nothing was found for.
func (a *analysis) alone(k int) {
	r := a.rule(&a.result.terms[k])
	sign := r.way.sign()
	if r.way == reverse {
		sign = 1
	}
	if strength := r.alone * sign; strength != 0 {
		a.add(k, -1, strength, Trend)
	}
}

func (f *Finding) extend(first, last int32) {
	f.First, f.Last = min(f.First, int(first)), max(f.Last, int(last))
}

// lexical adds the words and events that no direction has taken.
func (a *analysis) lexical() {
	for k := range a.result.terms {
		t := &a.result.terms[k]
		if t.state != free || t.role > eventRole {
			continue
		}
		if r := a.rule(t); r.strength != 0 || r.denied != 0 {
			a.add(k, -1, r.strength, [...]Kind{lexicalRole: Lexical, eventRole: Event}[t.role])
		}
	}
}

// findings are those of the sentence so far.
func (a *analysis) findings() []Finding { return a.result.Findings[a.from:] }

// finish brings the findings into the order of the text and gives them their
// places in it.
func (a *analysis) finish() {
	findings := slices.DeleteFunc(a.findings(), func(f Finding) bool { return f.Strength == 0 })
	a.result.Findings = a.result.Findings[:a.from+len(findings)]
	slices.SortStableFunc(findings, func(x, y Finding) int {
		if x.First != y.First {
			return x.First - y.First
		}
		return x.Last - y.Last
	})
	for i := range findings {
		f := &findings[i]
		f.Start, f.End = int(a.tokens[f.First].Start), int(a.tokens[f.Last-1].End)
		f.First, f.Last = a.place(f.First), a.place(f.Last-1)+1
	}
}
