package score

import (
	"candor/score/internal/features"
	"candor/score/polarity"
	"candor/text"
)

// Explain gives what moved the score: words, pairs and triples of words, findings
// of the polarity lexicon, and the rest, which belongs to no words: the base
// rate, the length, what stands beside a sentence, the question. The weights add
// up to the decision, the log-odds of positive against negative.
//
// Of a model of sentences each word's part of its sentence's log-odds is carried
// on through the sentence's probabilities to those of the answer (the gradient
// integrated along the straight way from a sentence without words: Aumann and
// Shapley, 1974).
func (m *Model) Explain(in Input) (contributions []Contribution, decision float64) {
	d := in.Answer
	if d.Words == 0 {
		return nil, 0
	}
	w := works.Get().(*work)
	defer works.Put(w)
	w.reader.Reset(d)
	defer w.reader.Release()
	if m.weights.Answers == nil {
		u := w.reader.Unit(0, len(d.Sentences))
		parts, rest := m.parts(w.reader, u, d)
		for _, p := range parts {
			contributions = append(contributions, Contribution{p.start, p.end, p.reason, p.weight.Difference()})
		}
		contributions = append(contributions, Contribution{Reason: beforeReading, Weight: rest.Difference()})
		return contributions, m.weights.Logits(w.reader, u).Difference()
	}
	m.judge(w, d, nil)
	if len(w.answer.Judged) == 0 {
		return nil, 0
	}
	text := w.reader.Spoken()
	var measures [features.NumMeasures]float64
	features.Measures(&measures, w.answer.Judged, text, w.ask(in.Question))
	rule := m.weights.Answers
	decision = rule.Logits(&measures).Difference()
	rest := decision
	effects, next := rule.Effects(w.answer.Judged, &measures), 0
	for i, enters := range w.enters {
		u := w.reader.Unit(i, i+1)
		for k := range u.Findings {
			f := &u.Findings[k]
			if weight := rule.FindingEffect(&measures, text, f); weight != 0 {
				contributions = append(contributions, Contribution{f.Start, f.End, reason(polarity.Default(), f), weight})
				rest -= weight
			}
		}
		if !enters {
			continue
		}
		parts, base := m.parts(w.reader, u, d)
		for k, weight := range throughProbabilities(parts, base, effects[next]) {
			contributions = append(contributions, Contribution{parts[k].start, parts[k].end, parts[k].reason, weight})
			rest -= weight
		}
		next++
	}
	for i, weight := range rule.Question(&measures) {
		if weight != 0 {
			contributions = append(contributions, Contribution{Reason: features.QuestionNames[i], Weight: weight})
			rest -= weight
		}
	}
	return append(contributions, Contribution{Reason: beforeReading, Weight: rest}), decision
}

// beforeReading is the reason of what belongs to no words.
const beforeReading = "base rate, length and place"

// part of a unit's logits that belongs to words.
type part struct {
	start, end int
	reason     string
	weight     features.Pair
}

// parts gives the parts of a unit's logits, and what belongs to no words.
func (m *Model) parts(r *features.Reader, u *features.Unit, d *text.Document) (parts []part, rest features.Pair) {
	for i, key := range u.Terms {
		if weight := m.weights.TermWeight(key, u.Words); weight != (features.Pair{}) {
			start, end := int(d.Tokens[u.Places[i].First].Start), int(d.Tokens[u.Places[i].Last-1].End)
			parts = append(parts, part{start, end, d.Text[start:end], weight})
		}
	}
	engine := polarity.Default()
	for i := range u.Findings {
		f := &u.Findings[i]
		entry, moved := r.FindingKeys(f)
		weight := m.weights.TermWeight(entry, u.Words)
		weight.Add(m.weights.TermWeight(moved, u.Words), 1)
		weight.Add(m.weights.FindingBalances(u, f), 1)
		parts = append(parts, part{f.Start, f.End, reason(engine, f), weight})
	}
	rest = m.weights.Logits(r, u)
	for _, p := range parts {
		rest.Add(p.weight, -1)
	}
	return parts, rest
}

// steps of the integral, by the midpoint rule: it is smooth.
const steps = 32

// throughProbabilities gives by how much each part moves what depends on a
// sentence's probabilities with this effect, on the way from base to all parts.
func throughProbabilities(parts []part, base, effect features.Pair) []float64 {
	var whole features.Pair
	for _, p := range parts {
		whole.Add(p.weight, 1)
	}
	var slope features.Pair // of the effect by the logits, averaged along the way
	for i := range steps {
		z := base
		z.Add(whole, (float64(i)+0.5)/steps)
		p := z.Probabilities()
		negative, positive := p[0], p[2]
		slope.Add(features.Pair{
			Negative: negative * (effect.Negative*(1-negative) - effect.Positive*positive),
			Positive: positive * (effect.Positive*(1-positive) - effect.Negative*negative),
		}, 1.0/steps)
	}
	weights := make([]float64, len(parts))
	for i, p := range parts {
		weights[i] = slope.Negative*p.weight.Negative + slope.Positive*p.weight.Positive
	}
	return weights
}

// reason names the rule of a finding: "direction: fell (margins), negated".
func reason(engine *polarity.Engine, f *polarity.Finding) string {
	s := f.Kind.String()
	if name := engine.Name(f.Entry); name != "" {
		s += ": " + name
	}
	if name := engine.Name(f.Quantity); name != "" {
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
