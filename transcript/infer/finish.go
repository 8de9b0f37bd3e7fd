package infer

import (
	"fmt"
	"slices"

	"candor/transcript/call"
	"candor/transcript/draft"
	"candor/transcript/facts"
	"candor/transcript/source"
)

// mostSpeakers is more than any call has. Who is who is looked for among all of
// them, which would take a file of names forever.
const mostSpeakers = 500

// Finish infers what the file does not tell. The error says why what was read
// is no call.
func Finish(d *draft.Draft, aliases *call.Aliases) error {
	c := &d.Call
	if c.ID == "" {
		c.ID = source.BaseName(d.Src.Name)
	}
	c.Source = d.Src.Name
	facts.NameCall(c, c.ID)
	facts.Fill(&c.Date, d.Stamp)
	if d.Src.Warning != nil {
		c.Warnings = append([]call.Warning{*d.Src.Warning}, c.Warnings...)
	}
	aliases.Rename(c.Turns, d.Roster)
	switch {
	case !d.Told:
		d.Src.Forget()
		if n := speakers(d); n > mostSpeakers {
			return fmt.Errorf("%d speakers: what is taken for names here is something else", n)
		}
		infer(d, aliases)
		OpeningFacts(d)
		if isNobodys(d) || isOperators(d) {
			return Nobodys{}
		}
	case !d.Paired:
		pairQuestions(c.Turns, nil)
	}
	slices.SortStableFunc(c.Warnings, func(a, b call.Warning) int { return a.Line - b.Line })
	return nil
}

// speakers counts the names.
func speakers(d *draft.Draft) int {
	names := map[string]bool{}
	for i := range d.Call.Turns {
		names[d.Call.Turns[i].Speaker.Name] = true
	}
	return len(names)
}

// Nobodys is the error of a call in which most text belongs to nobody. It is an
// ErrNoSpeakers too: the file may be prose.
type Nobodys struct{}

func (Nobodys) Is(target error) bool { return target == draft.ErrNoSpeakers }

// isNobodys tells whether more than half of the words are those of speakers of
// unknown role, or stand outside of all turns. What a reader does not make out
// would be a table of the rest.
func isNobodys(d *draft.Draft) bool {
	nobodys, somebodys := d.Outs, 0
	for i := range d.Call.Turns {
		if t := &d.Call.Turns[i]; t.Speaker.Role == call.Unknown {
			nobodys += call.CountWords(t.Text)
		}
	}
	for i := range d.Call.Turns {
		if somebodys >= nobodys {
			return false // as of most calls after the first turns
		}
		if t := &d.Call.Turns[i]; t.Speaker.Role != call.Unknown {
			somebodys += call.CountWords(t.Text)
		}
	}
	return nobodys > somebodys
}

// callBytes is from how many bytes on no operator says more than half.
const callBytes = 3000

// isOperators tells whether most of the text is the operator's: the names of those
// who speak behind were missed.
func isOperators(d *draft.Draft) bool {
	operators, all := 0, 0
	for i := range d.Call.Turns {
		t := &d.Call.Turns[i]
		if all += len(t.Text); t.Speaker.Role == call.Operator {
			operators += len(t.Text)
		}
	}
	return all > callBytes && 2*operators > all
}

// infer settles roles, sections and questions, in this order, for each rests on
// the one before.
func infer(d *draft.Draft, aliases *call.Aliases) {
	c := &d.Call
	rest := c.Turns
	nameless := len(rest) > 1 && rest[0].Speaker == call.Speaker{}
	if nameless {
		rest = rest[1:]
	}
	holdSections(d)
	said := make([]bool, len(rest)) // by the format
	for i := range rest {
		said[i] = rest[i].Speaker.Role != ""
	}
	told := inferRoles(d, rest, aliases)
	c.Inferred = c.Inferred || isGuessed(rest, said, told)
	inferSections(rest)
	if nameless {
		settleNameless(d)
	}
	for i := range c.Turns {
		c.Turns[i].Index = i
	}
	markTrivial(c.Turns)
	pairQuestions(c.Turns, told)
	applyAnnouncements(c.Turns, len(d.Roster) > 0)
	if isOneSided(d) {
		d.Warn(c.Turns[0].Line, "only-analysts", "only analysts are found among the speakers: who answers them is not read")
	}
}

// isGuessed tells whether the roles of those who say most of the words, the operator
// apart, follow from what is said alone: neither the format nor a list, title, firm
// or introduction tells them.
func isGuessed(turns []call.Turn, said []bool, told map[call.Speaker]bool) bool {
	guessed, known := 0, 0
	for i := range turns {
		switch t := &turns[i]; {
		case t.Speaker.Role == call.Operator || t.Speaker.Role == call.Unknown:
		case said[i] || told[t.Speaker] || t.Speaker.Title != "" || t.Speaker.Firm != "":
			known += len(t.Text)
		default:
			guessed += len(t.Text)
		}
	}
	return guessed > known
}

// isOneSided tells whether analysts ask and nobody answers.
func isOneSided(d *draft.Draft) bool {
	asked := 0
	for i := range d.Call.Turns {
		switch t := &d.Call.Turns[i]; t.Speaker.Role {
		case call.Analyst:
			asked++
		case call.Operator:
		default:
			return false
		}
	}
	return asked > 1
}

// settleNameless decides what the words before the first name are. Before the
// opening of a call they are the page's; in a file that starts within the Q&A,
// the end of a question where an answer follows, else of somebody's answer.
func settleNameless(d *draft.Draft) {
	first, next := &d.Call.Turns[0], d.Call.Turns[1]
	if next.Section == call.Prepared || !source.EndsSentence(first.Text) {
		if n := call.CountWords(first.Text); n >= draft.FewWords {
			d.Warn(first.Line, "left-out", fmt.Sprintf("%d words before the first speaker are left out", n))
		}
		d.Call.Turns = d.Call.Turns[1:]
		return
	}
	first.Section, first.Line = call.QA, 1
	if next.Speaker.Role == call.Executive || next.Speaker.Role == call.InvestorRelations {
		first.Speaker.Role = call.Analyst
		d.Warn(1, "nameless-start", "the question before the first speaker has no name")
		return
	}
	first.Speaker.Role = call.Unknown
	d.Warn(1, "nameless-start", "the words before the first speaker have no name")
}

func (Nobodys) Error() string {
	return "most of the text belongs to nobody: the speakers' names, or what they are, cannot be told in it"
}
