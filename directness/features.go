package directness

import (
	"math"
	"slices"
	"strings"
	"sync"

	"candor/internal/model"
	"candor/text"
)

// What the model sees of a pair are terms, each a word or a few words of one
// part of the pair, and measures: numbers of a fixed list (names in
// measureNames), each with a weight that training finds.

// part of a pair whose words are terms of their own.
type part uint64

const (
	answerPart part = iota // words and pairs of words of the answer
	firstPart              // up to three words of its first sentence
	lastPart               // words and pairs of its last sentence
	askedPart              // words and pairs of the sentences that ask
	numParts
)

// partScale is how much a part's terms may weigh against the others', found by
// cross-validation.
var partScale = [numParts]float64{1, 0.7, 0.5, 0.5}

const (
	wordFactor = 0x9e3779b97f4a7c15
	partFactor = 0xc2b2ae3d27d4eb4f
	numberKey  = 0x6e756d626572 // stands for all numbers
	// sentenceTokens bounds the first and the last sentence: transcripts have
	// sentences without an end.
	sentenceTokens = 40
	smoothing      = 20 // tokens, so that a short part's terms do not count too much
)

func key(t *text.Token) model.Key {
	if t.Kind == text.Number {
		return numberKey
	}
	return model.Key(t.ID)
}

// eachTerm calls do with the terms of a part of the pair, and gives its number
// of tokens.
func (p *pair) eachTerm(of part, do func(model.Key)) (tokens int) {
	switch of {
	case answerPart:
		eachRun(p.answer, of, 0, len(p.answer.Tokens), 2, do)
		return len(p.answer.Tokens)
	case firstPart:
		if len(p.answer.Sentences) > 0 {
			tokens = min(p.answer.Sentences[0].Last, sentenceTokens)
			eachRun(p.answer, of, 0, tokens, 3, do)
		}
	case lastPart:
		n := len(p.answer.Tokens)
		from := max(p.lastFrom, n-sentenceTokens)
		eachRun(p.answer, of, from, n, 2, do)
		return n - from
	case askedPart:
		for _, s := range p.asks {
			eachRun(p.question, of, s.First, s.Last, 2, do)
			tokens += s.Last - s.First
		}
	}
	return tokens
}

// eachRun calls do with the keys of all runs of up to longest tokens.
func eachRun(d *text.Document, of part, first, last, longest int, do func(model.Key)) {
	var before, before2 model.Key
	salt := model.Key(of+1) * partFactor
	for i := first; i < last; i++ {
		word := key(&d.Tokens[i])
		do(word ^ salt)
		if i > first {
			two := (before*wordFactor ^ word) * wordFactor
			do(two ^ salt)
			if i > first+1 && longest > 2 {
				do((before2*wordFactor^two)*wordFactor ^ salt)
			}
		}
		before, before2 = word, before
	}
}

// damped is what the terms of a part of n tokens are divided by.
func damped(n int) float64 { return math.Sqrt(float64(n) + smoothing) }

// evasive are the kinds of evidence that an answer is withheld.
var evasive = sync.OnceValue(func() []bool {
	is := make([]bool, len(evidenceKinds()))
	for i, name := range evidenceKinds() {
		switch name {
		case "declines", "defers", "does-not-know", "withheld", "postponed", "disclaimer":
			is[i] = true
		}
	}
	return is
})

// measures collects numbers under their names; the names are kept only where
// they are wanted.
type measures struct {
	values []float64
	names  []string
	naming bool
}

func (m *measures) add(name string, value float64) {
	m.values = append(m.values, value)
	if m.naming {
		m.names = append(m.names, name)
	}
}

func (m *measures) flag(name string, is bool) { m.add(name, boolean(is)) }

// hasNumber says whether there is a number in digits or words, or what stands
// for one.
func (s *shape) hasNumber() bool { return s.numbers+s.figures+s.numerals > 0 }

// longWord is from how many bytes on a word is a long one.
const longWord = 7

var idI = text.WordID("i")

// addOf is add under a name of two parts, which are joined only where names are
// kept.
func (m *measures) addOf(prefix, name string, value float64) {
	if m.naming {
		name = prefix + name
	}
	m.add(name, value)
}

func (m *measures) flagOf(prefix, name string, is bool) { m.addOf(prefix, name, boolean(is)) }

// shape is what can be counted in an answer or a question.
type shape struct {
	words, sentences, numbers, firstNumbers, figures, dates, names, long, shares, money, numerals float64
}

// shapeOf counts in d; its first sentences end before token firstTo.
func shapeOf(d *text.Document, firstTo int) (s shape) {
	s.words, s.sentences = float64(d.Words), float64(len(d.Sentences))
	for _, sentence := range d.Sentences {
		for i := sentence.First; i < sentence.Last; i++ {
			t := &d.Tokens[i]
			sets := setsOf.Find(t.ID)
			switch {
			case t.Kind == text.Number:
				s.numbers++
				if i < firstTo {
					s.firstNumbers++
				}
			case sets&isFigure != 0:
				s.figures++
			case sets&isDate != 0:
				s.dates++
			case t.Kind == text.Word && t.Capital && i > sentence.First && t.ID != idI:
				s.names++
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

// measure fills m with the measures of the pair, in an order that is always the
// same.
func (p *pair) measure(v *vectors, m *measures) {
	m.values, m.names = m.values[:0], m.names[:0]
	answer := shapeOf(p.answer, p.firstTo)
	question := shapeOf(p.question, 0)
	p.readStems()

	m.add("length of the answer", math.Log1p(answer.words))
	m.add("length of the question", math.Log1p(question.words))
	m.add("sentences of the answer", math.Log1p(answer.sentences))
	m.add("words of the answer", min(answer.words, 100)/100)
	m.add("words of the question", min(question.words, 100)/100)
	m.add("sentences", min(answer.sentences, 10)/10)
	m.add("names", math.Log1p(answer.names))
	m.add("share of names", answer.names/max(answer.words, 1))
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
	if len(p.answer.Tokens) > 0 {
		first = p.answer.Tokens[0].ID
	}
	m.flag("begins with yes", affirms[first])
	m.flag("begins with no", refuses[first])
	m.flag("begins with and", begins[first])
	m.flag("a number in the question", question.numbers > 0)
	m.add("sentences that ask", math.Log1p(float64(len(p.asks))))

	asked := p.measureQuestion(m)
	has := p.measureEvidence(m)
	p.measureOverlap(v, m)
	p.measureInteractions(m, answer, asked, has)
}

// sharedNumbers counts the numbers of the question that the answer repeats.
func (p *pair) sharedNumbers() (n float64) {
	for i := range p.question.Tokens {
		q := &p.question.Tokens[i]
		if q.Kind != text.Number {
			continue
		}
		if slices.ContainsFunc(p.answer.Tokens, func(t text.Token) bool { return t.Kind == text.Number && t.ID == q.ID }) {
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

func (p *pair) measureQuestion(m *measures) (a askedFor) {
	names := questionCues().Kinds()
	for _, f := range p.asked {
		a.kinds[f.kind] = true
		a.last[f.kind] = a.last[f.kind] || f.last
	}
	for i, name := range names {
		m.flagOf("asked: ", name, a.kinds[i])
		m.flagOf("asked last: ", name, a.last[i])
	}
	n, any := len(p.asks), false
	for i, s := range p.asks {
		if p.asksWhether(s) {
			any = true
			a.whether = a.whether || i == n-1
		}
	}
	m.flag("asked: whether", any)
	m.flag("asked last: whether", a.whether)
	m.flag("no question mark", n == 0 || p.question.At(p.asks[n-1].Last-1) != "?")
	return a
}

// asksWhether says whether a sentence begins as questions do that yes or no answers.
func (p *pair) asksWhether(s text.Sentence) bool {
	for i := s.First; i < s.Last; i++ {
		t := &p.question.Tokens[i]
		if auxiliaries[t.ID] {
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
	covered                 float64 // share of the answer's bytes within evasive spans
}

const maxEvidence = 32

func (p *pair) measureEvidence(m *measures) (e evidenceOf) {
	for _, f := range p.evidence {
		e.count[f.kind]++
		e.first[f.kind] = e.first[f.kind] || f.first
		e.last[f.kind] = e.last[f.kind] || f.last
	}
	length := max(len(p.answer.Text), 1)
	to := 0 // what is covered up to here has been counted
	for _, f := range p.withheld {
		e.withheld = true
		e.withheldFirst = e.withheldFirst || f.first
		if from := max(f.start, to); f.end > from {
			e.covered += float64(f.end-from) / float64(length)
			to = f.end
		}
	}
	root := damped(p.answer.Words)
	for i, name := range evidenceKinds() {
		m.flagOf("has: ", name, e.count[i] > 0)
		m.addOf("how much: ", name, e.count[i]/root)
		m.flagOf("first: ", name, e.first[i])
		m.flagOf("last: ", name, e.last[i])
	}
	m.add("share withheld", e.covered)
	m.add("root of the share withheld", math.Sqrt(e.covered))
	return e
}

// measureOverlap compares what question and answer are about: shared words, rare
// ones counting more, and the words' vectors.
func (p *pair) measureOverlap(v *vectors, m *measures) {
	s := &p.stems
	total := func(stems []stem) (sum float64) {
		for _, w := range stems {
			sum += v.rarity(w)
		}
		return sum
	}
	shared := func(a, b []stem) (sum, n, most float64) {
		eachShared(a, b, func(w stem) {
			r := v.rarity(w)
			sum += r
			n++
			most = max(most, r)
		})
		return sum, n, most
	}
	all, count, _ := shared(s.question, s.answer)
	asks, asksCount, rarest := shared(s.asks, s.answer)
	first, firstCount, _ := shared(s.first, s.question)
	m.add("share of the question's words in the answer", all/max(total(s.question), 1))
	m.add("share of the answer's words in the question", all/max(total(s.answer), 1))
	m.add("share of the asked words in the answer", asks/max(total(s.asks), 1))
	m.add("share of the first words in the question", first/max(total(s.first), 1))
	m.add("shared words", math.Log1p(count))
	m.add("shared asked words", math.Log1p(asksCount))
	m.add("shared first words", math.Log1p(firstCount))
	m.flag("no shared word", count == 0)
	m.add("rarest shared word", rarest)
	m.add("weight of the shared asked words", math.Log1p(asks))
	m.add("count of the shared words", min(count, 20)/20)
	m.add("count of the shared asked words", min(asksCount, 15)/15)
	m.add("sum of the shared words", min(all, 60)/60)
	m.add("sum of the shared asked words", min(asks, 50)/50)
	m.add("different words", math.Log1p(float64(len(s.answer))))

	c := &p.centres
	v.centre(s.question, &c[0])
	v.centre(s.asks, &c[1])
	v.centre(s.answer, &c[2])
	v.centre(s.first, &c[3])
	m.add("question and answer are alike", c[0].cosine(&c[2]))
	m.add("asked and answer are alike", c[1].cosine(&c[2]))
	m.add("asked and first sentences are alike", c[1].cosine(&c[3]))
	m.add("question and first sentences are alike", c[0].cosine(&c[3]))
}

// measureInteractions are what is asked against what is there.
func (p *pair) measureInteractions(m *measures, answer shape, asked askedFor, has evidenceOf) {
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
	n := len(p.answer.Tokens)
	m.flag("ends with a question", n > 0 && p.answer.At(n-1) == "?")
	m.flag("does not end", n > 0 && p.answer.Tokens[n-1].Kind != text.Punct)
}

func boolean(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

var (
	questionIndex = sync.OnceValue(func() map[string]int { return index(questionCues().Kinds()) })
	evidenceIndex = sync.OnceValue(func() map[string]int { return index(evidenceKinds()) })
)

func index(names []string) map[string]int {
	at := map[string]int{}
	for i, name := range names {
		at[name] = i
	}
	return at
}

// partOf says which part of the model, to be left out, a measure belongs to.
func partOf(name string) Part {
	for _, p := range []struct {
		part   Part
		starts []string
	}{
		{EvidencePart, []string{"has: ", "how much: ", "first: ", "last: ", "withheld", "share withheld", "root of", "more said", "amount asked, only", "cause asked", "yes or no"}},
		{QuestionPart, []string{"asked: ", "asked last: ", "no question mark", "a number asked", "amount asked", "time asked", "a number in the question", "length of the question", "sentences that ask"}},
		{OverlapPart, []string{"share of the", "shared ", "no shared", "rarest", "weight of the shared", "count of", "sum of", "different words", "question and", "asked and"}},
	} {
		if slices.ContainsFunc(p.starts, func(start string) bool { return strings.HasPrefix(name, start) }) {
			return p.part
		}
	}
	return ""
}
