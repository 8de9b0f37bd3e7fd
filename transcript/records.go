package transcript

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
)

// looksLikeRecords recognises JSON Lines, and a JSON array, of answers.
func looksLikeRecords(src *source) bool {
	body := src.trim(0, len(src.text))
	text := src.text[body.from:body.to]
	if text[0] != '{' && text[0] != '[' {
		return false
	}
	switch strings.ToLower(filepath.Ext(src.name)) {
	case ".jsonl", ".ndjson":
		return true
	}
	if text[0] == '[' {
		root, err := parseJSON(src, body.from, body.to)
		return err == nil && len(root.items) > 0 && root.items[0].get("text").isString() && root.items[0].get("start") == nil
	}
	first, rest, found := strings.Cut(text, "\n")
	if json.Valid([]byte(first)) {
		return found && strings.TrimSpace(rest) != "" || hasText(src, body.from, body.from+len(first))
	}
	return found && strings.HasPrefix(rest, "{") || !found && strings.Contains(first, `"text"`) && !json.Valid([]byte(text))
}

func hasText(src *source, from, to int) bool {
	n, err := parseJSON(src, from, to)
	return err == nil && n.get("text").isString() && n.get("speaker_sections") == nil
}

// readRecords reads answers, one JSON object a line (or an array of them): as
// `candor score --format jsonl` writes them, or with nothing but "text". Records
// with the same call make one Call, in order of appearance.
func readRecords(src *source) ([]*draft, error) {
	if !looksLikeRecords(src) {
		return nil, mismatch("no objects with \"text\", one a line or in an array")
	}
	r := records{src: src, byID: map[string]*draft{}}
	body := src.trim(0, len(src.text))
	if src.text[body.from] == '[' {
		root, err := parseJSON(src, body.from, body.to)
		if err != nil {
			return nil, err
		}
		for _, item := range root.items {
			r.add(item)
		}
	} else {
		for line := range src.all() {
			if line.from == line.to {
				continue
			}
			n, err := parseJSON(src, line.from, line.to)
			if err != nil {
				r.errs = append(r.errs, err)
				continue
			}
			r.add(n)
		}
	}
	return r.drafts, errors.Join(r.errs...)
}

type records struct {
	src    *source
	drafts []*draft
	byID   map[string]*draft
	errs   []error
}

func (r *records) add(n *node) {
	t, err := r.turn(n)
	if err != nil {
		r.errs = append(r.errs, &Error{r.src.name, r.src.line(n.from), err})
		return
	}
	c := &r.draft(n.get("call")).call
	if index, ok := n.get("index").whole(); ok && index >= 0 {
		t.Index = index
	} else {
		t.Index = len(c.Turns)
	}
	c.Turns = append(c.Turns, t)
}

// draft finds or makes the call that a record names by a string or an object.
func (r *records) draft(n *node) *draft {
	id := n.get("id").str()
	if n.isString() {
		id = n.str()
	}
	if id == "" {
		id = baseName(r.src.name)
	}
	if d := r.byID[id]; d != nil {
		return d
	}
	d := &draft{src: r.src, told: true, call: Call{
		ID:      id,
		Company: n.get("company").str(),
		Ticker:  n.get("ticker").str(),
		Period:  n.get("period").str(),
		Date:    n.get("date").str(),
	}}
	r.byID[id] = d
	r.drafts = append(r.drafts, d)
	return d
}

// stringFields are the fields that must be strings where they are present.
var stringFields = [...]string{"speaker", "role", "question", "asker", "asker_firm", "section", "title", "firm"}

func (r *records) turn(n *node) (Turn, error) {
	if n.kind() != "an object" {
		return Turn{}, fmt.Errorf("a record must be an object, not %s", n.kind())
	}
	text := n.get("text")
	switch {
	case text == nil:
		return Turn{}, errors.New(`the record has no "text"`)
	case !text.isString():
		return Turn{}, fmt.Errorf(`"text" must be a string, not %s`, text.kind())
	}
	for _, key := range stringFields {
		if f := n.get(key); f != nil && !f.isString() && f.kind() != "null" {
			return Turn{}, fmt.Errorf("%q must be a string, not %s", key, f.kind())
		}
	}
	b := r.src.builder()
	text.copyTo(b)
	t := Turn{
		ID:        n.get("id").str(),
		Section:   Section(n.get("section").str()),
		Speaker:   Speaker{n.get("speaker").str(), Role(n.get("role").str()), n.get("title").str(), n.get("firm").str()},
		Text:      string(b.text),
		Line:      r.src.line(n.from),
		Places:    b.runs,
		Asker:     n.get("asker").str(),
		AskerFirm: n.get("asker_firm").str(),
		Question:  n.get("question").str(),
	}
	if strings.TrimSpace(t.Text) == "" {
		return Turn{}, errors.New(`"text" is empty`)
	}
	if err := t.defaults(); err != nil {
		return Turn{}, err
	}
	if trivial := n.get("trivial"); trivial != nil {
		t.Trivial = trivial.isTrue()
	} else {
		t.Trivial = t.isTrivial(t.Question)
	}
	return t, nil
}

// defaults fills in what a record need not say: it is an executive's answer.
func (t *Turn) defaults() error {
	switch t.Section {
	case "":
		t.Section = QA
	case QA, Prepared:
	default:
		return fmt.Errorf("section %q is neither %q nor %q", t.Section, Prepared, QA)
	}
	switch role := roleByDescription(Speaker{Name: string(t.Speaker.Role)}); {
	case t.Speaker.Role == "":
		t.Speaker.Role = Executive
	case t.Speaker.Role == Unknown, t.Speaker.Role == InvestorRelations:
	case role != "":
		t.Speaker.Role = role
	default:
		return fmt.Errorf("role %q is none of executive, analyst, operator, investor_relations, unknown", t.Speaker.Role)
	}
	return nil
}
