package jsonform

import (
	"fmt"
	"slices"
	"strings"
)

// column is what a column of a table of turns holds.
type column string

// What the columns of tables mean; the names are what --column takes.
const (
	colText     column = "text"
	colSpeaker  column = "speaker"
	colRole     column = "role"
	colTitle    column = "title"
	colFirm     column = "firm"
	colSection  column = "section"
	colOrder    column = "order"
	colCall     column = "call"
	colCompany  column = "company"
	colTicker   column = "ticker"
	colDate     column = "date"
	colYear     column = "year"
	colPeriod   column = "period"
	colHeadline column = "headline"
	colQuestion column = "question"
	colAnswer   column = "answer"
	colAsker    column = "asker"
	colFirmOf   column = "asker_firm"
	colTime     column = "time"
	colID       column = "id"
)

// usual are the names that columns have, in lower-case letters and digits, the
// most telling first.
var usual = []struct {
	meaning column
	names   []string
}{
	{colText, []string{"componenttext", "text", "speech", "speechtext", "content", "statement", "utterance", "remarks", "message", "body", "paragraph", "sentence",
		"turntext", "spokentext", "dialogue", "transcript", "transcripttext", "fulltext", "fulltranscript", "calltext", "rawtext"}},
	{colSpeaker, []string{"transcriptpersonname", "speakername", "speaker", "name", "personname", "person", "participantname", "participant", "fullname", "author", "who", "speakerlabel", "speakerid"}},
	{colRole, []string{"speakertypename", "speakertype", "speakerrole", "role", "participanttype", "persontype", "type"}},
	{colTitle, []string{"title", "jobtitle", "speakertitle", "position", "designation", "persontitle"}},
	{colFirm, []string{"companyofperson", "firm", "speakercompany", "speakerfirm", "affiliation", "organization", "organisation", "employer", "institution"}},
	{colSection, []string{"transcriptcomponenttypename", "componenttypename", "componenttype", "section", "sectionname", "sectiontype", "session", "part", "preorqa"}},
	{colOrder, []string{"componentorder", "turnorder", "order", "index", "turnindex", "turnid", "turn", "sequence", "seq", "paragraphnumber"}},
	{colCall, []string{"transcriptid", "callid", "call", "keydevid", "eventid", "documentid", "docid", "filename", "file"}},
	{colCompany, []string{"companyname", "company", "issuer", "conm", "corporation"}},
	{colTicker, []string{"ticker", "tic", "symbol", "tickersymbol"}},
	{colDate, []string{"mostimportantdateutc", "date", "calldate", "eventdate", "transcriptdate", "conferencedate", "datetime"}},
	{colYear, []string{"year", "fiscalyear", "fyear"}},
	{colPeriod, []string{"period", "quarter", "fiscalquarter", "fiscalperiod", "q", "qtr", "fqtr"}},
	{colHeadline, []string{"headline", "eventtitle", "calltitle", "eventname"}},
	{colQuestion, []string{"question", "questiontext"}},
	{colAnswer, []string{"answer", "answertext", "response"}},
	{colAsker, []string{"asker", "askername", "askedby", "questioner", "analystname", "analyst"}},
	{colFirmOf, []string{"askerfirm", "analystfirm"}},
	{colTime, []string{"time", "start", "starttime", "timestamp", "startseconds"}},
	{colID, []string{"id"}},
}

// columns is what the columns of a table mean.
type columns struct {
	seen    []string          // as the table has them
	meaning map[string]column // by name; names that say nothing are not there
	name    map[column]string
}

// findColumns gives the columns their meaning: the user's, by meaning, and those
// of their usual names. The error is of a name that the table has not.
func findColumns(seen []string, told map[string]string) (columns, error) {
	c := columns{seen: seen, meaning: map[string]column{}, name: map[column]string{}}
	for meaning, name := range told {
		if !slices.ContainsFunc(usual, func(u struct {
			meaning column
			names   []string
		}) bool {
			return string(u.meaning) == meaning
		}) {
			return c, fmt.Errorf("no column is called for as %q: %s can be told", meaning, meanings())
		}
		i := slices.IndexFunc(seen, func(s string) bool { return strings.EqualFold(s, name) })
		if i < 0 {
			return c, fmt.Errorf("the table has no column %q: it has %s", name, c.list())
		}
		c.set(column(meaning), seen[i])
	}
	for _, u := range usual {
		if c.name[u.meaning] != "" {
			continue
		}
		for _, name := range u.names {
			i := slices.IndexFunc(seen, func(s string) bool { return c.meaning[s] == "" && sameKey(s, name) })
			if i >= 0 {
				c.set(u.meaning, seen[i])
				break
			}
		}
	}
	c.likely()
	if i := slices.IndexFunc(seen, func(s string) bool {
		return c.meaning[s] == "" && strings.HasSuffix(strings.ToLower(s), "order") // "speech_order"
	}); i >= 0 && !c.has(colOrder) {
		c.set(colOrder, seen[i])
	}
	return c, nil
}

// likelyNames are words of which one, and nothing but those beside it, make the name
// of a column: "Name of speaker", "Spoken text", "Organisation name".
var likelyNames = []struct {
	meaning column
	heads   []string
	others  []string
}{
	{colText, []string{"text", "speech", "utterance", "statement", "remarks", "words", "transcript"}, []string{"spoken", "full", "clean", "cleaned", "raw", "segment", "component", "turn", "speaker", "of", "the", "said", "statement", "transcript"}},
	{colSpeaker, []string{"speaker", "person", "participant"}, []string{"name", "of", "the", "full", "speaking", "display", "names"}},
	{colTitle, []string{"title", "position", "designation"}, []string{"speaker", "person", "participant", "job", "of", "the"}},
	{colFirm, []string{"firm", "organization", "organisation", "affiliation", "institution"}, []string{"speaker", "person", "participant", "name", "of", "the"}},
	{colRole, []string{"role"}, []string{"speaker", "person", "participant", "of", "the"}},
}

// likely gives a meaning to columns whose names are made of likelyNames, where no
// other has it.
func (c *columns) likely() {
	for _, l := range likelyNames {
		if c.has(l.meaning) {
			continue
		}
		for _, name := range c.seen {
			if c.meaning[name] == "" && isMadeOf(name, l.heads, l.others) {
				c.set(l.meaning, name)
				break
			}
		}
	}
}

// isMadeOf tells whether the words of a name are one of heads and otherwise of others.
func isMadeOf(name string, heads, others []string) bool {
	head := false
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return strings.ContainsRune(" _-./", r) })
	for _, word := range words {
		switch {
		case !head && slices.Contains(heads, word):
			head = true
		case !slices.Contains(others, word):
			return false
		}
	}
	return head
}

func (c *columns) set(meaning column, name string) {
	c.meaning[name], c.name[meaning] = meaning, name
}

func (c *columns) has(meaning column) bool { return c.name[meaning] != "" }

// list names the columns in an error.
func (c *columns) list() string {
	const most = 40
	var names []string
	for _, name := range c.seen[:min(len(c.seen), most)] {
		if len(name) > 60 {
			name = name[:60] + "…"
		}
		names = append(names, fmt.Sprintf("%q", name))
	}
	if len(c.seen) > most {
		names = append(names, fmt.Sprintf("and %d more", len(c.seen)-most))
	}
	return strings.Join(names, ", ")
}

// meanings lists what --column can tell.
func meanings() string {
	var all []string
	for _, u := range usual {
		all = append(all, string(u.meaning))
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

// notUnderstood is the error of a table that is neither of turns nor of answers
// nor of calls.
func (c *columns) notUnderstood() error {
	return fmt.Errorf("a table without a column of text or of speakers that is known: it has %s; tell them with --column text=NAME and --column speaker=NAME", c.list())
}
