package pair

import (
	"slices"

	"candor/text"
)

// What a sentence can ask for.
const (
	AsksNumber  = "number"
	AsksDate    = "date"
	AsksWhether = "whether"
	AsksCause   = "cause"
	AsksList    = "list"
	AsksOpen    = "open"
)

// AskedFor gives what the sentences that ask want, each kind once, in the order in
// which they ask for it last.
func (p *Pair) AskedFor() (kinds []string) {
	p.wanted = wantedCues().Find(p.Question, p.wanted[:0])
	for _, s := range p.asks {
		kind := p.askedBy(s)
		if at := slices.Index(kinds, kind); at >= 0 {
			kinds = slices.Delete(kinds, at, at+1)
		}
		kinds = append(kinds, kind)
	}
	return kinds
}

// askedBy gives what one sentence asks for: of a known kind before all else, then yes
// or no or to talk, whichever it begins with.
func (p *Pair) askedBy(s text.Sentence) string {
	start, end := span(p.Question, s)
	best, names := -1, wantedCues().Kinds()
	for _, f := range p.wanted {
		if f.Start < start || f.End > end {
			continue
		}
		soft := names[f.Kind] == AsksWhether || names[f.Kind] == AsksOpen
		if best < 0 || !soft && f.Kind < best {
			best = f.Kind
		}
	}
	switch {
	case best >= 0:
		return names[best]
	case p.begins(s, auxiliaries):
		return AsksWhether
	}
	return AsksOpen
}

// Given finds the first stretch of the answer that has what is asked for: a figure, a
// date or span of time, a yes or no, a cause, several things named.
func (p *Pair) Given(kind string) (start, end int) {
	switch kind {
	case AsksNumber:
		return p.firstToken(func(t *text.Token) bool {
			return t.Kind == text.Number || setsOf.Find(t.ID)&(isFigure|isNumeral) != 0
		})
	case AsksDate:
		return p.firstToken(func(t *text.Token) bool { return setsOf.Find(t.ID)&isDate != 0 })
	case AsksWhether:
		return p.firstEvidence("confirms", "denies")
	case AsksCause:
		return p.firstEvidence("explains")
	}
	return 0, 0
}

func (p *Pair) firstToken(is func(*text.Token) bool) (start, end int) {
	for _, s := range p.answer.sentences {
		for i := s.First; i < s.Last; i++ {
			if t := &p.Answer.Tokens[i]; is(t) {
				return int(t.Start), int(t.End)
			}
		}
	}
	return 0, 0
}

func (p *Pair) firstEvidence(kinds ...string) (start, end int) {
	for _, f := range p.Evidence {
		if slices.Contains(kinds, EvidenceKinds()[f.Kind]) && (end == 0 || f.Start < start) {
			start, end = f.Start, f.End
		}
	}
	return start, end
}
