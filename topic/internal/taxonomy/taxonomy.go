// Package taxonomy reads a taxonomy's file.
package taxonomy

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"candor/internal/phrase"
	"candor/text"
)

// File is a taxonomy as written. Its words are in lower case, each in the form
// that heads its forms.
type File struct {
	Version string
	Topics  []*Entry
	Forms   map[string][]string
	Heads   map[string]string // by form
}

// Entry is one of its topics.
type Entry struct {
	Name, Covers string
	Bias         float64
	Terms        map[string]float64
}

// Clone copies f.
func (f *File) Clone() *File {
	c := &File{Version: f.Version, Forms: map[string][]string{}, Heads: map[string]string{}}
	maps.Copy(c.Forms, f.Forms)
	maps.Copy(c.Heads, f.Heads)
	for _, t := range f.Topics {
		copied := *t
		copied.Terms = maps.Clone(t.Terms)
		c.Topics = append(c.Topics, &copied)
	}
	return c
}

// Entry gives the topic of a name, a new one where there is none.
func (f *File) Entry(name string) *Entry {
	for _, t := range f.Topics {
		if t.Name == name {
			return t
		}
	}
	t := &Entry{Name: name, Terms: map[string]float64{}}
	f.Topics = append(f.Topics, t)
	return t
}

// reader reads one file into a copy of what it starts from.
type reader struct {
	phrase.File
	file *File
}

// Read reads a file that adds to base, or replaces it; name is the file's, for errors,
// which are of type *phrase.Error.
func Read(data []byte, name string, base func() *File) (*File, error) {
	r := &reader{File: phrase.File(name)}
	root, err := r.Root(data)
	if err != nil {
		return nil, err
	}
	if err := r.top(root, base); err != nil {
		return nil, err
	}
	return r.file, nil
}

// top reads the whole file: forms before topics, whose terms they change.
func (r *reader) top(n ast.Node, base func() *File) error {
	parts, err := r.Mapping(n, "the taxonomy", "replace", "version", "topics", "forms")
	if err != nil {
		return err
	}
	r.file = new(File)
	replace := false
	if v := parts["replace"]; v != nil {
		b, ok := v.(*ast.BoolNode)
		if !ok {
			return r.FailAt(v, "replace is neither true nor false")
		}
		replace = b.Value
	}
	if !replace {
		r.file = base()
	}
	r.file = r.file.Clone()
	if v := parts["version"]; v != nil {
		if r.file.Version, err = r.Scalar(v, "version"); err != nil {
			return err
		}
	} else if replace {
		r.file.Version = "user"
	}
	if v := parts["forms"]; v != nil {
		if err := r.forms(v); err != nil {
			return err
		}
	}
	if v := parts["topics"]; v != nil {
		if err := r.topics(v); err != nil {
			return err
		}
	}
	if len(r.file.Topics) == 0 {
		return r.FailAt(n, "no topics")
	}
	return nil
}

// largest bounds weights and biases: at ten, one term settles the matter.
const largest = 100

func (r *reader) forms(n ast.Node) error {
	return r.Pairs(n, "forms", func(key string, at, value ast.Node) error {
		head, err := r.word(key, at)
		if err != nil {
			return err
		}
		if other, ok := r.file.Heads[head]; ok {
			return r.FailAt(at, "%q is itself a form of %q", head, other)
		}
		list, ok := value.(*ast.SequenceNode)
		if !ok {
			return r.FailAt(value, "the forms of %q are not a list", head)
		}
		forms := slices.Clone(r.file.Forms[head])
		for _, v := range list.Values {
			s, err := r.Scalar(v, "a form")
			if err != nil {
				return err
			}
			form, err := r.word(s, v)
			if err != nil {
				return err
			}
			if form == head || r.file.Forms[form] != nil {
				return r.FailAt(v, "%q has forms of its own", form)
			}
			if other, ok := r.file.Heads[form]; ok {
				if other == head {
					continue
				}
				return r.FailAt(v, "%q is a form of %q already", form, other)
			}
			r.file.Heads[form] = head
			forms = append(forms, form)
		}
		r.file.Forms[head] = forms
		return nil
	})
}

// word reads a single word.
func (r *reader) word(s string, at ast.Node) (string, error) {
	words, err := r.words(s, at)
	if err == nil && len(words) != 1 {
		err = r.FailAt(at, "%q is not a single word", s)
	}
	if err != nil {
		return "", err
	}
	return words[0], nil
}

// words splits a term as a text is split, hyphens and ampersands left out.
func (r *reader) words(s string, at ast.Node) ([]string, error) {
	var words []string
	d := text.New(s)
	for i := range d.Tokens {
		t := &d.Tokens[i]
		word := strings.ToLower(d.At(i))
		switch {
		case phrase.Joins(t.ID):
			continue
		case t.Kind == text.Punct || t.Kind == text.Note || t.ID != text.WordID(word):
			return nil, r.FailAt(at, "%q in %q is no word to match", d.At(i), s)
		}
		words = append(words, word)
	}
	if len(words) == 0 {
		return nil, r.FailAt(at, "%q has no word", s)
	}
	return words, nil
}

func (r *reader) topics(n ast.Node) error {
	list, ok := n.(*ast.SequenceNode)
	if !ok {
		return r.FailAt(n, "topics is not a list")
	}
	seen := map[string]bool{}
	for _, v := range list.Values {
		parts, err := r.Mapping(v, "a topic", "name", "covers", "bias", "terms")
		if err != nil {
			return err
		}
		if parts["name"] == nil {
			return r.FailAt(v, "a topic without a name")
		}
		name, err := r.Scalar(parts["name"], "name")
		if err != nil {
			return err
		}
		if strings.TrimSpace(name) == "" || seen[name] {
			return r.FailAt(parts["name"], "the name %q is empty or stands there twice", name)
		}
		seen[name] = true
		if err := r.topic(r.file.Entry(name), parts); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) topic(t *Entry, parts map[string]ast.Node) (err error) {
	if v := parts["covers"]; v != nil {
		if t.Covers, err = r.Scalar(v, "covers"); err != nil {
			return err
		}
	}
	if v := parts["bias"]; v != nil {
		if t.Bias, err = r.Number(v, "bias", largest); err != nil {
			return err
		}
	}
	if parts["terms"] == nil {
		return nil
	}
	seen := map[string]bool{}
	return r.Pairs(parts["terms"], "terms", func(key string, at, value ast.Node) error {
		words, err := r.words(key, at)
		if err != nil {
			return err
		}
		for i, w := range words {
			if head, ok := r.file.Heads[w]; ok {
				words[i] = head
			}
		}
		term := strings.Join(words, " ")
		if seen[term] {
			return r.FailAt(at, "%q is the same term as another: %q", key, term)
		}
		seen[term] = true
		t.Terms[term], err = r.Number(value, "weight of "+strconv.Quote(key), largest)
		return err
	})
}

// Amount is what a term's count in a text comes to.
func Amount(count int32) float64 { return math.Log1p(float64(count)) }
