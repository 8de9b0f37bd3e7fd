package score

import (
	"math"
	"sync"

	"candor/internal/model"
	"candor/score/polarity"
	"candor/text"
)

// Model is a trained Scorer. A text's three logits are a constant and the sum
// of the weights of its terms and balances, so that each part's share of the
// decision is known. It is read-only.
type Model struct {
	name, version string
	about         Training
	terms, grams  model.Table
	scale         float64 // of the tables' weights
	bias          pair
	weights       [numBalances]pair
	engine        *polarity.Engine
	entries       []key
}

// pair holds weights for negative and for positive, against neutral.
type pair struct{ negative, positive float64 }

func (p *pair) add(q pair, factor float64) {
	p.negative += q.negative * factor
	p.positive += q.positive * factor
}

// Name returns "finance" for the built-in model, "model:FILE" for another.
func (m *Model) Name() string { return m.name }

// Version changes with the model.
func (m *Model) Version() string { return m.version }

// Training says what the model was made from.
func (m *Model) Training() Training { return m.about }

var results = sync.Pool{New: func() any { return new(polarity.Result) }}

// Score gives the sentiment of in.Answer. A text without words is not scored.
func (m *Model) Score(in Input) Sentiment {
	if in.Answer.Words == 0 {
		return Sentiment{}
	}
	r := results.Get().(*polarity.Result)
	defer results.Put(r)
	return sentimentOf(m.logits(in.Answer, r))
}

func sentimentOf(z pair) Sentiment {
	top := max(z.negative, z.positive, 0)
	negative, neutral, positive := math.Exp(z.negative-top), math.Exp(-top), math.Exp(z.positive-top)
	sum := negative + neutral + positive
	s := Sentiment{Scored: true, Negative: negative / sum, Neutral: neutral / sum, Positive: positive / sum}
	s.Score = s.Positive - s.Negative
	switch {
	case s.Negative > s.Neutral && s.Negative > s.Positive:
		s.Label = Negative
	case s.Positive > s.Neutral && s.Positive > s.Negative:
		s.Label = Positive
	default:
		s.Label = Neutral
	}
	return s
}

func (m *Model) logits(d *text.Document, r *polarity.Result) pair {
	m.engine.Analyze(d, r)
	sum := m.termSum(d)
	for i := range r.Findings {
		entry, moved := findingKeys(m.entries, &r.Findings[i])
		sum.Add(m.terms.Weight(entry))
		sum.Add(m.terms.Weight(moved))
	}
	var b balances
	b.fill(d, r)
	total := pair{}
	total.add(pair{float64(sum[0]), float64(sum[1])}, m.scale/dampedRoot(len(d.Tokens)))
	for i, value := range b {
		total.add(m.weights[i], value)
	}
	var z pair
	z.add(m.bias, certainty(d.Words))
	z.add(total, evidence(d.Words))
	return z
}

// termSum adds the weights of the words and pairs of words.
func (m *Model) termSum(d *text.Document) model.Sum {
	var sum model.Sum
	var before key
	for i := range d.Tokens {
		t := &d.Tokens[i]
		word := wordKey(t)
		w, known := m.terms.Find(word)
		if !known && t.Kind == text.Word {
			w = m.gramWeight(d.At(i))
		}
		sum.Add(w)
		if i > 0 {
			sum.Add(m.terms.Weight(pairKey(before, word)))
		}
		before = word
	}
	return sum
}

// gramWeight is the weight of a word that is not in the model, from its letters.
func (m *Model) gramWeight(word string) model.Weight {
	var sum model.Sum
	known := 0
	eachGram(word, func(gram key) {
		if w, ok := m.grams.Find(gram); ok {
			sum.Add(w)
			known++
		}
	})
	if known == 0 {
		return model.Weight{}
	}
	root := math.Sqrt(float64(known))
	return model.Weight{int16(float64(sum[0]) / root), int16(float64(sum[1]) / root)}
}

// Explain gives what moved the score: words, pairs of words, findings of the
// polarity lexicon, and what belongs to no place, such as their balance. The
// weights add up to the decision, the log-odds of positive against negative.
func (m *Model) Explain(in Input) (contributions []Contribution, decision float64) {
	d := in.Answer
	if d.Words == 0 {
		return nil, 0
	}
	var r polarity.Result
	m.engine.Analyze(d, &r)
	certain := evidence(d.Words)
	term := certain * m.scale / dampedRoot(len(d.Tokens))
	add := func(start, end int32, reason string, value float64) {
		if value != 0 {
			contributions = append(contributions, Contribution{int(start), int(end), reason, value})
			decision += value
		}
	}
	add(0, 0, "before reading", m.bias.difference()*certainty(d.Words))
	var before key
	for i := range d.Tokens {
		t := &d.Tokens[i]
		word := wordKey(t)
		w, known := m.terms.Find(word)
		if !known && t.Kind == text.Word {
			w = m.gramWeight(d.At(i))
		}
		add(t.Start, t.End, d.At(i), difference(w)*term)
		if i > 0 {
			first := &d.Tokens[i-1]
			add(first.Start, t.End, d.Text[first.Start:t.End], difference(m.terms.Weight(pairKey(before, word)))*term)
		}
		before = word
	}
	var b balances
	b.fill(d, &r)
	perClass := certain / dampedSentences(d)
	for i := range r.Findings {
		f := &r.Findings[i]
		entry, moved := findingKeys(m.entries, f)
		value := (difference(m.terms.Weight(entry)) + difference(m.terms.Weight(moved))) * term
		value += m.weights[f.Class()].difference() * math.Abs(f.Strength) * perClass
		add(int32(f.Start), int32(f.End), m.reason(f), value)
	}
	for i := polarity.NumClasses; i < numBalances; i++ {
		add(0, 0, balanceName(i), m.weights[i].difference()*b[i]*certain)
	}
	return contributions, decision
}

func (p pair) difference() float64 { return p.positive - p.negative }

func difference(w model.Weight) float64 { return float64(int(w[1]) - int(w[0])) }

// reason names the rule of a finding: "direction: fell (margins), negated".
func (m *Model) reason(f *polarity.Finding) string {
	s := f.Kind.String()
	if name := m.engine.Name(f.Entry); name != "" {
		s += ": " + name
	}
	if name := m.engine.Name(f.Quantity); name != "" {
		s += " (" + name + ")"
	}
	if f.Negated {
		s += ", negated"
	}
	if f.Hypothetical {
		s += ", hypothetical"
	}
	return s
}
