// Package cue finds in a document what lists of cues name: stretches of text of a
// few kinds, such as what withholds an answer. A list is a YAML file in the phrase
// language, compiled by go generate (Compile) and loaded where it runs (Load).
//
// It knows text and the phrase language only.
package cue

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"candor/internal/flat"
	"candor/internal/phrase"
	"candor/text"
)

// Cue is one entry of a list: expressions that say the same.
type Cue struct {
	ID              string // "kind/name"
	Kind            int
	Line            int      // in its file
	Examples        []string // texts with what must be found in [brackets]
	Counterexamples []string // texts in which this cue must not be found
}

// Set is a list of cues, compiled. It is read-only.
type Set struct {
	about   about
	program *phrase.Program
}

// about is what a compiled set keeps beside its program.
type about struct {
	Kinds []string
	Cues  []Cue
	Hash  uint32
}

// Found is a cue at a run of bytes, half-open.
type Found struct {
	Cue, Kind  int
	Start, End int
}

// Kinds names the kinds in the order of their numbers, that of the file.
func (s *Set) Kinds() []string { return s.about.Kinds }

// Cues lists the cues in the order of their numbers; those of a loaded set have
// no lines and no examples.
func (s *Set) Cues() []Cue { return s.about.Cues }

// Hash changes with the file that the set was read from.
func (s *Set) Hash() uint32 { return s.about.Hash }

// Program gives what finds the cues: an entry for each.
func (s *Set) Program() *phrase.Program { return s.program }

// Find appends to found what d holds: from left to right, the longest at each place.
func (s *Set) Find(d *text.Document, found []Found) []Found {
	scan := s.program.Scan(d)
	defer scan.Release()
	for i := 0; i < scan.Len(); {
		m, ok := scan.Longest(i)
		if !ok {
			i++
			continue
		}
		start, end := scan.Span(m.First, m.Last)
		found = append(found, Found{m.Entry, s.about.Cues[m.Entry].Kind, start, end})
		i = m.Last
	}
	return found
}

// file is the form of a list.
type file struct {
	Words   map[string][]phrase.String `yaml:"words"`
	Phrases map[string]phrase.String   `yaml:"phrases"`
	Cues    []struct {
		ID              phrase.String   `yaml:"id"`
		Source          string          `yaml:"source"`
		Patterns        []phrase.String `yaml:"patterns"`
		Only            []phrase.String `yaml:"only"`
		Unless          []phrase.String `yaml:"unless"`
		Examples        []string        `yaml:"examples"`
		Counterexamples []string        `yaml:"counterexamples"`
	} `yaml:"cues"`
}

// Read reads a list of cues, written with the words and phrases of names and its
// own. An error is a *phrase.Error.
func Read(names phrase.Names, name string, data []byte) (*Set, error) {
	f, at := file{}, phrase.File(name)
	if err := at.Decode(data, &f); err != nil {
		return nil, err
	}
	names, err := names.Extend([]phrase.Section{{File: at, Words: f.Words, Phrases: f.Phrases}})
	if err != nil {
		return nil, err
	}
	h := fnv.New32a()
	h.Write(data)
	s := &Set{about: about{Hash: h.Sum32()}}
	entries := make([]phrase.Entry, len(f.Cues))
	for i := range f.Cues {
		c, e := &f.Cues[i], &entries[i]
		kind, rest, ok := strings.Cut(c.ID.Value, "/")
		if !ok || kind == "" || rest == "" {
			return nil, at.Fail(c.ID, "%q is no id of a kind and a name", c.ID.Value)
		}
		k := slices.Index(s.about.Kinds, kind)
		if k < 0 {
			k = len(s.about.Kinds)
			s.about.Kinds = append(s.about.Kinds, kind)
		}
		s.about.Cues = append(s.about.Cues, Cue{c.ID.Value, k, c.ID.Line, c.Examples, c.Counterexamples})
		if e.Patterns, err = names.Patterns(at, c.Patterns); err != nil {
			return nil, err
		}
		if e.Only, err = names.Conditions(at, c.Only); err != nil {
			return nil, err
		}
		if e.Unless, err = names.Conditions(at, c.Unless); err != nil {
			return nil, err
		}
	}
	s.program = phrase.Compile(names, entries)
	return s, nil
}

// Compact gives the form of the set that Load reads.
func (s *Set) Compact() []byte {
	w := new(flat.Writer)
	w.Strings(s.about.Kinds)
	w.Uint32(s.about.Hash)
	w.Uint32(uint32(len(s.about.Cues)))
	for _, c := range s.about.Cues {
		w.String(c.ID)
		w.Uint32(uint32(c.Kind))
	}
	return s.program.Compact(*w)
}

// Load reads what Compact wrote, in place.
func Load(data string) (*Set, error) {
	program, written, err := phrase.Load(data)
	if err != nil {
		return nil, err
	}
	r := flat.NewReader(written)
	s := &Set{program: program, about: about{Kinds: r.Strings(), Hash: r.Uint32()}}
	s.about.Cues = make([]Cue, r.Count(8))
	for i := range s.about.Cues {
		s.about.Cues[i] = Cue{ID: r.String(), Kind: int(r.Uint32())}
	}
	return s, r.Close()
}

// Must is Load of embedded data, which a test has compared with its source.
func Must(data string) *Set {
	s, err := Load(data)
	if err != nil {
		panic(err)
	}
	return s
}

// Check holds each cue against its examples and counterexamples and gives what is
// wrong, a line each; a cue without an example is.
func (s *Set) Check() (wrong []string) {
	for i, c := range s.about.Cues {
		if len(c.Examples) == 0 {
			wrong = append(wrong, fmt.Sprintf("line %d: %s has no examples", c.Line, c.ID))
		}
		for _, example := range c.Examples {
			before, rest, _ := strings.Cut(example, "[")
			inside, after, _ := strings.Cut(rest, "]")
			found := s.Find(text.New(before+inside+after), nil)
			if !slices.Contains(found, Found{i, c.Kind, len(before), len(before) + len(inside)}) {
				wrong = append(wrong, fmt.Sprintf("line %d: %s does not find %q", c.Line, c.ID, example))
			}
		}
		for _, example := range c.Counterexamples {
			for _, f := range s.Find(text.New(example), nil) {
				if f.Cue == i {
					wrong = append(wrong, fmt.Sprintf("line %d: %s finds %q in %q", c.Line, c.ID, example[f.Start:f.End], example))
				}
			}
		}
	}
	return wrong
}
