package call

// WrittenMark begins the line on which candor convert writes, below the call's
// id, what is known of the call. The whole looks, as Markdown and as text, like
//
//	# acme-2024-q3                                     acme-2024-q3
//
//	*Transcript written by candor convert*             Transcript written by candor convert
//
//	## Questions and answers                           == Questions and answers ==
//
//	**Bo Ray** (analyst; firm: First Bank)             Bo Ray (analyst; firm: First Bank):
//
//	What of margins?                                     What of margins?
//
// and tells everything: a name's label holds the role, the marks below, title
// and firm. Each turn of the company's people answers what was asked last.
const WrittenMark = "Transcript written by candor convert"

// The marks of labels.
const (
	WrittenTrivial   = "trivial"          // Turn.Trivial
	WrittenContinued = "continued"        // an analyst's turn that belongs to the question before it
	WrittenReads     = "reads a question" // the words are a question that somebody sent in
	WrittenUnasked   = "unasked"          // answers nothing, though something was asked
)

// WrittenNameless is written for who has no name.
const WrittenNameless = "(not named)"

// WrittenIndent stands before each line of what is said in text.
const WrittenIndent = "  "

// WrittenSections are the headings of sections.
var WrittenSections = map[Section]string{Prepared: "Prepared remarks", QA: "Questions and answers", Draft: "Draft"}
