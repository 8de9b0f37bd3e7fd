package score

import (
	"math"

	"candor/internal/model"
	"candor/score/polarity"
	"candor/text"
)

// What a model sees of a text are terms and balances, each with a weight that
// training finds.
//
// Terms are words, pairs of neighbouring words and the polarity lexicon's
// entries that were found. Each occurrence counts, and all are divided by
// dampedRoot, so that long texts do not go to the extremes.
//
// Balances are a fixed list of numbers of the polarity findings.

// key identifies a term.
type key = model.Key

// numberKey stands for all numbers: which one it is says nothing.
const numberKey key = 0x6e756d626572

// Kinds of terms are kept apart by multiplying with different odd numbers.
const (
	pairFactor     = 0x9e3779b97f4a7c15
	findingFactor  = 0xc2b2ae3d27d4eb4f
	quantityFactor = 0x165667b19e3779f9
	gramFactor     = 0xff51afd7ed558ccd
)

func wordKey(t *text.Token) key {
	if t.Kind == text.Number {
		return numberKey
	}
	return key(t.ID)
}

func pairKey(a, b key) key { return (a*pairFactor ^ b) * pairFactor }

// findingKeys gives the terms of a finding: its entry, and its entry with what
// moves, each with its sign, so that an entry that is negated is another term.
func findingKeys(entries []key, f *polarity.Finding) (entry, moved key) {
	var sign key = 1
	if f.Strength < 0 {
		sign = 2
	}
	if f.Hypothetical {
		sign += 2
	}
	var quantity key
	if f.Quantity >= 0 {
		quantity = entries[f.Quantity]
	}
	var own key
	if f.Entry >= 0 {
		own = entries[f.Entry]
	}
	entry = (own + sign) * findingFactor
	return entry, (own*quantityFactor ^ quantity + sign) * findingFactor
}

// entryKeys gives the keys of an engine's entries: of their phrases, which
// stay when others are added.
func entryKeys(e *polarity.Engine) []key {
	keys := make([]key, e.Entries())
	for i := range keys {
		h := uint64(14695981039346656037) // FNV-1a
		for _, c := range []byte(e.Name(i)) {
			h = (h ^ uint64(c)) * 1099511628211
		}
		keys[i] = key(h)
	}
	return keys
}

// smoothing keeps the terms of a short text from counting for more than they
// can tell.
const smoothing = 30

// longText is the number of tokens from which on a text's share of good and bad
// counts rather than their amount.
const longText = 300

// excess is how many times longer than longText a text of n tokens is, at least 1.
func excess(n int) float64 { return max(1, float64(n)/longText) }

// dampedRoot is what terms are divided by in a text of n tokens. It grows like
// the root of n in an answer, whose findings add up to certainty, and like n in
// a speech: what is said twice as often at twice the length is no more.
func dampedRoot(n int) float64 { return math.Sqrt((float64(n) + smoothing) * excess(n)) }

// dampedSentences is what the findings of a class are divided by.
func dampedSentences(d *text.Document) float64 {
	return math.Sqrt(float64(len(d.Sentences)+1) * excess(len(d.Tokens)))
}

// evidence is how much the terms and balances of a text of n words count: not
// at all in one word, nearly in full in a hundred.
func evidence(n int) float64 {
	if n <= 1 {
		return 0
	}
	return float64(n-1) / float64(n+1)
}

// certainty is how much the constant of a model counts in a text of n words:
// what is said in one word is neutral, but nobody can be sure.
func certainty(n int) float64 { return float64(n) / float64(n+2) }

// The balances after the sums by class of finding.
const (
	net = polarity.NumClasses + iota
	goodSum
	badSum
	goodSentences
	badSentences
	bestSentence
	worstSentence
	firstSentence
	lastSentence
	shortNet // of short texts, which tell less in other words
	shortGood
	shortBad
	logWords // the finance model does without
	numBalances
)

var balanceNames = [numBalances - polarity.NumClasses]string{
	"balance of the findings", "sum of good findings", "sum of bad findings",
	"share of good sentences", "share of bad sentences", "best sentence",
	"worst sentence", "first sentence", "last sentence",
	"balance of the findings in a short text", "good in a short text", "bad in a short text",
	"length",
}

// balanceName names a balance for people.
func balanceName(i int) string {
	if i < polarity.NumClasses {
		return polarity.ClassName(i)
	}
	return balanceNames[i-polarity.NumClasses]
}

type balances [numBalances]float64

// shortText is the number of words over which the balances for short texts fade.
const shortText = 30

// sentenceIsGood is the sum of strengths from which a sentence counts as good;
// as a negative number, as bad.
const sentenceIsGood = 0.2

// fill sets b to the balances of a text with these findings.
func (b *balances) fill(d *text.Document, r *polarity.Result) {
	*b = balances{}
	if len(d.Sentences) == 0 {
		return
	}
	n := float64(len(d.Sentences))
	perClass := 1 / dampedSentences(d)
	for i := range r.Findings {
		f := &r.Findings[i]
		b[f.Class()] += math.Abs(f.Strength) * perClass
	}
	good, bad := r.Totals()
	b[net] = r.Net()
	amount := 1 / excess(len(d.Tokens))
	b[goodSum], b[badSum] = math.Log1p(good*amount), math.Log1p(bad*amount)
	for s, next := 0, 0; s < len(d.Sentences); s++ {
		sum := 0.0
		for ; next < len(r.Findings) && r.Findings[next].Sentence <= s; next++ {
			sum += r.Findings[next].Strength
		}
		switch {
		case sum >= sentenceIsGood:
			b[goodSentences] += 1 / n
		case sum <= -sentenceIsGood:
			b[badSentences] += 1 / n
		}
		sum = math.Tanh(sum)
		if s == 0 {
			b[firstSentence] = sum
		}
		b[lastSentence] = sum
		b[bestSentence], b[worstSentence] = max(b[bestSentence], sum), min(b[worstSentence], sum)
	}
	short := math.Exp(-float64(d.Words) / shortText)
	b[shortNet] = b[net] * short
	b[logWords] = math.Log1p(float64(d.Words))
	b[shortGood], b[shortBad] = b[goodSum]*short, b[badSum]*short
}

// The letters of a word that is in no model still say something: "un" and
// "less" are grams of three to five letters, with "<" and ">" for its ends.
const (
	shortestGram = 3
	longestGram  = 5
	longestWord  = 32 // longer ones have no grams
)

// eachGram calls do with the grams of a word, in lower case.
func eachGram(word string, do func(key)) {
	if len(word) > longestWord {
		return
	}
	var padded [longestWord + 2]byte
	padded[0] = '<'
	for i := range len(word) {
		c := word[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		padded[i+1] = c
	}
	padded[len(word)+1] = '>'
	letters := padded[:len(word)+2]
	for i := range letters {
		h := uint64(14695981039346656037)
		for j := i; j < len(letters) && j < i+longestGram; j++ {
			h = (h ^ uint64(letters[j])) * 1099511628211
			if j-i+1 >= shortestGram {
				do(key(h * gramFactor))
			}
		}
	}
}
