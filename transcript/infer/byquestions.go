package infer

import (
	"strings"

	"candor/transcript/call"
	"candor/transcript/people"
)

// settleByQuestions decides for who is still unknown, where no operator helps:
// who asks is an analyst, the more so with the company's people around; who speaks
// next to an analyst is of the company.
func settleByQuestions(turns []call.Turn, persons []*person, of []*person) {
	if !anyRole(persons, "") {
		return
	}
	for _, p := range persons {
		if p.Role == "" && asks(turns, p) {
			p.Role = call.Analyst
		}
	}
	for _, p := range persons {
		if p.Role == "" && questions(turns, p) > 0 && amongCompany(of, p) {
			p.Role = call.Analyst
		}
	}
	nobodyAsks := !anyRole(persons, call.Analyst)
	for i, p := range of {
		if p.Role != "" || p.Name == "" {
			continue
		}
		readOut := i > 0 && (of[i-1].Role == call.InvestorRelations || of[i-1].Role == call.Executive) && endsAsking(turns[i-1].Text) && !strings.Contains(turns[i].Text, "?")
		if nobodyAsks || readOut || i > 0 && of[i-1].Role == call.Analyst || i+1 < len(of) && of[i+1].Role == call.Analyst {
			p.Role = call.Executive
		}
	}
}

// amongCompany tells whether the company's people rather than analysts speak
// around a person, and behind them above all: a question is answered, an answer
// may follow another.
func amongCompany(of []*person, p *person) bool {
	weigh := func(i int) int {
		switch {
		case i < 0 || i >= len(of):
			return 0
		case of[i].Role == call.Analyst:
			return -1
		case of[i].Role == call.Executive || of[i].Role == call.InvestorRelations:
			return 1
		}
		return 0
	}
	sum := 0
	for _, i := range p.turns {
		sum += weigh(i-1) + 2*weigh(i+1)
	}
	return sum > 0
}

// questions counts a person's turns that ask.
func questions(turns []call.Turn, p *person) int {
	n := 0
	for _, i := range p.turns {
		if strings.Contains(turns[i].Text, "?") {
			n++
		}
	}
	return n
}

// asks tells whether a person asks in most of what is no courtesy, as those do
// whose questions it is to put; who answers asks back now and then.
func asks(turns []call.Turn, p *person) bool {
	said := 0
	for _, i := range p.turns {
		if !people.IsBare(turns[i].Text) {
			said++
		}
	}
	return 2*questions(turns, p) > said
}

// endsAsking tells whether one of the last two sentences is a question.
func endsAsking(text string) bool {
	i := strings.LastIndexByte(text, '?')
	return i >= 0 && strings.Count(text[i:], ". ") == 0
}
