package features

import (
	"math"

	"candor/score/polarity"
)

// The balances after the sums by class of finding.
const (
	net = polarity.NumClasses + iota
	goodSum
	badSum
	plainNet // the sum of strengths, squashed
	goodSentences
	badSentences
	bestSentence
	worstSentence
	firstSentence
	lastSentence
	shortNet // of short units, which tell less in other words
	shortGood
	shortBad
	composedNet  // of findings that more than one word made
	shortCompose // and once more for short units
	allSupposed  // 1 where nothing but hypotheses was found
	netBefore    // of the sentence before the unit
	netAfter
	logWords
	NumBalances
)

// IsLength says whether a balance tells the length alone.
func IsLength(i int) bool { return i == logWords }

// Balances of a unit.
type Balances [NumBalances]float64

const (
	// shortText is the number of words over which the balances for short units fade.
	shortText = 15
	// sentenceIsGood is the sum of strengths from which a sentence counts as good;
	// as a negative number, as bad.
	sentenceIsGood = 0.2
	// longText is the number of words from which on a unit's share of good and
	// bad counts rather than their amount.
	longText = 300
)

// excess is how many times longer than longText a unit of n words is, at least 1.
func excess(n int) float64 { return max(1, float64(n)/longText) }

// Damped is what the terms of a unit of n words are divided by. It grows like
// the root of n in an answer, whose findings add up to certainty, and like n in
// a speech: what is said twice as often at twice the length is no more.
// Smoothing keeps the terms of a short unit from counting for more than they
// can tell.
func Damped(n int, smoothing float64) float64 {
	return math.Sqrt((float64(n) + smoothing) * excess(n))
}

// ClassFactor is what a finding's strength is multiplied by in the sums by class
// of a unit of n words in so many sentences.
func ClassFactor(sentences, n int) float64 {
	return 1 / math.Sqrt(float64(sentences+1)*excess(n))
}

// fill sets b to the balances of the unit of sentences from first to before last.
func (b *Balances) fill(u *Unit, r *Reader, first, last int) {
	*b = Balances{}
	perClass := ClassFactor(last-first, u.Words)
	good, bad, composed := 0.0, 0.0, 0.0
	supposed := len(u.Findings) > 0
	for i := range u.Findings {
		f := &u.Findings[i]
		b[f.Class()] += math.Abs(f.Strength) * perClass
		good += max(f.Strength, 0)
		bad -= min(f.Strength, 0)
		if f.Composed {
			composed += f.Strength
		}
		supposed = supposed && f.Hypothetical
	}
	b[net] = polarity.Net(good, bad)
	b[plainNet] = math.Tanh(good - bad)
	amount := 1 / excess(u.Words)
	b[goodSum], b[badSum] = math.Log1p(good*amount), math.Log1p(bad*amount)
	if last-first > 1 {
		b.sentences(r, first, last)
	}
	short := math.Exp(-float64(u.Words) / shortText)
	b[shortNet] = b[net] * short
	b[composedNet] = math.Tanh(composed)
	b[shortCompose] = b[composedNet] * short
	if supposed {
		b[allSupposed] = 1
	}
	b[shortGood], b[shortBad] = b[goodSum]*short, b[badSum]*short
	if first > 0 {
		b[netBefore] = math.Tanh(r.strength(first - 1))
	}
	if last < len(r.doc.Sentences) {
		b[netAfter] = math.Tanh(r.strength(last))
	}
	b[logWords] = math.Log1p(float64(u.Words))
}

// sentences sets the balances that tell how the findings lie in several sentences.
func (b *Balances) sentences(r *Reader, first, last int) {
	n := float64(last - first)
	for s := first; s < last; s++ {
		sum := r.strength(s)
		switch {
		case sum >= sentenceIsGood:
			b[goodSentences] += 1 / n
		case sum <= -sentenceIsGood:
			b[badSentences] += 1 / n
		}
		sum = math.Tanh(sum)
		if s == first {
			b[firstSentence] = sum
		}
		b[lastSentence] = sum
		b[bestSentence], b[worstSentence] = max(b[bestSentence], sum), min(b[worstSentence], sum)
	}
}

// strength is the sum of the strengths of a sentence's findings.
func (r *Reader) strength(sentence int) float64 {
	sum := 0.0
	for i := r.first[sentence]; i < r.first[sentence+1]; i++ {
		sum += r.result.Findings[i].Strength
	}
	return sum
}

// FindingBalances gives what a finding of a unit adds to the logits by way of the
// balances: its share of each that is made of findings' strengths.
func (m *Model) FindingBalances(u *Unit, f *polarity.Finding) (z Pair) {
	good, bad, composed := 0.0, 0.0, 0.0
	for i := range u.Findings {
		good += max(u.Findings[i].Strength, 0)
		bad -= min(u.Findings[i].Strength, 0)
		if u.Findings[i].Composed {
			composed += u.Findings[i].Strength
		}
	}
	// What is made of one class of findings, or of the good or the bad ones, is
	// shared out by their strengths, and what is made of all by their balance.
	if class := f.Class(); u.Balances[class] != 0 {
		sum := 0.0
		for i := range u.Findings {
			if u.Findings[i].Class() == class {
				sum += math.Abs(u.Findings[i].Strength)
			}
		}
		z.Add(m.Balances[class], u.Balances[class]*math.Abs(f.Strength)/sum)
	}
	share := func(balances []int, of float64) {
		if of == 0 {
			return
		}
		for _, b := range balances {
			z.Add(m.Balances[b], u.Balances[b]*f.Strength/of)
		}
	}
	share([]int{net, plainNet, shortNet}, good-bad)
	if f.Composed {
		share([]int{composedNet, shortCompose}, composed)
	}
	if f.Strength > 0 {
		share([]int{goodSum, shortGood}, good)
	} else {
		share([]int{badSum, shortBad}, -bad)
	}
	return z
}
