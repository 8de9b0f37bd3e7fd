package directness

import (
	_ "embed"
	"fmt"
	"math"
	"os"
	"sync"

	"candor/internal/model"
)

// PartlyAnswered is how much P(partial) counts in Result.Score: partial answers
// are much nearer to direct ones than to evasions. It was chosen on the training
// answers, so that the score tells evaded answers from all others.
const PartlyAnswered = 0.85

// Judge is a trained model. It is read-only: use it from as many goroutines as
// you like.
type Judge struct {
	version  string
	about    Training
	bias     pairOf
	measures []measureWeight // by measure
	terms    model.Table
	scale    float64 // of the table's weights
	vectors  vectors
	trees    *model.Trees // over the measures
}

// treeShare is how much the trees count beside the learn.model: both see more
// together than either alone.
const treeShare = 0.5

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

// classes in the order of Labels.
const (
	evaded = iota
	partial
	direct
	numClasses
)

//go:embed directness.model
var builtInModel string

var builtIn = sync.OnceValues(func() (*Judge, error) { return parse(builtInModel) })

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
	j, err := parse(string(data))
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
	p := pairs.Get().(*pair)
	defer pairs.Put(p)
	p.read(in)
	if p.asksNothing() {
		return Result{}
	}
	z := j.logits(p)
	z.add(p.rule(z), 1)
	r := j.resultOf(z)
	if p.closes() || p.asksBack() {
		return Result{Scored: true, Score: r.Score, Evaded: r.Evaded, Partial: r.Partial, Direct: r.Direct}
	}
	r.Kind, r.Evidence = p.kind(&r)
	return r
}

// rule is what is added to the logits of pairs that need no model: answers with
// nothing but evasive spans are not direct; mere confirmations, denials and
// hand-overs are.
func (p *pair) rule(z pairOf) (add pairOf) {
	switch {
	case p.onlyWithholds():
		if lift := -max(z.evaded, z.partial); lift > 0 {
			add = pairOf{lift, lift}
		}
	case p.onlyConfirms(), p.onlyHandsOver():
		add = pairOf{min(0, confirmed-z.evaded), min(0, confirmed-z.partial)}
	}
	return add
}

// confirmed is the most that the log-odds against direct of a mere "That's right."
// are: a tenth to one.
const confirmed = -2.3

// resultOf turns logits against direct into probabilities and a label.
func (j *Judge) resultOf(z pairOf) Result {
	top := max(z.evaded, z.partial, 0)
	p := [numClasses]float64{math.Exp(z.evaded - top), math.Exp(z.partial - top), math.Exp(-top)}
	sum := p[evaded] + p[partial] + p[direct]
	best := direct
	for c := range p { // all are divided by the same sum in the end
		if p[c]*j.about.Emphasis[c] > p[best]*j.about.Emphasis[best] {
			best = c
		}
	}
	for c := range p {
		p[c] /= sum
	}
	return Result{Scored: true, Judged: true, Label: Labels[best], Score: p[direct] + PartlyAnswered*p[partial],
		Evaded: p[evaded], Partial: p[partial], Direct: p[direct]}
}

func (j *Judge) logits(p *pair) pairOf {
	z := j.bias
	p.measure(&j.vectors, &p.measures)
	for i, value := range p.measures.values {
		w := &j.measures[i]
		z.add(w.pairOf, value-w.mean)
	}
	for of := range numParts {
		var sum model.Sum
		n := p.eachTerm(of, func(k model.Key) { sum.Add(j.terms.Weight(k)) })
		z.add(pairOf{float64(sum[0]), float64(sum[1])}, j.scale*partScale[of]/damped(n))
	}
	var trees [numClasses]float64
	j.trees.Logits(p.measures.values, trees[:])
	total := pairOf{}
	total.add(z, 1-treeShare)
	total.add(pairOf{trees[evaded] - trees[direct], trees[partial] - trees[direct]}, treeShare)
	return total
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
	p := pairs.Get().(*pair)
	defer pairs.Put(p)
	p.read(in)
	add := func(name string, weight float64) {
		if weight != 0 {
			reasons = append(reasons, Reason{name, weight})
			logOdds += weight
		}
	}
	m := measures{naming: true}
	p.measure(&j.vectors, &m)
	toEvaded, toDirect := make([]float64, len(m.values)), make([]float64, len(m.values))
	base := j.trees.Contributions(m.values, evaded, toEvaded) - j.trees.Contributions(m.values, direct, toDirect)
	add("before reading", (1-treeShare)*j.bias.evaded+treeShare*base)
	for i, value := range m.values {
		add(m.names[i], (1-treeShare)*j.measures[i].evaded*(value-j.measures[i].mean)+treeShare*(toEvaded[i]-toDirect[i]))
	}
	add("rule for answers that say nothing else", p.rule(j.logits(p)).evaded)
	for of := range numParts {
		var sum model.Sum
		n := p.eachTerm(of, func(k model.Key) { sum.Add(j.terms.Weight(k)) })
		add(partNames[of], (1-treeShare)*float64(sum[0])*j.scale*partScale[of]/damped(n))
	}
	return reasons, logOdds
}

var partNames = [numParts]string{"words of the answer", "words of its first sentence", "words of its last sentence", "words of the question"}

// Ask is something that a question asks for.
type Ask struct {
	// Kind is "number", "amount" (more loosely: a growth, a range), "time", "cause", "whether" (yes or no), "choice", "color"
	// (to talk about it), "confirmation" or "guidance".
	Kind string
	// Checked is whether candor looks for the asked kind of thing in the answer:
	// a figure, a date or span of time, a cause, a yes or no.
	Checked bool
	Found   bool
}

// Asked lists what the question asks for, in the order of the cues' file and
// with "whether" last, and whether the answer has that kind of thing. A question
// that asks for nothing of a known kind gives none.
func Asked(in Input) []Ask {
	if in.Question == nil || in.Question.Words == 0 {
		return nil
	}
	p := pairs.Get().(*pair)
	defer pairs.Put(p)
	p.read(in)
	var m measures
	asked, has := p.measureQuestion(&m), p.measureEvidence(&m)
	answer, kinds := shapeOf(p.answer, 0), evidenceIndex()
	found := map[string]bool{
		"number":  answer.hasNumber(),
		"amount":  answer.hasNumber(),
		"time":    answer.dates > 0,
		"cause":   has.count[kinds["explains"]] > 0,
		"whether": has.first[kinds["confirms"]] || has.first[kinds["denies"]],
	}
	var asks []Ask
	add := func(name string, is bool) {
		if is {
			f, checked := found[name]
			asks = append(asks, Ask{name, checked, f})
		}
	}
	for i, name := range questionCues().Kinds() {
		add(name, asked.kinds[i])
	}
	add("whether", asked.whether)
	return asks
}
