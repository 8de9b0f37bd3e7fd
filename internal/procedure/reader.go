package procedure

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"candor/internal/cue"
	"candor/text"
)

//go:generate go run ../cue/generate cues.yaml

//go:embed cues.bin
var compactCues []byte

// meaning is what a match of one of the cues says.
type meaning struct {
	kind   Kind
	clause bool // it covers the rest of its clause
}

// cues are the compiled cues, with the meaning of each.
type cues struct {
	*cue.Set
	of []meaning
}

var builtIn = sync.OnceValue(func() *cues {
	c := &cues{Set: cue.Must(compactCues)}
	for _, e := range c.Cues() {
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
	found []cue.Found
	kinds []Kind // of a turn's sentences
	// of holds for each token the kind of the cue that covers it, Business where none does.
	of []Kind
}

func (r *reader) sentences(d *text.Document, kinds []Kind) []Kind {
	r.cover(d)
	shouts := shouted(d)
	for _, s := range d.Sentences {
		kinds = append(kinds, r.kind(d, s, shouts))
	}
	return kinds
}

// cover marks the tokens that cues cover.
func (r *reader) cover(d *text.Document) {
	c := builtIn()
	r.found = c.Find(d, r.found[:0])
	r.of = slices.Grow(r.of[:0], len(d.Tokens))[:len(d.Tokens)]
	clear(r.of)
	i, sentence := 0, 0
	for _, f := range r.found {
		is := c.of[f.Cue]
		for i < len(d.Tokens) && int(d.Tokens[i].Start) < f.Start {
			i++
		}
		for ; i < len(d.Tokens) && int(d.Tokens[i].End) <= f.End; i++ {
			r.of[i] = max(r.of[i], is.kind)
		}
		if !is.clause {
			continue
		}
		for sentence < len(d.Sentences) && d.Sentences[sentence].Last < i {
			sentence++
		}
		end := min(d.Sentences[sentence].Last, i+longestClause)
		for k := i; k < end && !endsClause(d, k); k++ {
			r.of[k] = max(r.of[k], is.kind)
		}
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
		if i < s.Last && (d.Tokens[i].Kind != text.Punct || joins(d, i)) {
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
