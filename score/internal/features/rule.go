package features

import (
	"math"

	"candor/score/polarity"
)

// Judged is what a model says of a sentence.
type Judged struct {
	P     Pair // probability of negative and of positive
	Words int
}

// Answer is the sentences of an answer that make its sentiment: no procedure, and
// none twice, since what is said again says nothing new.
type Answer struct {
	Judged []Judged
	seen   map[Key]struct{}
}

// Reset begins another answer.
func (a *Answer) Reset() {
	a.Judged = a.Judged[:0]
	if a.seen == nil {
		a.seen = map[Key]struct{}{}
	}
	clear(a.seen)
}

// Add adds a sentence with such words, and says whether it is a new one.
func (a *Answer) Add(words Key, j Judged) bool {
	if _, seen := a.seen[words]; seen {
		return false
	}
	a.seen[words] = struct{}{}
	a.Judged = append(a.Judged, j)
	return true
}

// SentenceEmphasis is what the probabilities of negative and positive are
// multiplied by where a sentence's label is chosen, see Rule.Emphasis.
var SentenceEmphasis = Pair{Negative: 2, Positive: 1}

// The ways in which the sentences' probabilities are summed up. Each gives every
// sentence a share, and stands twice among the measures: for negative and for
// positive.
const (
	meanShare   = iota
	totalShare  // their sum, damped by their number
	wordsShare  // the mean by words
	largest     // the largest probability
	second      // and the second largest
	lastShare   // of the last sentence
	firstShare  // of the first sentence
	amountShare // the root of their sum: how much there is, each adding less
	numShares
)

// The measures behind the sums.
const (
	fewSentences = 2*numShares + iota // 1 by their number
	logSentences
	questionNet // balance of the polarity findings in the question
	questionBad // how bad the question is
	// What no question was asked for is no answer but a text of its own, such as a
	// sentence of the news. The shorter it is, the more its findings count.
	alone
	aloneNegative
	alonePositive
	aloneNet
	NumMeasures
)

// leastAmount keeps the share finite in the root of next to nothing.
const leastAmount = 1e-9

// fewer damps the sum of few sentences: one alone says less than ten that agree.
const fewer = 3

// Rule makes an answer's sentiment of that of its sentences: multinomial
// logistic regression over measures that are, for a given order of the sentences
// by size, linear in their probabilities.
type Rule struct {
	Bias    Pair
	Weights [NumMeasures]Pair
	// Emphasis multiplies the probabilities of negative and of positive where a
	// label is chosen, so that rare labels are given often enough. It leaves the
	// probabilities as they are.
	Emphasis Pair
}

// extremes are the sentences with the largest and second largest probability of
// a class, -1 where there is none.
type extremes struct{ first, second int }

func extremesOf(s []Judged, p func(*Judged) float64) extremes {
	x := extremes{-1, -1}
	for i := range s {
		switch {
		case x.first < 0 || p(&s[i]) > p(&s[x.first]):
			x = extremes{i, x.first}
		case x.second < 0 || p(&s[i]) > p(&s[x.second]):
			x.second = i
		}
	}
	return x
}

func negativeOf(j *Judged) float64 { return j.P.Negative }
func positiveOf(j *Judged) float64 { return j.P.Positive }

// order is what the shares of sentences depend on.
type order struct {
	n, words           int
	negative, positive extremes
	sum                Pair
}

func orderOf(s []Judged) order {
	o := order{n: len(s), negative: extremesOf(s, negativeOf), positive: extremesOf(s, positiveOf)}
	for i := range s {
		o.words += s[i].Words
		o.sum.Add(s[i].P, 1)
	}
	return o
}

// share is how much sentence i counts in one of the sums, of a class with these
// extremes and this sum of probabilities.
func (o *order) share(sum, i int, s *Judged, x extremes, all float64) float64 {
	is := func(yes bool) float64 {
		if yes {
			return 1
		}
		return 0
	}
	switch sum {
	case meanShare:
		return 1 / float64(o.n)
	case totalShare:
		return 1 / float64(o.n+fewer)
	case wordsShare:
		return float64(s.Words) / float64(max(o.words, 1))
	case largest:
		return is(i == x.first)
	case second:
		return is(i == x.second)
	case lastShare:
		return is(i == o.n-1)
	case amountShare:
		return 1 / math.Sqrt(max(all, leastAmount))
	}
	return is(i == 0)
}

// Spoken is what a text spoke of: the sums of its good and bad findings, and
// whether there is a text.
type Spoken struct {
	Good, Bad float64
	Is        bool
}

// Measures sets m to the measures of an answer's sentences.
func Measures(m *[NumMeasures]float64, s []Judged, text, question Spoken) {
	*m = [NumMeasures]float64{}
	o := orderOf(s)
	for i := range s {
		for sum := range numShares {
			m[2*sum] += o.share(sum, i, &s[i], o.negative, o.sum.Negative) * s[i].P.Negative
			m[2*sum+1] += o.share(sum, i, &s[i], o.positive, o.sum.Positive) * s[i].P.Positive
		}
	}
	m[fewSentences], m[logSentences] = 1/float64(max(1, o.n)), math.Log1p(float64(o.n))
	m[questionNet] = polarity.Net(question.Good, question.Bad)
	m[questionBad] = math.Log1p(question.Bad)
	if !question.Is && o.words > 1 { // one word says nothing alone
		m[alone] = 1 / float64(len(s))
		m[aloneNegative], m[alonePositive] = m[alone]*m[2*meanShare], m[alone]*m[2*meanShare+1]
		m[aloneNet] = m[alone] * math.Tanh(text.Good-text.Bad)
	}
}

// Logits gives the logits of an answer.
func (r *Rule) Logits(m *[NumMeasures]float64) Pair {
	z := r.Bias
	for i, v := range m {
		z.Add(r.Weights[i], v)
	}
	return z
}

// Effects gives by how much each sentence's probabilities move the log-odds of
// positive against negative.
func (r *Rule) Effects(s []Judged, m *[NumMeasures]float64) []Pair {
	o := orderOf(s)
	effects := make([]Pair, len(s))
	for i := range s {
		effects[i] = Pair{Negative: r.Weights[aloneNegative].Difference(), Positive: r.Weights[alonePositive].Difference()}
		effects[i].Negative *= m[alone] / float64(o.n)
		effects[i].Positive *= m[alone] / float64(o.n)
		for sum := range numShares {
			effects[i].Negative += o.share(sum, i, &s[i], o.negative, o.sum.Negative) * r.Weights[2*sum].Difference()
			effects[i].Positive += o.share(sum, i, &s[i], o.positive, o.sum.Positive) * r.Weights[2*sum+1].Difference()
		}
	}
	return effects
}

// QuestionNames name what Rule.Question gives.
var QuestionNames = [...]string{"balance of the question", "bad in the question"}

// Question gives by how much the question moves the log-odds.
func (r *Rule) Question(m *[NumMeasures]float64) (weights [len(QuestionNames)]float64) {
	for i := range weights {
		weights[i] = r.Weights[questionNet+i].Difference() * m[questionNet+i]
	}
	return weights
}

// FindingEffect gives by how much a finding of the text itself, beside its
// sentence, moves the log-odds.
func (r *Rule) FindingEffect(m *[NumMeasures]float64, text Spoken, f *polarity.Finding) float64 {
	if m[aloneNet] == 0 {
		return 0
	}
	return r.Weights[aloneNet].Difference() * m[aloneNet] * f.Strength / (text.Good - text.Bad)
}
