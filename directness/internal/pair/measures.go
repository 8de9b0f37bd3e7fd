package pair

import (
	"math"
	"slices"
	"strings"
	"sync"

	"candor/hedge"
	"candor/text"
)

// Measures collects numbers under their names; the names are kept only where
// they are wanted.
type Measures struct {
	Values []float64
	Names  []string
	Naming bool
}

func (m *Measures) reset() { m.Values, m.Names = m.Values[:0], m.Names[:0] }

func (m *Measures) add(name string, value float64) {
	m.Values = append(m.Values, value)
	if m.Naming {
		m.Names = append(m.Names, name)
	}
}

func (m *Measures) flag(name string, is bool) { m.add(name, boolean(is)) }

// addOf is add under a name of two parts, which are joined only where names are
// kept.
func (m *Measures) addOf(prefix, name string, value float64) {
	if m.Naming {
		name = prefix + name
	}
	m.add(name, value)
}

func (m *Measures) flagOf(prefix, name string, is bool) { m.addOf(prefix, name, boolean(is)) }

func boolean(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// longWord is from how many bytes on a word is a long one.
const longWord = 7

// shape is what can be counted in an answer or a question.
type shape struct {
	words, sentences, numbers, firstNumbers, figures, dates, long, shares, money, numerals float64
}

// hasNumber says whether there is a number in digits or words, or what stands
// for one.
func (s *shape) hasNumber() bool { return s.numbers+s.figures+s.numerals > 0 }

// shapeOf counts in the sentences of d that say something.
func shapeOf(d *text.Document, of *side) (s shape) {
	s.words, s.sentences = float64(of.words), float64(len(of.sentences))
	for k, sentence := range of.sentences {
		for i := sentence.First; i < sentence.Last; i++ {
			t := &d.Tokens[i]
			if t.Skip > 0 {
				i += int(t.Skip) - 1
				continue
			}
			sets := setsOf.Find(t.ID)
			switch {
			case t.Kind == text.Number:
				s.numbers++
				if k < of.opens+firstSentences {
					s.firstNumbers++
				}
			case sets&isFigure != 0:
				s.figures++
			case sets&isDate != 0:
				s.dates++
			}
			s.shares += boolean(sets&isShare != 0)
			s.money += boolean(sets&isMoney != 0)
			s.numerals += boolean(sets&isNumeral != 0)
			if t.Kind == text.Word && t.End-t.Start >= longWord {
				s.long++
			}
		}
	}
	return s
}

// Measure fills p.Measures with what tells how far the question is answered, and
// p.Turn with what tells whether there is anything to judge, each in an order that
// is always the same.
func (p *Pair) Measure(v *Vectors) {
	p.measurePair(v)
	p.measureTurn(&p.Turn)
}

func (p *Pair) measurePair(v *Vectors) {
	m := &p.Measures
	m.reset()
	answer := shapeOf(p.Answer, &p.answer)
	question := shapeOf(p.Question, &p.question)
	p.readStems()
	p.measureShape(m, &answer, &question)
	asked := p.measureQuestion(m)
	has := p.measureEvidence(m)
	p.measureOverlap(v, m)
	p.measureCoverage(v, m)
	p.measureInteractions(m, answer, asked, has)
	p.measureRefusal(m, &answer, asked)
	p.measurePlace(m)
}

// MeasureNames names the measures and those of the turn.
func MeasureNames() (pair, turn []string) {
	p := Read(Input{Question: text.New(""), Answer: text.New(""), Hedges: new(hedge.Result)})
	p.Measures.Naming, p.Turn.Naming = true, true
	p.Measure(new(Vectors))
	names := [...][]string{slices.Clone(p.Measures.Names), slices.Clone(p.Turn.Names)}
	return names[0], names[1]
}

func (p *Pair) measureShape(m *Measures, answer, question *shape) {
	m.add("length of the answer", math.Log1p(answer.words))
	m.add("length of the question", math.Log1p(question.words))
	m.add("sentences of the answer", math.Log1p(answer.sentences))
	m.add("words of the answer", min(answer.words, 100)/100)
	m.add("words of the question", min(question.words, 100)/100)
	m.add("sentences", min(answer.sentences, 10)/10)
	m.add("long words", math.Log1p(answer.long))
	m.add("share of long words", answer.long/max(answer.words, 1))
	m.add("numbers", math.Log1p(answer.numbers))
	m.add("share of numbers", answer.numbers/max(answer.words, 1))
	m.add("figures", math.Log1p(answer.figures))
	m.add("dates", math.Log1p(answer.dates))
	m.flag("a number in the first sentences", answer.firstNumbers > 0)
	m.flag("a figure", answer.figures > 0)
	m.flag("a date", answer.dates > 0)
	m.flag("a share", answer.shares > 0)
	m.flag("an amount of money", answer.money > 0)
	m.add("numbers of the question", math.Log1p(p.sharedNumbers()))
	first := text.ID(0)
	if len(p.answer.sentences) > 0 {
		first = p.Answer.Tokens[p.answer.sentences[0].First].ID
	}
	m.flag("begins with yes", affirms[first])
	m.flag("begins with no", refuses[first])
	m.flag("begins with and", begins[first])
	m.flag("a number in the question", question.numbers > 0)
	m.add("sentences that ask", math.Log1p(float64(len(p.asks))))
}

// sharedNumbers counts the numbers of the question that the answer repeats.
func (p *Pair) sharedNumbers() (n float64) {
	for i := range p.Question.Tokens {
		q := &p.Question.Tokens[i]
		if q.Kind == text.Number && slices.ContainsFunc(p.Answer.Tokens, func(t text.Token) bool { return t.Kind == text.Number && t.ID == q.ID }) {
			n++
		}
	}
	return n
}

// askedFor says of each kind of question whether it is asked.
type askedFor struct {
	kinds   [maxKinds]bool
	last    [maxKinds]bool // by the last question
	whether bool           // yes or no would answer the last question
}

const maxKinds = 16

func (p *Pair) measureQuestion(m *Measures) (a askedFor) {
	for _, f := range p.Asked {
		a.kinds[f.Kind] = true
		a.last[f.Kind] = a.last[f.Kind] || f.Last
	}
	for i, name := range questionCues().Kinds() {
		m.flagOf("asked: ", name, a.kinds[i])
		m.flagOf("asked last: ", name, a.last[i])
	}
	n, any := len(p.asks), false
	for i, s := range p.asks {
		if p.begins(s, auxiliaries) {
			any = true
			a.whether = a.whether || i == n-1
		}
	}
	m.flag("asked: whether", any)
	m.flag("asked last: whether", a.whether)
	return a
}

// begins says whether a sentence of the question begins with one of words, but
// for what may stand before.
func (p *Pair) begins(s text.Sentence, words map[text.ID]bool) bool {
	for i := s.First; i < s.Last; i++ {
		t := &p.Question.Tokens[i]
		if words[t.ID] {
			return true
		}
		if t.Kind == text.Word && !leads[t.ID] {
			return false
		}
	}
	return false
}

// evidenceOf says of each kind of evidence where the answer has it.
type evidenceOf struct {
	count                   [maxEvidence]float64
	first, last             [maxEvidence]bool
	withheld, withheldFirst bool
	covered                 float64 // share of the answer's bytes within what withholds
}

const maxEvidence = 32

func (p *Pair) measureEvidence(m *Measures) (e evidenceOf) {
	for _, f := range p.Evidence {
		e.count[f.Kind]++
		e.first[f.Kind] = e.first[f.Kind] || f.First
		e.last[f.Kind] = e.last[f.Kind] || f.Last
	}
	length := 1
	for _, s := range p.answer.sentences {
		start, end := span(p.Answer, s)
		length += end - start
	}
	to := 0 // what is covered up to here has been counted
	for _, f := range p.Withheld {
		e.withheld = true
		e.withheldFirst = e.withheldFirst || f.First
		if from := max(f.Start, to); f.End > from {
			e.covered += float64(f.End-from) / float64(length)
			to = f.End
		}
	}
	e.covered = min(e.covered, 1)
	root := Damped(p.answer.words)
	for i, name := range EvidenceKinds() {
		m.flagOf("has: ", name, e.count[i] > 0)
		m.addOf("how much: ", name, e.count[i]/root)
		m.flagOf("first: ", name, e.first[i])
		m.flagOf("last: ", name, e.last[i])
	}
	m.add("share withheld", e.covered)
	m.add("root of the share withheld", math.Sqrt(e.covered))
	return e
}

// measureInteractions are what is asked against what is there.
func (p *Pair) measureInteractions(m *Measures, answer shape, asked askedFor, has evidenceOf) {
	questions, kinds := questionIndex(), evidenceIndex()
	amount, when, why := asked.kinds[questions["amount"]], asked.kinds[questions["time"]], asked.kinds[questions["cause"]]
	amount = amount || asked.kinds[questions["number"]]
	number := answer.hasNumber()
	alone := asked.last[questions["number"]] && len(p.asks) <= 2
	yesOrNo := has.first[kinds["confirms"]] || has.first[kinds["denies"]]
	m.flag("a number asked alone", alone)
	m.flag("a number asked alone, none given", alone && !number)
	m.flag("amount asked, none given", amount && !number)
	m.flag("amount asked, only vaguely given", amount && !number && has.count[kinds["vague"]] > 0)
	m.flag("amount asked, number at once", amount && answer.firstNumbers > 0)
	m.flag("time asked, none given", when && answer.dates == 0)
	m.flag("cause asked, none given", why && has.count[kinds["explains"]] == 0)
	m.flag("yes or no asked and given", asked.whether && yesOrNo)
	m.flag("yes or no asked, not given", asked.whether && !yesOrNo)
	m.flag("withheld, but with a number", has.withheld && number)
	m.flag("withheld without a number", has.withheld && !number)
	m.flag("withheld at once without a number", has.withheldFirst && !number)
	m.add("withheld in a short answer", boolean(has.withheld)*math.Exp(-answer.words/40))
	m.add("withheld at once in a short answer", boolean(has.withheldFirst)*math.Exp(-answer.words/40))
	m.add("more said in a short answer", boolean(has.first[kinds["adds"]])*math.Exp(-answer.words/60))
}

var (
	questionIndex = sync.OnceValue(func() map[string]int { return index(questionCues().Kinds()) })
	evidenceIndex = sync.OnceValue(func() map[string]int { return index(EvidenceKinds()) })
)

func index(names []string) map[string]int {
	at := map[string]int{}
	for i, name := range names {
		at[name] = i
	}
	return at
}

// Group of the measures that can be left out of a model, to see what they are worth.
type Group string

// The groups that GroupOf gives.
const (
	Evidence Group = "evidence" // what the cues find
	Overlap  Group = "overlap"  // shared words and vectors
	Question Group = "question" // what is asked
	Exchange Group = "exchange" // where the turn stands
)

// GroupOf says which group a measure belongs to, "" for none.
func GroupOf(name string) Group {
	for _, g := range []struct {
		group  Group
		starts []string
	}{
		{Evidence, []string{"has: ", "how much: ", "refusal: ", "first: ", "last: ", "withheld", "share withheld", "root of", "more said", "amount asked, only", "cause asked", "yes or no"}},
		{Question, []string{"asked: ", "asked last: ", "a number asked", "amount asked", "time asked", "a number in the question", "length of the question", "sentences that ask"}},
		{Overlap, []string{"share of the", "shared ", "no shared", "rarest", "weight of the shared", "count of", "sum of", "different words", "question and", "asked and",
			"least share", "mean share", "questions without", "share of questions", "where the last", "tokens until", "the sentence most", "sentences' likeness"}},
		{Exchange, []string{"place: "}},
	} {
		if slices.ContainsFunc(g.starts, func(start string) bool { return strings.HasPrefix(name, start) }) {
			return g.group
		}
	}
	return ""
}
