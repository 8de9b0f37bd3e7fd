// Package topic says what an answer, with its question, is about.
//
// A Taxonomy is data: topics, and terms with a weight for each topic that they
// speak for (or, below zero, against). A topic's score is its bias plus, for
// each of its terms, weight x (ln(1 + n in the answer) + ln(1 + n in the
// question)); the scores' softmax are the topics' weights. Terms of several
// words are matched longest first and then count instead of their words;
// hyphens and ampersands count as spaces. docs/topics.md says where the built-in weights come
// from and how well they do.
//
// It knows only package text; analysis comes next.
package topic

import (
	"math"
	"sync"

	"candor/internal/phrase"
	"candor/text"
	"candor/topic/internal/taxonomy"
)

// Other is the topic of an answer that no topic fits. Every taxonomy has it.
const Other = "other"

// leastSecond is the weight from which a second topic is given. Of 0.1 to 0.3,
// cross-validated on labelled answers, it is the lowest at which three of four
// topics given are accepted (candor eval topics --folds).
const leastSecond = 0.2

// Topic is one topic of an answer.
type Topic struct {
	Name   string  `json:"name"`
	Weight float64 `json:"weight"` // share of the evidence, in (0, 1]
}

// Taxonomy is a set of topics with their terms, compiled. It is read-only and
// safe for use by any number of goroutines.
type Taxonomy struct {
	topics  []Definition // without their terms
	all     func() definitions
	version string
	other   int // its place among the topics

	terms   *phrase.Terms
	weights weights
	pool    sync.Pool // of *tally
}

// Assign gives one or two topics, heaviest first, their weights adding up to at
// most 1; "other" alone when nothing fits: when no term occurs, or when the
// evidence for it is the strongest. question may be nil.
func (t *Taxonomy) Assign(question, answer *text.Document) []Topic {
	tally := t.pool.Get().(*tally)
	defer t.pool.Put(tally)
	for i := range t.topics {
		tally.scores[i] = t.topics[i].Bias
	}
	found := t.add(tally, answer)
	if question != nil {
		found = t.add(tally, question) || found
	}
	if !found {
		return []Topic{{Other, 1}}
	}
	return t.heaviest(tally.scores)
}

// tally counts the terms of one document and adds up scores.
type tally struct {
	counts []int32 // by term; zero between documents
	seen   []int32 // terms with a count
	scores []float64
}

// add adds the evidence of d and says whether there is any.
func (t *Taxonomy) add(sum *tally, d *text.Document) bool {
	t.count(sum, d)
	for _, term := range sum.seen {
		a := taxonomy.Amount(sum.counts[term])
		for i, last := t.weights.of(term); i < last; i++ {
			sum.scores[t.weights.topics.At(i)] += t.weights.values.At(i) * a
		}
	}
	found := len(sum.seen) > 0
	sum.clear()
	return found
}

// count counts the terms of d.
func (t *Taxonomy) count(sum *tally, d *text.Document) {
	for term := range t.terms.All(d) {
		if sum.counts[term] == 0 {
			sum.seen = append(sum.seen, term)
		}
		sum.counts[term]++
	}
}

// clear makes ready for another document.
func (sum *tally) clear() {
	for _, term := range sum.seen {
		sum.counts[term] = 0
	}
	sum.seen = sum.seen[:0]
}

// heaviest turns scores into weights, in place, and picks the topics.
func (t *Taxonomy) heaviest(scores []float64) []Topic {
	first, second := 0, -1
	for i := 1; i < len(scores); i++ {
		switch {
		case scores[i] > scores[first]:
			first, second = i, first
		case second < 0 || scores[i] > scores[second]:
			second = i
		}
	}
	top, sum := scores[first], 0.0
	for i := range scores {
		scores[i] = math.Exp(scores[i] - top)
		sum += scores[i]
	}
	out := make([]Topic, 1, 2)
	out[0] = Topic{t.topics[first].Name, scores[first] / sum}
	if second < 0 || first == t.other || second == t.other || scores[second]/sum < leastSecond {
		return out
	}
	return append(out, Topic{t.topics[second].Name, scores[second] / sum})
}

// Version names the taxonomy and its content, "1+1f2e3d4c".
func (t *Taxonomy) Version() string { return t.version }

// Topics lists the topics in the taxonomy's order, each with its terms, the
// heaviest first. The caller must not change what is in it.
func (t *Taxonomy) Topics() []Definition { return t.all().topics }

// Names lists the topics' names in the taxonomy's order.
func (t *Taxonomy) Names() []string {
	names := make([]string, len(t.topics))
	for i := range t.topics {
		names[i] = t.topics[i].Name
	}
	return names
}
