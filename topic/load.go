package topic

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"candor/internal/phrase"
	"candor/text"
)

// Error is something wrong in a taxonomy file.
type Error = phrase.Error

// Load reads a taxonomy in YAML from r; name is the file's, for errors:
//
//	replace: false           # true: without the built-in taxonomy
//	version: "2026-1"        # optional
//	topics:
//	- name: mining           # new, or one of the built-in ones to change
//	  covers: ore, mines, grades
//	  bias: -0.5             # optional, 0 for a new topic
//	  terms:
//	    ore grade: 3         # weight; 0 takes a built-in term away
//	    strip ratio: 3
//	forms:                   # optional: further forms of single words
//	  grade: [grades, graded]
//
// Errors are of type *Error, unless r cannot be read.
func Load(r io.Reader, name string) (*Taxonomy, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	f, err := read(data, name, builtIn)
	if err != nil {
		return nil, err
	}
	return compile(f), nil
}

// file is a taxonomy as written. Its words are in lower case, each in the form
// that heads its forms.
type file struct {
	version string
	topics  []*entry
	forms   map[string][]string
	heads   map[string]string // by form
}

type entry struct {
	name, covers string
	bias         float64
	terms        map[string]float64
}

func (f *file) clone() *file {
	c := &file{version: f.version, forms: map[string][]string{}, heads: map[string]string{}}
	maps.Copy(c.forms, f.forms)
	maps.Copy(c.heads, f.heads)
	for _, t := range f.topics {
		copied := *t
		copied.terms = maps.Clone(t.terms)
		c.topics = append(c.topics, &copied)
	}
	return c
}

func (f *file) entry(name string) *entry {
	for _, t := range f.topics {
		if t.name == name {
			return t
		}
	}
	t := &entry{name: name, terms: map[string]float64{}}
	f.topics = append(f.topics, t)
	return t
}

// reader reads one file into a copy of what it starts from.
type reader struct {
	phrase.File
	file *file
}

func read(data []byte, name string, base func() *file) (*file, error) {
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
func (r *reader) top(n ast.Node, base func() *file) error {
	parts, err := r.Mapping(n, "the taxonomy", "replace", "version", "topics", "forms")
	if err != nil {
		return err
	}
	r.file = new(file)
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
	r.file = r.file.clone()
	if v := parts["version"]; v != nil {
		if r.file.version, err = r.Scalar(v, "version"); err != nil {
			return err
		}
	} else if replace {
		r.file.version = "user"
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
	if len(r.file.topics) == 0 {
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
		if other, ok := r.file.heads[head]; ok {
			return r.FailAt(at, "%q is itself a form of %q", head, other)
		}
		list, ok := value.(*ast.SequenceNode)
		if !ok {
			return r.FailAt(value, "the forms of %q are not a list", head)
		}
		forms := slices.Clone(r.file.forms[head])
		for _, v := range list.Values {
			s, err := r.Scalar(v, "a form")
			if err != nil {
				return err
			}
			form, err := r.word(s, v)
			if err != nil {
				return err
			}
			if form == head || r.file.forms[form] != nil {
				return r.FailAt(v, "%q has forms of its own", form)
			}
			if other, ok := r.file.heads[form]; ok {
				if other == head {
					continue
				}
				return r.FailAt(v, "%q is a form of %q already", form, other)
			}
			r.file.heads[form] = head
			forms = append(forms, form)
		}
		r.file.forms[head] = forms
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
		if err := r.topic(r.file.entry(name), parts); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) topic(t *entry, parts map[string]ast.Node) (err error) {
	if v := parts["covers"]; v != nil {
		if t.covers, err = r.Scalar(v, "covers"); err != nil {
			return err
		}
	}
	if v := parts["bias"]; v != nil {
		if t.bias, err = r.Number(v, "bias", largest); err != nil {
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
			if head, ok := r.file.heads[w]; ok {
				words[i] = head
			}
		}
		term := strings.Join(words, " ")
		if seen[term] {
			return r.FailAt(at, "%q is the same term as another: %q", key, term)
		}
		seen[term] = true
		t.terms[term], err = r.Number(value, "weight of "+strconv.Quote(key), largest)
		return err
	})
}
