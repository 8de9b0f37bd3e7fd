package gate

// Config is what a .candor.yaml says. Make one with Parse: it checks what the
// types cannot.
type Config struct {
	Version     int                `json:"version" jsonschema:"required,enum=1" jsonschema_description:"Version of this file's format: 1."`
	Files       []string           `json:"files,omitempty" jsonschema_description:"Globs of the files that are gated when the command names none, relative to this file. ** stands for any number of folders."`
	Drafts      []string           `json:"drafts,omitempty" jsonschema_description:"Globs of files that are read as drafts even if they seem to name speakers. Markdown without speakers is read as a draft anyway."`
	Baseline    string             `json:"baseline,omitempty" jsonschema_description:"File of scores that max_increase and max_decrease compare with, relative to this file; written by candor gate --update-baseline. Default: .candor-baseline.jsonl."`
	FailOn      FailOn             `json:"fail_on,omitempty" jsonschema_description:"What makes the gate fail: error (the default), warning (either), or never."`
	MaxWarnings *int               `json:"max_warnings,omitempty" jsonschema:"minimum=0" jsonschema_description:"How many warnings are allowed before they make the gate fail; by default any number."`
	Tolerance   map[string]float64 `json:"tolerance,omitempty" jsonschema_description:"For --golden: how far a metric of an answer may move before it counts as drift. By default 0.01 for sentiment and specificity, and nothing for what is counted."`
	Suggestions map[string]string  `json:"suggestions,omitempty" jsonschema_description:"What findings say is to be done about a cue, a category of hedge, deflection or one of its kinds, by its name, in place of the lexicon's words."`
	Rules       []Rule             `json:"rules,omitempty" jsonschema_description:"The rules, each either a limit on a metric or a list of what must not be said."`

	file   string
	places places
	cues   []string // ids that the lexicon knows
	// suggestions say what to do about a cue, a category or a kind of deflection.
	suggestions map[string]string
}

// Rule is a limit on a metric (Metric), or cues that must not occur (Forbid,
// ForbidCategories).
type Rule struct {
	ID               string   `json:"id" jsonschema:"required,pattern=^[A-Za-z0-9][A-Za-z0-9._-]*$" jsonschema_description:"Name of the rule, as findings and candor:allow comments call it: letters, digits, . _ and -."`
	Metric           string   `json:"metric,omitempty" jsonschema_description:"What is measured."`
	Scope            Scope    `json:"scope,omitempty" jsonschema_description:"Over what the metric is taken, within one call: the call (the default), each speaker, topic, section or role, or each answer on its own."`
	Where            *Where   `json:"where,omitempty" jsonschema_description:"Which answers are measured."`
	Files            []string `json:"files,omitempty" jsonschema_description:"Globs of the files that the rule is for, relative to this file. Default: all."`
	Max              *Limit   `json:"max,omitempty" jsonschema_description:"The rule fails above it: a number in the metric's unit, or a percentile of the norms as in p95, of groups as large (candor norms)."`
	Min              *Limit   `json:"min,omitempty" jsonschema_description:"The rule fails below it: a number, or a percentile of the norms as in p5."`
	MaxIncrease      *Change  `json:"max_increase,omitempty" jsonschema_description:"The rule fails when the metric is higher than in the baseline by more than this: a number in the metric's unit, or a share of the baseline's value as in 20%."`
	MaxDecrease      *Change  `json:"max_decrease,omitempty" jsonschema_description:"The rule fails when the metric is lower than in the baseline by more than this: a number, or a share as in 20%."`
	Significant      bool     `json:"significant,omitempty" jsonschema_description:"With max_increase or max_decrease: fail only when the change is also statistically significant (p at most 0.05, corrected for the number of tests of the run)."`
	MinAnswers       int      `json:"min_answers,omitempty" jsonschema:"minimum=0" jsonschema_description:"With fewer answers than this the rule is skipped, with a note."`
	Forbid           []string `json:"forbid,omitempty" jsonschema_description:"Cues that must not occur, by the id that findings show, as in dont-hold-me-to-it."`
	ForbidCategories []string `json:"forbid_categories,omitempty" jsonschema_description:"Categories of hedge of which no cue must occur, or deflection."`
	Severity         Severity `json:"severity,omitempty" jsonschema_description:"error (the default) or warning."`
	Message          string   `json:"message,omitempty" jsonschema_description:"What findings say first, before the numbers."`
	Suggest          string   `json:"suggest,omitempty" jsonschema_description:"What findings say is to be done, where what they point at is no cue with words of its own."`

	index int // among the rules, from 0
}

// Where narrows a rule to some answers. All of what is given must hold; of each
// list one entry.
type Where struct {
	Speakers []string `json:"speakers,omitempty" jsonschema_description:"Speakers' names."`
	Roles    []string `json:"roles,omitempty" jsonschema_description:"CEO, CFO, COO, CTO, or executive for the others."`
	Topics   []string `json:"topics,omitempty" jsonschema_description:"Topics of the answer; its first topic counts."`
	MinWords int      `json:"min_words,omitempty" jsonschema:"minimum=0" jsonschema_description:"Answers of fewer words are left out."`
	Sections []string `json:"sections,omitempty" jsonschema_description:"qa, prepared, draft. Default: qa and draft, and with scope section all three."`
}

// Scope is what one value of a metric is taken over.
type Scope string

// All scopes but ScopeCall divide a call further.
const (
	ScopeCall    Scope = "call"
	ScopeSpeaker Scope = "speaker"
	ScopeTopic   Scope = "topic"
	ScopeSection Scope = "section"
	ScopeRole    Scope = "role"
	ScopeAnswer  Scope = "answer"
)

// Severity is how bad it is to break a rule.
type Severity string

// The severities.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// FailOn is what makes a gate fail.
type FailOn string

// The policies. FailOnWarning fails on errors too.
const (
	FailOnError   FailOn = "error"
	FailOnWarning FailOn = "warning"
	FailNever     FailOn = "never"
)

var (
	scopes     = []string{string(ScopeCall), string(ScopeSpeaker), string(ScopeTopic), string(ScopeSection), string(ScopeRole), string(ScopeAnswer)}
	severities = []string{string(Error), string(Warning)}
	failOns    = []string{string(FailOnError), string(FailOnWarning), string(FailNever)}
	sections   = []string{"qa", "prepared", "draft"}
)

// Change is an allowed change: a plain number in the metric's unit, or a share
// of the baseline's value.
type Change struct {
	Amount  float64 // 20 for "20%"
	Percent bool
}

// DefaultBaseline is the baseline's file where the configuration names none.
const DefaultBaseline = ".candor-baseline.jsonl"

// forbids says whether the rule is about cues that must not occur.
func (r *Rule) forbids() bool { return len(r.Forbid)+len(r.ForbidCategories) > 0 }

// compares says whether the rule needs a baseline.
func (r *Rule) compares() bool { return r.MaxIncrease != nil || r.MaxDecrease != nil }

// NeedsBaseline says whether a rule compares with a baseline.
func (c *Config) NeedsBaseline() bool {
	for i := range c.Rules {
		if c.Rules[i].compares() {
			return true
		}
	}
	return false
}
