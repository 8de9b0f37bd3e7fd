package transcript

import "strings"

// readJSON reads the JSON that publishers and interfaces give calls in.
func readJSON(src *source) ([]*draft, error) {
	body := src.trim(0, len(src.text))
	if src.text[body.from] != '{' {
		return nil, mismatch("no JSON object")
	}
	root, err := parseJSON(src, body.from, body.to)
	if err != nil {
		if strings.HasPrefix(src.text[body.from+1:], "\n") {
			return nil, err
		}
		return nil, mismatch(err.Error())
	}
	for _, read := range [...]func(*draft, *node) bool{readSpeeches, readParagraphs, readCoded, readTranscriptText} {
		d := newDraft(src)
		d.described(root)
		if read(d, root) && len(d.call.Turns) > 0 {
			return []*draft{d}, nil
		}
	}
	return nil, mismatch("no speeches where they are looked for")
}

// described takes what the top of the file tells of the call.
func (d *draft) described(root *node) {
	c := &d.call
	first := func(keys ...string) string {
		for _, key := range keys {
			if s := strings.TrimSpace(root.get(key).str()); s != "" {
				return s
			}
		}
		return ""
	}
	c.Ticker = first("symbol", "ticker")
	c.Company = first("company", "company_name")
	c.Date = dateIn(first("call_date", "date", "conference_date"))
	if c.Date == "" {
		c.Date = dateIn(root.get("event", "conference_date").str())
	}
	for _, part := range [...]*node{root, root.get("event"), root.get("transcriptMetadata")} {
		c.period(part)
	}
	d.titled(first("title"))
}

// period reads a quarter and a year that stand apart.
func (c *Call) period(n *node) {
	for _, key := range [...]string{"quarter", "fiscal_quarter", "fiscalPeriod"} {
		quarter := strings.TrimPrefix(strings.ToUpper(n.get(key).str()), "Q")
		for _, key := range [...]string{"year", "fiscal_year", "fiscalYear"} {
			if year := n.get(key).str(); c.Period == "" && len(quarter) == 1 && year != "" {
				c.Period = periodIn("Q" + quarter + " " + year)
			}
		}
		if c.Period == "" && quarter != "" {
			c.Period = periodIn(quarter)
		}
	}
}

// say appends one speech; text is a JSON string.
func (d *draft) say(s Speaker, section Section, text *node) {
	if !text.isString() {
		return
	}
	b := d.src.builder()
	text.copyTo(b)
	d.add(s, section, text.from, b)
}

// readSpeeches reads arrays of speeches: {"speaker", "speech"|"content"|"text",
// "title"} under "prepared_remarks" and "q_and_a", or under "transcript".
func readSpeeches(d *draft, root *node) bool {
	for _, entry := range root.get("participants").list() {
		d.roster = append(d.roster, parseSpeaker(entry.str()))
	}
	for _, part := range [...]struct {
		key     string
		section Section
	}{{"prepared_remarks", Prepared}, {"q_and_a", QA}, {"questions_and_answers", QA}, {"transcript", ""}} {
		for _, speech := range root.get(part.key).list() {
			s := Speaker{Name: cleanName(speech.get("speaker").str()), Title: speech.get("title").str()}
			if s.Name == s.Title {
				s.Title = ""
			}
			if strings.HasPrefix(s.Name, "Duration") {
				continue // of the call: the publisher's last line
			}
			for _, key := range [...]string{"speech", "content", "text"} {
				d.say(s, part.section, speech.get(key))
			}
		}
	}
	return true
}

// readParagraphs reads numbered speakers whose names stand in a table:
// transcriptContent{speaker_mapping, transcript{paragraphs}}.
func readParagraphs(d *draft, root *node) bool {
	content := root.get("transcriptContent")
	speakers := map[string]Speaker{}
	for _, entry := range content.get("speaker_mapping").list() {
		data := entry.get("speaker_data")
		speakers[entry.get("speaker").str()] = Speaker{Name: cleanName(data.get("name").str()),
			Title: data.get("role").str(), Firm: data.get("company").str()}
	}
	var speaking string
	var begin int
	b := d.src.builder()
	flush := func() {
		s, known := speakers[speaking]
		if !known || s.Name == "" {
			s.Name = "Speaker " + speaking
		}
		d.add(s, "", begin, b)
		b = d.src.builder()
	}
	for _, paragraph := range content.get("transcript", "paragraphs").list() {
		number := paragraph.get("speaker").str()
		switch {
		case number != speaking:
			flush()
			speaking, begin = number, paragraph.from
		case len(b.text) > 0:
			b.join("\n\n")
		}
		paragraph.get("text").copyTo(b)
	}
	flush()
	return true
}

// readCoded reads "speakers" with codes for names ("spk03"), a text or single
// words, and perhaps a table of the names.
func readCoded(d *draft, root *node) bool {
	for _, speech := range root.get("speakers").list() {
		code := speech.get("speaker").str()
		s := Speaker{Name: code}
		if entry := root.get("speaker_name_map_v2", code); entry.get("name").str() != "" {
			s = Speaker{Name: entry.get("name").str(), Title: entry.get("title").str()}
		}
		if text := speech.get("text"); text.isString() {
			d.say(s, "", text)
			continue
		}
		b := d.src.builder()
		for i, word := range speech.get("words").list() {
			if i > 0 {
				b.join(" ")
			}
			word.copyTo(b)
		}
		d.add(s, "", speech.from, b)
	}
	return true
}

// readTranscriptText reads a transcript that is one string, as text is read.
func readTranscriptText(d *draft, root *node) bool {
	for _, key := range [...]string{"transcript", "text", "content"} {
		if text := root.get(key); text.isString() {
			var out decoder
			text.decodeTo(&out)
			if inner := readText(out.source(d.src)); inner != nil {
				call := d.call
				*d = *inner
				d.call.keep(call)
				return true
			}
		}
	}
	return false
}

// keep prefers what a file tells of the call to what its text does.
func (c *Call) keep(told Call) {
	for _, field := range [...]struct {
		to   *string
		from string
	}{{&c.Company, told.Company}, {&c.Ticker, told.Ticker}, {&c.Period, told.Period}, {&c.Date, told.Date}} {
		if field.from != "" {
			*field.to = field.from
		}
	}
}

// decodeTo appends the value of a string, with the file's byte of each of its bytes.
func (n *node) decodeTo(out *decoder) {
	n.pieces(pieces{n.src, out})
}

// pieces writes a string's pieces to a decoder.
type pieces struct {
	src *source
	out *decoder
}

func (p pieces) copy(from, to int) { p.out.copy(p.src, from, to) }

func (p pieces) put(s string, from int) {
	for _, r := range s {
		p.out.write(r, p.src.byteOf(from))
	}
}
