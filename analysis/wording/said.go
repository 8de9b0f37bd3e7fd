package wording

import (
	"cmp"
	"slices"

	"candor/transcript/call"
)

// Said is what executives say in calls.
type Said struct {
	All       *Counts
	Speakers  map[string]*Counts
	Sentences map[call.Section][]Sentence // see Sentences
}

// Of gives what is said in a section of a call, "" for all of it.
func Of(c *call.Call, section call.Section) *Said {
	names := namesIn(c)
	s := &Said{All: NewCounts(names...), Speakers: map[string]*Counts{}, Sentences: map[call.Section][]Sentence{}}
	for i := range c.Turns {
		t := &c.Turns[i]
		if t.Speaker.Role != call.Executive || section != "" && t.Section != section {
			continue
		}
		by := s.Speakers[t.Speaker.Name]
		if by == nil {
			by = NewCounts(names...)
			s.Speakers[t.Speaker.Name] = by
		}
		by.Add(t.Text)
		s.Sentences[t.Section] = append(s.Sentences[t.Section], Sentences(t)...)
	}
	for _, by := range s.Speakers {
		s.All.Merge(by)
	}
	return s
}

// CountsOf counts what executives say in a call.
func CountsOf(c *call.Call) *Counts {
	counts := NewCounts(namesIn(c)...)
	for i := range c.Turns {
		if t := &c.Turns[i]; t.Speaker.Role == call.Executive {
			counts.Add(t.Text)
		}
	}
	return counts
}

func namesIn(c *call.Call) []string {
	names := make([]string, len(c.Turns))
	for i := range c.Turns {
		names[i] = c.Turns[i].Speaker.Name
	}
	return names
}

// Merge adds what is said in another call.
func (s *Said) Merge(other *Said) {
	s.All.Merge(other.All)
	for name, counts := range other.Speakers {
		if s.Speakers[name] == nil {
			s.Speakers[name] = counts
		} else {
			s.Speakers[name].Merge(counts)
		}
	}
	for section, sentences := range other.Sentences {
		s.Sentences[section] = append(s.Sentences[section], sentences...)
	}
}

// Longest are the speakers who say most, at most so many.
func (s *Said) Longest(most int) []string {
	var names []string
	for name := range s.Speakers {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(s.Speakers[b].Words(), s.Speakers[a].Words()), cmp.Compare(a, b))
	})
	return names[:min(len(names), most)]
}
