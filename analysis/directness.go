package analysis

import (
	"encoding/json"

	"candor/directness"
	"candor/transcript/call"
)

// Directness says how directly a record answers its question. Without a Label there
// is nothing to judge, and in JSON it is null.
type Directness struct {
	Score *float64         `json:"score"` // P(direct) and 0.85 of P(partial), in [0, 1]
	Label directness.Label `json:"label"`
	Kind  directness.Kind  `json:"kind"`
	// Until is when the answer is promised, in its own words.
	Until string `json:"until,omitempty"`
	// Probabilities of the labels.
	Direct  float64 `json:"direct"`
	Partial float64 `json:"partial"`
	Evaded  float64 `json:"evaded"`
	// Evidence are the spans that show the kind.
	Evidence []DirectnessEvidence `json:"evidence,omitempty"`
	// Exchange is that of all turns to the question together, where there are
	// several, and Part that of its speaker's, where there are several of these.
	Exchange *Exchange `json:"exchange,omitempty"`
	Part     *Exchange `json:"part,omitempty"`
}

// MarshalJSON writes null where there is nothing to judge.
func (d Directness) MarshalJSON() ([]byte, error) {
	if d.Label == "" {
		return []byte("null"), nil
	}
	type plain Directness
	return json.Marshal(plain(d))
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

// Exchange is one question and the executives' turns to it, until the analyst asks
// something else; or what one speaker says in it. It is judged by its best turn.
type Exchange struct {
	ID      string           `json:"id"`      // of its first turn
	Answers int              `json:"answers"` // turns that are judged
	Score   *float64         `json:"score"`
	Label   directness.Label `json:"label"`
}

// directnessOf judges a turn, whose places it needs for the evidence.
func (a *Analyzer) directnessOf(in directness.Input, places call.Places) Directness {
	r := a.Directness.Judge(in)
	if !r.Judged {
		return Directness{}
	}
	d := Directness{Score: &r.Score, Label: r.Label, Kind: r.Kind, Until: r.Until, Direct: r.Direct, Partial: r.Partial, Evaded: r.Evaded}
	chars := characters{text: in.Answer.Text}
	for _, e := range r.Evidence {
		at := places.At(e.Start)
		d.Evidence = append(d.Evidence, DirectnessEvidence{chars.span(e.Start, e.End), at.Line, at.Column, in.Answer.Text[e.Start:e.End], e.Kind, e.Cue})
	}
	return d
}

// judgeExchange adds to the turns of an exchange how directly they answer together,
// and how directly each speaker's do: a colleague may say what the first did not.
func judgeExchange(records []Record) {
	if len(records) < 2 {
		return
	}
	whole := exchangeOf(records, func(*Record) bool { return true })
	parts := map[string]*Exchange{}
	for i := range records {
		r := &records[i]
		if r.Directness.Label == "" {
			continue
		}
		if _, known := parts[r.Speaker]; !known {
			parts[r.Speaker] = exchangeOf(records, func(other *Record) bool { return other.Speaker == r.Speaker })
		}
		if whole.Answers > 1 {
			r.Directness.Exchange = whole
		}
		if part := parts[r.Speaker]; part.Answers > 1 {
			r.Directness.Part = part
		}
	}
}

// exchangeOf sums up the judged turns that in picks.
func exchangeOf(records []Record, in func(*Record) bool) *Exchange {
	e := new(Exchange)
	var results []directness.Result
	for i := range records {
		d := &records[i].Directness
		if d.Label == "" || !in(&records[i]) {
			continue
		}
		if e.Answers == 0 {
			e.ID = records[i].ID
		}
		e.Answers++
		results = append(results, directness.Result{Judged: true, Label: d.Label, Score: *d.Score})
	}
	if best := directness.Best(results); best >= 0 {
		e.Score, e.Label = &results[best].Score, results[best].Label
	}
	return e
}

// together gives what a record's exchange is judged as: by itself where it has no other turn.
func (r *Record) together() (id string, score *float64, label directness.Label) {
	return r.as(r.Directness.Exchange)
}

// inPart gives what its speaker's part of the exchange is judged as.
func (r *Record) inPart() (id string, score *float64, label directness.Label) {
	return r.as(r.Directness.Part)
}

func (r *Record) as(e *Exchange) (id string, score *float64, label directness.Label) {
	if e == nil {
		return r.ID, r.Directness.Score, r.Directness.Label
	}
	return e.ID, e.Score, e.Label
}
