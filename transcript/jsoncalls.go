package transcript

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
)

var errNoSpeeches = errors.New("JSON without a call: neither speeches with speaker and text, nor a transcript in a string")

// readJSON reads the JSON that publishers and interfaces give calls in: one
// call, or a list of them. It knows no publisher. Speeches are looked for
// wherever they stand, under any of the names that such things have.
func readJSON(src *source) ([]*draft, error) {
	file := src.json()
	if file == nil {
		return nil, mismatch("it does not begin as JSON does")
	}
	if len(file.roots) == 0 {
		return nil, file.err
	}
	var drafts []*draft
	if file.lines && areSpeeches(file.roots) {
		c := jsonCall{draft: newDraft(src)}
		c.described(file.roots[0])
		c.speeches([]speechList{{items: file.roots}})
		drafts = c.drafts(drafts)
	} else {
		for _, root := range file.roots {
			for n := range callsIn(root) {
				c := jsonCall{draft: newDraft(src)}
				c.read(n)
				drafts = c.drafts(drafts)
			}
		}
	}
	if len(drafts) == 0 {
		return nil, errors.Join(file.err, &Error{src.name, src.line(file.roots[0].from()), errNoSpeeches})
	}
	nameCalls(drafts)
	return drafts, file.err
}

// nameCalls gives the calls of one file ids of their own.
func nameCalls(drafts []*draft) {
	if len(drafts) == 1 {
		return
	}
	base, seen := baseName(drafts[0].src.name), map[string]int{}
	for _, d := range drafts {
		id := strings.Trim(d.call.Ticker+"-"+d.call.Period, "-")
		if d.call.Period == "" {
			id = strings.TrimSuffix(base+"-"+d.call.Date, "-")
		}
		if seen[id]++; seen[id] > 1 {
			id = fmt.Sprintf("%s-%d", id, seen[id])
		}
		d.call.ID = id
	}
}

// Names of things, in lower-case letters and digits, most telling first.
var (
	speakerKeys = []string{"speaker", "speakername", "name", "participant", "participantname", "person", "personname", "author", "fullname"}
	nameKeys    = []string{"name", "fullname", "speakername", "personname", "speaker", "participant"}
	titleKeys   = []string{"title", "role", "position", "jobtitle", "speakertitle", "speakerrole", "designation", "type", "speakertype"}
	firmKeys    = []string{"company", "firm", "organization", "organisation", "affiliation", "companyname", "institution", "employer", "speakercompany"}
	textKeys    = []string{"speech", "text", "content", "transcript", "paragraphs", "sentences", "words", "statement", "utterance", "message",
		"remarks", "body", "componenttext", "speechtext", "paragraph", "texts", "lines", "punctuatedword", "word"}
	sectionKeys = []string{"section", "session", "sectionname", "sectiontype", "part"}
	askKeys     = []string{"question", "questiontext", "q"}
	answerKeys  = []string{"answer", "answers", "answertext", "response", "responses", "a"}
)

// callsIn yields the calls in a value: those of the first list of calls in it,
// or the value itself.
func callsIn(n node) iter.Seq[node] {
	return func(yield func(node) bool) {
		list := callList(n, wrappers)
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
		n.get("transcript", "content", "text", "body", "preparedremarks", "transcriptsplit", "speakers", "segments", "speeches", "data").exists() &&
		!n.get(speakerKeys...).exists() && !n.get(sectionKeys...).exists()
}

// jsonCall is the reading of one call.
type jsonCall struct {
	*draft
	codes map[string]Speaker // who stands behind numbers and codes
	lists []speechList
	texts []jsonText
}

// jsonText is a string, or a list of strings, that may hold what was said.
type jsonText struct {
	node
	section Section
}

// shortestText is the least bytes of a string that may hold a call.
const shortestText = 40

func (c *jsonCall) addText(n node, section Section) {
	if len(n.raw()) >= shortestText {
		c.texts = append(c.texts, jsonText{n, section})
	}
}

// speechList is a list of speeches in the file.
type speechList struct {
	items   []node
	section Section
	size    int // in bytes
}

func (c *jsonCall) read(n node) {
	c.described(n)
	c.codes = map[string]Speaker{}
	c.tables(n, wrappers)
	c.collect(n, "")
	if c.cutSpeeches(n, wrappers) {
		return
	}
	if lists := c.chosen(); len(lists) > 0 {
		c.speeches(lists)
		c.addSections(lists)
		c.compareWithTexts()
	}
	if len(c.call.Turns) == 0 {
		c.readStrings()
	}
}

// drafts appends the call if anybody speaks in it.
func (c *jsonCall) drafts(to []*draft) []*draft {
	if len(c.call.Turns) == 0 {
		return to
	}
	return append(to, c.draft)
}

// collect finds the lists of speeches and the strings in n.
func (c *jsonCall) collect(n node, section Section) {
	switch {
	case n.isString():
		c.addText(n, section)
		return
	case n.isArray():
		switch head := firstItems(n); {
		case areSpeeches(head):
			c.lists = append(c.lists, speechList{collectItems(n), section, len(n.raw())})
		case areStrings(n):
			c.addText(n, section)
		default:
			for item := range n.items() {
				c.collect(item, section)
			}
		}
		return
	case !n.isObject() || c.columns(n, section):
		return
	}
	if head := firstItems(n); len(head) > 1 && areSpeeches(head) {
		c.lists = append(c.lists, speechList{collectItems(n), section, len(n.raw())}) // under numbers
		return
	}
	if name := n.get(append(sectionKeys, "name", "title", "heading")...).str(); isHeading(name) {
		section = sectionNamed(name)
	}
	for key, v := range n.members() {
		within := section
		if s := sectionNamed(key); s != "" {
			within = s
		}
		c.collect(v, within)
	}
}

// collectItems gives the items of an array, or the values of an object.
func collectItems(n node) []node {
	var items []node
	for item := range n.items() {
		items = append(items, item)
	}
	for _, v := range n.members() {
		items = append(items, v)
	}
	return items
}

// probe is how many items of a list are looked at to see what it is.
const probe = 12

// columns reads a table by columns: {"speaker": ["Jane Doe", ...], "text": ["Thank you.", ...]}.
func (c *jsonCall) columns(n node, section Section) bool {
	speakers, texts := collectItems(n.get(speakerKeys...)), collectItems(n.get(textKeys...))
	if len(speakers) < 2 || len(speakers) != len(texts) {
		return false
	}
	for i := range speakers {
		if !speakers[i].isString() || !texts[i].isString() {
			return false
		}
	}
	for i := range speakers {
		b := c.src.builder()
		appendText(b, texts[i], "", "")
		c.add(c.speakerIn(speakers[i]), section, speakers[i].from(), b)
	}
	return true
}

// firstItems are the first of collectItems.
func firstItems(n node) []node {
	var items []node
	for item := range n.items() {
		if items = append(items, item); len(items) == probe {
			return items
		}
	}
	for _, v := range n.members() {
		if items = append(items, v); len(items) == probe {
			return items
		}
	}
	return items
}

func areSpeeches(items []node) bool {
	n, speeches := min(len(items), probe), 0
	for _, item := range items[:n] {
		if isSpeech(item) {
			speeches++
		}
	}
	return speeches > 0 && 2*speeches >= n
}

func isSpeech(n node) bool {
	if n.get(askKeys...).exists() && n.get(answerKeys...).exists() {
		return true
	}
	if who, text := pairOf(n); text.exists() {
		name := parseSpeaker(who.str()).Name
		return plausibleName(name) && !slices.ContainsFunc(textKeys, func(key string) bool { return sameKey(name, key) })
	}
	return hasKey(n, speakerKeys...) && hasSpeech(n) && !isHeading(n.get(speakerKeys...).str())
}

// pairOf reads a speech that is no more than a name and a text: ["Jane Doe",
// "Thank you."] or {"Jane Doe": "Thank you."}.
func pairOf(n node) (who, text node) {
	if !n.isArray() && !n.isObject() {
		return node{}, node{}
	}
	var both [2]node
	i := 0
	for v := range n.within {
		if i == len(both) || !v.isString() {
			return node{}, node{}
		}
		both[i] = v
		i++
	}
	return both[0], both[1]
}

// speechText is what is said in a speech: a string, or a list of paragraphs,
// sentences or words; a list of speeches is not.
func speechText(n node) (text node, separator string) {
	if n.isArray() {
		_, text := pairOf(n)
		return text, "\n\n"
	}
	for _, key := range textKeys {
		text := n.get(key)
		if !text.exists() {
			continue
		}
		for item := range text.items() {
			if hasKey(item, speakerKeys...) {
				return node{}, ""
			}
			break
		}
		if key == "words" || key == "sentences" {
			return text, " "
		}
		return text, "\n\n"
	}
	if _, text := pairOf(n); text.exists() {
		return text, "\n\n"
	}
	return node{}, ""
}

// words is what is said in a speech as the source writes it.
func (n node) words() string {
	text, _ := speechText(n)
	if !text.exists() {
		return ""
	}
	return text.raw()
}

func hasSpeech(n node) bool {
	text, _ := speechText(n)
	return text.exists()
}

// hasKey tells whether an object has one of the keys, even as null: somebody
// speaks, nobody knows who.
func hasKey(n node, keys ...string) bool {
	for k := range n.members() {
		for _, key := range keys {
			if sameKey(k, key) {
				return true
			}
		}
	}
	return false
}

func areStrings(n node) bool {
	some := false
	for item := range n.items() {
		if !item.isString() {
			return false
		}
		some = true
	}
	return some
}

// sectionNamed reads a section's name, of a key or a value: "q_and_a", "Q&A
// session", "questions and answers", "prepared remarks", "presentation".
func sectionNamed(s string) Section {
	switch key := nameKey(s); {
	case strings.HasPrefix(key, "qa"), strings.HasPrefix(key, "qanda"), strings.Contains(key, "question"), key == "discussion":
		return QA
	case strings.Contains(key, "prepared"), strings.Contains(key, "presentation"), strings.HasSuffix(key, "remarks"),
		strings.HasPrefix(key, "managementdiscussion"), key == "introduction", key == "opening":
		return Prepared
	}
	return ""
}

// chosen leaves out lists that repeat others: many files have the call as a
// whole and in parts. The parts are better, for they tell the section.
func (c *jsonCall) chosen() []speechList {
	var parts []speechList
	inParts, inWholes := 0, 0
	for _, list := range c.lists {
		if list.section != "" {
			parts = append(parts, list)
			inParts += list.size
		} else {
			inWholes += list.size
		}
	}
	switch {
	case len(parts) == 0, 10*inParts < 9*inWholes:
		return distinct(c.lists)
	}
	return distinct(parts)
}

// distinct leaves out the lists most of whose speeches stand in a longer one.
func distinct(lists []speechList) []speechList {
	if len(lists) < 2 {
		return lists
	}
	bySize := make([]int, len(lists))
	for i := range bySize {
		bySize[i] = i
	}
	slices.SortStableFunc(bySize, func(a, b int) int { return lists[b].size - lists[a].size })
	seen := map[string]bool{}
	kept := make([]bool, len(lists))
	for _, i := range bySize {
		known := 0
		for _, item := range lists[i].items {
			if seen[item.words()] {
				known++
			}
		}
		if kept[i] = 2*known < len(lists[i].items); kept[i] {
			for _, item := range lists[i].items {
				seen[item.words()] = true
			}
		}
	}
	var result []speechList
	for i, list := range lists {
		if kept[i] {
			result = append(result, list)
		}
	}
	return result
}
