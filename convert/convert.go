// Package convert writes calls that package transcript has read in forms that
// other programs read, and candor reads again: JSON Lines, Markdown, plain text
// and the corpus folder of ConvoKit. It is the last step for who wants the
// parser alone; package analysis scores calls instead.
package convert

import (
	"bytes"
	"encoding/json"
	"strconv"

	"candor/internal/harmless"
	"candor/transcript/call"
)

// Format is a form in which calls are written to one file.
type Format string

const (
	JSONL    Format = "jsonl"    // an object a turn, with all that is known of it
	Markdown Format = "markdown" // headings for the sections, names in bold
	Text     Format = "text"     // names on lines of their own, what they say indented
)

// Encode writes a call. Read again it has the same turns, with the same speakers,
// roles, sections and texts, and the same question for each answer. A question
// that no turn of the call holds, as in a file of answers, is written as a turn
// of who asked it in Markdown and text. Control characters stay in JSON Lines
// only, as escapes. The encodings of several calls may follow one another in a file.
func Encode(f Format, call *call.Call) []byte {
	switch f {
	case Markdown:
		return markdown.encode(call)
	case Text:
		return text.encode(call)
	}
	return encodeJSONL(call)
}

// turn is a line of JSON Lines. Its names are those of candor's records.
type turn struct {
	ID        string            `json:"id"`
	Call      callInfo          `json:"call"`
	Index     int               `json:"index"`
	Section   call.Section      `json:"section"`
	Speaker   string            `json:"speaker"`
	Role      call.Role         `json:"role"`
	Title     string            `json:"title"`
	Firm      string            `json:"firm"`
	Asker     *string           `json:"asker,omitempty"`
	AskerFirm *string           `json:"asker_firm,omitempty"`
	Question  *string           `json:"question,omitempty"` // of the company's people
	Text      string            `json:"text"`
	Line      int               `json:"line"`
	Page      int               `json:"page,omitempty"`
	Time      float64           `json:"time,omitempty"` // seconds
	Trivial   bool              `json:"trivial"`
	Extra     map[string]string `json:"extra,omitempty"`
}

type callInfo struct {
	ID       string         `json:"id"`
	Company  string         `json:"company"`
	Ticker   string         `json:"ticker"`
	Period   string         `json:"period"`
	Date     string         `json:"date"`
	Source   string         `json:"source"`
	Inferred bool           `json:"inferred,omitempty"`
	Warnings []call.Warning `json:"warnings,omitempty"`
}

func encodeJSONL(call *call.Call) []byte {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	info := callInfo{call.ID, call.Company, call.Ticker, call.Period, call.Date, call.Source, call.Inferred, call.Warnings}
	for i := range call.Turns {
		t := &call.Turns[i]
		line := turn{ID: id(call, t), Call: info, Index: t.Index, Section: t.Section, Speaker: t.Speaker.Name, Role: t.Speaker.Role,
			Title: t.Speaker.Title, Firm: t.Speaker.Firm, Text: t.Text, Line: t.Line, Page: t.Page, Time: t.Time, Trivial: t.Trivial, Extra: t.Extra}
		if answers(t.Speaker.Role) {
			line.Asker, line.AskerFirm, line.Question = &t.Asker, &t.AskerFirm, &t.Question
		}
		encoder.Encode(line) // to memory, which does not fail
	}
	return harmless.EscapeJSON(b.Bytes())
}

// answers tells whether people of the role may answer a question.
func answers(role call.Role) bool {
	return role == call.Executive || role == call.InvestorRelations
}

// id is the turn's own, or made of the call's and its position.
func id(call *call.Call, t *call.Turn) string {
	if t.ID != "" {
		return t.ID
	}
	return call.ID + "#" + strconv.Itoa(t.Index)
}
