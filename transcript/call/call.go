// Package call is an earnings call as it was read: its turns, who speaks them in
// which role, and the executives' answers with their questions. Every byte of a
// turn's text knows its line and column in the source.
//
// Package transcript makes calls out of files; everything else works on them.
package call

// Role is what a speaker is in the call.
type Role string

const (
	Executive         Role = "executive"
	Analyst           Role = "analyst"
	Operator          Role = "operator"
	InvestorRelations Role = "investor_relations"
	Unknown           Role = "unknown"
)

// Section is the part of the call.
type Section string

const (
	Prepared Section = "prepared"
	QA       Section = "qa"
	Draft    Section = "draft" // what a company wrote and nobody has said yet
)

// Call is one earnings call. Fields that the source does not tell are empty.
type Call struct {
	ID      string // the file's base name without its extension, unless the source names one
	Company string
	Ticker  string
	Period  string // "2013-Q4" where the source or the file name tells a quarter
	Date    string // "2014-02-19"
	Source  string // the file as it was named on the command line; "-" for stdin
	Format  string // the Name of the Format that it was read in; "" for a draft
	Turns   []Turn
	// Warnings say what was odd but could be read, in order of line.
	Warnings []Warning
	// Inferred tells that the file itself does not say who is who: roles are
	// guessed from what is said.
	Inferred bool
}

// Warning is something odd at a line of the source.
type Warning struct {
	Code string `json:"code"`           // what kind it is, in words joined by hyphens; the same in every version
	Line int    `json:"line,omitempty"` // 1-based; 0 when it is about the whole file
	Text string `json:"text"`
}

// Speaker is who has the floor.
type Speaker struct {
	Name  string
	Role  Role
	Title string // "Chief Financial Officer"
	Firm  string
}

// Turn is one speaker's unbroken stretch of the call.
type Turn struct {
	ID      string // id given by the source (JSONL), else ""
	Index   int    // position among the call's turns, from 0
	Section Section
	Speaker Speaker
	Text    string // paragraphs joined by "\n\n", page breaks healed
	Line    int    // of the speaker's name, 1-based; of the text where no name stands
	Places  Places
	Page    int               // of a PDF, from 1; 0 where the source has none
	Time    float64           // seconds from the start of the recording, where the source tells; else 0
	Extra   map[string]string // what a table or record tells besides, by its own names; nil for nothing

	// For turns of the company's people in the Q&A: who asked last, and what, the
	// asker's turns joined by "\n\n". Empty where nobody did.
	Asker     string
	AskerFirm string
	Question  string
	// Trivial marks greetings and bare acknowledgements ("Yes.", "Thank you, Tom."),
	// and, in the Q&A, housekeeping, questions read out and the call's last words:
	// they answer nothing and are left out of the statistics.
	Trivial bool
}

// IsScored tells whether the turn is scored: the executives' turns are, and
// what investor relations say in the Q&A to an analyst.
func (t *Turn) IsScored() bool {
	return t.Speaker.Role == Executive || t.Speaker.Role == InvestorRelations && t.Question != ""
}

// OfCompany tells whether one of the company's people speaks.
func (t *Turn) OfCompany() bool {
	return t.Speaker.Role == Executive || t.Speaker.Role == InvestorRelations
}

// Place is a position in the source file, 1-based; the column counts bytes.
type Place struct{ Line, Column int }

// Places maps byte offsets of a text to places of its source: a list of runs, in
// order of offset. Within a run text and source are the same bytes of one line.
type Places []Run

// Run says that the text from Offset on stands at Line and Column, until the
// next run; each byte of it takes Step bytes of the source.
type Run struct{ Offset, Line, Column, Step int32 }

// At gives the place of the byte at offset, as if the run went so far.
func (r Run) At(offset int) Place {
	return Place{int(r.Line), int(r.Column) + (offset-int(r.Offset))*int(r.Step)}
}

// At gives the place of the byte at offset. Without runs it is the zero Place.
func (p Places) At(offset int) Place {
	lo, hi := 0, len(p)
	for lo < hi {
		if mid := (lo + hi) / 2; int(p[mid].Offset) <= offset {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == 0 {
		return Place{}
	}
	return p[lo-1].At(offset)
}
