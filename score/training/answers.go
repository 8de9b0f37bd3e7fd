package training

import (
	"candor/internal/learn"
	"candor/internal/procedure"
	"candor/score/internal/features"
	"candor/text"
)

// answers learns the rule that makes an answer of its sentences, and brings the
// probabilities of sentences, whose weights it changes, and of answers to their
// natural frequencies.
func (t *trainer) answers(all *fitted) (*features.Rule, error) {
	unseen, err := t.unseen()
	if err != nil {
		return nil, err
	}
	var z []learn.Against
	var outcomes []learn.Outcome
	for u := range t.units {
		if e := &t.examples[t.units[u].example]; e.Natural && t.outcomes[u].Weight > 0 {
			z, outcomes = append(z, unseen[u]), append(outcomes, t.outcomes[u])
		}
	}
	sentences, err := calibrate(z, outcomes)
	if err != nil {
		return nil, err
	}
	sentences.apply(all)
	for u := range unseen {
		unseen[u] = sentences.of(unseen[u])
	}
	return t.rule(unseen)
}

// unseen gives the logits of each unit from weights that were learned without its
// fold.
func (t *trainer) unseen() ([]learn.Against, error) {
	unseen := make([]learn.Against, len(t.units))
	for fold := range folds {
		in := func(e *Example) bool { return e.Group%folds == fold }
		f, err := t.fit(func(e *Example) bool { return !in(e) })
		if err != nil {
			return nil, err
		}
		for u := range t.units {
			if in(&t.examples[t.units[u].example]) {
				unseen[u] = t.logits(f, u)
			}
		}
	}
	return unseen, nil
}

// rule learns the rule for answers from the logits of their sentences.
func (t *trainer) rule(unseen []learn.Against) (*features.Rule, error) {
	var rows []learn.Row
	var natural []int
	var kinds []procedure.Kind
	var answer features.Answer
	for i := range t.examples {
		e := &t.examples[i]
		if e.Soft || e.Target == [3]float64{} {
			continue
		}
		d := text.Get(e.Text)
		kinds = procedure.Sentences(d, kinds[:0])
		t.reader.Reset(d)
		spoken := t.reader.Spoken()
		d.Release()
		answer.Reset()
		for u := t.firstUnit[i]; u < t.firstUnit[i+1]; u++ {
			if !kinds[t.units[u].sentence].Is() {
				p := pairOf(unseen[u], 1).Probabilities()
				answer.Add(t.units[u].hash, features.Judged{P: features.Pair{Negative: p[0], Positive: p[2]}, Words: t.units[u].words})
			}
		}
		if len(answer.Judged) == 0 {
			continue
		}
		if e.Natural {
			natural = append(natural, len(rows))
		}
		var measures [features.NumMeasures]float64
		features.Measures(&measures, answer.Judged, spoken, t.asked(e.Question))
		row := learn.Row{Target: e.Target[:], Weight: e.weight()}
		for j, v := range measures {
			row.Features = append(row.Features, learn.Feature{Index: j, Value: v})
		}
		rows = append(rows, row)
	}
	w, err := learn.Fit(rows, features.NumMeasures, 3, learn.Options{Penalty: rulePenalty, Iterations: 300})
	if err != nil {
		return nil, err
	}
	r := &features.Rule{Bias: against(w.Bias), Emphasis: emphasis}
	for j := range r.Weights {
		r.Weights[j] = against(w.Values[j])
	}
	return r, t.natural(r, rows, natural)
}

const rulePenalty = 1

// emphasis of the labels negative and positive, chosen by cross-validation for
// the macro F1 at natural frequencies.
var emphasis = features.Pair{Negative: 1.6, Positive: 0.95}

// asked says what a question spoke of.
func (t *trainer) asked(question string) features.Spoken {
	d := text.Get(question)
	defer d.Release()
	t.reader.Reset(d)
	return t.reader.Spoken()
}

func against(w []float64) features.Pair {
	return features.Pair{Negative: w[0] - w[1], Positive: w[2] - w[1]}
}

// natural brings a rule's probabilities to the frequencies of the natural rows.
func (t *trainer) natural(r *features.Rule, rows []learn.Row, natural []int) error {
	var z []learn.Against
	var outcomes []learn.Outcome
	for _, i := range natural {
		var measures [features.NumMeasures]float64
		for _, f := range rows[i].Features {
			measures[f.Index] = f.Value
		}
		logits := r.Logits(&measures)
		z = append(z, learn.Against{logits.Negative, logits.Positive})
		outcomes = append(outcomes, learn.Outcome{P: [3]float64(rows[i].Target), Weight: 1})
	}
	c, err := calibrate(z, outcomes)
	if err != nil {
		return err
	}
	r.Bias = pairOf(c.of(learn.Against{r.Bias.Negative, r.Bias.Positive}), 1)
	for j, w := range r.Weights {
		r.Weights[j] = pairOf(c.turned(learn.Against{w.Negative, w.Positive}), 1)
	}
	return nil
}

// calibration maps logits to logits: a matrix and a constant, so that it can be
// made part of the weights that the logits are sums of.
type calibration struct {
	matrix   [2]learn.Against // by the logit that is taken
	constant learn.Against
}

// calibrationPenalty keeps what is told apart without a fault from certainty.
const calibrationPenalty = 0.1

// leastNatural is how many judgements at natural frequencies a calibration needs.
const leastNatural = 100

// calibrate finds the calibration that makes the outcomes most probable; with too
// few of them it changes nothing.
func calibrate(z []learn.Against, outcomes []learn.Outcome) (*calibration, error) {
	if len(z) < leastNatural {
		return &calibration{matrix: [2]learn.Against{{1, 0}, {0, 1}}}, nil
	}
	rows := make([]learn.Row, len(z))
	for i := range z {
		rows[i] = learn.Row{
			Features: []learn.Feature{{Index: 0, Value: z[i][0]}, {Index: 1, Value: z[i][1]}},
			Target:   outcomes[i].P[:], Weight: outcomes[i].Weight,
		}
	}
	w, err := learn.Fit(rows, 2, 3, learn.Options{Penalty: calibrationPenalty, Iterations: 200})
	if err != nil {
		return nil, err
	}
	c := &calibration{}
	for i := range c.matrix {
		p := against(w.Values[i])
		c.matrix[i] = learn.Against{p.Negative, p.Positive}
	}
	bias := against(w.Bias)
	c.constant = learn.Against{bias.Negative, bias.Positive}
	return c, nil
}

// turned is a calibrated weight.
func (c *calibration) turned(w learn.Against) learn.Against {
	return learn.Against{
		w[0]*c.matrix[0][0] + w[1]*c.matrix[1][0],
		w[0]*c.matrix[0][1] + w[1]*c.matrix[1][1],
	}
}

// of are calibrated logits.
func (c *calibration) of(z learn.Against) learn.Against {
	turned := c.turned(z)
	return learn.Against{turned[0] + c.constant[0], turned[1] + c.constant[1]}
}

// apply makes the calibration part of weights.
func (c *calibration) apply(f *fitted) {
	for i := range f.weights {
		f.weights[i] = c.turned(f.weights[i])
	}
	f.bias = c.of(f.bias)
}
