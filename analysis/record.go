// Package analysis joins the scorers: an executive's turn becomes a Record;
// Records are grouped by speaker, topic, call or section and summed up as
// metrics. Package gate and report come next.
package analysis

import (
	"cmp"
	"encoding/json"
	"unicode/utf8"

	"candor/directness"
	"candor/hedge"
	"candor/score"
	"candor/topic"
	"candor/transcript/call"
)

// Record is one executive turn with its scores. Its JSON form is a contract.
type Record struct {
	ID        string            `json:"id"`
	Call      Call              `json:"call"`
	Index     int               `json:"index"` // position among the call's turns, from 0
	Section   call.Section      `json:"section"`
	Speaker   string            `json:"speaker"`
	Role      call.Role         `json:"role"`
	Title     string            `json:"title"`
	Firm      string            `json:"firm"`
	Asker     string            `json:"asker"`
	AskerFirm string            `json:"asker_firm"`
	Question  string            `json:"question"`
	Text      string            `json:"text"`
	Line      int               `json:"line"`
	Page      int               `json:"page,omitempty"`  // of a PDF, from 1
	Time      float64           `json:"time,omitempty"`  // of a recording, in seconds
	Extra     map[string]string `json:"extra,omitempty"` // what the table it stood in tells besides
	Words     int               `json:"words"`
	Trivial   bool              `json:"trivial"`
	Procedure bool              `json:"procedure"` // says nothing of the business, and is in no figure
	Sentiment Sentiment         `json:"sentiment"`
	Others    []Sentiment       `json:"other_sentiments,omitempty"` // of further scorers
	Sentences []Sentence        `json:"sentences,omitempty"`        // by the first scorer, where it judges sentences
	// QuestionSentiment is that of the question, scored as a text of its own; nil
	// where nothing was asked, or where the scorer knows no texts but answers.
	QuestionSentiment *float64      `json:"question_sentiment"`
	NumericShare      float64       `json:"numeric_share"` // numbers among the words
	Complexity        float64       `json:"complexity"`    // school grade (score.Complexity)
	Specificity       float64       `json:"specificity"`
	Strength          float64       `json:"hedge_strength"` // sum of the hedges' weights per 100 words
	Shields           float64       `json:"shields_per_100_words"`
	Approximate       float64       `json:"approximators_per_100_words"`
	Hedges            []Hedge       `json:"hedges"`
	Deflections       []Deflection  `json:"deflections"`
	Directness        Directness    `json:"directness"`
	Topics            []topic.Topic `json:"topics"`
	Versions          Versions      `json:"versions"`

	// Place is where the turn stands in its exchange, zero for a record that was read.
	Place directness.Place `json:"-"`
}

// Call names the call a record is from. Empty fields are not known.
type Call struct {
	ID      string `json:"id"`
	Company string `json:"company"`
	Ticker  string `json:"ticker"`
	Period  string `json:"period"`
	Date    string `json:"date"`
	Source  string `json:"source"`

	Inferred bool     `json:"inferred,omitempty"` // roles are guessed from what is said
	Warnings Warnings `json:"warnings,omitempty"`
}

// Issuer tells companies apart: the ticker, as names are written in several ways, and
// without a class of shares ("BRK.A" and "BRK.B" are one); else the company's name, ""
// where neither is known.
func (c *Call) Issuer() string { return cmp.Or(call.Issuer(c.Ticker), c.Company) }

// Warnings are the warnings of a call as JSON has them, a list of objects with
// code, line and text, or "": so that a Call can be compared.
type Warnings string

// CallOf is what records say of a call.
func CallOf(c *call.Call) Call {
	return Call{ID: c.ID, Company: c.Company, Ticker: c.Ticker, Period: c.Period, Date: c.Date, Source: c.Source, Inferred: c.Inferred, Warnings: warningsOf(c)}
}

func warningsOf(c *call.Call) Warnings {
	if len(c.Warnings) == 0 {
		return ""
	}
	list, _ := json.Marshal(c.Warnings) // strings and numbers always can be
	return Warnings(list)
}

func (w Warnings) MarshalJSON() ([]byte, error) { return []byte(w), nil }

func (w *Warnings) UnmarshalJSON(data []byte) error {
	*w = Warnings(data)
	return nil
}

// Sentiment is a score.Sentiment by a named scorer. Score is nil when the
// scorer found nothing it knows.
type Sentiment struct {
	Score    *float64    `json:"score"`
	Label    score.Label `json:"label"`
	Negative float64     `json:"negative"`
	Neutral  float64     `json:"neutral"`
	Positive float64     `json:"positive"`
	Scorer   string      `json:"scorer"`
	// Tone is what a score.ToneCounter counted, nil for other scorers.
	Tone *score.Tone `json:"tone,omitempty"`
}

// Sentence is the sentiment of a sentence of the text.
type Sentence struct {
	Span
	Label    score.Label `json:"label"`
	Score    float64     `json:"score"`
	Negative float64     `json:"negative"`
	Neutral  float64     `json:"neutral"`
	Positive float64     `json:"positive"`
	// Procedure: it says nothing of the business, is neutral and in no figure.
	Procedure bool `json:"procedure,omitempty"`
}

// countSentences counts the sentences of a label that are no procedure.
func (r *Record) countSentences(label score.Label) float64 {
	n := 0
	for i := range r.Sentences {
		if s := &r.Sentences[i]; s.Label == label && !s.Procedure {
			n++
		}
	}
	return float64(n)
}

// Span is a stretch of a text, half-open: in UTF-8 bytes, and the same place in
// Unicode code points, which are what Python slices.
type Span struct {
	Start     int `json:"start"`
	End       int `json:"end"`
	CharStart int `json:"char_start"`
	CharEnd   int `json:"char_end"`
}

// characters counts the code points of a text up to offsets; those that rise cost
// one pass together.
type characters struct {
	text      string
	at, count int
}

func (c *characters) upTo(offset int) int {
	if offset < c.at {
		c.at, c.count = 0, 0
	}
	c.count += utf8.RuneCountInString(c.text[c.at:offset])
	c.at = offset
	return c.count
}

func (c *characters) span(start, end int) Span {
	from := c.upTo(start)
	return Span{start, end, from, c.upTo(end)}
}

// Hedge is a hedge with its place in the source.
type Hedge struct {
	Span
	Line     int            `json:"line"`
	Column   int            `json:"column"`
	Text     string         `json:"text"`
	Category hedge.Category `json:"category"`
	Cue      string         `json:"cue"`
	Weight   float64        `json:"weight"`
}

// Deflection is a deflection with its place in the source.
type Deflection struct {
	Span
	Line   int        `json:"line"`
	Column int        `json:"column"`
	Text   string     `json:"text"`
	Kind   hedge.Kind `json:"kind"`
	Cue    string     `json:"cue"`
}

// Versions of what a record was made with: two records with equal versions and
// equal text have equal scores.
type Versions struct {
	Model      string `json:"model"`
	Lexicon    string `json:"lexicon"`
	Taxonomy   string `json:"taxonomy"`
	Directness string `json:"directness"`
}
