package text

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// What gets lost or is written another way between a speaker's mouth and a file
// changes no token: entities of HTML stand for their characters, and contractions
// without their apostrophe are taken apart like those with it.

// entities by name, of what stands in text. &amp; is last read as itself.
var entities = map[string]rune{
	"amp": '&', "lt": '<', "gt": '>', "quot": '"', "apos": '\'', "nbsp": '\u00a0', "ensp": ' ', "emsp": ' ', "thinsp": ' ',
	"lsquo": '‘', "rsquo": '’', "ldquo": '“', "rdquo": '”', "ndash": '–', "mdash": '—', "hellip": '…',
	"pound": '£', "euro": '€', "cent": '¢', "yen": '¥',
}

// longestEntity is the most bytes between & and ; that are read.
const longestEntity = 8

// decode gives the character at s[i:] and how many bytes it takes; an entity is
// the character that it stands for.
func decode(s string, i int) (r rune, n int) {
	if s[i] != '&' {
		return utf8.DecodeRuneInString(s[i:])
	}
	name, _, found := strings.Cut(s[i+1:min(len(s), i+2+longestEntity)], ";")
	if !found || name == "" {
		return '&', 1
	}
	if r, known := entities[name]; known {
		return r, len(name) + 2
	}
	if name[0] != '#' {
		return '&', 1
	}
	digits, base := name[1:], 10
	if strings.HasPrefix(digits, "x") || strings.HasPrefix(digits, "X") {
		digits, base = digits[1:], 16
	}
	code, err := strconv.ParseInt(digits, base, 32)
	if err != nil || code < ' ' || !utf8.ValidRune(rune(code)) {
		return '&', 1
	}
	return rune(code), len(name) + 2
}

// contraction is a word that has lost its apostrophe: how many bytes of its end
// are the clitic, and what the rest stands for.
type contraction struct {
	clitic string // with the apostrophe
	before string
}

// contractions are those that are no other word: not its, were, well, ill, id,
// wed, shell, hell, lets.
var contractions = func() map[string]contraction {
	of := map[string]contraction{}
	for _, verb := range strings.Fields("do does did is are was were have has had could would should must need") {
		of[verb+"nt"] = contraction{"n't", verb}
	}
	of["cant"], of["wont"], of["shant"] = contraction{"n't", "can"}, contraction{"n't", "will"}, contraction{"n't", "shall"}
	for clitic, words := range map[string]string{
		"'s": "that what there here he she where how", "'re": "they you", "'ve": "we you they i", "'ll": "you they it that", "'m": "i",
	} {
		for _, word := range strings.Fields(words) {
			of[word+clitic[1:]] = contraction{clitic, word}
		}
	}
	return of
}()

type parts struct {
	before, clitic ID
	bytes          int32 // of the clitic, without the apostrophe
}

// lost are the contractions by their ID, split.
var (
	lostParts []parts
	lost      = func() Index[ID, uint8] {
		of := map[ID]uint8{}
		for word, c := range contractions {
			lostParts = append(lostParts, parts{WordID(c.before), WordID(c.clitic), int32(len(c.clitic) - 1)})
			of[WordID(word)] = uint8(len(lostParts))
		}
		return NewIndex(of)
	}()
)

// mayBeLost has the IDs of lost, and few others.
var mayBeLost = func() (s sieve) {
	for word := range contractions {
		s.add(WordID(word))
	}
	return s
}()

var idIts, idIt, idS = WordID("its"), WordID("it"), WordID("'s")

// behindIts are the words before which "its" is "it's".
var behindIts = idSet("a", "an", "the", "not", "been", "very", "too", "so", "just", "really", "still", "also", "going", "about", "probably", "like", "kind", "because", "that", "what", "how", "been", "gonna", "pretty", "quite", "certainly", "definitely", "obviously", "always", "never", "only")

// addWord adds a word without an apostrophe, as the two tokens that it would be
// with one that it has lost.
func (d *Document) addWord(t Token) {
	d.count(t.Space)
	if n := len(d.Tokens); n > 0 && d.Tokens[n-1].ID == idIts && t.Space && behindIts[t.ID] {
		its := &d.Tokens[n-1]
		its.ID, its.End = idIt, its.End-1
		d.add(Token{ID: idS, Start: its.End, End: its.End + 1, Kind: Clitic})
	}
	if mayBeLost.may(t.ID) {
		if n := lost.Find(t.ID); n > 0 {
			p := &lostParts[n-1]
			cut := t.End - p.bytes
			d.add(Token{ID: p.before, Start: t.Start, End: cut, Kind: Word, Space: t.Space, Capital: t.Capital})
			d.add(Token{ID: p.clitic, Start: cut, End: t.End, Kind: Clitic})
			return
		}
	}
	d.add(t)
}
