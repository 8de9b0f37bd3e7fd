package features

import (
	"math"
	"testing"

	"candor/score/polarity"
	"candor/text"
)

// Three sentences of 1, 2 and 5 words with P(negative) .1, .5, .2 and P(positive)
// .6, .3, .2.
func TestMeasures(t *testing.T) {
	var a Answer
	a.Reset()
	for i, j := range []Judged{{Pair{.1, .6}, 1}, {Pair{.5, .3}, 2}, {Pair{.2, .2}, 5}} {
		if !a.Add(Key(i+1), j) || a.Add(Key(i+1), j) {
			t.Error("a sentence is new once")
		}
	}
	var m [NumMeasures]float64
	Measures(&m, a.Judged, Spoken{}, Spoken{Good: 1, Bad: 3, Is: true})
	for measure, want := range map[int]float64{
		2 * meanShare: .8 / 3, 2*meanShare + 1: 1.1 / 3,
		2 * totalShare: .8 / 6, 2*totalShare + 1: 1.1 / 6,
		2 * wordsShare: (.1 + 1 + 1) / 8, 2*wordsShare + 1: (.6 + .6 + 1) / 8,
		2 * largest: .5, 2*largest + 1: .6,
		2 * second: .2, 2*second + 1: .3,
		2 * lastShare: .2, 2*lastShare + 1: .2,
		2 * firstShare: .1, 2*firstShare + 1: .6,
		2 * amountShare: math.Sqrt(.8), 2*amountShare + 1: math.Sqrt(1.1),
		fewSentences: 1. / 3, logSentences: math.Log(4),
		questionNet: (1. - 3) / (1 + 3 + 2), questionBad: math.Log(4),
		alone: 0, aloneNegative: 0, alonePositive: 0, aloneNet: 0,
	} {
		if math.Abs(m[measure]-want) > 1e-12 {
			t.Errorf("measure %d: %g, want %g", measure, m[measure], want)
		}
	}
	Measures(&m, a.Judged, Spoken{Good: 2, Bad: 1, Is: true}, Spoken{})
	for measure, want := range map[int]float64{alone: 1. / 3, aloneNegative: .8 / 9, alonePositive: 1.1 / 9, aloneNet: math.Tanh(1) / 3} {
		if math.Abs(m[measure]-want) > 1e-12 {
			t.Errorf("without a question, measure %d: %g, want %g", measure, m[measure], want)
		}
	}
}

// What sentences move the log-odds by, and what moves them besides, are the log-odds.
func TestEffects(t *testing.T) {
	var r Rule
	for i := range r.Weights {
		r.Weights[i] = Pair{Negative: float64(i%5) - 2, Positive: float64(i%3) - 1}
	}
	judged := []Judged{{Pair{.1, .6}, 1}, {Pair{.5, .3}, 2}, {Pair{.2, .2}, 5}}
	spoken := Spoken{Good: 2, Bad: 1, Is: true}
	var m [NumMeasures]float64
	Measures(&m, judged, spoken, Spoken{})
	sum := 0.0
	for i, effect := range r.Effects(judged, &m) {
		sum += effect.Negative*judged[i].P.Negative + effect.Positive*judged[i].P.Positive
	}
	for _, i := range []int{fewSentences, logSentences, questionNet, questionBad, alone, aloneNet} {
		sum += r.Weights[i].Difference() * m[i]
	}
	if want := r.Logits(&m).Difference(); math.Abs(sum-want) > 1e-12 {
		t.Errorf("%g, want %g", sum, want)
	}
	good := r.FindingEffect(&m, spoken, &polarity.Finding{Strength: 2})
	bad := r.FindingEffect(&m, spoken, &polarity.Finding{Strength: -1})
	if want := r.Weights[aloneNet].Difference() * m[aloneNet]; math.Abs(good+bad-want) > 1e-12 {
		t.Errorf("findings move by %g, want %g", good+bad, want)
	}
}

// terms lists the words, pairs and triples of a text as they stand there.
func terms(s string) (all []string) {
	d := text.New(s)
	r := NewReader()
	r.Reset(d)
	for _, t := range r.Unit(0, len(d.Sentences)).Places {
		all = append(all, s[d.Tokens[t.First].Start:d.Tokens[t.Last-1].End])
	}
	return all
}

// A pair or triple may begin before the first word; marks, notes and fillers are
// no words, a contraction is one.
func TestTerms(t *testing.T) {
	got := terms("We don't, uh, see [ph] it.")
	want := []string{"We", "We", "don't", "We don't", "We don't", "see", "don't, uh, see", "We don't, uh, see", "it", "see [ph] it", "don't, uh, see [ph] it"}
	if len(got) != len(want) {
		t.Fatalf("%q, want %q", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("term %d: %q, want %q", i, got[i], want[i])
		}
	}
	keys := func(s string) []Key {
		d := text.New(s)
		r := NewReader()
		r.Reset(d)
		return r.Unit(0, len(d.Sentences)).Terms
	}
	plain := keys("We don't see that it's 5 percent worse.")
	for _, s := range []string{"we dont see that its 7 percent worse", "We don’t, um, see that, you know, it&#39;s 12 percent worse!"} {
		got := keys(s)
		if len(got) != len(plain) {
			t.Errorf("%q: %d terms, want %d", s, len(got), len(plain))
			continue
		}
		for i := range plain {
			if got[i] != plain[i] {
				t.Errorf("%q: term %d is another one", s, i)
			}
		}
	}
}
