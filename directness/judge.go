package directness

import (
	_ "embed"
	"fmt"
	"math"
	"os"
	"sync"

	"candor/directness/internal/pair"
	"candor/internal/model"
)

// PartlyAnswered is how much P(partial) counts in Result.Score: partial answers
// are much nearer to direct ones than to evasions. It was chosen on the training
// answers, so that the score tells evaded answers from all others.
const PartlyAnswered = 0.85

// Missed is the share of the evaded answers that a model made as the built-in one does
// not call so, in whole calls of 2025-26 that it has not seen (docs/directness.md). A
// count of evaded answers is best read with it.
const Missed = 0.76

// Judge is a trained model. It is read-only: use it from as many goroutines as
// you like.
type Judge struct {
	version  string
	about    Training
	bias     pairOf
	measures []measureWeight // by measure
	terms    model.Table
	scale    float64 // of the table's weights
	vectors  pair.Vectors
	// nothing tells whether there is anything to judge, from the turn's measures.
	nothing     []nothingWeight
	nothingBias float64
}

// pairOf holds weights for evaded and for partial, against direct.
type pairOf struct{ evaded, partial float64 }

func (p *pairOf) add(q pairOf, factor float64) {
	p.evaded += q.evaded * factor
	p.partial += q.partial * factor
}

// measureWeight weighs how far a measure is from its mean over the training answers.
type measureWeight struct {
	mean float64
	pairOf
}

type nothingWeight struct{ mean, weight float64 }

// classes in the order of Labels.
const (
	evaded = iota
	partial
	direct
	numClasses
)

//go:embed directness.model
var builtInModel string

var builtIn = sync.OnceValues(func() (*Judge, error) { return Parse(builtInModel) })

// Default gives the built-in judge; docs/directness.md says what it was trained on.
func Default() *Judge {
	j, err := builtIn()
	if err != nil {
		panic(err) // the embedded file is broken, which a test would have shown
	}
	return j
}

// Open reads a model that candor train directness has written.
func Open(file string) (*Judge, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	j, err := Parse(string(data))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return j, nil
}

// Version changes with the model and the cues.
func (j *Judge) Version() string { return j.version }

// Training says what the model was made from.
func (j *Judge) Training() Training { return j.about }

// Judge says how direct in.Answer is.
func (j *Judge) Judge(in Input) Result {
	if in.Question == nil || in.Question.Words == 0 || in.Answer.Words == 0 {
		return Result{}
	}
	p := pair.Read(in)
	defer p.Release()
	p.Measure(&j.vectors)
	if j.nothingToJudge(p) {
		return Result{}
	}
	z := j.logits(p)
	z.add(rule(p, z), 1)
	ground := groundsOf(p)
	if !ground.any() { // at most partial
		z.evaded = min(z.evaded, max(z.partial, 0))
	}
	r := resultOf(z)
	r.Label = r.mostProbable(ground.any())
	r.explain(p, ground)
	return r
}

// nothingToJudge says whether the turn is no answer: by what it is made of and
// where it stands. Of a pair by itself it is known that one was said to the other.
func (j *Judge) nothingToJudge(p *pair.Pair) bool {
	switch {
	case p.OnlyWithholds(): // a refusal is one to something
		return false
	case p.IsProcedure():
		return true
	case p.Awaited():
		return false
	}
	return p.Place.Known && j.nothingLogit(p) > 0
}

// nothingLogit is above 0 where there is more probably nothing to judge than the
// share of answers allows that may be lost.
func (j *Judge) nothingLogit(p *pair.Pair) float64 {
	z := j.nothingBias
	for i, x := range p.Turn.Values {
		z += j.nothing[i].weight * (x - j.nothing[i].mean)
	}
	return z
}

// rule is what is added to the logits of pairs that need no model: answers with
// nothing but what withholds are not direct; mere confirmations and denials are.
func rule(p *pair.Pair, z pairOf) (add pairOf) {
	switch {
	case p.OnlyWithholds():
		if lift := withheld - max(z.evaded, z.partial); lift > 0 {
			add = pairOf{lift, lift}
		}
	case p.OnlyConfirms():
		add = pairOf{min(0, confirmed-z.evaded), min(0, confirmed-z.partial)}
	}
	return add
}

const (
	// confirmed is the most that the log-odds against direct of a mere "That's
	// right." are: a tenth to one.
	confirmed = -2.3
	// withheld is the least that the log-odds of one of the others are where
	// nothing but a refusal is said.
	withheld = 1
)

// resultOf turns logits against direct into probabilities.
func resultOf(z pairOf) Result {
	top := max(z.evaded, z.partial, 0)
	e, p, d := math.Exp(z.evaded-top), math.Exp(z.partial-top), math.Exp(-top)
	sum := e + p + d
	r := Result{Judged: true, Evaded: e / sum, Partial: p / sum, Direct: d / sum}
	r.Score = r.Direct + PartlyAnswered*r.Partial
	return r
}

func (j *Judge) logits(p *pair.Pair) pairOf {
	z := j.bias
	for i, value := range p.Measures.Values {
		w := &j.measures[i]
		z.add(w.pairOf, value-w.mean)
	}
	for of := range pair.NumParts {
		sum, factor := j.termsOf(p, of)
		z.add(sum, factor)
	}
	return z
}

// termsOf adds up the weights of a part's terms; what the sum counts is factor.
func (j *Judge) termsOf(p *pair.Pair, of pair.Part) (total pairOf, factor float64) {
	var sum model.Sum
	n := p.EachTerm(of, func(k model.Key) { sum.Add(j.terms.Weight(k)) })
	return pairOf{float64(sum[0]), float64(sum[1])}, j.scale * pair.PartScale[of] / pair.Damped(n)
}

// Reason is what moved a judgement.
type Reason struct {
	Text   string  // a measure, or words of the answer or the question
	Weight float64 // added to the log-odds of evaded against direct
}

// Explain gives the measures and words that moved the judgement, and their sum.
// It gives none where there is nothing to judge.
func (j *Judge) Explain(in Input) (reasons []Reason, logOdds float64) {
	if r := j.Judge(in); !r.Judged {
		return nil, 0
	}
	p := pair.Read(in)
	defer p.Release()
	p.Measures.Naming = true
	defer func() { p.Measures.Naming = false }()
	p.Measure(&j.vectors)
	add := func(name string, weight float64) {
		if weight != 0 {
			reasons = append(reasons, Reason{name, weight})
			logOdds += weight
		}
	}
	add("before reading", j.bias.evaded)
	for i, value := range p.Measures.Values {
		add(p.Measures.Names[i], j.measures[i].evaded*(value-j.measures[i].mean))
	}
	add("rule for answers that say nothing else", rule(p, j.logits(p)).evaded)
	for of := range pair.NumParts {
		sum, factor := j.termsOf(p, of)
		add(pair.PartNames[of], sum.evaded*factor)
	}
	return reasons, logOdds
}
