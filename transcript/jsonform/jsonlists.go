package jsonform

import (
	"slices"
	"strings"
	"unicode"

	"candor/transcript/call"
	"candor/transcript/naming"
	"candor/transcript/people"
)

// jsonText is a string, or a list of strings, that may hold what was said.
type jsonText struct {
	node
	section call.Section
}

// shortestText is the least bytes of a string that may hold a call.
const shortestText = 40

func (c *JsonCall) addText(n node, section call.Section) {
	if len(n.raw()) >= shortestText || section != "" && n.isString() && people.NameColon(n.str()) > 0 {
		c.texts = append(c.texts, jsonText{n, section})
	}
}

// speechList is a list of speeches in the file.
type speechList struct {
	items   []node
	section call.Section
	size    int // in bytes
}

// collect finds the lists of speeches and the strings in n.
func (c *JsonCall) collect(n node, section call.Section) {
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
	if name := n.get(append(sectionKeys, "name", "title", "heading")...).str(); people.IsHeading(name) {
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
func (c *JsonCall) columns(n node, section call.Section) bool {
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
		b := c.Src.Builder()
		appendText(b, texts[i], "", "")
		c.Add(c.speakerIn(speakers[i]), section, speakers[i].from(), b)
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
		name := people.Parse(who.str()).Name
		return people.Plausible(name) && !slices.ContainsFunc(textKeys, func(key string) bool { return sameKey(name, key) })
	}
	return (hasKey(n, speakerKeys...) || speakerOf(n).exists()) && hasSpeech(n) && !people.IsHeading(n.get(speakerKeys...).str())
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
		if key == "words" || key == "sentences" || key == "sentence" {
			return text, " "
		}
		return text, "\n\n"
	}
	if elements := n.get("elements"); elements.isArray() {
		return elements, ""
	}
	if text := guessed(n); text.exists() {
		return text, " "
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
func sectionNamed(s string) call.Section {
	switch key := naming.Key(s); {
	case strings.HasPrefix(key, "qa"), strings.HasPrefix(key, "qanda"), strings.Contains(key, "question"), key == "discussion", key == "answer":
		return call.QA
	case strings.Contains(key, "prepared"), strings.Contains(key, "presentation"), strings.HasSuffix(key, "remarks"),
		strings.HasPrefix(key, "management") && strings.Contains(key, "discussion"), key == "introduction", key == "opening", key == "pre", key == "presenterspeech":
		return call.Prepared
	}
	return ""
}

// chosen leaves out lists that repeat others: many files have the call as a
// whole and in parts. The parts are better, for they tell the section.
func (c *JsonCall) chosen() []speechList {
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
	if 10*inParts < 9*inWholes {
		return distinct(c.lists)
	}
	return distinct(parts)
}

// once leaves out lists that say the same in more pieces: recognition of speech
// gives its words alone, too.
func once(lists []speechList) []speechList {
	byOpening := map[string]int{} // index in kept
	var kept []speechList
	for _, list := range lists {
		opening := list.opening()
		i, seen := byOpening[opening]
		switch {
		case !seen || opening == "":
			byOpening[opening] = len(kept)
			kept = append(kept, list)
		case len(list.items) < len(kept[i].items) && 2*list.letters() > kept[i].letters():
			kept[i] = list
		case 2*kept[i].letters() < list.letters():
			kept[i] = list
		}
	}
	return kept
}

// openingLetters is how many letters two lists have in common that are one.
const openingLetters = 200

// opening is what a list begins with, letters only.
func (l speechList) opening() string {
	var letters strings.Builder
	for _, item := range l.items {
		for _, r := range item.said() {
			if unicode.IsLetter(r) {
				letters.WriteRune(unicode.ToLower(r))
			}
		}
		if letters.Len() > openingLetters {
			return letters.String()[:openingLetters]
		}
	}
	return letters.String()
}

func (l speechList) letters() int {
	n := 0
	for _, item := range l.items {
		for _, r := range item.said() {
			if unicode.IsLetter(r) {
				n++
			}
		}
	}
	return n
}

// said is the text of a speech.
func (n node) said() string {
	text, separator := speechText(n)
	if !text.exists() {
		return ""
	}
	b := n.doc.src.Builder()
	appendText(b, text, separator, "")
	return string(b.Text)
}

// distinct leaves out the lists most of whose speeches stand in a longer one.
func distinct(lists []speechList) []speechList {
	if lists = once(lists); len(lists) < 2 {
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
