package convert

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"

	"candor/internal/harmless"
	"candor/transcript/call"
)

// Corpus writes a folder that ConvoKit's Corpus(filename=...) loads: a
// conversation a call, an utterance a turn. It holds back of each call no more
// than its data and its speakers. The folder appears whole when Close is called.
//
// The files and their fields are those of ConvoKit's documentation ("Data
// format", convokit.cornell.edu), which releases since 2.5 read.
type Corpus struct {
	folder, building string
	utterances       *os.File
	speakers         map[string]described
	conversations    map[string]described
	scored           bool
}

// described is how ConvoKit stores what it knows of a speaker or conversation.
type described struct {
	Meta    map[string]string `json:"meta"`
	Vectors []string          `json:"vectors"`
}

// utterance is one line of utterances.jsonl.
type utterance struct {
	ID           string        `json:"id"`
	Conversation string        `json:"conversation_id"`
	Text         string        `json:"text"`
	Speaker      string        `json:"speaker"`
	Meta         utteranceMeta `json:"meta"`
	ReplyTo      *string       `json:"reply-to"` // null for the root of a conversation
	Timestamp    int           `json:"timestamp"`
	Vectors      []string      `json:"vectors"`
}

type utteranceMeta struct {
	Role    call.Role    `json:"role"`
	Title   string       `json:"title"`
	Firm    string       `json:"firm"`
	Section call.Section `json:"section"`
	Line    int          `json:"line"`
	Trivial bool         `json:"trivial"`
	Answer  bool         `json:"answer"`
	*Scores              // of executives' turns, where they are asked for
}

// Scores are what a scored turn is given as meta; nil fields are not known of it.
type Scores struct {
	Sentiment     *float64 `json:"sentiment,omitempty"`
	Label         string   `json:"sentiment_label"`
	Hedges        int      `json:"hedges"`
	HedgeRate     float64  `json:"hedges_per_100_words"`
	ShieldRate    float64  `json:"shields_per_100_words"`
	Approximators float64  `json:"approximators_per_100_words"`
	Deflections   int      `json:"deflections"`
	Specificity   float64  `json:"specificity"`
	Directness    *float64 `json:"directness,omitempty"`
	Answered      string   `json:"directness_label"` // "" where there is nothing to judge
	Topic         string   `json:"topic"`            // the main one, "" for none
	Procedure     bool     `json:"procedure"`
}

// Conversation is a call as a Corpus takes it.
type Conversation struct {
	id         string // that of its first utterance
	meta       map[string]string
	utterances []byte // lines
	speakers   map[string]map[string]string
	scored     bool
}

// NewConversation makes a conversation of a call. An answer replies to the last
// turn of its question, another turn to the turn before it, so that the call is
// one tree. A question that no turn holds becomes an utterance of its own.
// Timestamps are the turns' positions: transcripts tell no times. scores are those
// of turns by their ids, nil for none.
func NewConversation(call *call.Call, scores map[string]*Scores) *Conversation {
	c := &Conversation{
		meta: map[string]string{"call": call.ID, "company": call.Company, "ticker": call.Ticker, "period": call.Period,
			"date": call.Date, "source": call.Source},
		speakers: map[string]map[string]string{},
		scored:   scores != nil,
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	turns := layOut(call)
	ids := utteranceIDs(call, turns)
	for i, t := range turns {
		u := utterance{
			ID: ids[i], Conversation: ids[0], Text: t.Text, Speaker: nameOf(&t), Timestamp: i, Vectors: []string{},
			Meta: utteranceMeta{t.Speaker.Role, t.Speaker.Title, t.Speaker.Firm, t.Section, t.Line, t.Trivial, t.question >= 0, scores[ids[i]]},
		}
		switch {
		case t.question >= 0:
			u.ReplyTo = &ids[t.question]
		case i > 0:
			u.ReplyTo = &ids[i-1]
		}
		c.speakers[u.Speaker] = map[string]string{"role": string(t.Speaker.Role), "title": t.Speaker.Title, "firm": t.Speaker.Firm}
		encoder.Encode(u) // to memory, which does not fail
	}
	c.id, c.utterances = ids[0], harmless.EscapeJSON(b.Bytes())
	return c
}

// utteranceIDs are the turns' ids, a position added where a file gives one twice.
func utteranceIDs(call *call.Call, turns []spoken) []string {
	ids := make([]string, len(turns))
	seen := map[string]bool{}
	for i := range turns {
		if turns[i].made {
			ids[i] = id(call, turns[i+1].Turn) + "/question"
		} else {
			ids[i] = id(call, turns[i].Turn)
		}
		if seen[ids[i]] {
			ids[i] += "@" + strconv.Itoa(i)
		}
		seen[ids[i]] = true
	}
	return ids
}

// NewCorpus begins a corpus. The folder must not exist, or be empty.
func NewCorpus(folder string) (*Corpus, error) {
	if entries, err := os.ReadDir(folder); err == nil && len(entries) > 0 {
		return nil, fmt.Errorf("%s: there are files in it already", folder)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	building, err := os.MkdirTemp(filepath.Dir(filepath.Clean(folder)), ".candor-*")
	if err != nil {
		return nil, fmt.Errorf("cannot write %s: %w", folder, err)
	}
	c := &Corpus{folder: folder, building: building, speakers: map[string]described{}, conversations: map[string]described{}}
	c.utterances, err = os.Create(filepath.Join(building, "utterances.jsonl"))
	if err != nil {
		c.Discard()
		return nil, fmt.Errorf("cannot write %s: %w", folder, err)
	}
	return c, nil
}

// Add appends a conversation. Two with the same id are an error. A speaker is
// described as where the name stands first.
func (c *Corpus) Add(conversation *Conversation) error {
	if _, twice := c.conversations[conversation.id]; twice {
		return fmt.Errorf("%s: a call with the id %s is in the corpus already", conversation.meta["source"], conversation.meta["call"])
	}
	c.scored = c.scored || conversation.scored
	c.conversations[conversation.id] = described{conversation.meta, []string{}}
	for name, meta := range conversation.speakers {
		if _, known := c.speakers[name]; !known {
			c.speakers[name] = described{meta, []string{}}
		}
	}
	_, err := c.utterances.Write(conversation.utterances)
	return err
}

// Empty tells whether nothing was added.
func (c *Corpus) Empty() bool { return len(c.conversations) == 0 }

// Close writes what is left and puts the folder in its place.
func (c *Corpus) Close() error {
	err := c.utterances.Close()
	for _, file := range [...]struct {
		name    string
		content any
	}{
		{"speakers.json", c.speakers},
		{"conversations.json", c.conversations},
		{"corpus.json", map[string]string{"name": filepath.Base(c.folder)}},
		{"index.json", c.index()},
	} {
		err = cmp.Or(err, c.writeJSON(file.name, file.content))
	}
	if err == nil {
		err = os.Chmod(c.building, 0o755)
	}
	if err == nil {
		os.Remove(c.folder) // the empty one, if there is one
		err = os.Rename(c.building, c.folder)
	}
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", c.folder, err)
	}
	return nil
}

func (c *Corpus) writeJSON(name string, content any) error {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(content); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(c.building, name), harmless.EscapeJSON(b.Bytes()), 0o644)
}

// Discard removes what was written of a corpus that is not closed. Behind Close
// it does nothing.
func (c *Corpus) Discard() {
	c.utterances.Close()
	os.RemoveAll(c.building) // which Close has renamed
}

// index names the types of all that stands under "meta", as Python calls them.
func (c *Corpus) index() map[string]any {
	text, number, truth := []string{"<class 'str'>"}, []string{"<class 'int'>"}, []string{"<class 'bool'>"}
	utterances := map[string][]string{"role": text, "title": text, "firm": text, "section": text,
		"line": number, "trivial": truth, "answer": truth}
	if c.scored {
		maps.Copy(utterances, scoreTypes())
	}
	return map[string]any{
		"utterances-index": utterances,
		"speakers-index":   map[string][]string{"role": text, "title": text, "firm": text},
		"conversations-index": map[string][]string{"call": text, "company": text, "ticker": text, "period": text,
			"date": text, "source": text},
		"overall-index": map[string][]string{"name": text},
		"version":       1,
		"vectors":       []string{},
	}
}

// scoreTypes names the types of the fields of Scores as Python calls them.
func scoreTypes() map[string][]string {
	types := map[string][]string{}
	python := map[reflect.Kind]string{reflect.String: "<class 'str'>", reflect.Int: "<class 'int'>", reflect.Float64: "<class 'float'>", reflect.Bool: "<class 'bool'>"}
	of := reflect.TypeFor[Scores]()
	for i := range of.NumField() {
		f := of.Field(i)
		kind := f.Type
		if kind.Kind() == reflect.Pointer {
			kind = kind.Elem()
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		types[name] = []string{python[kind.Kind()]}
	}
	return types
}
