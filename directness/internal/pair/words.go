package pair

import (
	"slices"
	"strings"

	"candor/text"
)

// function are words that say nothing of what a text is about, and those that
// every question and answer has.
var function = idSet(`a an the and or but if of to in on at for from with by as is are was were be been being am it its
	that this these those there here i you he she we they me my your our their his her him them us do does did have has
	had can could would will should may might so just about into over out up down not no yes what when where which who
	how why any some more most other than then also very really kind sort think know see going get got well maybe like
	one two first second thing things lot bit little terms guys thanks thank good morning afternoon question questions
	wondering curious talk give color sense help understand guess mean okay great still now way right look looking let
	go back come want say said us all each both because while`)

// figures are what stands for an amount beside numbers in digits.
var figures = idSet(`percent % $ € £ basis points bps million billion thousand cents dollars half double triple`)

// dates are words of a point in time.
var dates = idSet(`january february march april may june july august september october november december q1 q2 q3 q4 h1 h2
	quarter quarters month months week weeks year years year-end day days summer fall spring winter end beginning middle`)

// numerals are numbers in words.
var numerals = idSet(`one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty
	hundred thousand dozen half third two-thirds zero none`)

// shares are what stands for a part of a whole.
var shares = idSet(`percent % percentage basis bps`)

// money is what stands for a sum of it.
var money = idSet(`$ € £ million billion cents dollars`)

// begins are words that an answer that goes on with another's begins with.
var begins = idSet(`and also but or so`)

var (
	affirms = idSet(`yes yeah yep`)
	refuses = idSet(`no nope`)
)

// auxiliaries begin a question that yes or no answers.
var auxiliaries = idSet(`is are was were do does did can could would will should have has had am`)

// asksFirst begin a question, also where its mark is lost.
var asksFirst = idSet(`is are was were do does did can could would will should have has any what when where which who how why whether
	what's how's where's`)

// leads may stand before the first word of a question.
var leads = idSet(`and so or but just then okay ok well yes yeah great now i mean again maybe`)

func idSet(words string) map[text.ID]bool {
	set := map[text.ID]bool{}
	for w := range strings.FieldsSeq(words) {
		set[text.WordID(w)] = true
	}
	return set
}

// wordSets says, as bits, which of the sets that every token is looked up in a
// word belongs to.
type wordSets uint8

const (
	isFunction wordSets = 1 << iota
	isFigure
	isDate
	isShare
	isMoney
	isNumeral
)

var setsOf = func() text.Index[text.ID, wordSets] {
	of := map[text.ID]wordSets{}
	for bit, set := range map[wordSets]map[text.ID]bool{
		isFunction: function, isFigure: figures, isDate: dates, isShare: shares, isMoney: money, isNumeral: numerals,
	} {
		for id := range set {
			of[id] |= bit
		}
	}
	return text.NewIndex(of)
}()

// Stem identifies words of one root, roughly: the first letters of a word
// without its ending. It is a hash.
type Stem uint64

const (
	stemLetters = 7
	leastStem   = 3
)

var endings = [...]string{"ings", "ing", "ies", "ied", "es", "ed", "s", "ly"}

// stemOf gives the stem of a word of ASCII letters; ok is false for function
// words, short ones and what is no word.
func stemOf(d *text.Document, i int) (s Stem, ok bool) {
	t := &d.Tokens[i]
	if t.Kind != text.Word || t.End-t.Start < leastStem || setsOf.Find(t.ID)&isFunction != 0 {
		return 0, false
	}
	word := d.Text[t.Start:t.End]
	n := len(word)
	for _, e := range endings {
		if n-len(e) >= leastStem && equalLower(word[n-len(e):], e) {
			n -= len(e)
			break
		}
	}
	h := uint64(14695981039346656037) // FNV-1a
	for j := range min(n, stemLetters) {
		c := word[j]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		h = (h ^ uint64(c)) * 1099511628211
	}
	return Stem(h), true
}

func equalLower(s, lower string) bool {
	for i := range len(s) {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

// stemSets are the different stems of a pair's parts, each in order.
type stemSets struct {
	question, asks, answer, first []Stem
	ask, sentence                 []Stem // of one sentence
}

func (p *Pair) readStems() {
	s := &p.stems
	s.question, s.asks, s.answer, s.first = s.question[:0], s.asks[:0], s.answer[:0], s.first[:0]
	for _, sentence := range p.question.sentences {
		s.question = appendStems(s.question, p.Question, sentence)
	}
	for _, a := range p.asks {
		s.asks = appendStems(s.asks, p.Question, a)
	}
	for i, sentence := range p.answer.sentences {
		s.answer = appendStems(s.answer, p.Answer, sentence)
		if i < p.answer.opens+firstSentences {
			s.first = appendStems(s.first, p.Answer, sentence)
		}
	}
	s.question, s.asks, s.answer, s.first = different(s.question), different(s.asks), different(s.answer), different(s.first)
}

func appendStems(to []Stem, d *text.Document, of text.Sentence) []Stem {
	for i := of.First; i < of.Last; i++ {
		if s, ok := stemOf(d, i); ok {
			to = append(to, s)
		}
	}
	return to
}

// StemOf gives the stem of token i; ok is false for what is no word of content.
func StemOf(d *text.Document, i int) (s Stem, ok bool) { return stemOf(d, i) }

func different(s []Stem) []Stem {
	slices.Sort(s)
	return slices.Compact(s)
}

// eachShared calls do with the stems that are in both a and b.
func eachShared(a, b []Stem, do func(Stem)) {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			do(a[0])
			a, b = a[1:], b[1:]
		}
	}
}
