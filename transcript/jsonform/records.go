package jsonform

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"candor/transcript/call"
	"candor/transcript/draft"
	"candor/transcript/infer"
	"candor/transcript/people"
	"candor/transcript/source"
)

// recordKeys are what only answers have, and not the speeches of a call.
var recordKeys = []string{"question", "asker", "askerfirm", "call", "trivial", "hedges"}

// areRecords tells answers from the speeches of a call: they have a text, and
// are told to answer something, or by whom they are is not told, or told only
// where one name says as little as another.
func areRecords(items []node, lines bool) bool {
	texts, nameless, speeches := 0, 0, 0
	names := map[string]bool{}
	for _, n := range items[:min(len(items), probe)] {
		if !n.get("text").isString() || n.get("start", "speakersections").exists() {
			continue
		}
		texts++
		for _, key := range recordKeys {
			if hasKey(n, key) {
				return true
			}
		}
		if len(items) == 1 && hasKey(n, "speaker") {
			return true // one speech is no call
		}
		if n.get("speaker").isObject() {
			speeches++
			continue
		}
		name := n.get("speaker").str()
		names[name] = true
		if name == "" {
			nameless++
		}
		if call.RoleNamed(name) != "" || n.get(sectionKeys...).exists() || hasKey(n, "title", "company", "firm") {
			speeches++
		}
	}
	if texts == 1 && len(items) == 1 && (isCall(items[0]) || items[0].get("segments", "words", "chunks", "utterances").isArray()) {
		return false
	}
	return texts > 0 && (nameless > 0 || speeches == 0 && (lines || len(names) < 2))
}

// isCall tells whether several people speak in an object.
func isCall(n node) bool {
	c := JsonCall{Draft: draft.New(n.doc.src)}
	c.read(n)
	return len(c.Call.Turns) > 1
}

// ReadRecords reads answers, one JSON object a line (or an array of them): as
// `candor score --format jsonl` writes them, or with nothing but "text". Records
// with the same call make one Call, in order of appearance.
func ReadRecords(src *source.Source) ([]*draft.Draft, error) {
	file := ValuesIn(src)
	if file == nil {
		return nil, draft.Mismatch("it does not begin as JSON does")
	}
	items := file.Roots
	if len(items) == 1 && items[0].isArray() {
		items = collectItems(items[0])
	}
	if _, turns := isTurnTable(items); !src.Forced && (turns || !areRecords(items, file.lines)) {
		return nil, draft.Mismatch("no objects with \"text\", one a line or in an array")
	}
	r := records{src: src, byID: map[string]*draft.Draft{}, ids: recordIDs{}}
	for _, item := range items {
		r.add(item)
	}
	err := errors.Join(file.err, r.errs.join(src.Name))
	if err == nil && len(r.drafts) == 0 {
		return nil, draft.Mismatch("it holds no answers")
	}
	return r.drafts, err
}

type records struct {
	src    *source.Source
	drafts []*draft.Draft
	byID   map[string]*draft.Draft
	errs   lineErrors
	ids    recordIDs
}

// recordIDs are the ids of a file's records, with their lines.
type recordIDs map[string]int

// once keeps an id; a second one of the same kind is an error.
func (ids recordIDs) once(id string, line int) error {
	if before, twice := ids[id]; twice && id != "" {
		return fmt.Errorf("the id %q stands on line %d, too: each record needs one of its own", id, before)
	}
	ids[id] = line
	return nil
}

func (r *records) add(n node) {
	t, err := r.turn(n)
	if err != nil {
		r.errs.add(&call.Error{File: r.src.Name, Line: r.src.Line(n.from()), Err: err})
		return
	}
	d := r.draft(n.get("call"))
	if err := r.ids.once(t.ID, r.src.Line(n.from())); err != nil {
		r.errs.add(&call.Error{File: r.src.Name, Line: r.src.Line(n.from()), Err: err})
		return
	}
	d.Paired = d.Paired || t.Speaker.Role != call.Analyst && t.Speaker.Role != call.Operator && n.get("question").exists()
	c := &d.Call
	if index, ok := n.get("index").whole(); ok && index >= 0 {
		t.Index = index
	} else {
		t.Index = len(c.Turns)
	}
	c.Turns = append(c.Turns, t)
}

// draft finds or makes the call that a record names by a string or an object.
func (r *records) draft(n node) *draft.Draft {
	id := n.get("id").str()
	if n.isString() {
		id = n.str()
	}
	if id == "" {
		id = source.BaseName(r.src.Name)
	}
	if d := r.byID[id]; d != nil {
		return d
	}
	d := &draft.Draft{Src: r.src, Told: true, Call: call.Call{
		ID:      id,
		Company: n.get("company").str(),
		Ticker:  n.get("ticker").str(),
		Period:  n.get("period").str(),
		Date:    n.get("date").str(),

		Inferred: n.get("inferred").isTrue(),
	}}
	for w := range n.get("warnings").items() {
		line, _ := w.get("line").whole() // 0 where it is none
		d.Warn(line, w.get("code").str(), w.get("text").str())
	}
	r.byID[id] = d
	r.drafts = append(r.drafts, d)
	return d
}

// stringFields are the fields that must be strings where they are present.
var stringFields = [...]string{"speaker", "role", "question", "asker", "asker_firm", "section", "title", "firm"}

func (r *records) turn(n node) (call.Turn, error) {
	if n.kind() != "an object" {
		return call.Turn{}, fmt.Errorf("a record must be an object, not %s", n.kind())
	}
	text := n.get("text")
	switch {
	case !text.exists():
		return call.Turn{}, errors.New(`the record has no "text"`)
	case !text.isString():
		return call.Turn{}, fmt.Errorf(`"text" must be a string, not %s`, text.kind())
	}
	for _, key := range stringFields {
		if f := n.get(strings.ReplaceAll(key, "_", "")); f.exists() && !f.isString() && f.kind() != "null" {
			return call.Turn{}, fmt.Errorf("%q must be a string, not %s", key, f.kind())
		}
	}
	b := r.src.Builder()
	text.copyTo(b, 0)
	t := call.Turn{
		ID:        n.get("id").str(),
		Section:   call.Section(n.get("section").str()),
		Speaker:   call.Speaker{Name: n.get("speaker").str(), Role: call.Role(n.get("role").str()), Title: n.get("title").str(), Firm: n.get("firm").str()},
		Text:      string(b.Text),
		Line:      r.src.Line(n.from()),
		Places:    b.Runs,
		Asker:     n.get("asker").str(),
		AskerFirm: n.get("askerfirm").str(),
		Question:  n.get("question").str(),
		Extra:     extraOf(n),
	}
	t.Page, _ = n.get("page").whole()                       // 0 where it is none
	t.Time, _ = strconv.ParseFloat(n.get("time").str(), 64) // the same
	if strings.TrimSpace(t.Text) == "" {
		return call.Turn{}, errors.New(`"text" is empty`)
	}
	if err := fillTurn(&t); err != nil {
		return call.Turn{}, err
	}
	if trivial := n.get("trivial"); trivial.exists() {
		t.Trivial = trivial.isTrue()
	} else {
		t.Trivial = infer.IsTrivial(&t, t.Question)
	}
	return t, nil
}

// recordFields are the fields that records have, in lower-case letters and digits.
var recordFields = strings.Fields(`id call index section speaker role title firm asker askerfirm question text line page time words trivial procedure
	sentiment othersentiments sentences specificity hedgestrength shieldsper100words approximatorsper100words hedges deflections directness topics versions extra numericshare complexity questionsentiment`)

// extraOf gives what a record tells besides: under "extra", and in fields of one
// value that records do not have.
func extraOf(n node) map[string]string {
	extra := map[string]string{}
	for name, v := range n.get("extra").members() {
		extra[name] = v.str()
	}
	for name, v := range n.members() {
		if value := v.str(); value != "" && !slices.ContainsFunc(recordFields, func(field string) bool { return sameKey(name, field) }) {
			extra[name] = value
		}
	}
	if len(extra) == 0 {
		return nil
	}
	return extra
}

// fillTurn fills in what a record need not say: it is an executive's answer.
func fillTurn(t *call.Turn) error {
	switch t.Section {
	case "":
		t.Section = call.QA
	case call.QA, call.Prepared:
	default:
		return fmt.Errorf("section %q is neither %q nor %q", t.Section, call.Prepared, call.QA)
	}
	switch role := people.RoleOf(call.Speaker{Name: string(t.Speaker.Role)}); {
	case t.Speaker.Role == "":
		t.Speaker.Role = call.Executive
	case t.Speaker.Role == call.Unknown, t.Speaker.Role == call.InvestorRelations:
	case role != "":
		t.Speaker.Role = role
	default:
		return fmt.Errorf("role %q is none of executive, analyst, operator, investor_relations, unknown", t.Speaker.Role)
	}
	return nil
}
