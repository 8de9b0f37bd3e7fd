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

// folded holds for each byte of an ASCII word its lower case, 0 for any other.
var folded = func() (of [256]byte) {
	for c := range of {
		switch c := byte(c); {
		case 'a' <= c && c <= 'z' || isDigit(c):
			of[c] = c
		case 'A' <= c && c <= 'Z':
			of[c] = c + 'a' - 'A'
		}
	}
	return of
}()

// word reads a word from i and splits off its clitic, and returns its end.
func (d *Document) word(i int, space bool) int {
	s := d.Text
	t := Token{ID: fnvOffset, Start: int32(i), Kind: Word, Space: space, Capital: 'A' <= s[i] && s[i] <= 'Z'}
	for i < len(s) && folded[s[i]] != 0 {
		t.ID = (t.ID ^ ID(folded[s[i]])) * fnvPrime
		i++
	}
	if i < len(s) && (s[i] == '\'' || s[i] == '&' || s[i] >= utf8.RuneSelf) {
		return d.wordOn(i, t)
	}
	t.End = int32(i)
	d.addWord(t)
	return i
}

// wordOn goes on at i with a word in which something other than an ASCII letter
// or digit may stand.
func (d *Document) wordOn(i int, t Token) int {
	s, start := d.Text, int(t.Start)
	apostrophe := -1
	var beforeApostrophe ID
scan:
	for i < len(s) {
		c := s[i]
		switch {
		case folded[c] != 0:
			t.ID = (t.ID ^ ID(folded[c])) * fnvPrime
			i++
		case c == '\'' || c == '&' || c >= utf8.RuneSelf:
			r, n := decode(s, i)
			switch {
			case isApostrophe(r):
				if apostrophe >= 0 || !letterAt(s, i+n) {
					break scan
				}
				apostrophe, beforeApostrophe = i, t.ID
			case unicode.IsLetter(r) || unicode.IsMark(r):
				if i == start {
					t.Capital = unicode.IsUpper(r)
				}
			default:
				break scan
			}
			t.ID = hashRune(t.ID, r)
			i += n
		default:
			break scan
		}
	}
	t.End = int32(i)
	if apostrophe <= start {
		d.addWord(t)
	} else {
		d.count(t.Space)
		d.addContraction(t, apostrophe, beforeApostrophe)
	}
	return i
}

// addContraction adds a word with an apostrophe, and its clitic as a token of its
// own. before is the ID of what stands before the apostrophe.
func (d *Document) addContraction(whole Token, apostrophe int, before ID) {
	s, start, end := d.Text, int(whole.Start), int(whole.End)
	cut := apostrophe
	_, n := decode(s, apostrophe)
	tail := s[apostrophe+n : end]
	switch cliticOf(tail) {
	case noClitic:
		d.add(whole) // o'clock, O'Brien
		return
	case negation:
		if apostrophe == start+1 || s[apostrophe-1]|0x20 != 'n' {
			d.add(whole)
			return
		}
		cut, before = apostrophe-1, beforeN(s[start:apostrophe])
		switch before { // ca(n't), wo(n't), sha(n't)
		case idCa:
			before = idCan
		case idWo:
			before = idWill
		case idSha:
			before = idShall
		}
	}
	d.add(Token{ID: before, Start: whole.Start, End: int32(cut), Kind: Word, Space: whole.Space, Capital: whole.Capital})
	d.add(Token{ID: cliticID(s[cut:apostrophe], tail), Start: int32(cut), End: whole.End, Kind: Clitic})
}

// beforeN gives the ID of a word up to its last n.
func beforeN(word string) ID {
	id := fnvOffset
	for i := 0; i < len(word)-1; {
		r, n := decode(word, i)
		id = hashRune(id, r)
		i += n
	}
	return id
}

// cliticID gives the ID of a clitic: "" and "s" for "'s", "n" and "t" for "n't".
func cliticID(before, behind string) ID {
	id := fnvOffset
	for i := range len(before) {
		id = hashRune(id, rune(before[i]))
	}
	id = hashRune(id, '\'')
	for i := range len(behind) {
		id = hashRune(id, rune(behind[i]))
	}
	return id
}

var idCa, idCan, idWo, idWill, idSha, idShall = WordID("ca"), WordID("can"), WordID("wo"), WordID("will"), WordID("sha"), WordID("shall")

const (
	noClitic = iota
	clitic
	negation
)

// cliticOf looks at what follows an apostrophe in its word.
func cliticOf(tail string) int {
	switch len(tail) {
	case 1:
		switch tail[0] | 0x20 {
		case 's', 'd', 'm':
			return clitic
		case 't':
			return negation
		}
	case 2:
		switch string([]byte{tail[0] | 0x20, tail[1] | 0x20}) {
		case "ll", "re", "ve":
			return clitic
		}
	}
	return noClitic
}

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
