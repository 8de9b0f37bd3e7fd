package text

import (
	"unicode"
	"unicode/utf8"
)

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
