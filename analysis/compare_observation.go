package analysis

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"candor/stats"
	"candor/transcript/call"
)

// Observation is what a comparison keeps of a record: numbers and names, no text.
type Observation struct {
	Call  int      // index in Observations.Calls
	names []string // the value in each of storedDimensions
	// topics with their weights, the first of them in names too
	topics []Weighted
	terms  []term // of each metric, in the order of Metrics
}

type term struct{ numerator, denominator float64 }

// storedDimensions differ from answer to answer; the others follow from the call.
var storedDimensions = []Dimension{"speaker", "role", "topic", "section", "asker", "firm"}

// Observations are the answers of several calls. The zero value is empty and ready.
type Observations struct {
	Calls []Call
	All   []Observation

	index map[Call]int
	names map[string]string
}

// Add keeps the numbers of records, which need not be kept.
func (o *Observations) Add(records []*Record) {
	for _, r := range records {
		observation := Observation{Call: o.call(r.Call), names: make([]string, len(storedDimensions)), terms: make([]term, len(Metrics))}
		for i, d := range storedDimensions {
			observation.names[i] = o.intern(d.Key(r))
		}
		for _, t := range Dimension("topic").Values(r) {
			observation.topics = append(observation.topics, Weighted{o.intern(t.Key), t.Weight})
		}
		for i := range Metrics {
			if numerator, denominator, ok := Metrics[i].Terms(r); ok {
				observation.terms[i] = term{numerator, denominator}
			}
		}
		o.All = append(o.All, observation)
	}
}

// append adds those observations of other whose call is kept; nil keeps all.
func (o *Observations) append(other *Observations, keep func(Call) bool) {
	for i := range other.All {
		observation := other.All[i]
		call := other.Calls[observation.Call]
		if keep == nil || keep(call) {
			observation.Call = o.call(call)
			o.All = append(o.All, observation)
		}
	}
}

// Append adds the observations of other.
func (o *Observations) Append(other *Observations) { o.append(other, nil) }

// call gives the index of c, whose texts are copied: they may lie in a file's memory.
func (o *Observations) call(c Call) int {
	if i, ok := o.index[c]; ok {
		return i
	}
	if o.index == nil {
		o.index = map[Call]int{}
	}
	c = Call{ID: o.intern(c.ID), Company: o.intern(c.Company), Ticker: o.intern(c.Ticker), Period: o.intern(c.Period), Date: o.intern(c.Date), Source: o.intern(c.Source)}
	o.index[c] = len(o.Calls)
	o.Calls = append(o.Calls, c)
	return len(o.Calls) - 1
}

func (o *Observations) intern(s string) string {
	if known, ok := o.names[s]; ok {
		return known
	}
	if o.names == nil {
		o.names = map[string]string{}
	}
	s = strings.Clone(s)
	o.names[s] = s
	return s
}

// Key gives the value of an observation in a dimension.
func (o *Observations) Key(of *Observation, d Dimension) string {
	if i := slices.Index(storedDimensions, d); i >= 0 {
		return of.names[i]
	}
	call := &o.Calls[of.Call]
	switch d {
	case "call":
		return call.ID
	case "company":
		return call.Company
	case "period":
		return call.Period
	}
	return ""
}

// Values gives the values of an observation in a dimension: by topic each of its
// topics with its weight, else one that weighs 1.
func (o *Observations) Values(of *Observation, d Dimension) []Weighted {
	if d == "topic" {
		return of.topics
	}
	return []Weighted{{o.Key(of, d), 1}}
}

// side is the observations of one column of a comparison.
type side []unit

// unit is an observation and how much of it is on a side.
type unit struct {
	index  int // in Observations.All
	weight float64
}

// calls counts the calls that a side's observations are of.
func (o *Observations) calls(s side) int {
	seen := map[int]bool{}
	for _, u := range s {
		seen[o.All[u.index].Call] = true
	}
	return len(seen)
}

// sample gives the terms of metric m of a side, numerators and denominators by
// the answers' weights: a unit an answer, or a unit a call, with its answers
// summed up.
func (o *Observations) sample(s side, m int, byCall bool) stats.Sample {
	sample := stats.Sample{Per: Metrics[m].Per, Numerators: []float64{}, Denominators: []float64{}}
	unitOf := map[int]int{}
	for _, u := range s {
		t, call := o.All[u.index].terms[m], o.All[u.index].Call
		at, ok := unitOf[call]
		if !ok || !byCall {
			at = len(sample.Numerators)
			unitOf[call] = at
			sample.Numerators, sample.Denominators = append(sample.Numerators, 0), append(sample.Denominators, 0)
		}
		sample.Numerators[at] += u.weight * t.numerator
		sample.Denominators[at] += u.weight * t.denominator
	}
	return sample
}

// ReadSaved gives to each, one after the other, the records that candor wrote
// (score --format jsonl), as they are, without scoring them anew. When the input
// is something else, its first object being without "sentiment" or "words",
// nothing is given to each and rest is the whole input again; else rest is nil.
// Errors name file and line; the good records are read nevertheless.
func ReadSaved(r io.Reader, name string, each func(*Record)) (rest io.Reader, err error) {
	in := bufio.NewReaderSize(r, 1<<16)
	var problems []error
	var blank []byte // before the first object
	saved := false
	for number := 1; ; number++ {
		line, readError := in.ReadBytes('\n')
		switch {
		case len(bytes.TrimSpace(line)) == 0:
			if !saved {
				blank = append(blank, line...)
			}
		case saved || isSaved(line):
			saved = true
			if err := giveSaved(line, each); err != nil {
				problems = append(problems, &call.Error{File: name, Line: number, Err: err})
			}
		default:
			return io.MultiReader(bytes.NewReader(blank), bytes.NewReader(line), in), nil
		}
		switch {
		case readError == io.EOF && !saved:
			return bytes.NewReader(blank), nil
		case readError == io.EOF:
			return nil, errors.Join(problems...)
		case readError != nil:
			return nil, fmt.Errorf("%s: %w", name, readError)
		}
	}
}

func giveSaved(line []byte, each func(*Record)) error {
	var record Record
	if err := json.Unmarshal(line, &record); err != nil {
		return err
	}
	if !isSaved(line) {
		return errors.New(`a record without "sentiment" or "words" among scored ones`)
	}
	each(&record)
	return nil
}

func isSaved(line []byte) bool {
	var fields struct {
		Sentiment json.RawMessage `json:"sentiment"`
		Words     json.RawMessage `json:"words"`
	}
	return json.Unmarshal(line, &fields) == nil && fields.Sentiment != nil && fields.Words != nil
}
