// Package text turns one text into a Document: its tokens and sentences with
// byte offsets, built in one pass and then read by every scorer.
//
// It knows nothing of hedges, sentiment or calls; package hedge, score and
// topic come next.
package text

import (
	"sync"
	"unicode"
	"unicode/utf8"
)

// ID identifies the normal form of a word: a 64-bit FNV-1a hash of the word in
// lower case, with a straight apostrophe. Hashing instead of a shared
// vocabulary lets a user's lexicon add words without touching anything that
// another goroutine reads. Equal words have equal IDs; that two words of the
// built-in lexicons do not collide is tested where those are loaded.
type ID uint64

const (
	fnvOffset ID = 14695981039346656037
	fnvPrime  ID = 1099511628211
)

// WordID gives the ID of one token's normal form: "May", "may" and "MAY" have
// the same. Clitics are written as they are split: "'d", "n't". The first half
// of "can't" and "won't" has the ID of "can" and "will".
func WordID(word string) ID {
	id := fnvOffset
	for _, r := range word {
		id = hashRune(id, r)
	}
	return id
}

// PlainID gives the ID of a word written without its apostrophes, the way
// models trained on bare letters know it: PlainID("Don't") is WordID("dont").
func PlainID(word string) ID {
	id := fnvOffset
	for i := 0; i < len(word); {
		r, n := decode(word, i)
		if !isApostrophe(r) {
			id = hashRune(id, r)
		}
		i += n
	}
	return id
}

func hashRune(id ID, r rune) ID {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return (id ^ ID(r)) * fnvPrime
	}
	if isApostrophe(r) {
		return (id ^ '\'') * fnvPrime
	}
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], unicode.ToLower(r))
	for _, b := range buf[:n] {
		id = (id ^ ID(b)) * fnvPrime
	}
	return id
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '‘' }

// Kind says what sort of token one is.
type Kind uint8

const (
	Punct  Kind = iota // one mark or symbol; "--", "..." and "…" are one token
	Word               // letters, with digits behind them: "Q1"
	Clitic             // the second half of a contraction: 's 'd 'll 're 've 'm n't
	Number             // begins with a digit: "12.5", "1,000", "35k", "3rd"
	Note               // what the transcriber adds, whole: "[indiscernible]", "[ph]"
)

// Token is one word, number, mark or note of a text.
type Token struct {
	ID         ID
	Start, End int32 // byte offsets in the text, half-open
	Kind       Kind
	Space      bool // white space, or the start of the text, stands before it
	Capital    bool // begins with an upper-case letter
	// Skip is how many tokens from this one on carry nothing, with the mark that
	// belongs to them: "uh,", "you know", "[ph]", the first "we" of "we, we think".
	// 0 is any other token.
	Skip uint8
	// Soft is a comma or dash beside what is skipped, which may be passed over too.
	Soft bool
	// Aside, of a comma or dash, is how many tokens from it on a short aside has
	// with both marks: ", as you know,". 0 where none begins.
	Aside uint8
}

// Sentence is a run of tokens: Tokens[First:Last].
type Sentence struct{ First, Last int }

// Document is a text with its tokens and sentences. Read it from as many
// goroutines as you like once it is built.
type Document struct {
	Text      string
	Tokens    []Token
	Sentences []Sentence
	// Words counts tokens of kind Word and Number; "mid-teens" and "don't"
	// count as one.
	Words int

	flat   bool // no word begins with a capital
	broken bool // there is more than one line
}

// New builds the Document of s. An empty s gives no tokens and no sentences.
func New(s string) *Document {
	d := new(Document)
	d.Reset(s)
	return d
}

var pool = sync.Pool{New: func() any { return new(Document) }}

// Get is New with memory that an earlier Document has given back with Release.
func Get(s string) *Document {
	d := pool.Get().(*Document)
	d.Reset(s)
	return d
}

// Release gives the memory of d to a later Get; d must not be used after it.
func (d *Document) Release() {
	d.Text = ""
	pool.Put(d)
}

// At returns the text of token i.
func (d *Document) At(i int) string { return d.Text[d.Tokens[i].Start:d.Tokens[i].End] }

// Reset makes d the Document of s, reusing its memory.
func (d *Document) Reset(s string) {
	d.Text, d.Tokens, d.Sentences, d.Words, d.broken = s, d.Tokens[:0], d.Sentences[:0], 0, false
	d.tokenize()
	d.split()
	d.mark()
}

func (d *Document) tokenize() {
	s := d.Text
	space := true
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v':
			space = true
			d.broken = d.broken || c == '\n'
			i++
			continue
		case isLetterByte(c):
			i = d.word(i, space)
		case '0' <= c && c <= '9':
			i = d.number(i, space)
		case c == '[':
			i = d.note(i, space)
		case c == '&':
			r, n := decode(s, i)
			if unicode.IsSpace(r) {
				space = true
				i += n
				continue
			}
			d.add(Token{ID: hashRune(fnvOffset, r), Start: int32(i), End: int32(i + n), Space: space})
			i += n
		case c < utf8.RuneSelf:
			i = d.punct(i, space)
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			switch {
			case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff':
				space = true
				i += n
				continue
			case unicode.IsLetter(r) && !isApostrophe(r): // ʼ is a letter to Unicode
				i = d.word(i, space)
			default:
				d.add(Token{ID: WordID(s[i : i+n]), Start: int32(i), End: int32(i + n), Space: space})
				i += n
			}
		}
		space = false
	}
}

func isLetterByte(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func (d *Document) add(t Token) { d.Tokens = append(d.Tokens, t) }

func letterAt(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsLetter(r)
}

// number reads digits with their separators and a suffix: 1,000 12.5 35k 3rd.
func (d *Document) number(i int, space bool) int {
	s, start := d.Text, i
	for i < len(s) {
		c := s[i]
		if isDigit(c) || isLetterByte(c) || (c == '.' || c == ',') && i+1 < len(s) && isDigit(s[i+1]) && isDigit(s[i-1]) {
			i++
			continue
		}
		break
	}
	d.count(space)
	d.add(Token{ID: WordID(s[start:i]), Start: int32(start), End: int32(i), Kind: Number, Space: space})
	return i
}

// count counts a word before it is added, as a reader does: hyphenated words are one.
func (d *Document) count(space bool) {
	if n := len(d.Tokens); !space && n > 0 {
		if p := &d.Tokens[n-1]; p.ID == idHyphen && !p.Space && p.End-p.Start == 1 {
			return
		}
	}
	d.Words++
}

// longestNote bounds what counts as a note: a bracket that closes late or never is a mark.
const longestNote = 60

func (d *Document) note(i int, space bool) int {
	s := d.Text
	for j := i + 1; j < len(s) && j < i+longestNote; j++ {
		switch s[j] {
		case ']':
			d.add(Token{ID: WordID(s[i : j+1]), Start: int32(i), End: int32(j + 1), Kind: Note, Space: space})
			return j + 1
		case '[', '\n':
			return d.punct(i, space)
		}
	}
	return d.punct(i, space)
}

func (d *Document) punct(i int, space bool) int {
	s, start := d.Text, i
	c := s[i]
	i++
	if c == '-' || c == '.' {
		for i < len(s) && s[i] == c {
			i++
		}
	}
	d.add(Token{ID: WordID(s[start:i]), Start: int32(start), End: int32(i), Space: space})
	return i
}
