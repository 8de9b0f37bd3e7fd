package jsonform

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"candor/transcript/call"
	"candor/transcript/captions"
	"candor/transcript/naming"
	"candor/transcript/people"
	"candor/transcript/source"
)

// speeches appends the turns of the lists, in order.
func (c *JsonCall) speeches(lists []speechList) {
	items := 0
	for _, list := range lists {
		items += len(list.items)
	}
	c.Call.Turns = make([]call.Turn, 0, items)
	alone := 0 // pieces without a speaker
	for _, list := range lists {
		c.idsOnce(list.items)
		c.letters = areLetters(list.items)
		pieces := speechPieces{call: c, unit: unitOf(list.items)}
		for _, item := range list.items {
			section := list.section
			if s := sectionOf(item); s != "" {
				section = s
			}
			if ask, answer := item.get(askKeys...), item.get(answerKeys...); ask.exists() && answer.exists() {
				c.asked(item, ask, answer)
				continue
			}
			s := c.speaker(item)
			if s == (call.Speaker{}) && startOf(item).exists() && !isMark(item) {
				if alone++; alone == 1 {
					defer func() {
						c.Warn(c.Src.Line(item.from()), "pieces-without-speaker", fmt.Sprintf("%d pieces have no speaker and are read as those of the one before", alone))
					}()
				}
				if s = (call.Speaker{Name: "Unknown Speaker"}); pieces.text != nil {
					s, section = pieces.speaker, pieces.section
				}
			}
			pieces.add(s, section, item)
		}
		pieces.flush()
	}
	c.settleFirms()
}

// sectionOf is the section that a speech tells, or the first sentence of it.
func sectionOf(item node) call.Section {
	if s := sectionNamed(item.get(sectionKeys...).str()); s != "" {
		return s
	}
	text, _ := speechText(item)
	for sentence := range text.items() {
		return sectionNamed(sentence.get(sectionKeys...).str())
	}
	return ""
}

// areLetters tells whether the speakers are letters, as recognition of speech
// calls them, of which Q and A are none then.
func areLetters(items []node) bool {
	for _, item := range items {
		if isLetterCode(item.get(speakerKeys...).str()) {
			return true
		}
	}
	return false
}

// isLetterCode recognises a letter that is no abbreviation of question or answer.
func isLetterCode(name string) bool {
	return len(name) == 1 && 'B' <= name[0] && name[0] <= 'Z' && name != "Q"
}

// startKeysOfPiece name when a piece begins.
var startKeysOfPiece = []string{"start", "starttime", "timestamp", "offsetinticks"}

// startOf is when a piece begins.
func startOf(item node) node {
	if start := item.get(startKeysOfPiece...); start.exists() {
		return start
	}
	text, _ := speechText(item)
	for sentence := range text.items() {
		return sentence.get(startKeysOfPiece...)
	}
	return node{}
}

// longestInSeconds is more seconds than a call has: larger numbers are milliseconds.
const longestInSeconds = 50_000

// unitOf is what the times of a list are to be multiplied by to be seconds.
func unitOf(items []node) float64 {
	for _, item := range items {
		start := startOf(item)
		if seconds, err := strconv.ParseFloat(start.str(), 64); err == nil && (seconds > longestInSeconds || seconds != math.Trunc(seconds)) {
			switch {
			case item.get("offsetinticks").exists():
				return 1e-7
			case seconds > longestInSeconds:
				return 0.001
			}
			return 1
		}
	}
	return 1
}

// shortPiece is under how many bytes a piece is a phrase, not a paragraph.
const shortPiece = 200

// speechPieces joins the pieces that speech recognition cuts a speech into:
// those of one speaker, with times.
type speechPieces struct {
	call    *JsonCall
	speaker call.Speaker
	section call.Section
	begin   int
	at      float64         // seconds
	unit    float64         // of the times
	text    *source.Builder // nil: no piece has come
}

func (p *speechPieces) add(s call.Speaker, section call.Section, item node) {
	text, separator := speechText(item)
	if !text.exists() || strings.HasPrefix(s.Name, "Duration") {
		return // of the call: a publisher's last line
	}
	if isMark(item) {
		if p.text != nil {
			appendText(p.text, text, "", "")
		}
		return
	}
	timed := item.get(startKeysOfPiece...).exists()
	if p.text == nil || !timed || s != p.speaker || section != p.section {
		p.flush()
		p.speaker, p.section, p.begin, p.text = s, section, item.from(), item.doc.src.Builder()
		if who := item.get(speakerKeys...); who.exists() {
			p.begin = who.from()
		}
		p.at, _ = strconv.ParseFloat(startOf(item).str(), 64) // 0 where it is told otherwise
		p.at *= p.unit
	}
	if timed && len(text.raw()) < shortPiece {
		separator = " "
	}
	appendText(p.text, text, separator, s.Name)
	if !timed {
		p.flush()
	}
}

func (p *speechPieces) flush() {
	if p.text != nil {
		turns := len(p.call.Call.Turns)
		if p.call.Add(p.speaker, p.section, p.begin, p.text); len(p.call.Call.Turns) > turns {
			p.call.Call.Turns[turns].Time = p.at
		}
		p.text = nil
	}
}

// asked reads an object with a question and its answer.
func (c *JsonCall) asked(item, ask, answer node) {
	c.reply(item, ask, call.Speaker{Name: "Analyst", Role: call.Analyst}, "analyst", "asker", "askedby", "questioner")
	c.reply(item, answer, call.Speaker{Name: "Executive", Role: call.Executive}, "executive", "answerer", "answeredby", "respondent", "speaker")
}

// reply reads one side of it: a string, a speech, or a list of either. Who
// speaks stands in the speech, or beside it under one of keys.
func (c *JsonCall) reply(item, text node, s call.Speaker, keys ...string) {
	if named := c.speakerIn(item.get(keys...)); named.Name != "" {
		named.Role = s.Role
		s = named
	}
	if text.isArray() {
		for part := range text.items() {
			c.reply(node{}, part, s)
		}
		return
	}
	if text.isObject() {
		if named := c.speaker(text); named.Name != "" {
			named.Role = s.Role
			s = named
		}
	}
	if text.doc == nil { // a list without an item, or a cell that is not there
		return
	}
	b := text.doc.src.Builder()
	appendText(b, text, "\n\n", s.Name)
	c.Add(s, call.QA, text.from(), b)
}

// appendText appends what a node says: a string, a list of such, or an object
// with one. A speaker's name in front of it is left out.
func appendText(b *source.Builder, n node, separator, speaker string) {
	switch {
	case n.isString():
		if len(b.Text) > 0 {
			b.Join(separator)
		}
		raw := n.raw()
		raw = raw[1 : len(raw)-1]
		n.copyTo(&paragraphs{Builder: b}, max(labelBefore(raw, speaker), len(raw)-len(strings.TrimLeft(raw, " "))))
	case n.isArray() && isSpelledOut(n):
		spelledOut(b, n)
	case n.isArray():
		for item := range n.items() {
			appendText(b, item, separator, speaker)
			speaker = ""
		}
	case n.isObject():
		text, separator := speechText(n)
		appendText(b, text, separator, speaker)
	}
}

// paragraphs is a sink that takes each line for a paragraph.
type paragraphs struct {
	*source.Builder
	broken bool // a line has ended
}

func (p *paragraphs) Copy(from, to int) {
	if p.broken {
		from += len(p.Src.Text[from:to]) - len(strings.TrimLeft(p.Src.Text[from:to], " "))
	}
	if from < to {
		p.begin(p.Src.Text[from:to])
		p.Builder.Copy(from, to)
	}
}

func (p *paragraphs) Put(s string, from int) {
	if s == "\n" || s == "\r" {
		p.broken = true
		return
	}
	p.begin(s)
	p.Builder.Put(s, from)
}

// begin joins a line that begins with s to the one before.
func (p *paragraphs) begin(s string) {
	if n := len(p.Text); p.broken && n > 0 {
		p.Join(source.Separator(string(p.Text[max(0, n-80):]), s, source.EmptyLine))
	}
	p.broken = false
}

// speaker reads who speaks in a speech.
func (c *JsonCall) speaker(item node) call.Speaker {
	who := speakerOf(item)
	if !who.exists() {
		who, _ = pairOf(item)
	}
	s := c.speakerNamed(who)
	if _, known := c.codes[who.str()]; !known {
		describedBy(&s, item)
	}
	return s
}

// speakerNamed reads a name, a number or a code.
func (c *JsonCall) speakerNamed(who node) call.Speaker {
	if s, known := c.codes[who.str()]; known && who.str() != "" {
		return s
	}
	if who.kind() == "a number" {
		c.Call.Inferred = true
		return call.Speaker{Name: "Speaker " + who.str()}
	}
	if captions.IsCode(who.str()) && (c.letters || len(who.str()) > 1) {
		c.Call.Inferred = true
		return call.Speaker{Name: who.str()}
	}
	return c.speakerIn(who)
}

// speakerIn reads a name with what follows it, or an object about a person.
func (c *JsonCall) speakerIn(n node) call.Speaker {
	if !n.isObject() {
		return people.Parse(n.str())
	}
	s := people.Parse(n.get(nameKeys...).str())
	describedBy(&s, n)
	return s
}

// described adds role, title and firm that stand beside the name.
func describedBy(s *call.Speaker, n node) {
	for _, key := range titleKeys {
		title := people.Clean(n.get(key).str())
		if title == s.Name || key == "type" && bestGuess(n).exists() { // the type of a piece
			continue
		}
		if role := call.RoleNamed(title); role != "" && s.Role == "" {
			s.Role = role
		} else if role == "" && s.Title == "" {
			s.Title = title
		}
	}
	if firm := people.Clean(n.get(firmKeys...).str()); firm != "" {
		s.Firm = firm
	}
	if firm, found := strings.CutSuffix(s.Title, " Analyst"); found && s.Firm == "" && isLikeFirm(firm) {
		s.Firm, s.Title = firm, "Analyst"
	}
}

// isLikeFirm tells the firm of "Acme Bank Analyst" from what kind of analyst it is.
func isLikeFirm(s string) bool {
	kinds := people.Words(s)
	return len(kinds) < 5 && !kinds.Has("equity", "research", "senior", "lead", "sell", "buy", "financial", "side", "industry", "chief", "and")
}

// tables reads the participants, and who stands behind codes and numbers.
func (c *JsonCall) tables(n node, depth int) {
	if depth == 0 {
		return
	}
	for key, v := range n.members() {
		role, listed := people.ListHeading(strings.ReplaceAll(key, "_", " "))
		switch {
		case listed || sameKey(key, "analysts") || sameKey(key, "callparticipants"):
			c.listed(v, role)
		case isSpeakerTable(key):
			c.coded(v)
		}
		if v.isObject() {
			c.tables(v, depth-1)
		}
	}
}

// isSpeakerTable recognises "speaker_name_map_v2" and "speaker_mapping".
func isSpeakerTable(key string) bool {
	key = naming.Key(key)
	return strings.HasPrefix(key, "speaker") && (strings.Contains(key, "map") || strings.Contains(key, "names")) || key == "speakers" || key == "participants"
}

// listed reads a list of participants: names, or objects, or lists of either
// under "executives" and "analysts".
func (c *JsonCall) listed(n node, role call.Role) {
	for item := range n.items() {
		s := c.speakerIn(item)
		if s.Name == "" || hasSpeech(item) {
			continue
		}
		if s.Role == "" {
			s.Role = role
		}
		if s.Role == call.Executive && people.RoleOf(call.Speaker{Name: s.Name, Title: s.Title}) == call.InvestorRelations {
			s.Role = call.InvestorRelations
		}
		c.Roster = append(c.Roster, s)
		if code := item.get("id", "speakerid", "code").str(); code != "" {
			c.codes[code] = s
		}
	}
}

// coded reads {"spk01": {"name": ...}}, {"spk01": "Jane Doe"} or
// [{"speaker": 1, "speaker_data": {"name": ...}}].
func (c *JsonCall) coded(n node) {
	keep := func(code string, n node) {
		if s := c.speakerIn(n); code != "" && s.Name != "" {
			c.codes[code] = s
		}
	}
	for code, v := range n.members() {
		keep(code, v)
	}
	for item := range n.items() {
		if data := item.get("speakerdata", "data", "details"); data.exists() {
			keep(item.get("speaker", "id", "speakerid", "code").str(), data)
		} else if !hasSpeech(item) {
			keep(item.get("id", "speakerid", "code", "label").str(), item)
		}
	}
}
