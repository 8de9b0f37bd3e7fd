package procedure

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"candor/internal/cue"
	"candor/internal/phrase"
	"candor/text"
)

//go:generate go run ../cue/generate cues.yaml

//go:embed cues.bin
var compactCues string

// meaning is what a match of one of the cues says.
type meaning struct {
	kind   Kind
	clause bool // it covers the rest of its clause
}

// cues are the compiled cues, with the meaning of each.
type cues struct {
	*phrase.Program
	stops *phrase.Stops
	of    []meaning
}

var builtIn = sync.OnceValue(func() *cues {
	set := cue.Must(compactCues)
	c := &cues{Program: set.Program(), stops: set.Program().Stops()}
	for _, e := range set.Cues() {
		kind, name, _ := strings.Cut(e.ID, "/")
		c.of = append(c.of, meaning{Kind(slices.Index(kindNames[:], kind)), name == "clause"})
	}
	return c
})

// clauseEnds are the words before which a clause ends that a cue covers: what
// follows may be of the business.
var clauseEnds = idSet(`but so because which while although though however where when if i we it they there he she and`)

func idSet(words string) map[text.ID]bool {
	set := map[text.ID]bool{}
	for w := range strings.FieldsSeq(words) {
		set[text.WordID(w)] = true
	}
	return set
}

// longestClause is the most tokens that a cue covers beyond its own.
const longestClause = 24

// reader reads one document. Its memory is reused.
type reader struct {
	kinds []Kind // of a turn's sentences
	// of holds for each token the kind of the cue that covers it, Business where none does.
	of []Kind
}

// sentences walks the document once. A sentence is left as soon as a word says
// something, if what stands in it cannot matter to the next one.
func (r *reader) sentences(d *text.Document, kinds []Kind) []Kind {
	c := builtIn()
	scan := c.Scan(d)
	defer scan.Release()
	r.of = slices.Grow(r.of[:0], len(d.Tokens))[:len(d.Tokens)]
	clear(r.of)
	shouts := shouted(d)
	at := 0 // of the scanner's tokens
	for n, s := range d.Sentences {
		business := false
		for at < scan.Len() && scan.At(at) < s.Last {
			m, ok := scan.Longest(at)
			if ok {
				r.cover(d, n, scan.At(m.First), scan.At(m.Last-1)+1, c.of[m.Entry])
				at = m.Last
				continue
			}
			at++
			if i := scan.At(at - 1); r.of[i] == Business && says(d, s, i, shouts) {
				if end := scan.Before(s.Last); end >= at && c.stops.Apart(scan, end) {
					business, at = true, end
					break
				}
			}
		}
		if business {
			kinds = append(kinds, Business)
		} else {
			kinds = append(kinds, r.kind(d, s, shouts))
		}
	}
	return kinds
}

// cover marks the tokens in [first, last) that a cue covers, which begins in
// sentence n, and the rest of its clause if it covers that.
func (r *reader) cover(d *text.Document, n, first, last int, is meaning) {
	for i := first; i < last; i++ {
		r.of[i] = max(r.of[i], is.kind)
	}
	if !is.clause {
		return
	}
	for n < len(d.Sentences) && d.Sentences[n].Last < last {
		n++
	}
	end := min(d.Sentences[n].Last, last+longestClause)
	for i := last; i < end && !endsClause(d, i); i++ {
		r.of[i] = max(r.of[i], is.kind)
	}
}

// endsClause says whether a clause ends before token i.
func endsClause(d *text.Document, i int) bool {
	t := &d.Tokens[i]
	if t.Kind == text.Punct {
		return t.Space || i+1 == len(d.Tokens) || d.Tokens[i+1].Space // no hyphen within a word
	}
	return clauseEnds[t.ID]
}

// longestFiller is the most words that say nothing without a cue beside them.
const longestFiller = 4

// longestName is the most words between marks that are taken for a name.
const longestName = 2

// kind judges a sentence: it is of a kind if a cue of it is there, and nothing
// that is left uncovered says anything.
func (r *reader) kind(d *text.Document, s text.Sentence, shouts bool) Kind {
	c := count{top: Business}
	from := s.First
	for i := s.First; i <= s.Last; i++ {
		if i < s.Last && !parts(d, i) {
			continue
		}
		r.segment(d, from, i, s.First, shouts, &c)
		from = i + 1
	}
	switch {
	case c.words == 0:
		return Filler
	case c.open > 0, c.top == beside, c.top == Filler && (c.beside > 0 || c.words > longestFiller):
		return Business
	case c.top == Business:
		return called(d, s)
	}
	return c.top
}

// joins says whether the mark at i stands within a word: "follow-up".
func joins(d *text.Document, i int) bool {
	return !d.Tokens[i].Space && i+1 < len(d.Tokens) && !d.Tokens[i+1].Space
}

// count is what a sentence holds.
type count struct {
	top    Kind
	words  int
	beside int // words that say nothing where a cue is near
	open   int // words that say something
}

// segment counts the tokens between two marks. A word or two alone may be a name.
func (r *reader) segment(d *text.Document, from, to, first int, shouts bool, c *count) {
	short := to-from <= longestName
	for i := from; i < to; i++ {
		t := &d.Tokens[i]
		if t.Kind == text.Punct || t.Kind == text.Note {
			continue
		}
		c.words++
		switch is := r.of[i]; {
		case is != Business:
			c.top = max(c.top, is)
			if is == beside {
				c.beside++
			}
		case t.Kind == text.Clitic:
		case t.Kind == text.Word && (short || t.Capital && i > first && !shouts): // a name
		default:
			c.open++
		}
	}
}

// says is whether token i of sentence s, which no cue covers, says something as
// segment has it. It may miss one.
func says(d *text.Document, s text.Sentence, i int, shouts bool) bool {
	switch t := &d.Tokens[i]; t.Kind {
	case text.Number:
		return true
	case text.Word:
		return !(t.Capital && i > s.First && !shouts) && inLong(d, s, i)
	}
	return false
}

// inLong says whether token i stands among more tokens between marks than a name has.
func inLong(d *text.Document, s text.Sentence, i int) bool {
	first, last := i, i+1
	for first > s.First && i-first < longestName && !parts(d, first-1) {
		first--
	}
	for last < s.Last && last-i <= longestName && !parts(d, last) {
		last++
	}
	return last-first > longestName
}

// parts says whether a mark at i stands between words rather than within one.
func parts(d *text.Document, i int) bool { return d.Tokens[i].Kind == text.Punct && !joins(d, i) }

// called judges a sentence of nothing but a word or two without a cue: "Hock?"
// calls a colleague, "Mexico." may be an answer.
func called(d *text.Document, s text.Sentence) Kind {
	if d.At(s.Last-1) == "?" {
		return HandOver
	}
	return Business
}

// shouted says whether d is written in capitals, which then show no names.
func shouted(d *text.Document) bool {
	capitals, words := 0, 0
	for i := range d.Tokens {
		if t := &d.Tokens[i]; t.Kind == text.Word {
			words++
			if t.Capital {
				capitals++
			}
		}
	}
	return 2*capitals > words && words > 3
}
