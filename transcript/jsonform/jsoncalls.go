package jsonform

import (
	"errors"
	"fmt"
	"iter"
	"strings"

	"candor/transcript/call"
	"candor/transcript/draft"
	"candor/transcript/people"
	"candor/transcript/source"
)

var errNoSpeeches = errors.New("JSON without a call: neither speeches with speaker and text, nor a transcript in a string")

// Read reads the JSON that publishers and interfaces give calls in: one
// call, or a list of them. It knows no publisher. Speeches are looked for
// wherever they stand, under any of the names that such things have.
func Read(src *source.Source) ([]*draft.Draft, error) {
	file := ValuesIn(src)
	if file == nil {
		return nil, draft.Mismatch("it does not begin as JSON does")
	}
	if len(file.Roots) == 0 {
		return nil, file.err
	}
	items := file.Roots
	if len(items) == 1 {
		items = recordsIn(items[0], wrappers)
	}
	if c, turns := isTurnTable(items); turns {
		drafts, err := rowsOf(src, c, items)
		return drafts, errors.Join(file.err, err)
	}
	var drafts []*draft.Draft
	var errs []error
	if file.lines && areSpeeches(file.Roots) {
		c := JsonCall{Draft: draft.New(src)}
		c.Described(file.Roots[0])
		c.speeches([]speechList{{items: file.Roots}})
		drafts, errs = c.drafts(drafts), append(errs, c.err)
	} else {
		for _, root := range file.Roots {
			for n := range callsIn(root) {
				c := JsonCall{Draft: draft.New(src)}
				c.read(n)
				drafts, errs = c.drafts(drafts), append(errs, c.err)
			}
		}
	}
	if len(drafts) == 0 {
		return nil, errors.Join(file.err, &call.Error{File: src.Name, Line: src.Line(file.Roots[0].from()), Err: errNoSpeeches})
	}
	nameCalls(drafts)
	return drafts, errors.Join(append(errs, file.err)...)
}

// nameCalls gives the calls of one file ids of their own.
func nameCalls(drafts []*draft.Draft) {
	if len(drafts) == 1 {
		return
	}
	base, seen := source.BaseName(drafts[0].Src.Name), map[string]int{}
	for _, d := range drafts {
		id := strings.Trim(d.Call.Ticker+"-"+d.Call.Period, "-")
		if d.Call.Period == "" {
			id = strings.TrimSuffix(base+"-"+d.Call.Date, "-")
		}
		if seen[id]++; seen[id] > 1 {
			id = fmt.Sprintf("%s-%d", id, seen[id])
		}
		d.Call.ID = id
	}
}

// Names of things, in lower-case letters and digits, most telling first.
var (
	speakerKeys = []string{"speaker", "speakername", "name", "participant", "participantname", "person", "personname", "author", "fullname", "speakerid", "speakerlabel", "speakertag"}
	nameKeys    = []string{"name", "fullname", "speakername", "personname", "speaker", "participant", "displayname", "label"}
	titleKeys   = []string{"title", "role", "position", "jobtitle", "speakertitle", "speakerrole", "designation", "type", "speakertype"}
	firmKeys    = []string{"company", "firm", "organization", "organisation", "affiliation", "companyname", "institution", "employer", "speakercompany"}
	textKeys    = []string{"speech", "text", "content", "transcript", "paragraphs", "sentences", "words", "statement", "utterance", "message",
		"remarks", "body", "sentence", "componenttext", "speechtext", "paragraph", "texts", "lines", "punctuatedword", "word"}
	sectionKeys = []string{"section", "session", "sectionname", "sectiontype", "part", "preorqa", "componenttype", "transcriptcomponenttypename"}
	askKeys     = []string{"question", "questiontext", "q"}
	answerKeys  = []string{"answer", "answers", "answertext", "response", "responses", "a"}
)

// callsIn yields the calls in a value: those of the first list of calls in it,
// or the value itself.
func callsIn(n node) iter.Seq[node] {
	return func(yield func(node) bool) {
		list := node{}
		if !describesCall(n) {
			list = callList(n, wrappers)
		}
		if !list.exists() {
			yield(n)
			return
		}
		for item := range list.items() {
			if !yield(item) {
				return
			}
		}
	}
}

// recordsIn gives the items of a list, or of the only list within an object.
func recordsIn(n node, depth int) []node {
	if n.isArray() {
		return collectItems(n)
	}
	var found []node
	lists := 0
	for _, v := range n.members() {
		if !v.isArray() && !(v.isObject() && depth > 0) {
			continue
		}
		if lists++; lists > 1 {
			return nil
		}
		found = recordsIn(v, depth-1)
	}
	return found
}

// wrappers is within how many objects what describes a call may stand.
const wrappers = 4

func callList(n node, depth int) node {
	for item := range n.items() {
		if describesCall(item) {
			return n
		}
		break
	}
	if depth > 0 {
		for _, v := range n.members() {
			if list := callList(v, depth-1); list.exists() {
				return list
			}
		}
	}
	return node{}
}

// describesCall tells an object that tells what call it is, and what was said,
// from a part of a call.
func describesCall(n node) bool {
	return n.get("symbol", "ticker", "quarter", "year", "fiscalyear", "date", "period", "event", "company", "title").exists() &&
		n.get("transcript", "content", "text", "body", "preparedremarks", "transcriptsplit", "speakers", "segments", "speeches").exists() &&
		!n.get(speakerKeys...).exists() && !n.get(sectionKeys...).exists() && !people.IsHeading(n.get("title").str())
}

// JsonCall is the reading of one call.
type JsonCall struct {
	*draft.Draft
	codes map[string]call.Speaker // who stands behind numbers and codes
	lists []speechList
	texts []jsonText

	err     error // of its records
	letters bool  // names of one letter are codes: there are more than Q and A
}

func (c *JsonCall) read(n node) {
	c.Described(n)
	c.codes = map[string]call.Speaker{}
	c.tables(n, wrappers)
	c.collect(n, "")
	if c.cutSpeeches(n, wrappers) {
		return
	}
	if lists := c.chosen(); len(lists) > 0 {
		c.speeches(lists)
		c.addSections(lists)
		if !c.saysMore() {
			c.compareWithTexts()
		}
	}
	if len(c.Call.Turns) == 0 {
		c.readStrings()
	}
}

// saysMore reads the call in the longest string instead, where the speeches are
// less than half of it: what a table of them leaves out would be lost.
func (c *JsonCall) saysMore() bool {
	spoken, longest := c.spoken(), jsonText{}
	for _, text := range c.texts {
		if longest.doc == nil || len(text.raw()) > len(longest.raw()) {
			longest = text
		}
	}
	if longest.doc == nil || 2*spoken > len(longest.raw()) {
		return false
	}
	whole := JsonCall{Draft: draft.New(c.Src)}
	if !whole.readText([]jsonText{longest}) || whole.spoken() < 2*spoken {
		return false
	}
	keep(&whole.Call, c.Call)
	whole.Roster = append(c.Roster, whole.Roster...)
	c.Draft = whole.Draft
	c.Warn(c.Src.Line(longest.from()), "little-of-text", "the speeches of the file are less than half of the text that it holds: the text is read")
	return true
}

// spoken is how many bytes of what was said are read.
func (c *JsonCall) spoken() int {
	n := 0
	for i := range c.Call.Turns {
		n += len(c.Call.Turns[i].Text)
	}
	return n
}

// drafts appends the call if anybody speaks in it.
func (c *JsonCall) drafts(to []*draft.Draft) []*draft.Draft {
	if len(c.Call.Turns) == 0 {
		return to
	}
	return append(to, c.Draft)
}
