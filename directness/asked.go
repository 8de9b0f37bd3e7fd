package directness

import (
	"candor/directness/internal/pair"
)

// Ask is something that a question asks for.
type Ask struct {
	// Kind is "number", "date", "whether" (yes or no), "cause" or "list"; "open" where
	// it is none of these: to talk about something.
	Kind string
	// Found is the stretch of the answer that has it, half-open byte offsets; both 0
	// where none is found, and for an open question, where none is looked for.
	Start, End int
}

// Found says whether the answer has what is asked for.
func (a Ask) Found() bool { return a.End > 0 }

// Asked gives what the question asks for, sentence by sentence, the same kind once,
// and where the answer has it. Without a question it gives none.
func Asked(in Input) []Ask {
	if in.Question == nil || in.Question.Words == 0 {
		return nil
	}
	p := pair.Read(in)
	defer p.Release()
	var asks []Ask
	for _, kind := range p.AskedFor() {
		a := Ask{Kind: kind}
		a.Start, a.End = p.Given(kind)
		asks = append(asks, a)
	}
	return asks
}
