package analysis

import (
	"strings"

	"candor/directness"
	"candor/hedge"
	"candor/text"
	"candor/transcript/call"
)

// Directness says how directly a record answers its question. Where there is
// nothing to judge, Label and Kind are empty, and where nothing is asked, Score
// is nil too. What has no Label is left out of statistics.
type Directness struct {
	Score *float64         `json:"score"` // probability that the question is answered, in [0, 1]
	Label directness.Label `json:"label"`
	Kind  directness.Kind  `json:"kind"`
	// Evidence are the spans that show the kind.
	Evidence []DirectnessEvidence `json:"evidence,omitempty"`
	// Exchange is that of all answers to the question together, where there are
	// several.
	Exchange *Exchange `json:"exchange,omitempty"`
}

// DirectnessEvidence is a directness.Evidence with its place in the source.
type DirectnessEvidence struct {
	Span
	Line   int             `json:"line"`
	Column int             `json:"column"`
	Text   string          `json:"text"`
	Kind   directness.Kind `json:"kind"`
	Cue    string          `json:"cue"`
}

// Exchange is one question and all executives' turns that answer it in a row.
type Exchange struct {
	Answers int              `json:"answers"`
	Score   *float64         `json:"score"`
	Label   directness.Label `json:"label"`
}

// directnessOf judges a turn, whose places it needs for the evidence.
func (a *Analyzer) directnessOf(question, answer *text.Document, found *hedge.Result, places call.Places) Directness {
	r := a.Directness.Judge(directness.Input{Question: question, Answer: answer, Hedges: found})
	d := Directness{Label: r.Label, Kind: r.Kind}
	if r.Scored {
		d.Score = &r.Score
	}
	chars := characters{text: answer.Text}
	for _, e := range r.Evidence {
		at := places.At(e.Start)
		d.Evidence = append(d.Evidence, DirectnessEvidence{chars.span(e.Start, e.End), at.Line, at.Column, answer.Text[e.Start:e.End], e.Kind, e.Cue})
	}
	return d
}

func sameQuestion(a, b *Record) bool {
	return a.Question != "" && a.Question == b.Question && a.Asker == b.Asker && a.Section == b.Section && a.Call.ID == b.Call.ID
}

// judgeExchange adds to answers that share a question how direct they are
// together: a colleague may say what the first speaker did not. One answer alone
// is no exchange.
func (a *Analyzer) judgeExchange(records []Record) {
	if len(records) < 2 {
		return
	}
	var texts []string
	last := &records[0] // whose text is among them
	for i := range records {
		// A hand-over gives nothing itself; what follows is the answer.
		if r := &records[i]; !r.Trivial && r.Directness.Kind != directness.HandOver {
			texts = append(texts, r.Text)
			last = r
		}
	}
	e := &Exchange{Answers: len(records)}
	switch len(texts) {
	case 0:
		e.Score, e.Label = records[0].Directness.Score, records[0].Directness.Label
	case 1: // judged already
		if last.Directness.Label != "" {
			e.Score, e.Label = last.Directness.Score, last.Directness.Label
		}
	default:
		question, answer := text.Get(records[0].Question), text.Get(strings.Join(texts, "\n\n"))
		var found hedge.Result
		a.Detector.Detect(answer, &found)
		if r := a.Directness.Judge(directness.Input{Question: question, Answer: answer, Hedges: &found}); r.Judged {
			e.Score, e.Label = &r.Score, r.Label
		}
		question.Release()
		answer.Release()
	}
	for i := range records {
		records[i].Directness.Exchange = e
	}
}
