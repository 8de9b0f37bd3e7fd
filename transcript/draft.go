package transcript

import (
	"candor/transcript/call"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// draft is a call as a format's parser hands it over: turns whose speakers are
// called as the file calls them. Roles, sections and questions that the file
// does not tell are still empty; finish infers them.
type draft struct {
	src    *source
	call   Call
	roster []Speaker // the file's list of participants
	told   bool      // the file tells roles and sections: nothing is inferred but questions
	paired bool      // it tells what answers what, too
	outs   int       // words that stand outside of all turns
}

func newDraft(src *source) *draft { return &draft{src: src} }

// add appends a turn that begins at offset begin of the source. Turns without
// text are dropped: a name with nothing said.
func (d *draft) add(s Speaker, section Section, begin int, text *builder) {
	if strings.TrimSpace(string(text.text)) == "" {
		return
	}
	d.call.Turns = append(d.call.Turns, Turn{
		Index:   len(d.call.Turns),
		Section: section,
		Speaker: s,
		Text:    string(text.text),
		Line:    text.src.line(begin),
		Places:  text.runs,
	})
}

func (d *draft) warn(line int, code, text string) {
	d.call.Warnings = append(d.call.Warnings, Warning{Code: code, Line: line, Text: text})
}

// mostSpeakers is more than any call has. Who is who is looked for among all of
// them, which would take a file of names forever.
const mostSpeakers = 500

// finish infers what the file does not tell. The error says why what was read
// is no call.
func (d *draft) finish(o Options) error {
	c := &d.call
	if c.ID == "" {
		c.ID = baseName(d.src.name)
	}
	c.Source = d.src.name
	nameCall(c, c.ID)
	if d.src.warning != nil {
		c.Warnings = append([]Warning{*d.src.warning}, c.Warnings...)
	}
	o.Aliases.Rename(c.Turns, d.roster)
	switch {
	case !d.told:
		d.src.forget()
		if n := d.speakers(); n > mostSpeakers {
			return fmt.Errorf("%d speakers: what is taken for names here is something else", n)
		}
		d.infer(o.Aliases)
		d.spoken()
		if d.isNobodys() || d.isOperators() {
			return nobodys{}
		}
	case !d.paired:
		pairQuestions(c.Turns, nil)
	}
	slices.SortStableFunc(c.Warnings, func(a, b Warning) int { return a.Line - b.Line })
	return nil
}

// speakers counts the names.
func (d *draft) speakers() int {
	names := map[string]bool{}
	for i := range d.call.Turns {
		names[d.call.Turns[i].Speaker.Name] = true
	}
	return len(names)
}

// line is where the first turn stands, of a call among others in its file; else 0.
func (d *draft) line() int {
	if d.call.ID == baseName(d.src.name) || len(d.call.Turns) == 0 {
		return 0
	}
	return d.call.Turns[0].Line
}

// nobodys is the error of a call in which most text belongs to nobody. It is an
// ErrNoSpeakers too: the file may be prose.
type nobodys struct{}

func (nobodys) Error() string {
	return "most of the text belongs to nobody: the speakers' names, or what they are, cannot be told in it"
}

func (nobodys) Is(target error) bool { return target == ErrNoSpeakers }

// isNobodys tells whether more than half of the words are those of speakers of
// unknown role, or stand outside of all turns. What a reader does not make out
// would be a table of the rest.
func (d *draft) isNobodys() bool {
	nobodys, somebodys := d.outs, 0
	for i := range d.call.Turns {
		if t := &d.call.Turns[i]; t.Speaker.Role == Unknown {
			nobodys += call.CountWords(t.Text)
		}
	}
	for i := range d.call.Turns {
		if somebodys >= nobodys {
			return false // as of most calls after the first turns
		}
		if t := &d.call.Turns[i]; t.Speaker.Role != Unknown {
			somebodys += call.CountWords(t.Text)
		}
	}
	return nobodys > somebodys
}

// callBytes is from how many bytes on no operator says more than half.
const callBytes = 3000

// isOperators tells whether most of the text is the operator's: the names of those
// who speak behind were missed.
func (d *draft) isOperators() bool {
	operators, all := 0, 0
	for i := range d.call.Turns {
		t := &d.call.Turns[i]
		if all += len(t.Text); t.Speaker.Role == Operator {
			operators += len(t.Text)
		}
	}
	return all > callBytes && 2*operators > all
}

// infer settles roles, sections and questions, in this order, for each rests on
// the one before.
func (d *draft) infer(aliases *Aliases) {
	c := &d.call
	rest := c.Turns
	nameless := len(rest) > 1 && rest[0].Speaker == Speaker{}
	if nameless {
		rest = rest[1:]
	}
	told := inferRoles(rest, d.roster, aliases)
	inferSections(rest)
	if nameless {
		d.settleNameless()
	}
	for i := range c.Turns {
		c.Turns[i].Index = i
	}
	markTrivial(c.Turns)
	pairQuestions(c.Turns, told)
	applyAnnouncements(c.Turns, len(d.roster) > 0)
	if d.isOneSided() {
		d.warn(c.Turns[0].Line, "only-analysts", "only analysts are found among the speakers: who answers them is not read")
	}
}

// isOneSided tells whether analysts ask and nobody answers.
func (d *draft) isOneSided() bool {
	asked := 0
	for i := range d.call.Turns {
		switch t := &d.call.Turns[i]; t.Speaker.Role {
		case Analyst:
			asked++
		case Operator:
		default:
			return false
		}
	}
	return asked > 1
}

// settleNameless decides what the words before the first name are. Before the
// opening of a call they are the page's; in a file that starts within the Q&A,
// the end of a question where an answer follows, else of somebody's answer.
func (d *draft) settleNameless() {
	first, next := &d.call.Turns[0], d.call.Turns[1]
	if next.Section == Prepared || !endsSentence(first.Text) {
		if n := call.CountWords(first.Text); n >= fewWords {
			d.warn(first.Line, "left-out", fmt.Sprintf("%d words before the first speaker are left out", n))
		}
		d.call.Turns = d.call.Turns[1:]
		return
	}
	first.Section, first.Line = QA, 1
	if next.Speaker.Role == Executive || next.Speaker.Role == InvestorRelations {
		first.Speaker.Role = Analyst
		d.warn(1, "nameless-start", "the question before the first speaker has no name")
		return
	}
	first.Speaker.Role = Unknown
	d.warn(1, "nameless-start", "the words before the first speaker have no name")
}

// longestExtension is the most bytes of a file's extension, with its dot.
const longestExtension = len(".ndjson")

// baseName is the file's name without folders and extension; stdin is "stdin".
func baseName(name string) string {
	if name == "-" {
		return "stdin"
	}
	base := filepath.Base(unpackedName(name))
	ext := filepath.Ext(base)
	if len(ext) > longestExtension || ext == base || strings.ContainsAny(ext, "- ") {
		return base // a dot within the name: "Acme-Inc.-ACM-2021-Q3"
	}
	return strings.TrimSuffix(base, ext)
}
