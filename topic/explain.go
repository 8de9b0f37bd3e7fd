package topic

import (
	"cmp"
	"slices"

	"candor/internal/phrase"
	"candor/text"
	"candor/topic/internal/taxonomy"
)

// Evidence is a term found in a question or an answer, and what it adds to the
// score of a topic.
type Evidence struct {
	Term     string
	Question bool    // found there, not in the answer
	Adds     float64 // weight x ln(1 + number of uses); below 0 it speaks against the topic
	Uses     []Span
}

// Span is where a term stands: bytes from Start up to End of its text.
type Span = phrase.Span

// Explain gives the evidence for a topic that Assign weighs, what adds most
// first, what takes away most last. It is empty for a topic that t does not
// have. question may be nil.
func (t *Taxonomy) Explain(question, answer *text.Document, topic string) []Evidence {
	at := slices.IndexFunc(t.topics, func(d Definition) bool { return d.Name == topic })
	if at < 0 {
		return nil
	}
	evidence := t.evidence(answer, int32(at), false)
	if question != nil {
		evidence = append(evidence, t.evidence(question, int32(at), true)...)
	}
	slices.SortStableFunc(evidence, func(a, b Evidence) int {
		return cmp.Or(cmp.Compare(b.Adds, a.Adds), cmp.Compare(a.Term, b.Term))
	})
	return evidence
}

func (t *Taxonomy) evidence(d *text.Document, topic int32, question bool) []Evidence {
	uses := map[int32][]Span{}
	for term, span := range t.terms.All(d) {
		uses[term] = append(uses[term], span)
	}
	var out []Evidence
	for term, spans := range uses {
		for i, last := t.weights.of(term); i < last; i++ {
			if t.weights.topics.At(i) == topic {
				out = append(out, Evidence{t.all().texts[term], question, t.weights.values.At(i) * taxonomy.Amount(int32(len(spans))), spans})
			}
		}
	}
	return out
}
